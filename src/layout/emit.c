/* Proven rows to the sink. */
#include "layout/bank.h"
#include "layout/columns.h"
#include "statement/build.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

enum { PROVEN_PPM = 1000000, PLAIN_PPM = 900000, DOUBT_PPM = 600000 };

static Figure figure_of(const PageRead *l, int64_t v)
{
    return (Figure){ { v, l->scale }, true };
}

static Str raw_of(PageRead *l, Build *b, const Row *r)
{
    Buf raw = buf_new(b->mem, LIMIT_ROW_RAW_BYTES);
    for (int n = 0; n < r->n_lines && raw.n < LIMIT_ROW_RAW_BYTES; n++) {
        if (n)
            buf_char(&raw, '\n');
        buf_add(&raw, line_words(l, &l->lines[r->lines[n]], r->from, r->to));
    }
    return utf8_cut(buf_str(&raw), LIMIT_ROW_RAW_BYTES);
}

/* The description where it stands as one; else its words, wherever they are. */
static void add_text_parts(PageRead *l, Build *b, const Table *t, const Row *r, StatementRow *out)
{
    if (str_find(out->raw, out->description, 0) >= 0) {
        build_part(b, out, "description", out->description);
        return;
    }
    for (int n = 0; n < r->n_lines; n++) {
        const Line *line = &l->lines[r->lines[n]];
        for (int i = 0; i < line->n; i++)
            if (!row_takes(t, r, &line->tokens[i]) &&
                str_find(out->description, line->tokens[i].text, 0) >= 0)
                build_part(b, out, "description", line->tokens[i].text);
    }
}

static void add_parts(PageRead *l, Build *b, const Table *t, const Row *r, StatementRow *out)
{
    out->raw = raw_of(l, b, r);
    if (r->day)
        build_part(b, out, "date", r->day->text);
    if (r->value_day)
        build_part(b, out, "value_date", r->value_day->text);
    for (int i = 0; i < r->n_figures; i++) {
        LaneRole role = t->lanes[r->figures[i].lane].role;
        build_part(b, out, role == LANE_BALANCE ? "balance" : "amount", r->figures[i].token->text);
    }
    add_text_parts(l, b, t, r, out);
}

static int32_t confidence_of(const PageRead *l, const Row *r, bool proven, bool doubt)
{
    int32_t least = proven ? PROVEN_PPM : doubt ? DOUBT_PPM : PLAIN_PPM;
    for (int i = 0; i < r->n_figures; i++)
        if (r->figures[i].token->confidence_ppm < least)
            least = r->figures[i].token->confidence_ppm;
    if (r->day && r->day->confidence_ppm < least)
        least = r->day->confidence_ppm;
    (void)l;
    return least < 0 ? 0 : least;
}

/* Of a second column of amounts: dollars, if its name is no code. */
static Str foreign_currency(Str name)
{
    bool known = false;
    Str code = number_currency(name, &known);
    return code.n ? code : S("USD");
}

static Str currency_of(PageRead *l, const Table *t, const Row *r)
{
    bool known = false;
    bool original = false; /* then a column of currencies is about that figure */
    for (int i = 0; i < r->n_figures; i++)
        original |= t->lanes[r->figures[i].lane].role == LANE_ORIGINAL;
    Str word = original ? (Str){ 0 } : row_words(l, t, r, MEANS_CURRENCY);
    Str code = word.n && word.n <= 5 ? number_currency(word, &known) : (Str){ 0 };
    for (int i = 0; i < r->n_figures && !code.n; i++) {
        const Lane *lane = &t->lanes[r->figures[i].lane];
        if (lane->role != LANE_ORIGINAL)
            code = r->figures[i].token->number.currency;
        const Name *name = t->head && lane->name >= 0 ? &t->head->names[lane->name] : NULL;
        if (!code.n && lane->role == LANE_AMOUNT && name && name->by_currency)
            return lane->foreign ? foreign_currency(name->text) : l->currency;
    }
    return code.n ? code : l->currency;
}

static void fill_row(PageRead *l, Build *b, const Table *t, const Row *r, StatementRow *out)
{
    out->date = r->date;
    out->value_date = r->value_date;
    out->amount = figure_of(l, r->amount);
    if (r->has_balance)
        out->balance = figure_of(l, r->balance);
    out->description = row_words(l, t, r, MEANS_DESCRIPTION);
    out->counterparty = row_words(l, t, r, MEANS_COUNTERPARTY);
    out->reference = row_words(l, t, r, MEANS_REFERENCE);
    if (r->has_fee)
        out->fee = figure_of(l, r->fee);
    if (l->told) {
        out->counterparty_account = row_words(l, t, r, MEANS_COUNTERPARTY_ACCOUNT);
        out->type = row_words(l, t, r, MEANS_TYPE);
        out->external_id = row_words(l, t, r, MEANS_ID);
    }
    if (!out->description.n)
        out->description = out->counterparty.n ? out->counterparty : out->reference;
    out->category = row_words(l, t, r, MEANS_CATEGORY);
    out->currency = currency_of(l, t, r);
    fill_original(l, t, r, out);
    out->account = r->account;
    out->line = l->lines[r->lines[0]].number;
    out->page = l->lines[r->lines[0]].page;
    if (b->options->with_source)
        add_parts(l, b, t, r, out);
}

static void find_line(PageRead *l, Build *b, FindingLevel level, ptrdiff_t line, const char *field,
                      const char *fix, const char *what)
{
    const Line *k = &l->lines[line];
    Str text = str_part(k->text, 0, k->text.n < 100 ? k->text.n : 100);
    while (text.n && text.n < k->text.n && ((unsigned char)text.p[text.n - 1] & 0x80))
        text.n--;
    b->page = k->page;
    build_find(b, level, k->number, field, fix, "page %d, line %d: %s: %.*s", k->page, k->number,
               what, STR_ARG(text));
}

static const char *left_words(RowKind kind)
{
    switch (kind) {
    case ROW_OPENS: return "left out, an opening balance or one brought forward";
    case ROW_CLOSES: return "left out, a closing balance or one carried forward";
    case ROW_TOTALS: return "left out, a line of totals";
    default: return "left out, no booked movement";
    }
}

/* A day, words and money: what a movement looks like. */
static bool looks_moving(const Line *line)
{
    bool words = false, money = false;
    for (int i = 1; i < line->n; i++) {
        const Token *t = &line->tokens[i];
        money |= t->money == MONEY_SURE && !t->date;
        words |= !t->money && !t->date && t->text.n > 2;
    }
    return line->n > 2 && line->tokens[0].date && words && money;
}

/* Lines among the rows that hold money and became nothing; where no balance proves the rows, also
 * those elsewhere that look like one. */
static void name_unread(PageRead *l, Build *b, const Group *g, bool proven)
{
    for (ptrdiff_t i = g->from; i < g->to; i++) {
        const Line *line = &l->lines[i];
        bool among = i >= g->rows[0]->anchor && i <= g->rows[g->n - 1]->anchor, money = false;
        for (int k = 0; k < line->n; k++)
            money |= line->tokens[k].money == MONEY_SURE;
        if (!money || line->used || line->furniture)
            continue;
        if (!proven && looks_moving(line))
            find_line(l, b, FINDING_WARNING, i, NULL, "enter this line by hand if it is a row",
                      "left out, it stands in no table that could be read");
        else if (among)
            find_line(l, b, FINDING_INFO, i, NULL, NULL, "left out, it is no row of the table");
    }
}

static void name_rows_left(PageRead *l, Build *b, const Group *g, const Verdict *v)
{
    int number = -1, told = -1;
    const Table *last = NULL;
    for (ptrdiff_t i = 0; i < g->n; i++) {
        const Row *r = g->rows[i];
        number += g->tables[i] != last;
        last = g->tables[i];
        if (r->kind == ROW_UNREAD) {
            find_line(l, b, FINDING_ERROR, r->anchor, "amount",
                      "enter this row by hand if it is one",
                      "left out, its figure stands in no column of amounts");
        } else if (r->kind != ROW_MOVES) {
            find_line(l, b, FINDING_INFO, r->anchor, NULL, NULL, left_words(r->kind));
        } else if (number >= v->trial.tables) {
            if (told != number)
                find_line(l, b, FINDING_WARNING, r->anchor, NULL,
                          "check whether this table belongs to the statement",
                          "the table from here on is left out: without it the balances are proven");
            told = number;
        } else if (!r->has_amount) {
            bool plain = r->undated || (g->tables[i]->textless && v->total);
            find_line(l, b,
                      plain                    ? FINDING_INFO
                      : g->tables[i]->textless ? FINDING_WARNING
                                               : FINDING_ERROR,
                      r->anchor, "amount", "enter this row by hand if it is one",
                      "left out, no amount of this line counts");
        } else if (!r->date) {
            find_line(l, b, FINDING_ERROR, r->anchor, "date", "enter this row by hand",
                      "left out, its date cannot be read");
        } else if (r->misprinted) {
            find_line(l, b, FINDING_WARNING, r->anchor, "balance", "check the balance of this row",
                      "the balance printed does not follow from the rows, those around it do");
        }
    }
}

/* Figures of scanned pages in which letters were read as digits. */
static void name_repairs(PageRead *l, Build *b, const Group *g, bool proven)
{
    for (ptrdiff_t i = 0; i < g->n; i++)
        for (int f = 0; f < g->rows[i]->n_figures; f++) {
            const Token *t = g->rows[i]->figures[f].token;
            if (!t->repaired || !g->rows[i]->has_amount)
                continue;
            const Line *line = &l->lines[g->rows[i]->anchor];
            Str value =
                decimal_text(l->mem, t->number.marks & l->mark
                                         ? l->mark == MARK_POINT ? t->number.point : t->number.comma
                                         : t->number.point);
            b->page = line->page;
            build_find(b, proven ? FINDING_INFO : FINDING_WARNING, line->number, "amount",
                       proven ? NULL : "compare this figure with the page",
                       "page %d, line %d: \"%.*s\" was read as %.*s with a confidence of %d %%%s",
                       line->page, line->number, STR_ARG(text_shown(t->text)), STR_ARG(value),
                       t->confidence_ppm / 10000,
                       proven ? "; the balances prove it" : "; no balance proves it");
        }
}

static void doubt(Build *b, const char *field, const char *fix, const char *what)
{
    b->s->ambiguous = true;
    build_find(b, FINDING_WARNING, 0, field, fix, "%s", what);
}

/* Rows that nothing proves and whose words are those of a balance. */
static void name_balances(PageRead *l, Build *b, const Group *g)
{
    for (ptrdiff_t i = 0; i < g->n; i++) {
        const Row *r = g->rows[i];
        if (r->kind != ROW_MOVES || !r->has_amount || !r->date)
            continue;
        Str rest, text = row_words(l, g->tables[i], r, MEANS_DESCRIPTION);
        ArenaMark mark = arena_mark(l->scratch);
        Label label = text.n ? words_label(l->words, l->scratch, text, &rest) : LABEL_NONE;
        arena_reset(l->scratch, mark);
        if (label == LABEL_OPENING || label == LABEL_CLOSING)
            find_line(l, b, FINDING_WARNING, r->anchor, NULL, "leave this row out if it is none",
                      "read as a movement, though its words are those of a balance");
    }
}

/* Amounts in columns of two currencies. */
static void name_currencies(Build *b, const Group *g)
{
    bool foreign = false;
    for (ptrdiff_t i = 0; i < g->n; i++)
        foreign |= g->rows[i]->foreign && g->rows[i]->has_amount;
    if (foreign)
        build_find(b, FINDING_WARNING, 0, "currency", "check the currency of the rows",
                   "the amounts stand in columns of two currencies, and no balance proves those of "
                   "the second");
}

static void judge_doubts(PageRead *l, Build *b, const Group *g, const Verdict *v, bool proven)
{
    bool yearless = false;
    for (ptrdiff_t i = 0; i < g->n && !yearless; i++)
        yearless = g->rows[i]->kind == ROW_MOVES && g->rows[i]->day && g->rows[i]->day->day.no_year;
    if (yearless && l->year_open)
        doubt(b, "date", "check the year",
              "no year is stated; the dates are read as the last ones before the file was made");
    if (g->order_open && !l->told_order)
        doubt(b, "date", "choose the order of day and month",
              "day and month could be the other way round; nothing in the file decides");
    if (l->ocr_ppm && !proven)
        build_find(b, FINDING_WARNING, 0, NULL, "compare the rows with the pages",
                   "the pages were read by OCR with a confidence of %d %%, and no balance proves "
                   "the figures",
                   l->ocr_ppm / 10000);
    /* One word of cards is too little to turn a few amounts round, and too much to say nothing. */
    bool mostly = g->positive_most || (l->card_points == 1 && !g->negative_most);
    bool either = g->singles && mostly && !g->balances && !g->sides && !g->sections && !l->card &&
                  !(l->bank && l->bank->sign_given) && !l->told_sign;
    if (either && (proven || v->trial.rule == RULE_LITERAL))
        doubt(b, "amount", "check the direction of the amounts",
              "most amounts are positive: on a card's statement they would be purchases; nothing "
              "says that this is one, and they are read as money in");
    if (proven)
        return;
    name_balances(l, b, g);
    SignRule rule = v->trial.rule;
    bool told = (l->bank && l->bank->sign_given) || l->told_sign;
    if (!told && g->singles && (rule == RULE_INVERTED || rule == RULE_CREDITS || rule == RULE_KIND))
        doubt(b, "amount", "check the direction of the amounts",
              "the amounts have no sign of their own; they are read as a card's or by the words "
              "beside them, and no balance decides");
    else if (!told && g->singles && rule == RULE_LITERAL && !g->signs && !g->flags)
        doubt(b, "amount", "choose whether these amounts are money in or money out",
              "no amount has a sign, and nothing in the file tells money in from money out");
    if (g->undated && v->trial.undated)
        build_find(b, FINDING_WARNING, 0, "date", "check the rows without a date",
                   "lines without a date are read as rows of the day above, and no balance proves "
                   "them");
    bool named = false;
    for (ptrdiff_t i = 0; i < g->n; i++)
        named |= g->tables[i]->head != NULL;
    if (!named && !l->told)
        doubt(b, "amount", "check the columns",
              "no line names the columns; they were found by their places, and no balance decides");
}

/* Running balances hold among themselves, but lead to none of the balances that are stated. */
static void check_ends(PageRead *l, Build *b, const Group *g, const Verdict *v)
{
    int64_t sign = v->trial.debt ? -1 : 1;
    bool reached = g->n_closings == 0;
    for (int i = 0; i < g->n_closings && !reached; i++)
        reached = g->closings[i] * sign == v->closing || g->closings[i] * sign == v->opening;
    if (!reached)
        find_line(l, b, FINDING_WARNING, g->closing_lines[0], "balance",
                  "look for rows that are missing at the end",
                  "the rows do not lead to the balance stated here");
}

static void set_balances(PageRead *l, Build *b, const Group *g, const Verdict *v)
{
    Statement *s = b->s;
    int64_t sign = v->trial.debt ? -1 : 1;
    bool chained = v->holds > v->breaks;
    if (v->total || chained) {
        s->opening_balance = figure_of(l, v->opening);
        s->closing_balance = figure_of(l, v->closing);
        if (!v->total)
            check_ends(l, b, g, v);
        if (v->total || (!v->breaks && !v->loose))
            s->reconciled = RECONCILED_YES;
    } else {
        if (g->n_openings)
            s->opening_balance = figure_of(l, g->openings[0] * sign);
        bool differ = false; /* and nothing says which is the last */
        for (int i = 1; i < g->n_closings && !g->n_openings; i++)
            differ |= g->closings[i] != g->closings[0];
        if (g->n_closings && !differ)
            s->closing_balance = figure_of(l, g->closings[0] * sign);
    }
    if (v->breaks && !v->total) {
        s->reconciled = RECONCILED_NO;
        ptrdiff_t row = v->first_break >= 0 ? v->first_break : 0;
        find_line(l, b, FINDING_ERROR, g->rows[row]->anchor, "balance",
                  "look for a missing or changed row before this line",
                  "the balance does not follow from the amounts");
    }
}

/* The first code of a dollar or peso around the group's rows. */
static Str dollar_around(PageRead *l, const Group *g)
{
    for (ptrdiff_t i = g->from; i < g->to; i++)
        for (int k = 0; k < l->lines[i].n && !l->row_line[i]; k++) {
            Str code = word_currency(l->lines[i].tokens[k].text);
            if (code.n == 3 && (code.p[2] == 'D' || code.p[2] == 'S'))
                return str_copy(l->c->mem, code);
        }
    return (Str){ 0 };
}

/* The currency that all figures of the group name; else the file's. */
static Str group_currency(PageRead *l, const Group *g)
{
    Str code = { 0 };
    for (ptrdiff_t i = 0; i < g->n; i++) {
        Str own = row_currency(g->tables[i], g->rows[i]);
        if (!own.n || (code.n && !str_eq(code, own)))
            return l->currency;
        code = own;
    }
    bool euro = str_eq(l->currency, S("EUR")) || str_eq(l->currency, S("GBP"));
    if (str_eq(code, S("$")) && euro)
        return dollar_around(l, g);
    return code.n == 3 ? code : l->currency;
}

static void set_head(PageRead *l, Build *b, const Group *g, const Verdict *v)
{
    Statement *s = b->s;
    s->institution = l->institution;
    s->account_number = g->account.n ? str_copy(l->c->mem, g->account) : (Str){ 0 };
    s->account_type = l->card || v->trial.debt ? S("credit_card") : (Str){ 0 };
    s->currency = l->currency;
    s->pages = (int32_t)l->pages->n;
    s->is_protected = l->pages->is_protected;
    s->password = l->pages->password;
    s->ocr_ppm = l->ocr_ppm;
}

void group_emit(PageRead *l, Group *g, const Verdict *v, void *build)
{
    Build *b = build;
    if (!build_open(b, S("pdf")))
        return;
    Str currency = l->currency; /* of the file */
    l->currency = group_currency(l, g);
    set_head(l, b, g, v);
    columns_describe(l, g, v, b->s);
    bool proven = v->total || (v->holds > 0 && v->breaks == 0 && v->loose == 0);
    bool go = true;
    Date first = DATE_NONE, last = DATE_NONE;
    for (ptrdiff_t i = 0; i < g->n && go; i++) {
        const Row *r = g->rows[i];
        if (r->kind != ROW_MOVES || !r->has_amount || !r->date)
            continue;
        StatementRow *out = build_row(b);
        fill_row(l, b, g->tables[i], r, out);
        out->confidence_ppm = confidence_of(l, r, proven, b->s->ambiguous);
        first = !first || r->date < first ? r->date : first;
        last = r->date > last ? r->date : last;
        go = build_add(b, out);
    }
    l->currency = currency;
    if (!go)
        return;
    if (l->first && l->first <= first && l->last >= last) {
        b->s->from = l->first;
        b->s->to = l->last;
    }
    set_balances(l, b, g, v);
    judge_doubts(l, b, g, v, proven);
    name_currencies(b, g);
    name_repairs(l, b, g, proven);
    name_rows_left(l, b, g, v);
    name_unread(l, b, g, proven);
    build_close(b);
}
