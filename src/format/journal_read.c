/* Journals read: headers, postings, directives. */
#include "format/journal_read.h"

#include "format/journal_amount.h"
#include "statement/sum.h"
#include "text/datetext.h"
#include "text/utf8.h"

#include <string.h>

enum { MEMORY_MAX = 120 << 20, REMARKS_MAX = 200, APPLIED_MAX = 8, STRING_LINES_MAX = 50 };

typedef struct {
    Ctx *c;
    Journal *j;
    Map accounts;             /* name -> index + 1 */
    Map aliases;              /* name -> Str, what it stands for */
    Str declared;             /* the account whose directive the indented lines belong to; none */
    Str applied[APPLIED_MAX]; /* what `apply account` puts before names, outermost first */
    int n_applied;
    JournalMark mark;
    int year;     /* of dates without one; 0: none is known */
    bool open;    /* indented lines belong to the last transaction */
    bool comment; /* inside a block of comment */
    ptrdiff_t room_transactions, room_postings, room_accounts, room_remarks;
    int64_t directives, first_directive;
} Reader;

static void remark(Reader *r, FindingLevel level, int64_t line, const char *field, Str message)
{
    Journal *j = r->j;
    if (j->n_remarks == REMARKS_MAX)
        return;
    if (j->n_remarks == r->room_remarks) {
        ptrdiff_t room = r->room_remarks ? 2 * r->room_remarks : 16;
        j->remarks = arena_grow(r->c->mem, j->remarks, (size_t)r->room_remarks * sizeof *j->remarks,
                                (size_t)room * sizeof *j->remarks);
        r->room_remarks = room;
    }
    j->remarks[j->n_remarks++] = (JournalRemark){ level, line, field, message };
}

/* --- headers --- */

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

static Str take_word(Str *s)
{
    ptrdiff_t n = 0;
    while (n < s->n && s->p[n] != ' ' && s->p[n] != '\t')
        n++;
    Str word = str_part(*s, 0, n);
    *s = str_trim(str_part(*s, n, s->n));
    return word;
}

/* 2024-01-02, 2024/1/2, 2024.1.2; 1/2 with the year of a directive. */
static Date date_of_word(const Reader *r, Str word)
{
    int parts[3] = { 0 }, n = 0;
    for (ptrdiff_t i = 0; i < word.n; i++) {
        if (is_digit(word.p[i]) && parts[n] < 100000)
            parts[n] = parts[n] * 10 + (word.p[i] - '0');
        else if ((word.p[i] == '-' || word.p[i] == '/' || word.p[i] == '.') && n < 2)
            n++;
        else
            return DATE_NONE;
    }
    if (n == 1 && r->year)
        return date_of(r->year, parts[0], parts[1]);
    return n == 2 && parts[0] > 99 ? date_of(parts[0], parts[1], parts[2]) : DATE_NONE;
}

/* A string of beancount with its backslashes taken out, and its lines joined. */
static Str take_quoted(Reader *r, Str *s)
{
    ptrdiff_t end = 1;
    bool escaped = false;
    while (end < s->n && s->p[end] != '"') {
        escaped |= s->p[end] == '\\' || s->p[end] == '\n';
        end += s->p[end] == '\\' ? 2 : 1;
    }
    if (end > s->n)
        end = s->n;
    Str text = str_part(*s, 1, end);
    *s = str_trim(str_part(*s, end + 1, s->n));
    if (!escaped)
        return text;
    Buf plain = buf_new(r->c->mem, text.n + 1);
    for (ptrdiff_t i = 0; i < text.n; i++) {
        bool ends = text.p[i] == '\n';
        if (text.p[i] == '\\' && i + 1 < text.n)
            i++;
        while (ends && i + 1 < text.n && strchr(" \t\r\n", text.p[i + 1]))
            i++;
        buf_char(&plain, ends ? ' ' : text.p[i]);
    }
    return buf_str(&plain);
}

/* The value of `name:` in a comment, up to a comma or the end. */
static Str tag_value(Str comment, Str name)
{
    ptrdiff_t at = comment.n ? str_find(comment, name, 0) : -1;
    if (!comment.p || at < 0 ||
        (at > 0 && comment.p[at - 1] != ' ' && comment.p[at - 1] != ',' &&
         comment.p[at - 1] != ';'))
        return (Str){ 0 };
    Str value = str_part(comment, at + name.n, comment.n);
    return str_trim(str_cut(&value, ','));
}

static Str cut_comment(Str *line)
{
    ptrdiff_t at = str_find_char(*line, ';', 0);
    if (at < 0)
        return (Str){ 0 };
    Str comment = str_part(*line, at + 1, line->n);
    *line = str_part(*line, 0, at);
    return comment;
}

static void take_texts(Reader *r, JournalTransaction *t, Str s)
{
    if (s.n && s.p[0] == '"') {
        t->note = take_quoted(r, &s);
        if (s.n && s.p[0] == '"') {
            t->payee = t->note;
            t->note = take_quoted(r, &s);
        }
        return;
    }
    Str comment = cut_comment(&s);
    t->id = tag_value(comment, S("id:"));
    ptrdiff_t bar = str_find_char(s, '|', 0);
    t->payee = bar < 0 ? (Str){ 0 } : str_trim(str_part(s, 0, bar));
    t->note = str_trim(str_part(s, bar + 1, s.n));
}

static JournalTransaction *add_transaction(Reader *r)
{
    Journal *j = r->j;
    if (j->n_transactions == r->room_transactions) {
        ptrdiff_t room = r->room_transactions ? 2 * r->room_transactions : 64;
        j->transactions = arena_grow(r->c->mem, j->transactions,
                                     (size_t)r->room_transactions * sizeof *j->transactions,
                                     (size_t)room * sizeof *j->transactions);
        r->room_transactions = room;
    }
    return &j->transactions[j->n_transactions++];
}

/* Whether the word behind a date begins a transaction of beancount, or is another directive. */
static bool is_directive(Str word)
{
    static const Str words[] = { S_INIT("open"),     S_INIT("close"), S_INIT("commodity"),
                                 S_INIT("balance"),  S_INIT("pad"),   S_INIT("note"),
                                 S_INIT("document"), S_INIT("price"), S_INIT("event"),
                                 S_INIT("query"),    S_INIT("custom") };
    for (ptrdiff_t i = 0; i < COUNT(words); i++)
        if (str_eq(word, words[i]))
            return true;
    return false;
}

static void count_directive(Reader *r, int64_t line)
{
    if (!r->directives++)
        r->first_directive = line;
}

static bool read_header(Reader *r, Str line, int64_t number)
{
    Str s = line, word = take_word(&s);
    ptrdiff_t equals = str_find_char(word, '=', 0);
    Date date = date_of_word(r, str_part(word, 0, equals < 0 ? word.n : equals));
    if (!date)
        return false;
    Str after = s, next = take_word(&after);
    if (is_directive(next) && after.n && (after.p[0] >= 'A' || after.p[0] == '"')) {
        count_directive(r, number);
        return true;
    }
    JournalTransaction *t = add_transaction(r);
    *t = (JournalTransaction){
        .date = date, .line = number, .raw = line, .first = r->j->n_postings
    };
    t->second = equals < 0 ? DATE_NONE : date_of_word(r, str_part(word, equals + 1, word.n));
    if (s.n && (s.p[0] == '*' || s.p[0] == '!')) {
        t->pending = s.p[0] == '!';
        s = str_trim(str_part(s, 1, s.n));
    } else if (str_eq(next, S("txn"))) {
        s = after;
    }
    ptrdiff_t close = s.n && s.p[0] == '(' ? str_find_char(s, ')', 0) : -1;
    if (close > 0) {
        t->code = str_trim(str_part(s, 1, close));
        s = str_trim(str_part(s, close + 1, s.n));
    }
    take_texts(r, t, s);
    r->open = true;
    return true;
}

/* --- postings --- */

static bool is_money_account(Str name)
{
    static const Str roots[] = { S_INIT("assets"), S_INIT("asset"), S_INIT("liabilities"),
                                 S_INIT("liability"), S_INIT("debts") };
    Str root = str_cut(&name, ':');
    for (ptrdiff_t i = 0; i < COUNT(roots); i++)
        if (str_eq_nocase(root, roots[i]))
            return true;
    return false;
}

static int32_t account_named(Reader *r, Str name)
{
    Journal *j = r->j;
    void *found = map_find(&r->accounts, name);
    if (found)
        return (int32_t)((intptr_t)found - 1);
    if (j->n_accounts == r->room_accounts) {
        ptrdiff_t room = r->room_accounts ? 2 * r->room_accounts : 32;
        j->accounts =
            arena_grow(r->c->mem, j->accounts, (size_t)r->room_accounts * sizeof *j->accounts,
                       (size_t)room * sizeof *j->accounts);
        r->room_accounts = room;
    }
    j->accounts[j->n_accounts++] = (JournalAccount){ name, is_money_account(name), -1, -1 };
    map_put(&r->accounts, name, (void *)(intptr_t)j->n_accounts);
    return (int32_t)(j->n_accounts - 1);
}

/* The name that is meant: aliases undone, for the whole name or its first parts, and what is
 * applied put before it. */
static Str full_name(Reader *r, Str name)
{
    const Str *alias = r->aliases.n ? map_find(&r->aliases, name) : NULL;
    ptrdiff_t end = alias ? name.n : 0;
    for (ptrdiff_t i = r->aliases.n ? name.n : 0; !alias && i-- > 0;)
        if (name.p[i] == ':') {
            alias = map_find(&r->aliases, str_part(name, 0, i));
            end = i;
        }
    if (alias)
        name = end < name.n ? str_fmt(r->c->mem, "%.*s%.*s", STR_ARG(*alias),
                                      STR_ARG(str_part(name, end, name.n)))
                            : *alias;
    for (int i = r->n_applied; i-- > 0;)
        name = str_fmt(r->c->mem, "%.*s:%.*s", STR_ARG(r->applied[i]), STR_ARG(name));
    return name;
}

/* The account's name: up to two blanks or a tab; beancount's has no blanks at all. */
static Str take_account(Str *s, bool *is_virtual)
{
    ptrdiff_t n = 0;
    while (n < s->n && s->p[n] != '\t' && !(s->p[n] == ' ' && n + 1 < s->n && s->p[n + 1] == ' '))
        n++;
    Str name = str_part(*s, 0, n);
    ptrdiff_t blank = str_find_char(name, ' ', 0);
    bool one_blank = n == s->n && blank > 0 && str_find_char(name, ':', 0) > 0;
    if (one_blank) { /* "Assets:Bank 10 EUR" */
        Str tail = str_trim(str_part(name, blank, name.n));
        if (tail.n && (is_digit(tail.p[0]) || tail.p[0] == '-' || tail.p[0] == '+')) {
            n = blank;
            name = str_part(*s, 0, n);
        }
    }
    *s = str_trim(str_part(*s, n, s->n));
    char first = name.n > 2 ? name.p[0] : 0, last = name.n > 2 ? name.p[name.n - 1] : 0;
    *is_virtual = (first == '(' && last == ')') || (first == '[' && last == ']');
    return *is_virtual ? str_part(name, 1, name.n - 1) : str_trim(name);
}

static Decimal times(Decimal a, Decimal b, bool *fine)
{
    Decimal product = { .scale = a.scale + b.scale };
    *fine = product.scale <= DECIMAL_SCALE_MAX &&
            !__builtin_mul_overflow(a.mantissa, b.mantissa, &product.mantissa);
    return *fine ? product : (Decimal){ 0 };
}

/* The price or cost behind an amount: {…}, @ …, @@ …. Sets what the posting weighs. */
static void take_price(Reader *r, Str *s, JournalPosting *p)
{
    while (s->n && (s->p[0] == '{' || s->p[0] == '@' || s->p[0] == '[' || s->p[0] == '(')) {
        char open = s->p[0];
        bool total = s->n > 1 && s->p[1] == open;
        if (open == '[' || open == '(') { /* a lot's date or note */
            ptrdiff_t end = str_find_char(*s, open == '[' ? ']' : ')', 0);
            *s = str_trim(str_part(*s, end < 0 ? s->n : end + 1, s->n));
            continue;
        }
        Str rest = str_part(*s, total ? 2 : 1, s->n), currency;
        Decimal price;
        bool fine = true;
        if (journal_amount(&rest, &r->mark, &price, &currency) && !p->weight_currency.n) {
            price = decimal_absolute(price);
            if (total && p->amount.value.mantissa < 0)
                price = decimal_negated(price);
            Decimal weight = total ? price : times(p->amount.value, price, &fine);
            p->weight = (Figure){ weight, fine };
            p->weight_currency = currency;
        }
        if (open == '{') {
            ptrdiff_t end = str_find_char(rest, '}', 0);
            rest = str_part(rest, end < 0 ? rest.n : end + 1, rest.n);
            if (rest.n && rest.p[0] == '}')
                rest = str_part(rest, 1, rest.n);
        }
        *s = str_trim(rest);
    }
}

static JournalPosting *add_posting(Reader *r)
{
    Journal *j = r->j;
    if (j->n_postings == r->room_postings) {
        ptrdiff_t room = r->room_postings ? 2 * r->room_postings : 128;
        j->postings =
            arena_grow(r->c->mem, j->postings, (size_t)r->room_postings * sizeof *j->postings,
                       (size_t)room * sizeof *j->postings);
        r->room_postings = room;
    }
    return &j->postings[j->n_postings++];
}

/* A line like `id: "txn_1"`, which beancount puts below headers and postings. */
static bool read_metadata(Reader *r, JournalTransaction *t, Str s)
{
    ptrdiff_t colon = str_find_char(s, ':', 0);
    if (colon < 1 || s.p[0] < 'a' || s.p[0] > 'z' || (colon + 1 < s.n && s.p[colon + 1] != ' '))
        return false;
    for (ptrdiff_t i = 0; i < colon; i++)
        if (s.p[i] == ' ')
            return false;
    Str value = str_trim(str_part(s, colon + 1, s.n));
    if (str_eq(str_part(s, 0, colon), S("id")) && value.n && value.p[0] == '"')
        t->id = take_quoted(r, &value);
    return true;
}

static void read_posting(Reader *r, Str line, int64_t number)
{
    JournalTransaction *t = &r->j->transactions[r->j->n_transactions - 1];
    Str s = str_trim(line), comment = cut_comment(&s), currency;
    Decimal amount;
    t->raw.n = line.p + line.n - t->raw.p;
    if (!t->id.n)
        t->id = tag_value(comment, S("id:"));
    s = str_trim(s);
    if (s.n > 1 && (s.p[0] == '*' || s.p[0] == '!'))
        s = str_trim(str_part(s, 1, s.n));
    if (!s.n || read_metadata(r, t, s))
        return;
    bool is_virtual;
    Str name = take_account(&s, &is_virtual);
    JournalPosting *p = add_posting(r);
    *p = (JournalPosting){ .transaction = r->j->n_transactions - 1, .next = -1, .line = number };
    p->is_virtual = is_virtual;
    p->account = account_named(r, full_name(r, name));
    t->n++;
    if (s.n && s.p[0] != '=' && journal_amount(&s, &r->mark, &amount, &currency)) {
        p->amount = p->weight = (Figure){ amount, true };
        p->currency = currency;
        s = str_trim(s);
        take_price(r, &s, p);
        if (!p->weight_currency.n)
            p->weight_currency = currency;
    } else if (s.n && s.p[0] != '=') {
        remark(r, FINDING_ERROR, number, "amount",
               str_fmt(r->c->mem, "The amount \"%.*s\" cannot be read", STR_ARG(text_shown(s))));
    }
    while (s.n && (s.p[0] == '=' || s.p[0] == '*'))
        s = str_part(s, 1, s.n);
    if (journal_amount(&s, &r->mark, &amount, &currency)) {
        p->balance = (Figure){ amount, true };
        if (!p->currency.n)
            p->currency = currency;
    }
}

/* --- after the last posting --- */

/* The one amount that may be left out is what the others leave. */
static void balance_out(Reader *r, JournalTransaction *t)
{
    Journal *j = r->j;
    JournalPosting *open = NULL;
    ExactSum sum = { 0 };
    Str currency = { 0 };
    bool mixed = false;
    for (ptrdiff_t i = t->first; i < t->first + t->n; i++) {
        JournalPosting *p = &j->postings[i];
        if (p->is_virtual)
            continue;
        if (!p->amount.given) {
            mixed |= open != NULL || p->balance.given;
            open = p;
            continue;
        }
        mixed |= currency.n && !str_eq(currency, p->weight_currency);
        mixed |= !p->weight.given;
        currency = p->weight_currency;
        total_add(&sum, p->weight.value);
    }
    if (open && !mixed && !sum.lost && !open->balance.given) {
        open->amount = open->weight = (Figure){ decimal_trim(decimal_negated(sum.total)), true };
        open->currency = open->weight_currency = currency;
    } else if (!open && !mixed && t->n > 1 && !sum.lost && sum.total.mantissa != 0) {
        remark(r, FINDING_WARNING, t->line, "amount",
               str_fmt(r->c->mem, "The transaction does not balance: %.*s %.*s are left",
                       STR_ARG(decimal_text(r->c->mem, sum.total)), STR_ARG(currency)));
    }
}

static void link_accounts(Journal *j)
{
    for (ptrdiff_t i = 0; i < j->n_postings; i++) {
        JournalAccount *a = &j->accounts[j->postings[i].account];
        if (a->last >= 0)
            j->postings[a->last].next = i;
        else
            a->first = i;
        a->last = i;
    }
}

static void add_alias(Reader *r, Str name, Str stands_for)
{
    Str *copy = NEW(r->c->mem, Str);
    *copy = stands_for;
    if (name.n && stands_for.n)
        map_put(&r->aliases, name, copy);
}

/* account NAME, alias NAME=NAME, apply account NAME, end apply account; false for all others. */
static bool names_accounts(Reader *r, Str word, Str rest, int64_t number)
{
    cut_comment(&rest);
    Str s = str_trim(rest);
    if (str_eq(word, S("account"))) {
        r->declared = s;
    } else if (str_eq(word, S("alias"))) {
        ptrdiff_t equals = str_find_char(s, '=', 0);
        Str name = str_trim(str_part(s, 0, equals));
        if (name.n > 1 && name.p[0] == '/')
            remark(r, FINDING_WARNING, number, NULL,
                   S("An alias by a pattern is not followed; names of accounts stay as written"));
        else if (equals > 0)
            add_alias(r, name, str_trim(str_part(s, equals + 1, s.n)));
    } else if (str_eq(word, S("apply")) && str_starts(s, S("account "))) {
        if (r->n_applied < APPLIED_MAX)
            r->applied[r->n_applied++] = str_trim(str_part(s, 8, s.n));
    } else if (str_eq(word, S("end")) && (!s.n || str_starts(s, S("apply")))) {
        r->n_applied -= r->n_applied > 0;
    } else {
        return false;
    }
    return true;
}

static void read_directive(Reader *r, Str line, int64_t number)
{
    Str s = line, word = take_word(&s);
    int64_t year;
    if (names_accounts(r, word, s, number)) {
        count_directive(r, number);
        return;
    }
    bool says_year = str_eq(word, S("Y")) || str_eq(word, S("year"));
    bool joined = word.n > 1 && word.p[0] == 'Y';
    Str digits = says_year ? s : joined ? str_part(word, 1, word.n) : (Str){ 0 };
    if (str_eq(word, S("comment")) || str_eq(word, S("test")))
        r->comment = true;
    else if (str_eq(word, S("decimal-mark")) && s.n)
        r->mark.mark = s.p[0];
    else if (digits.n && str_int(digits, &year))
        r->year = (int)year;
    else if (str_eq(word, S("include")) || str_eq(word, S("!include")))
        remark(r, FINDING_WARNING, number, NULL,
               str_fmt(r->c->mem, "The file includes %.*s, which is not read; import it as well",
                       STR_ARG(text_shown(s))));
    else if (word.n && (word.p[0] == '~' || word.p[0] == '='))
        remark(r, FINDING_INFO, number, NULL,
               S("A rule for future or automatic transactions is no movement and was left out"));
    else if (word.n && is_digit(word.p[0]))
        remark(r, FINDING_ERROR, number, "date",
               str_fmt(r->c->mem, "The transaction \"%.*s\" was left out: its date cannot be read",
                       STR_ARG(text_shown(line))));
    else
        count_directive(r, number);
}

static void read_line(Reader *r, Str line, int64_t number)
{
    Str bare = str_trim(line);
    if (r->comment) {
        r->comment = !str_starts(bare, S("end"));
        return;
    }
    if (!bare.n) {
        r->open = false;
        return;
    }
    bool indented = line.p[0] == ' ' || line.p[0] == '\t';
    if (strchr(";#%|*", bare.p[0]) &&
        !(indented && r->open && (bare.p[0] == '*' || bare.p[0] == ';')))
        return;
    if (indented) {
        if (r->open)
            read_posting(r, line, number);
        else if (r->declared.n && str_eq(take_word(&bare), S("alias")))
            add_alias(r, bare, r->declared);
        return;
    }
    r->open = false;
    r->declared = (Str){ 0 };
    if (!is_digit(line.p[0]) || !read_header(r, line, number))
        read_directive(r, line, number);
}

/* Whether a string of beancount is open at the line's end, when it was (or was not) at its
 * beginning. */
static bool string_is_open(Str line, bool open)
{
    for (ptrdiff_t i = 0; i < line.n; i++) {
        if (line.p[i] == '\\' && open)
            i++;
        else if (line.p[i] == '"')
            open = !open;
        else if (line.p[i] == ';' && !open)
            break;
    }
    return open;
}

/* The next line, with those that its string goes on in. */
static Str next_line(Str *rest, int64_t *lines)
{
    Str text = *rest, line = str_cut(rest, '\n');
    *lines = 1;
    bool dated = line.n > 12 && is_digit(line.p[0]) && is_digit(line.p[3]) && line.p[4] == '-';
    ptrdiff_t quote = dated ? str_find_char(str_part(line, 0, 20), '"', 10) : -1;
    if (quote < 0 || !string_is_open(line, false))
        return line;
    Str ahead = *rest;
    for (int64_t n = 2; ahead.p && n <= STRING_LINES_MAX; n++) {
        if (string_is_open(str_cut(&ahead, '\n'), true))
            continue;
        *lines = n;
        *rest = ahead;
        return str_part(text, 0, ahead.p ? ahead.p - 1 - text.p : text.n);
    }
    return line; /* a sign of a text */
}

bool journal_read(Ctx *c, Str text, Journal *out)
{
    Reader *r = NEW(c->mem, Reader);
    *out = (Journal){ 0 };
    *r = (Reader){ .c = c, .j = out, .accounts = map_new(c->mem), .aliases = map_new(c->mem) };
    size_t before = arena_used(c->mem);
    int64_t number = 1, lines = 1;
    for (Str rest = text; rest.p; number += lines) {
        Str line = next_line(&rest, &lines);
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        read_line(r, line, number);
        if (arena_used(c->mem) - before > MEMORY_MAX)
            return fail(c, TOO_LARGE, NULL,
                        "the journal has more transactions than can be read at "
                        "once; divide it by years");
    }
    for (ptrdiff_t i = 0; i < out->n_transactions; i++)
        balance_out(r, &out->transactions[i]);
    link_accounts(out);
    if (r->directives)
        remark(r, FINDING_INFO, r->first_directive, NULL,
               str_fmt(c->mem, "%lld directives are no movements and were left out",
                       (long long)r->directives));
    out->ambiguous = r->mark.doubted && !r->mark.mark;
    return true;
}
