/* What static.h and header.h promise. */
#include "client.h"
#include "harness.h"
#include "http/header.h"
#include "site.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BYTES(text) (const unsigned char *)(text), sizeof(text) - 1

static const StaticFile files[] = {
    { "index.html", BYTES("<!doctype html><title>page</title>") },
    { "index.html.gz", BYTES("gz of index") },
    { "assets/app-4f2c.js", BYTES("let x = 1;") },
    { "assets/app-4f2c.js.br", BYTES("br of app") },
    { "assets/app-4f2c.js.gz", BYTES("gz of app") },
    { "icon.svg", BYTES("<svg/>") },
};

static void start(Ctx *c, Site *s)
{
    s->page = http_static_embedded(files, COUNT(files));
    site_start(c, s);
}

TEST(pages_files_have_their_headers)
{
    Site s = { .port = 0 };
    start(c, &s);
    Reply r = client_get(c->mem, s.port, "/", NULL);
    CHECK_INT(r.status, 200);
    CHECK_STR(r.body, S("<!doctype html><title>page</title>"));
    CHECK_STR(reply_header(&r, S("Content-Type")), S("text/html; charset=utf-8"));
    CHECK_STR(reply_header(&r, S("Cache-Control")), S("no-cache"));
    Str csp = reply_header(&r, S("Content-Security-Policy"));
    CHECK(str_find(csp, S("frame-ancestors 'none'"), 0) > 0 && str_find(csp, S("unsafe"), 0) < 0);
    CHECK_STR(reply_header(&r, S("X-Content-Type-Options")), S("nosniff"));
    CHECK(reply_header(&r, S("Permissions-Policy")).n && reply_header(&r, S("Referrer-Policy")).n);
    CHECK_STR(reply_header(&r, S("Cross-Origin-Opener-Policy")), S("same-origin"));
    r = client_get(c->mem, s.port, "/assets/app-4f2c.js", NULL);
    CHECK_STR(reply_header(&r, S("Cache-Control")), S("public, max-age=31536000, immutable"));
    CHECK_STR(reply_header(&r, S("Content-Type")), S("text/javascript; charset=utf-8"));
    site_stop(&s, 1000);
}

TEST(the_best_coding_is_sent)
{
    Site s = { .port = 0 };
    start(c, &s);
    static const struct {
        const char *path, *accepts;
        Str body, coding;
    } rows[] = {
        { "/assets/app-4f2c.js", "", S_INIT("let x = 1;"), { 0 } },
        { "/assets/app-4f2c.js", "gzip, deflate, br", S_INIT("br of app"), S_INIT("br") },
        { "/assets/app-4f2c.js", "gzip", S_INIT("gz of app"), S_INIT("gzip") },
        { "/assets/app-4f2c.js", "br;q=0, *", S_INIT("gz of app"), S_INIT("gzip") },
        { "/assets/app-4f2c.js", "br;q=0.2, gzip;q=0.8", S_INIT("gz of app"), S_INIT("gzip") },
        { "/assets/app-4f2c.js", "identity", S_INIT("let x = 1;"), { 0 } },
        { "/", "br, gzip", S_INIT("gz of index"), S_INIT("gzip") },
        { "/", "br", S_INIT("<!doctype html><title>page</title>"), { 0 } },
        { "/icon.svg", "br, gzip", S_INIT("<svg/>"), { 0 } },
    };
    for (ptrdiff_t i = 0; i < COUNT(rows); i++) {
        Reply r =
            client_get(c->mem, s.port, rows[i].path,
                       str_c(c->mem, str_fmt(c->mem, "Accept-Encoding: %s\r\n", rows[i].accepts)));
        CHECK_STR(r.body, rows[i].body);
        CHECK_STR(reply_header(&r, S("Content-Encoding")), rows[i].coding);
        CHECK(str_eq(reply_header(&r, S("Vary")), S("Accept-Encoding")) ==
              (strcmp(rows[i].path, "/icon.svg") != 0));
    }
    site_stop(&s, 1000);
}

TEST(what_the_client_has_is_not_sent_again)
{
    Site s = { .port = 0 };
    start(c, &s);
    Reply r = client_get(c->mem, s.port, "/", NULL);
    Str etag = reply_header(&r, S("ETag"));
    CHECK(etag.n > 4);
    r = client_get(
        c->mem, s.port, "/",
        str_c(c->mem, str_fmt(c->mem, "If-None-Match: \"x\", W/%.*s\r\n", STR_ARG(etag))));
    CHECK_INT(r.status, 304);
    CHECK_STR(reply_header(&r, S("ETag")), etag);
    CHECK_INT(client_get(c->mem, s.port, "/", "If-None-Match: \"x\"\r\n").status, 200);
    CHECK_INT(client_get(c->mem, s.port, "/icon.svg", "If-None-Match: *\r\n").status, 304);
    site_stop(&s, 1000);
}

TEST(paths_lead_to_files_and_nowhere_else)
{
    Site s = { .port = 0 };
    start(c, &s);
    static const struct {
        const char *path;
        int status;
    } rows[] = {
        { "/index.html", 200 },
        { "/transactions", 200 }, /* the page's own routes */
        { "/transactions/txn_123", 200 },
        { "/missing.js", 404 },
        { "/assets/missing.js", 404 },
        { "/assets/app-4f2c.js.br", 404 }, /* only as a coding */
        { "/%69ndex.html", 200 },
        { "/../index.html", 404 },
        { "/assets/../index.html", 404 },
        { "/%2e%2e/index.html", 404 },
        { "/%2e%2e%2f%2e%2e%2fetc/passwd", 404 },
        { "/..%5c..%5cetc", 404 },
        { "/.git/config", 404 },
        { "/index.html%00.js", 400 },
        { "//etc/passwd", 200 }, /* a route of the page, and no file */
        { "/etc/passwd", 200 },
    };
    for (ptrdiff_t i = 0; i < COUNT(rows); i++) {
        Reply r = client_get(c->mem, s.port, rows[i].path, NULL);
        check_int(r.status, rows[i].status, __FILE__, __LINE__, rows[i].path);
        CHECK(r.status != 200 || str_starts(r.body, S("<!doctype html>")));
    }
    site_stop(&s, 1000);
}

TEST(a_folder_is_read_without_its_links)
{
    const char *folder = test_scratch("page");
    CHECK(!chdir(folder));
    int fd = open("index.html", O_CREAT | O_WRONLY, 0600);
    CHECK(write(fd, "hello", 5) == 5);
    close(fd);
    mkdir("assets", 0700);
    CHECK(!symlink("/etc/passwd", "assets/passwd.txt"));
    close(open("assets/a.css", O_CREAT | O_WRONLY, 0600));
    Site s = { .page = http_static_folder(c, folder) };
    CHECK(s.page && !failed(c));
    site_start(c, &s);
    CHECK_STR(client_get(c->mem, s.port, "/", NULL).body, S("hello"));
    CHECK_INT(client_get(c->mem, s.port, "/assets/a.css", NULL).status, 200);
    CHECK_INT(client_get(c->mem, s.port, "/assets/passwd.txt", NULL).status, 404);
    site_stop(&s, 1000);
    unlink("index.html");
    unlink("assets/a.css");
    unlink("assets/passwd.txt");
    rmdir("assets");
    CHECK(!chdir("/") && !rmdir(folder));
    CHECK(!http_static_folder(c, folder));
    CHECK_FAILED(c, INVALID);
}

TEST(accepted_codings_are_read)
{
    CHECK_INT(accept_quality(S("gzip, br"), S("br")), 1000);
    CHECK_INT(accept_quality(S("gzip;q=0.5 , br ; Q=0.25"), S("br")), 250);
    CHECK_INT(accept_quality(S("gzip;q=0.123"), S("GZIP")), 123);
    CHECK_INT(accept_quality(S("*;q=0.1"), S("br")), 100);
    CHECK_INT(accept_quality(S("*, br;q=0"), S("br")), 0);
    CHECK_INT(accept_quality(S("gzip;q=2"), S("gzip")), 0);
    CHECK_INT(accept_quality(S("gzip;q=1.001"), S("gzip")), 0);
    CHECK_INT(accept_quality(S("gzip;q=x"), S("gzip")), 0);
    CHECK_INT(accept_quality(S("gzip;q="), S("gzip")), 0);
    CHECK_INT(accept_quality(S(""), S("gzip")), 0);
    CHECK_INT(accept_quality((Str){ 0 }, S("gzip")), 0);
    CHECK_INT(accept_quality(S("gzipx"), S("gzip")), 0);
}

TEST(cookies_are_written_and_read)
{
    Cookie k = { .name = S("session"),
                 .value = S("abc"),
                 .secure = true,
                 .http_only = true,
                 .max_age_seconds = 60 };
    CHECK_STR(cookie_text(c->mem, &k),
              S("__Host-session=abc; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Lax"));
    CHECK_STR(cookie_name(c->mem, &k), S("__Host-session"));
    k = (Cookie){
        .name = S("s"), .value = S(""), .path = S("/api"), .strict = true, .max_age_seconds = -1
    };
    CHECK_STR(cookie_text(c->mem, &k), S("s=; Path=/api; Max-Age=0; SameSite=Strict"));
    k.value = S("a;b");
    CHECK(!cookie_text(c->mem, &k).p);
    k.value = S("a\r\nX: y");
    CHECK(!cookie_text(c->mem, &k).p);
    k = (Cookie){ .name = S("a b"), .value = S("x") };
    CHECK(!cookie_text(c->mem, &k).p);
    CHECK_STR(cookie_find(S("a=1; b=2;c=3"), S("b")), S("2"));
    CHECK_STR(cookie_find(S("ab=1; b=2=3"), S("b")), S("2=3"));
    CHECK(!cookie_find(S("a=1; a=2"), S("a")).p);
    CHECK_STR(cookie_find(S("a=1; a=1"), S("a")), S("1"));
    CHECK(!cookie_find(S("a"), S("a")).p);
    CHECK(!cookie_find((Str){ 0 }, S("a")).p);
}

TEST(dates_and_tags)
{
    CHECK_STR(http_date(c->mem, 784111777000), S("Sun, 06 Nov 1994 08:49:37 GMT"));
    CHECK(etag_listed(S("\"a\", W/\"b\""), S("\"b\"")));
    CHECK(etag_listed(S("*"), S("\"b\"")));
    CHECK(!etag_listed(S("\"ab\""), S("\"b\"")));
    CHECK(!etag_listed((Str){ 0 }, S("\"b\"")));
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(pages_files_have_their_headers),        CASE(the_best_coding_is_sent),
        CASE(what_the_client_has_is_not_sent_again), CASE(paths_lead_to_files_and_nowhere_else),
        CASE(a_folder_is_read_without_its_links),    CASE(accepted_codings_are_read),
        CASE(cookies_are_written_and_read),          CASE(dates_and_tags),
    };
    return RUN_TESTS(cases, argc, argv);
}
