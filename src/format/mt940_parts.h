/* Private to format/mt940*.c: what stands in single fields of a message. */
#ifndef FLORIN_FORMAT_MT940_PARTS_H
#define FLORIN_FORMAT_MT940_PARTS_H

#include "statement/statement.h"

/* A field of a message: the tag without colons, and its text with all its lines. */
typedef struct {
    Str tag, text;
    int64_t line;
} MtField;

/* All fields of a file's text, in order. Blocks, trailers and lines between messages are left out;
 * a block header and the message's number stand as fields "1", "2" and "940". */
typedef struct {
    MtField *fields;
    ptrdiff_t n;
} MtFields;

MtFields mt_fields(Arena *mem, Str text);

/* A field of 60F, 60M, 62F, 62M, 64, 65: C or D, day, currency, amount. */
typedef struct {
    Figure amount; /* signed */
    Date date;
    Str currency;
} MtBalance;

/* False when it cannot be read. */
bool mt_balance(Arena *mem, Str text, MtBalance *out);

/* What a message says around its movements. */
typedef struct {
    ptrdiff_t from, to; /* its fields */
    int64_t line;
    Str account, currency, bank;
    MtBalance opening, closing;
    bool opens, closes;           /* the fields are there, readable or not */
    bool page_opens, page_closes; /* 60M, 62M */
    bool interim;                 /* MT942 */
} MtMessage;

typedef struct {
    MtMessage *messages;
    ptrdiff_t n;
} MtMessages;

/* The messages of a file that hold an account, a balance or a movement. */
MtMessages mt_messages(Arena *mem, const MtFields *fields);

/* Whether b goes on where a ended. */
bool mt_follows(const MtMessage *a, const MtMessage *b);

bool mt_tag_is(const MtField *f, const char *tag);

/* 60F, 60M, 62F, 62M. */
bool mt_is_balance(const MtField *f);

/* Of a field's text, trimmed. */
Str mt_first_line(Str text);

/* Field 61. */
typedef struct {
    Date value, entry; /* entry is none when not stated */
    Figure amount;     /* signed as the account sees it */
    bool reversal;
    bool minus;   /* it has a minus besides the mark, which counts as money out */
    Str currency; /* only where it is written in full */
    Str type;     /* "TRF", "051" */
    Str customer_ref, bank_ref;
    Str more;        /* the lines behind the first */
    Str amount_text; /* as written, for parts */
    Str date_text;
} MtLine;

/* False with *why when it is no movement that can be read. */
bool mt_line(Arena *mem, Str text, MtLine *out, const char **why);

/* Field 86 of a movement. Texts are none when it does not state them. */
typedef struct {
    Str description, type, counterparty, account, reference, mandate, original;
} MtInfo;

void mt_info(Arena *mem, Str text, MtInfo *out);

/* The text of the fields 86 (or NS) from `at` to `to` that belong to the movement before them, and
 * how many fields they are. */
Str mt_info_behind(Arena *mem, const MtFields *f, ptrdiff_t at, ptrdiff_t to, ptrdiff_t *n);

/* Fills the texts of a movement from its line and its text, which may be none. Amount and currency
 * must be set. */
void mt_texts(Arena *mem, StatementRow *row, const MtLine *l, Str info);

/* An amount of SWIFT: digits, a comma before decimals, which may be missing; a point is taken as
 * well. Reads as far as the amount goes and gives its length, 0 when none stands there. */
ptrdiff_t mt_amount(Str text, Decimal *out);

/* A reference that says there is none. */
bool mt_no_reference(Str ref);

/* Lines joined: full ones without a gap, shorter ones with a space; runs of blanks become one. */
Str mt_joined(Arena *mem, Str lines);

#endif
