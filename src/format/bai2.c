/* BAI2: records become statements. */
#include "format/bai2.h"

#include "format/bai2_record.h"
#include "statement/build.h"
#include "statement/sum.h"
#include "text/codepage.h"
#include "text/utf8.h"
#include "value/currency.h"

enum { SCRATCH_BYTES = 16 << 20 };

/* Sum and number of what a trailer (49, 98, 99) counts; the sum has no decimals. */
typedef struct {
    ExactSum sum;
    int64_t members; /* accounts of a group, groups of a file */
    int64_t records;
} Control;

/* What transactions are whose type is that of a total. */
typedef enum {
    TOTALS_OPEN, /* not looked at yet */
    TOTALS_KEPT, /* the balances need them, or there is nothing else */
    TOTALS_LEFT, /* the balances are proven without them */
    TOTALS_EACH  /* those that others make up are left out */
} Totals;

typedef struct {
    Figure opening, closing, opening_available, closing_available, credits, debits;
    int64_t credit_items, debit_items; /* -1: not stated */
    int64_t credit_line, debit_line;
    Bai2Reader behind; /* where its transactions begin */
    Totals totals;
    ExactSum detail_credits, detail_debits; /* when totals are judged one by one */
    /* --- counted --- */
    ExactSum rows, row_credits, row_debits;
    int64_t n_credits, n_debits;
} Account;

typedef struct {
    Build b;
    Ctx *c;
    Arena *scratch;
    ArenaMark scratch_empty;
    TextEncoding encoding;
    Str bank; /* of the file or group */
    Str group_currency;
    int status; /* of the group: 1 news, 2 a deletion, 3 a correction, 4 a test */
    int64_t status_line;
    Date file_day;
    Date day;     /* of the group */
    Str day_text; /* as written */
    int64_t day_line;
    bool day_told; /* that it cannot be read */
    Statement *s;
    int digits;
    Bai2Reader reader;
    Bai2Record *ahead; /* that judge_totals reads into; NULL before */
    Account account;
    Control of_account, of_group, of_file;
    int64_t statements;
} Reader;

/* --- fields --- */

static bool is_all_digits(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

static int number_of(Str s)
{
    int64_t n = 0;
    return str_int(s, &n) ? (int)n : 0;
}

/* YYMMDD, or with four digits of the year. */
static Date day_of(Str s)
{
    if (!is_all_digits(s) || (s.n != 6 && s.n != 8))
        return DATE_NONE;
    ptrdiff_t n = s.n - 4;
    int year = number_of(str_part(s, 0, n));
    if (n == 2)
        year += year < 80 ? 2000 : 1900;
    return date_of(year, number_of(str_part(s, n, n + 2)), number_of(str_part(s, n + 2, n + 4)));
}

/* An amount in minor units, or, against the standard, with its decimals written (*odd). */
static bool amount_of(const Reader *r, Str s, Decimal *out, bool *odd)
{
    bool plus = s.n > 1 && s.p[0] == '+';
    if (plus)
        s = str_part(s, 1, s.n);
    *odd = str_find_char(s, '.', 0) >= 0;
    if (decimal_parse(s, out) != NUMBER_OK || str_find_char(s, 'e', 0) >= 0 ||
        str_find_char(s, 'E', 0) >= 0)
        return false;
    if (!*odd)
        out->scale = r->digits;
    return true;
}

/* The field of an amount; the first of the next line where a line ends before it. Three digits
 * there are a type, where one may follow. */
static Str amount_field(Bai2Fields *f, bool type_may_follow)
{
    Str amount = bai2_field(f);
    bool behind = !amount.n && !f->rest.p && f->part + 1 < f->record->n;
    Str ahead = behind ? f->record->parts[f->part + 1] : (Str){ 0 };
    Str next = str_trim(str_cut(&ahead, ','));
    Str digits =
        next.n && (next.p[0] == '+' || next.p[0] == '-') ? str_part(next, 1, next.n) : next;
    return behind && is_all_digits(digits) && (digits.n != 3 || !type_may_follow) ? bai2_field(f)
                                                                                  : amount;
}

/* The amount as a trailer counts it. */
static void count_amount(Reader *r, Str s)
{
    Decimal d;
    if (s.n && s.p[0] == '+')
        s = str_part(s, 1, s.n);
    if (s.n && decimal_parse(s, &d) == NUMBER_OK)
        total_add(&r->of_account.sum, d);
}

/* Passes over what a kind of funds has behind it; the value date of V. */
static Date skip_funds(Bai2Fields *f, Str funds)
{
    char kind = funds.n == 1 ? (char)(funds.p[0] & ~0x20) : 0;
    int more = kind == 'S' ? 3 : 0;
    Date day = DATE_NONE;
    if (kind == 'V') {
        day = day_of(bai2_field(f));
        more = 1;
    } else if (kind == 'D') {
        more = number_of(bai2_field(f));
        more = more < 0 || more > 100 ? 0 : 2 * more;
    }
    for (int i = 0; i < more; i++)
        bai2_field(f);
    return day;
}

/* --- statements --- */

static void check_items(Reader *r, const char *what, Figure stated, int64_t items, int64_t line,
                        const ExactSum *sum, int64_t counted)
{
    if (!stated.given || counted == 0)
        return;
    if (!total_agrees(sum, decimal_absolute(stated.value)) || (items >= 0 && items != counted))
        build_find(&r->b, FINDING_WARNING, line, "amount", "Check whether the file is complete",
                   "The account's total of %s is %.*s, the transactions make %.*s", what,
                   STR_ARG(decimal_text(r->c->mem, stated.value)),
                   STR_ARG(decimal_text(r->c->mem, sum->total)));
}

/* Available balances stand for the account's only where they prove the rows. */
static void take_available(Reader *r)
{
    Account *a = &r->account;
    ExactSum sum = a->rows;
    if (r->s->opening_balance.given || r->s->closing_balance.given || !a->opening_available.given ||
        !a->closing_available.given)
        return;
    total_add(&sum, a->opening_available.value);
    if (sum.lost || !total_agrees(&sum, a->closing_available.value))
        return;
    r->s->opening_balance = a->opening_available;
    r->s->closing_balance = a->closing_available;
}

static bool close_statement(Reader *r)
{
    Account *a = &r->account;
    if (!r->s)
        return !failed(r->c);
    r->s->opening_balance = a->opening;
    r->s->closing_balance = a->closing;
    take_available(r);
    check_items(r, "credits", a->credits, a->credit_items, a->credit_line, &a->row_credits,
                a->n_credits);
    check_items(r, "debits", a->debits, a->debit_items, a->debit_line, &a->row_debits, a->n_debits);
    if (!r->s->n_rows)
        r->s->from = r->s->to = r->day;
    r->s = NULL;
    return build_close(&r->b);
}

/* Groups that are to undo or to try something. */
static void note_status(Reader *r)
{
    static const char *const kinds[] = { [2] = "deletes what was sent before",
                                         [3] = "corrects what was sent before",
                                         [4] = "is only a test" };
    if (r->status >= 2 && r->status <= 4)
        build_find(&r->b, FINDING_WARNING, r->status_line, NULL,
                   "Compare its transactions with those that are booked already",
                   "The group says that it %s", kinds[r->status]);
}

static bool open_statement(Reader *r, Str number, Str currency, int64_t line)
{
    if (!close_statement(r))
        return false;
    r->s = build_open(&r->b, S("bai2"));
    if (!r->s)
        return false;
    r->statements++;
    r->account = (Account){ .credit_items = -1, .debit_items = -1, .behind = r->reader };
    r->of_account = (Control){ 0 };
    note_status(r);
    Currency named = currency_find(currency);
    r->digits = named ? currency_digits(named) : 2;
    r->s->account_number = str_copy(r->c->mem, number);
    r->s->institution = r->bank;
    r->s->encoding = codepage_name(r->encoding.encoding);
    r->s->currency = named ? currency_code(named) : S("USD");
    if (currency.n && !named)
        build_find(&r->b, FINDING_WARNING, line, "currency", "State the account's currency",
                   "The currency \"%.*s\" is not known; US dollars were taken",
                   STR_ARG(text_shown(currency)));
    else if (!currency.n)
        build_find(&r->b, FINDING_INFO, line, "currency", NULL,
                   "No currency is stated, which means US dollars in this format");
    return true;
}

static void take_summary(Reader *r, int64_t type, Decimal amount, Str items, int64_t line)
{
    Account *a = &r->account;
    Figure figure = { amount, true };
    int64_t n;
    switch (type) {
    case 10: a->opening = figure; break;
    case 15: a->closing = figure; break;
    case 40: a->opening_available = figure; break;
    case 45: a->closing_available = figure; break;
    case 100:
        a->credits = figure;
        a->credit_line = line;
        a->credit_items = str_int(items, &n) ? n : -1;
        break;
    case 400:
        a->debits = figure;
        a->debit_line = line;
        a->debit_items = str_int(items, &n) ? n : -1;
        break;
    default: break;
    }
}

static bool read_account(Reader *r, const Bai2Record *record)
{
    Bai2Fields f = bai2_fields(record);
    Str number = bai2_field(&f), currency = bai2_field(&f);
    if (!open_statement(r, number, currency.n ? currency : r->group_currency, record->line))
        return false;
    while (!f.ended) {
        Str type = bai2_field(&f);
        if (!type.n)
            continue;
        Str amount = amount_field(&f, true), items = bai2_field(&f), funds = bai2_field(&f);
        Decimal value;
        int64_t code;
        bool odd;
        skip_funds(&f, funds);
        count_amount(r, amount);
        if (!amount.n)
            continue;
        if (!str_int(type, &code) || !amount_of(r, amount, &value, &odd))
            build_find(&r->b, FINDING_WARNING, record->line, "balance",
                       "Compare it with the bank's page",
                       "The figure \"%.*s\" of type %.*s cannot be read",
                       STR_ARG(text_shown(amount)), STR_ARG(text_shown(type)));
        else
            take_summary(r, code, value, items, record->line);
    }
    return true;
}

/* --- transactions --- */

static bool leave_out(Reader *r, const Bai2Record *record, FindingLevel level, const char *field,
                      const char *why)
{
    build_find(&r->b, level, record->line, field,
               level == FINDING_INFO ? NULL : "Export the file from the bank again",
               "The transaction \"%.*s\" was left out: %s",
               STR_ARG(text_shown(str_trim(record->raw))), why);
    return true;
}

/* The sign of a type, 0 for none; what is not certain is said. */
static int sign_of(Reader *r, const Bai2Record *record, int64_t type)
{
    Bai2Kind kind = bai2_kind(type);
    if (kind == BAI2_CREDIT || kind == BAI2_DEBIT)
        return kind == BAI2_CREDIT ? 1 : -1;
    int sign = kind == BAI2_CUSTOM_DEBIT ? -1 : 1;
    r->s->ambiguous = true;
    build_find(&r->b, FINDING_WARNING, record->line, "amount",
               "Compare the sign with the bank's page",
               "The type %lld is one of the bank's own; it was read as a %s", (long long)type,
               sign < 0 ? "debit" : "credit");
    return sign;
}

static bool proves(Figure opening, ExactSum sum, Figure closing)
{
    if (!opening.given || !closing.given)
        return false;
    total_add(&sum, opening.value);
    return !sum.lost && total_agrees(&sum, closing.value);
}

/* Looks at all transactions of the account before the first total among them. */
static void judge_totals(Reader *r)
{
    Account *a = &r->account;
    Bai2Reader ahead = a->behind;
    Bai2Record *record = r->ahead = r->ahead ? r->ahead : NEW(r->c->mem, Bai2Record);
    ExactSum all = { 0 }, details = { 0 };
    int64_t n = 0;
    while (bai2_next(&ahead, record) && (record->code == 16 || record->code == 0)) {
        Bai2Fields f = bai2_fields(record);
        Str type_text = bai2_field(&f), amount_text = amount_field(&f, false);
        int64_t type;
        Decimal amount;
        bool odd;
        if (record->code == 0 || !str_int(type_text, &type) ||
            !amount_of(r, amount_text, &amount, &odd))
            continue;
        bool debit = bai2_kind(type) == BAI2_DEBIT || bai2_kind(type) == BAI2_CUSTOM_DEBIT;
        Decimal moved = debit ? decimal_negated(amount) : amount;
        total_add(&all, moved);
        if (bai2_is_total(type))
            continue;
        n++;
        total_add(&details, moved);
        total_add(debit ? &a->detail_debits : &a->detail_credits, amount);
    }
    a->totals = !n || proves(a->opening, all, a->closing) ? TOTALS_KEPT
                : proves(a->opening, details, a->closing) ? TOTALS_LEFT
                                                          : TOTALS_EACH;
}

/* Whether a record that stands among the transactions only sums others up. */
static bool sums_others(Reader *r, const Bai2Record *record, int64_t type, Decimal amount)
{
    Account *a = &r->account;
    if (!bai2_is_total(type))
        return false;
    if (a->totals == TOTALS_OPEN)
        judge_totals(r);
    if (a->totals != TOTALS_EACH)
        return a->totals == TOTALS_LEFT;
    bool debit = bai2_kind(type) == BAI2_DEBIT;
    if (total_agrees(debit ? &a->detail_debits : &a->detail_credits, amount))
        return true;
    r->s->ambiguous = true;
    build_find(&r->b, FINDING_WARNING, record->line, "amount", "Compare it with the bank's page",
               "The type %lld is that of a total; nothing shows of what, so it was kept",
               (long long)type);
    return false;
}

static void fill_texts(Reader *r, StatementRow *row, const Bai2Record *record, Bai2Fields *f,
                       int64_t type)
{
    row->external_id = bai2_field(f);
    row->reference = bai2_field(f);
    Str words = bai2_words(type), text = bai2_text(r->scratch, f);
    row->type = words.n ? words : str_fmt(r->scratch, "%lld", (long long)type);
    row->description = text.n ? text : row->reference.n ? row->reference : row->type;
    if (!r->b.options->with_source)
        return;
    row->raw = utf8_cut(record->raw, LIMIT_ROW_RAW_BYTES);
    while (row->raw.n < record->raw.n && row->raw.n &&
           ((unsigned char)record->raw.p[row->raw.n] & 0xC0) == 0x80)
        row->raw.n--;
    build_part(&r->b, row, "description", row->description);
    build_part(&r->b, row, "reference", row->reference);
    build_part(&r->b, row, "external_id", row->external_id);
}

static void count_row(Reader *r, Decimal amount)
{
    Account *a = &r->account;
    bool credit = amount.mantissa >= 0;
    total_add(&a->rows, amount);
    total_add(credit ? &a->row_credits : &a->row_debits, decimal_absolute(amount));
    *(credit ? &a->n_credits : &a->n_debits) += 1;
}

/* The day of a transaction whose group states none: of value, or that of the file where the group
 * leaves it empty. */
static Date other_day(Reader *r, Date value)
{
    Date day = value ? value : r->day_text.n ? DATE_NONE : r->file_day;
    if (!r->day_told)
        build_find(&r->b, day ? FINDING_WARNING : FINDING_ERROR, r->day_line, "date",
                   day ? "Compare the days with the bank's page"
                       : "Export the file from the bank again",
                   "The group's date \"%.*s\" cannot be read%s", STR_ARG(text_shown(r->day_text)),
                   !day    ? ""
                   : value ? "; the day of value was taken"
                           : "; the file's was taken");
    r->day_told = true;
    return day;
}

static bool read_transaction(Reader *r, const Bai2Record *record)
{
    if (!r->s) {
        if (!open_statement(r, (Str){ 0 }, r->group_currency, record->line))
            return false;
        build_find(&r->b, FINDING_ERROR, record->line, NULL, "Export the file from the bank again",
                   "A transaction stands before any account");
    }
    Bai2Fields f = bai2_fields(record);
    Str type_text = bai2_field(&f), amount_text = amount_field(&f, false), funds = bai2_field(&f);
    StatementRow own = { .line = record->line };
    int64_t type;
    Decimal amount;
    bool odd = false;
    count_amount(r, amount_text);
    if (!is_all_digits(type_text) || !str_int(type_text, &type))
        return leave_out(r, record, FINDING_ERROR, "amount", "its type is not a number");
    if (bai2_kind(type) == BAI2_NOTHING)
        return leave_out(r, record, FINDING_INFO, NULL, "it is information without money");
    if (!amount_text.n)
        return leave_out(r, record, FINDING_ERROR, "amount", "it states no amount");
    if (!amount_of(r, amount_text, &amount, &odd))
        return leave_out(r, record, FINDING_ERROR, "amount", "its amount is not a number");
    own.value_date = skip_funds(&f, funds);
    own.date = r->day ? r->day : other_day(r, own.value_date);
    if (!own.date)
        return leave_out(r, record, FINDING_ERROR, "date", "its group has no date");
    if (sums_others(r, record, type, amount))
        return leave_out(r, record, FINDING_INFO, NULL, "it is the total of others");
    if (odd || amount.mantissa < 0)
        build_find(&r->b, FINDING_WARNING, record->line, "amount",
                   "Compare it with the bank's page",
                   "The amount \"%.*s\" is not written as the format says", STR_ARG(amount_text));
    own.amount = (Figure){ sign_of(r, record, type) < 0 ? decimal_negated(amount) : amount, true };
    arena_reset(r->scratch, r->scratch_empty);
    fill_texts(r, &own, record, &f, type);
    build_part(&r->b, &own, "amount", amount_text);
    count_row(r, own.amount.value);
    StatementRow *row = build_row(&r->b);
    *row = statement_row_copy(r->b.mem, &own);
    return build_add(&r->b, row);
}

/* --- headers and trailers --- */

static bool read_group(Reader *r, const Bai2Record *record)
{
    Bai2Fields f = bai2_fields(record);
    if (!close_statement(r))
        return false;
    bai2_field(&f);
    Str bank = bai2_field(&f);
    if (bank.n)
        r->bank = str_copy(r->c->mem, bank);
    r->status = number_of(bai2_field(&f));
    r->status_line = record->line;
    r->day_text = bai2_field(&f);
    r->day_line = record->line;
    r->day = day_of(r->day_text);
    r->day_told = false;
    bai2_field(&f);
    r->group_currency = str_copy(r->c->mem, bai2_field(&f));
    r->of_group = (Control){ 0 };
    return true;
}

/* A trailer's own total and counts against what was read. */
static void check_trailer(Reader *r, const Bai2Record *record, const Control *of, const char *what,
                          bool members)
{
    Bai2Fields f = bai2_fields(record);
    Str total = bai2_field(&f), first = bai2_field(&f), second = members ? bai2_field(&f) : first;
    Decimal stated;
    int64_t n;
    if (!r->s)
        return;
    if (total.n && total.p[0] == '+')
        total = str_part(total, 1, total.n);
    if (decimal_parse(total, &stated) == NUMBER_OK && !total_agrees(&of->sum, stated))
        build_find(&r->b, FINDING_WARNING, record->line, "amount",
                   "Check whether the file is complete",
                   "The control total of the %s is %.*s, its records make %.*s", what,
                   STR_ARG(total), STR_ARG(decimal_text(r->c->mem, of->sum.total)));
    if (members && str_int(first, &n) && n != of->members)
        build_find(&r->b, FINDING_WARNING, record->line, NULL, "Check whether the file is complete",
                   "The %s counts %lld members, it has %lld", what, (long long)n,
                   (long long)of->members);
    if (str_int(second, &n) && n != of->records)
        build_find(&r->b, FINDING_WARNING, record->line, NULL, "Check whether the file is complete",
                   "The %s counts %lld records, it has %lld", what, (long long)n,
                   (long long)of->records);
}

/* What a member's trailer states counts for the next one; a missing trailer counts as read. */
static void pass_up(Control *from, Control *to, const Bai2Record *record)
{
    Bai2Fields f = bai2_fields(record);
    Str total = bai2_field(&f);
    Decimal stated;
    if (total.n && total.p[0] == '+')
        total = str_part(total, 1, total.n);
    total_add(&to->sum, decimal_parse(total, &stated) == NUMBER_OK ? stated : from->sum.total);
    to->members++;
}

static bool read_record(Reader *r, const Bai2Record *record)
{
    r->of_account.records += record->lines;
    r->of_group.records += record->lines;
    r->of_file.records += record->lines;
    Bai2Fields f = bai2_fields(record);
    switch (record->code) {
    case 1:
        r->bank = str_copy(r->c->mem, bai2_field(&f));
        bai2_field(&f);
        r->file_day = day_of(bai2_field(&f));
        r->of_file = (Control){ .records = record->lines };
        return close_statement(r);
    case 2:
        if (!read_group(r, record))
            return false;
        r->of_group.records = record->lines;
        return true;
    case 3:
        if (!read_account(r, record))
            return false;
        r->of_account.records = record->lines;
        return true;
    case 16: return read_transaction(r, record);
    case 49:
        check_trailer(r, record, &r->of_account, "account", false);
        pass_up(&r->of_account, &r->of_group, record);
        return true;
    case 98:
        check_trailer(r, record, &r->of_group, "group", true);
        pass_up(&r->of_group, &r->of_file, record);
        return true;
    case 99: check_trailer(r, record, &r->of_file, "file", true); return true;
    default: break;
    }
    if (r->s)
        build_find(&r->b, FINDING_WARNING, record->line, NULL, NULL,
                   "The line \"%.*s\" is no record and was left out",
                   STR_ARG(text_shown(record->parts[0])));
    return true;
}

static bool read_all(Reader *r, Str text)
{
    Bai2Record record;
    int last = 0;
    r->reader = bai2_reader(text);
    while (bai2_next(&r->reader, &record)) {
        if (!read_record(r, &record))
            return false;
        last = record.code;
    }
    if (r->s && last != 99)
        build_find(&r->b, FINDING_WARNING, r->reader.flat ? 1 : r->reader.line - 1, NULL,
                   "Check whether the file is complete",
                   "The file does not end with its trailer (record 99)");
    if (!close_statement(r))
        return false;
    return r->statements > 0 ||
           fail(r->c, NO_TRANSACTIONS, NULL, "the BAI2 file holds no account and no transaction");
}

bool bai2_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink)
{
    Reader *r = NEW(c->mem, Reader);
    r->c = c;
    r->digits = 2;
    Str text = codepage_text(c->mem, bytes, &r->encoding);
    text = text_printable(c->mem, text);
    r->scratch = arena_new("texts of transactions", SCRATCH_BYTES);
    r->scratch_empty = arena_mark(r->scratch);
    build_start(&r->b, c, o, sink);
    read_all(r, text);
    arena_free(r->scratch);
    return build_end(&r->b);
}

/* --- detection --- */

bool bai2_is(Str head)
{
    Bai2Reader reader = bai2_reader(head);
    Bai2Record record;
    int records = 0, others = 0, slashes = 0, accounts = 0;
    bool file = false, group = false, lost = false;
    while (records < 12 && bai2_next(&reader, &record)) {
        Str raw = str_trim(record.raw);
        if (!record.code && !file && ++others < 6)
            continue;
        if (!record.code)
            return false;
        lost |= records == 0 && record.code == 2;
        file |= record.code == 1 || lost;
        group |= record.code == 2 && file;
        accounts += record.code == 3 || record.code == 16;
        slashes += raw.p[raw.n - 1] == '/';
        records++;
        if (!file || (records > 1 && !group))
            return false;
    }
    return group && slashes > 0 && (accounts > 0 || (slashes > 1 && !lost));
}
