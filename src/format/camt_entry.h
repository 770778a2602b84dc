/* Private to format/camt*.c: an entry of a statement as its elements say it, and its rows. */
#ifndef FLORIN_FORMAT_CAMT_ENTRY_H
#define FLORIN_FORMAT_CAMT_ENTRY_H

#include "statement/build.h"

/* An amount with its currency, as the text stands there. */
typedef struct {
    Str text, currency;
} CamtAmount;

typedef struct {
    Str name, ultimate, account;
} CamtParty;

/* A bank transaction code. */
typedef struct {
    Str domain, family, sub, own;
} CamtCode;

/* One transaction of an entry (TxDtls). Fields that the entry has as well serve for both. */
typedef struct {
    CamtAmount amount, instructed, transacted, counter;
    Str side; /* CdtDbtInd */
    CamtCode code;
    CamtParty debtor, creditor;
    Str end_to_end, mandate, tx_id, instruction, cheque, servicer_ref;
    Str remittance, creditor_ref, document, more_remittance, info;
    Str return_code, return_info;
    Str accepted, settled, transacted_on, requested; /* dates */
    int64_t line;
    ptrdiff_t at, behind; /* bytes of the file's text */
} CamtDetail;

typedef struct {
    CamtDetail self;   /* what the entry says itself; its own info is AddtlNtryInf */
    Str booked, value; /* dates */
    Str status, reversal, reference, batch_count;
    CamtDetail *details;
    ptrdiff_t n, room;
    bool too_many; /* some were not kept */
} CamtEntry;

/* What rows need of the statement around them. */
typedef struct {
    Build *b;
    Str text; /* of the file, for raw */
    Str account, owner, currency;
    Date day;     /* of the closing balance or the period's end, for entries without a date */
    bool foreign; /* a finding has named the first row in another currency */
} CamtAround;

/* What an entry came to, for the statement's own totals. */
typedef struct {
    Decimal amount; /* signed */
    bool taken;     /* false: no row */
} CamtTaken;

/* Adds the entry's rows, or the finding that says why there are none; what the entry leaves to its
 * transactions is filled in. False when the sink stops. */
bool camt_entry_rows(CamtAround *around, CamtEntry *e, CamtTaken *taken);

/* A decimal as the standard writes it, or as careless programs do (*odd is set then); false when it
 * is none. */
bool camt_decimal(Str text, Decimal *out, bool *odd);

/* CRDT is 1, DBIT is -1, anything else 0. */
int camt_side(Str text);

/* The day of a date or a date with time; DATE_NONE when it is none. */
Date camt_date(Str text);

#endif
