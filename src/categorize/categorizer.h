/* One question to all ways of categorising: what was this payment for? (CAT-01)
 *
 * The answer is a value with its confidence and its reason; nothing is read or written. Today
 * patterns answer, the workspace's own before those Florin comes with. */
#ifndef FLORIN_CATEGORIZE_CATEGORIZER_H
#define FLORIN_CATEGORIZE_CATEGORIZER_H

#include "categorize/pattern.h"

typedef enum { GUESS_NONE, GUESS_PATTERN } GuessSource;

/* What is known of a payment. Only the description is needed. */
typedef struct {
    Str description;
    Str merchant;         /* the counterparty's name, where the bank gives one */
    int64_t amount_minor; /* only its sign counts: money in is positive; 0 is unknown */
} GuessInput;

/* What answers are made from. Both sets may be NULL. */
typedef struct {
    const PatternSet *own;     /* the workspace's patterns */
    const PatternSet *builtin; /* the program's, for the account's country */
} Categorizer;

typedef struct {
    GuessSource source;
    Str code; /* the system category; none when category_id says it, or without an answer */
    int64_t category_id;         /* the category of a user's pattern; else 0 */
    Str counter_code;            /* of a refund: the category the money had been spent in */
    int64_t counter_category_id; /* the same where that is a user's pattern's */
    int32_t confidence_ppm;      /* 0 without an answer */
    PatternMatch match;
    bool in_merchant; /* the match is one of the merchant's name */
} CategoryGuess;

/* The answer; its texts live as long as the sets. scratch is as it was afterwards. */
CategoryGuess categorizer_guess(const Categorizer *categorizer, Arena *scratch,
                                const GuessInput *in);

/* The reason in words: "pattern 'pizza hut' in description". None without an answer. */
Str guess_why(Arena *mem, const CategoryGuess *guess);

#endif
