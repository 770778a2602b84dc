/* Private to xlsx.c: what the sheets of an Excel workbook refer to. */
#ifndef FLORIN_FORMAT_XLSX_PARTS_H
#define FLORIN_FORMAT_XLSX_PARTS_H

#include "format/shared_texts.h"
#include "format/sheet_xml.h"
#include "table/cell.h"
#include "table/rows.h"
#include "table/workbook.h"

/* A relation of one part to another (part 2 of the standard). */
typedef struct {
    Str id, type, target; /* target: the name of the member */
} Relation;

typedef struct {
    Relation *at;
    ptrdiff_t n;
} Relations;

typedef struct {
    Str name;
    SheetState state;
    Str relation;
    ptrdiff_t member;
} XlsxSheet;

typedef struct {
    bool from_1904;
    XlsxSheet *sheets;
    ptrdiff_t n, room;
} XlsxBook;

/* The relations of the part; none when it has none. part S(""): of the package. */
bool xlsx_relations(Ctx *c, Archive *a, Str part, Relations *out);
/* The target of the first relation whose type ends so; none. */
Str relation_of_type(const Relations *r, Str ending);

bool xlsx_book(Ctx *c, Archive *a, Str part, XlsxBook *out);

/* The CellFormat and the currency of each cell style. */
typedef struct {
    uint8_t *formats;
    Currency *units;
    ptrdiff_t n;
} XlsxStyles;
bool xlsx_styles(Ctx *c, Archive *a, ptrdiff_t member, XlsxStyles *out);

bool xlsx_texts(Ctx *c, Archive *a, ptrdiff_t member, SharedTexts *out);

/* Merged blocks of several rows that the sheet ends with, in order of their first row. */
bool xlsx_merges(Ctx *c, Archive *a, ptrdiff_t member, Merge **out, ptrdiff_t *n);

/* Row and column, from 0, of "AB12"; false when it is not one. */
bool cell_address(Str text, int64_t *row, int64_t *column);

/* The characters that _x000D_ and the like stand for; text itself when there is none. */
Str xlsx_unescape(Arena *mem, Str text);

#endif
