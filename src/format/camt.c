/* ISO 20022 statements: elements become heads and entries. */
#include "format/camt.h"

#include "format/camt_entry.h"
#include "statement/sum.h"
#include "text/codepage.h"
#include "text/utf8.h"
#include "text/xml.h"

#include <stddef.h>
#include <string.h>

enum {
    PATH_MAX_BYTES = 240,
    LEAF_MAX = 1 << 14,
    DETAILS_MAX = 100000,
    ENTRY_ARENA_BYTES = 96 << 20,
    ENTRY_BYTES_MAX = 64 << 20
};

typedef struct {
    Str type, side, date;
    CamtAmount amount;
    int64_t line;
} Balance;

typedef struct {
    Str count, sum;
} Total;

/* The head of a statement, as its elements say it. */
typedef struct {
    Str iban, other_id, currency, account_type, owner, name, bank, bic, from, to;
    Balance balance; /* being read */
    Total all, credits, debits;
    /* --- from the balances --- */
    Balance opening, closing;
    int opening_rank, closing_rank;
    /* --- counted --- */
    int64_t entries, details, n_credits, n_debits, n_booked;
    ExactSum sum_credits, sum_debits;
    bool several_currencies;
    int64_t minus_line; /* of a balance with a minus; 0: none */
} Head;

typedef struct {
    Ctx *c;
    Build b;
    CamtAround around;
    XmlText text;
    Xml *xml;
    Map places; /* paths below the statement -> Place */
    Arena *entry_mem;
    ArenaMark entry_empty;
    Statement *s; /* the open one */
    Head head;
    CamtEntry entry;
    CamtDetail *detail;
    CamtDetail spare; /* takes the transactions that are too many */
    bool in_entry;
    int depth;      /* below the statement's element, which is 0 */
    int path_depth; /* how many of these names stand in the path */
    char path[PATH_MAX_BYTES];
    int path_n;
    int ends[LIMIT_XML_DEPTH + 1]; /* length of the path before each level; -1: name not in it */
    char leaf[LEAF_MAX];
    int leaf_n;
    Str currency; /* Ccy of the element that is open */
    int64_t statements;
} Reader;

typedef enum { IN_HEAD, IN_ENTRY, IN_DETAIL } Within;

typedef enum {
    FIRST, /* the first text counts */
    ADD,   /* texts behind each other */
    AMOUNT /* a CamtAmount */
} Rule;

typedef struct {
    const char *path;
    Within within;
    Rule rule;
    size_t at;
} Place;

#define HEAD(path, rule, member)                                                                   \
    {                                                                                              \
        path, IN_HEAD, rule, offsetof(Head, member)                                                \
    }
#define ENTRY(path, rule, member)                                                                  \
    {                                                                                              \
        "Ntry/" path, IN_ENTRY, rule, offsetof(CamtEntry, member)                                  \
    }
#define DETAIL(path, rule, member)                                                                 \
    {                                                                                              \
        path, IN_DETAIL, rule, offsetof(CamtDetail, member)                                        \
    }

/* Paths without the names that differ between versions (see `passed_over`). Those of DETAIL stand
 * below Ntry/TxDtls, and below Ntry, where the entry says them itself. */
static const Place places[] = {
    HEAD("Acct/Id/IBAN", FIRST, iban),
    HEAD("Acct/Id/Othr/Id", FIRST, other_id),
    HEAD("Acct/Id/PrtryAcct/Id", FIRST, other_id),
    HEAD("Acct/Id/BBAN", FIRST, other_id),
    HEAD("Acct/Id/UPIC", FIRST, other_id),
    HEAD("Acct/Ccy", FIRST, currency),
    HEAD("Acct/Tp/Cd", FIRST, account_type),
    HEAD("Acct/Tp", FIRST, account_type),
    HEAD("Acct/Nm", FIRST, name),
    HEAD("Acct/Ownr/Nm", FIRST, owner),
    HEAD("Acct/Svcr/FinInstnId/Nm", FIRST, bank),
    HEAD("Acct/Svcr/FinInstnId/BIC", FIRST, bic),
    HEAD("Acct/Svcr/FinInstnId/BICFI", FIRST, bic),
    HEAD("Acct/Svcr/FinInstnId/CmbndId/BIC", FIRST, bic),
    HEAD("FrToDt/FrDt", FIRST, from),
    HEAD("FrToDt/FrDtTm", FIRST, from),
    HEAD("FrToDt/ToDt", FIRST, to),
    HEAD("FrToDt/ToDtTm", FIRST, to),
    HEAD("Bal/Tp/Cd", FIRST, balance.type),
    HEAD("Bal/Tp/Prtry", FIRST, balance.type),
    HEAD("Bal/Amt", AMOUNT, balance.amount),
    HEAD("Bal/CdtDbtInd", FIRST, balance.side),
    HEAD("Bal/Dt/Dt", FIRST, balance.date),
    HEAD("Bal/Dt/DtTm", FIRST, balance.date),
    HEAD("TxsSummry/TtlNtries/NbOfNtries", FIRST, all.count),
    HEAD("TxsSummry/TtlCdtNtries/NbOfNtries", FIRST, credits.count),
    HEAD("TxsSummry/TtlCdtNtries/Sum", FIRST, credits.sum),
    HEAD("TxsSummry/TtlDbtNtries/NbOfNtries", FIRST, debits.count),
    HEAD("TxsSummry/TtlDbtNtries/Sum", FIRST, debits.sum),
    ENTRY("NtryRef", FIRST, reference),
    ENTRY("RvslInd", FIRST, reversal),
    ENTRY("Sts", FIRST, status),
    ENTRY("Sts/Cd", FIRST, status),
    ENTRY("BookgDt/Dt", FIRST, booked),
    ENTRY("BookgDt/DtTm", FIRST, booked),
    ENTRY("ValDt/Dt", FIRST, value),
    ENTRY("ValDt/DtTm", FIRST, value),
    ENTRY("Btch/NbOfTxs", FIRST, batch_count),
    ENTRY("AddtlNtryInf", ADD, self.info),
    DETAIL("Amt", AMOUNT, amount),
    DETAIL("CdtDbtInd", FIRST, side),
    DETAIL("AcctSvcrRef", FIRST, servicer_ref),
    DETAIL("Refs/AcctSvcrRef", FIRST, servicer_ref),
    DETAIL("Refs/EndToEndId", FIRST, end_to_end),
    DETAIL("Refs/MndtId", FIRST, mandate),
    DETAIL("Refs/TxId", FIRST, tx_id),
    DETAIL("Refs/InstrId", FIRST, instruction),
    DETAIL("Refs/ChqNb", FIRST, cheque),
    DETAIL("AmtDtls/InstdAmt/Amt", AMOUNT, instructed),
    DETAIL("AmtDtls/TxAmt/Amt", AMOUNT, transacted),
    DETAIL("AmtDtls/CntrValAmt/Amt", AMOUNT, counter),
    DETAIL("BkTxCd/Domn/Cd", FIRST, code.domain),
    DETAIL("BkTxCd/Domn/Fmly/Cd", FIRST, code.family),
    DETAIL("BkTxCd/Domn/Fmly/SubFmlyCd", FIRST, code.sub),
    DETAIL("BkTxCd/Prtry/Cd", FIRST, code.own),
    DETAIL("RltdPties/Dbtr/Nm", FIRST, debtor.name),
    DETAIL("RltdPties/Dbtr/Agt/FinInstnId/Nm", FIRST, debtor.name),
    DETAIL("RltdPties/UltmtDbtr/Nm", FIRST, debtor.ultimate),
    DETAIL("RltdPties/DbtrAcct/Id/IBAN", FIRST, debtor.account),
    DETAIL("RltdPties/DbtrAcct/Id/Othr/Id", FIRST, debtor.account),
    DETAIL("RltdPties/DbtrAcct/Id/BBAN", FIRST, debtor.account),
    DETAIL("RltdPties/DbtrAcct/Id/PrtryAcct/Id", FIRST, debtor.account),
    DETAIL("RltdPties/Cdtr/Nm", FIRST, creditor.name),
    DETAIL("RltdPties/Cdtr/Agt/FinInstnId/Nm", FIRST, creditor.name),
    DETAIL("RltdPties/UltmtCdtr/Nm", FIRST, creditor.ultimate),
    DETAIL("RltdPties/CdtrAcct/Id/IBAN", FIRST, creditor.account),
    DETAIL("RltdPties/CdtrAcct/Id/Othr/Id", FIRST, creditor.account),
    DETAIL("RltdPties/CdtrAcct/Id/BBAN", FIRST, creditor.account),
    DETAIL("RltdPties/CdtrAcct/Id/PrtryAcct/Id", FIRST, creditor.account),
    DETAIL("RmtInf/Ustrd", ADD, remittance),
    DETAIL("RmtInf/Strd/CdtrRefInf/Ref", ADD, creditor_ref),
    DETAIL("RmtInf/Strd/CdtrRefInf/CdtrRef", ADD, creditor_ref),
    DETAIL("RmtInf/Strd/RfrdDocInf/Nb", ADD, document),
    DETAIL("RmtInf/Strd/RfrdDocInf/RfrdDocNb", ADD, document),
    DETAIL("RmtInf/Strd/AddtlRmtInf", ADD, more_remittance),
    DETAIL("AddtlTxInf", ADD, info),
    DETAIL("RtrInf/Rsn/Cd", FIRST, return_code),
    DETAIL("RtrInf/RtrRsn/Cd", FIRST, return_code),
    DETAIL("RtrInf/Rsn/Prtry", FIRST, return_code),
    DETAIL("RtrInf/AddtlInf", ADD, return_info),
    DETAIL("RtrInf/AddtlRtrRsnInf", ADD, return_info),
    DETAIL("RltdDts/AccptncDtTm", FIRST, accepted),
    DETAIL("RltdDts/IntrBkSttlmDt", FIRST, settled),
    DETAIL("RltdDts/TxDtTm", FIRST, transacted_on),
    DETAIL("RltdDts/ReqdExctnDt", FIRST, requested),
    DETAIL("RltdDts/ReqdExctnDt/Dt", FIRST, requested),
    DETAIL("RltdDts/StartDt", FIRST, requested),
    DETAIL("RltdDts/TradDt", FIRST, transacted_on),
    DETAIL("RltdDts/TradActvtyCtrctlSttlmDt", FIRST, settled),
};

/* Names that some versions put between others, and that say nothing. */
static const Str passed_over[] = { S_INIT("Pty"), S_INIT("NtryDtls"), S_INIT("CdOrPrtry") };
static const Str statement_names[] = { S_INIT("Stmt"), S_INIT("Rpt"), S_INIT("Ntfctn") };

static bool is_one_of(Str name, const Str *list, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++)
        if (str_eq(name, list[i]))
            return true;
    return false;
}

static void learn_places(Reader *r)
{
    r->places = map_new(r->c->mem);
    for (ptrdiff_t i = 0; i < COUNT(places); i++) {
        const Place *p = &places[i];
        if (p->within != IN_DETAIL) {
            map_put(&r->places, str_of(p->path), (void *)p);
            continue;
        }
        map_put(&r->places, str_fmt(r->c->mem, "Ntry/%s", p->path), (void *)p);
        map_put(&r->places, str_fmt(r->c->mem, "Ntry/TxDtls/%s", p->path), (void *)p);
    }
}

/* --- the statement --- */

static bool open_statement(Reader *r)
{
    r->head = (Head){ 0 };
    r->in_entry = false;
    r->path_n = r->depth = 0;
    r->around.foreign = false;
    r->around.account = r->around.owner = r->around.currency = (Str){ 0 };
    r->s = build_open(&r->b, S("camt"));
    if (!r->s)
        return false;
    r->statements++;
    r->s->encoding = codepage_name(r->text.encoding);
    if (r->text.lies)
        build_find(&r->b, r->text.certain ? FINDING_INFO : FINDING_WARNING, 1, NULL, NULL,
                   "The file declares the character set %.*s but is written in %.*s",
                   STR_ARG(r->text.declared.n ? r->text.declared : S("UTF-8")),
                   STR_ARG(r->s->encoding));
    if (r->text.bad)
        build_find(&r->b, FINDING_WARNING, 1, "description", NULL,
                   "%lld characters are not of the file's character set %.*s",
                   (long long)r->text.bad, STR_ARG(r->s->encoding));
    return true;
}

static Str account_type(Str code)
{
    static const struct {
        Str code, type;
    } types[] = {
        { S_INIT("CACC"), S_INIT("checking") }, { S_INIT("TRAN"), S_INIT("checking") },
        { S_INIT("SVGS"), S_INIT("savings") },  { S_INIT("LLSV"), S_INIT("savings") },
        { S_INIT("ONDP"), S_INIT("savings") },  { S_INIT("CARD"), S_INIT("credit_card") },
        { S_INIT("LOAN"), S_INIT("loan") },
    };
    for (ptrdiff_t i = 0; i < COUNT(types); i++)
        if (str_eq(code, types[i].code))
            return types[i].type;
    return (Str){ 0 };
}

/* What the head says so far, before the first entry and at the end. */
static void settle_head(Reader *r)
{
    Head *h = &r->head;
    Statement *s = r->s;
    s->account_number = h->iban.n ? h->iban : h->other_id;
    s->account_type = account_type(h->account_type);
    s->institution = h->bank.n ? h->bank : h->bic;
    s->currency = h->currency.n                  ? h->currency
                  : h->closing.amount.currency.n ? h->closing.amount.currency
                                                 : h->opening.amount.currency;
    s->from = camt_date(h->from);
    s->to = camt_date(h->to);
    /* A period that ends with the first moment of a day ends with the day before. */
    if (s->to && s->to > s->from && str_find(h->to, S("T00:00:00"), 0) == DATE_TEXT)
        s->to--;
    r->around.account = s->account_number;
    r->around.owner = h->owner.n ? h->owner : h->name;
    r->around.currency = s->currency;
    Date closed = camt_date(h->closing.date);
    r->around.day = closed ? closed : s->to;
}

/* Better kinds of balances have higher ranks; 0 is none of that side. */
static int opening_rank(Str type)
{
    return str_eq(type, S("OPBD")) ? 3 : str_eq(type, S("PRCD")) ? 2 : str_eq(type, S("ITBD"));
}

static int closing_rank(Str type)
{
    return str_eq(type, S("CLBD")) ? 2 : str_eq(type, S("ITBD"));
}

static void take_balance(Reader *r)
{
    Head *h = &r->head;
    const Balance *b = &h->balance;
    bool ours = !h->currency.n || !b->amount.currency.n || str_eq(h->currency, b->amount.currency);
    int opens = opening_rank(b->type), closes = closing_rank(b->type);
    /* Of two interim balances the first opens the page and the last closes it. */
    if (ours && opens > h->opening_rank) {
        if (h->opening_rank == 1 && !h->closing_rank) { /* an interim balance came before it */
            h->closing = h->opening;
            h->closing_rank = 1;
        }
        h->opening = *b;
        h->opening_rank = opens;
    } else if (ours && closes && closes >= h->closing_rank) {
        h->closing = *b;
        h->closing_rank = closes;
    }
    /* An interim balance that took the opening's place closes when a real opening is there. */
    if (ours && opens == 1 && h->opening_rank > 1 && !h->closing_rank) {
        h->closing = *b;
        h->closing_rank = 1;
    }
    h->balance = (Balance){ 0 };
}

static Figure figure_of(Reader *r, const Balance *b, const char *which)
{
    Decimal value;
    bool odd;
    int side = camt_side(b->side);
    if (!b->type.n)
        return (Figure){ 0 };
    if (!camt_decimal(b->amount.text, &value, &odd) || (!side && value.mantissa)) {
        build_find(&r->b, FINDING_WARNING, b->line, "balance", "Compare it with the bank's page",
                   "The %s balance \"%.*s\" cannot be read", which,
                   STR_ARG(text_shown(b->amount.text)));
        return (Figure){ 0 };
    }
    if (value.mantissa < 0) /* against the standard: overdrawn, whatever the mark says */
        r->head.minus_line = b->line;
    else if (side < 0)
        value = decimal_negated(value);
    return (Figure){ value, true };
}

static void check_total(Reader *r, const char *what, const Total *t, int64_t counted,
                        const ExactSum *sum)
{
    Decimal stated_sum;
    int64_t count;
    bool odd;
    if (str_int(t->count, &count) && count != counted && count != r->head.details)
        build_find(&r->b, FINDING_WARNING, 0, NULL, "Check whether the file is complete",
                   "The statement counts %lld %s, the file holds %lld", (long long)count, what,
                   (long long)counted);
    if (sum && t->sum.n && !r->head.several_currencies && camt_decimal(t->sum, &stated_sum, &odd) &&
        !total_agrees(sum, decimal_absolute(stated_sum)))
        build_find(&r->b, FINDING_WARNING, 0, "amount", "Check whether the file is complete",
                   "The statement sums its %s to %.*s, the file's make %.*s", what, STR_ARG(t->sum),
                   STR_ARG(decimal_text(r->c->mem, sum->total)));
}

static bool close_statement(Reader *r)
{
    Head *h = &r->head;
    settle_head(r);
    r->s->opening_balance = figure_of(r, &h->opening, "opening");
    r->s->closing_balance = figure_of(r, &h->closing, "closing");
    bool proven = r->s->opening_balance.given && r->s->closing_balance.given;
    if (h->minus_line)
        build_find(
            &r->b, proven ? FINDING_INFO : FINDING_WARNING, h->minus_line, "balance",
            proven ? NULL : "Compare it with the bank's page",
            "A balance has a minus besides the credit or debit mark; it is taken as overdrawn");
    int64_t all = h->n_booked;
    str_int(h->all.count, &all);
    check_total(r, "entries", &h->all, all == h->entries ? h->entries : h->n_booked, NULL);
    check_total(r, "credits", &h->credits, h->n_credits, &h->sum_credits);
    check_total(r, "debits", &h->debits, h->n_debits, &h->sum_debits);
    r->s = NULL;
    return build_close(&r->b);
}

/* --- entries --- */

static void open_entry(Reader *r)
{
    arena_reset(r->entry_mem, r->entry_empty);
    r->entry = (CamtEntry){ 0 };
    r->entry.self.line = xml_line(r->xml) + r->text.skipped_lines;
    r->entry.self.at = xml_at(r->xml);
    r->detail = &r->entry.self;
    r->in_entry = true;
}

static void open_detail(Reader *r)
{
    CamtEntry *e = &r->entry;
    if (e->n == DETAILS_MAX || arena_used(r->entry_mem) > ENTRY_BYTES_MAX) {
        e->too_many = true;
        r->detail = &r->spare;
        return;
    }
    if (e->n == e->room) {
        ptrdiff_t room = e->room ? 2 * e->room : 4;
        e->details = arena_grow(r->entry_mem, e->details, (size_t)e->room * sizeof(CamtDetail),
                                (size_t)room * sizeof(CamtDetail));
        e->room = room;
    }
    r->detail = &e->details[e->n++];
    *r->detail =
        (CamtDetail){ .line = xml_line(r->xml) + r->text.skipped_lines, .at = xml_at(r->xml) };
}

static bool close_entry(Reader *r)
{
    Head *h = &r->head;
    CamtTaken taken;
    r->entry.self.behind = xml_behind(r->xml);
    r->in_entry = false;
    h->entries++;
    settle_head(r);
    bool more = camt_entry_rows(&r->around, &r->entry, &taken);
    h->details += r->entry.n ? r->entry.n : 1;
    if (!taken.taken)
        return more;
    h->n_booked++;
    bool credit = taken.amount.mantissa > 0 ||
                  (taken.amount.mantissa == 0 && camt_side(r->entry.self.side) > 0);
    *(credit ? &h->n_credits : &h->n_debits) += 1;
    total_add(credit ? &h->sum_credits : &h->sum_debits, decimal_absolute(taken.amount));
    h->several_currencies |= r->around.foreign;
    return more;
}

/* --- elements --- */

static Str path_of(const Reader *r)
{
    return str_n(r->path, r->path_n);
}

static void push_name(Reader *r, Str name)
{
    int before = r->path_n;
    r->ends[r->depth] = before;
    if (is_one_of(name, passed_over, COUNT(passed_over)))
        return;
    if (before + name.n + 1 > PATH_MAX_BYTES) { /* no place of ours is that long */
        memset(r->path + before, '?', (size_t)(PATH_MAX_BYTES - before));
        r->path_n = PATH_MAX_BYTES;
        return;
    }
    if (before)
        r->path[r->path_n++] = '/';
    memcpy(r->path + r->path_n, name.p, (size_t)name.n);
    r->path_n += (int)name.n;
}

static bool on_open(void *state, Str name, const XmlAttr *attrs, int n)
{
    Reader *r = state;
    r->leaf_n = 0;
    if (!r->s)
        return !is_one_of(name, statement_names, COUNT(statement_names)) || open_statement(r);
    r->depth++;
    push_name(r, name);
    Str currency = xml_attr(attrs, n, S("Ccy"));
    r->currency = currency.n && currency.n < 16
                      ? str_copy(r->in_entry ? r->entry_mem : r->c->mem, currency)
                      : (Str){ 0 };
    if (str_eq(path_of(r), S("Ntry")) && str_eq(name, S("Ntry")))
        open_entry(r);
    else if (str_eq(path_of(r), S("Ntry/TxDtls")) && str_eq(name, S("TxDtls")))
        open_detail(r);
    else if (str_eq(path_of(r), S("Bal")) && str_eq(name, S("Bal")))
        r->head.balance = (Balance){ .line = xml_line(r->xml) + r->text.skipped_lines };
    return true;
}

/* Runs of white space become one space, the ends none. */
static bool on_text(void *state, Str text)
{
    Reader *r = state;
    if (!r->s)
        return true;
    for (ptrdiff_t i = 0; i < text.n && r->leaf_n < LEAF_MAX; i++) {
        char ch = text.p[i];
        bool blank = ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r';
        if (!blank)
            r->leaf[r->leaf_n++] = ch;
        else if (r->leaf_n && r->leaf[r->leaf_n - 1] != ' ')
            r->leaf[r->leaf_n++] = ' ';
    }
    return true;
}

static Str leaf_text(Reader *r)
{
    Str text = str_trim(str_n(r->leaf, r->leaf_n));
    if (r->leaf_n == LEAF_MAX)
        while (text.n && ((unsigned char)text.p[text.n - 1] & 0x80))
            text.n--;
    return text;
}

static void store(Reader *r, const Place *p, Str text)
{
    void *base = p->within == IN_HEAD    ? (void *)&r->head
                 : p->within == IN_ENTRY ? (void *)&r->entry
                                         : (void *)r->detail;
    Arena *mem = p->within == IN_HEAD ? r->c->mem : r->entry_mem;
    Str *to = (Str *)(void *)((char *)base + p->at);
    if (p->rule == AMOUNT) {
        CamtAmount *amount = (CamtAmount *)(void *)to;
        if (!amount->text.n)
            *amount = (CamtAmount){ str_copy(mem, text), str_copy(mem, r->currency) };
    } else if (!to->n) {
        *to = str_copy(mem, text);
    } else if (p->rule == ADD && to->n + text.n < LEAF_MAX && str_find(*to, text, 0) < 0) {
        *to = str_fmt(mem, "%.*s %.*s", STR_ARG(*to), STR_ARG(text));
    }
}

static bool on_close(void *state, Str name)
{
    Reader *r = state;
    if (!r->s)
        return true;
    if (r->depth == 0)
        return close_statement(r);
    Str text = leaf_text(r), path = path_of(r);
    const Place *p = text.n ? map_find(&r->places, path) : NULL;
    bool entry_full = arena_used(r->entry_mem) > ENTRY_BYTES_MAX;
    if (p && (p->within == IN_HEAD || (r->in_entry && !entry_full)))
        store(r, p, text);
    r->leaf_n = 0;
    bool more = true;
    if (str_eq(path, S("Ntry")) && str_eq(name, S("Ntry")))
        more = close_entry(r);
    else if (str_eq(path, S("Ntry/TxDtls")) && str_eq(name, S("TxDtls"))) {
        r->detail->behind = xml_behind(r->xml);
        r->detail = &r->entry.self;
    } else if (str_eq(path, S("Bal")))
        take_balance(r);
    r->path_n = r->ends[r->depth--];
    return more;
}

static bool read_all(Reader *r)
{
    XmlHandler handler = { r, on_open, on_close, on_text, true, true };
    r->around = (CamtAround){ .b = &r->b, .text = r->text.text };
    r->xml = xml_begin(r->c, &handler);
    xml_feed(r->xml, r->text.text);
    if (!xml_end(r->xml))
        return false;
    return r->statements > 0 ||
           fail(r->c, NO_TRANSACTIONS, NULL,
                "the XML holds no account report, statement or notification of ISO 20022");
}

bool camt_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink)
{
    Reader *r = NEW(c->mem, Reader);
    r->c = c;
    if (!xml_text(c, bytes, &r->text))
        return false;
    learn_places(r);
    r->entry_mem = arena_new("entry of a statement", ENTRY_ARENA_BYTES);
    r->entry_empty = arena_mark(r->entry_mem);
    build_start(&r->b, c, o, sink);
    read_all(r);
    arena_free(r->entry_mem);
    return build_end(&r->b);
}
