/* The hash that tells raw rows apart. */
#ifndef FLORIN_STATEMENT_ROW_HASH_H
#define FLORIN_STATEMENT_ROW_HASH_H

#include "base/base.h"

/* A fast hash of bytes, carried on from h; the same on every machine of the same byte order. */
uint64_t row_hash(uint64_t h, Str s);

#endif
