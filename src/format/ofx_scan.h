/* The tags of OFX as files write them: OFX 1.x is SGML whose elements with a value need no closing
 * tag, OFX 2.x is XML, and banks mix both, in either case, on one line or on many, with attributes,
 * comments, CDATA and "<" in their texts. So this is no parser of either language: it finds tags,
 * and the value of an element is all up to the next tag that counts.
 *
 * Nothing is expanded and nothing refers to anything, so a file cannot grow while it is read; time
 * is linear in its length. A document type with entities is not read on: `hostile` is set. */
#ifndef FLORIN_FORMAT_OFX_SCAN_H
#define FLORIN_FORMAT_OFX_SCAN_H

#include "base/base.h"

/* clang-format off */
/* Elements that hold elements. */
#define OFX_GROUPS(X)                                                                              \
    X(OFX) X(SIGNONMSGSRSV1) X(SONRS) X(FI) X(STATUS) X(BANKMSGSRSV1) X(CREDITCARDMSGSRSV1)        \
    X(CREDITCARDMSGSRSV2) X(INVSTMTMSGSRSV1) X(SECLISTMSGSRSV1) X(SIGNUPMSGSRSV1) X(PROFMSGSRSV1)  \
    X(ACCTINFOTRNRS) X(ACCTINFORS) X(ACCTINFO) X(INTRATRNRS) X(INTRARS) X(XFERINFO) X(PROFTRNRS)   \
    X(STMTTRNRS) X(CCSTMTTRNRS) X(INVSTMTTRNRS) X(STMTRS) X(CCSTMTRS) X(INVSTMTRS)                 \
    X(BANKACCTFROM) X(CCACCTFROM) X(INVACCTFROM) X(BANKACCTTO) X(CCACCTTO) X(BANKTRANLIST)         \
    X(BANKTRANLISTP) X(INVTRANLIST) X(STMTTRN) X(STMTTRNP) X(PAYEE) X(EXTDPAYEE) X(CURRENCY)       \
    X(ORIGCURRENCY) X(LEDGERBAL) X(AVAILBAL) X(BALLIST) X(BAL) X(INVBAL) X(INVPOSLIST)             \
    X(INVOOLIST) X(INV401K) X(INV401KBAL) X(SECLIST) X(SECINFO) X(SECID) X(INVTRAN) X(INVBUY)      \
    X(INVSELL) X(INVPOS) X(IMAGEDATA) X(REWARDINFO) X(CLOSING) X(CCCLOSING) X(STMTENDTRNRS)        \
    X(CCSTMTENDTRNRS) X(LOANMSGSRSV1) X(LOANSTMTTRNRS) X(LOANSTMTRS) X(LOANACCTFROM)               \
    X(LOANTRANLIST) X(LOANSTMTTRN) X(LOANTRNAMT)

/* Entries of an investment account's list. */
#define OFX_DEALS(X)                                                                               \
    X(BUYDEBT) X(BUYMF) X(BUYOPT) X(BUYOTHER) X(BUYSTOCK) X(CLOSUREOPT) X(INCOME) X(INVBANKTRAN)   \
    X(INVEXPENSE) X(JRNLFUND) X(JRNLSEC) X(MARGININTEREST) X(REINVEST) X(RETOFCAP) X(SELLDEBT)     \
    X(SELLMF) X(SELLOPT) X(SELLOTHER) X(SELLSTOCK) X(SPLIT) X(TRANSFER)

/* Elements with a value, those that mean something here. */
#define OFX_VALUES(X)                                                                              \
    X(CODE) X(SEVERITY) X(MESSAGE) X(ORG) X(FID) X(CURDEF) X(BANKID) X(BRANCHID) X(ACCTID)         \
    X(ACCTTYPE) X(BROKERID) X(DTSTART) X(DTEND) X(TRNTYPE) X(DTPOSTED) X(DTUSER) X(DTAVAIL)        \
    X(DTTRAN) X(VALUEDATE) X(TRNAMT) X(FITID) X(CORRECTFITID) X(CHECKNUM) X(REFNUM) X(NAME)        \
    X(EXTDNAME) X(MEMO) X(CATEGORY) X(CURRATE) X(CURSYM) X(BALAMT) X(DTASOF) X(DTTRADE)            \
    X(DTSETTLE) X(UNIQUEID) X(SECNAME) X(TICKER) X(UNITS) X(UNITPRICE) X(COMMISSION) X(FEES)       \
    X(TAXES) X(LOAD) X(WITHHOLDING) X(TOTAL) X(INCOMETYPE) X(TFERACTION) X(LANGUAGE) X(TRNUID)     \
    X(SRVRTID) X(SIC) X(PAYEEID) X(SEVERITYCODE) X(ACCTBAL) X(LOANACCTID) X(LOANACCTTYPE)          \
    X(LOANTRNTYPE)
/* clang-format on */

typedef enum {
    OFX_OTHER,
#define X(name) OFX_##name,
    OFX_GROUPS(X) OFX_DEALS(X) OFX_VALUES(X)
#undef X
        OFX_TAG_COUNT
} OfxTag;

typedef enum { OFX_EVENT_OPEN, OFX_EVENT_CLOSE, OFX_EVENT_VALUE } OfxEventKind;

typedef struct {
    OfxEventKind kind;
    OfxTag tag;        /* OFX_OTHER for a name that means nothing here */
    Str name;          /* as written, without a prefix */
    Str value;         /* bytes of the file, trimmed; may hold entities, CDATA and comments */
    ptrdiff_t at, end; /* of the tag with its value, in the text */
    int64_t line;      /* of at */
} OfxEvent;

enum { OFX_SLOTS = 512 };

typedef struct {
    Str text;
    ptrdiff_t at;
    ptrdiff_t counted; /* lines are counted up to here */
    int64_t line;
    ptrdiff_t no_end_before; /* no instruction ends before this byte, searched already */
    const char *hostile;     /* what stopped reading; NULL if nothing did */
    bool xml;                /* the file begins with an XML declaration */
    bool unclosed;           /* a comment, CDATA or tag never ends */
    uint8_t slots[OFX_SLOTS];
} OfxScanner;

void ofx_scan(OfxScanner *scanner, Str text);

/* The next tag; false at the end, and when hostile is set. */
bool ofx_next(OfxScanner *scanner, OfxEvent *out);

/* Whether the tag is an entry of an investment list. */
bool ofx_is_deal(OfxTag tag);
/* Whether the tag holds elements. */
bool ofx_is_group(OfxTag tag);
/* Its name in capitals. */
Str ofx_tag_name(OfxTag tag);

#endif
