/* Private to format/journal*.c: amounts of postings. */
#ifndef FLORIN_FORMAT_JOURNAL_AMOUNT_H
#define FLORIN_FORMAT_JOURNAL_AMOUNT_H

#include "statement/statement.h"

/* How the file writes figures. */
typedef struct {
    char mark;    /* the decimal mark where the file says or shows it; 0: not known */
    bool doubted; /* a figure was read that allows both */
} JournalMark;

/* An amount with its currency at the beginning of *rest, which moves behind it. False when none
 * stands there. */
bool journal_amount(Str *rest, JournalMark *mark, Decimal *out, Str *currency);

#endif
