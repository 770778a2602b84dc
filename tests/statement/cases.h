/* Statements of every format as small files: each tests/statement/FORMAT/NAME.EXT is read, and the
 * lines of NAME.want beside it say what must come out:
 *
 *     row DATE AMOUNT CURRENCY WORD   the next row; DATE, AMOUNT or CURRENCY is - for none; its
 * texts hold WORD (anything when WORD is left out) rows N                          how many rows,
 * where they are not listed has N FIELD TEXT                row N (from 1, over all statements):
 * value_date, fee, balance, original, description, counterparty, counterparty_account, reference,
 * category, type, external_id, account, status (posted, pending), line, page; TEXT left out: none
 *     fee N AMOUNT                    the same as has N fee AMOUNT
 *     statements N                    how many statements
 *     statement N                     what follows is said of that statement (from 1; 1 at the
 * start) opening, closing AMOUNT         balances; - for none currency, account, type, institution,
 * format, sheet, member TEXT from, to DATE reconciled yes|no|unknown, ambiguous yes|no, findings N,
 * quiet yes (no warning, no error) maps FIELD COLUMN NAME          the column (from 0) that FIELD
 * was read from, and its name; - for none left LINE                       a finding names that line
 *     says TEXT                       a finding holds that text
 *     error CODE                      the file is refused with that code
 *     message TEXT                    ... and the words hold that text
 *
 * and, before all others, how it is read: `password TEXT`, `pick SHEET`, `ocr LANGUAGES`, and a
 * given mapping in lines of `map FIELD COLUMN FORMAT NAME` (- for no format or name). Lines that
 * begin with # are remarks. A row without a `row` or `rows` line for it is wrong. */
#ifndef FLORIN_TESTS_STATEMENT_CASES_H
#define FLORIN_TESTS_STATEMENT_CASES_H

#include "harness.h"
#include "parse/parse.h"

typedef struct {
    Ctx *c;
    StatementSet set;
    const char *name;
    ptrdiff_t row; /* next `row` line */
    ptrdiff_t statement;
    bool counted; /* rows were listed or counted */
    int wrong;
} StatementCase;

/* Runs every case of tests/statement/FORMAT as a check of the running test; fewer than at_least
 * cases are a failed check. */
void cases_run(const char *format, int at_least);

/* For tests of their own. */
ptrdiff_t case_count_rows(const StatementCase *k);
bool case_finding_holds(const StatementCase *k, int64_t line, Str text);
bool case_figure_is(Figure f, Str text);

#endif
