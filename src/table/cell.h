/* What a spreadsheet's cell says as text: figures as decimals, dates as ISO 8601.
 *
 * Number formats tell days from numbers (ECMA-376 part 1, 18.8.30 and 18.8.31; [MS-XLS] 2.4.126).
 * Days count from 1900-01-01 as 1 with a 29 February 1900 that never was, or from 1904-01-01 as 0.
 */
#ifndef FLORIN_TABLE_CELL_H
#define FLORIN_TABLE_CELL_H

#include "table/source.h"

typedef enum {
    FORMAT_NUMBER,
    FORMAT_DATE,    /* a day, a time or both */
    FORMAT_DURATION /* hours that may be more than 24: [h]:mm */
} CellFormat;

/* The format that a program numbers so without writing it down. */
CellFormat cell_format_of_id(int id);
/* A format as it is written: "dd/mm/yyyy", "[Red]-#,##0.00 \€". Its first section decides. */
CellFormat cell_format_of_code(Str code);

/* The currency that a number format shows: "[$€-407]", "#,##0.00 \"CHF\""; CURRENCY_NONE if none or
 * one of several. */
Currency cell_currency_of_code(Str code);

/* How values are turned into text. */
typedef struct {
    bool from_1904;
    bool exact; /* all digits that the number in the file has; else the 15 that spreadsheets show,
                   without the noise of binary calculation behind them */
} CellManner;

typedef struct {
    Str text;
    CellType type;
} CellValue;

CellValue cell_of_number(Arena *mem, double value, CellFormat format, CellManner manner);
/* The same of a number as XML writes it; text that is none comes back as text. */
CellValue cell_of_figure(Arena *mem, Str text, CellFormat format, CellManner manner);
/* An ISO 8601 day, time or both in a file. */
CellValue cell_of_iso(Arena *mem, Str text);
/* "True" and "False". */
CellValue cell_of_bool(bool value);

/* Text between elements as cells keep it: without blanks and marks of no width at its ends. */
Str cell_trim(Str text);

#endif
