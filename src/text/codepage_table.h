/* Private to codepage.c: the tables of the single-byte code pages. */
#ifndef FLORIN_TEXT_CODEPAGE_TABLE_H
#define FLORIN_TEXT_CODEPAGE_TABLE_H

#include "base/str.h"

enum { CODEPAGE_TABLES = 27 };

typedef struct {
    Str name;
    uint16_t upper[128]; /* the code points of bytes 0x80 … 0xFF; 0 is none */
} CodepageTable;

extern const CodepageTable codepage_tables[CODEPAGE_TABLES];

#endif
