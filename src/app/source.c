/* Files named on the command line. */
#include "app/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PASSWORDS_BYTES = 64 << 10, PASSWORDS_MAX = 900 };

int source_open(Ctx *c, Str name)
{
    struct stat st;
    if (failed(c))
        return -1;
    int fd =
        str_eq(name, S("-")) ? dup(STDIN_FILENO) : open(str_c(c->mem, name), O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
        return fd;
    bool folder = fd >= 0 && S_ISDIR(st.st_mode);
    int why = errno;
    if (fd >= 0)
        close(fd);
    if (folder)
        fail(c, UNREADABLE, NULL, "%.*s is a directory; name a file", STR_ARG(name));
    else
        fail(c, UNREADABLE, NULL, "%.*s: %s", STR_ARG(name), strerror(why));
    return -1;
}

Str source_name(Str path)
{
    for (ptrdiff_t i = path.n; i > 0; i--)
        if (path.p[i - 1] == '/')
            return str_part(path, i, path.n);
    return path;
}

bool source_text(Ctx *c, Str name, ptrdiff_t most, Str *out)
{
    int fd CLEAN(clean_fd) = source_open(c, name);
    if (fd < 0)
        return false;
    char *text = arena_alloc(c->mem, (size_t)most);
    ptrdiff_t n = 0;
    for (ssize_t got; n < most && (got = read(fd, text + n, (size_t)(most - n))) != 0;) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(c, UNREADABLE, NULL, "%.*s: %s", STR_ARG(name), strerror(errno));
        n += got;
    }
    if (n == most)
        return fail(c, TOO_LARGE, NULL, "%.*s has more than %td bytes; name another file",
                    STR_ARG(name), most);
    *out = str_n(text, n);
    return true;
}

bool source_passwords(Ctx *c, Str file, SourcePasswords *out)
{
    Str rest;
    *out = (SourcePasswords){ 0 };
    if (!file.n)
        return !failed(c);
    if (!source_text(c, file, PASSWORDS_BYTES, &rest))
        return false;
    out->items = NEW_ARRAY(c->mem, Str, PASSWORDS_MAX);
    while (rest.p) {
        Str line = str_cut(&rest, '\n');
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        if (line.n && out->n == PASSWORDS_MAX)
            return fail(c, TOO_LARGE, NULL, "%.*s has more than %d passwords", STR_ARG(file),
                        PASSWORDS_MAX);
        if (line.n)
            out->items[out->n++] = line;
    }
    return true;
}

bool source_print(void *stream, Str text)
{
    return fwrite(text.p, 1, (size_t)text.n, stream) == (size_t)text.n;
}
