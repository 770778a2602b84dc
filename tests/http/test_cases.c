/* Runs the text cases of tests/http against a server on each engine, checks every answer against
 * the OpenAPI document, and then again with a database that fails at the nth call, for every n: the
 * answer is an error and no row has changed.
 *
 *     == a title
 *     POST /api/v1/auth/login
 *     X-Header: value
 *
 *     {"a body": "that is sent as application/json unless a Content-Type is given"}
 *     -- 200
 *     ETag: "*"
 *
 *     {"what": "*", "comes": "{{name}}", "...": ""}
 *
 * {{name}} captures at its first use, and is filled in later, in requests as well; "*" is anything;
 * an object with the member "..." and an array that ends with "..." may have others. Lines that
 * begin with '#' are remarks. Between cases may stand "@clock +31s" (time goes on), "@restart"
 * (another server process on the same database) and "@once" (the next case is not tried with a
 * failing database). Arguments are words in names of files. */
#include "../db/db_case.h"
#include "app/tables.h"
#include "blob/key.h"
#include "client.h"
#include "document.h"
#include "expect.h"
#include "import/import.h"
#include "sandbox/sandbox.h"
#include "server.h"
#include "text/utf8.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MAX = 200, TRIES_MAX = 3000 };

typedef struct {
    Str title, method, path, headers, body;
    int status;
    Str want_headers, want;
    Str clock; /* directive before it: "+31s" */
    bool restart, once;
    int line;
} Case;

typedef struct {
    Ctx *c;
    TestServer server;
    Document *document;
    Captures captures;
    const char *file;
    bool fails; /* with a failing database */
    int passed, failed, tries;
} Run;

static char only[200];

/* --- reading ---------------------------------------------------------------------------------- */

static Str read_whole(Ctx *c, const char *path)
{
    CLEAN(clean_file) FILE *f = fopen(path, "re");
    Buf b = buf_new(c->mem, 1 << 20);
    char *room = f ? buf_reserve(&b, 1 << 20) : NULL;
    size_t n = room ? fread(room, 1, 1 << 20, f) : 0;
    return str_n(room, (ptrdiff_t)n);
}

/* Lines up to one that begins with a mark; moves rest there. */
static Str until(Arena *mem, Str *rest, int *line, const char *mark)
{
    Buf b = buf_new(mem, 1 << 20);
    while (rest->p && rest->n > 0 && !str_starts(*rest, str_of(mark))) {
        Str one = str_cut(rest, '\n');
        ++*line;
        if (!str_starts(one, S("#")))
            buf_fmt(&b, "%.*s\n", STR_ARG(one));
    }
    return buf_str(&b);
}

/* Headers before the first empty line, the body behind it. */
static void split(Str text, Str *headers, Str *body)
{
    *headers = text;
    *body = (Str){ 0 };
    if (str_starts(text, S("\n"))) {
        *headers = S("");
        *body = str_trim(text);
    } else if (str_find(text, S("\n\n"), 0) >= 0) {
        ptrdiff_t at = str_find(text, S("\n\n"), 0);
        *headers = str_part(text, 0, at + 1);
        *body = str_trim(str_part(text, at, text.n));
    }
    if (body->n == 0)
        *body = (Str){ 0 };
}

static bool next_case(Arena *mem, Str *rest, int *line, Case *k)
{
    int64_t status = 0;
    *k = (Case){ 0 };
    Str before = until(mem, rest, line, "== ");
    while (before.p) {
        Str one = str_trim(str_cut(&before, '\n'));
        if (str_starts(one, S("@clock ")))
            k->clock = str_part(one, 7, one.n);
        k->restart = k->restart || str_eq(one, S("@restart"));
        k->once = k->once || str_eq(one, S("@once"));
    }
    if (!rest->p || rest->n == 0)
        return false;
    k->line = *line + 1;
    k->title = str_trim(str_part(str_cut(rest, '\n'), 3, 200));
    ++*line;
    Str request = until(mem, rest, line, "-- "), first = str_cut(&request, '\n');
    k->method = str_cut(&first, ' ');
    k->path = str_trim(first);
    split(request.p ? request : S(""), &k->headers, &k->body);
    Str mark = str_trim(str_part(str_cut(rest, '\n'), 3, 100));
    ++*line;
    /* What is expected ends before the directives of the next case. */
    Str want = until(mem, rest, line, "== ");
    ptrdiff_t directive = str_find(want, S("\n@"), 0);
    if (directive >= 0) {
        Str back = str_part(want, directive + 1, want.n);
        *rest = str_fmt(mem, "%.*s%.*s", STR_ARG(back), STR_ARG(*rest));
        want = str_part(want, 0, directive + 1);
    }
    split(want, &k->want_headers, &k->want);
    k->status = str_int(mark, &status) ? (int)status : -1;
    return true;
}

/* --- running ---------------------------------------------------------------------------------- */

static void report(Run *r, const Case *k, Str why)
{
    r->failed++;
    printf("FAILED tests/http/%s:%d %.*s [%.*s]: %.*s\n", r->file, k->line, STR_ARG(k->title),
           STR_ARG(store_engine(r->server.store)), STR_ARG(why));
}

static TestAnswer ask(Run *r, const Case *k)
{
    Arena *mem = r->c->mem;
    Str headers = captures_fill(mem, &r->captures, k->headers),
        path = captures_fill(mem, &r->captures, k->path);
    if (k->body.p && str_find(str_lower(mem, headers), S("content-type:"), 0) < 0)
        headers = str_fmt(mem, "%.*sContent-Type: application/json\n", STR_ARG(headers));
    return test_ask(mem, r->server.port, k->method, path, headers,
                    captures_fill(mem, &r->captures, k->body));
}

static bool headers_fit(Run *r, const Case *k, const TestAnswer *a, Str *why)
{
    Arena *mem = r->c->mem;
    Str rest = k->want_headers;
    Map seen = map_new(mem);
    while (rest.p) {
        Str value = str_cut(&rest, '\n'), name = str_trim(str_cut(&value, ':'));
        if (!value.p)
            continue;
        int nth = (int)(intptr_t)map_find(&seen, name);
        map_put(&seen, name, (void *)(intptr_t)(nth + 1));
        Str got = test_header(a, name, nth);
        bool absent = str_eq(str_trim(value), S("-"));
        if (absent ? got.p != NULL
                   : !got.p || !expect_text(mem, &r->captures, got, str_trim(value))) {
            *why = str_fmt(mem, "the header %.*s is '%.*s', not '%.*s'", STR_ARG(name),
                           STR_ARG(got), STR_ARG(str_trim(value)));
            return false;
        }
    }
    return true;
}

static bool answer_fits(Run *r, const Case *k, const TestAnswer *a, Str *why)
{
    Arena *mem = r->c->mem;
    Str path = captures_fill(mem, &r->captures, k->path);
    if (a->status != k->status) {
        *why = str_fmt(mem, "answered %d, not %d: %.*s", a->status, k->status,
                       STR_ARG(str_part(a->body, 0, 600)));
        return false;
    }
    if (!headers_fit(r, k, a, why))
        return false;
    if (k->want.p && !str_starts(k->want, S("{")) && !str_starts(k->want, S("["))) {
        *why = str_fmt(mem, "the body is '%.*s'", STR_ARG(str_part(a->body, 0, 300)));
        return expect_text(mem, &r->captures, a->body, k->want);
    }
    if (k->want.p && !expect_json(mem, &r->captures, a->body, k->want, why))
        return false;
    if (str_eq(k->method, S("HEAD")) || str_eq(k->method, S("OPTIONS")))
        return true;
    return document_fits(mem, r->document, k->method, path, a, why);
}

/* The same request while the database fails at its nth call, for every n; the last try, which no
 * longer reaches the nth call, is the real one. */
static TestAnswer ask_failing(Run *r, const Case *k)
{
    /* On PostgreSQL every call is a round trip, and long units are many alike: from the 50th on,
     * some of them. */
    int64_t stride = store_is_postgres(r->server.store) ? 13 : 1;
    for (int64_t n = 1; n < TRIES_MAX; n += n < 50 ? 1 : stride) {
        uint64_t before = test_server_state(r->c, r->server.store);
        int64_t calls = store_calls(r->server.store);
        store_fail_nth(r->server.store, n);
        TestAnswer a = ask(r, k);
        bool reached = store_calls(r->server.store) - calls >= n;
        store_fail_nth(r->server.store, 0);
        if (!reached)
            return a;
        r->tries++;
        if (a.status < 400)
            report(r, k,
                   str_fmt(r->c->mem, "call %lld to the database failed, and the answer is %d",
                           (long long)n, a.status));
        if (test_server_state(r->c, r->server.store) != before) {
            report(r, k,
                   str_fmt(r->c->mem, "call %lld to the database failed, and rows have changed",
                           (long long)n));
            return a;
        }
    }
    report(r, k, S("never gets through with a failing database"));
    return (TestAnswer){ 0 };
}

static int64_t fixed_ms = 1795000000000;

static void directives(Run *r, const Case *k)
{
    int64_t seconds = 0;
    if (str_int(str_part(k->clock, 1, k->clock.n - 1), &seconds)) {
        fixed_ms += seconds * 1000;
        clock_fix(fixed_ms);
    }
    if (k->restart)
        test_server_again(r->c, &r->server);
}

static void run_case(Run *r, const Case *k)
{
    Str why = { 0 };
    directives(r, k);
    fixed_ms += 10;
    clock_fix(fixed_ms);
    bool fails = r->fails && k->status < 400 && !k->once;
    TestAnswer a = fails ? ask_failing(r, k) : ask(r, k);
    if (answer_fits(r, k, &a, &why))
        r->passed++;
    else
        report(r, k, why);
}

static void run_file(const char *file, Str url, bool fails, int *passed, int *failed, int *tries)
{
    Ctx c = ctx_new("cases", (size_t)2 << 30);
    int line = 0;
    Run r = { .c = &c, .file = file, .fails = fails, .captures = { map_new(c.mem) } };
    fixed_ms = 1795000000000;
    clock_fix(fixed_ms);
    r.server = test_server_start(&c, url);
    r.document = document_read(c.mem, api_document(c.mem, operation_tables, operation_table_count));
    Str text = read_whole(&c, str_fmt(c.mem, SOURCE_ROOT "/tests/http/%s", file).p);
    Case k;
    while (next_case(c.mem, &text, &line, &k))
        run_case(&r, &k);
    test_server_stop(&r.server);
    *passed += r.passed;
    *failed += r.failed + (r.passed + r.failed == 0);
    *tries += r.tries;
    ctx_done(&c);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int list_files(char *names[FILES_MAX])
{
    DIR *d = opendir(SOURCE_ROOT "/tests/http");
    int n = 0;
    for (struct dirent *e = d ? readdir(d) : NULL; e && n < FILES_MAX; e = readdir(d))
        if (str_ends(str_of(e->d_name), S(".t")) && strstr(e->d_name, only))
            names[n++] = strdup(e->d_name);
    if (d)
        closedir(d);
    qsort(names, (size_t)n, sizeof names[0], compare_names);
    return n;
}

int main(int argc, char **argv)
{
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    Ctx c = ctx_new("main", 1 << 20);
    char *names[FILES_MAX];
    key_start(&c,
              &(KeyOptions){
                  .text = S("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f") });
    import_start(&(ImportOptions){ .folder = str_c(c.mem, test_folder(&c)) });
    int passed = 0, failed = 0, skipped = 0, tries = 0;
    if (argc > 1)
        snprintf(only, sizeof only, "%s", argv[1]);
    log_level(getenv("FLORIN_TEST_LOG") ? LOG_INFO : LOG_NOTHING);
    int n = list_files(names);
    for (int i = 0; i < n; i++) {
        run_file(names[i], fresh_sqlite(&c, "cases"), false, &passed, &failed, &tries);
        run_file(names[i], fresh_sqlite(&c, "cases"), true, &passed, &failed, &tries);
        if (getenv("FLORIN_TEST_PG")) {
            run_file(names[i], fresh_postgres(&c), false, &passed, &failed, &tries);
            run_file(names[i], fresh_postgres(&c), true, &passed, &failed, &tries);
        } else {
            skipped++;
        }
        free(names[i]);
    }
    printf("# %d tries with a failing database\n", tries);
    printf("%d passed, %d failed, %d skipped\n", passed, failed + (n == 0), skipped);
    ctx_done(&c);
    return failed > 0 || n == 0;
}
