/* Dates as day numbers of the proleptic Gregorian calendar: 1 is 0001-01-01, 3,652,059 is
 * 9999-12-31, 0 is no date. Differences and comparisons are plain integer arithmetic; the same
 * numbers stand in both databases.
 *
 * Conversion after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil,
 * civil_from_days). */
#ifndef FLORIN_VALUE_DATE_H
#define FLORIN_VALUE_DATE_H

#include "base/base.h"

typedef int32_t Date;

enum {
    DATE_NONE = 0,
    DATE_MIN = 1,
    DATE_MAX = 3652059,
    DATE_UNIX_EPOCH = 719163, /* 1970-01-01 */
    DATE_TEXT = 10            /* characters of YYYY-MM-DD */
};

typedef struct {
    int year;  /* 1 … 9999 */
    int month; /* 1 … 12 */
    int day;   /* 1 … 31 */
} DateParts;

/* ISO 8601 numbering. */
typedef enum { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY } Weekday;

/* The date, or DATE_NONE when the calendar has no such day. */
Date date_of(int year, int month, int day);

/* Whether d is a day from DATE_MIN to DATE_MAX. The functions below require it unless they say
 * otherwise. */
bool date_valid(Date d);

DateParts date_parts(Date d);
Weekday date_weekday(Date d);
bool year_is_leap(int year);
int days_in_month(int year, int month);

/* 1 … 366, 1 … 4. */
int date_day_of_year(Date d);
int date_quarter(Date d);

/* Months counted from January of year 1 = 0: a number to group by and to subtract. */
int date_month_number(Date d);
/* The first day of that month; DATE_NONE outside year 1 … 9999. */
Date date_of_month_number(int month_number);

/* d moved by whole months or years; a day that the month lacks becomes its last one (31 January + 1
 * month is 28 February). A series should add to its first day, not to the day before, or the 31st
 * is lost for good. DATE_NONE when the result is out of range. */
Date date_add_months(Date d, int months);

/* d moved by days; DATE_NONE when the result is out of range. */
Date date_add_days(Date d, int days);

/* The ISO 8601 week, 1 … 53, and the year it belongs to (which may be the one before or after d's).
 */
int date_iso_week(Date d, int *week_year);
/* The Monday of that week; DATE_NONE when the year has no such week. */
Date date_of_iso_week(int week_year, int week);

/* Reads exactly YYYY-MM-DD; DATE_NONE for anything else. Other forms are the importers' matter. */
Date date_parse(Str text);

/* Writes YYYY-MM-DD; nothing for DATE_NONE. */
void buf_date(Buf *out, Date d);
Str date_text(Arena *mem, Date d);
/* The same into memory of one's own, unterminated; the length, 0 or DATE_TEXT. */
ptrdiff_t date_write(Date d, char out[DATE_TEXT]);

#endif
