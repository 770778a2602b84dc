/* Which account rows of a file belong to. Private to the room. */
#ifndef FLORIN_IMPORT_TARGET_H
#define FLORIN_IMPORT_TARGET_H

#include "import/import.h"
#include "statement/statement.h"

typedef struct {
    Id account_id; /* 0: not known */
    Currency currency;
    bool in_use;      /* the account has rows already */
    Str problem;      /* why its rows cannot be booked; none: they can */
    Str number, word; /* what it was found for: the account's number and the currency's name */
} Target;

/* Targets of one import, found once each. */
typedef struct {
    Ctx *c;
    Import *imp;      /* account_id is set when the first account is found */
    Str make_account; /* name of an account to be made; none: never */
    Str type;         /* "checking", …, as the file says; none */
    Map known;        /* of Target, by number and currency */
    Str first_number; /* the file's own account; others are beside it */
    bool has_number;
    Target *last; /* of the row before: rows of one account stand together */
} Targets;

Targets targets_new(Ctx *c, Import *imp, Str make_account);

/* The target of rows with this account number and currency, either of which may be none. NULL after
 * a failure. Outside of a lane. */
Target *target_of(Targets *t, Str number, Str currency);

#endif
