/* QIF: records into rows. */
#include "format/qif_read.h"

#include "text/utf8.h"
#include "value/currency.h"

enum { TEXT_ROOM = 64 << 10, CATEGORY_MAX = 300, CENTS_MIN = 8, CENTS_PER_ODD = 8 };

/* What an investment action does to the cash of the account. */
typedef enum { CASH_OUT = -1, CASH_NONE, CASH_IN, CASH_AS_WRITTEN } Cash;

static const struct {
    Str action;
    Cash cash;
} actions[] = {
    { S_INIT("Buy"), CASH_OUT },       { S_INIT("Sell"), CASH_IN },
    { S_INIT("CvrShrt"), CASH_OUT },   { S_INIT("ShtSell"), CASH_IN },
    { S_INIT("Div"), CASH_IN },        { S_INIT("IntInc"), CASH_IN },
    { S_INIT("CGLong"), CASH_IN },     { S_INIT("CGMid"), CASH_IN },
    { S_INIT("CGShort"), CASH_IN },    { S_INIT("MiscInc"), CASH_IN },
    { S_INIT("RtrnCap"), CASH_IN },    { S_INIT("MargInt"), CASH_OUT },
    { S_INIT("MiscExp"), CASH_OUT },   { S_INIT("XIn"), CASH_IN },
    { S_INIT("XOut"), CASH_OUT },      { S_INIT("Contrib"), CASH_IN },
    { S_INIT("Withdrw"), CASH_OUT },   { S_INIT("Cash"), CASH_AS_WRITTEN },
    { S_INIT("ReinvDiv"), CASH_NONE }, { S_INIT("ReinvInt"), CASH_NONE },
    { S_INIT("ReinvLg"), CASH_NONE },  { S_INIT("ReinvMd"), CASH_NONE },
    { S_INIT("ReinvSh"), CASH_NONE },  { S_INIT("ShrsIn"), CASH_NONE },
    { S_INIT("ShrsOut"), CASH_NONE },  { S_INIT("StkSplit"), CASH_NONE },
    { S_INIT("Grant"), CASH_NONE },    { S_INIT("Vest"), CASH_NONE },
    { S_INIT("Expire"), CASH_NONE },   { S_INIT("Reminder"), CASH_NONE },
    { S_INIT("Exercise"), CASH_OUT },  { S_INIT("Adjust"), CASH_NONE },
    { S_INIT("BoughtX"), CASH_OUT },   { S_INIT("Interest"), CASH_IN },
    { S_INIT("Dividend"), CASH_IN },   { S_INIT("Deposit"), CASH_IN },
};

static Str value_of(const QifReader *r, char letter)
{
    return r->record.value[letter - 'A'];
}

/* The record's date: D, or M where D is missing and M is nothing but a date. */
static Str date_value(QifReader *r, bool *in_memo)
{
    DateText t;
    Str date = value_of(r, 'D'), memo = value_of(r, 'M');
    *in_memo = !str_trim(date).n && qif_date_read(r, memo, &t);
    return *in_memo ? memo : date;
}

/* The action's entry: by its name, and by its name without the X of a transfer. */
static bool find_action(Str action, Cash *cash, bool *transfer)
{
    *transfer = false;
    for (int pass = 0; pass < 2; pass++) {
        for (ptrdiff_t i = 0; i < COUNT(actions); i++)
            if (str_eq_nocase(actions[i].action, action)) {
                *cash = actions[i].cash;
                return true;
            }
        if (action.n < 2 || (action.p[action.n - 1] | 32) != 'x')
            return false;
        action.n--;
        *transfer = true;
    }
    return false;
}

/* A figure under the file's decimal mark; *doubt where it has two readings that nothing decides. */
static bool figure(QifReader *r, Str bytes, Decimal *out, bool *doubt)
{
    NumberText n;
    *doubt = false;
    if (!number_read(qif_words(r, bytes), &n) || n.overflow)
        return false;
    bool point = n.marks & MARK_POINT;
    if (n.ambiguous) {
        bool decided = (r->only_point > 0) != (r->only_comma > 0);
        *doubt = !decided;
        /* three digits behind the only mark are thousands, where nothing says otherwise */
        point = decided ? r->only_point > 0 : n.point.scale == 0;
    }
    *out = point ? n.point : n.comma;
    return true;
}

static void survey_figure(QifReader *r, Str bytes, bool total)
{
    NumberText n;
    if (!number_read(qif_words(r, bytes), &n))
        return;
    int scale = n.marks & MARK_POINT ? n.point.scale : n.comma.scale;
    r->cents += total && !n.ambiguous && scale == 2;
    r->tenths += total && scale == 1;
    r->other_scales += total && !n.ambiguous && scale != 2 && scale != 1;
    if (!n.ambiguous) {
        r->only_point += n.marks == MARK_POINT;
        r->only_comma += n.marks == MARK_COMMA;
    }
    r->euro_or_pound |= str_eq(n.currency, S("EUR")) || str_eq(n.currency, S("GBP"));
}

static bool is_one_of(Str word, const Str *list, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++)
        if (str_eq_nocase(word, list[i]))
            return true;
    return false;
}

/* Words of payees and categories that tell where the file was written. */
static void survey_words(QifReader *r, Str bytes)
{
    static const Str english[] = {
        S_INIT("the"),     S_INIT("and"),       S_INIT("of"),        S_INIT("store"),
        S_INIT("food"),    S_INIT("groceries"), S_INIT("salary"),    S_INIT("dining"),
        S_INIT("gas"),     S_INIT("rent"),      S_INIT("misc"),      S_INIT("household"),
        S_INIT("bank"),    S_INIT("payment"),   S_INIT("deposit"),   S_INIT("check"),
        S_INIT("fee"),     S_INIT("interest"),  S_INIT("insurance"), S_INIT("auto"),
        S_INIT("opening"), S_INIT("balance"),   S_INIT("savings"),   S_INIT("utilities"),
        S_INIT("market"),  S_INIT("transfer"),  S_INIT("clothing"),  S_INIT("medical")
    };
    static const Str foreign[] = {
        S_INIT("der"),          S_INIT("die"),       S_INIT("und"),
        S_INIT("miete"),        S_INIT("gehalt"),    S_INIT("lebensmittel"),
        S_INIT("lastschrift"),  S_INIT("bargeld"),   S_INIT("haushalt"),
        S_INIT("versicherung"), S_INIT("le"),        S_INIT("la"),
        S_INIT("les"),          S_INIT("des"),       S_INIT("du"),
        S_INIT("loyer"),        S_INIT("salaire"),   S_INIT("virement"),
        S_INIT("carte"),        S_INIT("achat"),     S_INIT("alimentation"),
        S_INIT("retrait"),      S_INIT("el"),        S_INIT("del"),
        S_INIT("los"),          S_INIT("alquiler"),  S_INIT("compra"),
        S_INIT("recibo"),       S_INIT("pagamento"), S_INIT("aluguel"),
        S_INIT("stipendio"),    S_INIT("affitto"),   S_INIT("spesa"),
        S_INIT("huur"),         S_INIT("salaris"),   S_INIT("boodschappen"),
        S_INIT("van"),          S_INIT("het"),       S_INIT("przelew"),
        S_INIT("czynsz"),       S_INIT("sklep"),     S_INIT("hyra"),
        S_INIT("mat"),          S_INIT("lon")
    };
    Str s = qif_words(r, bytes);
    for (ptrdiff_t at = 0; at < s.n;) {
        ptrdiff_t from = at;
        while (at < s.n && ((s.p[at] | 32) >= 'a' && (s.p[at] | 32) <= 'z'))
            at++;
        Str word = str_part(s, from, at);
        if (word.n > 1) {
            r->english_words += is_one_of(word, english, COUNT(english));
            r->foreign_words += is_one_of(word, foreign, COUNT(foreign));
        }
        if (at < s.n && at == from) {
            int32_t ch = utf8_next(s, &at);
            r->foreign_letters += ch >= 0xC0 && ch < 0x2000;
        }
    }
}

static void survey(QifReader *r)
{
    r->rows++;
    bool in_memo;
    qif_date_survey(r, date_value(r, &in_memo));
    survey_figure(r, value_of(r, 'T'), true);
    survey_figure(r, value_of(r, 'U'), false);
    survey_figure(r, r->record.dollar, false);
    for (int i = 0; i < r->record.splits; i++)
        survey_figure(r, r->record.part[i], false);
    if (r->list == LIST_DEALS)
        survey_figure(r, value_of(r, 'I'), false);
    survey_words(r, value_of(r, 'P'));
    survey_words(r, value_of(r, 'L'));
    survey_words(r, value_of(r, 'M'));
}

static void leave_out(QifReader *r, const char *field, const char *what, Str shown)
{
    build_find(&r->build, FINDING_ERROR, r->record.line, field,
               "Correct the entry in the file, or export it again",
               "an entry is left out: %s%s%.*s", what, shown.n ? ": " : "",
               STR_ARG(text_shown(shown)));
}

/* [Name] is an account, everything else a category; classes follow a slash. */
static Str account_in(Str category)
{
    ptrdiff_t end = str_find_char(category, ']', 0);
    return category.n > 2 && category.p[0] == '[' && end > 1 ? str_part(category, 1, end)
                                                             : (Str){ 0 };
}

/* The first record of a list may state the opening balance: by its words, or by a transfer from the
 * account to itself. */
static bool is_opening(QifReader *r, const StatementRow *row)
{
    Str other = account_in(qif_words(r, value_of(r, 'L')));
    const Str texts[] = { row->counterparty, qif_words(r, value_of(r, 'M')), row->category };
    bool said = false;
    for (ptrdiff_t i = 0; i < COUNT(texts); i++)
        said |= texts[i].n && words_line(r->words.words, r->build.mem, texts[i]) == LINE_OPENING;
    bool itself = other.n && r->account.n && str_eq_nocase(other, r->account);
    return r->first_record && r->list != LIST_DEALS && !r->record.splits && (said || itself);
}

static void take_opening(QifReader *r, const StatementRow *row)
{
    char day[DATE_TEXT];
    Str other = account_in(qif_words(r, value_of(r, 'L')));
    if (!r->s->account_number.n && other.n)
        r->s->account_number = str_copy(r->c->mem, other);
    r->s->opening_balance = row->amount;
    date_write(row->date, day);
    build_find(
        &r->build, FINDING_WARNING, row->line, "balance", "Check the account's opening balance",
        "the first entry, of %.*s, is taken as the opening balance %.*s and not as a movement",
        DATE_TEXT, day, STR_ARG(decimal_text(r->c->mem, row->amount.value)));
}

static void add_text(Buf *b, Str text)
{
    Str have = buf_str(b);
    if (!text.n || str_find(have, text, 0) >= 0)
        return;
    if (have.n && str_find(text, have, 0) >= 0)
        buf_clear(b);
    if (b->n)
        buf_char(b, ' ');
    buf_add(b, text);
}

/* The categories of the splits, each once. */
static Str split_categories(QifReader *r)
{
    Buf b = buf_new(r->build.mem, TEXT_ROOM);
    for (int i = 0; i < r->record.splits && b.n < CATEGORY_MAX; i++) {
        Str s = qif_words(r, r->record.split[i]);
        if (!s.n || str_find(buf_str(&b), s, 0) >= 0)
            continue;
        if (b.n)
            buf_add(&b, S(", "));
        buf_add(&b, s);
    }
    return b.n ? buf_str(&b) : (Str){ 0 };
}

static void texts_of(QifReader *r, StatementRow *row)
{
    Buf b = buf_new(r->build.mem, TEXT_ROOM);
    Str category = qif_words(r, value_of(r, 'L')), splits = split_categories(r);
    bool named = category.n && !str_starts(category, S("--"));
    Str transfer = account_in(category);
    row->category = named ? category : splits.n ? splits : category;
    if (!row->counterparty_account.n && transfer.n)
        row->counterparty_account = transfer;
    row->counterparty = qif_words(r, value_of(r, 'P'));
    if (r->list == LIST_DEALS) {
        add_text(&b, row->type);
        add_text(&b, qif_words(r, value_of(r, 'Y')));
    } else {
        Str number = qif_words(r, value_of(r, 'N'));
        row->reference = number;
    }
    bool dated;
    date_value(r, &dated);
    add_text(&b, row->counterparty);
    add_text(&b, dated ? (Str){ 0 } : qif_words(r, value_of(r, 'M')));
    for (int i = 0; i < r->record.splits && !b.n; i++)
        add_text(&b, qif_words(r, r->record.note[i]));
    if (!b.n)
        add_text(&b, row->category);
    if (!b.n && row->reference.n)
        add_text(&b, row->reference);
    row->description = b.n ? buf_str(&b) : (Str){ 0 };
}

/* Splits give the categories; the total counts. What does not add up is said. */
static void check_splits(QifReader *r, const StatementRow *row)
{
    int64_t sum = 0, one, total;
    int32_t scale = row->amount.value.scale > 4 ? row->amount.value.scale : 4;
    bool fine = true, doubt, any = false;
    Decimal d;
    for (int i = 0; i < r->record.splits; i++) {
        if (!str_trim(r->record.part[i]).n)
            return; /* shares in percent, or none stated */
        any = true;
        fine = fine && figure(r, r->record.part[i], &d, &doubt) &&
               decimal_at_scale(d, scale, &one) == NUMBER_OK &&
               !__builtin_add_overflow(sum, one, &sum);
    }
    if (!any || r->record.more_splits)
        return;
    if (!fine || decimal_at_scale(row->amount.value, scale, &total) != NUMBER_OK || sum != total)
        build_find(&r->build, FINDING_WARNING, r->record.line, "amount",
                   "Check the total of the entry",
                   "the splits of the entry do not add up to its total %.*s; the total is taken",
                   STR_ARG(decimal_text(r->c->mem, row->amount.value)));
}

/* T, or U where T is missing; both say the same. */
static bool amount_of(QifReader *r, StatementRow *row)
{
    Str total = value_of(r, 'T'), other = value_of(r, 'U');
    Decimal d;
    bool doubt, again;
    if (!str_trim(total).n)
        total = other.n ? other : r->list == LIST_DEALS ? r->record.dollar : total;
    if (!figure(r, total, &row->amount.value, &doubt))
        return false;
    row->amount.given = true;
    if (doubt) {
        r->s->ambiguous = true;
        build_find(&r->build, FINDING_WARNING, r->record.line, "amount", "Check the amount",
                   "the amount %.*s can be read in two ways",
                   STR_ARG(text_shown(qif_words(r, total))));
    }
    int scale = row->amount.value.scale;
    bool odd = scale != 2 && scale != 1 && r->cents >= CENTS_MIN && !r->tenths &&
               r->other_scales * CENTS_PER_ODD <= r->cents;
    if (odd)
        build_find(&r->build, FINDING_WARNING, r->record.line, "amount", "Check the amount",
                   "the amount %.*s is written unlike the others, which have two decimals",
                   STR_ARG(text_shown(qif_words(r, total))));
    if (other.n && figure(r, other, &d, &again) && decimal_compare(d, row->amount.value) != 0)
        build_find(&r->build, FINDING_WARNING, r->record.line, "amount", "Check the amount",
                   "the entry states two amounts, %.*s and %.*s; the first is taken",
                   STR_ARG(text_shown(qif_words(r, total))),
                   STR_ARG(text_shown(qif_words(r, other))));
    return true;
}

/* An investment record's effect on the cash of its account. */
static bool cash_of(QifReader *r, StatementRow *row)
{
    Str action = qif_words(r, value_of(r, 'N'));
    Cash cash = CASH_AS_WRITTEN;
    bool transfer = false, known = find_action(action, &cash, &transfer);
    row->type = action;
    if (known && cash == CASH_NONE) {
        row->amount = (Figure){ { 0, 2 }, true };
        build_find(&r->build, r->said_zero ? FINDING_INFO : FINDING_WARNING, r->record.line,
                   "amount", "Check whether money moved",
                   "%.*s moves securities and no money; it is a row of zero",
                   STR_ARG(text_shown(action)));
        r->said_zero = true;
        return true;
    }
    if (!amount_of(r, row))
        return false;
    bool negative = row->amount.value.mantissa < 0;
    if (known && cash == CASH_OUT && !negative)
        row->amount.value.mantissa = -row->amount.value.mantissa;
    if ((known && cash == CASH_IN && negative) || (!known && action.n))
        build_find(&r->build, FINDING_WARNING, r->record.line, "amount", "Check the direction",
                   "the action %.*s %s; the sign is taken as written", STR_ARG(text_shown(action)),
                   known ? "brings money, but its amount is negative" : "is not known");
    if (transfer && (str_starts(action, S("Buy")) || str_starts(action, S("Sell"))))
        build_find(&r->build, FINDING_WARNING, r->record.line, "amount", "Check the other account",
                   "%.*s is paid from or to another account; in the cash of this account it is "
                   "followed by nothing",
                   STR_ARG(text_shown(action)));
    return true;
}

/* The record as it stands in the file, and which bytes became which field. */
static void source_of(QifReader *r, StatementRow *row, ptrdiff_t to)
{
    static const struct {
        char letter;
        const char *field;
    } fields[] = { { 'D', "date" },         { 'T', "amount" },      { 'U', "amount" },
                   { 'P', "counterparty" }, { 'M', "description" }, { 'L', "category" },
                   { 'N', "reference" },    { 'Y', "description" } };
    if (!r->build.options->with_source)
        return;
    bool same =
        build_raw(&r->build, row, str_part(r->text, r->record.from, to), r->encoding.encoding);
    for (ptrdiff_t i = 0; i < COUNT(fields); i++) {
        Str value = str_trim(value_of(r, fields[i].letter));
        build_part(&r->build, row, fields[i].field, same ? value : qif_words(r, value));
    }
}

static bool add_row(QifReader *r, ptrdiff_t to)
{
    StatementRow *row = build_row(&r->build);
    bool in_memo;
    Str written = date_value(r, &in_memo), date = qif_words(r, written);
    row->line = r->record.line;
    row->date = qif_date(r, written);
    if (!row->date) {
        leave_out(r, "date", date.n ? "the date cannot be read" : "it has no date", date);
        return true;
    }
    bool fine = r->list == LIST_DEALS ? cash_of(r, row) : amount_of(r, row);
    if (!fine) {
        Str total = qif_words(r, value_of(r, 'T'));
        leave_out(r, "amount", total.n ? "the amount cannot be read" : "it has no amount", total);
        return true;
    }
    texts_of(r, row);
    if (is_opening(r, row)) {
        take_opening(r, row);
        return true;
    }
    if (r->record.splits)
        check_splits(r, row);
    source_of(r, row, to);
    return build_add(&r->build, row);
}

bool qif_record_end(QifReader *r, ptrdiff_t to)
{
    if (r->surveying) {
        survey(r);
        return true;
    }
    return qif_open(r) && add_row(r, to);
}
