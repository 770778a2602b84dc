/* Reads a statement into checked rows and prints how many: what P2 measures, without a sandbox and
 * without output.
 *
 *     read_statement FILE */
#include "parse/parse.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int64_t rows_read;

static bool count(void *state, const StatementRow *rows, ptrdiff_t n)
{
    (void)state, (void)rows;
    rows_read += n;
    return true;
}

int main(int argc, char **argv)
{
    struct stat st;
    CLEAN(clean_fd) int fd = argc > 1 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0 || fstat(fd, &st)) {
        fputs("usage: read_statement FILE\n", stderr);
        return 2;
    }
    void *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED) {
        perror(argv[1]);
        return 1;
    }
    Ctx c = ctx_new("read", (size_t)1 << 30);
    StatementSink sink = { .rows = count };
    statement_parse_prepare(str_n(bytes, st.st_size), NULL, NULL);
    statement_stream(&c, str_n(bytes, st.st_size), NULL, &sink);
    if (failed(&c))
        fprintf(stderr, "read_statement: %.*s\n", STR_ARG(c.failure.detail));
    printf("%lld\n", (long long)rows_read);
    bool bad = failed(&c);
    ctx_done(&c);
    return bad;
}
