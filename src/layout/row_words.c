/* The words of a row, by what they are for. */
#include "layout/solve.h"

#include <math.h>

enum { TEXT_BYTES = 4000 };

bool row_takes(const Table *t, const Row *r, const Token *k)
{
    for (int i = 0; i < r->n_figures; i++)
        if (r->figures[i].token == k)
            return t->lanes[r->figures[i].lane].role != LANE_FEE || r->has_fee;
    return k == r->day || k == r->value_day || k == r->other_day;
}

/* What a text is for that stands below a name; MEANS_TIME: it is not used. */
static Meaning text_kind(const Name *n)
{
    switch (n->means) {
    case MEANS_TIME: return MEANS_TIME;
    case MEANS_NOTHING: return n->told ? MEANS_TIME : MEANS_DESCRIPTION;
    case MEANS_TYPE:
    case MEANS_CURRENCY_ORIGINAL:
    case MEANS_COUNTERPARTY_ACCOUNT: return n->told ? n->means : MEANS_DESCRIPTION;
    case MEANS_ID: return n->told ? MEANS_ID : MEANS_REFERENCE;
    case MEANS_PAPER: return MEANS_REFERENCE;
    case MEANS_REFERENCE:
    case MEANS_COUNTERPARTY:
    case MEANS_CURRENCY:
    case MEANS_FLAG:
    case MEANS_CATEGORY:
    case MEANS_OWN_ACCOUNT:
    case MEANS_STATUS: return n->means;
    default: return MEANS_DESCRIPTION;
    }
}

/* The same of a text that begins at x: the nearest name says it. */
static Meaning text_meaning(const Table *t, const Row *r, float x)
{
    Meaning best = MEANS_DESCRIPTION;
    float least = 1e9f;
    for (int i = 0; t->head && i < t->head->n; i++) {
        const Name *n = &t->head->names[i];
        bool figures = n->means == MEANS_AMOUNT || n->means == MEANS_DEBIT ||
                       n->means == MEANS_CREDIT || n->means == MEANS_BALANCE;
        if (n->panel != r->panel || figures)
            continue;
        float off = fabsf(n->x0 - x);
        if (off < least) {
            least = off;
            best = text_kind(n);
        }
    }
    return best;
}

static bool is_year(Str s)
{
    return s.n == 4 && s.p[0] == '2' && s.p[1] == '0' && s.p[2] >= '0' && s.p[2] <= '9';
}

Str row_words(PageRead *l, const Table *t, const Row *r, Meaning wanted)
{
    Buf b = buf_new(l->mem, TEXT_BYTES);
    for (int n = 0; n < r->n_lines; n++) {
        const Line *line = &l->lines[r->lines[n]];
        Meaning kind = MEANS_DESCRIPTION;
        bool fresh = true;
        for (int i = 0; i < line->n && b.n < TEXT_BYTES; i++) {
            const Token *k = &line->tokens[i];
            float mid = (k->x0 + k->x1) / 2;
            if (mid < r->from || mid > r->to)
                continue;
            if (row_takes(t, r, k)) {
                fresh = true;
                continue;
            }
            if (fresh || k->gap)
                kind = text_meaning(t, r, k->x0);
            bool date_place = fabsf(k->x0 - t->date_x) < 3 && t->text_x > t->date_x + 8;
            if (date_place && is_year(k->text))
                continue;
            fresh = false;
            if (kind != wanted)
                continue;
            if (b.n && !(k->joined && !k->gap))
                buf_char(&b, ' ');
            buf_add(&b, k->text);
        }
    }
    return reading_order(l, buf_str(&b));
}

Str row_currency(const Table *t, const Row *r)
{
    Str code = { 0 };
    for (int i = 0; i < r->n_figures; i++) {
        const NumberText *n = &r->figures[i].token->number;
        Str own = n->currency.n ? n->currency : n->money ? S("$") : (Str){ 0 };
        if (t->lanes[r->figures[i].lane].role == LANE_ORIGINAL || !own.n)
            continue;
        if (code.n && !str_eq(code, own))
            return (Str){ 0 };
        code = own;
    }
    return code;
}
