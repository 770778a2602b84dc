/* Whether a row of a file is in the ledger already (IMP-13).
 *
 * Exact: the same fingerprint of the file's own raw fields in the same account, for the same
 * occurrence: k equal rows of a file stand against k stored ones. Near: the same amount within four
 * days where the texts are alike, or where the stored row is pending or was entered by hand. Near
 * matches are proposed with a score and a reason and not merged by themselves, but for one kind: a
 * pending row and the only posted one that can be it, up to ten days later and perhaps with another
 * amount (a tip, a fuel pump's reservation, an exchange rate). */
#ifndef FLORIN_IMPORT_MATCH_H
#define FLORIN_IMPORT_MATCH_H

#include "import/staged.h"

enum { MATCH_DAYS = 4, MATCH_PENDING_DAYS = 10 };

/* How alike two texts are, 0 to 1,000,000: the share of the shorter one's words, by their letters,
 * that stand in the other, whole or cut off. Case, accents and punctuation do not count. */
int32_t match_texts(Arena *mem, Str a, Str b);

/* A stored row that a new one may be. */
typedef struct {
    Id id;
    Date date;
    int64_t amount;
    Str text; /* description and counterparty */
    bool is_pending;
    bool by_hand;     /* entered by a person or a program, not read from a file */
    bool same_source; /* from a file with the same columns */
} MatchCandidate;

/* How sure it is that row is the candidate, 0 when it is not proposed; *why says it in words. first
 * and last are the days that row's file covers: a row of the same kind of file outside of them is
 * another one. */
int32_t match_score(Arena *mem, const StagedRow *row, const MatchCandidate *candidate, Date first,
                    Date last, Str *why);

/* The same for a pending candidate and a posted row, whose amounts may differ; *sure when nothing
 * else than another candidate speaks against merging them. */
int32_t match_pending(Arena *mem, const StagedRow *row, const MatchCandidate *candidate, bool *sure,
                      Str *why);

/* Marks those of n new rows of a batch that are stored already (ROW_DUPLICATE). In a lane. */
bool match_exact(Ctx *c, StagedRow *rows, ptrdiff_t n);

/* Looks for near matches of all staged rows of an import that are new, and stores what it finds.
 * Outside of a lane. Returns how many wait for a decision, -1 after a failure. */
int64_t match_near(Ctx *c, const Import *imp);

/* The same for one row, which is set; storing it is the caller's. In a lane. */
bool match_row(Ctx *c, const Import *imp, StagedRow *row);

#endif
