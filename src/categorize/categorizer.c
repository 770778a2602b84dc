/* Patterns over merchant and description, then what the sign of the amount makes of the category.
 */
#include "categorize/categorizer.h"

/* Words and merchants mostly name spending. Where the money goes the other way they mean something
 * else. */
typedef struct {
    Str code;
    bool money_in;
    Str becomes; /* none: it stays */
    int percent; /* of the confidence */
} SignRule;

static const SignRule sign_rules[] = {
    { S_INIT("cash.cheque"), true, { 0 }, 100 },
    { S_INIT("cash.deposit"), false, S_INIT("cash.withdrawal"), 90 },
    { S_INIT("cash.withdrawal"), true, S_INIT("cash.deposit"), 80 },
    { S_INIT("entertainment.gambling"), true, S_INIT("income.other"), 90 },
    { S_INIT("finance.interest"), true, S_INIT("income.interest"), 95 },
    { S_INIT("finance.investment"), true, { 0 }, 100 },
    { S_INIT("finance.loan"), true, { 0 }, 80 },
    { S_INIT("housing.rent"), true, S_INIT("income.rental"), 90 },
    { S_INIT("income.benefits"), false, { 0 }, 60 },
    { S_INIT("income.business"), false, S_INIT("work.services"), 60 },
    { S_INIT("income.gift"), false, S_INIT("transfer.person"), 80 },
    { S_INIT("income.interest"), false, S_INIT("finance.interest"), 90 },
    { S_INIT("income.other"), false, { 0 }, 40 },
    { S_INIT("income.refund"), false, { 0 }, 40 },
    { S_INIT("income.rental"), false, S_INIT("housing.rent"), 90 },
    { S_INIT("income.salary"), false, { 0 }, 50 },
    { S_INIT("work.services"), true, S_INIT("income.business"), 85 },
};

/* A refund is less certain than the merchant: it may be earnings from it. */
enum { REFUND_PERCENT = 90, MERCHANT_PERCENT = 115 };

static bool is_spending(const PatternRow *row)
{
    if (row->origin == PATTERN_USER)
        return row->flags & PATTERN_EXPENSE;
    return !str_starts(row->code, S("income.")) && !str_starts(row->code, S("transfer.")) &&
           !str_starts(row->code, S("cash."));
}

static int32_t part(int32_t value, int percent)
{
    return (int32_t)((int64_t)value * percent / 100);
}

static bool apply_rule(CategoryGuess *g, bool money_in)
{
    for (ptrdiff_t i = 0; i < COUNT(sign_rules) && g->code.n; i++) {
        const SignRule *rule = &sign_rules[i];
        if (rule->money_in != money_in || !str_eq(rule->code, g->code))
            continue;
        if (rule->becomes.p)
            g->code = rule->becomes;
        g->confidence_ppm = part(g->confidence_ppm, rule->percent);
        return true;
    }
    return false;
}

static void apply_sign(CategoryGuess *g, int64_t amount_minor)
{
    if (!amount_minor || apply_rule(g, amount_minor > 0))
        return;
    if (amount_minor < 0 || !is_spending(g->match.row))
        return;
    g->counter_code = g->code;
    g->counter_category_id = g->category_id;
    g->code = S("income.refund");
    g->category_id = 0;
    g->confidence_ppm = part(g->confidence_ppm, REFUND_PERCENT);
}

static void better(CategoryGuess *g, const PatternSet *set, const Reduced *text, bool in_merchant,
                   bool money_in)
{
    if (!set || !text->n)
        return;
    PatternMatch m = pattern_find(set, text, money_in);
    if (m.way && in_merchant)
        m.score = part(m.score, MERCHANT_PERCENT);
    if (m.way && m.score > g->match.score) {
        g->match = m;
        g->in_merchant = in_merchant;
    }
}

CategoryGuess categorizer_guess(const Categorizer *categorizer, Arena *scratch,
                                const GuessInput *in)
{
    CategoryGuess g = { 0 };
    Reduced description, merchant;
    reduce_into(&description, scratch, in->description);
    reduce_into(&merchant, scratch, in->merchant);
    const PatternSet *sets[] = { categorizer->own, categorizer->builtin };
    for (ptrdiff_t i = 0; i < COUNT(sets) && !g.match.way; i++) {
        better(&g, sets[i], &merchant, true, in->amount_minor > 0);
        better(&g, sets[i], &description, false, in->amount_minor > 0);
    }
    if (!g.match.way)
        return g;
    g.source = GUESS_PATTERN;
    g.code = g.match.row->code;
    g.category_id = g.match.row->category_id;
    g.confidence_ppm = g.match.confidence_ppm;
    apply_sign(&g, in->amount_minor);
    return g;
}

Str guess_why(Arena *mem, const CategoryGuess *guess)
{
    if (guess->source == GUESS_NONE)
        return (Str){ 0 };
    const char *where = guess->in_merchant ? "merchant" : "description";
    const char *refund = guess->counter_code.p || guess->counter_category_id
                             ? "; money came in, so it is a refund"
                             : "";
    Str pattern = guess->match.row->text;
    switch (guess->match.way) {
    case MATCH_IN_PATTERN:
        return str_fmt(mem, "%s within pattern '%.*s'%s", where, STR_ARG(pattern), refund);
    case MATCH_CUT_OFF:
        return str_fmt(mem, "pattern '%.*s' cut off at the end of %s%s", STR_ARG(pattern), where,
                       refund);
    default: return str_fmt(mem, "pattern '%.*s' in %s%s", STR_ARG(pattern), where, refund);
    }
}
