/* Private to ofx*.c: the state of reading an OFX file. It is walked twice: the first walk gathers
 * what only the whole file can tell (decimal mark, signs, repeated identifiers, names of
 * securities), the second makes rows. */
#ifndef FLORIN_FORMAT_OFX_READ_H
#define FLORIN_FORMAT_OFX_READ_H

#include "base/map.h"
#include "format/ofx_scan.h"
#include "format/ofx_value.h"
#include "statement/build.h"

/* The values of an entry. */
typedef enum {
    PART_TYPE,
    PART_POSTED,
    PART_USED,
    PART_AVAILABLE,
    PART_AMOUNT,
    PART_ID,
    PART_NAME,
    PART_LONG_NAME,
    PART_MEMO,
    PART_CHECK,
    PART_REFERENCE,
    PART_CATEGORY,
    PART_BALANCE,
    PART_OTHER_ACCOUNT,
    PART_CURRENCY,
    PART_RATE,
    PART_ORIGINAL_CURRENCY,
    PART_ORIGINAL_RATE,
    PART_SECURITY,
    PART_UNITS,
    PART_PRICE,
    PART_INCOME,
    PART_COUNT
} Part;

typedef struct {
    OfxTag tag; /* STMTTRN, or the kind of deal */
    int64_t line;
    ptrdiff_t from;       /* of the entry in the text */
    Str part[PART_COUNT]; /* bytes of the text */
    OfxTag twice;         /* a value given again, and differently; OFX_OTHER: none */
} Entry;

/* What the first walk saw of a statement. */
typedef struct {
    int64_t entries, broken;
    int64_t negative, positive;
    int64_t out_positive, out_negative; /* kinds that take money, by the sign of the amount */
    int64_t in_positive, in_negative;   /* kinds that bring money */
    int64_t line;
    bool named; /* account or currency is stated */
} Survey;

/* An identifier that the first walk met. */
typedef struct {
    uint64_t content;
    int64_t line; /* of the first */
    bool differs; /* another entry has it too */
} Known;

typedef struct {
    Ctx *c;
    Str text;
    TextEncoding encoding;
    OfxScanner scanner;
    bool surveying;
    Build build;

    OfxTag groups[OFX_TAG_COUNT]; /* open, outermost first */
    int depth;

    Survey *surveys;
    ptrdiff_t n_surveys, room;
    ptrdiff_t at;                   /* the statement being walked; -1 before the first */
    Map ids;                        /* number of statement and identifier -> Known */
    Map securities;                 /* UNIQUEID -> Str, the name */
    Str security;                   /* UNIQUEID of the SECINFO being read */
    int64_t only_point, only_comma; /* figures that allow one mark only */

    int64_t cents, tenths,
        other_scales; /* amounts with two decimals, one, any other number of them */
    int64_t parted, day_first, month_first; /* dates with separators, and what they tell */

    Statement *s; /* the open statement; NULL between */
    OfxTag kind;  /* STMTRS, CCSTMTRS or INVSTMTRS */
    Date start, end, balance_on;
    bool said_type, said_ids; /* findings that are made once */
    bool has_balance;         /* the LEDGERBAL being read has its amount */
    Entry entry;
    bool in_entry;
    Str institution;
    int64_t code, code_line; /* the last error of a STATUS; 0: none */
    Str severity, message;
    bool signed_on, lists_accounts, transfers, other_answers; /* what else the file holds */
    bool begun, ended;                                        /* <OFX>, </OFX> */
} OfxReader;

/* The text of bytes of the file, on the memory of rows. */
Str ofx_words(OfxReader *r, Str value);
/* The same, on the unit's arena. */
Str ofx_kept(OfxReader *r, Str value);

/* A figure under the file's decimal mark; false when it is none. *doubt is set when it allows two
 * readings that nothing decides. */
bool ofx_figure(OfxReader *r, Str value, Decimal *out, bool *doubt);

/* The day of a date as the format writes it, or with separators in the file's order. */
Date ofx_day(OfxReader *r, Str value);
/* Whether dates with separators begin with the day. */
bool ofx_day_first(const OfxReader *r);

/* A value of the open entry. */
void ofx_entry_value(OfxReader *r, const OfxEvent *e);
/* The entry ends before the byte `to`: it is surveyed, or becomes a row or a finding. */
bool ofx_entry_end(OfxReader *r, ptrdiff_t to);

#endif
