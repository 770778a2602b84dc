/* Registering, signing in and out, passwords and addresses. */
#include "auth/signin.h"
#include "auth/cookies.h"
#include "auth/email.h"
#include "auth/enrol.h"
#include "auth/limit.h"
#include "auth/mail.h"
#include "auth/once.h"
#include "auth/password.h"
#include "auth/session.h"
#include "user_sql.h"
#include "field/read.h"

enum { RESET_LIFE_MS = 3600 * 1000, VERIFY_LIFE_MS = 3 * 24 * 3600 * 1000 };

static const Field registration_fields[] = {
    F_TEXT(Registration, email, .flags = NEEDED, .min = 3, .max = 254, .example = "ada@example.org",
           .doc = "The address to sign in with."),
    F_TEXT(Registration, password, .flags = NEEDED | SECRET, .max = PASSWORD_BYTES_MAX,
           .doc = "At least 15 characters; not one of the common ones."),
    F_TEXT(Registration, first_name, .max = 100, .doc = "Given name."),
    F_TEXT(Registration, last_name, .max = 100, .doc = "Family name."),
    F_TEXT(Registration, locale, .max = 35, .start = "en-US", .doc = "BCP 47 language tag."),
    F_TEXT(Registration, timezone, .max = 64, .start = "UTC", .doc = "IANA name of the time zone."),
    F_CURRENCY(Registration, currency, .start = "USD", .doc = "The currency of totals."),
};
const Shape registration_shape = SHAPE(Registration, registration_fields);

static const Field login_fields[] = {
    F_TEXT(Login, email, .flags = NEEDED, .max = 254, .doc = "The address."),
    F_TEXT(Login, password, .flags = NEEDED | SECRET, .max = PASSWORD_BYTES_MAX,
           .doc = "The password."),
};
const Shape login_shape = SHAPE(Login, login_fields);

static const Field refresh_fields[] = {
    F_TEXT(Refresh, refresh_token, .flags = OPTIONAL | SECRET, .max = 200,
           .doc = "The refresh token; without it the cookie is used."),
};
const Shape refresh_shape = SHAPE(Refresh, refresh_fields);

static const Field address_fields[] = {
    F_TEXT(Address, email, .flags = NEEDED, .max = 254, .doc = "The address."),
};
const Shape address_shape = SHAPE(Address, address_fields);

static const Field password_reset_fields[] = {
    F_TEXT(PasswordReset, token, .flags = NEEDED | SECRET, .max = 200, .doc = "From the mail."),
    F_TEXT(PasswordReset, password, .flags = NEEDED | SECRET, .max = PASSWORD_BYTES_MAX,
           .doc = "The new password."),
};
const Shape password_reset_shape = SHAPE(PasswordReset, password_reset_fields);

static const Field confirmation_fields[] = {
    F_TEXT(Confirmation, token, .flags = NEEDED | SECRET, .max = 200, .doc = "From the mail."),
};
const Shape confirmation_shape = SHAPE(Confirmation, confirmation_fields);

static const Field password_change_fields[] = {
    F_TEXT(PasswordChange, current_password, .flags = NEEDED | SECRET, .max = PASSWORD_BYTES_MAX,
           .doc = "The password of now."),
    F_TEXT(PasswordChange, password, .flags = NEEDED | SECRET, .max = PASSWORD_BYTES_MAX,
           .doc = "The new one."),
};
const Shape password_change_shape = SHAPE(PasswordChange, password_change_fields);

/* What a unit of this file works on: the call, and what was computed before the lane. */
typedef struct {
    Call *call;
    User user;
    Str hash;
    Session session;
    bool reused;
} Work;

static void answer(Ctx *c, Call *call, const User *u, const Session *s)
{
    SignedIn *out = NEW(c->mem, SignedIn);
    *out = (SignedIn){ .user = *u,
                       .access_token = s->access_token,
                       .refresh_token = s->refresh_token,
                       .expires_in = s->expires_in };
    call->out = out;
    session_cookies(c, call, s);
}

static bool greet(Ctx *c, Work *w)
{
    db_run(c, &q_user_seen, DB_ARGS(V_INT(w->user.id), V_INT(c->now_ms)));
    w->user.last_login_at = c->now_ms;
    if (!session_start(c, w->user.id, w->call->user_agent, w->call->address, &w->session))
        return false;
    answer(c, w->call, &w->user, &w->session);
    return true;
}

static bool ask_to_verify(Ctx *c, const User *u)
{
    Str token = once_add(c, ONCE_VERIFY, (Once){ .user_id = u->id }, VERIFY_LIFE_MS);
    return mail_queue(c, MAIL_VERIFY, u->email, token);
}

/* Attempts count against the account; against the address only those that fail, so that a household
 * or an office behind one address is not locked out by signing in. */
static bool may_try(Ctx *c, Str account, Str address)
{
    LimitAnswer a = { .allowed = true };
    if (account.p)
        a = limit_take(LIMIT_SIGN_IN, account, c->now_ms);
    if (a.allowed)
        a = limit_take(LIMIT_SIGN_IN, address, c->now_ms);
    if (a.allowed)
        return true;
    fail(c, LIMITED, NULL, "Too many attempts to sign in; try again in %lld seconds",
         (long long)(a.retry_after_ms + 999) / 1000);
    c->failure.retry_after_ms = a.retry_after_ms;
    return false;
}

static Str address_key(Ctx *c, const Call *call)
{
    return str_fmt(c->mem, "a:%.*s", STR_ARG(limit_address(c->mem, call->address)));
}

/* Mails are asked for by those who are not signed in: counted like sign-ins, by the address they go
 * to. */
static bool may_mail(Ctx *c, const Call *call, Str email)
{
    return may_try(c, str_fmt(c->mem, "m:%.*s", STR_ARG(email_key(c->mem, email))),
                   address_key(c, call));
}

static bool closed;

void signin_start(bool registration_closed)
{
    closed = registration_closed;
}

static bool register_unit(Ctx *c, void *arg)
{
    Work *w = arg;
    const Registration *in = w->call->in;
    w->user = (User){ .email = in->email,
                      .first_name = in->first_name,
                      .last_name = in->last_name,
                      .locale = in->locale,
                      .timezone = in->timezone,
                      .currency = in->currency,
                      .password_hash = w->hash };
    return user_add(c, &w->user) && ask_to_verify(c, &w->user) && greet(c, w);
}

bool auth_register(Ctx *c, Call *call)
{
    const Registration *in = call->in;
    if (closed)
        return fail(c, FORBIDDEN, NULL,
                    "Registration is closed here; ask the administrator for an account");
    email_check(c, in->email, S("/email"));
    password_acceptable(c, in->password, in->email, S("/password"));
    Work w = { .call = call, .hash = password_hash(c, in->password) };
    return !failed(c) && call->write(c, call, register_unit, &w);
}

static bool find_unit(Ctx *c, void *arg)
{
    Work *w = arg;
    const Login *in = w->call->in;
    if (!user_find_by_email(c, in->email, &w->user))
        w->user = (User){ 0 };
    return !failed(c);
}

static bool login_unit(Ctx *c, void *arg)
{
    return greet(c, arg);
}

bool auth_login(Ctx *c, Call *call)
{
    const Login *in = call->in;
    Str account = str_fmt(c->mem, "e:%.*s", STR_ARG(email_key(c->mem, in->email)));
    Str address = address_key(c, call);
    Work w = { .call = call };
    if (!may_try(c, account, address) || !store_read(c->store, c, find_unit, &w))
        return false;
    bool right = password_matches(c, w.user.password_hash, in->password);
    if (failed(c))
        return false;
    if (!right || !w.user.is_active)
        return fail(c, UNAUTHENTICATED, NULL, "The address or the password is wrong");
    limit_give(LIMIT_SIGN_IN, address, c->now_ms);
    return store_write(c->store, c, login_unit, &w);
}

/* The refresh token of the body or else of the cookie. */
static Str refresh_of(Ctx *c, const Call *call, bool *by_cookie)
{
    const Refresh *in = call->in;
    *by_cookie = !in || !in->refresh_token.p;
    return *by_cookie ? session_cookie_refresh(c->mem, call->cookies) : in->refresh_token;
}

static bool refresh_unit(Ctx *c, void *arg)
{
    Work *w = arg;
    bool by_cookie = false;
    Str token = refresh_of(c, w->call, &by_cookie);
    SessionResult result =
        token.p ? session_rotate(c, token, by_cookie, w->call->csrf_token, &w->session)
                : SESSION_UNKNOWN;
    w->reused = result == SESSION_REUSED;
    if (result != SESSION_ROTATED) {
        w->session = (Session){ 0 };
        return !failed(c);
    }
    return resource_get(c, &user_resource, w->session.user_id, &w->user);
}

bool auth_refresh(Ctx *c, Call *call)
{
    Work w = { .call = call };
    if (!store_write(c->store, c, refresh_unit, &w))
        return false;
    if (w.reused)
        return fail(c, UNAUTHENTICATED, NULL,
                    "This refresh token was used before, so the session was ended; sign in again");
    if (!w.session.session_id)
        return fail(c, UNAUTHENTICATED, NULL,
                    "The refresh token is not valid any more; sign in again");
    answer(c, call, &w.user, &w.session);
    return true;
}

bool auth_logout(Ctx *c, Call *call)
{
    bool by_cookie = false;
    Str token = refresh_of(c, call, &by_cookie);
    if (token.p)
        session_end_by_token(c, token, by_cookie, call->csrf_token);
    session_cookies_drop(c, call);
    return !failed(c);
}

bool auth_request_reset(Ctx *c, Call *call)
{
    const Address *in = call->in;
    User u = { 0 };
    if (!may_mail(c, call, in->email) || !user_find_by_email(c, in->email, &u) || !u.is_active)
        return !failed(c);
    Str token = once_add(c, ONCE_RESET, (Once){ .user_id = u.id }, RESET_LIFE_MS);
    return mail_queue(c, MAIL_RESET, u.email, token);
}

static bool reset_unit(Ctx *c, void *arg)
{
    Work *w = arg;
    const PasswordReset *in = w->call->in;
    Once who = { 0 };
    if (!once_use(c, ONCE_RESET, in->token, &who))
        return fail(c, INVALID, "token", "The token is not valid any more; ask for another mail");
    return user_set_password(c, who.user_id, w->hash, 0);
}

bool auth_reset_password(Ctx *c, Call *call)
{
    const PasswordReset *in = call->in;
    if (!may_try(c, (Str){ 0 }, address_key(c, call)))
        return false;
    password_acceptable(c, in->password, (Str){ 0 }, S("/password"));
    Work w = { .call = call, .hash = password_hash(c, in->password) };
    return !failed(c) && store_write(c->store, c, reset_unit, &w);
}

bool auth_verify_email(Ctx *c, Call *call)
{
    const Confirmation *in = call->in;
    Once who = { 0 };
    if (!once_use(c, ONCE_VERIFY, in->token, &who))
        return fail(c, INVALID, "token", "The token is not valid any more; ask for another mail");
    return db_run(c, &q_user_verified, DB_ARGS(V_INT(who.user_id), V_INT(c->now_ms))) >= 0;
}

bool auth_resend_verification(Ctx *c, Call *call)
{
    const Address *in = call->in;
    User u = { 0 };
    if (!may_mail(c, call, in->email) || !user_find_by_email(c, in->email, &u) || u.is_verified ||
        !u.is_active)
        return !failed(c);
    return ask_to_verify(c, &u);
}

static bool me_unit(Ctx *c, void *arg)
{
    Work *w = arg;
    return resource_get(c, &user_resource, c->user_id, &w->user);
}

static bool change_unit(Ctx *c, void *arg)
{
    const Work *w = arg;
    return user_set_password(c, c->user_id, w->hash, w->call->session_id);
}

bool auth_change_password(Ctx *c, Call *call)
{
    const PasswordChange *in = call->in;
    Work w = { .call = call };
    Str account = str_fmt(c->mem, "u:%lld", (long long)c->user_id);
    Str from = address_key(c, call);
    if (!may_try(c, account, from) || !store_read(c->store, c, me_unit, &w))
        return false;
    if (!password_matches(c, w.user.password_hash, in->current_password))
        return failed(c) ? false
                         : fail_field(c, S("/current_password"), "This is not your password");
    limit_give(LIMIT_SIGN_IN, from, c->now_ms);
    password_acceptable(c, in->password, w.user.email, S("/password"));
    w.hash = password_hash(c, in->password);
    return !failed(c) && store_write(c->store, c, change_unit, &w);
}
