/* Private to ods.c: OpenDocument spreadsheets under a password (ODF 1.2 part 3, section 4; the form
 * in which the package is encrypted as a whole, of ODF 1.4 and LibreOffice 24.8). */
#ifndef FLORIN_FORMAT_ODS_CRYPT_H
#define FLORIN_FORMAT_ODS_CRYPT_H

#include "format/archive.h"

/* What a password opened, on c->mem; both none: nothing is encrypted. */
typedef struct {
    Str content; /* content.xml, deflated */
    Str package; /* or the whole spreadsheet, an archive of its own */
    int32_t password;
} OdsPlain;

/* False after fail(): PASSWORD_REQUIRED, PASSWORD_WRONG, UNREADABLE, UNSUPPORTED, HOSTILE,
 * TOO_LARGE. */
bool ods_decrypt(Ctx *c, Archive *a, const ParseOptions *o, OdsPlain *out);

#endif
