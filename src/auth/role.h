/* The words of roles. */
#ifndef FLORIN_AUTH_ROLE_H
#define FLORIN_AUTH_ROLE_H

#include "base/base.h"

extern const char *const role_words[]; /* index is Role; ends with NULL */

/* ROLE_NONE for a word that names none. */
Role role_of_word(Str word);

#endif
