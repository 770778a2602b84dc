/* Sealed files in a folder: MARK/NAME.sealed. Files called NAME alone are from before there was
 * encryption. */
#include "blob/back.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char ending[] = ".sealed";

static bool cannot(Ctx *c, const char *what)
{
    return fail_internal(c, UNAVAILABLE, str_of(strerror(errno)), "The file cannot be %s in %s",
                         what, blob_options.folder);
}

static bool sync_folder(Ctx *c, const char *path)
{
    int fd CLEAN(clean_fd) = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return (fd >= 0 && fsync(fd) == 0) || cannot(c, "stored");
}

/* The folder of a mark, or that of files without one. */
static const char *folder_of(Ctx *c, Str place)
{
    ptrdiff_t slash = str_find_char(place, '/', 0);
    return slash < 0 ? blob_options.folder : blob_path(c, str_part(place, 0, slash), "");
}

/* Made when it is not there; lasting, as what is put into it. */
static bool make_folder_of(Ctx *c, Str place)
{
    const char *path = folder_of(c, place);
    if (path == blob_options.folder)
        return true;
    if (mkdir(path, 0700))
        return errno == EEXIST || cannot(c, "stored");
    return sync_folder(c, blob_options.folder);
}

/* A name is taken also by a file from before encryption. */
static bool is_taken(Ctx *c, Str place)
{
    return access(blob_path(c, place, ""), F_OK) == 0;
}

static bool put(Ctx *c, Str place, int fd, const char *path, const Sealed *s, bool fresh)
{
    const char *to = blob_path(c, place, ending);
    (void)s;
    if (!make_folder_of(c, place))
        return false;
    if (fsync(fd))
        return cannot(c, "stored");
    if (fresh) {
        int rc = is_taken(c, place) ? -1 : link(path, to);
        if (rc && (errno == EEXIST || is_taken(c, place)))
            return fail(c, CONFLICT, "name", "There is a stored file %.*s already", STR_ARG(place));
        if (rc)
            return cannot(c, "stored");
        return sync_folder(c, folder_of(c, place));
    }
    if (rename(path, to))
        return cannot(c, "stored");
    if (!sync_folder(c, folder_of(c, place)))
        return false;
    unlink(blob_path(c, place, "")); /* it is sealed now */
    return true;
}

static int open_for_reading(const char *path)
{
    return open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
}

static int open_file(Ctx *c, Str place, bool *is_plain)
{
    int fd = open_for_reading(blob_path(c, place, ending));
    *is_plain = fd < 0 && errno == ENOENT;
    if (*is_plain)
        fd = open_for_reading(blob_path(c, place, ""));
    if (fd < 0 && errno == ENOENT)
        fail(c, GONE, NULL, "The file is no longer stored; send it again");
    else if (fd < 0)
        cannot(c, "read");
    return fd;
}

static bool head(Ctx *c, Str place, uint8_t *p, ptrdiff_t most, ptrdiff_t *n)
{
    bool is_plain;
    int fd CLEAN(clean_fd) = open_file(c, place, &is_plain);
    *n = -1;
    if (fd < 0 && c->failure.code == GONE)
        fail_clear(c);
    else if (fd >= 0)
        *n = is_plain ? 0 : read(fd, p, (size_t)most);
    return !failed(c);
}

static bool drop(Ctx *c, Str place)
{
    const char *both[] = { blob_path(c, place, ending), blob_path(c, place, "") };
    for (ptrdiff_t i = 0; i < COUNT(both); i++)
        if (unlink(both[i]) && errno != ENOENT)
            return cannot(c, "removed");
    return true;
}

static void clean_dir(DIR **dir)
{
    if (*dir)
        closedir(*dir);
}

/* A folder's own things, like lost+found, are none of ours. */
static bool is_file(int dir, const char *name)
{
    struct stat st;
    return !fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) && S_ISREG(st.st_mode);
}

static bool list(Ctx *c, Str mark, Str prefix, BlobList *out)
{
    const char *folder = mark.n ? blob_path(c, mark, "") : blob_options.folder;
    DIR *dir CLEAN(clean_dir) = opendir(folder);
    if (!dir)
        return errno == ENOENT || cannot(c, "listed");
    for (struct dirent *e; out->n < BLOB_LIST_MAX && (e = readdir(dir));) {
        Str name = str_of(e->d_name);
        if (str_ends(name, S(".sealed")))
            name.n -= (ptrdiff_t)sizeof ending - 1;
        else if (access(str_fmt(c->mem, "%s/%s%s", folder, e->d_name, ending).p, F_OK) == 0)
            continue; /* listed as sealed */
        if (str_starts(name, prefix) && blob_named_well(name) && is_file(dirfd(dir), e->d_name))
            blob_list_add(c, out, str_copy(c->mem, name));
    }
    return true;
}

/* What is not sealed is to be. */
static bool move(Ctx *c, Str from, Str to, bool *moved)
{
    if (!make_folder_of(c, to))
        return false;
    *moved = rename(blob_path(c, from, ending), blob_path(c, to, ending)) == 0;
    if (!*moved)
        return errno == ENOENT || cannot(c, "stored");
    return sync_folder(c, folder_of(c, to)) && sync_folder(c, folder_of(c, from));
}

const BlobBack blob_folder = { put, open_file, head, drop, list, move };
