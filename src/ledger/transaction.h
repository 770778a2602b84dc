/* Transactions: the movements of accounts, signed, in minor units; negative is money leaving. */
#ifndef FLORIN_LEDGER_TRANSACTION_H
#define FLORIN_LEDGER_TRANSACTION_H

#include "field/operation.h"

enum { TRANSACTION_INCOME = 1, TRANSACTION_EXPENSE, TRANSACTION_TRANSFER };
enum { STATUS_PENDING = 1, STATUS_POSTED, STATUS_CANCELLED };
enum {
    SOURCE_NONE = 1,
    SOURCE_USER,
    SOURCE_RULE,
    SOURCE_MEMORY,
    SOURCE_PATTERN,
    SOURCE_MODEL,
    SOURCE_AI
};
enum { INGESTION_PENDING = 1, INGESTION_PROCESSING, INGESTION_COMPLETED, INGESTION_FAILED };

typedef struct {
    Id category_id;
    int64_t amount; /* minor units of the transaction's currency */
    Currency currency;
    Str note;
} TransactionPart;

typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Id account_id;
    Date date; /* booked */
    Date authorized_date, posted_date, value_date;
    int64_t amount;
    Currency currency;
    int64_t original_amount;
    bool has_original_amount;
    Currency original_currency;
    Str description, merchant, merchant_logo, counterparty, counterparty_account, reference;
    int transaction_type; /* from the amount's sign and is_transfer */
    int status;
    Id category_id;
    int category_source;
    int32_t confidence; /* ppm */
    bool has_confidence;
    Id suggested_category_id;
    Str explanation; /* why it has its category, in words */
    int ingestion_status;
    bool is_recurring, is_transfer;
    Id transfer_pair_id;
    bool is_hidden;
    Str notes;
    Texts tags; /* names; computed from transaction_tag */
    Str location;
    Str external_id;
    Id import_id, batch_id;
    int64_t source_line;
    List parts; /* of TransactionPart; from transaction_part */
    Str metadata;
    Str folded;          /* what text search looks at */
    int64_t fingerprint; /* 0: entered by hand */
    int64_t occurrence;  /* 1 for the first equal row of the account */
} Transaction;

extern const Resource transaction_resource;
extern const Resource tag_resource;

/* Sets what follows from other members: transaction_type and folded. Called by the resource's own
 * writing; whoever inserts in bulk calls it for each row. */
void transaction_derive(Arena *mem, Transaction *t);

/* Stores many checked rows at once, with ids, workspace and times set here, in the unit's
 * transaction: no events, no checks of references, tags and parts not written. For imports. */
bool transaction_bulk_add(Ctx *c, Transaction *rows, ptrdiff_t n);

#endif
