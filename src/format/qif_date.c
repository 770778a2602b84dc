/* QIF: which order day, month and year stand in. Quicken writes 1/15'04 or 15/1'04 by the country
 * of its computer, others write what they like; only all dates of a file together tell. */
#include "format/qif_read.h"

#include <string.h>

enum {
    DECIDED = 12,
    CLEAR = 5,
    N_ORDERS = 4,
    CELL_MAX = 128,
    LAST_CENTURY_FROM = 70,
    FEW_ROWS = 3
};

static const DateOrder all_orders[N_ORDERS] = { ORDER_YMD, ORDER_DMY, ORDER_MDY, ORDER_YDM };

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

static bool is_separator(char ch)
{
    return ch == '/' || ch == '\'' || ch == '.' || ch == '-';
}

/* The date without the blanks that pad its numbers, each number of two digits at least, and 'YY as
 * 20YY. */
static Str plain_date(Str s, char out[CELL_MAX])
{
    ptrdiff_t n = 0;
    bool century = false, pointed = str_find_char(s, '.', 0) >= 0;
    for (ptrdiff_t i = 0; i < s.n && n < CELL_MAX - 32;) {
        char ch = s.p[i];
        ptrdiff_t from = i;
        while (i < s.n && is_digit(s.p[i]))
            i++;
        if (i > from && i - from < 20) {
            if (century && i - from <= 2) {
                out[n++] = '2';
                out[n++] = '0';
            }
            if (i - from == 1)
                out[n++] = '0';
            memcpy(out + n, s.p + from, (size_t)(i - from));
            n += i - from;
            century = false;
            continue;
        }
        i++;
        bool beside = (i < s.n && is_separator(s.p[i])) || (n > 0 && is_separator(out[n - 1]));
        century |= ch == '\'';
        if (ch != ' ' || !beside)
            out[n++] = ch == '\'' ? (pointed ? '.' : '/') : ch;
    }
    return str_n(out, n);
}

bool qif_date_read(QifReader *r, Str bytes, DateText *out)
{
    char room[CELL_MAX];
    Str s = str_trim(bytes);
    return s.n > 0 && s.n < CELL_MAX / 3 &&
           date_read(plain_date(s, room), words_date, &r->words, true, out) && !out->no_year &&
           out->form != DATE_FORM_SERIAL && out->form != DATE_FORM_EPOCH;
}

static Date day_of(const DateText *t, DateOrder order)
{
    Date d = t->fixed ? t->fixed : date_of_text(t, order, 0);
    if (d && t->short_year && date_parts(d).year >= 2000 + LAST_CENTURY_FROM)
        d = date_add_months(d, -1200);
    return d;
}

void qif_date_survey(QifReader *r, Str bytes)
{
    QifDates *k = &r->dates;
    DateText t;
    if (!qif_date_read(r, bytes, &t) || t.fixed)
        return;
    bool first = k->dates++ == 0;
    k->pointed += t.separator == '.';
    k->dashed += t.separator == '-';
    k->slashed += t.separator == '/';
    k->apostrophes += str_find_char(bytes, '\'', 0) >= 0;
    k->short_years += t.short_year;
    k->min_a = first || t.a < k->min_a ? t.a : k->min_a;
    k->max_a = first || t.a > k->max_a ? t.a : k->max_a;
    k->min_c = first || t.c < k->min_c ? t.c : k->min_c;
    k->max_c = first || t.c > k->max_c ? t.c : k->max_c;
    for (int i = 0; i < N_ORDERS; i++) {
        DateOrder order = all_orders[i];
        Date d = t.orders & order ? day_of(&t, order) : DATE_NONE;
        if (!d)
            continue;
        k->can[order]++;
        k->up[order] += k->before[order] && d > k->before[order];
        k->down[order] += k->before[order] && d < k->before[order];
        k->before[order] = d;
        k->first[order] = !k->first[order] || d < k->first[order] ? d : k->first[order];
        k->last[order] = d > k->last[order] ? d : k->last[order];
    }
}

void qif_date_break(QifReader *r)
{
    for (int i = 0; i < N_ORDERS; i++)
        r->dates.before[all_orders[i]] = DATE_NONE;
}

/* How the dates are written, and in which country. */
static void weigh_form(const QifReader *r, int score[9])
{
    const QifDates *k = &r->dates;
    if (k->pointed * 2 > k->dates)
        score[ORDER_DMY] += DECIDED;
    if (k->dashed * 2 > k->dates)
        score[ORDER_DMY] += 1;
    if (k->apostrophes)
        score[ORDER_MDY] += 1;
    if (k->short_years) {
        bool year_first =
            k->dates >= FEW_ROWS && k->max_a - k->min_a <= 1 && k->max_c - k->min_c >= 3;
        score[ORDER_YMD] += year_first ? DECIDED : -8;
    }
    score[ORDER_YDM] -= DECIDED;
    if (r->only_comma > r->only_point)
        score[ORDER_DMY] += CLEAR + 1;
    if (r->euro_or_pound)
        score[ORDER_DMY] += CLEAR;
    if (r->foreign_words > 2 * r->english_words || r->foreign_letters >= FEW_ROWS)
        score[ORDER_DMY] += r->foreign_words >= FEW_ROWS ? CLEAR + 1 : 3;
    else if (r->only_comma == 0)
        score[ORDER_MDY] += 1;
}

/* Records stand in the order of their days, and a file does not reach over decades. */
static void weigh_days(const QifDates *k, int score[9])
{
    Date narrowest = 0;
    for (int i = 0; i < N_ORDERS; i++) {
        DateOrder order = all_orders[i];
        Date span = k->last[order] - k->first[order] + 1;
        if (k->can[order] < k->dates)
            continue;
        narrowest = !narrowest || span < narrowest ? span : narrowest;
        int64_t steps = k->up[order] + k->down[order];
        bool sorted = !k->up[order] || !k->down[order];
        if (steps >= 2 && sorted)
            score[order] += steps >= 4 ? CLEAR + 1 : 3;
    }
    for (int i = 0; i < N_ORDERS; i++) {
        DateOrder order = all_orders[i];
        if (k->dates >= FEW_ROWS && k->last[order] - k->first[order] + 1 > 4 * narrowest + 60)
            score[order] -= 3;
    }
}

void qif_date_decide(QifReader *r)
{
    const QifDates *k = &r->dates;
    int score[9] = { 0 };
    int64_t most = 0;
    for (int i = 0; i < N_ORDERS; i++)
        most = k->can[all_orders[i]] > most ? k->can[all_orders[i]] : most;
    weigh_form(r, score);
    weigh_days(k, score);
    DateOrder best = 0, second = 0;
    for (int i = 0; i < N_ORDERS; i++) {
        DateOrder order = all_orders[i];
        if (k->can[order] < most || !most)
            continue;
        if (!best || score[order] > score[best]) {
            second = best;
            best = order;
        } else if (!second || score[order] > score[second]) {
            second = order;
        }
    }
    r->order = best ? best : ORDER_MDY;
    bool same = second && k->first[best] == k->first[second] && k->last[best] == k->last[second] &&
                k->first[best] == k->last[best];
    r->other = second && !same && score[best] - score[second] < CLEAR ? second : 0;
}

Date qif_date(QifReader *r, Str bytes)
{
    DateText t;
    if (!qif_date_read(r, bytes, &t))
        return DATE_NONE;
    return day_of(&t, r->order);
}
