/* The words of roles. */
#include "auth/role.h"

const char *const role_words[] = { "", "viewer", "member", "admin", "owner", NULL };

Role role_of_word(Str word)
{
    for (int i = 1; role_words[i]; i++)
        if (str_eq(word, str_of(role_words[i])))
            return (Role)i;
    return ROLE_NONE;
}
