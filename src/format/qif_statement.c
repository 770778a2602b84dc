/* The statements of a QIF file: one for each account. */
#include "format/qif_read.h"

#include "text/codepage.h"

static Str type_of_list(Str type)
{
    static const struct {
        Str word, type;
    } types[] = {
        { S_INIT("Bank"), S_INIT("checking") },     { S_INIT("Checking"), S_INIT("checking") },
        { S_INIT("Savings"), S_INIT("savings") },   { S_INIT("Cash"), S_INIT("cash") },
        { S_INIT("CCard"), S_INIT("credit_card") }, { S_INIT("CreditCard"), S_INIT("credit_card") },
        { S_INIT("Invst"), S_INIT("investment") },  { S_INIT("Port"), S_INIT("investment") },
        { S_INIT("Oth L"), S_INIT("loan") },        { S_INIT("Oth A"), S_INIT("other") },
    };
    for (ptrdiff_t i = 0; i < COUNT(types); i++)
        if (str_eq_nocase(types[i].word, type))
            return types[i].type;
    return (Str){ 0 };
}

bool qif_close(QifReader *r)
{
    if (!r->s)
        return true;
    r->s = NULL;
    return build_close(&r->build);
}

/* What holds for the whole file is said once, in its first statement. */
static void say_order(QifReader *r)
{
    static const char *const names[] = { [ORDER_YMD] = "year, month, day",
                                         [ORDER_DMY] = "day, month, year",
                                         [ORDER_MDY] = "month, day, year",
                                         [ORDER_YDM] = "year, day, month" };
    if (!r->other)
        return;
    r->s->ambiguous = true;
    if (!r->said_order)
        build_find(
            &r->build, FINDING_WARNING, 0, "date", "Choose the order of day and month",
            "the order of day and month is not certain: dates are read as %s, they could be %s",
            names[r->order], names[r->other]);
    r->said_order = true;
}

bool qif_open(QifReader *r)
{
    if (r->s && str_eq(r->open_account, r->account))
        return true;
    if (!qif_close(r))
        return false;
    r->s = build_open(&r->build, S("qif"));
    if (!r->s)
        return false;
    r->open_account = r->account;
    r->s->encoding = codepage_name(r->encoding.encoding);
    r->s->account_number = r->account;
    Str type = type_of_list(r->account_type);
    r->s->account_type = type.n ? type : type_of_list(r->type);
    say_order(r);
    if (r->lost_header)
        build_find(&r->build, FINDING_WARNING, r->lost_header, NULL, "Check the account",
                   "the entries from here on stand in a list of something else; they are taken as "
                   "movements");
    r->lost_header = 0;
    if (r->list == LIST_NONE)
        build_find(&r->build, FINDING_INFO, r->record.line, NULL, NULL,
                   "the file does not say what kind of account it is of");
    if (r->left_lists.n) {
        build_find(&r->build, FINDING_INFO, 0, NULL, NULL,
                   "lists without movements are passed over: %.*s", STR_ARG(r->left_lists));
        r->left_lists = (Str){ 0 };
    }
    return !failed(r->c);
}
