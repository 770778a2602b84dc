/* What a request says in its head. */
#include "http/header.h"
#include "http/private.h"

Str http_header(const HttpRequest *r, Str name)
{
    const char *value = NULL;
    size_t n = 0;
    if (MHD_lookup_connection_value_n(request_of(r)->conn->mhd, MHD_HEADER_KIND, name.p,
                                      (size_t)name.n, &value, &n) != MHD_YES ||
        !value)
        return (Str){ 0 };
    return str_trim(str_n(value, (ptrdiff_t)n));
}

Str http_cookie(const HttpRequest *r, Str name)
{
    return cookie_find(http_header(r, S("Cookie")), name);
}
