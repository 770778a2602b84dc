/* The table of attachments and what clients can do with them. */
#include "attach/attachment.h"

#include "blob/blob.h"
#include "event/event.h"

Str attachment_blob(Arena *mem, Id id)
{
    return id_text(mem, "att", id);
}

static const Field payload_fields[] = {
    F_ID(AttachmentPayload, attachment_id, .prefix = "att", .doc = "The attachment."),
};
const Shape attachment_payload_shape = SHAPE(AttachmentPayload, payload_fields);

bool attachment_drop_bytes(Ctx *c, Id id)
{
    AttachmentPayload p = { id };
    job_add(c, &attachment_drop_kind, &p, NULL);
    return !failed(c);
}

static bool drop(Ctx *c, const Job *job)
{
    const AttachmentPayload *p = job->payload;
    return blob_drop(c, attachment_blob(c->mem, p->attachment_id));
}

const JobKind attachment_drop_kind = {
    .name = "attachment.drop",
    .queue = "maintenance",
    .payload = &attachment_payload_shape,
    .run = drop,
    .max_attempts = 10,
    .doc = "Removes the bytes of an attachment that was removed.",
};

static const char *const statuses[] = { "", "none", "pending", "read", "unreadable", NULL };

static const Field attachment_fields[] = {
    F_ID(Attachment, id, .prefix = "att", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(Attachment, workspace_id, .prefix = "wsp", .flags = OWNER | HIDDEN),
    F_INSTANT(Attachment, created_at, .flags = READ_ONLY, .doc = "When it was added."),
    F_INSTANT(Attachment, updated_at, .flags = READ_ONLY, .doc = "When it was last changed."),
    F_ID(Attachment, user_id, .prefix = "usr", .flags = READ_ONLY | OPTIONAL,
         .doc = "Who added it."),
    F_ID(Attachment, transaction_id, .prefix = "txn", .refers = "transactions", .flags = OPTIONAL,
         .doc = "The transaction it belongs to."),
    F_TEXT(Attachment, filename, .flags = READ_ONLY, .max = 200, .doc = "As it was called."),
    F_TEXT(Attachment, content_type, .flags = READ_ONLY, .max = 100, .example = "image/png",
           .doc = "By its content, whatever its name says."),
    F_INT(Attachment, size, .flags = READ_ONLY, .doc = "In bytes."),
    F_TEXT(Attachment, note, .flags = OPTIONAL | MANY_LINES, .max = 2000, .doc = "A remark."),
    F_WORD(Attachment, receipt_status, .flags = READ_ONLY, .words = statuses,
           .doc = "Whether it was read as a receipt."),
    F_MONEY(Attachment, receipt_total, receipt_currency, .flags = READ_ONLY | OPTIONAL,
            .given = GIVEN(Attachment, has_receipt_total),
            .doc = "What was paid; negative for a refund."),
    F_CURRENCY(Attachment, receipt_currency, .flags = READ_ONLY | OPTIONAL,
               .doc = "As printed, else the workspace's."),
    F_DATE(Attachment, receipt_date, .flags = READ_ONLY | OPTIONAL,
           .doc = "The day printed on it."),
    F_TEXT(Attachment, receipt_merchant, .flags = READ_ONLY | OPTIONAL, .max = 300,
           .doc = "Whose receipt it is."),
    F_RATIO(Attachment, receipt_confidence, .flags = READ_ONLY | OPTIONAL,
            .doc = "How sure the least certain of total, date and merchant is."),
    F_TEXT(Attachment, receipt_text, .flags = READ_ONLY | OPTIONAL | MANY_LINES, .max = 10000,
           .doc = "What stands on it."),
    F_TEXT(Attachment, receipt_error, .flags = READ_ONLY | OPTIONAL, .max = 2000,
           .doc = "Why it could not be read."),
    F_ID(Attachment, suggested_transaction_id, .prefix = "txn", .flags = READ_ONLY | OPTIONAL,
         .doc = "The transaction it seems to belong to; setting transaction_id accepts it."),
    F_RATIO(Attachment, match_score, .flags = READ_ONLY | OPTIONAL,
            .doc = "How sure the suggestion is."),
    F_BOOL(Attachment, is_scanned, .flags = HIDDEN | READ_ONLY),
};

static const Filter filters[] = {
    { "transaction_id", FILTER_IS, "transaction_id",
      .doc = "Of this transaction; null: of none yet." },
    { "suggested_transaction_id", FILTER_IS, "suggested_transaction_id",
      .doc = "Proposed for this transaction." },
    { "receipt_status", FILTER_IS, "receipt_status", .doc = "Read, unreadable, …" },
};

/* One that has found its transaction needs no proposal. */
static bool check(Ctx *c, const void *old, void *row)
{
    (void)old;
    Attachment *a = row;
    if (a->transaction_id) {
        a->suggested_transaction_id = 0;
        a->match_score = 0;
    }
    return !failed(c);
}

static bool written(Ctx *c, const void *old, const void *row)
{
    const Attachment *was = old;
    if (!row)
        attachment_drop_bytes(c, was->id);
    return event_emit(c, "attachment.changed", &attachment_resource.shape, row ? row : old, 0);
}

const Resource attachment_resource = {
    .name = "attachment",
    .plural = "attachments",
    .table = "attachment",
    .prefix = "att",
    .shape = SHAPE(Attachment, attachment_fields),
    .filters = filters,
    .n_filters = COUNT(filters),
    .sort = "-id",
    .owned = true,
    .check = check,
    .written = written,
};
