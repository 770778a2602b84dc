/* POST /imports/{id}/retry: the kept file is read again, with another password or another sheet. */
#include "event/event.h"
#include "field/read.h"
#include "import/book.h"
#include "import/read.h"
#include "import/vault.h"

typedef struct {
    Str password, save_password, sheet;
} Retry;

static const Field retry_fields[] = {
    F_TEXT(Retry, password, .flags = OPTIONAL | SECRET, .max = 200, .doc = "Tried first."),
    F_TEXT(Retry, save_password, .flags = OPTIONAL, .max = 100,
           .doc = "The label under which the password is saved once it has opened the file."),
    F_TEXT(Retry, sheet, .flags = OPTIONAL, .max = 200,
           .doc =
               "The sheet of the workbook, or the member of the zip file, to read; an empty text: "
               "all that have movements."),
};
static const Shape retry_shape = {
    .name = "ImportRetry", .fields = retry_fields, .n = COUNT(retry_fields), .size = sizeof(Retry)
};

static bool retry(Ctx *c, Call *call)
{
    Retry in = { 0 };
    Import *imp = NEW(c->mem, Import);
    Str json = str_trim(call->raw_body);
    if ((json.n && !field_read(c, &retry_shape, READ_NEW, json, &in)) ||
        !resource_get(c, &import_resource, call->id, imp))
        return false;
    if (imp->status != IMPORT_FAILED && imp->status != IMPORT_NEEDS_REVIEW)
        return fail(c, CONFLICT, "status",
                    "Only an import that has failed or waits for review can be read again");
    if (!imp->is_file_kept)
        return fail(c, GONE, NULL, "The file of this import is no longer stored; send it again");
    if (in.save_password.n && !in.password.n)
        return fail_field(c, S("/password"), "There is no password to save");
    if (in.password.n && !vault_give(c, imp, in.password))
        return false;
    imp->save_password = in.save_password;
    if (in.sheet.p)
        imp->wanted_sheet = in.sheet.n ? in.sheet : (Str){ 0 };
    imp->status = IMPORT_PENDING;
    imp->stage = 0;
    imp->progress = 0;
    imp->completed_at = 0;
    imp->is_direct = false;
    imp->written_rows = 0;
    imp->error_code = imp->error_details = (Str){ 0 };
    call->out = imp;
    return import_enqueue(c, imp->id) && resource_change(c, &import_resource, imp) &&
           book_tell(c, imp);
}

static const Operation operations[] = {
    { "POST", "/imports/:id/retry", retry, MEMBER | WRITES | OWN_BODY, .name = "import_retry",
      .resource = &import_resource, .in = &retry_shape, .out = &import_resource.shape,
      .status = 202, .doc = "Reads the stored file again, with a password or another sheet." },
};
const OperationTable retry_operations = { operations, COUNT(operations) };
