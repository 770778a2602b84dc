/* Private to format/bai2*.c: logical records and what the type codes mean. */
#ifndef FLORIN_FORMAT_BAI2_RECORD_H
#define FLORIN_FORMAT_BAI2_RECORD_H

#include "base/base.h"

enum { BAI2_PARTS_MAX = 1024 }; /* an account with every summary of the standard has some hundred */

/* A record with its continuations (88). */
typedef struct {
    int code;                  /* 1, 2, 3, 16, 49, 98, 99; 0: a line that is no record */
    Str parts[BAI2_PARTS_MAX]; /* the fields of each line, without code and "/" */
    int n;
    int lines; /* physical ones, for the counts of 49, 98 and 99 */
    int64_t line;
    Str raw;
} Bai2Record;

typedef struct {
    Str text;
    ptrdiff_t at;
    int64_t line;    /* of the next physical line */
    bool flat;       /* no line ends: records end at "/" or, with a width, after so many bytes */
    ptrdiff_t width; /* of records without line ends; 0: none */
} Bai2Reader;

/* A reader at the beginning of a text. */
Bai2Reader bai2_reader(Str text);

/* The next record; false at the end. */
bool bai2_next(Bai2Reader *r, Bai2Record *out);

/* Goes over the fields of a record, from one line to the next. */
typedef struct {
    const Bai2Record *record;
    int part;
    Str rest;   /* of the line; none when it is used up */
    bool ended; /* there was no further field */
} Bai2Fields;

Bai2Fields bai2_fields(const Bai2Record *record);

/* The next field without blanks around it; none (and `ended`) behind the last. */
Str bai2_field(Bai2Fields *f);

/* Everything that is left, lines joined with a space. */
Str bai2_text(Arena *mem, Bai2Fields *f);

/* What a type code of a transaction does to the account. */
typedef enum {
    BAI2_CREDIT,
    BAI2_DEBIT,
    BAI2_NOTHING, /* information without money */
    BAI2_CUSTOM_CREDIT,
    BAI2_CUSTOM_DEBIT,
    BAI2_UNKNOWN
} Bai2Kind;

Bai2Kind bai2_kind(int64_t type);

/* Whether a type code stands for a total (level "summary" of the specification). */
bool bai2_is_total(int64_t type);

/* The code in words; none when it has none here. */
Str bai2_words(int64_t type);

#endif
