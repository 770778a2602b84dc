/* Words of a bank's description that say nothing about who was paid: how it was paid ("pos", "debit
 * card purchase", "sepa lastschrift"), by which processor ("paypal", "sumup"), and numbers. */
#ifndef FLORIN_CATEGORIZE_NOISE_H
#define FLORIN_CATEGORIZE_NOISE_H

#include "base/base.h"

/* Whether a reduced word is noise: of the list, a single letter, or a number. */
bool noise_word(Str word);

/* Whether reduced text has only noise before the byte `at`. */
bool noise_before(Str reduced, ptrdiff_t at);

#endif
