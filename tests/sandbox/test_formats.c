/* Every file of the cases read in the real sandbox: it must say there what it says outside. What a
 * library does behind our back only once, or only for great files, shows here. */
#include "harness.h"
#include "sandbox/sandbox.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

enum { FILE_BYTES_MAX = 1 << 20 };

typedef struct {
    bool fine;
    FailCode code;
    ptrdiff_t statements, rows;
} Answer;

static Answer answer_of(Ctx *c, bool fine, const StatementSet *set)
{
    Answer a = { .fine = fine, .code = c->failure.code, .statements = set->n };
    for (ptrdiff_t i = 0; i < set->n; i++)
        a.rows += set->statements[i].n_rows;
    return a;
}

static bool same_in_there(const char *path, const char *name)
{
    static const Str passwords[] = { S_INIT("sesame"), S_INIT("open sesame"), S_INIT("lo secret") };
    static const ParseOptions options = { .passwords = passwords, .n_passwords = COUNT(passwords) };
    Ctx inside = ctx_new("inside", (size_t)512 << 20),
        outside = ctx_new("outside", (size_t)512 << 20);
    StatementSet set = { 0 };
    CLEAN(clean_file) FILE *f = fopen(path, "rbe");
    char *p = arena_alloc(outside.mem, FILE_BYTES_MAX);
    Str bytes = str_n(p, f ? (ptrdiff_t)fread(p, 1, FILE_BYTES_MAX, f) : 0);
    bool fine = statement_parse(&outside, bytes, &options, &set);
    Answer want = answer_of(&outside, fine, &set);
    set = (StatementSet){ 0 };
    fine = f && sandbox_parse(&inside, fileno(f), &options, &set);
    Answer got = answer_of(&inside, fine, &set);
    bool same = want.fine == got.fine && want.code == got.code &&
                (!fine || (want.statements == got.statements && want.rows == got.rows));
    if (!same)
        fprintf(stderr, "%s: %d %d, in the sandbox %d %d: %.*s\n", name, want.fine, (int)want.code,
                got.fine, (int)got.code, STR_ARG(inside.failure.detail));
    ctx_done(&inside);
    ctx_done(&outside);
    return same;
}

static void folder(const char *format, int at_least)
{
    char path[600];
    int read = 0, other = 0;
    snprintf(path, sizeof path, "%s/tests/statement/%s", SOURCE_ROOT, format);
    DIR *d = opendir(path);
    for (const struct dirent *e; d && (e = readdir(d));) {
        Str name = str_of(e->d_name);
        if (e->d_name[0] == '.' || str_ends(name, S(".want")))
            continue;
        snprintf(path, sizeof path, "%s/tests/statement/%s/%s", SOURCE_ROOT, format, e->d_name);
        other += !same_in_there(path, e->d_name);
        read++;
    }
    if (d)
        closedir(d);
    CHECK(read >= at_least);
    CHECK_INT(other, 0);
}

TEST(workbooks)
{
    folder("xlsx", 20);
    folder("xls", 9);
    folder("ods", 5);
    folder("html", 4);
}

TEST(archives)
{
    folder("zip", 13);
}

TEST(texts)
{
    folder("csv", 60);
    folder("ofx", 40);
    folder("qif", 25);
    folder("camt", 25);
    folder("mt940", 25);
    folder("bai2", 20);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(workbooks),
        CASE(archives),
        CASE(texts),
    };
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    return RUN_TESTS(cases, argc, argv);
}
