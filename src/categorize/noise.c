/* The noise words, sorted for the search. */
#include "categorize/noise.h"

static const char *const words[] = {
    /* clang-format off */
    "a", "aan", "achat", "acquisto", "addebito", "adyen", "amt", "at", "aut", "auth",
    "authorised", "authorized", "autorisation", "autorizada", "bancontact", "basislastschrift",
    "bea", "beleg", "betaalautomaat", "betaalpas", "betaling", "betalingskenm", "bezahlung",
    "bij", "blik", "buchung", "bv", "by", "card", "carta", "cartao", "carte", "cb", "cd",
    "checkcard", "chip", "co", "com", "comercio", "compra", "con", "contactless", "contactloos",
    "cpm", "crd", "credit", "dd", "de", "deb", "debit", "debito", "direct", "dlocal", "dri", "du",
    "eb", "ebanking", "ec", "ecom", "eft", "einmallastschrift", "el", "elv", "en",
    "erstlastschrift", "europe", "factura", "facture", "fil", "folgelastschrift", "from", "gb",
    "giro", "girocard", "girokarte", "gocardless", "gpay", "https", "in", "incasso", "int",
    "intl", "iz", "izettle", "jcb", "kaart", "kaartnr", "karta", "karte", "kartenzahlung",
    "klarna", "kontaktlos", "kortkop", "kup", "la", "lastschrift", "le", "les", "lnk", "los",
    "ltd", "maestro", "mandat", "mastercard", "mc", "merchandise", "merchant", "misc", "mobile",
    "mollie", "naar", "nl", "no", "nota", "nr", "number", "numero", "nv", "of", "on", "online",
    "op", "operacion", "orig", "pagamento", "pago", "pagos", "paid", "paiement", "par", "pas",
    "pay", "payment", "payments", "paypal", "payu", "pending", "pgto", "pin", "plac", "platba",
    "platnosc", "pmt", "pos", "pp", "preauth", "prelevement", "prlv", "purchase", "purchases",
    "pw", "rcur", "realizada", "recibo", "recurring", "ref", "sale", "sales", "sarl", "sca",
    "sdd", "sepa", "sepalastschrift", "shop", "signature", "sp", "spb", "spc", "sq", "sqr",
    "square", "ssp", "stripe", "sumup", "sut", "t", "tan", "tarjeta", "term", "terminal", "the",
    "to", "transaction", "transakcja", "trn", "trx", "tst", "und", "via", "visa", "vista", "von",
    "vpay", "web", "worldline", "worldpay", "wp", "www", "xx", "xxx", "xxxx", "zahlung", "zakup",
    "zettle",
    /* clang-format on */
};

static bool listed(Str word)
{
    ptrdiff_t low = 0, high = COUNT(words);
    while (low < high) {
        ptrdiff_t middle = (low + high) / 2;
        int order = str_cmp(str_of(words[middle]), word);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool is_number(Str word)
{
    for (ptrdiff_t i = 0; i < word.n; i++)
        if (word.p[i] < '0' || word.p[i] > '9')
            return false;
    return true;
}

bool noise_word(Str word)
{
    return word.n <= 1 || is_number(word) || listed(word);
}

bool noise_before(Str reduced, ptrdiff_t at)
{
    Str rest = str_part(reduced, 0, at);
    while (rest.p)
        if (!noise_word(str_cut(&rest, ' ')))
            return false;
    return true;
}
