/* What the text around the rows says: account, period, currency, balances, totals. */
#include "layout/bank.h"

#include "value/currency.h"
#include "value/iban.h"

#include <math.h>
#include <string.h>

enum {
    ABOVE_MAX = 3,
    STARTS_MAX = 7,
    LABEL_BYTES = 70,
    CODES_MAX = 24,
    HEAD_LINES = 12,
    YEARS_MAX = 12
};

static bool is_row_line(const PageRead *l, ptrdiff_t line)
{
    return l->row_line[line];
}

/* Where in the text a label begins that is one of balances; the words in front of it must not turn
 * its meaning ("average balance" is a label of its own). */
static Label balance_label(PageRead *l, Str text)
{
    Str rest, from = text;
    if (text.n == 0 || text.n > LABEL_BYTES * 2)
        return LABEL_NONE;
    if (l->bank && bank_begins(l, l->bank->opening, text))
        return LABEL_OPENING;
    if (l->bank && bank_begins(l, l->bank->closing, text))
        return LABEL_CLOSING;
    ArenaMark mark = arena_mark(l->scratch);
    Label found = LABEL_NONE;
    for (int i = 0; i < STARTS_MAX && from.p && from.n && !found; i++) {
        Label label = words_label(l->words, l->scratch, from, &rest);
        bool own = label == LABEL_OPENING || label == LABEL_CLOSING || label == LABEL_OTHER;
        if (own)
            found = label;
        LineKind kind = own ? LINE_OTHER : words_line(l->words, l->scratch, from);
        if (kind == LINE_OPENING)
            found = LABEL_OPENING;
        if (kind == LINE_CLOSING)
            found = LABEL_CLOSING;
        str_cut(&from, ' ');
    }
    arena_reset(l->scratch, mark);
    return found;
}

/* The text above the token, of the nearest lines with a cell over it. */
static Str text_above(PageRead *l, ptrdiff_t at, const Token *t)
{
    const Line *line = &l->lines[at];
    Str found = { 0 };
    float top = line->y0;
    for (ptrdiff_t i = at - 1, seen = 0; i >= 0 && seen < ABOVE_MAX; i--, seen++) {
        const Line *up = &l->lines[i];
        if (up->page != line->page || top - up->y1 > 2.2f * (line->y1 - line->y0) + 4)
            break;
        Cell cells[COLUMNS_MAX];
        int n = line_cells(l, up, cells, COLUMNS_MAX);
        for (int k = 0; k < n; k++) {
            if (cells[k].x1 < t->x0 - 6 || cells[k].x0 > t->x1 + 6)
                continue;
            if (up->tokens[cells[k].last].money >= MONEY_GROUPED)
                return found;
            found = found.n ? str_fmt(l->mem, "%.*s %.*s", STR_ARG(cells[k].text), STR_ARG(found))
                            : cells[k].text;
            top = up->y0;
        }
    }
    return found;
}

static void add_stated(PageRead *l, Says says, const Token *t, ptrdiff_t line)
{
    if (l->n_stated == l->stated_room) {
        ptrdiff_t more = l->stated_room ? 2 * l->stated_room : 32;
        l->stated = arena_grow(l->mem, l->stated, (size_t)l->stated_room * sizeof(Stated),
                               (size_t)more * sizeof(Stated));
        l->stated_room = more;
    }
    l->stated[l->n_stated++] = (Stated){ says, t, line };
}

/* Every figure of a line that is no row: what its words say. */
static void read_balances(PageRead *l, ptrdiff_t at)
{
    const Line *line = &l->lines[at];
    int from = 0;
    Label last = LABEL_NONE;
    for (int i = 0; i < line->n; i++) {
        const Token *t = &line->tokens[i];
        if (t->money < MONEY_GROUPED || t->date)
            continue;
        Str left = { 0 };
        if (i > from)
            left = line_words(l, line, line->tokens[from].x0 - 1, t->x0);
        Label label = left.n ? balance_label(l, left) : LABEL_NONE;
        bool digits_only = from == i;
        if (!label && digits_only && from > 0 && last != LABEL_NONE && i + 1 == line->n)
            label = last; /* a debit and a credit side behind one label */
        Str above = label ? (Str){ 0 } : text_above(l, at, t);
        if (above.n && str_find_char(above, ' ', 0) > 0) /* "Balance" alone names a column */
            label = balance_label(l, above);
        if (label == LABEL_OPENING)
            add_stated(l, SAYS_OPENING, t, at);
        if (label == LABEL_CLOSING)
            add_stated(l, SAYS_CLOSING, t, at);
        last = label;
        from = i + 1;
    }
}

static int digits_of(Str s)
{
    int n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++)
        n += s.p[i] >= '0' && s.p[i] <= '9';
    return n;
}

/* The number at the beginning of what stands behind a label. */
static Str number_in(PageRead *l, Str value)
{
    Str iban;
    NumberText money;
    if (number_read(value, &money) && money.money)
        return (Str){ 0 };
    if (iban_parse(l->mem, str_part(value, 0, value.n < 42 ? value.n : 42), &iban) == IBAN_OK)
        return iban;
    ptrdiff_t to = 0;
    bool digit = false;
    for (; to < value.n && to < 40; to++) {
        char ch = value.p[to];
        bool number = (ch >= '0' && ch <= '9') || ch == '*' || ch == 'X' || ch == 'x' ||
                      ch == '-' || ch == '/' || ch == '.' || ch == ' ' || (ch & 0x80);
        bool letters = !digit && to < 4 && ch >= 'A' && ch <= 'Z';
        if (!number && !letters)
            break;
        digit |= ch >= '0' && ch <= '9';
    }
    Str number = str_trim(str_part(value, 0, to));
    while (number.n && (number.p[number.n - 1] == '-' || number.p[number.n - 1] == '/' ||
                        number.p[number.n - 1] == '.'))
        number = str_trim(str_part(number, 0, number.n - 1));
    int digits = digits_of(number);
    return digits >= 4 && digits <= 24 && (digits >= 6 || number.p[0] == '*' || number.n > digits)
               ? number
               : (Str){ 0 };
}

/* An account or IBAN that a line names; none if it does not. */
static Str account_in(PageRead *l, ptrdiff_t at)
{
    const Line *line = &l->lines[at];
    Cell cells[COLUMNS_MAX];
    int n = line_cells(l, line, cells, COLUMNS_MAX);
    for (int i = 0; i < n; i++) {
        Str rest;
        ArenaMark mark = arena_mark(l->scratch);
        Label label = words_label(l->words, l->scratch, cells[i].text, &rest);
        arena_reset(l->scratch, mark);
        if (label != LABEL_ACCOUNT && label != LABEL_IBAN)
            continue;
        Str number = rest.n ? number_in(l, rest) : (Str){ 0 };
        if (!number.n && i + 1 < n)
            number = number_in(l, cells[i + 1].text);
        const Line *below = at + 1 < l->n_lines ? &l->lines[at + 1] : NULL;
        if (!number.n && rest.n == 0 && below && below->page == line->page)
            number = number_in(l, line_words(l, below, cells[i].x0 - 4, cells[i].x1 + 60));
        if (number.n)
            return number;
    }
    for (int i = 0; i < line->n; i++) {
        Str word = line->tokens[i].text, iban;
        bool two = word.n >= 4 && word.n <= 34 && word.p[0] >= 'A' && word.p[0] <= 'Z' &&
                   word.p[1] >= 'A' && word.p[1] <= 'Z' && word.p[2] >= '0' && word.p[2] <= '9' &&
                   word.p[3] >= '0' && word.p[3] <= '9';
        for (int to = i; two && to < line->n && to < i + 9; to++) {
            Str text = line_words(l, line, line->tokens[i].x0 - 0.1f, line->tokens[to].x1 + 0.1f);
            if (text.n > 44)
                break;
            if (iban_parse(l->mem, text, &iban) == IBAN_OK)
                return iban;
        }
    }
    return (Str){ 0 };
}

/* Two days with no more than a few words between them. */
static bool read_period(PageRead *l, const Line *line)
{
    for (int i = 0; i < line->n; i++) {
        if (!line->tokens[i].date)
            continue;
        for (int k = i + 1; k < line->n && k <= i + 4; k++) {
            const Token *to = &line->tokens[k];
            if (!to->date || to->day.no_year || to->day.form == DATE_FORM_COMPACT)
                continue;
            l->from = line->tokens[i].day;
            l->to = to->day;
            return true;
        }
    }
    return false;
}

static bool is_month(PageRead *l, Str word)
{
    bool letters = word.n >= 3 && !(word.p[0] >= '0' && word.p[0] <= '9');
    return letters && words_date(&l->dates, word) > 0;
}

/* "January 2025", "Jan 1-31, 2025": the month of a year. */
static bool read_month(PageRead *l, const Line *line)
{
    for (int i = 0; i < line->n; i++) {
        Str year_text = line->tokens[i].text; /* "abril/2024" */
        Str name = str_cut(&year_text, '/');
        int64_t of_month;
        if (!l->reference && year_text.n == 4 && str_int(year_text, &of_month) &&
            of_month >= 1990 && of_month <= 2099 && is_month(l, name))
            l->reference = date_of((int)of_month, words_date(&l->dates, name), 28);
    }
    for (int i = 0; i + 1 < line->n; i++) {
        if (!is_month(l, line->tokens[i].text))
            continue;
        for (int k = i + 1; k < line->n && k < i + 4; k++) {
            int64_t year;
            Str word = line->tokens[k].text;
            if (word.n != 4 || !str_int(word, &year) || year < 1990 || year > 2099)
                continue;
            int month = words_date(&l->dates, line->tokens[i].text);
            if (!l->reference)
                l->reference = date_of((int)year, month, 28);
            return true;
        }
    }
    return false;
}

static Date any_day(const PageRead *l, const DateText *t)
{
    if (t->no_year || t->form == DATE_FORM_NONE)
        return DATE_NONE;
    static const DateOrder full[] = { ORDER_YMD, ORDER_DMY, ORDER_MDY, ORDER_YDM };
    static const DateOrder shortened[] = { ORDER_DMY, ORDER_MDY, ORDER_YMD, ORDER_YDM };
    const DateOrder *orders = t->short_year ? shortened : full;
    Date d = l->order ? date_of_text(t, l->order, 0) : DATE_NONE;
    for (int i = 0; i < 4 && !d; i++)
        d = date_of_text(t, orders[i], 0);
    return d;
}

/* How much a day says about the year of the statement: sort codes look like days too. */
static int worth_of_day(const DateText *t)
{
    if (t->form == DATE_FORM_COMPACT || t->no_year)
        return 0;
    return !t->short_year ? 4 : t->form == DATE_FORM_NUMBERS && t->separator == '-' ? 1 : 2;
}

/* The day that stands for the year which most of the days name, the first one where they are
 * even. Those inside of rows count too, and a year that stands alone. */
static Date likely_day(PageRead *l)
{
    Date days[YEARS_MAX] = { 0 };
    int votes[YEARS_MAX] = { 0 }, n = 0, best = 0;
    for (ptrdiff_t i = 0; i < l->n_lines; i++)
        for (int k = 0; k < l->lines[i].n; k++) {
            const Token *t = &l->lines[i].tokens[k];
            int worth = t->date ? worth_of_day(&t->day) : 0;
            Date d = worth ? any_day(l, &t->day) : DATE_NONE;
            /* beside the number of an account 12-12-10 is a sort code */
            if (!d || (is_row_line(l, i) && worth < 4) || (worth < 2 && l->accounts[i].n))
                continue;
            int year = 0;
            while (year < n && date_parts(days[year]).year != date_parts(d).year)
                year++;
            if (year == YEARS_MAX)
                continue;
            if (year == n)
                days[n++] = d;
            votes[year] += worth;
        }
    for (int i = 1; i < n; i++)
        best = votes[i] > votes[best] ? i : best;
    return n ? days[best] : DATE_NONE;
}

static void read_times(PageRead *l)
{
    bool period = false;
    for (ptrdiff_t i = 0; i < l->n_lines; i++) {
        const Line *line = &l->lines[i];
        if (is_row_line(l, i))
            continue;
        if (!period)
            period = read_period(l, line);
        if (!l->reference)
            read_month(l, line);
    }
    Date to = period ? any_day(l, &l->to) : DATE_NONE;
    Date likely = to ? DATE_NONE : likely_day(l);
    if (to)
        l->reference = to;
    else if (likely)
        l->reference = likely;
}

/* --- currency --- */

typedef struct {
    Str code[CODES_MAX];
    int votes[CODES_MAX];
    int n;
} Votes;

static void vote(Votes *v, Str code, int weight)
{
    int i = 0;
    while (i < v->n && !str_eq(v->code[i], code))
        i++;
    if (i == CODES_MAX)
        return;
    if (i == v->n)
        v->code[v->n++] = code;
    v->votes[i] += weight;
}

static bool upper_code(Str word)
{
    if (word.n < 2 || word.n > 4)
        return false;
    for (ptrdiff_t i = 0; i < word.n; i++)
        if (word.p[i] >= 'a' && word.p[i] <= 'z')
            return false;
    return true;
}

/* The code that a word is, brackets and points aside: "(SGD)", "EUR:", "S$". */
Str word_currency(Str word)
{
    bool known = false;
    while (word.n && (word.p[0] == '(' || word.p[0] == '['))
        word = str_part(word, 1, word.n);
    while (word.n && strchr(").]:,;", word.p[word.n - 1]))
        word.n--;
    for (ptrdiff_t i = 1; i + 3 < word.n; i++) /* "AMOUNT(SGD" */
        if (word.p[i] == '(')
            word = str_part(word, i + 1, word.n);
    Str code = upper_code(word) && word.n ? number_currency(word, &known) : (Str){ 0 };
    return known && code.n == 3 ? code : (Str){ 0 };
}

static void read_currency(PageRead *l)
{
    Votes v = { 0 };
    for (ptrdiff_t i = 0; i < l->n_lines; i++) {
        const Line *line = &l->lines[i];
        bool row = is_row_line(l, i);
        for (int k = 0; k < line->n; k++) {
            const Token *t = &line->tokens[k];
            if (t->money && t->number.currency.n && !row)
                vote(&v, t->number.currency, 3);
            Str code = row ? (Str){ 0 } : word_currency(t->text);
            if (code.n)
                vote(&v, code, 1);
        }
        Str rest;
        ArenaMark mark = arena_mark(l->scratch);
        if (!row && words_label(l->words, l->scratch, line->text, &rest) == LABEL_CURRENCY) {
            Str word = str_cut(&rest, ' ');
            Str code = word.n ? word_currency(word) : (Str){ 0 };
            if (code.n)
                vote(&v, code, 30);
        }
        arena_reset(l->scratch, mark);
    }
    for (ptrdiff_t i = 0; i < l->n_tables; i++)
        for (ptrdiff_t k = 0; l->tables[i].counts && k < l->tables[i].n_rows; k++)
            for (int f = 0; f < l->tables[i].rows[k].n_figures; f++) {
                const RowFigure *figure = &l->tables[i].rows[k].figures[f];
                Str code = figure->token->number.currency;
                if (code.n && l->tables[i].lanes[figure->lane].role != LANE_ORIGINAL)
                    vote(&v, code, 2);
            }
    for (ptrdiff_t i = 0; i < l->n_heads; i++)
        for (int k = 0; k < l->heads[i].n; k++) {
            Str rest = l->heads[i].names[k].text;
            while (rest.p) {
                Str word = str_cut(&rest, ' '), code = word_currency(word);
                if (code.n)
                    vote(&v, code, 20);
            }
        }
    bool beside = false; /* dollars stand in a column of their own, beside the account's currency */
    for (ptrdiff_t i = 0; i < l->n_tables; i++)
        for (int k = 0; k < l->tables[i].n_lanes; k++)
            beside |= l->tables[i].counts && l->tables[i].lanes[k].foreign;
    int best = -1;
    for (int i = 0; i < v.n; i++)
        if (!(beside && str_eq(v.code[i], S("USD"))) && (best < 0 || v.votes[i] > v.votes[best]))
            best = i;
    if (best >= 0)
        l->currency = str_copy(l->c->mem, v.code[best]);
}

/* --- the kind of account --- */

static void read_card(PageRead *l)
{
    int points = 0;
    for (ptrdiff_t i = 0; i < l->n_lines && points < 3; i++) {
        const Line *line = &l->lines[i];
        if (is_row_line(l, i) || line->text.n > 160)
            continue;
        ArenaMark mark = arena_mark(l->scratch);
        points += words_card(l->words, l->scratch, line->text);
        arena_reset(l->scratch, mark);
    }
    bool told = l->bank && l->bank->sign_given && l->bank->sign == RULE_INVERTED;
    l->card_points = points;
    l->card = points >= 2 || told;
}

/* The bank: the first short text at the top that calls itself one. */
static void read_institution(PageRead *l)
{
    for (ptrdiff_t i = 0; i < l->n_lines && i < HEAD_LINES && !l->institution.n; i++) {
        Cell cells[COLUMNS_MAX];
        int n = line_cells(l, &l->lines[i], cells, COLUMNS_MAX);
        for (int k = 0; k < n && !l->institution.n; k++) {
            Str text = cells[k].text;
            ArenaMark mark = arena_mark(l->scratch);
            Str normal = words_normal(l->scratch, text);
            static const Str marks[] = { S_INIT("bank"),        S_INIT("banque"),
                                         S_INIT("banco"),       S_INIT("banca"),
                                         S_INIT("sparkasse"),   S_INIT("caixa"),
                                         S_INIT("credit union") };
            for (ptrdiff_t m = 0; m < COUNT(marks); m++)
                if (text.n >= 6 && text.n <= 48 && digits_of(text) == 0 &&
                    str_find(normal, marks[m], 0) >= 0 && str_find_char(text, ':', 0) < 0)
                    l->institution = str_copy(l->c->mem, text);
            arena_reset(l->scratch, mark);
        }
    }
}

/* Money of a currency with three decimals: "34.303" is no thousands there. */
static void read_mils(PageRead *l, int64_t figures)
{
    Currency c = l->currency.n == 3 ? currency_find(l->currency) : CURRENCY_NONE;
    if (!currency_known(c) || currency_digits(c) != 3)
        return;
    int64_t point = 0, comma = 0;
    for (ptrdiff_t i = 0; i < l->n_lines; i++)
        for (int k = 0; k < l->lines[i].n && is_row_line(l, i); k++) {
            const Token *t = &l->lines[i].tokens[k];
            if (t->money < MONEY_GROUPED || t->date)
                continue;
            point += (t->number.marks & MARK_POINT) && t->number.point.scale == 3;
            comma += (t->number.marks & MARK_COMMA) && t->number.comma.scale == 3;
        }
    if ((point > comma ? point : comma) * 10 < figures * 8)
        return;
    l->scale = 3;
    l->mark = comma > point ? MARK_COMMA : MARK_POINT;
}

static void read_marks(PageRead *l)
{
    int64_t points = 0, commas = 0;
    int scale = 2;
    for (ptrdiff_t i = 0; i < l->n_lines; i++)
        for (int k = 0; k < l->lines[i].n; k++) {
            const Token *t = &l->lines[i].tokens[k];
            if (t->money < MONEY_GROUPED || t->date)
                continue;
            int weight = is_row_line(l, i) ? 4 : 1;
            points += t->number.marks == MARK_POINT ? weight : 0;
            commas += t->number.marks == MARK_COMMA ? weight : 0;
        }
    l->mark = commas > points ? MARK_COMMA : MARK_POINT;
    int64_t three = 0, all = 0;
    for (ptrdiff_t i = 0; i < l->n_tables; i++)
        for (ptrdiff_t k = 0; k < l->tables[i].n_rows; k++)
            for (int f = 0; f < l->tables[i].rows[k].n_figures; f++) {
                const NumberText *n = &l->tables[i].rows[k].figures[f].token->number;
                Decimal d;
                if (!number_value(n, l->mark, &d))
                    continue;
                all++;
                three += d.scale == 3 && !n->ambiguous;
            }
    if (points == commas) { /* "1.234" all the way down: thousands */
        int64_t p = 0, q = 0;
        for (ptrdiff_t i = 0; i < l->n_lines; i++)
            for (int k = 0; k < l->lines[i].n; k++) {
                const NumberText *n = &l->lines[i].tokens[k].number;
                if (l->lines[i].tokens[k].money == MONEY_NONE || !n->ambiguous)
                    continue;
                p += n->point.scale == 3;
                q += n->comma.scale == 3;
            }
        l->mark = p > q ? MARK_COMMA : MARK_POINT;
    }
    if (l->told_mark)
        l->mark = (DecimalMark)l->told_mark;
    l->scale = three > 0 && three * 2 > all ? 3 : scale;
    read_mils(l, all);
}

void layout_labels(PageRead *l)
{
    l->row_line = NEW_ARRAY(l->mem, bool, l->n_lines + 1);
    l->accounts = NEW_ARRAY(l->mem, Str, l->n_lines + 1);
    for (ptrdiff_t i = 0; i < l->n_tables; i++)
        for (ptrdiff_t k = 0; l->tables[i].counts && k < l->tables[i].n_rows; k++) {
            const Row *r = &l->tables[i].rows[k];
            for (int n = 0; n < r->n_lines && r->kind == ROW_MOVES; n++)
                l->row_line[r->lines[n]] = true;
        }
    for (ptrdiff_t i = 0; i < l->n_lines; i++) {
        if (is_row_line(l, i))
            continue;
        read_balances(l, i);
        l->accounts[i] = account_in(l, i);
        if (!l->account.n)
            l->account = l->accounts[i];
    }
    read_currency(l);
    read_marks(l);
    read_card(l);
    read_institution(l);
    read_times(l);
}
