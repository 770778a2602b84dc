/* Matching: every pattern that stands in the text, or holds it, is a candidate with a score. */
#include "categorize/noise.h"
#include "categorize/set.h"

enum {
    OPEN_END_FROM = 8, /* a pattern so long is recognised with more letters behind it */
    CUT_OFF_MIN = 7,   /* so much of a pattern must stand at the end of a text that is cut off */
    CANDIDATES_MAX = 16,
    WITHIN_LOOKED_AT = 64, /* places in patterns: more say only that the text is a common one */
};

enum { SCORE_LETTER = 100, SCORE_USER = 1 << 24 };

/* Shares that scores and confidences are multiplied with; found by trying on real descriptions. */
enum {
    ABROAD_PERCENT = 70,
    NAME_FIRST_PERCENT = 130,
    WORD_LAST_PERCENT = 40, /* more, at the very end of the text */
    OPEN_START_PERCENT = 80,
    OPEN_END_PERCENT = 90,
    DOUBT_PERCENT = 95, /* confidence, for each end within a word */
    CUT_OFF_PERCENT = 90,
    CUT_OFF_SCORE_PERCENT = 70, /* a whole pattern is sooner meant than the beginning of one */
    INCOME_PERCENT = 200,       /* what words of income say, where money comes in */
    CUT_WORD_PERCENT = 65,      /* what must be there of a pattern cut off within a word */
    CUT_BETWEEN_PERCENT = 80,   /* … between words */
    RIVAL_PERCENT = 75,   /* of the best score: as good as this, another category is possible */
    RIVALLED_PERCENT = 80 /* confidence, then */
};

typedef struct {
    PatternMatch match;
    const Facts *facts;
} Candidate;

typedef struct {
    const PatternSet *set;
    const Reduced *text;
    bool money_in;
    int n;
    Candidate found[CANDIDATES_MAX];
} Candidates;

static int32_t part(int32_t value, int32_t percent)
{
    return (int32_t)((int64_t)value * percent / 100);
}

static bool is_user(const Facts *facts)
{
    return facts->origin == PATTERN_USER;
}

static Candidate candidate_of(const PatternSet *set, uint32_t row, MatchWay way)
{
    const Facts *facts = &set->facts[row];
    Candidate c = { .facts = facts, .match = { .way = way, .row = &set->rows[row] } };
    c.match.confidence_ppm = facts->confidence_ppm;
    c.match.score = facts->letters * SCORE_LETTER;
    if (facts->flags & PATTERN_ABROAD)
        c.match.score = part(c.match.score, ABROAD_PERCENT);
    return c;
}

static bool is_income(const Candidate *candidate)
{
    return str_starts(candidate->match.row->code, S("income."));
}

/* A user's pattern comes before all of the program's. */
static void keep(Candidates *c, Candidate found)
{
    if (c->money_in && is_income(&found))
        found.match.score = part(found.match.score, INCOME_PERCENT);
    found.match.score += is_user(found.facts) ? SCORE_USER : 0;
    if (c->n < CANDIDATES_MAX)
        c->found[c->n++] = found;
}

/* Whether a word may begin at this place of the text, or end before it. */
static bool is_boundary(const Reduced *text, int at)
{
    const char *p = text->padded + REDUCED_FRONT + at;
    return reduced_boundary((unsigned char)p[-1], (unsigned char)p[0]);
}

static bool may_stand_at(const Reduced *text, const Facts *facts, int start)
{
    return !(facts->flags & PATTERN_FIRST) || noise_before(reduced_str(text), start);
}

/* A merchant's name stands first, the word for what it is mostly last ("rail house cafe"). */
static int place_percent(const Reduced *text, const Facts *facts, int start)
{
    if (is_user(facts))
        return 100;
    if (facts->origin == PATTERN_WORD)
        return 100 + WORD_LAST_PERCENT * start / text->n;
    return noise_before(reduced_str(text), start) ? NAME_FIRST_PERCENT : 100;
}

static void consider(Candidates *c, uint32_t row, int start)
{
    const Facts *facts = &c->set->facts[row];
    int end = start + facts->length;
    bool from_start = is_boundary(c->text, start), to_end = is_boundary(c->text, end);
    if ((!from_start && !(facts->flags & PATTERN_OPEN_START)) ||
        (!to_end && !(facts->flags & PATTERN_OPEN_END) && facts->length < OPEN_END_FROM) ||
        !may_stand_at(c->text, facts, start))
        return;
    Candidate found = candidate_of(c->set, row, MATCH_IN_TEXT);
    PatternMatch *m = &found.match;
    m->start = start;
    m->end = end;
    m->score = part(m->score, place_percent(c->text, facts, start));
    m->score = part(m->score, from_start ? 100 : OPEN_START_PERCENT);
    m->score = part(m->score, to_end ? 100 : OPEN_END_PERCENT);
    if (!is_user(facts)) {
        m->confidence_ppm = part(m->confidence_ppm, from_start ? 100 : DOUBT_PERCENT);
        m->confidence_ppm = part(m->confidence_ppm, to_end ? 100 : DOUBT_PERCENT);
    }
    keep(c, found);
}

/* Where a text ends on the way into a pattern, it may have been cut off there. */
static void consider_cut_off(Candidates *c, uint32_t row, int start)
{
    const Facts *facts = &c->set->facts[row];
    int have = c->text->n - start;
    if (have < CUT_OFF_MIN || !is_boundary(c->text, start))
        return;
    bool within_word = c->set->reduced[row].p[have] != ' ';
    int enough = within_word ? CUT_WORD_PERCENT : CUT_BETWEEN_PERCENT;
    if (100 * have < facts->length * enough || !may_stand_at(c->text, facts, start))
        return;
    Candidate found = candidate_of(c->set, row, MATCH_CUT_OFF);
    PatternMatch *m = &found.match;
    m->start = start;
    m->end = c->text->n;
    m->confidence_ppm = part(m->confidence_ppm, CUT_OFF_PERCENT);
    int32_t share = 100 * have / facts->length;
    m->score = part(part(part(m->score, share), share), CUT_OFF_SCORE_PERCENT);
    keep(c, found);
}

/* The text is read with the blank before it, where literals that begin a word begin. */
static void find_in_text(Candidates *c)
{
    LiteralHit hits[LITERAL_HITS_MAX];
    Str text = str_n(c->text->padded + REDUCED_FRONT - 1, c->text->n + 1);
    int n = literals_find(c->set->literals, text, hits);
    for (int i = 0; i < n; i++) {
        uint32_t row = hits[i].string;
        bool open = c->set->facts[row].flags & PATTERN_OPEN_START;
        int start = hits[i].start - (open ? 1 : 0);
        if (hits[i].cut_off)
            consider_cut_off(c, row, start);
        else
            consider(c, row, start);
    }
}

/* A short text must end a word of the pattern. */
static bool may_hold(const PatternSet *set, WithinPlace place, Str text)
{
    Str pattern = set->reduced[place.string];
    ptrdiff_t end = place.at + text.n;
    char after = end < pattern.n ? pattern.p[end] : ' ';
    return text.n >= WITHIN_LONG ||
           reduced_boundary((unsigned char)text.p[text.n - 1], (unsigned char)after);
}

/* A text within a pattern counts for as much as it covers of it. Of many patterns the best is kept.
 */
static void find_in_pattern(Candidates *c)
{
    Str text = reduced_str(c->text);
    Candidate best = { .facts = NULL };
    WithinPlace place;
    uint32_t step = 0;
    for (int i = 0; i < WITHIN_LOOKED_AT && within_next(c->set->within, text, &step, &place); i++) {
        if (!may_hold(c->set, place, text))
            continue;
        Candidate found = candidate_of(c->set, place.string, MATCH_IN_PATTERN);
        PatternMatch *m = &found.match;
        int32_t covered = (int32_t)(100 * text.n / found.facts->length);
        m->end = c->text->n;
        m->confidence_ppm = part(m->confidence_ppm, 50 + covered / 2);
        m->score = part(m->score, covered * covered / 100);
        if (!best.facts || is_user(found.facts) > is_user(best.facts) ||
            (is_user(found.facts) == is_user(best.facts) && m->score > best.match.score))
            best = found;
    }
    if (best.facts)
        keep(c, best);
}

/* A match within a longer one is part of that name and says nothing of its own. */
static bool is_shadowed(const Candidates *c, int i)
{
    const Candidate *mine = &c->found[i];
    for (int k = 0; k < c->n; k++) {
        const Candidate *other = &c->found[k];
        if (k != i && other->match.way == MATCH_IN_TEXT &&
            is_user(other->facts) >= is_user(mine->facts) &&
            other->match.start <= mine->match.start && other->match.end >= mine->match.end &&
            other->match.end - other->match.start > mine->match.end - mine->match.start)
            return true;
    }
    return false;
}

/* Money that comes in leaves no doubt between income and what money is spent on. */
static bool has_rival(const Candidates *c, const Candidate *best)
{
    bool only_income = c->money_in && is_income(best);
    for (int i = 0; i < c->n; i++)
        if ((!only_income || is_income(&c->found[i])) &&
            c->found[i].facts->category != best->facts->category &&
            c->found[i].match.score > part(best->match.score, RIVAL_PERCENT) && !is_shadowed(c, i))
            return true;
    return false;
}

static PatternMatch choose(const Candidates *c)
{
    const Candidate *best = NULL;
    for (int i = 0; i < c->n; i++)
        if ((!best || c->found[i].match.score > best->match.score) && !is_shadowed(c, i))
            best = &c->found[i];
    if (!best)
        return (PatternMatch){ .way = MATCH_NONE };
    PatternMatch m = best->match;
    if (has_rival(c, best))
        m.confidence_ppm = part(m.confidence_ppm, RIVALLED_PERCENT);
    return m;
}

PatternMatch pattern_find(const PatternSet *set, const Reduced *text, bool money_in)
{
    Candidates c;
    c.set = set;
    c.text = text;
    c.money_in = money_in;
    c.n = 0;
    if (set->n && text->n) {
        find_in_text(&c);
        find_in_pattern(&c);
    }
    return choose(&c);
}
