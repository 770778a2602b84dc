/* Day numbers and what the calendar says about them. */
#include "value/date.h"

#include <assert.h>

enum { MONTHS = 9999 * 12, ERA_DAYS = 146097 };

bool date_valid(Date d)
{
    return d >= DATE_MIN && d <= DATE_MAX;
}

bool year_is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(int year, int month)
{
    static const int8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    assert(month >= 1 && month <= 12);
    return days[month - 1] + (month == 2 && year_is_leap(year));
}

Date date_of(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return DATE_NONE;
    /* Years that begin in March put the leap day last. */
    int y = month > 2 ? year : year - 1;
    int m = month > 2 ? month - 3 : month + 9;
    int era = y / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * m + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - 305;
}

DateParts date_parts(Date d)
{
    assert(date_valid(d));
    int shifted = d + 305;
    int era = shifted / ERA_DAYS;
    int day_of_era = shifted - era * ERA_DAYS;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int m = (5 * day_of_year + 2) / 153;
    int month = m < 10 ? m + 3 : m - 9;
    return (DateParts){ .year = year_of_era + era * 400 + (month <= 2),
                        .month = month,
                        .day = day_of_year - (153 * m + 2) / 5 + 1 };
}

Weekday date_weekday(Date d)
{
    assert(date_valid(d));
    return (Weekday)((d - 1) % 7 + 1);
}

int date_day_of_year(Date d)
{
    return d - date_of(date_parts(d).year, 1, 1) + 1;
}

int date_quarter(Date d)
{
    return (date_parts(d).month + 2) / 3;
}

int date_month_number(Date d)
{
    DateParts p = date_parts(d);
    return (p.year - 1) * 12 + p.month - 1;
}

Date date_of_month_number(int month_number)
{
    if (month_number < 0 || month_number >= MONTHS)
        return DATE_NONE;
    return date_of(month_number / 12 + 1, month_number % 12 + 1, 1);
}

Date date_add_months(Date d, int months)
{
    int64_t number = (int64_t)date_month_number(d) + months;
    if (number < 0 || number >= MONTHS)
        return DATE_NONE;
    int year = (int)number / 12 + 1, month = (int)number % 12 + 1;
    int day = date_parts(d).day, last = days_in_month(year, month);
    return date_of(year, month, day < last ? day : last);
}

Date date_add_days(Date d, int days)
{
    assert(date_valid(d));
    int64_t moved = (int64_t)d + days;
    return moved < DATE_MIN || moved > DATE_MAX ? DATE_NONE : (Date)moved;
}

/* The year and number of the week are those of its Thursday (ISO 8601), which is in the calendar
 * for every day of it: the first day is a Monday and the last a Friday. */
int date_iso_week(Date d, int *week_year)
{
    Date thursday = d - (int)date_weekday(d) + THURSDAY;
    *week_year = date_parts(thursday).year;
    return (date_day_of_year(thursday) - 1) / 7 + 1;
}

Date date_of_iso_week(int week_year, int week)
{
    Date fourth = date_of(week_year, 1, 4);
    if (fourth == DATE_NONE || week < 1 || week > 53)
        return DATE_NONE;
    Date monday = fourth - (int)date_weekday(fourth) + MONDAY + (week - 1) * 7;
    int year = 0;
    if (!date_valid(monday) || date_iso_week(monday, &year) != week || year != week_year)
        return DATE_NONE;
    return monday;
}

static int number_at(const char *p, int digits)
{
    int value = 0;
    for (int i = 0; i < digits; i++) {
        if (p[i] < '0' || p[i] > '9')
            return -1;
        value = value * 10 + (p[i] - '0');
    }
    return value;
}

Date date_parse(Str text)
{
    if (text.n != DATE_TEXT || text.p[4] != '-' || text.p[7] != '-')
        return DATE_NONE;
    return date_of(number_at(text.p, 4), number_at(text.p + 5, 2), number_at(text.p + 8, 2));
}

static void put_number(char *out, int value, int digits)
{
    for (int i = digits - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

ptrdiff_t date_write(Date d, char out[DATE_TEXT])
{
    if (!date_valid(d))
        return 0;
    DateParts p = date_parts(d);
    put_number(out, p.year, 4);
    out[4] = '-';
    put_number(out + 5, p.month, 2);
    out[7] = '-';
    put_number(out + 8, p.day, 2);
    return DATE_TEXT;
}

void buf_date(Buf *out, Date d)
{
    char text[DATE_TEXT];
    ptrdiff_t n = date_write(d, text);
    buf_add(out, str_n(text, n));
}

Str date_text(Arena *mem, Date d)
{
    char text[DATE_TEXT];
    ptrdiff_t n = date_write(d, text);
    return str_copy(mem, str_n(text, n));
}
