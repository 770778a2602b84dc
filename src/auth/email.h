/* Addresses of users. */
#ifndef FLORIN_AUTH_EMAIL_H
#define FLORIN_AUTH_EMAIL_H

#include "base/base.h"

/* The form of an address by which it is compared. */
Str email_key(Arena *mem, Str email);

/* Refuses (fail_field) what cannot be an address. */
bool email_check(Ctx *c, Str email, Str pointer);

#endif
