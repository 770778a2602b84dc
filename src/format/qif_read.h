/* Private to qif*.c: the state of reading a QIF file. It is walked twice: the first walk sees every
 * date and figure, the second makes rows. */
#ifndef FLORIN_FORMAT_QIF_READ_H
#define FLORIN_FORMAT_QIF_READ_H

#include "statement/build.h"
#include "statement/words.h"
#include "text/codepage.h"
#include "text/datetext.h"
#include "text/number.h"

typedef enum {
    LIST_NONE,    /* before the first header */
    LIST_MONEY,   /* Bank, Cash, CCard, Oth A, Oth L: transactions */
    LIST_DEALS,   /* Invst */
    LIST_ACCOUNT, /* !Account */
    LIST_OTHER    /* categories, classes, securities, prices, …: nothing that moved */
} QifList;

enum { QIF_LETTERS = 26, QIF_SPLITS_MAX = 500 };

typedef struct {
    int64_t line;
    ptrdiff_t from;         /* of its first byte in the text */
    Str value[QIF_LETTERS]; /* what stands behind the letters A … Z, the first time */
    Str dollar;             /* behind the first $ */
    Str split[QIF_SPLITS_MAX], note[QIF_SPLITS_MAX], part[QIF_SPLITS_MAX]; /* S, E, $ */
    int splits;
    bool more_splits; /* than there is room for */
    bool any;
} QifRecord;

/* The dates of the file under each order: see qif_date.c. */
typedef struct {
    int64_t dates, can[9]; /* how many there are; how many allow the order */
    int64_t up[9], down[9];
    Date first[9], last[9], before[9];
    int32_t min_a, max_a, min_c, max_c;
    int64_t pointed, dashed, slashed, apostrophes, short_years;
} QifDates;

typedef struct {
    Ctx *c;
    Str text;
    TextEncoding encoding;
    WordsOfDates words;
    bool surveying;
    Build build;
    QifDates dates;
    DateOrder order; /* decided */
    DateOrder other; /* what they could be as well; 0: decided for certain */
    int64_t only_point, only_comma;
    int64_t cents, tenths,
        other_scales; /* totals with two decimals, one, any other number of them */
    int64_t foreign_words, english_words, foreign_letters;
    bool euro_or_pound;

    QifList list;
    Str type;            /* the word behind !Type: */
    int64_t header;      /* line of the list's header */
    int64_t lost_header; /* line of the first movement in a list of something else; 0: none */
    int64_t passed;      /* records of a list that holds no transactions */
    Str account, account_type;
    QifRecord record;
    Statement *s;
    bool first_record; /* of the list */
    Str open_account;  /* of the open statement */
    bool said_order, said_letter, said_zero;
    int64_t rows;   /* records of transactions in the file */
    Str left_lists; /* names of lists passed over */
} QifReader;

/* The text of a line's bytes: UTF-8, trimmed, blanks and control characters single; on the memory
 * of rows, none when nothing is left. */
Str qif_words(QifReader *r, Str bytes);

/* Reads a date as QIF writes it (1/15'04, 1/ 5' 4, 15.1.2004, 2004-01-15); false for none. */
bool qif_date_read(QifReader *r, Str bytes, DateText *out);
/* The first walk: a date of a record. */
void qif_date_survey(QifReader *r, Str bytes);
/* A list begins: the days before it say nothing about those in it. */
void qif_date_break(QifReader *r);
/* Decides the order after the first walk. */
void qif_date_decide(QifReader *r);
/* The day under the decided order; DATE_NONE when it is none. */
Date qif_date(QifReader *r, Str bytes);

/* A record of transactions is complete: it is surveyed, or becomes a row or a finding. */
bool qif_record_end(QifReader *r, ptrdiff_t to);
/* The list's statement, opened when its first record comes. */
bool qif_open(QifReader *r);
/* Ends the open one, if any. */
bool qif_close(QifReader *r);

#endif
