/* What a text file in data/banks/ adds for one bank's pages. */
#include "layout/bank.h"

#include <stdlib.h>

static const char layouts[] = {
#include "bank-layouts.inc"
};

static const struct {
    Str word;
    Meaning means;
} column_words[] = {
    { S_INIT("date"), MEANS_DATE },
    { S_INIT("date_value"), MEANS_DATE_VALUE },
    { S_INIT("description"), MEANS_DESCRIPTION },
    { S_INIT("reference"), MEANS_REFERENCE },
    { S_INIT("amount"), MEANS_AMOUNT },
    { S_INIT("debit"), MEANS_DEBIT },
    { S_INIT("credit"), MEANS_CREDIT },
    { S_INIT("balance"), MEANS_BALANCE },
    { S_INIT("ignore"), MEANS_RATE },
};

bool bank_begins(PageRead *l, Str words, Str text)
{
    ArenaMark mark = arena_mark(l->scratch);
    Str normal = words_normal(l->scratch, text);
    bool found = false;
    while (words.p && !found) {
        Str word = words_normal(l->scratch, str_cut(&words, '|'));
        found = word.n && str_starts(normal, word);
    }
    arena_reset(l->scratch, mark);
    return found;
}

/* Whether every one of the words stands in some line. */
static bool matches(PageRead *l, Str words)
{
    while (words.p) {
        Str wanted = str_cut(&words, '|');
        bool found = false;
        for (ptrdiff_t i = 0; i < l->n_lines && !found; i++) {
            ArenaMark mark = arena_mark(l->scratch);
            found = str_find(words_normal(l->scratch, l->lines[i].text),
                             words_normal(l->scratch, wanted), 0) >= 0;
            arena_reset(l->scratch, mark);
        }
        if (!found)
            return false;
    }
    return true;
}

static void take_column(Bank *b, Str rest)
{
    Str word = str_cut(&rest, '\t'), from = str_cut(&rest, '\t');
    int64_t x0, x1;
    if (b->n_columns == BANK_COLUMNS_MAX || !str_int(from, &x0) || !str_int(rest, &x1))
        return;
    for (ptrdiff_t i = 0; i < COUNT(column_words); i++)
        if (str_eq(word, column_words[i].word)) {
            Name *name = &b->columns[b->n_columns++];
            *name = (Name){ .text = word, .x0 = (float)x0, .x1 = (float)x1, .best = 100 };
            name->means = column_words[i].means;
            name->scores[name->means] = 100;
        }
}

static void take_line(Bank *b, Str key, Str rest)
{
    static const Str signs[] = { S_INIT("literal"), S_INIT("inverted"), S_INIT("credits") };
    static const Str orders[] = { S_INIT("ymd"), S_INIT("dmy"), S_INIT("mdy") };
    if (str_eq(key, S("opening")))
        b->opening = rest;
    else if (str_eq(key, S("closing")))
        b->closing = rest;
    else if (str_eq(key, S("ignore")))
        b->ignore = rest;
    else if (str_eq(key, S("column")))
        take_column(b, rest);
    for (int i = 0; i < COUNT(signs) && str_eq(key, S("sign")); i++)
        if (str_eq(rest, signs[i])) {
            b->sign = (SignRule)i;
            b->sign_given = true;
        }
    for (int i = 0; i < COUNT(orders) && str_eq(key, S("order")); i++)
        if (str_eq(rest, orders[i]))
            b->order = (DateOrder)(1 << i);
}

const Bank *bank_of(PageRead *l)
{
    Str rest = str_n(layouts, (ptrdiff_t)sizeof layouts - 1);
    Bank *b = NULL;
    while (rest.p && rest.n) {
        Str line = str_cut(&rest, '\n'), value = line, key = str_cut(&value, '\t');
        if (line.n == 0 || line.p[0] == '#')
            continue;
        if (str_eq(key, S("match"))) {
            if (b)
                break;
            b = matches(l, value) ? NEW(l->mem, Bank) : NULL;
        } else if (b) {
            take_line(b, key, value);
        }
    }
    return b;
}

/* Names at fixed places, for pages that print none. */
static void add_head(PageRead *l)
{
    Head *h = l->heads = NEW(l->mem, Head);
    l->n_heads = 1;
    h->first = 0;
    h->last = -1;
    h->n = l->bank->n_columns;
    h->panels = 1;
    h->dates = h->amounts = true;
    for (int i = 0; i < h->n; i++)
        h->names[i] = l->bank->columns[i];
}

void bank_apply(PageRead *l)
{
    for (ptrdiff_t i = 0; i < l->n_lines && l->bank->ignore.n; i++)
        if (bank_begins(l, l->bank->ignore, l->lines[i].text))
            l->lines[i].furniture = true;
    if (l->n_heads == 0 && l->bank->n_columns)
        add_head(l);
}
