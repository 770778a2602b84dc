/* The words of statements: what "Buchungstag", "Wn", "saldo inicial" or "sty" mean.
 *
 * They stand in data/statement-words.tsv, which is compiled in; adding a word is adding it there.
 * All comparing is done on the normal form: folded (no case, no accents), camelCase parted,
 * punctuation as single blanks. */
#ifndef FLORIN_STATEMENT_WORDS_H
#define FLORIN_STATEMENT_WORDS_H

#include "base/base.h"

/*  name                  word in the file */
#define MEANINGS(X)                                                                                \
    X(DATE, "date")                                                                                \
    X(DATE_BOOKING, "date_booking")                                                                \
    X(DATE_TRANSACTION, "date_transaction")                                                        \
    X(DATE_VALUE, "date_value")                                                                    \
    X(DATE_OTHER, "date_other")                                                                    \
    X(TIME, "time")                                                                                \
    X(DESCRIPTION, "description")                                                                  \
    X(COUNTERPARTY, "counterparty")                                                                \
    X(COUNTERPARTY_ACCOUNT, "counterparty_account")                                                \
    X(COUNTERPARTY_BANK, "counterparty_bank")                                                      \
    X(OWN_ACCOUNT, "own_account")                                                                  \
    X(REFERENCE, "reference")                                                                      \
    X(ID, "id")                                                                                    \
    X(AMOUNT, "amount")                                                                            \
    X(DEBIT, "debit")                                                                              \
    X(CREDIT, "credit")                                                                            \
    X(AMOUNT_ACCOUNT, "amount_account") /* of two amounts the one in the account's currency */     \
    X(AMOUNT_ORIGINAL, "amount_original")                                                          \
    X(CURRENCY, "currency")                                                                        \
    X(CURRENCY_ORIGINAL, "currency_original")                                                      \
    X(BALANCE, "balance")                                                                          \
    X(BALANCE_OPENING, "balance_opening")                                                          \
    X(BALANCE_CLOSING, "balance_closing")                                                          \
    X(FEE, "fee")                                                                                  \
    X(GROSS, "gross")                                                                              \
    X(NET, "net")                                                                                  \
    X(TAX, "tax")                                                                                  \
    X(FLAG, "flag")                                                                                \
    X(TYPE, "type")                                                                                \
    X(STATUS, "status")                                                                            \
    X(CATEGORY, "category")                                                                        \
    X(RATE, "rate")                                                                                \
    X(PLACE, "place")                                                                              \
    X(MCC, "mcc")                                                                                  \
    X(PAPER, "paper")

typedef enum {
    MEANS_NOTHING,
#define X(name, word) MEANS_##name,
    MEANINGS(X)
#undef X
        MEANING_COUNT
} Meaning;

typedef enum {
    LABEL_NONE,
    LABEL_ACCOUNT,
    LABEL_IBAN,
    LABEL_CURRENCY,
    LABEL_OWNER,
    LABEL_BANK,
    LABEL_FROM,
    LABEL_TO,
    LABEL_PERIOD,
    LABEL_OPENING,
    LABEL_CLOSING,
    LABEL_OTHER, /* of a figure that is neither: "average balance", "credit limit" */
    LABEL_COUNT
} Label;

typedef enum { LINE_OTHER, LINE_OPENING, LINE_CLOSING, LINE_TOTAL } LineKind;
/* The side of double-entry books that an account stands on: assets and liabilities, or what they
 * are booked against. */
typedef enum { LEDGER_UNKNOWN, LEDGER_OWN, LEDGER_OTHER } LedgerSide;
typedef enum { STATUS_UNKNOWN, STATUS_PENDING, STATUS_FAILED, STATUS_POSTED } StatusWord;

typedef struct Words Words;

/* The list: some 5,000 entries, made at the first call (a few milliseconds) and constant then. */
const Words *words_load(void);

/* The normal form of a text, in mem. Text without letters or digits ("+", "#") stays as it is. */
Str words_normal(Arena *mem, Str text);

/* How well a header cell means something, 0 … 100: 100 where all of it is a known word, less where
 * a known word is a part of it. scores has MEANING_COUNT places. Returns the best score. */
int words_header(const Words *w, Arena *mem, Str cell, uint8_t scores[MEANING_COUNT]);

/* The label that a cell begins with ("Kontostand vom 01.02.2024: …"); *rest is what follows it,
 * trimmed of punctuation, none if nothing does. exact is set where label and punctuation are all.
 */
Label words_label(const Words *w, Arena *mem, Str cell, Str *rest);

/* Whether a cell or description names a line that is no transaction. */
LineKind words_line(const Words *w, Arena *mem, Str cell);

/* -1 money out, 1 money in, 0 none: a cell that is wholly a flag. */
int words_flag(const Words *w, Arena *mem, Str cell);
/* The same by a word for the kind of a transaction within the cell. */
int words_kind(const Words *w, Arena *mem, Str cell);

/* The way of the amounts below a heading ("Withdrawals", "Payments and other credits"): -1 out, 1
 * in, 0 when it says nothing. */
int words_section(const Words *w, Arena *mem, Str text);

/* Whether a line is one that only statements of credit cards have ("minimum payment due"). */
bool words_card(const Words *w, Arena *mem, Str line);

/* Whether a header says that its figures are in minor units: "Amount (cents)", "amount_minor". */
bool words_minor(const Words *w, Arena *mem, Str header);

/* The side of an account by the root of its name ("Assets:Bank:Giro"). */
LedgerSide words_ledger(const Words *w, Arena *mem, Str account);

/* The state of a row by a cell that holds such a word or has one in a few words. */
StatusWord words_status(const Words *w, Arena *mem, Str cell);
/* The same where the whole cell is such a word. */
StatusWord words_status_whole(const Words *w, Arena *mem, Str cell);

/* 1 for a yes ("true", "ja", "1"), -1 for a no, 0 for anything else. */
int words_answer(Str cell);

/* For date_read: months 1 … 12, weekdays and fillers -1, else 0. state is a WordsOfDates. */
typedef struct {
    const Words *words;
    Arena *mem;
} WordsOfDates;
int words_date(void *state, Str word);

/* For codepage_detect: whether the word is in the list. state is a WordsOfDates too. */
bool words_known(void *state, Str word);

#endif
