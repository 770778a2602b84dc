/* What comes from outside before anybody is known: paths, tokens, sealed texts, addresses,
 * passwords. Nothing that was not made here is taken for it. */
#include "api/route.h"
#include "app/tables.h"
#include "auth/access.h"
#include "auth/api_token.h"
#include "auth/email.h"
#include "auth/limit.h"
#include "auth/password.h"
#include "auth/secret.h"
#include "auth/user.h"
#include "text/utf8.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Routes *routes;
static Arena *routes_memory; /* kept in sight of the leak checker */

static void start(void)
{
    static const uint8_t key[SECRET_KEY_BYTES] = { 1, 2, 3 };
    if (routes)
        return;
    secret_start(key);
    routes_memory = arena_new("routes", 16u << 20);
    routes = routes_new(routes_memory, operation_tables, operation_table_count);
}

/* A path that is found has its arguments, in UTF-8 and without a NUL. */
static void path(Ctx *c, Str text)
{
    static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE" };
    for (int i = 0; i < COUNT(methods); i++) {
        RouteMatch m = routes_find(c->mem, routes, str_of(methods[i]), text);
        assert(!m.route || !m.allow.p); /* the methods are told where none fits */
        for (int k = 0; k < ROUTE_ARGS; k++)
            assert(!m.args[k].p ||
                   (utf8_valid(m.args[k]) && !memchr(m.args[k].p, 0, (size_t)m.args[k].n)));
    }
}

/* The access token of one session with the input written over its end is forged, unless it is the
 * same. */
static void token(Ctx *c, Str text)
{
    Access back = { 0 };
    Str opened = { 0 }, good = access_token(c->mem, (Access){ 1, 2, 3000 });
    assert(access_read(c->mem, text, 1000, &back) != ACCESS_OK || str_eq(text, good));
    if (text.n > 0 && text.n <= good.n) {
        char *p = str_c(c->mem, good);
        memcpy(p + good.n - text.n, text.p, (size_t)text.n);
        assert(access_read(c->mem, str_n(p, good.n), 1000, &back) != ACCESS_OK ||
               str_eq(str_n(p, good.n), good));
    }
    assert(!secret_open(c->mem, text, &opened));
    api_token_like(text);
    api_token_scopes(c->mem, text);
}

static void person(Ctx *c, Str text)
{
    Str rest = text, email = str_cut(&rest, '\n');
    bool is_email = email_check(c, email, S("/email"));
    assert(is_email == !failed(c));
    assert(!is_email || str_find_char(email, '@', 0) > 0);
    fail_clear(c);
    bool taken = password_acceptable(c, rest, email, S("/password"));
    assert(taken == !failed(c));
    assert(!taken || rest.n >= PASSWORD_CHARS_MIN);
    fail_clear(c);
    assert(limit_address(c->mem, text).n <= (text.n > 20 ? text.n : 20));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    start();
    Ctx c = ctx_new("fuzz", 64u << 20);
    Str text = str_n((const char *)data, (ptrdiff_t)size);
    path(&c, text);
    token(&c, text);
    person(&c, text);
    ctx_done(&c);
    return 0;
}
