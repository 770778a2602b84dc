/* What is stored outside of the program: sealed files that somebody changed, keys that somebody
 * edited, what an S3 service answers. A file that opens is one that was sealed here, and the names
 * of a list are those that were asked for. */
#include "blob/back.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char key[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

static int file_of(Str bytes)
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (fd < 0 || write(fd, bytes.p, (size_t)bytes.n) != bytes.n || lseek(fd, 0, SEEK_SET))
        abort();
    return fd;
}

/* Sealed here, then changed as the input says: 4 bytes a change, where and what. */
static void changed(Ctx *c, Str input)
{
    Sealed s;
    int plain CLEAN(clean_fd) = file_of(input),
              sealed CLEAN(clean_fd) = memfd_create("fuzz", MFD_CLOEXEC);
    int back CLEAN(clean_fd) = memfd_create("fuzz", MFD_CLOEXEC);
    if (!seal_file(c, S("imp_1"), plain, sealed, &s))
        abort();
    char *before = NEW_ARRAY(c->mem, char, s.sealed), *after = NEW_ARRAY(c->mem, char, s.sealed);
    if (pread(sealed, before, (size_t)s.sealed, 0) != s.sealed)
        abort();
    for (ptrdiff_t i = 0; i + 4 <= input.n && i < 16; i += 4) {
        uint32_t at = (uint8_t)input.p[i] | (uint32_t)(uint8_t)input.p[i + 1] << 8;
        at %= (uint32_t)s.sealed;
        if (pwrite(sealed, input.p + i + 2, 1, at) != 1)
            abort();
    }
    if (pread(sealed, after, (size_t)s.sealed, 0) != s.sealed || lseek(sealed, 0, SEEK_SET))
        abort();
    bool same = !memcmp(before, after, (size_t)s.sealed);
    bool opens = unseal_file(c, S("imp_1"), sealed, back);
    if (opens != same || (opens && lseek(back, 0, SEEK_END) != input.n))
        abort();
    fail_clear(c);
}

static void answered(Ctx *c, Str input)
{
    BlobList list = { 0 };
    S3Answer a = { .list = &list, .prefix = S("imp_") };
    if (!s3_read_answer(c, input, &a) && !failed(c))
        abort();
    for (ptrdiff_t i = 0; i < list.n; i++)
        if (!str_starts(list.names[i], S("imp_")) || str_find_char(list.names[i], '/', 0) >= 0)
            abort();
    fail_clear(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool started;
    Ctx c = ctx_new("fuzz", (size_t)256 << 20);
    Str input = str_n((const char *)data, (ptrdiff_t)size);
    Str id;
    if (!started && !key_start(&c, &(KeyOptions){ .text = str_of(key) }))
        abort();
    started = true;
    answered(&c, input);
    changed(&c, input);
    int raw CLEAN(clean_fd) = file_of(input),
            back CLEAN(clean_fd) = memfd_create("fuzz", MFD_CLOEXEC);
    if (unseal_file(&c, S("imp_1"), raw, back))
        abort(); /* nobody but us can seal */
    fail_clear(&c);
    sealed_under(c.mem, data, (ptrdiff_t)size, &id);
    ctx_done(&c);
    return 0;
}
