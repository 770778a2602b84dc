/* Addresses of users. */
#include "auth/email.h"

#include "field/operation.h"

#include <string.h>

Str email_key(Arena *mem, Str email)
{
    return str_lower(mem, str_trim(email));
}

/* One '@' with something on both sides, a dot in the domain, no spaces or control characters.
 * Whether mail arrives, only a mail can tell. */
bool email_check(Ctx *c, Str email, Str pointer)
{
    Str domain = str_trim(email), local = str_cut(&domain, '@');
    bool ok = local.n > 0 && local.n <= 64 && domain.p && domain.n >= 3 && email.n <= 254 &&
              str_find_char(domain, '@', 0) < 0 && str_find_char(domain, '.', 1) > 0 &&
              !str_ends(domain, S(".")) && str_find(domain, S(".."), 0) < 0;
    for (ptrdiff_t i = 0; i < email.n; i++)
        ok = ok && (uint8_t)email.p[i] > ' ' && email.p[i] != 127 &&
             !strchr("\"<>()[]\\,;:", email.p[i]);
    return ok || fail_field(c, pointer, "This is not an e-mail address such as ada@example.org");
}
