/* Dates as files write them: ISO, 31.12.2024, 12/31/24, 20241231, "5 janv. 2024", "Jan 5, 2024",
 * 2024年1月5日, 5.1. (no year), with times and zones behind them; and, where a column is known to
 * hold dates, day counts of spreadsheets and seconds since 1970.
 *
 * 05/03/2021 is a day in March or in May. A cell gives every reading; whoever sees the column
 * decides. No date is ever made up: a missing year stays missing. */
#ifndef FLORIN_TEXT_DATETEXT_H
#define FLORIN_TEXT_DATETEXT_H

#include "value/date.h"

/* Orders of the parts, as bits. */
typedef enum { ORDER_YMD = 1, ORDER_DMY = 2, ORDER_MDY = 4, ORDER_YDM = 8 } DateOrder;

typedef enum {
    DATE_FORM_NONE,
    DATE_FORM_NUMBERS, /* three numbers, or two without the year */
    DATE_FORM_COMPACT, /* 20241231, 31122024, 241231 */
    DATE_FORM_NAMED,   /* a month's name */
    DATE_FORM_SERIAL,  /* days since 1899-12-30, as spreadsheets count */
    DATE_FORM_EPOCH    /* seconds or milliseconds since 1970, UTC */
} DateForm;

typedef struct {
    DateForm form;
    uint8_t orders;  /* the DateOrders that give a day of the calendar */
    int32_t a, b, c; /* the three parts in the order written; c is -1 without a year */
    bool no_year;
    bool short_year; /* two digits: 00 … 79 are 2000 … 2079 */
    bool has_time;
    int32_t seconds; /* of the day, if has_time */
    char separator;  /* between the numbers; 0 if none or several kinds */
    Date fixed;      /* the day, where the form allows only one */
} DateText;

/* What a word in a date cell is: 1 … 12 a month, 0 none, -1 one to pass over (weekday, "de", "of").
 */
typedef int (*DateWord)(void *state, Str word);

/* Reads a cell that begins with a date; behind it only a time, a zone or "as of …" may stand. False
 * when it does not. words may be NULL. known_column also admits serial numbers, epochs and six
 * digits, which anywhere else are plain numbers. */
bool date_read(Str cell, DateWord words, void *state, bool known_column, DateText *out);

/* The day under that order, with year for dates that have none (0: then none); DATE_NONE when the
 * order is not possible. */
Date date_of_text(const DateText *t, DateOrder order, int year);

/* ISO 8601 and d.m.y with one separator, two or four digits of year, quickly, in that order and
 * nothing behind but a time; DATE_NONE for everything else, which date_read may still understand.
 */
Date date_plain(Str cell, DateOrder order);

/* strftime's words for the form: "%d.%m.%Y". */
Str date_format(Arena *mem, const DateText *t, DateOrder order);

#endif
