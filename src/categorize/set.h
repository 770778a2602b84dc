/* What a PatternSet is made of; for the files of patterns only. */
#ifndef FLORIN_CATEGORIZE_SET_H
#define FLORIN_CATEGORIZE_SET_H

#include "categorize/literals.h"
#include "categorize/pattern.h"
#include "categorize/within.h"

/* What matching asks of a row, close together: the rows themselves are rarely in a cache. */
typedef struct {
    int32_t confidence_ppm;
    uint32_t category; /* the same number for rows of the same category */
    uint16_t length;   /* of the reduced text */
    uint8_t letters;   /* of it, blanks not counted */
    uint8_t flags;     /* PATTERN_… */
    uint8_t origin;    /* PatternOrigin */
} Facts;

/* A pattern stands in it twice: as a literal for "pattern in text" and in an index for "text in
 * pattern". One that must begin a word is a literal with a blank before it, and texts are read with
 * one. All arrays go by row, and rows are sorted by literal. */
struct PatternSet {
    Arena *mem;
    PatternRow *rows;
    Facts *facts;
    Str *reduced; /* without the blank */
    ptrdiff_t n;
    Literals *literals;
    Within *within;
};

#endif
