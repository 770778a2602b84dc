/* Periods: from the first day to the last, both included. {0, 0} is no period. Budgets, reports,
 * charts and filters speak of time in these. */
#ifndef FLORIN_VALUE_PERIOD_H
#define FLORIN_VALUE_PERIOD_H

#include "base/base.h"
#include "value/date.h"

typedef struct {
    Date from;
    Date to;
} Period;

enum { PERIOD_TEXT_MAX = 32 };

typedef enum { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR } PeriodKind;

/* Where weeks and years begin. Zeroes mean Monday and January. A fiscal year is named after the
 * calendar year in which it ends; its quarters count from its first month. */
typedef struct {
    Weekday week_start;
    int year_start_month;
} Calendar;

/* From the first to the last day; none when either is no date or they are the wrong way round. */
Period period_make(Date from, Date to);
bool period_valid(Period p);

/* The day, week, month, quarter or year that holds the day, cut at the ends of the calendar. */
Period period_containing(PeriodKind kind, Date day, Calendar calendar);

/* The one after and before p, of the same kind; none past the ends of the calendar. So
 * for (Period p = period_containing(k, from, cal); period_valid(p) && p.from <= to; p =
 * period_next(k, p, cal)) */
Period period_next(PeriodKind kind, Period p, Calendar calendar);
Period period_before(PeriodKind kind, Period p, Calendar calendar);

int period_days(Period p);
bool period_has(Period p, Date day);
bool period_overlaps(Period a, Period b);
/* The days both have; none when they share none. */
Period period_common(Period a, Period b);

/* Reads 2024, 2024-Q2, 2024-03, 2024-W05, 2024-03-05, or two of these as first..last
 * (2024-01..2024-03), in calendar years and ISO weeks. False, with *out as it was, for anything
 * else. */
bool period_parse(Str text, Period *out);

/* Writes the shortest of those forms that means p, 2024-03 for a March; first..last where none
 * does. */
void buf_period(Buf *out, Period p);
Str period_text(Arena *mem, Period p);

#endif
