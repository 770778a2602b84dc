/* Private to the layout of pages: words with positions become lines, columns, rows, statements.
 *
 *     lines.c    words to lines; what repeats on every page
 *     rtl.c      words from right to left
 *     tokens.c   the words of a line to tokens: dates, figures, words
 *     heads.c    lines that name columns
 *     tables.c   from one line of names to the next: which figure belongs to which column
 *     row_line.c what a line of a table holds, and the kind of line that its words make it
 *     rows.c     the movements of a table: where a row begins, which texts are its own
 *     labels.c   what the text around says: account, period, balances, totals, currency
 *     bank.c     what a file in data/banks/ adds
 *     days.c     dates of the rows
 *     columns.c  the columns as a person sees them, and what a given mapping says of them
 *     solve.c    which reading the balances prove: signs, columns, lines without a date
 *     foreign.c  what a row was in another currency
 *     emit.c     proven rows to the sink
 *
 * Geometry finds what could be a movement; arithmetic decides between readings (solve.c). */
#ifndef FLORIN_LAYOUT_PAGE_READ_H
#define FLORIN_LAYOUT_PAGE_READ_H

#include "paper/page.h"
#include "statement/words.h"
#include "text/datetext.h"
#include "text/number.h"

enum { COLUMNS_MAX = 24, FIGURES_MAX = 8, ROW_LINES_MAX = 16, CARD_DIGITS = 4 };

/* How sure it is that a figure is one of money. */
typedef enum { MONEY_NONE, MONEY_PLAIN, MONEY_GROUPED, MONEY_SURE } MoneyForm;

/* A word, or the words of one date or one figure. */
typedef struct {
    Str text;
    float x0, x1;
    bool gap;    /* a gap as between columns stands before it */
    bool joined; /* it follows the token before without a blank */
    bool date;
    bool repaired; /* letters of a scanned page were read as digits */
    MoneyForm money;
    DateText day;
    NumberText number;
    int32_t confidence_ppm;
} Token;

typedef struct {
    int32_t page, number; /* from 1 */
    float x0, x1, y0, y1;
    Token *tokens;
    int n;
    Str text;
    bool furniture; /* stands on other pages too: head or foot of the page */
    bool aside;     /* of a box in the margin of a table: no row of it */
    bool bold;
    bool by_ocr;
    bool used; /* part of a row, a name of columns or a stated fact */
} Line;

/* A name of a column. */
typedef struct {
    Str text;
    float x0, x1;
    uint8_t scores[MEANING_COUNT];
    int best;
    bool by_currency; /* it names nothing but a currency: "PESOS", "U$S" */
    Meaning means;
    int panel; /* tables side by side repeat their names: 0, 1, … */
    bool told; /* a given mapping says what it means; nothing: it is not used */
} Name;

typedef struct {
    Name names[COLUMNS_MAX];
    int n;
    int panels;
    ptrdiff_t first, last; /* lines */
    bool dates, amounts;   /* names of dates; amounts stand below */
    bool no_figures;       /* no name is one of figures */
    uint64_t key;          /* hash of the texts: equal on the pages of one table */
} Head;

typedef enum {
    LANE_NOTHING,
    LANE_AMOUNT,
    LANE_DEBIT,
    LANE_CREDIT,
    LANE_BALANCE,
    LANE_ORIGINAL,
    LANE_FEE
} LaneRole;

typedef enum { ALIGN_RIGHT, ALIGN_LEFT, ALIGN_CENTRE } Align;

/* A column of figures within a table. */
typedef struct {
    float left, right; /* means of the edges */
    float x0, x1;      /* outermost */
    int n;
    int name; /* index in the head; -1 */
    LaneRole role;
    int signs, negative, flags, sure;
    bool foreign; /* amounts in another currency than the column before */
} Lane;

/* A figure of a row, in its lane. */
typedef struct {
    const Token *token;
    int lane;
} RowFigure;

typedef enum { ROW_MOVES, ROW_OPENS, ROW_CLOSES, ROW_TOTALS, ROW_IGNORED, ROW_UNREAD } RowKind;

typedef struct {
    RowKind kind;
    ptrdiff_t lines[ROW_LINES_MAX]; /* its lines, the one with the amount among them */
    int n_lines;
    ptrdiff_t anchor; /* the line with the amount */
    const Token *day; /* NULL: that of the row above */
    const Token *value_day, *other_day;
    RowFigure figures[FIGURES_MAX];
    int n_figures;
    int section; /* -1 money out, 1 money in, as the heading above says; 0: nothing */
    bool undated;
    bool money_beside; /* a figure of money stands in no column */
    int panel;
    float from, to; /* of the panel */
    int32_t confidence_ppm;
    Str account; /* the card, where the section names one */
    /* by solve.c */
    Date date;
    Date value_date;
    bool has_amount, has_balance, has_fee;
    int64_t amount, balance;
    int64_t fee;  /* beside the amount: what it adds to the account */
    bool foreign; /* its amount stands in a column of another currency */
    int64_t debit, credit;
    bool misprinted; /* the balance printed does not follow, those around it do */
} Row;

typedef struct {
    const Head *head;   /* NULL: a table without names */
    ptrdiff_t from, to; /* lines below the head */
    Lane lanes[COLUMNS_MAX];
    int n_lanes;
    Align align;          /* of its figures */
    float date_x, text_x; /* where dates and texts of the rows begin */
    bool text_known;
    Row *rows;
    ptrdiff_t n_rows;
    int undated, dated; /* rows */
    bool day_below;     /* a row's day stands below its figures */
    bool counts;        /* its rows may be movements */
    int flag_name;      /* index of a name whose cells say in or out; -1 */
    bool textless;      /* none of its rows has a text */
    bool foot_text;     /* a row's texts end with its amount */
    Str account;
    int statement; /* number of the statement it belongs to */
    bool pending;
} Table;

/* A column of the main table as a person sees it. */
typedef struct {
    Str text;      /* its name; none */
    int name;      /* in the head; -1 */
    bool is_lane;  /* figures stand in it */
    float x0, x1;  /* of its figures, else of its name or its dates */
    Str field;     /* what it was found to be, as Mapped.field; none: nothing */
    Meaning given; /* what the given mapping says */
} PageColumn;

/* A figure with words that say what it is. */
typedef enum { SAYS_OPENING, SAYS_CLOSING } Says;
typedef struct {
    Says says;
    const Token *token;
    ptrdiff_t line;
} Stated;

typedef struct {
    Ctx *c;
    const PageSet *pages;
    const ParseOptions *o;
    const StatementSink *sink;
    const Words *words;
    Arena *mem;     /* for all of the layout */
    Arena *scratch; /* reset often */
    WordsOfDates dates;

    Line *lines;
    ptrdiff_t n_lines;
    Head *heads;
    ptrdiff_t n_heads;
    Table *tables;
    ptrdiff_t n_tables;

    bool mirrored; /* letters of words from right to left were turned round (rtl.h) */
    bool has_main;
    const Head *main_head; /* of the table with the most rows; NULL: it has no names */
    bool bare; /* its names mean nothing known, and only their places show that they are names */
    PageColumn columns[2 * COLUMNS_MAX];
    int n_columns;
    bool told; /* a mapping was given; what it says beside the columns: */
    DateOrder told_order;
    int told_mark;            /* DecimalMark; 0: it does not say */
    bool told_sign, inverted; /* how the amounts are signed */

    bool *row_line; /* by line: part of a movement */
    Str *accounts;  /* by line: the account it names */
    Stated *stated;
    ptrdiff_t n_stated, stated_room;
    const struct Bank *bank; /* what data/banks/ says of these pages; NULL: nothing */
    int card_points;         /* lines with words of credit cards, up to 3 */
    bool card;               /* the words are those of a credit card */
    DateText from, to, day;  /* period and date of the statement */
    Str account, currency, institution;
    DecimalMark mark;
    bool plain_money; /* figures have no decimals here */
    int scale;
    DateOrder order;
    bool order_open;  /* nothing decided the order of day and month */
    Date reference;   /* a day of the statement's time, for years */
    bool year_open;   /* nothing states a year: it is then the last day that the dates may have */
    Date first, last; /* the period; DATE_NONE */
    int32_t ocr_ppm;
} PageRead;

/* Each returns false after fail(). */
bool layout_lines(PageRead *l);
void layout_heads(PageRead *l);
void layout_tables(PageRead *l);
void layout_rows(PageRead *l, Table *t);
void layout_labels(PageRead *l);
bool layout_solve(PageRead *l);

/* Whether the figure ends below a name of money, and what stands behind it begins below the next
 * name: two columns, however near to each other. */
bool next_column(const Head *h, const Token *t, const Token *behind);

/* The code that a word is, brackets and points aside: "(SGD)", "EUR:", "S$"; none. */
Str word_currency(Str word);

/* Words from left to right, blanks between them, in the order in which they are read. */
Str reading_order(PageRead *l, Str text);
/* Words of a line between two places, blanks between them. */
Str line_words(PageRead *l, const Line *line, float from, float to);
/* The cells of a line: runs of tokens without a gap. Returns how many were written. */
typedef struct {
    int first, last; /* tokens */
    float x0, x1;
    Str text;
} Cell;
int line_cells(PageRead *l, const Line *line, Cell *cells, int room);
/* The money value under the layout's mark, at its scale; false when there is none. */
bool token_units(const PageRead *l, const Token *t, int64_t *out);

#endif
