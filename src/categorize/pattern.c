/* A set keeps its patterns twice: in an automaton for "pattern in text" and in an index for "text
 * in pattern". In the automaton a pattern that must begin a word has a blank before it, and texts
 * are read with one, so that within words there is next to nothing to follow. */
#include "categorize/pattern.h"

#include "categorize/automaton.h"
#include "categorize/noise.h"
#include "categorize/within.h"

#include <stdlib.h>
#include <string.h>

enum {
    SET_GUARD_BYTES = 1 << 30,
    PATTERN_MIN = 2,
    USER_OPEN_FROM = 5, /* a user's pattern of so many letters is looked for within words too */
    OPEN_END_FROM = 8,  /* a pattern so long is recognised with more letters behind it */
    WORD_OPEN_FROM =
        6, /* one of Florin's words so long is found at the end of compounds and web addresses */
    CUT_WORD_PERCENT = 65, /* … and this share of it, where the cut is within a word */
    CUT_BETWEEN_PERCENT = 80,
    CUT_OFF_MIN = 7,     /* so much of a pattern must stand at the end of a text that is cut off */
    WITHIN_ANYWHERE = 6, /* a text so long may begin within a word of a user's pattern */
    CANDIDATES_MAX = 16,
    WITHIN_LOOKED_AT = 64, /* places in patterns: more say only that the text is a common one */
    SCORE_LETTER = 100,
    SCORE_USER = 1 << 24,
    ABROAD_PERCENT = 70,
    NAME_FIRST_PERCENT = 130,
    OPEN_START_PERCENT = 80,
    OPEN_END_PERCENT = 90,
    RIVAL_PERCENT =
        75, /* of the best score: a pattern of another category as good as this makes it doubtful */
};

struct PatternSet {
    Arena *mem;
    PatternRow *rows;
    Str *reduced; /* of the rows, without the blank */
    uint8_t *letters;
    ptrdiff_t n;
    Automaton *automaton;
    Within *within;
};

typedef struct {
    const PatternSet *set;
    const Reduced *text;
    PatternMatch found[CANDIDATES_MAX];
    int n;
} Candidates;

static int32_t part(int32_t value, int32_t percent)
{
    return (int32_t)((int64_t)value * percent / 100);
}

static bool is_user(const PatternRow *row)
{
    return row->origin == PATTERN_USER;
}

static bool same_category(const PatternRow *a, const PatternRow *b)
{
    return a->category_id == b->category_id && str_eq(a->code, b->code);
}

static PatternMatch match_of(const PatternSet *set, uint32_t row, MatchWay way)
{
    PatternMatch m = { .way = way, .row = &set->rows[row] };
    m.confidence_ppm = m.row->confidence_ppm;
    m.score = set->letters[row] * SCORE_LETTER;
    if (m.row->flags & PATTERN_ABROAD)
        m.score = part(m.score, ABROAD_PERCENT);
    return m;
}

/* A merchant's name stands first, the word for what it is mostly last ("rail house cafe"). */
static int place_percent(const Reduced *text, const PatternRow *row, int start)
{
    if (is_user(row))
        return 100;
    if (row->origin == PATTERN_WORD)
        return 100 + 40 * start / text->n;
    return noise_before(str_n(text->p, text->n), start) ? NAME_FIRST_PERCENT : 100;
}

static unsigned char byte_at(const Reduced *text, int i)
{
    return i < 0 ? ' ' : (unsigned char)text->p[i];
}

static bool starts_word(const Reduced *text, int start)
{
    return reduced_boundary(byte_at(text, start - 1), byte_at(text, start));
}

static bool ends_word(const Reduced *text, int end)
{
    return reduced_boundary(byte_at(text, end - 1), byte_at(text, end));
}

static void keep(Candidates *c, PatternMatch m)
{
    m.score += is_user(m.row) ? SCORE_USER : 0;
    if (c->n < CANDIDATES_MAX)
        c->found[c->n++] = m;
}

static void consider(Candidates *c, uint32_t row, int end)
{
    const PatternSet *set = c->set;
    const PatternRow *r = &set->rows[row];
    int length = (int)set->reduced[row].n, start = end - length;
    bool from_start = starts_word(c->text, start), to_end = ends_word(c->text, end);
    if ((!from_start && !(r->flags & PATTERN_OPEN_START)) ||
        (!to_end && !(r->flags & PATTERN_OPEN_END) && length < OPEN_END_FROM))
        return;
    if ((r->flags & PATTERN_FIRST) && !noise_before(str_n(c->text->p, c->text->n), start))
        return;
    PatternMatch m = match_of(set, row, MATCH_IN_TEXT);
    m.start = start;
    m.end = end;
    m.score = part(m.score, place_percent(c->text, r, start));
    m.score = part(m.score, from_start ? 100 : OPEN_START_PERCENT);
    m.score = part(m.score, to_end ? 100 : OPEN_END_PERCENT);
    if (!is_user(r)) {
        m.confidence_ppm = part(m.confidence_ppm, from_start ? 100 : 95);
        m.confidence_ppm = part(m.confidence_ppm, to_end ? 100 : 95);
    }
    keep(c, m);
}

/* Where a text ends on the way into a pattern, it may have been cut off there. */
static void consider_cut_off(Candidates *c, uint32_t state)
{
    const Automaton *a = c->set->automaton;
    uint32_t row = a->some[state];
    int whole = (int)c->set->reduced[row].n, end = c->text->n;
    int blank = c->set->rows[row].flags & PATTERN_OPEN_START ? 0 : 1;
    int have = (int)a->depths[state] - blank, start = end - have;
    if (have < CUT_OFF_MIN || have >= whole || !starts_word(c->text, start))
        return;
    bool within_word = c->set->reduced[row].p[have] != ' ';
    if (100 * have < whole * (within_word ? CUT_WORD_PERCENT : CUT_BETWEEN_PERCENT))
        return;
    if ((c->set->rows[row].flags & PATTERN_FIRST) && !noise_before(str_n(c->text->p, end), start))
        return;
    PatternMatch m = match_of(c->set, row, MATCH_CUT_OFF);
    m.start = start;
    m.end = end;
    m.confidence_ppm = part(m.confidence_ppm, 90);
    m.score = part(m.score, 100 * have / whole);
    keep(c, m);
}

static void find_in_text(Candidates *c)
{
    const Automaton *a = c->set->automaton;
    const Reduced *text = c->text;
    uint32_t state = automaton_step(a, 0, ' ');
    for (int i = 0; i < text->n; i++) {
        state = automaton_step(a, state, (unsigned char)text->p[i]);
        for (uint32_t at = state; a->hits[at];) {
            int32_t string = automaton_string(a, at, &at);
            consider(c, (uint32_t)string, i + 1);
        }
    }
    consider_cut_off(c, state);
}

/* A text within a pattern counts for as much as it covers of it. */
static void find_in_pattern(Candidates *c)
{
    Str text = str_n(c->text->p, c->text->n);
    PatternMatch best = { .score = -1 };
    WithinPlace place;
    uint32_t step = 0;
    for (int i = 0; i < WITHIN_LOOKED_AT && within_next(c->set->within, text, &step, &place); i++) {
        Str pattern = c->set->reduced[place.string];
        const PatternRow *row = &c->set->rows[place.string];
        char before = place.at ? pattern.p[place.at - 1] : ' ';
        ptrdiff_t end = place.at + text.n;
        char after = end < pattern.n ? pattern.p[end] : ' ';
        bool word_start = reduced_boundary((unsigned char)before, (unsigned char)text.p[0]);
        bool word_end = reduced_boundary((unsigned char)text.p[text.n - 1], (unsigned char)after);
        if (!word_start && !(is_user(row) && text.n >= WITHIN_ANYWHERE))
            continue;
        if (!word_end && text.n < WITHIN_ANYWHERE)
            continue;
        PatternMatch m = match_of(c->set, place.string, MATCH_IN_PATTERN);
        int32_t covered = (int32_t)(100 * text.n / pattern.n);
        m.confidence_ppm = part(m.confidence_ppm, 50 + covered / 2);
        m.score = part(m.score, covered * covered / 100);
        m.end = c->text->n;
        if (m.score + (is_user(row) ? SCORE_USER : 0) >
            best.score + (best.way && is_user(best.row) ? SCORE_USER : 0))
            best = m;
    }
    if (best.way)
        keep(c, best);
}

/* A match within a longer one is part of that name and says nothing of its own. */
static bool shadowed(const Candidates *c, int i)
{
    const PatternMatch *m = &c->found[i];
    for (int k = 0; k < c->n; k++) {
        const PatternMatch *other = &c->found[k];
        if (k != i && other->way == MATCH_IN_TEXT && is_user(other->row) >= is_user(m->row) &&
            other->start <= m->start && other->end >= m->end &&
            other->end - other->start > m->end - m->start)
            return true;
    }
    return false;
}

static PatternMatch choose(const Candidates *c)
{
    PatternMatch best = { 0 };
    for (int i = 0; i < c->n; i++)
        if (c->found[i].score > best.score && !(c->n > 1 && shadowed(c, i)))
            best = c->found[i];
    for (int i = 0; i < c->n && best.way; i++)
        if (!same_category(c->found[i].row, best.row) && !shadowed(c, i) &&
            c->found[i].score > part(best.score, RIVAL_PERCENT)) {
            best.confidence_ppm = part(best.confidence_ppm, 80);
            break;
        }
    return best;
}

PatternMatch pattern_find(const PatternSet *set, const Reduced *text)
{
    Candidates c = { .set = set, .text = text };
    if (!set->n || !text->n)
        return (PatternMatch){ 0 };
    find_in_text(&c);
    find_in_pattern(&c);
    return choose(&c);
}

typedef struct {
    Str key; /* the reduced text, with a blank before it unless it may begin within a word */
    uint32_t row;
} Entry;

/* Where a pattern may begin and end is a matter of its length. */
static unsigned flags_of(const PatternRow *row, int letters)
{
    if (is_user(row))
        return (row->flags & PATTERN_EXPENSE) |
               (letters >= USER_OPEN_FROM ? PATTERN_OPEN_START | PATTERN_OPEN_END : 0);
    if (row->origin == PATTERN_WORD && letters >= WORD_OPEN_FROM && !(row->flags & PATTERN_FIRST))
        return row->flags | PATTERN_OPEN_START;
    return row->flags;
}

static int by_key(const void *a, const void *b)
{
    return str_cmp(((const Entry *)a)->key, ((const Entry *)b)->key);
}

static int count_letters(Str reduced)
{
    int letters = 0;
    for (ptrdiff_t i = 0; i < reduced.n && letters < UINT8_MAX; i++)
        letters += reduced.p[i] != ' ';
    return letters;
}

static bool stronger(const PatternRow *a, const PatternRow *b)
{
    bool here_a = !(a->flags & PATTERN_ABROAD), here_b = !(b->flags & PATTERN_ABROAD);
    if (is_user(a) != is_user(b))
        return is_user(a);
    if (here_a != here_b)
        return here_a;
    return a->origin != b->origin ? a->origin > b->origin : a->confidence_ppm > b->confidence_ppm;
}

/* Copies a row behind the others; its key goes to *key. */
static void add_row(PatternSet *set, const PatternRow *row, Str reduced, Str *key)
{
    Arena *mem = set->mem;
    PatternRow *copy = &set->rows[set->n];
    char *p = arena_alloc(mem, (size_t)reduced.n + 1);
    p[0] = ' ';
    memcpy(p + 1, reduced.p, (size_t)reduced.n);
    *copy = *row;
    copy->text = str_copy(mem, row->text);
    copy->code = str_copy(mem, row->code);
    int letters = count_letters(reduced);
    copy->flags = flags_of(row, letters);
    set->reduced[set->n] = str_n(p + 1, reduced.n);
    set->letters[set->n] = (uint8_t)letters;
    *key = copy->flags & PATTERN_OPEN_START ? set->reduced[set->n] : str_n(p, reduced.n + 1);
    set->n++;
}

static Entry *add_rows(PatternSet *set, const PatternRow *rows, ptrdiff_t n)
{
    Entry *entries = NEW_ARRAY(set->mem, Entry, n);
    Reduced r;
    for (ptrdiff_t i = 0; i < n; i++) {
        reduce_into(&r, set->mem, rows[i].text);
        if (r.n < PATTERN_MIN)
            continue;
        entries[set->n].row = (uint32_t)set->n;
        Str *key = &entries[set->n].key;
        add_row(set, &rows[i], str_n(r.p, r.n), key);
    }
    return entries;
}

/* Of entries with the same key the strongest stays. */
static ptrdiff_t drop_doubles(const PatternSet *set, Entry *entries, ptrdiff_t n)
{
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!kept || !str_eq(entries[kept - 1].key, entries[i].key))
            entries[kept++] = entries[i];
        else if (stronger(&set->rows[entries[i].row], &set->rows[entries[kept - 1].row]))
            entries[kept - 1] = entries[i];
    }
    return kept;
}

/* Puts the rows into the order of the entries, without those that were dropped. */
static void settle_rows(PatternSet *set, const Entry *entries, ptrdiff_t n)
{
    PatternRow *rows = NEW_ARRAY(set->mem, PatternRow, n);
    Str *reduced = NEW_ARRAY(set->mem, Str, n);
    uint8_t *letters = NEW_ARRAY(set->mem, uint8_t, n);
    Str *keys = NEW_ARRAY(set->mem, Str, n);
    for (ptrdiff_t i = 0; i < n; i++) {
        rows[i] = set->rows[entries[i].row];
        reduced[i] = set->reduced[entries[i].row];
        letters[i] = set->letters[entries[i].row];
        keys[i] = entries[i].key;
    }
    set->rows = rows;
    set->reduced = reduced;
    set->letters = letters;
    set->n = n;
    set->automaton = automaton_new(set->mem, keys, n);
    set->within = within_new(set->mem, reduced, n);
}

PatternSet *pattern_set_new(const PatternRow *rows, ptrdiff_t n)
{
    Arena *mem = arena_new("patterns", SET_GUARD_BYTES);
    PatternSet *set = NEW(mem, PatternSet);
    set->mem = mem;
    set->rows = NEW_ARRAY(mem, PatternRow, n);
    set->reduced = NEW_ARRAY(mem, Str, n);
    set->letters = NEW_ARRAY(mem, uint8_t, n);
    Entry *entries = add_rows(set, rows, n);
    qsort(entries, (size_t)set->n, sizeof *entries, by_key);
    settle_rows(set, entries, drop_doubles(set, entries, set->n));
    return set;
}

void pattern_set_free(PatternSet *set)
{
    if (set)
        arena_free(set->mem);
}

ptrdiff_t pattern_set_count(const PatternSet *set)
{
    return set->n;
}

size_t pattern_set_bytes(const PatternSet *set)
{
    return arena_used(set->mem);
}
