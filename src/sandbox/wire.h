/* What crosses the border between the sandboxed reader and everybody else: Statements in a compact
 * binary form. The reading side trusts nothing: every length, number and word is checked, every
 * text is UTF-8 without NUL, and a frame that does not hold together is refused as a whole.
 *
 * A frame is four bytes of length, one of kind, and the payload. Numbers are LEB128, signed ones
 * zigzag; texts are their length + 1 (0 is none) and their bytes. */
#ifndef FLORIN_SANDBOX_WIRE_H
#define FLORIN_SANDBOX_WIRE_H

#include "paper/page.h"
#include "statement/cells.h"

enum {
    WIRE_HEAD_BYTES = 5,
    WIRE_FRAME_MAX = 8 << 20,    /* the largest payload; one row's texts are far below */
    WIRE_CELLS_MAX = 4 << 20,    /* cells of one file; and */
    WIRE_CELLS_BYTES = 64 << 20, /* the bytes of their frame, and of that of pages */
    WIRE_ROWS_BYTES = 256 << 10, /* rows are sent when about so many bytes have gathered */
};

typedef enum {
    WIRE_OPTIONS = 1, /* to the child: what to do */
    WIRE_BEGIN,
    WIRE_ROWS,
    WIRE_END,
    WIRE_CELLS,
    WIRE_PAGES,
    WIRE_ALIVE, /* a piece of work that takes long begins */
    WIRE_FAILED,
    WIRE_DONE,
    WIRE_KINDS
} WireKind;

/* What the child is asked for: statements, the table of text, words of pages. */
typedef enum { ASK_STATEMENTS, ASK_CELLS, ASK_PAGES, ASKS } WireAsk;

typedef struct {
    WireAsk ask;
    ParseOptions parse; /* without what only works inside a process */
    int64_t cut;        /* only so many bytes of the file; 0: all */
} WireOptions;

typedef struct {
    FailCode code;
    Str field, detail, internal;
} WireFailure;

/* Builds one frame at the end of out; the head is filled in by wire_finish(). */
ptrdiff_t wire_start(Buf *out, WireKind kind);
void wire_finish(Buf *out, ptrdiff_t start);

void wire_statement(Buf *out, const Statement *s);
void wire_row(Buf *out, const StatementRow *row);
void wire_cells(Buf *out, const CellSet *cells);
void wire_pages(Buf *out, const PageSet *pages);
void wire_options(Buf *out, const WireOptions *o);
void wire_failure(Buf *out, const WireFailure *f);

/* The kind and the payload's length of a frame's head; false when they cannot be. */
bool wire_head(const unsigned char head[WIRE_HEAD_BYTES], WireKind *kind, ptrdiff_t *n);

/* Read a payload. Texts are views into it; arrays are on mem. False when it is not what we write.
 */
bool wire_read_statement(Arena *mem, Str payload, Statement *out);
bool wire_read_rows(Arena *mem, Str payload, StatementRow **rows, ptrdiff_t *n);
bool wire_read_cells(Arena *mem, Str payload, CellSet *out);
bool wire_read_pages(Arena *mem, Str payload, PageSet *out);
bool wire_read_options(Arena *mem, Str payload, WireOptions *out);
bool wire_read_failure(Str payload, WireFailure *out);

/* A deep copy of a statement's head (without rows) in mem. */
void wire_copy_statement(Arena *mem, const Statement *from, Statement *to);

#endif
