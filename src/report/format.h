/* What an export format is; private to the room. */
#ifndef FLORIN_REPORT_FORMAT_H
#define FLORIN_REPORT_FORMAT_H

#include "ledger/account.h"
#include "ledger/transaction.h"
#include "report/export.h"

/* A transaction with the names that belong to its ids. */
typedef struct {
    Transaction t;
    const Account *account;
    Str category_code, category_name, group_name; /* none without a category */
    int category_type;
} ExportRow;

/* A name for a part's category. */
typedef struct {
    Str code, name, group;
    int type;
} CategoryName;

typedef struct {
    Ctx *c;
    Buf *out;
    const Account *accounts;
    ptrdiff_t n_accounts;
    Map categories; /* of CategoryName, by id */
    int64_t rows;   /* written so far */
} Writing;

typedef struct {
    const char *name;
    const char *content_type;
    const char *extension;
    void (*begin)(Writing *w);
    void (*row)(Writing *w, const ExportRow *row);
    void (*end)(Writing *w);
    const char *doc;
} ExportFormat;

extern const ExportFormat csv_format, json_format, hledger_format, beancount_format;

#endif
