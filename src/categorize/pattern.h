/* Patterns: short texts that stand for a category ("pizza hut", "apotheke"), and sets of them ready
 * to be matched.
 *
 * A pattern matches where it stands in a text, and where the text stands in it ("whole foods" in
 * the pattern "whole foods market"), both without regard to case, accents and punctuation. Short
 * patterns must be whole words. The longest, most specific match wins, and a user's pattern wins
 * over the program's. A set never changes and may be read by any thread. */
#ifndef FLORIN_CATEGORIZE_PATTERN_H
#define FLORIN_CATEGORIZE_PATTERN_H

#include "categorize/reduce.h"

/* Who says so; a later one wins over an earlier one with the same pattern. */
typedef enum { PATTERN_INDEX, PATTERN_WORD, PATTERN_MERCHANT, PATTERN_USER } PatternOrigin;

enum {
    PATTERN_FIRST = 1,      /* only where nothing but noise stands before it */
    PATTERN_OPEN_START = 2, /* may begin within a word, as in German compounds */
    PATTERN_OPEN_END = 4,   /* may end within a word */
    PATTERN_ABROAD = 8,     /* a merchant of other countries than the account's: less likely */
    PATTERN_EXPENSE = 16    /* of a user's pattern: its category is one of spending */
};

typedef struct {
    Str text;            /* as its owner wrote it */
    Str code;            /* the system category; none for a user's pattern */
    int64_t category_id; /* the user's pattern's category; 0 for the program's */
    int32_t confidence_ppm;
    PatternOrigin origin;
    unsigned flags;
} PatternRow;

typedef struct PatternSet PatternSet;

/* A set of n patterns. It copies everything it keeps. Rows whose text reduces to less than two
 * bytes are left out, as is all but the strongest of those that reduce to the same. Never NULL;
 * ends with pattern_set_free. */
PatternSet *pattern_set_new(const PatternRow *rows, ptrdiff_t n);
void pattern_set_free(PatternSet *set);

/* How many patterns there are, and the memory they hold. */
ptrdiff_t pattern_set_count(const PatternSet *set);
size_t pattern_set_bytes(const PatternSet *set);

typedef enum {
    MATCH_NONE,
    MATCH_IN_TEXT,   /* the pattern stands in the text */
    MATCH_CUT_OFF,   /* the text ends within the pattern, as in a bank's narrow column */
    MATCH_IN_PATTERN /* the text stands in the pattern */
} MatchWay;

typedef struct {
    MatchWay way;
    const PatternRow *row; /* of the set; lives as long as it */
    int32_t confidence_ppm;
    int32_t score;      /* to compare matches of several texts and sets */
    int32_t start, end; /* in the reduced text */
} PatternMatch;

/* The best match of a reduced text, where it is known (money_in) that money came in; way MATCH_NONE
 * when there is none. Confidence is lower where a
 * pattern of another category fits nearly as well. */
PatternMatch pattern_find(const PatternSet *set, const Reduced *text, bool money_in);

#endif
