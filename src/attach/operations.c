/* Sending, looking at, joining and removing attachments. */
#include "attach/attachment.h"
#include "attach/read_receipt.h"
#include "attachment_sql.h"
#include "blob/blob.h"
#include "field/read.h"
#include "http/disposition.h"
#include "http/upload.h"
#include "ledger/transaction.h"
#include "parse/detect.h"
#include "text/jsonout.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* --- sending --- */

static const struct {
    Str begin;
    const char *type;
} pictures[] = {
    { S_INIT("\x89PNG"), "image/png" },     { S_INIT("\xFF\xD8\xFF"), "image/jpeg" },
    { S_INIT("II*\0"), "image/tiff" },      { S_INIT("MM\0*"), "image/tiff" },
    { S_INIT("%PDF-"), "application/pdf" },
};

/* What the file is by its first bytes; none: not to be attached. */
static Str type_of(int fd)
{
    char head[8] = { 0 };
    ssize_t n = pread(fd, head, sizeof head, 0);
    for (ptrdiff_t i = 0; i < COUNT(pictures); i++)
        if (str_starts(str_n(head, n > 0 ? n : 0), pictures[i].begin))
            return str_of(pictures[i].type);
    return (Str){ 0 };
}

typedef struct {
    Call *call;
    Attachment row;
} Post;

static bool read_form(Ctx *c, const Upload *u, Attachment *out)
{
    if (!u || u->n_files != 1)
        return fail_field(c, S("/file"), "Send one file, as the form's field 'file'");
    const UploadFile *f = &u->files[0];
    for (ptrdiff_t i = 0; i < u->n_fields; i++) {
        const UploadField *field = &u->fields[i];
        if (str_eq(field->name, S("transaction_id"))) {
            if (field->value.n && id_parse(field->value, "txn", &out->transaction_id) != ID_OK)
                fail_field(c, S("/transaction_id"), "This is not the id of a transaction (txn_…)");
        } else if (str_eq(field->name, S("note"))) {
            out->note = field->value;
        } else {
            fail_field(c, str_fmt(c->mem, "/%.*s", STR_ARG(field->name)), "There is no such field");
        }
    }
    out->content_type = type_of(f->fd);
    if (!out->content_type.n)
        fail_field(c, S("/file"), "'%.*s' is neither a picture (PNG, JPEG, TIFF) nor a PDF",
                   STR_ARG(f->name));
    if (f->bytes > LIMIT_ATTACHMENT_BYTES)
        fail(c, TOO_LARGE, "/file", "An attachment has at most %d MiB",
             LIMIT_ATTACHMENT_BYTES >> 20);
    out->filename = f->name;
    out->size = f->bytes;
    out->receipt_status = RECEIPT_PENDING;
    return !failed(c);
}

static bool post_unit(Ctx *c, void *arg)
{
    Post *p = arg;
    Attachment *a = p->call->out = NEW(c->mem, Attachment);
    *a = p->row;
    a->user_id = c->user_id;
    p->call->location =
        str_fmt(c->mem, "/attachments/%.*s", STR_ARG(id_text(c->mem, "att", a->id)));
    return resource_add(c, &attachment_resource, a) && receipt_enqueue(c, a->id);
}

static bool attachment_post(Ctx *c, Call *call)
{
    Post p = { .call = call };
    Blob stored;
    if (!read_form(c, call->upload, &p.row))
        return false;
    p.row.id = id_new(clock_now_ms());
    Str name = attachment_blob(c->mem, p.row.id);
    if (!blob_put(c, name, call->upload->files[0].fd, &stored))
        return false;
    if (call->write(c, call, post_unit, &p))
        return true;
    Failure why = c->failure; /* of the unit: removing the file must not hide it */
    fail_clear(c);
    if (fail_status(why.code) <
        500) /* else the row may be there, and its answer lost: the sweep knows */
        blob_drop(c, name);
    c->failure = why;
    return false;
}

/* --- the bytes --- */

typedef struct {
    Id id;
    Attachment row;
} Get;

static bool get_unit(Ctx *c, void *arg)
{
    Get *g = arg;
    return resource_get(c, &attachment_resource, g->id, &g->row);
}

static bool attachment_content(Ctx *c, Call *call)
{
    Get g = { 0 };
    if (id_parse(call->path_args[0], "att", &g.id) != ID_OK)
        return fail(c, NOT_FOUND, NULL, "There is no such attachment");
    if (!store_read(c->store, c, get_unit, &g))
        return false;
    int fd = blob_open(c, attachment_blob(c->mem, g.id));
    if (fd >= 0 && !receipt_may_show(c, &g.row, fd))
        clean_fd(&fd);
    if (fd < 0 || failed(c))
        return false;
    Str *header = NEW(c->mem, Str);
    *header = http_disposition(c->mem, g.row.filename);
    call->headers = (Texts){ header, 1 };
    call->content_type = g.row.content_type;
    call->has_file = true;
    call->file = fd;
    call->file_bytes = lseek(fd, 0, SEEK_END);
    return true;
}

/* --- reading it again --- */

static bool attachment_read(Ctx *c, Call *call)
{
    Attachment *a = call->out = NEW(c->mem, Attachment);
    if (!resource_get(c, &attachment_resource, call->id, a))
        return false;
    a->receipt_status = RECEIPT_PENDING;
    a->receipt_error = (Str){ 0 };
    return resource_change(c, &attachment_resource, a) && receipt_enqueue(c, a->id);
}

/* --- what has no row --- */

enum { ORPHAN_AFTER_MS = 3600 * 1000, CHUNK_FILES = 1000 };

typedef struct {
    Id ids[CHUNK_FILES];
    ptrdiff_t n;
    bool unmarked; /* they lie without a mark: those of this installation are taken, others are left
                    */
    Map known;
} Sweep;

static bool look_up(Ctx *c, void *arg)
{
    Sweep *s = arg;
    Buf b = buf_new(c->mem, 24 * CHUNK_FILES + 2);
    JsonWriter w = { .out = &b };
    json_open_array(&w);
    for (ptrdiff_t i = 0; i < s->n; i++)
        json_int64(&w, s->ids[i]);
    json_close_array(&w);
    DbRows rows = db_rows(c, &q_attachments_there, DB_ARGS(V_TEXT(buf_str(&b))));
    s->known = map_new(c->mem);
    for (ptrdiff_t i = 0; i < rows.n; i++)
        map_put_num(&s->known, db_int(&rows, i, "id"), s);
    return !failed(c);
}

static bool sweep_some(Ctx *c, Sweep *s)
{
    ArenaMark mark = arena_mark(c->mem);
    if (!s->n || !store_read(c->store, c, look_up, s))
        return !failed(c);
    for (ptrdiff_t i = 0; i < s->n && !failed(c); i++) {
        bool there = map_find_num(&s->known, s->ids[i]) != NULL;
        Str name = attachment_blob(c->mem, s->ids[i]);
        if (there && s->unmarked)
            blob_adopt(c, name);
        else if (!there && !s->unmarked)
            blob_drop(c, name);
    }
    s->n = 0;
    if (!failed(c))
        arena_reset(c->mem, mark);
    return !failed(c);
}

static bool sweep_files(Ctx *c, bool unmarked)
{
    BlobList all;
    Sweep *s = NEW(c->mem, Sweep);
    s->unmarked = unmarked;
    if (!(unmarked ? blob_list_unmarked : blob_list)(c, S("att_"), &all))
        return false;
    for (ptrdiff_t i = 0; i < all.n && !failed(c); i++) {
        Id id;
        if (id_parse(all.names[i], "att", &id) == ID_OK &&
            id_instant(id) < c->now_ms - ORPHAN_AFTER_MS)
            s->ids[s->n++] = id;
        if (s->n == CHUNK_FILES)
            sweep_some(c, s);
    }
    return sweep_some(c, s);
}

static bool sweep(Ctx *c, const Job *job)
{
    (void)job;
    return sweep_files(c, true) && sweep_files(c, false);
}

static const JobKind sweep_kind = {
    .name = "attachment.sweep",
    .queue = "maintenance",
    .run = sweep,
    .every_ms = 6LL * 3600 * 1000,
    .doc = "Removes stored bytes that no attachment has.",
};

/* --- the tables --- */

static const Operation operations[] = {
    { "GET", "/attachments", crud_list, VIEWER | LISTS, .resource = &attachment_resource,
      .out = &attachment_resource.shape, .doc = "Receipts and documents, newest first." },
    { "POST", "/attachments", attachment_post, MEMBER | WRITES | HEAVY | UPLOAD,
      .name = "attachment_create", .out = &attachment_resource.shape, .status = 201,
      .doc = "Takes a picture or a PDF (form field 'file') and reads it in the background; "
             "transaction_id and "
             "note may stand beside it." },
    { "GET", "/attachments/:id", crud_get, VIEWER, .resource = &attachment_resource,
      .out = &attachment_resource.shape, .doc = "One attachment." },
    { "GET", "/attachments/:attachment_id/content", attachment_content, VIEWER | RAW | HEAVY,
      .name = "attachment_content", .doc = "The file as it came." },
    { "PATCH", "/attachments/:id", crud_patch, MEMBER | WRITES | OWN_BODY,
      .resource = &attachment_resource, .in = &attachment_resource.shape,
      .out = &attachment_resource.shape,
      .doc = "Joins it to a transaction, or parts them; changes the note." },
    { "POST", "/attachments/:id/read", attachment_read, MEMBER | WRITES, .name = "attachment_read",
      .resource = &attachment_resource, .out = &attachment_resource.shape, .status = 202,
      .doc = "Reads it once more and looks for its transaction again." },
    { "DELETE", "/attachments/:id", crud_drop, MEMBER | WRITES, .resource = &attachment_resource,
      .doc = "Removes it for good." },
};
const OperationTable attach_operations = { operations, COUNT(operations) };

static const JobKind *const kinds[] = { &attachment_read_kind, &attachment_drop_kind, &sweep_kind };
const JobTable attach_job_kinds = { kinds, COUNT(kinds) };
