/* Staged rows: what a file says, before it is in the ledger. Those that match something stored stay
 * as the import's duplicates: each is shown with its reason and can be overruled. */
#ifndef FLORIN_IMPORT_STAGED_H
#define FLORIN_IMPORT_STAGED_H

#include "import/import.h"
#include "statement/statement.h"
#include "ledger/transaction.h"

enum { ROW_NEW = 1, ROW_DUPLICATE, ROW_NEAR };
/* What was decided about a row that matches; 0 for new ones. */
enum { MATCH_OPEN = 1, MATCH_MERGED, MATCH_KEPT_BOTH, MATCH_DELETED_OLD };

typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Id import_id;
    int64_t position, line;
    Id account_id;
    Date date, value_date;
    int64_t amount;
    Currency currency;
    int64_t balance;
    bool has_balance;
    int64_t original_amount;
    bool has_original_amount;
    Currency original_currency;
    Str description, counterparty, counterparty_account, reference, external_id;
    bool is_pending;
    int32_t confidence;
    int64_t fingerprint, occurrence;
    int row_state; /* ROW_… */
    Id transaction_id;
    int32_t match_score;
    bool has_match_score;
    Str reason;
    int state;       /* MATCH_… */
    bool is_edited;  /* a person corrected it; its fingerprint stays the file's */
    bool is_skipped; /* it is not to be booked */
    bool is_done;    /* what was decided about it has been carried out */
} StagedRow;

/* The rows that match something, as clients see them. */
extern const Resource duplicate_resource;
extern const Field staged_fields[32];

/* A row of a file in the currency of its account. False when it cannot be booked: *field and
 * *problem say why, in mem. Ids, position and occurrence are the caller's. */
bool staged_of(Arena *mem, const StatementRow *row, Currency currency, StagedRow *out, Str *field,
               Str *problem);

/* Makes the row's texts, views of the file's, copies in mem. */
void staged_keep(Arena *mem, StagedRow *row);

/* The transaction it becomes, before it has a category; transaction_derive() is still to be called.
 */
Transaction staged_transaction(const StagedRow *row);

/* Stores n rows, with ids and times set here. In the write lane. */
bool staged_add(Ctx *c, StagedRow *rows, ptrdiff_t n);

/* Up to limit rows behind a position, in the file's order; of one state, or of all (0). In a lane.
 */
StagedRow *staged_list(Ctx *c, Id import_id, int64_t behind, int row_state, int64_t limit,
                       ptrdiff_t *n);

/* Up to limit rows behind a position that a person should look at and has not corrected: read with
 * less than STAGED_SURE_PPM, like a stored row, or on a line about which something serious was
 * found. In a lane. */
enum { STAGED_SURE_PPM = 900000 };
StagedRow *staged_doubtful(Ctx *c, Id import_id, int64_t behind, int64_t limit, ptrdiff_t *n);

/* Up to limit rows whose decision is still to be carried out: those that are kept beside what they
 * match, or those that change it. In a lane. */
StagedRow *staged_decided(Ctx *c, Id import_id, bool kept, int64_t limit, ptrdiff_t *n);

/* The row of an import at a position; false without a failure when it is not staged. In a lane. */
bool staged_find(Ctx *c, Id import_id, int64_t position, StagedRow *out);

/* How many rows of an import are staged, and how they stand. */
typedef struct {
    int64_t fresh;                 /* rows that are new and not skipped */
    int64_t duplicates, near_ones; /* exact and near matches */
    int64_t open, merged, kept;    /* decisions; kept: those that are booked all the same */
    int64_t skipped;
} StagedCounts;
StagedCounts staged_counts(Ctx *c, Id import_id);

/* Stores what was found or decided about a row. In the write lane. */
bool staged_change(Ctx *c, const StagedRow *row);

#endif
