/* Delimited text into records, as banks really write it (RFC 4180 and everything around it).
 *
 * Bytes in, bytes out: the reader knows nothing of character sets beyond ASCII, which all the code
 * pages of bank files share for delimiters, quotes and line ends (text/codepage.h has the rest).
 * Lines end with LF, CR LF, CR CR LF or CR. A cell is quoted when its first character (blanks
 * aside) is the quote; it ends at a quote that a delimiter, a line end or the end of the text
 * follows, so quotes that nobody escaped stay in the text. A quote that is never closed, or only
 * far below, is read as a plain character and the record says so (`recovered`): rows are never
 * merged silently. */
#ifndef FLORIN_TEXT_CSV_H
#define FLORIN_TEXT_CSV_H

#include "base/base.h"

enum {
    CSV_COLUMNS_MAX = 1024,        /* the widest export known has 170 */
    CSV_RECORD_BYTES_MAX = 1 << 20 /* one record; a longer quoted cell is a quote never closed */
};

typedef struct {
    char delimiter;
    char quote;   /* 0: none */
    bool wrapped; /* each line is one quoted cell that holds a line of the table */
} CsvDialect;

typedef struct {
    Str *cells; /* without their quotes; views of the text, or on the reader's arena where quotes
                   were doubled; the array is reused by the next call */
    int n;
    int64_t line; /* physical line on which the record begins, from 1 */
    ptrdiff_t at; /* its first byte */
    bool recovered;
    bool several_lines;
} CsvRecord;

typedef struct {
    Str text;
    CsvDialect dialect;
    Arena *mem;   /* for unescaped cells; the caller resets it */
    int expected; /* columns of the table, 0 if not known: helps to find quotes never closed */
    ptrdiff_t at;
    int64_t line;
    Str *cells;
    int recovered; /* records so far whose quotes could not be trusted */
} CsvReader;

typedef enum {
    CSV_RECORD,
    CSV_END,
    CSV_TOO_WIDE, /* more than CSV_COLUMNS_MAX cells */
    CSV_TOO_LONG  /* one line of more than CSV_RECORD_BYTES_MAX bytes */
} CsvResult;

/* A reader at the start of text; the cells' array is allocated on keep, unescaped cells on mem. */
CsvReader csv_reader(Arena *keep, Arena *mem, Str text, CsvDialect dialect);

/* The next record. An empty line is a record with one empty cell. */
CsvResult csv_next(CsvReader *r, CsvRecord *out);

/* The physical lines in text (a last one without an end counts). */
int64_t csv_count_lines(Str text);

#endif
