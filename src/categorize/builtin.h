/* The patterns Florin comes with (data/merchants*.tsv): merchants of the world and words of
 * payments, for one country. */
#ifndef FLORIN_CATEGORIZE_BUILTIN_H
#define FLORIN_CATEGORIZE_BUILTIN_H

#include "categorize/pattern.h"

/* The set for accounts of a country (ISO 3166 alpha-2, either case; none or unknown: for anywhere).
 * Merchants of that country and of the world are in it, those of others where their name is
 * unmistakable. Some milliseconds of work and some megabytes: ask through a PatternCache. */
PatternSet *builtin_patterns(Str country);

/* A country as the key of a PatternCache, and back as two letters in out. 0 is anywhere. */
int64_t builtin_key(Str country);
Str builtin_country(int64_t key, char out[2]);

#endif
