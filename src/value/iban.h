/* International bank account numbers (ISO 13616): checked by the country's length and form and by
 * the check digits (ISO 7064 MOD 97-10). */
#ifndef FLORIN_VALUE_IBAN_H
#define FLORIN_VALUE_IBAN_H

#include "base/base.h"

enum { IBAN_MAX = 34 };

typedef enum {
    IBAN_OK,
    IBAN_MALFORMED,       /* not two letters, two digits, then letters and digits */
    IBAN_UNKNOWN_COUNTRY, /* a country without IBANs */
    IBAN_WRONG_LENGTH,    /* for its country */
    IBAN_WRONG_CHECK      /* a digit is wrong or two are swapped */
} IbanResult;

/* "has the wrong check digits" and the like, to follow the name of a field in a message. */
const char *iban_result_text(IbanResult result);

/* Reads an IBAN in any case, with spaces or hyphens between its groups and "IBAN" in front. *out
 * gets it in capital letters without spaces, in mem, and only when IBAN_OK. */
IbanResult iban_parse(Arena *mem, Str text, Str *out);

/* In groups of four, as printed on paper: "DE89 3704 0044 0532 0130 00". */
void buf_iban(Buf *out, Str iban);

/* An account number of any kind with all but its last four characters hidden: "DE89••••3000" keeps
 * an IBAN's first four too, "••••1234" otherwise. Numbers of four characters and less are hidden
 * whole; what has no digit is a name and stays. */
Str account_mask(Arena *mem, Str number);

#endif
