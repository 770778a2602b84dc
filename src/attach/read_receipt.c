/* Kept file -> sandbox (text or OCR) -> total, date, merchant -> the likeliest transaction. */
#include "attach/read_receipt.h"

#include "attach/propose.h"
#include "attachment_sql.h"
#include "blob/blob.h"
#include "blob/scan.h"
#include "event/event.h"
#include "sandbox/sandbox.h"
#include "value/instant.h"

enum {
    DAYS_WITHOUT_DATE = 45, /* a receipt without a date is searched in the days before it came */
    CANDIDATE_TEXT = 700
};

static AttachOptions options;

void attach_start(const AttachOptions *o)
{
    options = *o;
}

bool receipt_may_show(Ctx *c, const Attachment *a, int fd)
{
    return scan_may_show(c, options.scanner, a->is_scanned, a->receipt_status == RECEIPT_PENDING,
                         fd);
}

bool receipt_enqueue(Ctx *c, Id attachment_id)
{
    AttachmentPayload p = { attachment_id };
    Str key = str_fmt(c->mem, "attachment %lld", (long long)attachment_id);
    job_add(c, &attachment_read_kind, &p, &(JobOptions){ .dedupe_key = key });
    return !failed(c);
}

typedef struct {
    Id id;
    Attachment a;
    Currency home;
    Receipt receipt;
    Failure fault; /* of the file */
    bool is_scanned;
    Id suggested;
    int32_t score;
} Work;

static bool load(Ctx *c, void *arg)
{
    Work *w = arg;
    DbRows rows = db_rows(c, &q_attachment_home_currency, DB_ARGS(V_INT(c->workspace_id)));
    if (rows.n)
        w->home = currency_find(db_text(&rows, 0, "home_currency"));
    return resource_get(c, &attachment_resource, w->id, &w->a);
}

static ProposeCandidate candidate_of(Ctx *c, const DbRows *rows, ptrdiff_t i)
{
    Buf text = buf_new(c->mem, 3 * CANDIDATE_TEXT);
    static const char *const names[] = { "description", "merchant", "counterparty" };
    for (int k = 0; k < (int)COUNT(names); k++) {
        buf_add(&text, str_part(db_text(rows, i, names[k]), 0, CANDIDATE_TEXT - 1));
        buf_char(&text, ' ');
    }
    return (ProposeCandidate){ .id = db_int(rows, i, "id"),
                               .date = (Date)db_int(rows, i, "date"),
                               .amount = db_int(rows, i, "amount"),
                               .currency = currency_find(db_text(rows, i, "currency")),
                               .original_amount = db_int(rows, i, "original_amount"),
                               .original_currency =
                                   currency_find(db_text(rows, i, "original_currency")),
                               .text = buf_str(&text) };
}

static bool search(Ctx *c, void *arg)
{
    Work *w = arg;
    Date day = w->receipt.date, came = instant_date(w->a.created_at);
    Date from = day ? day - PROPOSE_DAYS_BEFORE : came - DAYS_WITHOUT_DATE;
    Date to = day ? day + PROPOSE_DAYS_AFTER : came + PROPOSE_DAYS_AFTER;
    DbRows rows = db_rows(c, &q_attachment_candidates,
                          DB_ARGS(V_INT(c->workspace_id), V_INT(from), V_INT(to), V_INT(w->id)));
    ProposeCandidate *all = NEW_ARRAY(c->mem, ProposeCandidate, rows.n);
    for (ptrdiff_t i = 0; i < rows.n && !failed(c); i++)
        all[i] = candidate_of(c, &rows, i);
    if (!failed(c))
        w->suggested = propose_best(c->mem, &w->receipt, all, rows.n, &w->score);
    return !failed(c);
}

static int32_t least(const Receipt *r)
{
    int32_t a = r->total_ppm < r->date_ppm ? r->total_ppm : r->date_ppm;
    return a < r->merchant_ppm ? a : r->merchant_ppm;
}

static void take_receipt(Work *w, Attachment *a)
{
    const Receipt *r = &w->receipt;
    Money total;
    Currency printed = currency_find(r->currency);
    a->receipt_status = RECEIPT_READ;
    a->receipt_currency = printed ? printed : w->home;
    if (r->total.given &&
        money_of_decimal(r->total.value, a->receipt_currency, &total) == NUMBER_OK) {
        a->receipt_total = total.minor;
        a->has_receipt_total = true;
    }
    a->receipt_date = r->date;
    a->receipt_merchant = r->merchant;
    a->receipt_text = r->text;
    a->receipt_confidence = least(r);
    if (!a->transaction_id) {
        a->suggested_transaction_id = w->suggested;
        a->match_score = w->score;
    }
}

static bool store(Ctx *c, void *arg)
{
    Work *w = arg;
    Attachment *a = &w->a;
    if (!resource_find(c, &attachment_resource, w->id, a))
        return !failed(c); /* deleted while it was read */
    a->is_scanned |= w->is_scanned;
    if (w->fault.code) {
        a->receipt_status = RECEIPT_UNREADABLE;
        a->receipt_error = w->fault.detail;
        if (w->fault.code == INFECTED)
            attachment_drop_bytes(c, a->id);
    } else {
        take_receipt(w, a);
    }
    return resource_change(c, &attachment_resource, a);
}

/* What stands on it. A fault of the file is a result and no failure of the job. */
static bool read_file(Ctx *c, Work *w)
{
    PageSet pages;
    ParseOptions how = { .ocr = options.ocr };
    int fd CLEAN(clean_fd) = blob_open(c, attachment_blob(c->mem, w->id));
    w->is_scanned = fd >= 0 && options.scanner.n && scan_file(c, options.scanner, fd, 0);
    bool ok = fd >= 0 && !failed(c) && sandbox_pages(c, fd, &how, &pages) &&
              receipt_read(c, &pages, instant_date(c->now_ms), &w->receipt);
    if (ok || fail_status(c->failure.code) >= 500)
        return ok;
    w->fault = c->failure;
    fail_clear(c);
    return true;
}

static bool run(Ctx *c, const Job *job)
{
    Work w = { .id = ((const AttachmentPayload *)job->payload)->attachment_id };
    if (!store_read(c->store, c, load, &w)) {
        bool gone = c->failure.code == NOT_FOUND; /* deleted since */
        if (gone)
            fail_clear(c);
        return gone;
    }
    if (!read_file(c, &w))
        return false;
    if (!w.fault.code && w.receipt.total.given && !store_read(c->store, c, search, &w))
        return false;
    return store_write(c->store, c, store, &w);
}

static bool given_up(Ctx *c, const Job *job, const Failure *why)
{
    Work w = { .id = ((const AttachmentPayload *)job->payload)->attachment_id, .fault = *why };
    return store(c, &w);
}

const JobKind attachment_read_kind = {
    .name = "attachment.read",
    .queue = "files",
    .payload = &attachment_payload_shape,
    .run = run,
    .given_up = given_up,
    .priority = 1,
    .max_attempts = 8, /* as import.read: a scanner may be away for minutes */
    .doc = "Reads a receipt and looks for its transaction.",
};
