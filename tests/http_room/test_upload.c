/* What upload.h promises: forms in any pieces, exact limits, nothing left behind. */
#include "client.h"
#include "harness.h"
#include "http/multipart.h"
#include "http/upload_sink.h"
#include "site.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static Reply post_form(Arena *mem, int port, const char *path, Str body)
{
    int fd CLEAN(clean_fd) = client_connect(port);
    client_send(
        fd,
        str_fmt(mem,
                "POST %s HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=XX\r\n"
                "Content-Length: %td\r\n\r\n",
                path, body.n));
    client_send(fd, body);
    return client_reply(mem, fd, false);
}
static uint64_t sum_of(Str bytes)
{
    uint64_t sum = 0;
    for (ptrdiff_t i = 0; i < bytes.n; i++)
        sum = sum * 31 + (unsigned char)bytes.p[i];
    return sum;
}

TEST(files_and_fields_arrive)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    Str body = S("--XX\r\nContent-Disposition: form-data; name=\"account_id\"\r\n\r\nacc_1\r\n"
                 "--XX\r\nContent-Disposition: form-data; name=\"file\"; "
                 "filename=\"C:\\\\bank\\\\M\303\244rz.csv\"\r\n"
                 "Content-Type: text/csv\r\n\r\na,b\r\n1,2\r\n\r\n--XX\r\n"
                 "content-disposition: form-data; filename=../../etc/passwd; "
                 "name=file\r\n\r\n\r\n--XX--\r\n");
    Reply r = post_form(c->mem, s.port, "/upload", body);
    CHECK_INT(r.status, 200);
    CHECK_STR(
        r.body,
        str_fmt(c->mem,
                "account_id=acc_1\nfile|M\303\244rz.csv|text/csv|10|10|%llx\nfile|passwd||0|0|0\n",
                (unsigned long long)sum_of(S("a,b\r\n1,2\r\n"))));
    site_stop(&s, 1000);
}

TEST(a_bare_body_is_one_file)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    Reply r = client_ask(c->mem, s.port,
                         S("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Type: text/csv; "
                           "charset=x\r\nContent-Length: 3\r\n\r\na,b"));
    CHECK_STR(r.body, str_fmt(c->mem, "file|upload|text/csv; charset=x|3|3|%llx\n",
                              (unsigned long long)sum_of(S("a,b"))));
    CHECK_INT(client_ask(c->mem, s.port,
                         S("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Type: "
                           "application/json\r\nContent-Length: 2\r\n\r\n{}"))
                  .status,
              415);
    CHECK_INT(client_ask(c->mem, s.port,
                         S("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}"))
                  .status,
              415);
    CHECK_INT(
        client_ask(c->mem, s.port,
                   S("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data\r\n"
                     "Content-Length: 2\r\n\r\n{}"))
            .status,
        400);
    site_stop(&s, 1000);
}

/* A file of n bytes in a form. */
static Str big_form(Arena *mem, int64_t n)
{
    Buf b = buf_new(mem, n + 1000);
    buf_add(
        &b,
        S("--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big.bin\"\r\n\r\n"));
    char *to = buf_reserve(&b, n);
    for (int64_t i = 0; i < n; i++)
        to[i] = (char)(i * 7 + (i >> 8));
    b.n += n;
    buf_add(&b, S("\r\n--XX--\r\n"));
    return buf_str(&b);
}

TEST(fifty_mebibytes_pass_and_one_byte_more_does_not)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    Reply r = post_form(c->mem, s.port, "/upload", big_form(c->mem, LIMIT_UPLOAD_BYTES));
    CHECK_INT(r.status, 200);
    CHECK(str_starts(r.body, S("file|big.bin||52428800|52428800|")));
    r = post_form(c->mem, s.port, "/upload", big_form(c->mem, (int64_t)LIMIT_UPLOAD_BYTES + 1));
    CHECK_INT(r.status, 413);
    CHECK_STR(r.body, S("'big.bin' has more than 52428800 bytes"));
    int fd CLEAN(clean_fd) = client_connect(s.port);
    client_send(
        fd,
        S("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=XX\r\n"
          "Content-Length: 60000000\r\n\r\n"));
    CHECK_INT(client_reply(c->mem, fd, false).status, 413);
    r = client_ask(c->mem, s.port,
                   S("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Type: "
                     "text/csv\r\nContent-Length: 52428801\r\n\r\n"));
    CHECK_INT(r.status, 413);
    site_stop(&s, 1000);
}

/* A client that sends all of a too large body before it reads gets the answer and no reset. */
TEST(a_refused_upload_is_read_away)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    Reply r = post_form(c->mem, s.port, "/upload", big_form(c->mem, 60000000));
    CHECK_INT(r.status, 413);
    CHECK(r.whole);
    site_stop(&s, 1000);
}

static Str part(Arena *mem, const char *disposition, Str content)
{
    return str_fmt(mem, "--XX\r\nContent-Disposition: form-data; %s\r\n\r\n%.*s\r\n", disposition,
                   STR_ARG(content));
}

TEST(forms_have_limits)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    Buf hundred = buf_new(c->mem, 200);
    while (hundred.n < 100)
        buf_char(&hundred, 'x');
    Str file = part(c->mem, "name=f; filename=a", buf_str(&hundred)),
        field = part(c->mem, "name=a", S("1"));
    Str long_file =
        part(c->mem, "name=f; filename=a", str_fmt(c->mem, "%.*sy", STR_ARG(buf_str(&hundred))));
    Str end = S("--XX--\r\n");
    const struct {
        Str body;
        int status;
    } cases[] = {
        { str_fmt(c->mem, "%.*s%.*s", STR_ARG(file), STR_ARG(end)), 200 },
        { str_fmt(c->mem, "%.*s%.*s", STR_ARG(long_file), STR_ARG(end)), 413 },
        { str_fmt(c->mem, "%.*s%.*s%.*s", STR_ARG(file), STR_ARG(file), STR_ARG(end)), 200 },
        { str_fmt(c->mem, "%.*s%.*s%.*s%.*s", STR_ARG(file), STR_ARG(file), STR_ARG(file),
                  STR_ARG(end)),
          413 },
        { str_fmt(c->mem, "%.*s%.*s%.*s%.*s", STR_ARG(field), STR_ARG(field), STR_ARG(field),
                  STR_ARG(end)),
          413 },
        { str_fmt(c->mem, "%.*s%.*s", STR_ARG(part(c->mem, "name=a", S("01234567890123456789"))),
                  STR_ARG(end)),
          200 },
        { str_fmt(c->mem, "%.*s%.*s", STR_ARG(part(c->mem, "name=a", S("012345678901234567890"))),
                  STR_ARG(end)),
          413 },
        { str_fmt(c->mem, "%.*s%.*s", STR_ARG(part(c->mem, "name=a", S("\xff"))), STR_ARG(end)),
          400 },
        { str_fmt(c->mem, "%.*s%.*s", STR_ARG(part(c->mem, "filename=a", S(""))), STR_ARG(end)),
          400 },
        { file, 400 },
        { S("--XX\r\nContent-Disposition: form-data; name=a\r\n"), 400 },
        { S("nothing of the kind"), 400 },
        { S("--XX rubbish\r\n\r\n--XX--"), 400 },
        { S("--XX\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: "
            "base64\r\n\r\nYQ==\r\n--XX--"),
          400 },
        { S("--XX--"), 200 },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        Reply r = post_form(c->mem, s.port, "/upload-tiny", cases[i].body);
        check_int(r.status, cases[i].status, __FILE__, __LINE__,
                  str_c(c->mem, str_part(cases[i].body, 0, 60)));
        CHECK(r.status == 200 || r.body.n > 10);
    }
    site_stop(&s, 1000);
}

static int files_in(const char *folder)
{
    int n = 0;
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));)
        n += e->d_name[0] != '.';
    if (d)
        closedir(d);
    return n;
}

static int open_files(void)
{
    return files_in("/proc/self/fd");
}

TEST(nothing_is_left_of_an_upload_cut_off)
{
    const char *folder = test_scratch("uploads");
    Site s = { .options = { .upload_folder = folder } };
    site_start(c, &s);
    int before = open_files();
    for (int i = 0; i < 10; i++) {
        int fd = client_connect(s.port);
        client_send(fd, S("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; "
                          "boundary=XX\r\nContent-Length: 1000\r\n\r\n"
                          "--XX\r\nContent-Disposition: form-data; name=f; filename=a\r\n\r\nabc"));
        site_wait(&s.begun, i + 1);
        usleep(20000);
        close(fd);
        CHECK(site_wait(&s.done, i + 1));
    }
    usleep(50000);
    CHECK_INT(open_files(), before);
    CHECK_INT(files_in(folder), 0);
    site_stop(&s, 1000);
    rmdir(folder);
}

TEST(a_missing_folder_is_our_trouble)
{
    Site s = { .options = { .upload_folder = "/nowhere/at/all" } };
    site_start(c, &s);
    Reply r = post_form(
        c->mem, s.port, "/upload",
        S("--XX\r\nContent-Disposition: form-data; name=f; filename=a\r\n\r\nabc\r\n--XX--"));
    CHECK_INT(r.status, 503);
    CHECK_STR(r.body, S("the server has no place to store the upload"));
    site_stop(&s, 1000);
}

TEST(names_are_safe)
{
    static const struct {
        Str given, kept;
    } names[] = {
        { S_INIT("a.csv"), S_INIT("a.csv") },
        { S_INIT("/etc/passwd"), S_INIT("passwd") },
        { S_INIT("..\\..\\b.csv"), S_INIT("b.csv") },
        { S_INIT(".."), S_INIT("upload") },
        { S_INIT("a/"), S_INIT("upload") },
        { S_INIT(""), S_INIT("upload") },
        { S_INIT("a\r\nb\0c.csv"), S_INIT("abc.csv") },
        { S_INIT(" x "), S_INIT("x") },
        { S_INIT("\xff.csv"), S_INIT("\xef\xbf\xbd.csv") },
        { S_INIT("stmt\xe2\x80\xae"
                 "fdp.exe"),
          S_INIT("stmtfdp.exe") },                                    /* U+202E, right to left */
        { S_INIT("\xe2\x81\xa6x\xe2\x81\xa9.csv"), S_INIT("x.csv") }, /* U+2066, U+2069 */
        { S_INIT("a\xe2\x80\x8b"
                 "b\xef\xbb\xbf.csv"),
          S_INIT("ab.csv") }, /* of no width */
        { S_INIT("a\xc2\x85"
                 "b\xe2\x80\xa8"
                 "c.csv"),
          S_INIT("abc.csv") }, /* line ends */
        { S_INIT("\xe2\x80\xae.."), S_INIT("upload") },
        { S_INIT("\xe2\x80\xae"), S_INIT("upload") },
        { S_INIT("M\303\244rz \xe2\x82\xac \xf0\x9f\x98\x80.pdf"),
          S_INIT("M\303\244rz \xe2\x82\xac \xf0\x9f\x98\x80.pdf") },
    };
    for (ptrdiff_t i = 0; i < COUNT(names); i++)
        CHECK_STR(upload_name(c->mem, names[i].given), names[i].kept);
    Buf b = buf_new(c->mem, 1000);
    buf_char(&b, 'a');
    while (b.n < 300)
        buf_add(&b, S("\303\244"));
    CHECK_INT(upload_name(c->mem, buf_str(&b)).n, 199);
}

TEST(boundaries_and_parameters_are_read)
{
    CHECK_STR(multipart_boundary(c->mem, S("multipart/form-data; boundary=\"a b\"")), S("a b"));
    CHECK_STR(
        multipart_boundary(c->mem, S("Multipart/Form-Data; charset=x; Boundary=----WebKit42")),
        S("----WebKit42"));
    CHECK(!multipart_boundary(c->mem, S("multipart/mixed; boundary=a")).p);
    CHECK(!multipart_boundary(c->mem, S("multipart/form-data; boundary=a\"b")).p);
    CHECK(!multipart_boundary(c->mem, S("multipart/form-data; boundary=")).p);
    CHECK_STR(
        header_parameter(c->mem, S("form-data; name=\"a;b\"; filename=\"c\\\"d%22e\""), S("name")),
        S("a;b"));
    CHECK_STR(header_parameter(c->mem, S("form-data; name=\"a;b\"; filename=\"c\\\"d%22e\""),
                               S("filename")),
              S("c\"d\"e"));
    CHECK(!header_parameter(c->mem, S("form-data; namex=\"a\""), S("name")).p);
}

/* ---- the parser alone: the same events, however the bytes are cut ---- */

typedef struct {
    Buf seen;
} Seen;

static bool seen_part(void *to, const PartHead *head)
{
    Seen *s = to;
    buf_fmt(&s->seen, "[%.*s|%.*s|%.*s]", STR_ARG(head->name), STR_ARG(head->filename),
            STR_ARG(head->content_type));
    return true;
}

static bool seen_data(void *to, Str bytes)
{
    Seen *s = to;
    buf_add(&s->seen, bytes);
    return true;
}

static bool seen_end(void *to)
{
    Seen *s = to;
    buf_char(&s->seen, '$');
    return true;
}

static Str parse(Arena *mem, Str body, ptrdiff_t step)
{
    Seen s = { buf_new(mem, 1 << 20) };
    Multipart *m = multipart_new(mem, S("XX"), &(PartEvents){ seen_part, seen_data, seen_end, &s });
    for (ptrdiff_t i = 0; i < body.n; i += step)
        multipart_feed(m, str_part(body, i, i + step));
    if (multipart_end(m) != MULTIPART_OK)
        buf_add(&s.seen, S("!"));
    return buf_str(&s.seen);
}

TEST(content_that_looks_like_a_boundary_is_content)
{
    Str body = S("preamble\r\n--XX \t\r\nContent-Disposition: form-data; name=a; "
                 "filename=b\r\nContent-Type: x/y\r\n\r\n"
                 "\r\r\n\r\n-\r\n--\r\n--X\r\n--XY\r\r\n--xx--XX\n--XX\r\n--XX\r\nContent-"
                 "Disposition: form-data; name=c\r\n\r\n"
                 "\r\n\r\n--XX--epilogue\r\n--XX\r\n");
    Str want = S("[a|b|x/y]\r\r\n\r\n-\r\n--\r\n--X\r\n--XY\r\r\n--xx--XX\n--XX$[c||]\r\n$");
    for (ptrdiff_t step = 1; step <= body.n; step++)
        CHECK_STR(parse(c->mem, body, step), want);
    for (ptrdiff_t n = 0; n < body.n - 20; n++)
        CHECK(str_ends(parse(c->mem, str_part(body, 0, n), 7), S("!")));
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(files_and_fields_arrive),
        CASE(a_bare_body_is_one_file),
        CASE(fifty_mebibytes_pass_and_one_byte_more_does_not),
        CASE(a_refused_upload_is_read_away),
        CASE(forms_have_limits),
        CASE(nothing_is_left_of_an_upload_cut_off),
        CASE(a_missing_folder_is_our_trouble),
        CASE(names_are_safe),
        CASE(boundaries_and_parameters_are_read),
        CASE(content_that_looks_like_a_boundary_is_content),
    };
    return RUN_TESTS(cases, argc, argv);
}
