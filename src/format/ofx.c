/* OFX: the walk over the tags, accounts, balances, and what to say of a file without a statement.
 */
#include "format/ofx.h"

#include "format/ofx_read.h"
#include "statement/words.h"
#include "text/utf8.h"
#include "value/currency.h"

enum { HEADER_MAX = 4096, SCRATCH_BYTES = 64 << 20 };

static bool is_inside(const OfxReader *r, OfxTag group)
{
    for (int i = 0; i < r->depth; i++)
        if (r->groups[i] == group)
            return true;
    return false;
}

static OfxTag innermost(const OfxReader *r)
{
    return r->depth ? r->groups[r->depth - 1] : OFX_OTHER;
}

static bool is_statement(OfxTag tag)
{
    return tag == OFX_STMTRS || tag == OFX_CCSTMTRS || tag == OFX_INVSTMTRS ||
           tag == OFX_LOANSTMTRS;
}

static bool is_entry(const OfxReader *r, OfxTag tag)
{
    return tag == OFX_STMTTRN || tag == OFX_STMTTRNP || tag == OFX_LOANSTMTTRN ||
           (ofx_is_deal(tag) && r->kind == OFX_INVSTMTRS);
}

/* The balance is that of its own day; a statement that covers other days says so. */
static void note_balance(OfxReader *r)
{
    Statement *s = r->s;
    char day[DATE_TEXT];
    if (!s->closing_balance.given || !r->balance_on || !r->build.last ||
        r->balance_on >= r->build.last)
        return;
    date_write(r->balance_on, day);
    build_find(&r->build, FINDING_INFO, 0, "balance", NULL,
               "the balance is that of %.*s, before the last entry", DATE_TEXT, day);
}

/* The stated period counts when it holds every row. */
static void set_period(OfxReader *r)
{
    const Build *b = &r->build;
    if (!r->start || !r->end || r->start > r->end)
        return;
    if (!r->s->n_rows || (r->start <= b->first && b->last <= r->end)) {
        r->s->from = r->start;
        r->s->to = r->end;
        return;
    }
    char from[DATE_TEXT], to[DATE_TEXT];
    date_write(r->start, from);
    date_write(r->end, to);
    build_find(&r->build, FINDING_INFO, 0, "date", NULL,
               "some rows lie outside the period that the file states (%.*s to %.*s)", DATE_TEXT,
               from, DATE_TEXT, to);
}

/* Dates like 03/04/2024 that nothing in the file decides. */
static void note_order(OfxReader *r)
{
    if (!r->parted || (r->day_first > 0) != (r->month_first > 0))
        return;
    r->s->ambiguous = true;
    build_find(&r->build, FINDING_WARNING, 0, "date", "Choose the order of day and month",
               "the dates are not written as the format says, and the order of day and month is "
               "not certain; %s was taken",
               ofx_day_first(r) ? "day, month, year" : "month, day, year");
}

static bool close_statement(OfxReader *r)
{
    if (!r->s)
        return true;
    set_period(r);
    note_balance(r);
    note_order(r);
    if (!r->s->currency.n && r->s->n_rows)
        build_find(&r->build, FINDING_WARNING, 0, "currency", "Choose the account's currency",
                   "the file does not state the currency");
    r->s = NULL;
    return build_close(&r->build);
}

static Str type_of_account(OfxTag kind, Str word)
{
    static const struct {
        Str word, type;
    } types[] = {
        { S_INIT("CHECKING"), S_INIT("checking") },      { S_INIT("SAVINGS"), S_INIT("savings") },
        { S_INIT("MONEYMRKT"), S_INIT("savings") },      { S_INIT("CD"), S_INIT("savings") },
        { S_INIT("CREDITLINE"), S_INIT("loan") },        { S_INIT("LOAN"), S_INIT("loan") },
        { S_INIT("CREDITCARD"), S_INIT("credit_card") },
    };
    for (ptrdiff_t i = 0; i < COUNT(types); i++)
        if (str_eq_nocase(types[i].word, word))
            return types[i].type;
    return kind == OFX_CCSTMTRS     ? S("credit_card")
           : kind == OFX_INVSTMTRS  ? S("investment")
           : kind == OFX_LOANSTMTRS ? S("loan")
                                    : (Str){ 0 };
}

/* The bank's error for one of several accounts. */
static void note_refusal(OfxReader *r)
{
    if (r->code)
        build_find(&r->build, FINDING_ERROR, r->code_line, NULL,
                   "Ask the bank for this account again",
                   "the bank answered with error %lld%s%.*s for an account", (long long)r->code,
                   r->message.n ? ": " : "", STR_ARG(r->message));
    r->code = 0;
}

static bool open_statement(OfxReader *r, const OfxEvent *e)
{
    if (!close_statement(r))
        return false;
    r->at++;
    r->kind = e->tag;
    if (r->surveying) {
        if (r->at == r->room) {
            ptrdiff_t room = r->room ? 2 * r->room : 4;
            r->surveys = arena_grow(r->c->mem, r->surveys, (size_t)r->room * sizeof(Survey),
                                    (size_t)room * sizeof(Survey));
            r->room = room;
        }
        r->n_surveys = r->at + 1;
        r->surveys[r->at].line = e->line;
        return true;
    }
    r->s = build_open(&r->build, S("ofx"));
    if (!r->s)
        return false;
    r->start = r->end = r->balance_on = DATE_NONE;
    r->said_type = r->said_ids = false;
    r->s->institution = r->institution;
    r->s->encoding = codepage_name(r->encoding.encoding);
    r->s->account_type = type_of_account(e->tag, (Str){ 0 });
    note_refusal(r);
    return true;
}

/* The currency that a value names: its code, its number or its sign. */
static Str currency_of(OfxReader *r, Str value)
{
    Str word = ofx_kept(r, value);
    int64_t number;
    bool known;
    if (currency_find(word))
        return currency_code(currency_find(word));
    if (str_int(word, &number) && number > 0 && number < 1000 && currency_find_numeric((int)number))
        return currency_code(currency_find_numeric((int)number));
    return word.n ? number_currency(word, &known) : (Str){ 0 };
}

static void set_balance(OfxReader *r, const OfxEvent *e)
{
    r->has_balance = true;
    Decimal d;
    bool doubt = false;
    Str word = ofx_words(r, e->value);
    if (!word.n) {
        build_find(&r->build, FINDING_INFO, e->line, "balance", NULL,
                   "the closing balance is left empty");
    } else if (!ofx_figure(r, e->value, &d, &doubt)) {
        build_find(&r->build, FINDING_WARNING, e->line, "balance",
                   "Compare with the bank's statement", "the closing balance cannot be read: %.*s",
                   STR_ARG(text_shown(word)));
    } else if (r->s->closing_balance.given &&
               decimal_compare(r->s->closing_balance.value, d) != 0) {
        build_find(
            &r->build, FINDING_WARNING, e->line, "balance", "Compare with the bank's statement",
            "a second closing balance, %.*s, differs from the first", STR_ARG(text_shown(word)));
    } else {
        r->s->closing_balance = (Figure){ d, true };
        if (doubt)
            build_find(
                &r->build, FINDING_WARNING, e->line, "balance", "Compare with the bank's statement",
                "the closing balance %.*s can be read in two ways", STR_ARG(text_shown(word)));
    }
}

/* A value of the account, beside the entries. */
static void head_value(OfxReader *r, const OfxEvent *e, OfxTag group)
{
    Statement *s = r->s;
    bool account = group == OFX_BANKACCTFROM || group == OFX_CCACCTFROM ||
                   group == OFX_INVACCTFROM || group == OFX_LOANACCTFROM;
    bool number = e->tag == OFX_ACCTID || e->tag == OFX_LOANACCTID;
    if (number && account && !s->account_number.n)
        s->account_number = ofx_kept(r, e->value);
    else if (e->tag == OFX_ACCTTYPE && account)
        s->account_type = type_of_account(r->kind, ofx_words(r, e->value));
    else if (e->tag == OFX_BROKERID && account && !s->institution.n)
        s->institution = ofx_kept(r, e->value);
    else if (e->tag == OFX_CURDEF && !s->n_rows)
        s->currency = currency_of(r, e->value);
    else if (e->tag == OFX_DTSTART && is_inside(r, r->kind) && !r->start)
        r->start = ofx_day(r, e->value);
    else if (e->tag == OFX_DTEND && is_inside(r, r->kind) && !r->end)
        r->end = ofx_day(r, e->value);
    else if (e->tag == OFX_BALAMT && group == OFX_LEDGERBAL)
        set_balance(r, e);
    else if (e->tag == OFX_BALAMT && group != OFX_AVAILBAL && group != OFX_BAL &&
             group != OFX_LOANSTMTRS)
        build_find(&r->build, FINDING_WARNING, e->line, "balance",
                   "Compare with the bank's statement",
                   "a balance that stands in no element is not taken: %.*s",
                   STR_ARG(text_shown(ofx_words(r, e->value))));
    else if (e->tag == OFX_FITID && is_inside(r, OFX_INVTRANLIST))
        build_find(&r->build, FINDING_ERROR, e->line, NULL, "Export the file from the bank again",
                   "an entry is left out: the tag that tells its kind is lost");
    else if (e->tag == OFX_DTASOF && group == OFX_LEDGERBAL)
        r->balance_on = ofx_day(r, e->value);
}

static void status_value(OfxReader *r, const OfxEvent *e)
{
    int64_t code;
    if (e->tag == OFX_CODE && str_int(ofx_words(r, e->value), &code) && code != 0) {
        r->code = code;
        r->code_line = e->line;
        r->message = (Str){ 0 };
    }
    if (r->code && e->tag == OFX_SEVERITY && !str_eq_nocase(ofx_words(r, e->value), S("ERROR")))
        r->code = 0;
    if (r->code && e->tag == OFX_MESSAGE)
        r->message = text_shown(ofx_kept(r, e->value));
}

/* Figures that tell the file's decimal mark, of entries and beside them. */
static void survey_figure(OfxReader *r, const OfxEvent *e)
{
    NumberText n;
    bool figure = e->tag == OFX_TRNAMT || e->tag == OFX_BALAMT || e->tag == OFX_TOTAL ||
                  e->tag == OFX_UNITS || e->tag == OFX_UNITPRICE || e->tag == OFX_COMMISSION ||
                  e->tag == OFX_FEES || e->tag == OFX_TAXES || e->tag == OFX_LOAD;
    if (!figure || !number_read(ofx_words(r, e->value), &n) || n.ambiguous)
        return;
    int scale = n.marks & MARK_POINT ? n.point.scale : n.comma.scale;
    r->cents += e->tag == OFX_TRNAMT && scale == 2;
    r->tenths += e->tag == OFX_TRNAMT && scale == 1;
    r->other_scales += e->tag == OFX_TRNAMT && scale != 2 && scale != 1;
    if (n.marks == MARK_POINT)
        r->only_point++;
    if (n.marks == MARK_COMMA)
        r->only_comma++;
}

/* What the dates written with separators tell of their order. */
static void survey_date(OfxReader *r, const OfxEvent *e)
{
    OfxParted d;
    bool date = e->tag == OFX_DTPOSTED || e->tag == OFX_DTTRADE || e->tag == OFX_DTUSER ||
                e->tag == OFX_DTSTART || e->tag == OFX_DTEND || e->tag == OFX_DTASOF;
    if (!date || ofx_date(ofx_words(r, e->value)) || !ofx_parted(ofx_words(r, e->value), &d))
        return;
    r->parted++;
    r->day_first += d.first > 12 || d.pointed;
    r->month_first += d.second > 12;
}

static void security_value(OfxReader *r, const OfxEvent *e)
{
    if (e->tag == OFX_UNIQUEID) {
        r->security = ofx_kept(r, e->value);
    } else if (e->tag == OFX_SECNAME && r->security.n) {
        Str *name = NEW(r->c->mem, Str);
        *name = str_copy(r->c->mem, ofx_kept(r, e->value));
        map_put(&r->securities, str_copy(r->c->mem, r->security), name);
    }
}

static void begin_entry(OfxReader *r, OfxTag tag, const OfxEvent *e)
{
    r->in_entry = true;
    r->entry = (Entry){ .tag = tag, .line = e->line, .from = e->at };
}

/* A value of an entry in a list, outside of any: the tag that opens the entry is lost. */
static bool lost_its_entry(const OfxReader *r, const OfxEvent *e)
{
    return !r->in_entry && r->at >= 0 && innermost(r) == OFX_BANKTRANLIST &&
           (e->tag == OFX_TRNTYPE || e->tag == OFX_DTPOSTED || e->tag == OFX_TRNAMT ||
            e->tag == OFX_FITID);
}

static void on_value(OfxReader *r, const OfxEvent *e)
{
    if (lost_its_entry(r, e)) {
        r->groups[r->depth++] = OFX_STMTTRN;
        begin_entry(r, OFX_STMTTRN, e);
    }
    OfxTag group = innermost(r);
    ArenaMark mark = arena_mark(r->build.mem);
    if (r->surveying) {
        survey_figure(r, e);
        survey_date(r, e);
    }
    if (r->surveying && r->at >= 0 &&
        (e->tag == OFX_ACCTID || e->tag == OFX_LOANACCTID || e->tag == OFX_CURDEF))
        r->surveys[r->at].named |= ofx_words(r, e->value).n > 0;
    if (r->in_entry)
        ofx_entry_value(r, e);
    else if (group == OFX_STATUS && !r->surveying)
        status_value(r, e);
    else if (group == OFX_FI && e->tag == OFX_ORG && !r->surveying)
        r->institution = ofx_kept(r, e->value);
    else if (r->surveying && is_inside(r, OFX_SECINFO))
        security_value(r, e);
    else if (r->s && !is_inside(r, OFX_SECLIST))
        head_value(r, e, group);
    if (r->surveying)
        arena_reset(r->build.mem, mark);
}

/* Leaves the groups above `depth`; an entry among them ends. */
static bool leave(OfxReader *r, int depth, ptrdiff_t to)
{
    while (r->depth > depth) {
        OfxTag tag = r->groups[--r->depth];
        if (tag == OFX_LEDGERBAL && r->s && !r->has_balance)
            build_find(&r->build, FINDING_WARNING, r->scanner.line, "balance",
                       "Compare with the bank's statement", "the closing balance has no amount");
        if (r->in_entry && tag == r->entry.tag) {
            r->in_entry = false;
            if (!ofx_entry_end(r, to))
                return false;
        }
    }
    return true;
}

/* Groups that an entry never holds: one that begins there ends an entry without its closing tag. */
static bool ends_entry(const OfxReader *r, OfxTag tag)
{
    bool own = tag == OFX_STMTTRN && r->entry.tag == OFX_INVBANKTRAN;
    return is_statement(tag) || (is_entry(r, tag) && !own) || tag == OFX_BANKTRANLIST ||
           tag == OFX_BANKTRANLISTP || tag == OFX_LEDGERBAL || tag == OFX_AVAILBAL ||
           tag == OFX_STMTTRNRS || tag == OFX_CCSTMTTRNRS || tag == OFX_INVSTMTTRNRS ||
           tag == OFX_BALLIST || tag == OFX_INVPOSLIST || tag == OFX_INVBAL || tag == OFX_SECLIST ||
           tag == OFX_OFX;
}

static bool on_open(OfxReader *r, const OfxEvent *e)
{
    OfxTag tag = e->tag;
    if (tag == OFX_OTHER || !ofx_is_group(tag))
        return true;
    for (int i = 0; i < r->depth; i++)
        if (r->groups[i] == tag ||
            (r->in_entry && r->groups[i] == r->entry.tag && ends_entry(r, tag)))
            if (!leave(r, i, e->at))
                return false;
    r->groups[r->depth++] = tag;
    r->has_balance &= tag != OFX_LEDGERBAL;
    r->begun |= tag == OFX_OFX;
    r->signed_on |= tag == OFX_SONRS;
    r->lists_accounts |= tag == OFX_ACCTINFORS;
    r->transfers |= tag == OFX_INTRARS;
    if (is_statement(tag))
        return open_statement(r, e);
    if (!r->in_entry && r->at >= 0 && is_entry(r, tag))
        begin_entry(r, tag, e);
    return true;
}

static bool on_close(OfxReader *r, const OfxEvent *e)
{
    r->ended |= e->tag == OFX_OFX;
    if (e->tag == OFX_OTHER || !ofx_is_group(e->tag))
        return true;
    for (int i = r->depth; i > 0; i--)
        if (r->groups[i - 1] == e->tag)
            return leave(r, i - 1, e->end);
    return true;
}

static bool walk(OfxReader *r)
{
    OfxEvent e;
    ofx_scan(&r->scanner, r->text);
    r->depth = 0;
    r->at = -1;
    r->in_entry = r->ended = false;
    bool fine = true;
    while (fine && ofx_next(&r->scanner, &e)) {
        if (e.kind == OFX_EVENT_VALUE && ofx_is_group(e.tag) && !e.value.n)
            fine = on_open(r, &e) && on_close(r, &e);
        else if (e.kind == OFX_EVENT_VALUE)
            on_value(r, &e);
        else
            fine = e.kind == OFX_EVENT_OPEN ? on_open(r, &e) : on_close(r, &e);
    }
    if (r->scanner.hostile) {
        Str where = str_fmt(r->c->mem, "line %lld", (long long)r->scanner.line);
        return fail(r->c, HOSTILE, where.p, "line %lld holds %s; the file is not read",
                    (long long)r->scanner.line, r->scanner.hostile);
    }
    return fine && !failed(r->c);
}

/* Where the file stops too early. */
static void note_end(OfxReader *r)
{
    bool list = is_inside(r, OFX_BANKTRANLIST) || is_inside(r, OFX_INVTRANLIST);
    if (!r->s || (!r->in_entry && !r->scanner.unclosed && (r->ended || !r->begun)))
        return;
    if (r->in_entry)
        build_find(&r->build, FINDING_ERROR, r->entry.line, NULL,
                   "Export the file from the bank again",
                   "the file ends within the entry that begins here; it is left out");
    else
        build_find(&r->build, list ? FINDING_ERROR : FINDING_WARNING, r->scanner.line, NULL,
                   "Export the file from the bank again",
                   "the file ends before it is closed; entries may be missing");
}

/* Why there is no statement in the file. */
static bool refuse(OfxReader *r)
{
    Ctx *c = r->c;
    if (r->code)
        return fail(
            c, NO_TRANSACTIONS, NULL,
            "the file holds no statement but the bank's refusal: error %lld%s%.*s; sign in at "
            "the bank and export again",
            (long long)r->code, r->message.n ? ", " : "", STR_ARG(r->message));
    if (r->transfers)
        return fail(c, NO_TRANSACTIONS, NULL,
                    "the file holds orders of transfers, but no statement of an account");
    if (r->lists_accounts)
        return fail(c, NO_TRANSACTIONS, NULL,
                    "the file lists accounts, but holds no statement of one");
    if (r->signed_on)
        return fail(c, NO_TRANSACTIONS, NULL,
                    "the file is only the bank's answer to a sign-on, without a statement");
    return fail(c, NO_TRANSACTIONS, NULL, "the OFX file holds no statement");
}

/* A statement that names neither account nor currency, with entries that cannot be read, is no
 * statement any more. */
static bool is_ruined(OfxReader *r)
{
    for (ptrdiff_t i = 0; i < r->n_surveys; i++) {
        const Survey *s = &r->surveys[i];
        if (!s->named && s->broken) {
            Str where = str_fmt(r->c->mem, "line %lld", (long long)s->line);
            fail(r->c, UNREADABLE, where.p,
                 "the statement that begins in line %lld is damaged: it names neither account nor "
                 "currency, and %lld of its entries cannot be read; export it from the bank again",
                 (long long)s->line, (long long)s->broken);
            return true;
        }
    }
    return false;
}

/* The character set that the header or the XML declaration names, or -1. */
static int declared(Str text)
{
    Str head = str_part(text, 0, HEADER_MAX);
    ptrdiff_t at = str_find(head, S("CHARSET:"), 0), xml = str_find(head, S("encoding=\""), 0);
    ptrdiff_t coding = str_find(head, S("ENCODING:"), 0);
    if (xml >= 0) {
        Str rest = str_part(head, xml + 10, head.n);
        return codepage_find(str_cut(&rest, '"'));
    }
    Str line = { 0 };
    if (coding >= 0)
        line = str_part(head, coding + 9, head.n);
    if (at >= 0 && (coding < 0 || str_starts(line, S("USASCII"))))
        line = str_part(head, at + 8, head.n);
    ptrdiff_t n = 0;
    while (n < line.n && (unsigned char)line.p[n] > ' ' && line.p[n] != '<')
        n++;
    return codepage_find(str_part(line, 0, n));
}

/* What the bytes are decides; what the file declares counts where the bytes leave it open. */
static TextEncoding encoding_of(Str bytes)
{
    Arena *scratch = arena_new("character set of an OFX file", SCRATCH_BYTES);
    WordsOfDates words = { words_load(), scratch };
    TextEncoding e = codepage_detect(scratch, bytes, words_known, &words);
    arena_free(scratch);
    int said = declared(bytes);
    bool multi = e.encoding >= ENCODING_UTF16LE && e.encoding <= ENCODING_UTF32BE;
    if (e.encoding == ENCODING_UTF8 || multi || said < 0 || said == ENCODING_UTF8 ||
        (said > ENCODING_UTF8 && said <= ENCODING_UTF32BE) || (said == ENCODING_TABLE && e.certain))
        return e;
    e.encoding = said;
    return e;
}

bool ofx_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink)
{
    OfxReader r = { .c = c, .at = -1, .ids = map_new(c->mem), .securities = map_new(c->mem) };
    r.encoding = encoding_of(bytes);
    bool wide = r.encoding.encoding >= ENCODING_UTF16LE && r.encoding.encoding <= ENCODING_UTF32BE;
    r.text = str_part(bytes, r.encoding.mark_bytes, bytes.n);
    if (wide) {
        r.text = codepage_decode(c->mem, r.encoding.encoding, r.text, NULL);
        r.encoding.encoding = ENCODING_UTF8;
    }
    build_start(&r.build, c, o, sink);
    r.surveying = true;
    bool fine = walk(&r);
    r.surveying = false;
    if (fine && r.n_surveys > 0 && !is_ruined(&r) && walk(&r)) {
        note_end(&r);
        note_refusal(&r);
        close_statement(&r);
    } else if (fine && r.n_surveys == 0 && walk(&r)) {
        refuse(&r);
    }
    return build_end(&r.build);
}
