/* OFX: entries of the lists into rows. */
#include "format/ofx_read.h"

#include "statement/row_hash.h"
#include "text/utf8.h"
#include "value/currency.h"

/* Identifiers that are remembered to find repeated ones; no statement of a bank has as many. */
enum { THREE_DIGITS = 3, IDS_MAX = 400000, CENTS_MIN = 8, CENTS_PER_ODD = 8 };

/* Which values of an entry are kept, and as what. A group of 0 is any. */
static const struct {
    OfxTag tag, group;
    Part part;
} parts[] = {
    { OFX_TRNTYPE, 0, PART_TYPE },
    { OFX_LOANTRNTYPE, 0, PART_TYPE },
    { OFX_DTPOSTED, 0, PART_POSTED },
    { OFX_DTTRADE, 0, PART_POSTED },
    { OFX_DTTRAN, 0, PART_POSTED },
    { OFX_DTUSER, 0, PART_USED },
    { OFX_DTAVAIL, 0, PART_AVAILABLE },
    { OFX_DTSETTLE, 0, PART_AVAILABLE },
    { OFX_VALUEDATE, 0, PART_AVAILABLE },
    { OFX_TRNAMT, 0, PART_AMOUNT },
    { OFX_TOTAL, 0, PART_AMOUNT },
    { OFX_FITID, 0, PART_ID },
    { OFX_NAME, 0, PART_NAME },
    { OFX_EXTDNAME, 0, PART_LONG_NAME },
    { OFX_MEMO, 0, PART_MEMO },
    { OFX_CHECKNUM, 0, PART_CHECK },
    { OFX_REFNUM, 0, PART_REFERENCE },
    { OFX_CATEGORY, 0, PART_CATEGORY },
    { OFX_ACCTBAL, 0, PART_BALANCE },
    { OFX_ACCTID, OFX_BANKACCTTO, PART_OTHER_ACCOUNT },
    { OFX_ACCTID, OFX_CCACCTTO, PART_OTHER_ACCOUNT },
    { OFX_CURSYM, OFX_CURRENCY, PART_CURRENCY },
    { OFX_CURRATE, OFX_CURRENCY, PART_RATE },
    { OFX_CURSYM, OFX_ORIGCURRENCY, PART_ORIGINAL_CURRENCY },
    { OFX_CURRATE, OFX_ORIGCURRENCY, PART_ORIGINAL_RATE },
    { OFX_UNIQUEID, 0, PART_SECURITY },
    { OFX_UNITS, 0, PART_UNITS },
    { OFX_UNITPRICE, 0, PART_PRICE },
    { OFX_INCOMETYPE, 0, PART_INCOME },
};

void ofx_entry_value(OfxReader *r, const OfxEvent *e)
{
    Entry *entry = &r->entry;
    OfxTag group = r->groups[r->depth - 1];
    if (e->tag == OFX_CURRENCY && e->value.n && !entry->part[PART_CURRENCY].n)
        entry->part[PART_CURRENCY] = e->value;
    for (ptrdiff_t i = 0; i < COUNT(parts); i++) {
        if (parts[i].tag != e->tag || (parts[i].group && parts[i].group != group) || !e->value.n)
            continue;
        Str *part = &entry->part[parts[i].part];
        bool once = parts[i].part == PART_POSTED || parts[i].part == PART_AMOUNT ||
                    parts[i].part == PART_ID;
        if (part->n && once && !str_eq(*part, e->value))
            entry->twice = e->tag;
        else if (!part->n)
            *part = e->value;
    }
}

bool ofx_figure(OfxReader *r, Str value, Decimal *out, bool *doubt)
{
    NumberText n;
    *doubt = false;
    if (!number_read(ofx_words(r, value), &n) || n.overflow)
        return false;
    bool point = n.marks & MARK_POINT, comma = n.marks & MARK_COMMA;
    if (point && comma && n.ambiguous) {
        point = r->only_point > 0 || r->only_comma == 0;
        comma = !point;
        *doubt = (r->only_point > 0) == (r->only_comma > 0);
    }
    if (*doubt) { /* three digits behind the mark: thousands, unless the currency has as many */
        Currency k = r->s ? currency_find(r->s->currency) : CURRENCY_NONE;
        bool three = k && currency_digits(k) == THREE_DIGITS;
        *doubt = !three;
        point = (n.point.scale == 0) != three;
    }
    *out = point ? n.point : n.comma;
    if (n.flag == 'D' && n.sign == 0)
        out->mantissa = -out->mantissa;
    return true;
}

/* -1 a kind that takes money from the account, 1 one that brings it, 0 either. */
static int way_of(const OfxReader *r, Str type)
{
    static const Str takes[] = { S_INIT("DEBIT"),       S_INIT("FEE"),       S_INIT("SRVCHG"),
                                 S_INIT("DIRECTDEBIT"), S_INIT("REPEATPMT"), S_INIT("CHECK") };
    static const Str brings[] = { S_INIT("CREDIT"), S_INIT("DEP"), S_INIT("DIRECTDEP"),
                                  S_INIT("DIV") };
    Str tag = ofx_tag_name(r->entry.tag);
    if (str_starts(tag, S("BUY")) || str_eq(tag, S("REINVEST")))
        return -1;
    if (str_starts(tag, S("SELL")))
        return 1;
    for (ptrdiff_t i = 0; i < COUNT(takes); i++)
        if (str_eq_nocase(type, takes[i]))
            return -1;
    for (ptrdiff_t i = 0; i < COUNT(brings); i++)
        if (str_eq_nocase(type, brings[i]))
            return 1;
    return 0;
}

static bool moves_units(OfxTag tag)
{
    return tag == OFX_TRANSFER || tag == OFX_SPLIT || tag == OFX_JRNLSEC || tag == OFX_CLOSUREOPT;
}

static uint64_t id_key(const OfxReader *r, Str id)
{
    return row_hash((uint64_t)r->at * 0x9E3779B97F4A7C15u + 1, id);
}

static uint64_t content_of(OfxReader *r)
{
    static const Part counts[] = { PART_POSTED, PART_AMOUNT, PART_NAME, PART_MEMO, PART_CHECK };
    uint64_t h = 1;
    for (ptrdiff_t i = 0; i < COUNT(counts); i++)
        if (r->entry.part[counts[i]].n)
            h = row_hash(h + (uint64_t)i, r->entry.part[counts[i]]);
    return h;
}

static void survey_id(OfxReader *r)
{
    Str id = ofx_words(r, r->entry.part[PART_ID]);
    if (!id.n)
        return;
    int64_t key = (int64_t)id_key(r, id);
    uint64_t content = content_of(r);
    Known *known = map_find_num(&r->ids, key);
    if (known) {
        known->differs |= known->content != content;
        return;
    }
    if (r->ids.n == IDS_MAX)
        return;
    known = NEW(r->c->mem, Known);
    *known = (Known){ .content = content, .line = r->entry.line };
    map_put_num(&r->ids, key, known);
}

static void survey_entry(OfxReader *r)
{
    Survey *s = &r->surveys[r->at];
    const Entry *e = &r->entry;
    Decimal d;
    bool doubt;
    s->entries++;
    if (!ofx_figure(r, e->part[PART_AMOUNT], &d, &doubt)) {
        s->broken += !moves_units(e->tag);
        return;
    }
    OfxParted parted;
    Str posted = ofx_words(r, e->part[PART_POSTED]);
    s->broken += !ofx_date(posted) && !ofx_parted(posted, &parted);
    int way = way_of(r, ofx_words(r, e->part[PART_TYPE]));
    bool negative = d.mantissa<0, positive = d.mantissa> 0;
    s->negative += negative;
    s->positive += positive;
    s->out_positive += way < 0 && positive;
    s->out_negative += way < 0 && negative;
    s->in_positive += way > 0 && positive;
    s->in_negative += way > 0 && negative;
    survey_id(r);
}

static void leave_out(OfxReader *r, const char *field, const char *what, Str shown)
{
    build_find(&r->build, FINDING_ERROR, r->entry.line, field,
               "Correct the entry in the file, or export it from the bank again",
               "an entry is left out: %s%s%.*s", what, shown.n ? ": " : "",
               STR_ARG(text_shown(shown)));
}

/* The booking date; where it is missing, the day the user acted or the money came. */
static bool date_of_entry(OfxReader *r, StatementRow *row)
{
    const Entry *e = &r->entry;
    Str posted = ofx_words(r, e->part[PART_POSTED]);
    row->date = ofx_day(r, posted);
    row->value_date = ofx_day(r, e->part[PART_AVAILABLE]);
    if (row->date)
        return true;
    if (posted.n) {
        leave_out(r, "date", "the date cannot be read", posted);
        return false;
    }
    Date used = ofx_day(r, e->part[PART_USED]);
    row->date = used ? used : row->value_date;
    if (!row->date) {
        leave_out(r, "date", "it has no date", (Str){ 0 });
        return false;
    }
    build_find(&r->build, FINDING_WARNING, e->line, "date", "Check the date",
               "the booking date is missing; the entry's other date is taken");
    return true;
}

/* What the kinds of the entries say about the signs of a whole statement. */
typedef enum { SIGNS_HOLD, SIGNS_ABSENT, SIGNS_TURNED } Signs;

static Signs signs_of(const Survey *s)
{
    if (!s->negative && s->out_positive && s->positive > 1)
        return SIGNS_ABSENT;
    bool turned = s->out_positive && s->in_negative && !s->out_negative && !s->in_positive;
    return turned ? SIGNS_TURNED : SIGNS_HOLD;
}

/* The sign of an amount beside what the kind of the entry says. */
static void sign_of_entry(OfxReader *r, StatementRow *row)
{
    const Survey *s = &r->surveys[r->at];
    Signs signs = signs_of(s);
    int way = way_of(r, row->type);
    Decimal *d = &row->amount.value;
    bool contradicts = (way < 0 && d->mantissa > 0) || (way > 0 && d->mantissa < 0);
    if (signs != SIGNS_HOLD && contradicts)
        d->mantissa = -d->mantissa;
    if (signs == SIGNS_HOLD && contradicts) {
        r->s->ambiguous |= s->positive + s->negative == 1;
        build_find(
            &r->build, FINDING_WARNING, r->entry.line, "amount", "Check the direction",
            "the entry is of the kind %.*s, but its amount says the opposite; the amount's sign "
            "is taken",
            STR_ARG(text_shown(row->type)));
    }
    if (signs == SIGNS_HOLD || r->said_type)
        return;
    r->said_type = true;
    r->s->ambiguous = true;
    build_find(
        &r->build, FINDING_WARNING, r->entry.line, "amount", "Check the direction of the amounts",
        signs == SIGNS_ABSENT
            ? "no amount of this statement is negative; money out is told by the kind of entry"
            : "every amount has the sign opposite to its kind of entry; the kind is taken");
}

static bool amount_of_entry(OfxReader *r, StatementRow *row)
{
    const Entry *e = &r->entry;
    bool doubt;
    Str text = ofx_words(r, e->part[PART_AMOUNT]);
    if (!text.n && moves_units(e->tag)) {
        row->amount.given = true;
        build_find(&r->build, FINDING_INFO, e->line, "amount", NULL,
                   "the entry moves %.*s units of a security and no money",
                   STR_ARG(text_shown(ofx_words(r, e->part[PART_UNITS]))));
        return true;
    }
    if (!ofx_figure(r, e->part[PART_AMOUNT], &row->amount.value, &doubt)) {
        leave_out(r, "amount", text.n ? "the amount cannot be read" : "it has no amount", text);
        return false;
    }
    row->amount.given = true;
    if (doubt) {
        r->s->ambiguous = true;
        build_find(&r->build, FINDING_WARNING, e->line, "amount", "Check the amount",
                   "the amount %.*s can be read in two ways", STR_ARG(text_shown(text)));
    }
    int scale = row->amount.value.scale;
    if (scale != 2 && scale != 1 && !ofx_is_deal(e->tag) && r->cents >= CENTS_MIN && !r->tenths &&
        r->other_scales * CENTS_PER_ODD <= r->cents)
        build_find(&r->build, FINDING_WARNING, e->line, "amount", "Check the amount",
                   "the amount %.*s is written unlike the others, which have two decimals",
                   STR_ARG(text_shown(text)));
    sign_of_entry(r, row);
    if (e->tag == OFX_REINVEST)
        build_find(&r->build, FINDING_INFO, e->line, "amount", NULL,
                   "income that was reinvested at once; the amount is what it bought");
    return true;
}

/* CURRENCY: the amounts of the entry are in that currency; ORIGCURRENCY: they were, before the bank
 * converted them. */
static void currency_of_entry(OfxReader *r, StatementRow *row)
{
    const Entry *e = &r->entry;
    Decimal rate = { 0 };
    bool doubt;
    Currency stated = currency_find(ofx_words(r, e->part[PART_CURRENCY]));
    Currency original = currency_find(ofx_words(r, e->part[PART_ORIGINAL_CURRENCY]));
    if (original)
        row->original_currency = currency_code(original);
    if (!stated || str_eq(currency_code(stated), r->s->currency))
        return;
    bool one = !ofx_figure(r, e->part[PART_RATE], &rate, &doubt) ||
               decimal_compare(rate, (Decimal){ 1, 0 }) == 0;
    if (!r->s->currency.n) {
        row->currency = currency_code(stated);
        return;
    }
    if (!one)
        row->currency = currency_code(stated);
    r->s->ambiguous = true;
    build_find(
        &r->build, FINDING_WARNING, e->line, "currency", "Check the currency",
        one ? "the entry names the currency %.*s at the rate 1; the account's, %.*s, is taken"
            : "the entry says that its amount is in %.*s; the account is in %.*s",
        STR_ARG(currency_code(stated)), STR_ARG(r->s->currency));
}

/* Whether one text says all that the other says. */
static bool says_all(Str text, Str of)
{
    for (ptrdiff_t i = 0; i + of.n <= text.n; i++)
        if (str_eq_nocase(str_part(text, i, i + of.n), of))
            return true;
    return false;
}

static void add_text(Buf *b, Str text)
{
    if (!text.n || says_all(buf_str(b), text))
        return;
    if (b->n && says_all(text, buf_str(b)))
        buf_clear(b);
    if (b->n)
        buf_char(b, ' ');
    buf_add(b, text);
}

static void texts_of_entry(OfxReader *r, StatementRow *row)
{
    const Entry *e = &r->entry;
    Str name = ofx_words(r, e->part[PART_NAME]), full = ofx_words(r, e->part[PART_LONG_NAME]);
    Str check = ofx_words(r, e->part[PART_CHECK]);
    Str reference = ofx_words(r, e->part[PART_REFERENCE]);
    Str security = ofx_words(r, e->part[PART_SECURITY]);
    Buf b = buf_new(r->build.mem, 4 * OFX_TEXT_MAX);
    bool deal = ofx_is_deal(e->tag);
    if (deal && e->tag != OFX_INVBANKTRAN)
        add_text(&b, ofx_tag_name(e->tag));
    if (deal)
        add_text(&b, ofx_words(r, e->part[PART_INCOME]));
    add_text(&b, full.n ? full : name);
    add_text(&b, ofx_words(r, e->part[PART_MEMO]));
    const Str *known = security.n ? map_find(&r->securities, security) : NULL;
    add_text(&b, known ? *known : security);
    row->description = buf_str(&b);
    row->counterparty = full.n && (!name.n || says_all(full, name)) ? full : name;
    row->counterparty_account = ofx_words(r, e->part[PART_OTHER_ACCOUNT]);
    bool zeros = true;
    for (ptrdiff_t i = 0; i < check.n; i++)
        zeros &= check.p[i] == '0';
    bool is_check = str_eq_nocase(row->type, S("CHECK"));
    row->reference = !zeros && (is_check || !reference.n) ? check : reference;
    if (!row->reference.n && deal)
        row->reference = security;
    row->category = ofx_words(r, e->part[PART_CATEGORY]);
    if (!row->description.n && !zeros)
        row->description = str_fmt(r->build.mem, "%.*s %.*s", STR_ARG(row->type), STR_ARG(check));
}

/* The bank's identifier, unless other entries of the account have it too. */
static void id_of_entry(OfxReader *r, StatementRow *row)
{
    Str id = ofx_words(r, r->entry.part[PART_ID]);
    const Known *known = id.n ? map_find_num(&r->ids, (int64_t)id_key(r, id)) : NULL;
    if (!known || !known->differs)
        row->external_id = id;
    if (!known)
        return;
    if (known->line == r->entry.line && known->content == content_of(r))
        return;
    if (known->differs && !r->said_ids)
        build_find(&r->build, FINDING_WARNING, r->entry.line, NULL, "Check for entries given twice",
                   "different entries have the same identifier %.*s; it is not kept",
                   STR_ARG(text_shown(id)));
    else if (!known->differs)
        build_find(&r->build, FINDING_WARNING, r->entry.line, NULL,
                   "Check whether it happened twice",
                   "the entry repeats the one in line %lld with the same identifier; both are kept",
                   (long long)known->line);
    r->said_ids |= known->differs;
}

/* The entry as it stands in the file, and which bytes became which field. */
static void source_of_entry(OfxReader *r, StatementRow *row, ptrdiff_t to)
{
    static const struct {
        Part part;
        const char *field;
    } fields[] = {
        { PART_POSTED, "date" },
        { PART_AVAILABLE, "value_date" },
        { PART_AMOUNT, "amount" },
        { PART_NAME, "counterparty" },
        { PART_LONG_NAME, "description" },
        { PART_MEMO, "description" },
        { PART_CHECK, "reference" },
        { PART_REFERENCE, "reference" },
        { PART_TYPE, "type" },
        { PART_ID, "external_id" },
        { PART_CURRENCY, "currency" },
        { PART_OTHER_ACCOUNT, "counterparty_account" },
        { PART_CATEGORY, "category" },
        { PART_BALANCE, "balance" },
    };
    if (!r->build.options->with_source)
        return;
    bool same =
        build_raw(&r->build, row, str_part(r->text, r->entry.from, to), r->encoding.encoding);
    for (ptrdiff_t i = 0; i < COUNT(fields); i++) {
        Str value = r->entry.part[fields[i].part];
        build_part(&r->build, row, fields[i].field, same ? value : ofx_words(r, value));
    }
}

static bool add_row(OfxReader *r, ptrdiff_t to)
{
    const Entry *e = &r->entry;
    StatementRow *row = build_row(&r->build);
    Decimal balance;
    bool doubt;
    row->line = e->line;
    row->type = e->part[PART_TYPE].n  ? ofx_words(r, e->part[PART_TYPE])
                : ofx_is_deal(e->tag) ? ofx_tag_name(e->tag)
                                      : (Str){ 0 };
    if (e->twice) {
        leave_out(r, NULL, "two entries run into each other; it has a second value of",
                  ofx_tag_name(e->twice));
        return true;
    }
    if (!date_of_entry(r, row) || !amount_of_entry(r, row))
        return true;
    currency_of_entry(r, row);
    if (ofx_figure(r, e->part[PART_BALANCE], &balance, &doubt) && !doubt)
        row->balance = (Figure){ balance, true };
    texts_of_entry(r, row);
    id_of_entry(r, row);
    source_of_entry(r, row, to);
    return build_add(&r->build, row);
}

bool ofx_entry_end(OfxReader *r, ptrdiff_t to)
{
    if (r->surveying) {
        if (r->entry.tag != OFX_STMTTRNP)
            survey_entry(r);
        return true;
    }
    if (r->entry.tag != OFX_STMTTRNP)
        return add_row(r, to);
    build_find(&r->build, FINDING_INFO, r->entry.line, NULL, NULL,
               "an entry that is not booked yet is left out: %.*s",
               STR_ARG(text_shown(ofx_words(r, r->entry.part[PART_NAME]))));
    return true;
}
