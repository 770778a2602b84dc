/* Sealed files in a folder: NAME.sealed. Files called NAME alone are from before there was encryption. */
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
    return fail_internal(c, UNAVAILABLE, str_of(strerror(errno)), "The file cannot be %s in %s", what,
                         blob_options.folder);
}

static bool sync_folder(Ctx *c)
{
    int fd CLEAN(clean_fd) = open(blob_options.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return (fd >= 0 && fsync(fd) == 0) || cannot(c, "stored");
}

/* A name is taken also by a file from before encryption. */
static bool is_taken(Ctx *c, Str name)
{
    return access(blob_path(c, name, ""), F_OK) == 0;
}

static bool put(Ctx *c, Str name, int fd, const char *path, const Sealed *s, bool fresh)
{
    const char *to = blob_path(c, name, ending);
    (void)s;
    if (fsync(fd))
        return cannot(c, "stored");
    if (fresh) {
        int rc = is_taken(c, name) ? -1 : link(path, to);
        if (rc && (errno == EEXIST || is_taken(c, name)))
            return fail(c, CONFLICT, "name", "There is a stored file %.*s already", STR_ARG(name));
        if (rc)
            return cannot(c, "stored");
        return sync_folder(c);
    }
    if (rename(path, to))
        return cannot(c, "stored");
    if (!sync_folder(c))
        return false;
    unlink(blob_path(c, name, "")); /* it is sealed now */
    return true;
}

static int open_for_reading(const char *path)
{
    return open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
}

static int open_file(Ctx *c, Str name, bool *is_plain)
{
    int fd = open_for_reading(blob_path(c, name, ending));
    *is_plain = fd < 0 && errno == ENOENT;
    if (*is_plain)
        fd = open_for_reading(blob_path(c, name, ""));
    if (fd < 0 && errno == ENOENT)
        fail(c, GONE, NULL, "The file is no longer stored; send it again");
    else if (fd < 0)
        cannot(c, "read");
    return fd;
}

static bool head(Ctx *c, Str name, uint8_t *p, ptrdiff_t most, ptrdiff_t *n)
{
    bool is_plain;
    int fd CLEAN(clean_fd) = open_file(c, name, &is_plain);
    *n = -1;
    if (fd < 0 && c->failure.code == GONE)
        fail_clear(c);
    else if (fd >= 0)
        *n = is_plain ? 0 : read(fd, p, (size_t)most);
    return !failed(c);
}

static bool drop(Ctx *c, Str name)
{
    const char *both[] = { blob_path(c, name, ending), blob_path(c, name, "") };
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

static bool list(Ctx *c, Str prefix, BlobList *out)
{
    DIR *dir CLEAN(clean_dir) = opendir(blob_options.folder);
    if (!dir)
        return errno == ENOENT || cannot(c, "listed");
    for (struct dirent *e; out->n < BLOB_LIST_MAX && (e = readdir(dir));) {
        Str name = str_of(e->d_name);
        if (str_ends(name, S(".sealed")))
            name.n -= (ptrdiff_t)sizeof ending - 1;
        else if (access(blob_path(c, name, ending), F_OK) == 0)
            continue; /* listed as sealed */
        if (str_starts(name, prefix) && blob_named_well(name) && is_file(dirfd(dir), e->d_name))
            blob_list_add(c, out, str_copy(c->mem, name));
    }
    return true;
}

const BlobBack blob_folder = { put, open_file, head, drop, list };
