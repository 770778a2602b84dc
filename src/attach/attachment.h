/* Attachments: receipts and documents beside transactions (IMP-22).
 *
 * A picture or a PDF is kept as it came. A job reads it in the sandbox, by OCR where it is a
 * picture: total, date and merchant. With these it looks for the transaction the receipt belongs
 * to, and proposes it; nothing is joined without a person. */
#ifndef FLORIN_ATTACH_ATTACHMENT_H
#define FLORIN_ATTACH_ATTACHMENT_H

#include "field/operation.h"
#include "job/job.h"

enum { RECEIPT_NONE = 1, RECEIPT_PENDING, RECEIPT_READ, RECEIPT_UNREADABLE };

typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Id user_id, transaction_id;
    Str filename, content_type;
    int64_t size;
    Str note;
    int receipt_status;    /* RECEIPT_… */
    int64_t receipt_total; /* minor units; positive is what was paid, negative a refund */
    bool has_receipt_total;
    Currency receipt_currency;
    Date receipt_date;
    Str receipt_merchant;
    int32_t receipt_confidence; /* parts per million: of the least certain of the three */
    Str receipt_text, receipt_error;
    Id suggested_transaction_id;
    int32_t match_score; /* parts per million */
    bool is_scanned;     /* the virus scanner has found nothing in it */
} Attachment;

typedef struct {
    Str ocr;     /* languages of pictures, as ParseOptions.ocr */
    Str scanner; /* of clamd, as scan_file() takes it; none: files are not scanned */
} AttachOptions;

/* Once, before the first receipt. The texts must outlive the process. */
void attach_start(const AttachOptions *o);

/* --- within the room --- */

/* The name of its stored bytes. */
Str attachment_blob(Arena *mem, Id id);

/* Has the stored bytes of an attachment removed; in the write lane. */
bool attachment_drop_bytes(Ctx *c, Id id);

/* What its jobs are told. */
typedef struct {
    Id attachment_id;
} AttachmentPayload;
extern const Shape attachment_payload_shape;
extern const JobKind attachment_drop_kind;

/* --- for all --- */

extern const Resource attachment_resource;
extern const OperationTable attach_operations;
extern const JobTable attach_job_kinds;

#endif
