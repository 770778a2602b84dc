/* Dates, periods and instants; the calendar is checked against one that counts day by day. */
#include "harness.h"
#include "value/instant.h"
#include "value/period.h"

TEST(every_day_of_the_calendar_counts_up)
{
    int year = 1, month = 1, day = 1, wrong = 0;
    for (Date d = DATE_MIN; d <= DATE_MAX; d++) {
        DateParts p = date_parts(d);
        wrong += p.year != year || p.month != month || p.day != day;
        wrong += date_of(year, month, day) != d || (int)date_weekday(d) != (d - 1) % 7 + 1;
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
        if (++day > lengths[month - 1] + (month == 2 && leap)) {
            day = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
    CHECK_INT(wrong, 0);
    CHECK_INT(year, 10000);
}

TEST(known_days)
{
    CHECK_INT(date_of(1, 1, 1), DATE_MIN);
    CHECK_INT(date_of(9999, 12, 31), DATE_MAX);
    CHECK_INT(date_of(1970, 1, 1), DATE_UNIX_EPOCH);
    CHECK_INT(date_weekday(date_of(2024, 2, 29)), THURSDAY);
    CHECK_INT(date_weekday(date_of(2000, 1, 1)), SATURDAY);
}

TEST(days_that_do_not_exist)
{
    CHECK_INT(date_of(2023, 2, 29), DATE_NONE);
    CHECK_INT(date_of(1900, 2, 29), DATE_NONE);
    CHECK(date_of(2000, 2, 29) != DATE_NONE);
    CHECK_INT(date_of(2024, 4, 31), DATE_NONE);
    CHECK_INT(date_of(2024, 13, 1), DATE_NONE);
    CHECK_INT(date_of(2024, 0, 1), DATE_NONE);
    CHECK_INT(date_of(2024, 1, 0), DATE_NONE);
    CHECK_INT(date_of(0, 1, 1), DATE_NONE);
    CHECK_INT(date_of(10000, 1, 1), DATE_NONE);
    CHECK_INT(date_of(-1, 1, 1), DATE_NONE);
    CHECK(!date_valid(DATE_NONE) && !date_valid(DATE_MAX + 1) && !date_valid(-1));
}

TEST(dates_print_and_parse_for_400_years)
{
    int wrong = 0;
    for (Date d = date_of(1800, 1, 1); d <= date_of(2200, 1, 1); d++) {
        char text[DATE_TEXT];
        wrong += date_write(d, text) != DATE_TEXT || date_parse(str_n(text, DATE_TEXT)) != d;
    }
    CHECK_INT(wrong, 0);
    CHECK_STR(date_text(c->mem, date_of(2024, 2, 9)), S("2024-02-09"));
    CHECK_STR(date_text(c->mem, DATE_NONE), S(""));
}

TEST(only_iso_dates_parse)
{
    static const char *const bad[] = { "",           "2024-2-9",    "2024-02-30", "2024/02/09",
                                       "20240209",   "2024-02-09 ", "24-02-09",   "2024-02-0x",
                                       "-024-02-09", "2024-02-1",   "0000-01-01", "2024-00-10" };
    for (ptrdiff_t i = 0; i < COUNT(bad); i++)
        CHECK_INT(date_parse(str_of(bad[i])), DATE_NONE);
}

TEST(months_are_added_to_their_end)
{
    Date last = date_of(2024, 1, 31);
    CHECK_INT(date_add_months(last, 1), date_of(2024, 2, 29));
    CHECK_INT(date_add_months(last, 13), date_of(2025, 2, 28));
    CHECK_INT(date_add_months(last, -2), date_of(2023, 11, 30));
    CHECK_INT(date_add_months(date_of(2024, 2, 29), 12), date_of(2025, 2, 28));
    CHECK_INT(date_add_months(last, 0), last);
    CHECK_INT(date_add_months(date_of(9999, 12, 1), 1), DATE_NONE);
    CHECK_INT(date_add_months(date_of(1, 1, 1), -1), DATE_NONE);
    CHECK_INT(date_add_months(last, INT32_MAX), DATE_NONE);
    CHECK_INT(date_add_months(last, INT32_MIN), DATE_NONE);
    CHECK_INT(date_add_days(last, 1), date_of(2024, 2, 1));
    CHECK_INT(date_add_days(DATE_MAX, 1), DATE_NONE);
    CHECK_INT(date_add_days(DATE_MIN, -1), DATE_NONE);
    CHECK_INT(date_add_days(last, INT32_MAX), DATE_NONE);
}

TEST(months_are_numbered)
{
    CHECK_INT(date_month_number(date_of(1, 1, 31)), 0);
    CHECK_INT(date_month_number(date_of(2024, 3, 15)) - date_month_number(date_of(2023, 12, 1)), 3);
    int wrong = 0;
    for (int i = 0; i < 9999 * 12; i++) {
        Date first = date_of_month_number(i);
        wrong += date_month_number(first) != i || date_parts(first).day != 1;
    }
    CHECK_INT(wrong, 0);
    CHECK_INT(date_of_month_number(-1), DATE_NONE);
    CHECK_INT(date_of_month_number(9999 * 12), DATE_NONE);
    CHECK_INT(date_quarter(date_of(2024, 3, 31)), 1);
    CHECK_INT(date_quarter(date_of(2024, 4, 1)), 2);
    CHECK_INT(date_day_of_year(date_of(2024, 12, 31)), 366);
}

TEST(iso_weeks)
{
    static const struct {
        int y, m, d, week_year, week;
    } cases[] = {
        { 2005, 1, 1, 2004, 53 },   { 2005, 1, 3, 2005, 1 },   { 2005, 12, 31, 2005, 52 },
        { 2007, 1, 1, 2007, 1 },    { 2008, 12, 29, 2009, 1 }, { 2010, 1, 3, 2009, 53 },
        { 2020, 12, 31, 2020, 53 }, { 2024, 2, 1, 2024, 5 },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        int year = 0;
        CHECK_INT(date_iso_week(date_of(cases[i].y, cases[i].m, cases[i].d), &year), cases[i].week);
        CHECK_INT(year, cases[i].week_year);
    }
    int wrong = 0;
    for (Date d = date_of(1900, 1, 1); d < date_of(2300, 1, 1); d++) {
        int year = 0, week = date_iso_week(d, &year);
        Date monday = date_of_iso_week(year, week);
        wrong += date_weekday(monday) != MONDAY || d < monday || d > monday + 6;
    }
    CHECK_INT(wrong, 0);
    int beyond = 0;
    CHECK_INT(date_iso_week(DATE_MAX, &beyond), 52);
    CHECK_INT(beyond, 9999);
    CHECK_INT(date_iso_week(DATE_MIN, &beyond), 1);
    CHECK_INT(beyond, 1);
    CHECK_INT(date_of_iso_week(2024, 53), DATE_NONE);
    CHECK_INT(date_of_iso_week(2024, 0), DATE_NONE);
    CHECK_INT(date_of_iso_week(2024, 54), DATE_NONE);
    CHECK_INT(date_of_iso_week(0, 1), DATE_NONE);
}

TEST(periods_of_each_kind_tile_the_calendar)
{
    static const Calendar calendars[] = { { 0 }, { SUNDAY, 4 }, { SATURDAY, 10 }, { MONDAY, 1 } };
    int wrong = 0;
    for (ptrdiff_t i = 0; i < COUNT(calendars); i++)
        for (PeriodKind kind = PERIOD_DAY; kind <= PERIOD_YEAR; kind++) {
            Date next_day = DATE_MIN;
            Period p = period_containing(kind, DATE_MIN, calendars[i]), last = p;
            for (; period_valid(p); p = period_next(kind, p, calendars[i])) {
                wrong += p.from != next_day;
                Date middle = p.from + (p.to - p.from) / 2;
                Period again = period_containing(kind, middle, calendars[i]);
                wrong += again.from != p.from || again.to != p.to;
                next_day = p.to + 1;
                last = p;
            }
            wrong += next_day != DATE_MAX + 1;
            Period back = period_before(kind, last, calendars[i]);
            wrong += back.to != last.from - 1;
        }
    CHECK_INT(wrong, 0);
}

static void check_period(Ctx *c, Period got, const char *want)
{
    CHECK_STR(period_text(c->mem, got), str_of(want));
}

TEST(periods_by_example)
{
    Date day = date_of(2024, 2, 15);
    check_period(c, period_containing(PERIOD_MONTH, day, (Calendar){ 0 }), "2024-02");
    check_period(c, period_containing(PERIOD_QUARTER, day, (Calendar){ 0 }), "2024-Q1");
    check_period(c, period_containing(PERIOD_YEAR, day, (Calendar){ 0 }), "2024");
    check_period(c, period_containing(PERIOD_WEEK, day, (Calendar){ 0 }), "2024-W07");
    check_period(c, period_containing(PERIOD_DAY, day, (Calendar){ 0 }), "2024-02-15");
    check_period(c, period_containing(PERIOD_YEAR, day, (Calendar){ .year_start_month = 4 }),
                 "2023-04-01..2024-03-31");
    check_period(c, period_containing(PERIOD_QUARTER, day, (Calendar){ .year_start_month = 2 }),
                 "2024-02-01..2024-04-30");
    check_period(c, period_containing(PERIOD_WEEK, day, (Calendar){ .week_start = SUNDAY }),
                 "2024-02-11..2024-02-17");
    check_period(c, (Period){ 0 }, "");
}

TEST(periods_meet)
{
    Period january = { date_of(2024, 1, 1), date_of(2024, 1, 31) };
    Period week = { date_of(2024, 1, 29), date_of(2024, 2, 4) };
    Period march = { date_of(2024, 3, 1), date_of(2024, 3, 31) };
    CHECK(period_overlaps(january, week) && period_overlaps(week, january));
    CHECK(!period_overlaps(january, march) && !period_overlaps((Period){ 0 }, january));
    check_period(c, period_common(january, week), "2024-01-29..2024-01-31");
    CHECK(!period_valid(period_common(january, march)));
    CHECK(period_has(january, january.to) && !period_has(january, january.to + 1));
    CHECK_INT(period_days(january), 31);
    CHECK_INT(period_days((Period){ 0 }), 0);
    CHECK(!period_valid(period_next(PERIOD_DAY, (Period){ 0 }, (Calendar){ 0 })));
    CHECK(!period_valid(period_before(PERIOD_DAY, (Period){ 0 }, (Calendar){ 0 })));
    CHECK(!period_valid(period_before(PERIOD_WEEK, (Period){ DATE_MIN, 7 }, (Calendar){ 0 })));
    CHECK(!period_valid(period_make(january.to, january.from)));
    CHECK(!period_valid(period_make(DATE_NONE, january.from)));
}

TEST(periods_parse)
{
    static const char *const good[] = { "2024",     "2024-Q2",    "2024-03",
                                        "2024-W05", "2024-03-05", "2024-03-05..2024-04-01" };
    for (ptrdiff_t i = 0; i < COUNT(good); i++) {
        Period p = { 0 };
        CHECK(period_parse(str_of(good[i]), &p));
        check_period(c, p, good[i]);
    }
    Period p = { 0 };
    CHECK(period_parse(S("2024-01..2024-03"), &p));
    check_period(c, p, "2024-Q1");
    static const char *const bad[] = {
        "",           "24",      "2024-", "2024-13", "2024-Q5",          "2024-W54",
        "2024-02-30", "2024-Q0", "..",    "2024..",  "2025..2024",       "0000",
        "2024-1",     "2024-W5", "x024",  "2024-00", "2024..2025..2026", ".",
        "..2024",     "20x4-Q1"
    };
    for (ptrdiff_t i = 0; i < COUNT(bad); i++)
        if (!CHECK(!period_parse(str_of(bad[i]), &p)))
            CHECK_STR(S(""), str_of(bad[i]));
}

TEST(instants_print_and_parse)
{
    Rng r = rng_new(5);
    int wrong = 0;
    for (int i = 0; i < 200000; i++) {
        Instant t = rng_between(&r, instant_of(DATE_MIN, 0), instant_of(DATE_MAX, DAY_MS - 1));
        char text[INSTANT_TEXT];
        Instant back = 0;
        wrong += instant_write(t, text) != INSTANT_TEXT;
        wrong += !instant_parse(str_n(text, INSTANT_TEXT), &back) || back != t;
    }
    CHECK_INT(wrong, 0);
    CHECK_STR(instant_text(c->mem, 0), S("1970-01-01T00:00:00.000Z"));
    CHECK_STR(instant_text(c->mem, -1), S("1969-12-31T23:59:59.999Z"));
    CHECK_STR(instant_text(c->mem, 1706704496789), S("2024-01-31T12:34:56.789Z"));
    CHECK_STR(instant_text(c->mem, INT64_MAX), S(""));
    CHECK_STR(instant_text(c->mem, INT64_MIN), S(""));
    Buf b = buf_new(c->mem, 100);
    buf_date(&b, date_of(2024, 1, 31));
    buf_char(&b, ' ');
    buf_instant(&b, 1706704496789);
    buf_date(&b, DATE_NONE);
    CHECK_STR(buf_str(&b), S("2024-01-31 2024-01-31T12:34:56.789Z"));
}

TEST(instants_in_their_many_forms)
{
    static const struct {
        const char *text;
        Instant want;
    } cases[] = {
        { "2024-01-31T12:34:56Z", 1706704496000 },
        { "2024-01-31t12:34:56.7z", 1706704496700 },
        { "2024-01-31 12:34:56.789999999Z", 1706704496789 },
        { "2024-01-31T13:34:56+01:00", 1706704496000 },
        { "2024-01-31T07:04:56-05:30", 1706704496000 },
        { "2016-12-31T23:59:60Z", 1483228800000 },
        { "2017-01-01T08:59:60+09:00", 1483228800000 },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        Instant t = 0;
        CHECK(instant_parse(str_of(cases[i].text), &t));
        CHECK_INT(t, cases[i].want);
    }
    static const char *const bad[] = {
        "",
        "2024-01-31",
        "2024-01-31T12:34:56",
        "2024-01-31T12:34Z",
        "2024-02-30T12:34:56Z",
        "2024-01-31T24:00:00Z",
        "2024-01-31T12:60:00Z",
        "2024-01-31T12:34:60Z",
        "2024-01-31T12:34:61Z",
        "2024-01-31T12:34:56.Z",
        "2024-01-31T12:34:56+0100",
        "2024-01-31T12:34:56+24:00",
        "2024-01-31T12:34:56ZZ",
        "2024-01-31X12:34:56Z",
        "2024-01-31T12-34-56Z",
        "2024-01-31T12:34-56Z",
        "2024-01-31Tx2:34:56Z",
        "2024-01-31T1x:34:56Z",
        "2024-01-31T12:34:56*01:00",
        "2024-01-31T12:34:56+01-00",
        "2024-01-31T12:34:56+01:60",
        "2024-01-31T12:34:56+01:0x",
        "2024-01-31T12:34:56+01:000",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "2024-01-31T12:34:56.789",
    };
    for (ptrdiff_t i = 0; i < COUNT(bad); i++) {
        Instant t = 77;
        if (!CHECK(!instant_parse(str_of(bad[i]), &t)))
            CHECK_STR(S(""), str_of(bad[i]));
        CHECK_INT(t, 77);
    }
}

TEST(instants_fall_on_days)
{
    Date day = date_of(1969, 12, 31);
    CHECK_INT(instant_of(day, 0), -DAY_MS);
    CHECK_INT(instant_date(-1), day);
    CHECK_INT(instant_date(-DAY_MS), day);
    CHECK_INT(instant_date(0), day + 1);
    CHECK_INT(instant_date(INT64_MAX), DATE_NONE);
    CHECK_INT(instant_date(INT64_MIN), DATE_NONE);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(every_day_of_the_calendar_counts_up),
        CASE(known_days),
        CASE(days_that_do_not_exist),
        CASE(dates_print_and_parse_for_400_years),
        CASE(only_iso_dates_parse),
        CASE(months_are_added_to_their_end),
        CASE(months_are_numbered),
        CASE(iso_weeks),
        CASE(periods_of_each_kind_tile_the_calendar),
        CASE(periods_by_example),
        CASE(periods_meet),
        CASE(periods_parse),
        CASE(instants_print_and_parse),
        CASE(instants_in_their_many_forms),
        CASE(instants_fall_on_days),
    };
    return RUN_TESTS(cases, argc, argv);
}
