/* What tests of stored files share. */
#include "blob_case.h"

#include <dirent.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

const char *case_folder;
const char key_a[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const char key_b[] = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff101112131415161718191a1b1c1d1e1f";

const char *in_folder(Ctx *c, const char *name)
{
    return str_fmt(c->mem, "%s/%s", case_folder, name).p;
}

void with_keys(Ctx *c, const char *keys)
{
    CHECK(key_start(c, &(KeyOptions){ .text = str_of(keys) }));
}

void with_folder(Ctx *c, const char *name)
{
    CHECK(blob_start(c, &(BlobOptions){ .folder = in_folder(c, name) }));
}

int file_of(Str text)
{
    int fd = memfd_create("test", MFD_CLOEXEC);
    CHECK(write(fd, text.p, (size_t)text.n) == text.n);
    return fd;
}

Str text_of(Ctx *c, int fd)
{
    struct stat st;
    if (fd < 0 || fstat(fd, &st))
        return S("(none)");
    char *p = NEW_ARRAY(c->mem, char, st.st_size + 1);
    CHECK(lseek(fd, 0, SEEK_CUR) == 0);
    CHECK(read(fd, p, (size_t)st.st_size) == st.st_size);
    return str_n(p, st.st_size);
}

Blob put_text(Ctx *c, const char *name, Str text)
{
    Blob b = { 0 };
    int fd CLEAN(clean_fd) = file_of(text);
    CHECK(blob_put(c, str_of(name), fd, &b));
    return b;
}

Str text_at(Ctx *c, const char *name)
{
    int fd CLEAN(clean_fd) = blob_open(c, str_of(name));
    return text_of(c, fd);
}

/* n bytes that do not repeat. */
Str noise(Ctx *c, ptrdiff_t n)
{
    Rng rng = rng_new((uint64_t)n + 1);
    char *p = NEW_ARRAY(c->mem, char, n + 1);
    for (ptrdiff_t i = 0; i < n; i++)
        p[i] = (char)rng_next(&rng);
    return str_n(p, n);
}

int files_in(Ctx *c, const char *name)
{
    BlobList all = { 0 };
    int n = 0;
    with_folder(c, name);
    CHECK(blob_list(c, S(""), &all));
    for (ptrdiff_t i = 0; i < all.n; i++)
        n += all.names[i].n > 0;
    return n;
}
