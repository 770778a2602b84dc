/* ISO 20022 statements: elements become heads and entries. */
#include "format/camt.h"

#include "format/camt_entry.h"
#include "format/camt_head.h"
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
    Ctx *c;
    Build b;
    CamtAround around;
    XmlText text;
    Xml *xml;
    Map places; /* paths below the statement -> Place */
    Arena *entry_mem;
    ArenaMark entry_empty;
    Statement *s; /* the open one */
    CamtHead head;
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
        path, IN_HEAD, rule, offsetof(CamtHead, member)                                            \
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
    r->head = (CamtHead){ 0 };
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

static bool close_statement(Reader *r)
{
    CamtHead *h = &r->head;
    camt_settle(h, r->s, &r->around);
    camt_close(h, &r->b, r->s);
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
    CamtHead *h = &r->head;
    CamtTaken taken;
    r->entry.self.behind = xml_behind(r->xml);
    r->in_entry = false;
    h->entries++;
    camt_settle(h, r->s, &r->around);
    bool more = camt_entry_rows(&r->around, &r->entry, &taken);
    h->details += r->entry.n ? r->entry.n : 1;
    if (!taken.taken)
        return more;
    camt_count(h, &r->entry, taken.amount);
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
        r->head.balance = (CamtBalance){ .line = xml_line(r->xml) + r->text.skipped_lines };
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
        camt_take_balance(&r->head);
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
