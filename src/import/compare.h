/* Rows of a kept file as they stand in it, beside what became of them. Private to the room. */
#ifndef FLORIN_IMPORT_COMPARE_H
#define FLORIN_IMPORT_COMPARE_H

#include "import/import.h"

typedef struct {
    Str field;
    int64_t from, length;
    int32_t confidence;
} ComparedPart;

typedef struct {
    int level;
    Str field, message, suggested_fix;
} ComparedRemark;

typedef struct {
    int64_t position;
    Id row_id, transaction_id;
    int64_t line, page;
    Str sheet, member, raw;
    List parts; /* of ComparedPart */
    Date date;
    int64_t amount;
    Currency currency;
    Str description, counterparty, reference;
    int64_t balance;
    bool has_balance;
    int32_t confidence;
    bool needs_review, is_edited, is_skipped;
    List findings; /* of ComparedRemark */
    Texts difference;
    /* not shown */
    int64_t fingerprint, occurrence, statement;
    Id account_id;
} Compared;

/* Rows behind a position, as they stand in the file, in c->mem: n of them, `limit` at most; whether
 * there are more. For the first page the file is read so far and no further; for another one it is
 * read on, and what is read is kept in this process for a few minutes, so that the next pages cost
 * nothing. Outside of a lane. */
typedef struct {
    Compared *items;
    ptrdiff_t n;
    bool more;
} ComparePage;
bool compare_page(Ctx *c, const Import *imp, int64_t behind, int64_t limit, ComparePage *out);

#endif
