/* Reads the embedded tables. One line: pattern, category code, countries, confidence, source. */
#include "categorize/builtin.h"

static const char table[] =
#include "merchants.inc"
    ;

enum {
    READ_GUARD_BYTES = 64 << 20,
    ABROAD_MIN = 9, /* bytes; a shorter name from abroad is too likely something else here */
    ABROAD_PERCENT = 88,
    COLUMNS = 5
};

typedef struct {
    Str pattern, code, countries, confidence, source;
} Line;

static bool cut_line(Str line, Line *out)
{
    Str *columns[COLUMNS] = { &out->pattern, &out->code, &out->countries, &out->confidence,
                              &out->source };
    if (!line.n || line.p[0] == '#')
        return false;
    for (int i = 0; i < COLUMNS; i++)
        *columns[i] = str_cut(&line, '\t');
    return out->source.p && !str_eq(out->source, S("source"));
}

static PatternOrigin origin_of(Str source)
{
    if (str_eq(source, S("word")))
        return PATTERN_WORD;
    return str_eq(source, S("nsi")) ? PATTERN_INDEX : PATTERN_MERCHANT;
}

/* The marks before and behind a pattern: "^" first, "*" open. */
static unsigned take_marks(Str *pattern)
{
    unsigned flags = 0;
    if (str_starts(*pattern, S("^")))
        flags |= PATTERN_FIRST;
    if (str_starts(*pattern, S("*")))
        flags |= PATTERN_OPEN_START;
    if (flags)
        *pattern = str_part(*pattern, 1, pattern->n);
    if (str_ends(*pattern, S("*"))) {
        flags |= PATTERN_OPEN_END;
        *pattern = str_part(*pattern, 0, pattern->n - 1);
    }
    return flags;
}

static bool is_here(Str countries, Str country)
{
    return str_eq(countries, S("*")) || (country.n && str_find(countries, country, 0) >= 0);
}

/* False when the pattern is of no use in the country. */
static bool read_row(Str text, Str country, PatternRow *row)
{
    Line line = { 0 };
    int64_t confidence = 0;
    if (!cut_line(text, &line) || !str_int(line.confidence, &confidence))
        return false;
    *row = (PatternRow){ .code = line.code, .confidence_ppm = (int32_t)confidence };
    row->flags = take_marks(&line.pattern);
    row->text = line.pattern;
    row->origin = origin_of(line.source);
    if (is_here(line.countries, country))
        return true;
    row->flags |= PATTERN_ABROAD;
    row->confidence_ppm = (int32_t)(confidence * ABROAD_PERCENT / 100);
    return line.pattern.n >= ABROAD_MIN;
}

PatternSet *builtin_patterns(Str country)
{
    Arena *mem = arena_new("merchants", READ_GUARD_BYTES);
    char letters[2];
    country = builtin_country(builtin_key(country), letters);
    Str rest = str_n(table, (ptrdiff_t)sizeof table - 1);
    ptrdiff_t lines = 0, n = 0;
    for (ptrdiff_t i = 0; i < rest.n; i++)
        lines += rest.p[i] == '\n';
    PatternRow *rows = NEW_ARRAY(mem, PatternRow, lines + 1);
    while (rest.p)
        n += read_row(str_cut(&rest, '\n'), country, &rows[n]);
    PatternSet *set = pattern_set_new(rows, n);
    arena_free(mem);
    return set;
}

int64_t builtin_key(Str country)
{
    if (country.n != 2)
        return 0;
    int64_t key = 0;
    for (int i = 0; i < 2; i++) {
        int letter = country.p[i] & ~0x20;
        if (letter < 'A' || letter > 'Z')
            return 0;
        key = key << 8 | letter;
    }
    return key;
}

Str builtin_country(int64_t key, char out[2])
{
    out[0] = (char)(key >> 8 & 0x7F);
    out[1] = (char)(key & 0x7F);
    return key ? str_n(out, 2) : (Str){ 0 };
}
