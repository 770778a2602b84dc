/* Private to the layout: the readings of one statement's rows, and which of them the balances
 * prove. */
#ifndef FLORIN_LAYOUT_SOLVE_H
#define FLORIN_LAYOUT_SOLVE_H

#include "layout/page_read.h"

enum { CANDIDATES_MAX = 16 };

/* How the figures of a row become its amount. */
typedef enum {
    RULE_LITERAL,  /* as written; D is out, C is in */
    RULE_INVERTED, /* turned round: a card's purchases are written positive */
    RULE_CREDITS,  /* out unless marked as credit */
    RULE_PLUS,     /* out unless marked with a plus */
    RULE_SECTION,  /* by the heading above */
    RULE_SECTION_SIGNED,
    RULE_BALANCE, /* the way the balance went */
    RULE_KIND,    /* by the words of the row */
    RULE_FLAG,    /* by a column of flags: "D", "Cr" */
    RULE_COUNT
} SignRule;

typedef enum { SIDES_CREDIT_DEBIT, SIDES_SWAPPED, SIDES_ADDED, SIDES_COUNT } SidesRule;

typedef struct {
    SignRule rule;
    SidesRule sides;
    bool undated;  /* lines without a date are rows */
    bool textless; /* tables without texts count */
    bool backward; /* newest first */
    int tables;    /* the first so many tables with rows */
    bool debt;     /* balances are what the holder owes */
    bool fees;     /* a column of fees counts beside the amounts */
} Trial;

typedef struct {
    Trial trial;
    int64_t holds, breaks, misprints;
    int64_t loose;         /* rows without a date behind the last balance: nothing proves them */
    ptrdiff_t first_break; /* row */
    bool total;            /* opening + rows = closing */
    bool has_ends;         /* opening and closing are stated */
    int64_t opening, closing, sum;
    ptrdiff_t opening_line, closing_line;
    int64_t rows;
    int64_t value; /* the higher the better */
} Verdict;

/* The rows of one statement, in the order of the file. */
typedef struct {
    Row **rows;
    Table **tables; /* of each row */
    ptrdiff_t n;
    ptrdiff_t from, to; /* lines it reaches over, for what is stated around it */
    int n_tables;
    Str account;
    int64_t openings[CANDIDATES_MAX], closings[CANDIDATES_MAX];
    ptrdiff_t opening_lines[CANDIDATES_MAX], closing_lines[CANDIDATES_MAX];
    int n_openings, n_closings;
    bool sections, balances, signs, flags, sides, singles, undated, textless;
    bool flag_column; /* a column of its own says which way the money went */
    bool fees;
    bool balance_each; /* most rows state one */
    ptrdiff_t last_balanced;
    bool negative_most, positive_most, credit_flags_only;
    bool both_signs;     /* a plus where there is no minus, and two of three have a minus */
    bool plus_only;      /* some have a plus, none a minus or letter */
    bool textless_meant; /* a heading says what the rows without texts are */
    bool order_open;
    DateOrder order;
} Group;

/* Whether a token is one of the row's days or figures, and so no part of its words. */
bool row_takes(const Table *t, const Row *r, const Token *k);

/* Takes the candidates for its balances and what kinds of evidence its rows have. */
void group_prepare(PageRead *l, Group *g);
/* The reading that does best. */
Verdict group_solve(PageRead *l, Group *g);
/* Sets amount and balance of the rows for good; rows that the trial leaves out lose has_amount. */
void group_apply(PageRead *l, Group *g, const Verdict *v);
/* Dates of the rows. */
void group_dates(PageRead *l, Group *g);
/* The group as a Statement to the sink. */
struct Build;
void group_emit(PageRead *l, Group *g, const Verdict *v, void *build);
/* The currency that the row's figures name, "$" for a sign of several; none where they name none,
 * or two. */
Str row_currency(const Table *t, const Row *r);
/* The original amount and currency of a row, where it states another one than its own. */
void fill_original(PageRead *l, const Table *t, const Row *r, StatementRow *out);
Str row_words(PageRead *l, const Table *t, const Row *r, Meaning wanted);

#endif
