/* How a file is to be read, as every reader is told. */
#ifndef FLORIN_STATEMENT_OPTIONS_H
#define FLORIN_STATEMENT_OPTIONS_H

#include "base/base.h"
#include "statement/statement.h"

typedef struct {
    /* What a person or a template says, in the same words as Statement.mapping; none: the evidence
     * of the file decides everything. When given it is the whole mapping of the columns: columns
     * that it does not name are not used, a format that it leaves out is found as usual, and what
     * it says is no longer ambiguous. */
    const Mapped *mapping;
    ptrdiff_t n_mapped;
    /* Tried in this order where the file is protected. */
    const Str *passwords;
    ptrdiff_t n_passwords;
    /* The sheet of a workbook, or the member of a zip file, to read; none: the likeliest sheet,
     * every member. */
    Str sheet;
    /* Pages that are pictures are read by OCR in one of these languages ("eng+deu"): the first,
     * unless the words are evidently those of another; none: they are refused with the words for
     * that. */
    Str ocr;
    bool with_source; /* rows carry raw and parts, for the comparison */
    /* statement_cells: rows of each sheet to read; 0 is all. */
    ptrdiff_t max_rows;
    /* Told now and then how many leading bytes reading has passed, so that a caller who mapped the
     * file can give their pages back to the system. They must stay readable: a second look comes
     * after the character set is known. May be NULL. */
    void (*passed)(void *state, ptrdiff_t bytes);
    void *passed_state;
    /* Told before work that takes longer than its bytes would let one think (a page read by OCR),
     * with the seconds of processor that it may need. May be NULL. */
    void (*longer)(void *state, int32_t seconds);
    void *longer_state;
} ParseOptions;

/* The languages to read pictures in where nobody says: those whose words are most often seen. The
 * first is tried first. */
#define OCR_LANGUAGES "eng+deu+fra+spa"

#endif
