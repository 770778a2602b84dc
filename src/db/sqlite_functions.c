/* SQL functions that PostgreSQL gets from schema/0001_start.sql, under the same names. All of them
 * give NULL for NULL. */
#include "db/sqlite.h"

#include "value/date.h"

typedef enum { MONTH, YEAR, WEEKDAY } DayPart;

static bool day_of(sqlite3_context *x, sqlite3_value *v, Date *out)
{
    int64_t day = sqlite3_value_int64(v);
    *out = (Date)day;
    if (sqlite3_value_type(v) == SQLITE_NULL)
        return false;
    if (day >= DATE_MIN && day <= DATE_MAX)
        return true;
    sqlite3_result_error(x, "not a day number", -1);
    return false;
}

static void day_part(sqlite3_context *x, int n, sqlite3_value **args)
{
    Date day;
    (void)n;
    if (!day_of(x, args[0], &day))
        return;
    switch ((DayPart)(intptr_t)sqlite3_user_data(x)) {
    case MONTH: sqlite3_result_int(x, date_month_number(day)); break;
    case YEAR: sqlite3_result_int(x, date_parts(day).year); break;
    case WEEKDAY: sqlite3_result_int(x, (int)date_weekday(day)); break;
    }
}

static void text_of_day(sqlite3_context *x, int n, sqlite3_value **args)
{
    Date day;
    (void)n;
    if (!day_of(x, args[0], &day))
        return;
    DateParts p = date_parts(day);
    char text[16];
    int length = snprintf(text, sizeof text, "%04d-%02d-%02d", p.year, p.month, p.day);
    sqlite3_result_text(x, text, length, SQLITE_TRANSIENT);
}

/* minor units and digits: (-4550, 2) is '-45.50'. */
static void minor_text(sqlite3_context *x, int n, sqlite3_value **args)
{
    (void)n;
    if (sqlite3_value_type(args[0]) == SQLITE_NULL || sqlite3_value_type(args[1]) == SQLITE_NULL)
        return;
    int64_t minor = sqlite3_value_int64(args[0]);
    int digits = sqlite3_value_int(args[1]);
    if (digits < 0 || digits > 18) {
        sqlite3_result_error(x, "digits are 0 to 18", -1);
        return;
    }
    uint64_t size = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor, unit = 1;
    for (int i = 0; i < digits; i++)
        unit *= 10;
    const char *sign = minor < 0 ? "-" : "";
    char text[40];
    int length =
        digits ? snprintf(text, sizeof text, "%s%lu.%0*lu", sign, size / unit, digits, size % unit)
               : snprintf(text, sizeof text, "%s%lu", sign, size);
    sqlite3_result_text(x, text, length, SQLITE_TRANSIENT);
}

static const struct {
    const char *name;
    int n_args;
    void (*run)(sqlite3_context *x, int n, sqlite3_value **args);
    DayPart part;
} functions[] = {
    { "month_of", 1, day_part, MONTH },     { "year_of", 1, day_part, YEAR },
    { "weekday_of", 1, day_part, WEEKDAY }, { "date_text", 1, text_of_day, 0 },
    { "report_date", 1, text_of_day, 0 },   { "decimal_text", 2, minor_text, 0 },
    { "report_decimal", 2, minor_text, 0 },
};

int sqlite_functions_add(sqlite3 *sqlite)
{
    int rc = SQLITE_OK;
    for (ptrdiff_t i = 0; rc == SQLITE_OK && i < COUNT(functions); i++)
        rc = sqlite3_create_function_v2(sqlite, functions[i].name, functions[i].n_args,
                                        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                        (void *)(intptr_t)functions[i].part, functions[i].run, NULL,
                                        NULL, NULL);
    return rc;
}
