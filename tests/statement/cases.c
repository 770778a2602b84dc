/* Statements of every format as small files, read and compared with what is wanted of them. */
#include "statement/cases.h"

#include "statement/words_case.h"

#include "value/decimal.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER SOURCE_ROOT "/tests/statement"

enum { FILE_MAX = 8 << 20, CASE_BYTES = 512 << 20 };

static Str read_file(Arena *mem, const char *path)
{
    CLEAN(clean_file) FILE *f = fopen(path, "rb");
    if (!f)
        return (Str){ 0 };
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    if (size < 0 || size > FILE_MAX)
        return (Str){ 0 };
    char *p = arena_alloc(mem, (size_t)size + 1);
    return str_n(p, (ptrdiff_t)fread(p, 1, (size_t)size, f));
}

static void wrong(StatementCase *k, Str line, const char *what)
{
    fprintf(stderr, "%s: %.*s: %s\n", k->name, STR_ARG(line), what);
    k->wrong++;
}

static const StatementRow *row_at(const StatementCase *k, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; n >= 0 && i < k->set.n; i++) {
        if (n < k->set.statements[i].n_rows)
            return &k->set.statements[i].rows[n];
        n -= k->set.statements[i].n_rows;
    }
    return NULL;
}

ptrdiff_t case_count_rows(const StatementCase *k)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < k->set.n; i++)
        n += k->set.statements[i].n_rows;
    return n;
}

bool case_figure_is(Figure f, Str text)
{
    Decimal d;
    if (str_eq(text, S("-")) || !text.n)
        return !f.given;
    return f.given && decimal_parse(text, &d) == NUMBER_OK && decimal_compare(d, f.value) == 0;
}

static bool text_is(Str got, Str want)
{
    return str_eq(got, str_eq(want, S("-")) ? S("") : want);
}

static bool date_is(Date got, Str want)
{
    return got == (want.n == 0 || str_eq(want, S("-")) ? DATE_NONE : date_parse(want));
}

static bool row_holds(const StatementRow *row, Str word)
{
    const Str texts[] = { row->description, row->counterparty, row->reference, row->type };
    if (!word.n)
        return true;
    for (ptrdiff_t i = 0; i < COUNT(texts); i++)
        if (str_find(texts[i], word, 0) >= 0)
            return true;
    return false;
}

static void check_row(StatementCase *k, Str line, Str rest)
{
    const StatementRow *row = row_at(k, k->row++);
    k->counted = true;
    if (!row) {
        wrong(k, line, "there is no such row");
        return;
    }
    Str date = str_cut(&rest, ' ');
    Str amount = str_cut(&rest, ' '), currency = str_cut(&rest, ' ');
    if (!date_is(row->date, date))
        wrong(k, line, "another date");
    if (!case_figure_is(row->amount, amount))
        wrong(k, line, "another amount");
    if (!text_is(row->currency, currency))
        wrong(k, line, "another currency");
    if (!row_holds(row, str_cut(&rest, ' ')))
        wrong(k, line, "the texts do not hold the word");
}

static bool original_is(const StatementRow *row, Str want)
{
    Str amount = str_cut(&want, ' ');
    return case_figure_is(row->original_amount, amount) &&
           (!want.n || str_eq(row->original_currency, want));
}

static bool row_has(const StatementRow *row, Str field, Str want)
{
    const struct {
        Str name, text;
    } texts[] = {
        { S("description"), row->description },
        { S("counterparty"), row->counterparty },
        { S("counterparty_account"), row->counterparty_account },
        { S("reference"), row->reference },
        { S("category"), row->category },
        { S("type"), row->type },
        { S("external_id"), row->external_id },
        { S("account"), row->account },
        { S("status"), row->status == ROW_PENDING ? S("pending") : S("posted") },
    };
    int64_t number = -1;
    for (ptrdiff_t i = 0; i < COUNT(texts); i++)
        if (str_eq(field, texts[i].name))
            return text_is(texts[i].text, want);
    if (str_eq(field, S("value_date")))
        return date_is(row->value_date, want);
    if (str_eq(field, S("fee")))
        return case_figure_is(row->fee, want);
    if (str_eq(field, S("balance")))
        return case_figure_is(row->balance, want);
    if (str_eq(field, S("original")))
        return original_is(row, want);
    if (str_eq(field, S("line")))
        return str_int(want, &number) && number == row->line;
    return str_eq(field, S("page")) && str_int(want, &number) && number == row->page;
}

static void check_has(StatementCase *k, Str line, Str rest, Str field)
{
    int64_t number = 0;
    str_int(str_cut(&rest, ' '), &number);
    if (!field.n)
        field = str_cut(&rest, ' ');
    const StatementRow *row = row_at(k, number - 1);
    if (!row || !row_has(row, field, rest))
        wrong(k, line, "not so");
}

bool case_finding_holds(const StatementCase *k, int64_t line, Str text)
{
    for (ptrdiff_t i = 0; i < k->set.n; i++)
        for (ptrdiff_t n = 0; n < k->set.statements[i].n_findings; n++) {
            const Finding *f = &k->set.statements[i].findings[n];
            if ((line && f->line == line) || (text.n && str_find(f->message, text, 0) >= 0))
                return true;
        }
    return false;
}

static bool maps(const Statement *s, Str value)
{
    int64_t column = -1;
    Str field = str_cut(&value, ' ');
    str_int(str_cut(&value, ' '), &column);
    for (ptrdiff_t i = 0; i < s->n_mapped; i++)
        if (str_eq(s->mapping[i].field, field) && s->mapping[i].column == column)
            return text_is(s->mapping[i].header, value);
    return column < 0;
}

static bool statement_is(StatementCase *k, Str word, Str value)
{
    static const Str verdicts[] = { S_INIT("unknown"), S_INIT("no"), S_INIT("yes") };
    const Statement *s = &k->set.statements[k->statement];
    const struct {
        Str name, text;
    } texts[] = {
        { S("currency"), s->currency },
        { S("account"), s->account_number },
        { S("type"), s->account_type },
        { S("institution"), s->institution },
        { S("format"), s->format },
        { S("sheet"), s->sheet },
        { S("member"), s->member },
        { S("reconciled"), verdicts[s->reconciled] },
        { S("ambiguous"), s->ambiguous ? S("yes") : S("no") },
        { S("quiet"), statement_warns(s) ? S("no") : S("yes") },
    };
    int64_t number = -1;
    for (ptrdiff_t i = 0; i < COUNT(texts); i++)
        if (str_eq(word, texts[i].name))
            return text_is(texts[i].text, value);
    if (str_eq(word, S("opening")))
        return case_figure_is(s->opening_balance, value);
    if (str_eq(word, S("closing")))
        return case_figure_is(s->closing_balance, value);
    if (str_eq(word, S("maps")))
        return maps(s, value);
    if (str_eq(word, S("from")))
        return date_is(s->from, value);
    if (str_eq(word, S("to")))
        return date_is(s->to, value);
    return str_eq(word, S("findings")) && str_int(value, &number) && number == s->n_findings;
}

/* The lines about the file as a whole; false when the line is of another kind. */
static bool check_file(StatementCase *k, Str line, Str word, Str rest)
{
    int64_t number = 0;
    bool fine;
    if (str_eq(word, S("left")))
        fine = str_int(rest, &number) && case_finding_holds(k, number, (Str){ 0 });
    else if (str_eq(word, S("says")))
        fine = case_finding_holds(k, 0, rest);
    else if (str_eq(word, S("error")))
        fine = str_eq(fail_slug(k->c->failure.code), rest);
    else if (str_eq(word, S("message")))
        fine = str_find(k->c->failure.detail, rest, 0) >= 0;
    else if (str_eq(word, S("statements")))
        fine = str_int(rest, &number) && number == k->set.n;
    else
        return false;
    if (!fine)
        wrong(k, line, "not so");
    return true;
}

static void check_line(StatementCase *k, Str line)
{
    Str rest = line, word = str_cut(&rest, ' ');
    int64_t number = 0;
    if (str_eq(word, S("password")) || str_eq(word, S("pick")) || str_eq(word, S("ocr")) ||
        str_eq(word, S("map")))
        return;
    if (str_eq(word, S("row"))) {
        check_row(k, line, rest);
    } else if (str_eq(word, S("rows"))) {
        k->counted = true;
        k->row = case_count_rows(k);
        if (!str_int(rest, &number) || number != k->row)
            wrong(k, line, "another number of rows");
    } else if (str_eq(word, S("has"))) {
        check_has(k, line, rest, (Str){ 0 });
    } else if (str_eq(word, S("fee"))) {
        check_has(k, line, rest, S("fee"));
    } else if (str_eq(word, S("statement"))) {
        k->statement = str_int(rest, &number) ? (ptrdiff_t)number - 1 : -1;
        if (k->statement < 0 || k->statement >= k->set.n) {
            wrong(k, line, "there is no such statement");
            k->statement = 0;
        }
    } else if (!check_file(k, line, word, rest) &&
               (k->set.n == 0 || !statement_is(k, word, rest))) {
        wrong(k, line, "not so");
    }
}

static Str or_none(Str s)
{
    return str_eq(s, S("-")) ? (Str){ 0 } : s;
}

static Mapped mapped_of(Str rest)
{
    int64_t column = -1;
    Str field = str_cut(&rest, ' ');
    str_int(str_cut(&rest, ' '), &column);
    Str format = str_cut(&rest, ' ');
    return (Mapped){ field, (int)column, or_none(rest), or_none(format) };
}

/* How the file is read, from the first lines of the .want file. */
static ParseOptions options_of(Arena *mem, Str want, Str *password)
{
    enum { MAPPED_MAX = 40 };
    ParseOptions o = { .passwords = password };
    Mapped *mapping = NEW_ARRAY(mem, Mapped, MAPPED_MAX);
    o.mapping = mapping;
    while (want.p && want.n) {
        Str rest = str_cut(&want, '\n'), word = str_cut(&rest, ' ');
        if (str_eq(word, S("password"))) {
            *password = rest;
            o.n_passwords = 1;
        } else if (str_eq(word, S("pick"))) {
            o.sheet = rest;
        } else if (str_eq(word, S("ocr"))) {
            o.ocr = rest;
        } else if (str_eq(word, S("map")) && o.n_mapped < MAPPED_MAX) {
            mapping[o.n_mapped++] = mapped_of(rest);
        }
    }
    return o;
}

/* The bytes of the file beside NAME.want, whatever its name ends with. */
static Str read_input(Arena *mem, const char *folder, const char *want)
{
    size_t stem = strlen(want) - 5;
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, alphasort);
    Str bytes = { 0 };
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        char path[1200];
        bool same =
            !strncmp(name, want, stem) && name[stem] == '.' && !strchr(name + stem + 1, '.');
        if (!bytes.p && same && strcmp(name + stem, ".want") != 0) {
            snprintf(path, sizeof path, "%s/%s", folder, name);
            bytes = read_file(mem, path);
        }
        free(entries[i]);
    }
    free(entries);
    return bytes;
}

static int run_case(Ctx *c, const char *folder, const char *name)
{
    char path[1200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    Str bytes = read_input(c->mem, folder, name), want = read_file(c->mem, path), password = { 0 };
    StatementCase k = { .c = c, .name = name };
    if (!bytes.p || !want.p) {
        wrong(&k, S("files"), "cannot be read");
        return k.wrong;
    }
    ParseOptions options = options_of(c->mem, want, &password);
    bool refused = str_starts(want, S("error ")) || str_find(want, S("\nerror "), 0) >= 0;
    bool read = words_picture(bytes) ? words_statements(c, bytes, &options, &k.set)
                                     : statement_parse(c, bytes, &options, &k.set);
    if (read == refused)
        wrong(&k, refused ? S("error") : c->failure.detail,
              refused ? "the file was not refused" : "the file was refused");
    if (refused)
        k.set.n = 0;
    while (want.p && want.n) {
        Str line = str_cut(&want, '\n');
        if (line.n && line.p[0] != '#')
            check_line(&k, line);
    }
    if (k.counted && k.row != case_count_rows(&k))
        wrong(&k, S("rows"), "there are more than listed");
    return k.wrong;
}

static int is_want(const struct dirent *e)
{
    size_t n = strlen(e->d_name);
    return n > 5 && !strcmp(e->d_name + n - 5, ".want");
}

void cases_run(const char *format, int at_least)
{
    char folder[800];
    snprintf(folder, sizeof folder, FOLDER "/%s", format);
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, is_want, alphasort);
    check_true(n >= at_least, __FILE__, __LINE__, folder);
    for (int i = 0; i < n; i++) {
        Ctx own = ctx_new("case", CASE_BYTES);
        int bad = run_case(&own, folder, entries[i]->d_name);
        check_int(bad, 0, __FILE__, __LINE__, entries[i]->d_name);
        ctx_done(&own);
        free(entries[i]);
    }
    free(entries);
}
