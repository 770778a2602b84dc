/* Statement: what a bank's file says, with nothing added and nothing silently left out.
 *
 * Every format reader (format/…) turns bytes into Statements and does no I/O. A file may
 * hold several (two tables, two accounts of one OFX file). Figures are exact decimals as the file
 * writes them; whoever books a row gives it the minor units of its currency with money_of_decimal.
 *
 * Two ways to receive rows. statement_parse (parse/parse.h) collects everything in a StatementSet
 * on the unit's arena: for small files, previews, tests. A StatementSink gets the rows in batches
 * whose memory is reused after each call, so a file of any length is read in bounded memory;
 * balances are proven on the way and the verdict comes with the end of the statement. */
#ifndef FLORIN_STATEMENT_STATEMENT_H
#define FLORIN_STATEMENT_STATEMENT_H

#include "value/date.h"
#include "value/decimal.h"

/* A decimal that may be missing. A zeroed Figure is none. */
typedef struct {
    Decimal value;
    bool given;
} Figure;

typedef enum { FINDING_INFO, FINDING_WARNING, FINDING_ERROR } FindingLevel;

/* Something a person should know about a line of the file. */
typedef struct {
    FindingLevel level;
    int64_t line; /* physical line of the record's start, from 1; 0: the file as a whole */
    Str field;    /* "date", "amount", "balance", "currency", "description"; none: the row */
    Str message;
    Str suggested_fix; /* none if there is nothing to do */
    int32_t page;      /* PDF: on which the line stands; 0 otherwise */
} Finding;

typedef enum { ROW_POSTED, ROW_PENDING } RowStatus;

/* Where a field of a row stands in its raw text, and how sure that reading is. */
typedef struct {
    Str field;       /* as Mapped.field: "date", "amount", "description", … */
    int32_t from, n; /* bytes of StatementRow.raw */
    int32_t confidence_ppm;
} RowPart;

/* One movement. Texts are trimmed, valid UTF-8, and none when the file has nothing. */
typedef struct {
    Date date; /* booking date; where the file has none the transaction's, then the value date */
    Date value_date; /* DATE_NONE if not stated */
    Figure amount;   /* signed as the account holder sees it, negative is money leaving; as printed
                        in the main amount column, so before `fee` */
    Figure fee;      /* signed (negative: paid by the account) and NOT inside amount: what moves the
                        account is amount + fee. Not given when the file has no fee beside it, or
                        when it states fees that are in the amount already or in rows of their own */
    Figure balance;  /* after this row, as printed */
    Figure original_amount; /* in original_currency, with the sign of amount */
    Str currency;           /* ISO code, or a name like "BTC"; none if the file does not state it */
    Str original_currency;
    Str description;          /* never none when the row has any text */
    Str counterparty;         /* name */
    Str counterparty_account; /* IBAN or number */
    Str reference;
    Str category;           /* the bank's own word */
    Str type;               /* the bank's own word for the kind of transaction */
    Str external_id;        /* the file's own identifier of the row */
    Str account;            /* own account, where rows of several stand in one file */
    RowStatus status;       /* PENDING only for rows that the balances count */
    int32_t confidence_ppm; /* how sure the reading is; 1,000,000 is proven */
    int64_t line;           /* physical line of the record's start, from 1; on its page for PDF */
    int32_t page;           /* PDF; 0 otherwise */
    /* With ParseOptions.with_source only: the row as it stands in the file, cut to
     * LIMIT_ROW_RAW_BYTES, and what of it became which field. */
    Str raw;
    RowPart *parts;
    ptrdiff_t n_parts;
    uint64_t fingerprint; /* hash of the row's raw fields, for duplicates: equal for equal rows
                             in whatever order, encoding or place of the file they stand */
} StatementRow;

typedef enum { RECONCILED_UNKNOWN, RECONCILED_NO, RECONCILED_YES } Reconciled;

/* Where one field was read from, for the preview and for templates. */
typedef struct {
    Str field;  /* "date", "amount", "debit", "credit", "balance", … */
    int column; /* from 0 */
    Str header; /* the column's own name; none without a header row */
    Str format; /* dates: "%d-%m-%Y"; figures: "1.234,56"; flags: "D/C"; none otherwise */
} Mapped;

/* The account and the file's own totals, beside the rows. */
typedef struct {
    Str format;      /* "csv", "ofx", … */
    Str institution; /* none if not stated */
    Str account_number;
    Str account_type;  /* "checking", "savings", "credit_card", "investment", "cash", "loan",
                          "other";  none if not stated */
    Str currency;      /* of every row; none when rows differ or nothing states it */
    Str sheet;         /* spreadsheets */
    Str member;        /* the file's name inside a zip file */
    Str encoding;      /* "UTF-8", "windows-1252"; none where the format has no say in it */
    Str delimiter;     /* delimited text */
    bool is_protected; /* a password was needed */
    int32_t password;  /* which of ParseOptions.passwords opened it, from 1; 0: none */
    int32_t pages;     /* PDF */
    int32_t ocr_ppm;   /* mean confidence of the words read by OCR; 0: none were */
    Date from, to;     /* first and last day; of the file's statement, else of the rows */
    Figure opening_balance, closing_balance;
    Reconciled reconciled;
    bool ambiguous; /* another reading is possible; a finding says which */

    StatementRow *rows; /* collected; not set when a sink takes them */
    ptrdiff_t n_rows;   /* counted in both cases */
    Finding *findings;
    ptrdiff_t n_findings;
    Mapped *mapping;
    ptrdiff_t n_mapped;
} Statement;

typedef struct {
    Statement *statements;
    ptrdiff_t n;
} StatementSet;

/* Receives rows as they are read. Each call returns false to stop reading (it has then called
 * fail()). `begin` comes once per statement with its mapping, before its rows; `end` with what was
 * known only then: balances, proof, ambiguity, findings. Rows and their texts live until the call
 * returns; what begin and end show lives as long as the unit's arena. Any member may be NULL. */
typedef struct StatementSink {
    void *state;
    bool (*begin)(void *state, const Statement *s);
    bool (*rows)(void *state, const StatementRow *rows, ptrdiff_t n);
    bool (*end)(void *state, const Statement *s);
} StatementSink;

/* The sink that collects everything in *out, copied into mem: for small files and previews. */
StatementSink statement_collect(Arena *mem, StatementSet *out);

/* Adds a finding to a statement; beyond LIMIT_FINDINGS they are counted and the last says how many
 * more there were. field and suggested_fix may be NULL; the message is formatted into mem. */
typedef struct {
    FindingLevel level;
    int64_t line;
    const char *field;
    const char *fix;
    int32_t page;
} FindingAt;
void finding_add(Arena *mem, Statement *s, FindingAt at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* The row with copies of its texts in mem, where they outlive the batch. */
StatementRow statement_row_copy(Arena *mem, const StatementRow *row);

/* The statement without its rows, with copies of its texts, findings and mapping in mem. */
Statement statement_head_copy(Arena *mem, const Statement *s);

/* Whether any finding is a warning or an error. */
bool statement_warns(const Statement *s);

#endif
