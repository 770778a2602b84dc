/* Attachments on both databases: a receipt is read and finds its transaction; what cannot be read
 * is said; bytes go with their row, and what has none is swept. */
#include "db/db_case.h"
#include "store_case.h"

#include "attach/attachment.h"
#include "attach/read_receipt.h"
#include "blob/blob.h"
#include "blob/key.h"
#include "field/read.h"
#include "http/upload.h"
#include "ledger/account.h"
#include "ledger/transaction.h"
#include "sandbox/sandbox.h"
#include "scanner_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { HOUR_MS = 3600 * 1000, ID_TIME_BITS = 22 /* ids count milliseconds above them */ };

static const char *folder;

/* A page of text, one line below the other. PDF readers find the objects without a table of them.
 */
static Str pdf(Arena *mem, const char *text)
{
    Buf body = buf_new(mem, 4000), b = buf_new(mem, 8000);
    int y = 380;
    for (Str rest = str_of(text); rest.p && rest.n; y -= 14) {
        Str line = str_cut(&rest, '\n');
        buf_fmt(&body, "BT /F 9 Tf 20 %d Td (%.*s) Tj ET\n", y, STR_ARG(line));
    }
    buf_fmt(&b,
            "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R"
            "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
            "4 0 obj<</Length %td>>stream\n%.*sendstream endobj\n"
            "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Courier>>endobj\n"
            "trailer<</Root 1 0 R>>\n%%%%EOF\n",
            body.n, STR_ARG(buf_str(&body)));
    return buf_str(&b);
}

static const char receipt[] = "CAFE MORGENROT\nLindenstr. 4, 10969 Berlin\nDatum 05.11.2024 08:14\n"
                              "2 Brezel            4,80\nKaffee              2,80\n"
                              "Summe EUR           7,60\nGegeben EUR        10,00\n";

typedef struct {
    Id account, transaction;
    Attachment a;
} World;

static bool make_transaction(Ctx *c, void *arg)
{
    World *w = arg;
    Account account = { 0 };
    Transaction t = { 0 };
    field_start(c, &account_resource.shape, &account);
    account.name = S("Giro");
    account.account_type = ACCOUNT_CHECKING;
    account.currency = CURRENCY('E', 'U', 'R');
    resource_add(c, &account_resource, &account);
    field_start(c, &transaction_resource.shape, &t);
    t.account_id = account.id;
    t.date = date_of(2024, 11, 6);
    t.amount = -760;
    t.currency = account.currency;
    t.description = S("CAFE MORGENROT BERLIN");
    resource_add(c, &transaction_resource, &t);
    w->account = account.id;
    w->transaction = t.id;
    return !failed(c);
}

static bool add(Ctx *c, void *arg)
{
    Attachment *a = arg;
    return resource_add(c, &attachment_resource, a) && receipt_enqueue(c, a->id);
}

static bool get(Ctx *c, void *arg)
{
    Attachment *a = arg;
    return resource_get(c, &attachment_resource, a->id, a);
}

static int run_jobs(Ctx *c)
{
    return job_run_due(c, c->store, &attach_job_kinds, 1);
}

/* Stores the bytes and adds the row; it is not read yet. */
static Id add_unread(Ctx *c, Str bytes)
{
    Blob stored;
    Attachment a = { .id = id_new(clock_now_ms()),
                     .filename = S("receipt.pdf"),
                     .content_type = S("application/pdf"),
                     .size = bytes.n,
                     .receipt_status = RECEIPT_PENDING };
    int fd CLEAN(clean_fd) = memfd_create("receipt", MFD_CLOEXEC);
    CHECK(write(fd, bytes.p, (size_t)bytes.n) == bytes.n && lseek(fd, 0, SEEK_SET) == 0);
    CHECK(blob_put(c, attachment_blob(c->mem, a.id), fd, &stored));
    CHECK(in_write(c, add, &a));
    return a.id;
}

/* The same, lets the job read it, and gives what became of it. */
static Attachment attach(Ctx *c, Str bytes)
{
    Attachment a = { .id = add_unread(c, bytes) };
    CHECK(run_jobs(c) > 0);
    CHECK(in_read(c, get, &a));
    return a;
}

static void finds_its_transaction(Ctx *c)
{
    World w = { 0 };
    CHECK(in_write(c, make_transaction, &w));
    Attachment a = attach(c, pdf(c->mem, receipt));
    CHECK_INT(a.receipt_status, RECEIPT_READ);
    CHECK(a.has_receipt_total);
    CHECK_INT(a.receipt_total, 760);
    CHECK_INT(a.receipt_currency, CURRENCY('E', 'U', 'R'));
    CHECK_INT(a.receipt_date, date_of(2024, 11, 5));
    CHECK_STR(a.receipt_merchant, S("CAFE MORGENROT"));
    CHECK_INT(a.suggested_transaction_id, w.transaction);
    CHECK(a.match_score > 900000);
    CHECK_INT(a.transaction_id, 0);
}

TEST(a_receipt_finds_its_transaction)
{
    on_each_store(c, finds_its_transaction);
}

typedef struct {
    Id id, transaction;
    Attachment a;
} Join;

static bool join(Ctx *c, void *arg)
{
    Join *j = arg;
    resource_get(c, &attachment_resource, j->id, &j->a);
    j->a.transaction_id = j->transaction;
    return resource_change(c, &attachment_resource, &j->a);
}

static bool drop(Ctx *c, void *arg)
{
    return resource_drop(c, &attachment_resource, *(Id *)arg);
}

static void is_joined_and_removed(Ctx *c)
{
    World w = { 0 };
    bool there = false;
    CHECK(in_write(c, make_transaction, &w));
    Attachment first = attach(c, pdf(c->mem, receipt));
    Join j = { first.id, w.transaction, { 0 } };
    CHECK(in_write(c, join, &j));
    CHECK_INT(j.a.suggested_transaction_id, 0);
    /* what has its receipt is not proposed again */
    Attachment second = attach(c, pdf(c->mem, receipt));
    CHECK_INT(second.receipt_status, RECEIPT_READ);
    CHECK_INT(second.suggested_transaction_id, 0);
    CHECK(in_write(c, drop, &first.id));
    CHECK(blob_find(c, attachment_blob(c->mem, first.id), &there) && there);
    CHECK(run_jobs(c) > 0);
    CHECK(blob_find(c, attachment_blob(c->mem, first.id), &there) && !there);
    CHECK(blob_find(c, attachment_blob(c->mem, second.id), &there) && there);
}

TEST(a_joined_receipt_proposes_nothing_and_its_bytes_go_with_it)
{
    on_each_store(c, is_joined_and_removed);
}

static void cannot_be_read(Ctx *c)
{
    Attachment a = attach(c, S("%PDF-1.4\nnothing of a document"));
    CHECK_INT(a.receipt_status, RECEIPT_UNREADABLE);
    CHECK(a.receipt_error.n > 10);
    CHECK(!a.has_receipt_total);
}

TEST(what_cannot_be_read_says_why)
{
    on_each_store(c, cannot_be_read);
}

/* GET /attachments/{id}/content. */
static FailCode shown(Ctx *c, Id id)
{
    Call call = { .file = -1 };
    call.path_args[0] = id_text(c->mem, "att", id);
    for (ptrdiff_t i = 0; i < attach_operations.n; i++) {
        const Operation *op = &attach_operations.rows[i];
        if (op->name && str_eq(str_of(op->name), S("attachment_content")))
            CHECK(op->run(c, &call) == !failed(c));
    }
    FailCode code = c->failure.code;
    CHECK((call.file >= 0) == !failed(c));
    if (call.file >= 0)
        close(call.file);
    fail_clear(c);
    return code;
}

static void is_scanned_first(Ctx *c)
{
    Scanner s = scanner_new(c);
    AttachOptions with = { .scanner = s.address };
    bool there = true;
    Id before = add_unread(c, pdf(c->mem, receipt));
    CHECK_INT(shown(c, before), NO_FAILURE); /* there is no scanner */
    attach_start(&with);
    CHECK_INT(shown(c, before), CONFLICT);
    Id sick = add_unread(c, pdf(c->mem, "VIRUS"));
    CHECK_INT(shown(c, sick), CONFLICT);
    scanner_start(&s);
    CHECK(run_jobs(c) > 0);
    CHECK_INT(shown(c, before), NO_FAILURE);
    CHECK_INT(shown(c, sick), GONE);
    CHECK(blob_find(c, attachment_blob(c->mem, sick), &there) && !there);
    Attachment a = { .id = sick };
    CHECK(in_read(c, get, &a));
    CHECK_INT(a.receipt_status, RECEIPT_UNREADABLE);
    CHECK(str_find(a.receipt_error, S("Some.Virus"), 0) > 0);
    scanner_stop(&s);
    CHECK_INT(shown(c, before), NO_FAILURE); /* found clean before */
    /* one that was read while there was none */
    attach_start(&(AttachOptions){ 0 });
    Id old = attach(c, pdf(c->mem, receipt)).id;
    attach_start(&(AttachOptions){ .scanner = S("127.0.0.1:1") });
    CHECK_INT(shown(c, old), UNAVAILABLE);
    attach_start(&(AttachOptions){ 0 });
}

TEST(bytes_are_shown_once_they_are_found_clean)
{
    on_each_store(c, is_scanned_first);
}

static bool write_now(Ctx *c, Call *call, StoreUnit *unit, void *arg)
{
    (void)call;
    return store_write(c->store, c, unit, arg);
}

static bool newest(Ctx *c, void *arg)
{
    static const Query q = {
        .name = "test_newest",
        .params = 1,
        .sql = "SELECT coalesce(max(id), 0) AS id FROM attachment WHERE workspace_id = $1"
    };
    Attachment *a = arg;
    a->id = db_one_int(c, &q, DB_ARGS(V_INT(c->workspace_id)));
    return get(c, a);
}

/* A commit is made and its answer lost: the bytes stay with the row, and reading it again reads it
 * once. */
static void answers_are_lost(Ctx *c)
{
    World w = { 0 };
    CHECK(in_write(c, make_transaction, &w));
    Str bytes = pdf(c->mem, receipt);
    int fd CLEAN(clean_fd) = memfd_create("receipt", MFD_CLOEXEC);
    CHECK(write(fd, bytes.p, (size_t)bytes.n) == bytes.n);
    UploadFile file = { .name = S("receipt.pdf"), .bytes = bytes.n, .fd = fd };
    Upload upload = { .files = &file, .n_files = 1 };
    Call call = { .upload = &upload, .write = write_now };
    store_lose_nth_commit(c->store, 1);
    for (ptrdiff_t i = 0; i < attach_operations.n; i++) {
        const Operation *op = &attach_operations.rows[i];
        if (op->name && str_eq(str_of(op->name), S("attachment_create")))
            CHECK(!op->run(c, &call));
    }
    CHECK_FAILED(c, UNAVAILABLE);
    store_lose_nth_commit(c->store, 0);
    Attachment a = { 0 };
    CHECK(in_read(c, newest, &a));
    CHECK_INT(a.receipt_status, RECEIPT_PENDING);
    for (int nth = 1; nth <= 4; nth++) {
        AttachmentPayload p = { a.id };
        Job job = { .payload = &p, .kind = &attachment_read_kind };
        store_lose_nth_commit(c->store, nth);
        bool ok = attachment_read_kind.run(c, &job);
        store_lose_nth_commit(c->store, 0);
        if (!ok) {
            CHECK_FAILED(c, UNAVAILABLE);
            CHECK(attachment_read_kind.run(c, &job));
        }
        CHECK(in_read(c, get, &a));
        CHECK_INT(a.receipt_status, RECEIPT_READ);
        CHECK_INT(a.suggested_transaction_id, w.transaction);
    }
    CHECK_INT(shown(c, a.id), NO_FAILURE);
}

TEST(a_lost_answer_loses_nothing)
{
    on_each_store(c, answers_are_lost);
}

static void is_swept(Ctx *c)
{
    Blob stored;
    bool there = false;
    Str old = id_text(c->mem, "att", id_new(clock_now_ms()) - ((Id)2 * HOUR_MS << ID_TIME_BITS));
    int fd CLEAN(clean_fd) = memfd_create("orphan", MFD_CLOEXEC);
    CHECK(write(fd, "x", 1) == 1 && lseek(fd, 0, SEEK_SET) == 0);
    Attachment kept = attach(c, pdf(c->mem, receipt));
    CHECK(blob_put(c, old, fd, &stored));
    for (ptrdiff_t i = 0; i < attach_job_kinds.n; i++)
        if (attach_job_kinds.kinds[i]->every_ms)
            CHECK(attach_job_kinds.kinds[i]->run(c, NULL));
    CHECK(blob_find(c, old, &there) && !there);
    CHECK(blob_find(c, attachment_blob(c->mem, kept.id), &there) && there);
}

/* Another installation on the same folder: its bytes are left, and what is from before marks is
 * taken. */
static void others_are_left(Ctx *c)
{
    bool there = false;
    BlobList l;
    Blob stored;
    Str theirs = id_text(c->mem, "att", id_new(clock_now_ms()) - ((Id)2 * HOUR_MS << ID_TIME_BITS));
    int fd CLEAN(clean_fd) = memfd_create("orphan", MFD_CLOEXEC);
    CHECK(write(fd, "x", 1) == 1);
    Attachment own = attach(c, pdf(c->mem, receipt));
    CHECK(blob_belong(c, S("two")) && blob_put(c, theirs, fd, &stored));
    CHECK(blob_belong(c, S("one")));
    c->now_ms = clock_now_ms() + 2 * HOUR_MS;
    for (ptrdiff_t i = 0; i < attach_job_kinds.n; i++)
        if (attach_job_kinds.kinds[i]->every_ms)
            CHECK(attach_job_kinds.kinds[i]->run(c, NULL));
    c->now_ms = clock_now_ms();
    CHECK(blob_list(c, S("att_"), &l) && l.n == 1);
    CHECK_STR(l.names[0], attachment_blob(c->mem, own.id));
    CHECK_INT(shown(c, own.id), NO_FAILURE);
    CHECK(blob_belong(c, S("two")) && blob_find(c, theirs, &there) && there);
    CHECK(blob_drop(c, theirs));
    CHECK(blob_belong(c, S("one")) && blob_drop(c, l.names[0]));
    CHECK(blob_start(c, &(BlobOptions){ .folder = folder }));
}

TEST(bytes_of_other_installations_are_left)
{
    on_each_store(c, others_are_left);
}

typedef struct {
    const Job *job;
    Failure why;
} GivenUp;

static bool give_up(Ctx *c, void *arg)
{
    const GivenUp *g = arg;
    return attachment_read_kind.given_up(c, g->job, &g->why);
}

/* Deleted while it was read: that is no failure, neither then nor when it is given up. */
static void goes_meanwhile(Ctx *c)
{
    Attachment a = attach(c, pdf(c->mem, receipt));
    AttachmentPayload p = { a.id };
    Job job = { .payload = &p, .kind = &attachment_read_kind };
    GivenUp g = { &job, { .code = UNAVAILABLE, .detail = S("away") } };
    CHECK(in_write(c, drop, &a.id));
    CHECK(attachment_read_kind.run(c, &job));
    CHECK(in_write(c, give_up, &g));
}

TEST(one_that_is_deleted_meanwhile_is_no_failure)
{
    on_each_store(c, goes_meanwhile);
}

TEST(bytes_without_a_row_are_swept)
{
    on_each_store(c, is_swept);
}

int main(int argc, char **argv)
{
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    folder = test_scratch("attach");
    Ctx c = ctx_new("start", 1 << 20);
    static char key[200], lock[200];
    snprintf(key, sizeof key, "%s/key", folder);
    snprintf(lock, sizeof lock, "%s/key.lock", folder);
    bool ready = key_start(&c, &(KeyOptions){ .file = key, .lock = lock }) &&
                 blob_start(&c, &(BlobOptions){ .folder = folder });
    ctx_done(&c);
    if (!ready)
        return 1;
    static const TestCase cases[] = {
        CASE(a_receipt_finds_its_transaction),
        CASE(a_joined_receipt_proposes_nothing_and_its_bytes_go_with_it),
        CASE(what_cannot_be_read_says_why),
        CASE(bytes_are_shown_once_they_are_found_clean),
        CASE(a_lost_answer_loses_nothing),
        CASE(bytes_of_other_installations_are_left),
        CASE(one_that_is_deleted_meanwhile_is_no_failure),
        CASE(bytes_without_a_row_are_swept),
    };
    int status = RUN_TESTS(cases, argc, argv);
    return status;
}
