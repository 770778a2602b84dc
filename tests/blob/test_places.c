/* Where stored files lie: several installations in one folder or bucket; a server that speaks S3;
 * the signatures of the AWS documentation. */
#include "blob/back.h"
#include "blob/sign.h"
#include "blob_case.h"
#include "http/fetch.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- signatures: the examples of "Signature Calculations for the Authorization Header" --- */

static SignRequest example(const char *method, const char *path)
{
    return (SignRequest){
        .method = str_of(method),
        .host = S("examplebucket.s3.amazonaws.com"),
        .path = str_of(path),
        .body_hash = S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        .region = S("us-east-1"),
        .access_key = S("AKIAIOSFODNN7EXAMPLE"),
        .secret_key = S("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        .now_ms = 1369353600000,
    };
}

static void signatures_are_those_of_the_documentation(Ctx *c)
{
    SignRequest r = example("GET", "/test.txt");
    SignPair range = { S("range"), S("bytes=0-9") };
    r.headers = &range;
    r.n_headers = 1;
    Signature s = sign_request(c->mem, &r);
    CHECK_STR(s.date, S("20130524T000000Z"));
    CHECK_STR(s.signature, S("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
    CHECK_STR(
        s.authorization,
        S("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
          "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
          "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));

    r = example("PUT", "/test$file.text");
    SignPair put_headers[] = { { S("Date"), S("Fri, 24 May 2013 00:00:00 GMT") },
                               { S("x-amz-storage-class"), S(" REDUCED_REDUNDANCY ") } };
    r.headers = put_headers;
    r.n_headers = 2;
    r.body_hash = S("44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072");
    CHECK_STR(sign_request(c->mem, &r).signature,
              S("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"));
    CHECK_STR(sign_target(c->mem, r.path, NULL, 0), S("/test%24file.text"));

    r = example("GET", "/");
    SignPair query[] = { { S("prefix"), S("J") }, { S("max-keys"), S("2") } };
    r.query = query;
    r.n_query = 2;
    CHECK_STR(sign_request(c->mem, &r).signature,
              S("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
    CHECK_STR(sign_target(c->mem, r.path, query, 2), S("/?max-keys=2&prefix=J"));
}

static void a_presigned_address_is_that_of_the_documentation(Ctx *c)
{
    SignRequest r = example("GET", "/test.txt");
    Signature s;
    Str url = sign_url(c->mem, &r, 86400, &s);
    CHECK_STR(s.signature, S("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"));
    CHECK_STR(url, S("/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                     "AKIAIOSFODNN7EXAMPLE%2F20130524%2F"
                     "us-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires="
                     "86400&X-Amz-Signature="
                     "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404&X-Amz-"
                     "SignedHeaders=host"));
}

static void segments_are_encoded_once(Ctx *c)
{
    SignRequest r = example("DELETE", "/bucket/t1/a b/\xc3\xa9.csv");
    r.host = S("127.0.0.1:9000");
    CHECK_STR(sign_target(c->mem, r.path, NULL, 0), S("/bucket/t1/a%20b/%C3%A9.csv"));
    CHECK_STR(sign_request(c->mem, &r).signature,
              S("cbcb8290ac325f87bfa201498ad5f18b24943996ba5e8e82e8ed192e685598d9"));
}

/* --- several installations --- */

static ptrdiff_t names_of(Ctx *c, bool (*list)(Ctx *c, Str prefix, BlobList *out))
{
    BlobList l;
    CHECK(list(c, S(""), &l));
    return l.n;
}

/* What one has stored, with and without a mark, from the side of another with a key of its own. */
static void is_left_alone(Ctx *c, Str text)
{
    bool there, changed = true;
    Blob b;
    with_keys(c, key_b);
    CHECK(blob_belong(c, S("b2")));
    CHECK_INT(names_of(c, blob_list), 0);
    CHECK_INT(names_of(c, blob_list_unmarked), 2);
    CHECK(blob_find(c, S("imp_3"), &there) && !there);
    CHECK(blob_drop(c, S("imp_3"))); /* another one's: nothing happens */
    CHECK(blob_reseal(c, S("imp_1"), &changed) && !changed);
    int fd CLEAN(clean_fd) = file_of(S("x"));
    CHECK(!blob_put(c, S("imp_1"), fd, &b)); /* who has it is not known */
    CHECK_FAILED(c, CONFLICT);
    put_text(c, "imp_3", S("of another"));
    CHECK_STR(text_at(c, "imp_3"), S("of another"));
    CHECK(blob_drop(c, S("imp_3")));
    with_keys(c, key_a);
    CHECK(blob_belong(c, S("a1")));
    CHECK_STR(text_at(c, "imp_3"), text);
}

static void installations_share(Ctx *c)
{
    bool there, changed;
    Str text = noise(c, 100000);
    put_text(c, "imp_1", text); /* from before there were marks */
    put_text(c, "imp_2", S("two"));
    CHECK(!blob_belong(c, S("a/1")));
    CHECK_FAILED(c, INTERNAL);
    CHECK(blob_belong(c, S("a1")));
    CHECK_STR(text_at(c, "imp_1"), text);
    put_text(c, "imp_3", text);
    CHECK_INT(names_of(c, blob_list), 1);
    CHECK_INT(names_of(c, blob_list_unmarked), 2);
    is_left_alone(c, text);
    /* what is this one's is taken; its name opens before, meanwhile and afterwards */
    CHECK(blob_adopt(c, S("imp_1")));
    CHECK(blob_adopt(c, S("imp_1")));
    CHECK(blob_adopt(c, S("imp_9"))); /* there is none */
    CHECK_STR(text_at(c, "imp_1"), text);
    CHECK_INT(names_of(c, blob_list), 2);
    CHECK_INT(names_of(c, blob_list_unmarked), 1);
    /* a new key reaches both kinds */
    with_keys(c, str_fmt(c->mem, "%s %s", key_b, key_a).p);
    CHECK(blob_reseal(c, S("imp_1"), &changed) && changed);
    CHECK(blob_reseal(c, S("imp_2"), &changed) && changed);
    with_keys(c, key_b);
    CHECK_STR(text_at(c, "imp_1"), text);
    CHECK_STR(text_at(c, "imp_2"), S("two"));
    CHECK(blob_drop(c, S("imp_2")) && blob_find(c, S("imp_2"), &there) && !there);
    CHECK(blob_drop(c, S("imp_1")) && blob_find(c, S("imp_1"), &there) && !there);
    CHECK_INT(names_of(c, blob_list), 1);
    CHECK_INT(names_of(c, blob_list_unmarked), 0);
}

static void a_folder_is_shared(Ctx *c)
{
    with_keys(c, key_a);
    with_folder(c, "several");
    installations_share(c);
    /* plain, from before there was encryption: whose it is decides who takes it */
    bool changed = true;
    CLEAN(clean_file) FILE *f = fopen(in_folder(c, "several/imp_7"), "we");
    CHECK(f && fputs("plain", f) > 0 && fflush(f) == 0);
    CHECK_STR(text_at(c, "imp_7"), S("plain"));
    CHECK(blob_reseal(c, S("imp_7"), &changed) && !changed);
    CHECK(blob_adopt(c, S("imp_7")));
    CHECK(access(in_folder(c, "several/imp_7"), F_OK) != 0);
    CHECK(access(in_folder(c, "several/a1/imp_7.sealed"), F_OK) == 0);
    CHECK_STR(text_at(c, "imp_7"), S("plain"));
}

/* --- S3 --- */

static pid_t s3_pid;
static int s3_port;

static bool start_s3(void)
{
    int out[2];
    if (pipe(out))
        return false;
    s3_pid = fork();
    if (s3_pid == 0) {
        dup2(out[1], STDOUT_FILENO);
        close(out[0]);
        execlp("python3", "python3", SOURCE_ROOT "/tests/blob/s3_server.py", "kept", "AKTEST",
               "topsecret", "eu-test-1", (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    CLEAN(clean_file) FILE *f = fdopen(out[0], "r");
    return f && fscanf(f, "%d", &s3_port) == 1;
}

static void stop_s3(void)
{
    if (s3_pid > 0) {
        kill(s3_pid, SIGKILL);
        waitpid(s3_pid, NULL, 0);
    }
}

static BlobOptions s3_options(Ctx *c)
{
    return (BlobOptions){ .folder = in_folder(c, "s3"),
                          .s3_endpoint = str_fmt(c->mem, "http://127.0.0.1:%d/", s3_port),
                          .s3_bucket = S("kept"),
                          .s3_region = S("eu-test-1"),
                          .s3_access_key = S("AKTEST"),
                          .s3_secret_key = S("topsecret") };
}

static bool with_s3(Ctx *c)
{
    if (!s3_port)
        test_skip("the S3 stand-in could not be started: python3 is missing");
    BlobOptions o = s3_options(c);
    with_keys(c, key_a);
    return s3_port && CHECK(blob_start(c, &o)) && CHECK(blob_shared());
}

static Str ask_s3(Ctx *c, const char *method, const char *path)
{
    HttpFetched f;
    HttpFetch ask = { .method = str_of(method),
                      .url = str_fmt(c->mem, "http://127.0.0.1:%d%s", s3_port, path) };
    CHECK(http_fetch(c, &ask, &f));
    return f.body;
}

static void s3_keeps_files(Ctx *c)
{
    BlobList l;
    bool there, changed;
    Blob b;
    if (!with_s3(c))
        return;
    Str text = noise(c, 300000);
    CHECK_INT(put_text(c, "imp_1", text).size, 300000);
    CHECK_STR(text_at(c, "imp_1"), text);
    int fd CLEAN(clean_fd) = file_of(S("x"));
    CHECK(!blob_put(c, S("imp_1"), fd, &b)); /* If-None-Match */
    CHECK_FAILED(c, CONFLICT);
    for (int i = 2; i <= 8; i++) /* a list of several pages */
        put_text(c, str_fmt(c->mem, "imp_%d", i).p, S("small"));
    put_text(c, "att_1", S("small"));
    CHECK(blob_list(c, S("imp_"), &l));
    CHECK_INT(l.n, 8);
    CHECK(blob_find(c, S("imp_8"), &there) && there);
    CHECK(blob_drop(c, S("imp_8")));
    CHECK(blob_drop(c, S("imp_8")));
    CHECK(blob_find(c, S("imp_8"), &there) && !there);
    CHECK(blob_open(c, S("imp_8")) < 0);
    CHECK_FAILED(c, GONE);
    with_keys(c, str_fmt(c->mem, "%s %s", key_b, key_a).p);
    CHECK(blob_reseal(c, S("imp_1"), &changed) && changed);
    CHECK(blob_reseal(c, S("imp_1"), &changed) && !changed);
    with_keys(c, key_b);
    CHECK_STR(text_at(c, "imp_1"), text);
    CHECK_INT(files_in(c, "s3"), 0); /* the folder has nothing left */
}

static void a_bucket_is_shared(Ctx *c)
{
    BlobList l;
    if (!with_s3(c))
        return;
    CHECK(blob_list(c, S(""), &l));
    for (ptrdiff_t i = 0; i < l.n; i++)
        CHECK(blob_drop(c, l.names[i]));
    installations_share(c);
}

static void s3_refuses_what_is_signed_wrongly(Ctx *c)
{
    Blob b;
    if (!with_s3(c))
        return;
    BlobOptions o = s3_options(c);
    int fd CLEAN(clean_fd) = file_of(S("x"));
    o.s3_secret_key = S("wrong");
    CHECK(blob_start(c, &o));
    CHECK(!blob_put(c, S("imp_90"), fd, &b));
    CHECK(str_find(c->failure.detail, S("SignatureDoesNotMatch"), 0) > 0);
    CHECK_FAILED(c, UNAVAILABLE);
    o = s3_options(c);
    clock_fix(clock_now_ms() - 20 * 60 * 1000);
    CHECK(blob_start(c, &o));
    CHECK(!blob_put(c, S("imp_90"), fd, &b));
    clock_fix(0);
    CHECK(str_find(c->failure.detail, S("RequestTimeTooSkewed"), 0) > 0);
    CHECK_FAILED(c, UNAVAILABLE);
    /* a body that is not the one that was signed */
    Sealed lie = { .sealed = 1 };
    CHECK(!blob_s3.put(c, S("imp_90"), fd, "", &lie, true));
    CHECK(str_find(c->failure.detail, S("XAmzContentSHA256Mismatch"), 0) > 0);
    CHECK_FAILED(c, UNAVAILABLE);
    o.s3_bucket = S("other");
    CHECK(blob_start(c, &o));
    CHECK(blob_open(c, S("imp_90")) < 0);
    CHECK(str_find(c->failure.detail, S("no bucket other"), 0) > 0);
    CHECK_FAILED(c, UNAVAILABLE);
}

static void s3_is_asked_again_while_it_is_busy(Ctx *c)
{
    if (!with_s3(c))
        return;
    ask_s3(c, "PUT", "/_fault/slow_down?n=2");
    put_text(c, "imp_20", S("after SlowDown"));
    ask_s3(c, "PUT", "/_fault/internal?n=1");
    CHECK_STR(text_at(c, "imp_20"), S("after SlowDown"));
    ask_s3(c, "PUT", "/_fault/drop?n=1");
    CHECK_STR(text_at(c, "imp_20"), S("after SlowDown"));
    ask_s3(c, "PUT", "/_fault/slow_down?n=4");
    CHECK(blob_open(c, S("imp_20")) < 0); /* four times, then it is said */
    CHECK(str_find(c->failure.detail, S("503 SlowDown"), 0) > 0);
    CHECK_FAILED(c, UNAVAILABLE);
    CHECK_STR(text_at(c, "imp_20"), S("after SlowDown"));
}

static void s3_errors_are_bounded(Ctx *c)
{
    static const char *const faults[] = { "/_fault/big_error?n=1", "/_fault/bad_xml?n=1",
                                          "/_fault/doctype?n=1" };
    if (!with_s3(c))
        return;
    for (ptrdiff_t i = 0; i < COUNT(faults); i++) {
        ask_s3(c, "PUT", faults[i]);
        CHECK(blob_open(c, S("imp_20")) < 0);
        CHECK(c->failure.code == UNAVAILABLE || c->failure.code == TOO_LARGE);
        fail_clear(c);
    }
    BlobOptions o = s3_options(c);
    o.s3_endpoint = S("http://127.0.0.1:1");
    CHECK(blob_start(c, &o));
    CHECK(blob_open(c, S("imp_20")) < 0);
    CHECK_FAILED(c, UNAVAILABLE);
    o.s3_endpoint = S("ftp://127.0.0.1");
    CHECK(!blob_start(c, &o));
    CHECK_FAILED(c, USAGE);
    o = s3_options(c);
    o.s3_secret_key = (Str){ 0 };
    CHECK(!blob_start(c, &o));
    CHECK_FAILED(c, USAGE);
}

int main(int argc, char **argv)
{
    case_folder = test_scratch("blob");
    start_s3();
    const TestCase cases[] = {
        CASE(signatures_are_those_of_the_documentation),
        CASE(a_presigned_address_is_that_of_the_documentation),
        CASE(segments_are_encoded_once),
        CASE(a_folder_is_shared),
        CASE(s3_keeps_files),
        CASE(a_bucket_is_shared),
        CASE(s3_refuses_what_is_signed_wrongly),
        CASE(s3_is_asked_again_while_it_is_busy),
        CASE(s3_errors_are_bounded),
    };
    int status = RUN_TESTS(cases, argc, argv);
    stop_s3();
    return status;
}
