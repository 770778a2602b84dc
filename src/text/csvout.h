/* CSV written: RFC 4180 fields. */
#ifndef FLORIN_TEXT_CSVOUT_H
#define FLORIN_TEXT_CSVOUT_H

#include "base/base.h"

typedef enum {
    CSV_PLAIN,      /* the text as it is */
    CSV_SPREADSHEET /* text that a spreadsheet would take for a formula gets an apostrophe in front
                       (OWASP, "CSV Injection"): it begins with = + - @ tab or carriage return and
                       is not a plain number */
} CsvGuard;

/* One field: quoted where it holds a comma, a quote, a line end, or a space at either end. The
 * caller writes the commas and the "\r\n" between. */
void buf_csv(Buf *out, Str text, CsvGuard guard);

/* A whole record of n fields and its line end. */
void buf_csv_record(Buf *out, const Str *fields, ptrdiff_t n, CsvGuard guard);

#endif
