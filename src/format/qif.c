/* QIF: lines, lists, accounts and records. */
#include "format/qif.h"

#include "format/qif_read.h"
#include "text/utf8.h"

#include <string.h>

enum { SCRATCH_BYTES = 64 << 20, NAMES_MAX = 400 };

static void start_record(QifReader *r)
{
    r->record.any = false;
    r->record.splits = 0;
    r->record.more_splits = false;
    r->record.dollar = (Str){ 0 };
    memset(r->record.value, 0, sizeof r->record.value);
}

/* The account that the next list belongs to. */
static void take_account(QifReader *r)
{
    const QifRecord *k = &r->record;
    r->account = str_copy(r->c->mem, qif_words(r, k->value['N' - 'A']));
    r->account_type = str_copy(r->c->mem, qif_words(r, k->value['T' - 'A']));
}

/* Names the list that was passed over, for the finding. */
static void note_passed(QifReader *r)
{
    if (r->surveying || r->list != LIST_OTHER || !r->passed || r->left_lists.n > NAMES_MAX)
        return;
    r->left_lists = str_fmt(r->c->mem, "%.*s%s%.*s (%lld, line %lld)", STR_ARG(r->left_lists),
                            r->left_lists.n ? ", " : "", STR_ARG(text_shown(r->type)),
                            (long long)r->passed, (long long)r->header);
}

/* A record with a day and a sum in a list of something else: the header of its list is lost. */
static bool lost_its_header(QifReader *r)
{
    const QifRecord *k = &r->record;
    DateText t;
    NumberText n;
    return (r->list == LIST_ACCOUNT || r->list == LIST_OTHER) &&
           qif_date_read(r, k->value['D' - 'A'], &t) &&
           number_read(qif_words(r, k->value['T' - 'A']), &n);
}

/* The record ends before the byte `to`. */
static bool end_record(QifReader *r, ptrdiff_t to)
{
    bool fine = true;
    if (!r->record.any)
        return true;
    if (lost_its_header(r)) {
        note_passed(r);
        r->list = LIST_MONEY;
        r->lost_header = r->record.line;
        r->type = (Str){ 0 };
    }
    if (r->list == LIST_ACCOUNT && !r->surveying)
        take_account(r);
    else if (r->list == LIST_OTHER)
        r->passed++;
    else if (r->list != LIST_ACCOUNT)
        fine = qif_record_end(r, to);
    if (r->list != LIST_ACCOUNT && r->list != LIST_OTHER)
        r->first_record = false;
    start_record(r);
    return fine;
}

static QifList list_of(Str type)
{
    static const Str others[] = { S_INIT("Cat"),        S_INIT("Class"),    S_INIT("Memorized"),
                                  S_INIT("Prices"),     S_INIT("Price"),    S_INIT("Security"),
                                  S_INIT("Budget"),     S_INIT("Tag"),      S_INIT("Tax"),
                                  S_INIT("Invitem"),    S_INIT("Template"), S_INIT("Payee"),
                                  S_INIT("Bill"),       S_INIT("Invoice"),  S_INIT("Category"),
                                  S_INIT("Securities"), S_INIT("People"),   S_INIT("Memorised") };
    if (str_eq_nocase(type, S("Invst")) || str_eq_nocase(type, S("Port")))
        return LIST_DEALS;
    for (ptrdiff_t i = 0; i < COUNT(others); i++)
        if (str_eq_nocase(type, others[i]))
            return LIST_OTHER;
    return LIST_MONEY;
}

/* A line that begins with "!". */
static bool take_header(QifReader *r, Str line, int64_t number, ptrdiff_t at)
{
    Str word = str_trim(str_part(line, 1, line.n));
    bool typed = word.n >= 4 && str_eq_nocase(str_part(word, 0, 4), S("Type"));
    bool account = word.n >= 7 && str_eq_nocase(str_part(word, 0, 7), S("Account"));
    if (!typed && !account)
        return true; /* an option or its end: which account follows is told by the accounts */
    if (!end_record(r, at))
        return false;
    note_passed(r);
    r->passed = 0;
    r->header = number;
    r->first_record = true;
    qif_date_break(r);
    if (account) {
        r->list = LIST_ACCOUNT;
        return true;
    }
    word = str_part(word, 4, word.n);
    while (word.n && (word.p[0] == ':' || word.p[0] == ' '))
        word = str_part(word, 1, word.n);
    r->type = str_copy(r->c->mem, qif_words(r, word));
    r->list = list_of(r->type);
    return true;
}

static void take_split(QifReader *r, char letter, Str value)
{
    QifRecord *k = &r->record;
    if (letter == 'S') {
        k->more_splits |= k->splits == QIF_SPLITS_MAX;
        if (k->splits < QIF_SPLITS_MAX) {
            k->split[k->splits] = value;
            k->note[k->splits] = k->part[k->splits] = (Str){ 0 };
            k->splits++;
        }
    } else if (k->splits && !k->more_splits && letter == 'E') {
        k->note[k->splits - 1] = value;
    } else if (k->splits && !k->more_splits) {
        k->part[k->splits - 1] = value;
    } else if (letter == '$' && !k->dollar.n) {
        k->dollar = value;
    }
}

/* Whether the letter begins a record anew, because the one before was never ended. */
static bool begins_anew(const QifReader *r, char letter, Str value)
{
    const Str *have = r->record.value;
    bool once = letter == 'D' || letter == 'T';
    if (!once || (r->list != LIST_MONEY && r->list != LIST_DEALS && r->list != LIST_NONE))
        return false;
    return have[letter - 'A'].n && !str_eq(have[letter - 'A'], value) && have['D' - 'A'].n &&
           have['T' - 'A'].n;
}

static bool take_line(QifReader *r, Str line, int64_t number, ptrdiff_t at)
{
    char letter = line.p[0];
    Str value = str_part(line, 1, line.n);
    if (letter == '!')
        return take_header(r, line, number, at);
    if (letter == '^')
        return end_record(r, at + 1);
    if (letter >= 'a' && letter <= 'z' && r->list != LIST_OTHER)
        letter = (char)(letter - 32);
    if (begins_anew(r, letter, value)) {
        int64_t line_before = r->record.line;
        if (!end_record(r, at))
            return false;
        if (r->s && !r->surveying)
            build_find(&r->build, FINDING_WARNING, line_before, NULL,
                       "Check this entry and the next",
                       "the entry that begins here has no end; it is taken to end before line %lld",
                       (long long)number);
    }
    if (!r->record.any) {
        r->record.any = true;
        r->record.line = number;
        r->record.from = at;
    }
    if (letter == 'S' || letter == 'E' || letter == '$')
        take_split(r, letter, value);
    else if (letter >= 'A' && letter <= 'Z' && !r->record.value[letter - 'A'].p)
        r->record.value[letter - 'A'] = value;
    return true;
}

static bool walk(QifReader *r)
{
    Str t = r->text;
    int64_t number = 0;
    bool fine = true;
    r->list = LIST_NONE;
    r->lost_header = 0;
    r->first_record = true;
    r->account = r->account_type = r->type = (Str){ 0 };
    start_record(r);
    for (ptrdiff_t at = 0; at < t.n && fine && !failed(r->c);) {
        ptrdiff_t end = at;
        while (end < t.n && t.p[end] != '\n' && t.p[end] != '\r')
            end++;
        Str line = str_trim(str_part(t, at, end));
        number++;
        ArenaMark mark = arena_mark(r->build.mem);
        if (line.n)
            fine = take_line(r, line, number, line.p - t.p);
        if (r->surveying)
            arena_reset(r->build.mem, mark);
        end += end + 1 < t.n && t.p[end] == '\r' && t.p[end + 1] == '\n';
        at = end + 1;
    }
    int64_t last = r->record.any ? r->record.line : 0;
    bool money = r->list != LIST_ACCOUNT && r->list != LIST_OTHER;
    fine = fine && end_record(r, t.n);
    if (fine && last && money && r->s && !r->surveying)
        build_find(&r->build, FINDING_WARNING, last, NULL, "Check the last entry",
                   "the file ends within the entry that begins here; it is taken as it stands");
    note_passed(r);
    return fine && !failed(r->c);
}

bool qif_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink)
{
    QifReader *r = NEW(c->mem, QifReader);
    Arena *scratch = arena_new("words of a QIF file", SCRATCH_BYTES);
    *r = (QifReader){ .c = c, .words = { words_load(), scratch } };
    r->encoding = codepage_detect(scratch, bytes, words_known, &r->words);
    r->text = str_part(bytes, r->encoding.mark_bytes, bytes.n);
    if (r->encoding.encoding >= ENCODING_UTF16LE && r->encoding.encoding <= ENCODING_UTF32BE) {
        r->text = codepage_decode(c->mem, r->encoding.encoding, r->text, NULL);
        r->encoding.encoding = ENCODING_UTF8;
    }
    build_start(&r->build, c, o, sink);
    r->surveying = true;
    bool fine = walk(r);
    r->surveying = false;
    qif_date_decide(r);
    if (fine && !r->rows)
        fail(c, NO_TRANSACTIONS, NULL, "the QIF file holds no transactions of an account");
    else if (fine && walk(r))
        qif_close(r);
    arena_free(scratch);
    return build_end(&r->build);
}
