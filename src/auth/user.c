/* Users and their preferences. */
#include "auth/user.h"
#include "auth/caller.h"
#include "auth/cookies.h"
#include "auth/email.h"
#include "auth/session.h"
#include "auth/signin.h"
#include "user_sql.h"
#include "field/read.h"
#include "field/store.h"

#include <string.h>

static const Field user_fields[] = {
    F_ID(User, id, .prefix = "usr", .flags = READ_ONLY, .doc = "Given by the server."),
    F_INSTANT(User, created_at, .flags = READ_ONLY, .doc = "When the user registered."),
    F_INSTANT(User, updated_at, .flags = READ_ONLY, .doc = "When the user was last changed."),
    F_TEXT(User, email, .flags = NEEDED | SET_ONCE, .min = 3, .max = 254,
           .example = "ada@example.org", .doc = "The address to sign in with."),
    F_TEXT(User, email_key, .flags = HIDDEN),
    F_TEXT(User, first_name, .max = 100, .doc = "Given name."),
    F_TEXT(User, last_name, .max = 100, .doc = "Family name."),
    F_TEXT(User, display_name, .max = 100,
           .doc = "Shown to others; first and last name when empty."),
    F_TEXT(User, avatar_url, .flags = OPTIONAL, .max = 500,
           .doc = "An https address of a picture."),
    F_TEXT(User, locale, .max = 35, .start = "en-US",
           .doc = "BCP 47 language tag for texts and numbers."),
    F_TEXT(User, timezone, .max = 64, .start = "UTC", .doc = "IANA name of the time zone."),
    F_CURRENCY(User, currency, .start = "USD", .doc = "The currency of totals."),
    F_BOOL(User, is_active, .flags = READ_ONLY, .doc = "Whether the user may sign in."),
    F_BOOL(User, is_verified, .flags = READ_ONLY, .doc = "Whether the address was confirmed."),
    F_INSTANT(User, last_login_at, .flags = READ_ONLY | OPTIONAL, .doc = "The last sign-in."),
    F_ID(User, default_workspace_id, .prefix = "wsp", .flags = OPTIONAL,
         .doc = "The workspace used when a request names none."),
    F_TEXT(User, password_hash, .flags = HIDDEN),
};

/* Here and not with the other shapes of signing in, because the user's table is in it. */
static const Field signed_in_fields[] = {
    F_STRUCT(SignedIn, user, User, user_fields, .flags = READ_ONLY, .doc = "Who signed in."),
    F_TEXT(SignedIn, access_token, .flags = READ_ONLY,
           .doc = "For the Authorization header, 15 minutes."),
    F_TEXT(SignedIn, refresh_token, .flags = READ_ONLY,
           .doc = "For /auth/refresh, once, within 7 days."),
    F_INT(SignedIn, expires_in, .flags = READ_ONLY, .doc = "Seconds until the access token ends."),
};
const Shape signed_in_shape = SHAPE(SignedIn, signed_in_fields);

static const char *const themes[] = { "", "auto", "light", "dark", NULL };
static const char *const weekdays[] = { "", "monday", "sunday", "saturday", NULL };
static const char *const date_formats[] = { "", "locale", "iso", "dmy", "mdy", NULL };
static const char *const number_formats[] = { "",      "locale",     "point", "comma",
                                              "space", "apostrophe", NULL };
static const char *const pages[] = { "", "dashboard", "transactions", "accounts", "import", NULL };
static const char *const low_confidences[] = { "", "suggest", "reject", NULL };

static const Field preferences_fields[] = {
    F_ID(Preferences, id, .prefix = "prf", .flags = HIDDEN | READ_ONLY),
    F_INSTANT(Preferences, created_at, .flags = HIDDEN | READ_ONLY),
    F_INSTANT(Preferences, updated_at, .flags = READ_ONLY, .doc = "When they were last changed."),
    F_WORD(Preferences, theme, .words = themes, .start = "auto", .doc = "Colours of the page."),
    F_BOOL(Preferences, notification_email, .start = "true", .doc = "Notices by mail."),
    F_BOOL(Preferences, notification_push, .start = "true", .doc = "Notices in the page."),
    F_BOOL(Preferences, notification_telegram, .doc = "Notices by Telegram."),
    F_BOOL(Preferences, notify_imports, .start = "true", .doc = "Notices about imports."),
    F_BOOL(Preferences, notify_budgets, .start = "true", .doc = "Notices about budgets."),
    F_BOOL(Preferences, notify_goals, .start = "true", .doc = "Notices about goals."),
    F_BOOL(Preferences, notify_unusual, .start = "true",
           .doc = "Notices about unusual transactions."),
    F_WORD(Preferences, week_start, .words = weekdays, .start = "monday",
           .doc = "First day of a week."),
    F_WORD(Preferences, date_format, .words = date_formats, .start = "locale",
           .doc = "How dates are shown."),
    F_WORD(Preferences, number_format, .words = number_formats, .start = "locale",
           .doc = "How numbers are shown."),
    F_WORD(Preferences, start_page, .words = pages, .start = "dashboard",
           .doc = "The page after signing in."),
    F_WORD(Preferences, low_confidence, .words = low_confidences, .start = "suggest",
           .doc = "What a new transaction with an uncertain category gets."),
    F_BOOL(Preferences, privacy_mode, .doc = "Amounts are hidden until asked for."),
};

const Resource preferences_resource = {
    .name = "preferences",
    .plural = "preferences",
    .table = "preferences",
    .prefix = "prf",
    .shape = SHAPE(Preferences, preferences_fields),
};

static bool https_or_none(Str url)
{
    return !url.p || str_starts(url, S("https://"));
}

/* A name made of letters, digits and these: "de-DE", "Europe/Berlin", "Etc/GMT+1". Whether there is
 * such a language or zone, those who use it know; nothing else gets in. */
static bool is_name(Str s, const char *also)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
              (s.p[i] >= '0' && s.p[i] <= '9') || (i > 0 && strchr(also, s.p[i]))))
            return false;
    return s.n >= 2;
}

/* The default workspace is one the user belongs to. */
static bool user_check(Ctx *c, const void *old, void *row)
{
    User *u = row;
    const User *before = old;
    if (!is_name(u->locale, "-"))
        fail_field(c, S("/locale"), "A language is written like en-US");
    if (!is_name(u->timezone, "/_+-"))
        fail_field(c, S("/timezone"), "A time zone is written like Europe/Berlin");
    if (!https_or_none(u->avatar_url))
        fail_field(c, S("/avatar_url"), "The address of a picture begins with https://");
    if (before && u->default_workspace_id &&
        u->default_workspace_id != before->default_workspace_id &&
        db_one_int(c, &q_user_is_member, DB_ARGS(V_INT(u->id), V_INT(u->default_workspace_id))) ==
            0)
        fail_field(c, S("/default_workspace_id"), "There is no such workspace");
    return !failed(c);
}

const Resource user_resource = {
    .name = "user",
    .plural = "users",
    .table = "users",
    .prefix = "usr",
    .shape = SHAPE(User, user_fields),
    .check = user_check,
};

static const Field person_fields[] = {
    F_ID(Person, id, .prefix = "usr", .flags = READ_ONLY, .doc = "The user."),
    F_TEXT(Person, email, .flags = READ_ONLY, .doc = "Their address."),
    F_TEXT(Person, first_name, .flags = READ_ONLY, .doc = "Given name."),
    F_TEXT(Person, last_name, .flags = READ_ONLY, .doc = "Family name."),
    F_TEXT(Person, display_name, .flags = READ_ONLY, .doc = "The name they want to be shown."),
    F_TEXT(Person, avatar_url, .flags = READ_ONLY | OPTIONAL, .doc = "Their picture."),
};
const Shape person_shape = SHAPE(Person, person_fields);

static const Field user_search_fields[] = {
    F_TEXT(UserSearch, query, .flags = NEEDED, .min = 2, .max = 100,
           .doc = "A part of a name or address."),
};
const Shape user_search_shape = SHAPE(UserSearch, user_search_fields);

bool user_find_by_email(Ctx *c, Str email, User *out)
{
    DbRows rows = db_rows(c, &q_user_by_email, DB_ARGS(V_TEXT(email_key(c->mem, email))));
    return rows.n == 1 && field_from_row(c, &user_resource.shape, &rows, 0, out);
}

bool user_set_workspace(Ctx *c, User *u, Id workspace_id)
{
    u->default_workspace_id = workspace_id;
    return resource_change(c, &user_resource, u);
}

bool user_set_password(Ctx *c, Id user_id, Str hash, Id keep_session_id)
{
    db_run(c, &q_user_password, DB_ARGS(V_INT(user_id), V_TEXT(hash), V_INT(c->now_ms)));
    return session_end_all(c, user_id, keep_session_id);
}

bool user_me(Ctx *c, Call *call)
{
    User *u = NEW(c->mem, User);
    call->out = u;
    return resource_get(c, &user_resource, c->user_id, u);
}

bool user_me_put(Ctx *c, Call *call)
{
    User *u = NEW(c->mem, User);
    call->out = u;
    if (!resource_get(c, &user_resource, c->user_id, u))
        return false;
    Id workspace = u->default_workspace_id;
    if (!resource_match(c, &user_resource, u, call->if_match) ||
        !field_read(c, &user_resource.shape, READ_WHOLE, call->raw_body, u))
        return false;
    if (!u->default_workspace_id) /* who does not name one keeps it: without one nothing else works
                                   */
        u->default_workspace_id = workspace;
    return resource_change(c, &user_resource, u);
}

bool user_me_drop(Ctx *c, Call *call)
{
    db_run(c, &q_user_deactivate, DB_ARGS(V_INT(c->user_id), V_INT(c->now_ms)));
    session_end_all(c, c->user_id, 0);
    session_cookies_drop(c, call);
    return !failed(c);
}

/* '%' and '_' stand for themselves in what a person searches. */
static Str like_pattern(Arena *mem, Str text)
{
    Buf b = buf_new(mem, text.n * 2 + 2);
    Str low = str_lower(mem, text);
    buf_char(&b, '%');
    for (ptrdiff_t i = 0; i < low.n; i++) {
        if (strchr("%_\\", low.p[i]))
            buf_char(&b, '\\');
        buf_char(&b, low.p[i]);
    }
    buf_char(&b, '%');
    return buf_str(&b);
}

bool user_search(Ctx *c, Call *call)
{
    const UserSearch *q = call->query;
    DbRows rows = db_rows(c, &q_user_people,
                          DB_ARGS(V_INT(c->user_id), V_TEXT(like_pattern(c->mem, q->query))));
    call->list = (ListAnswer){ .items = field_from_rows(c, &person_shape, &rows),
                               .n = rows.n,
                               .total = rows.n };
    return !failed(c);
}

bool preferences_me(Ctx *c, Call *call)
{
    Preferences *p = NEW(c->mem, Preferences);
    call->out = p;
    return resource_get(c, &preferences_resource, c->user_id, p);
}

bool preferences_me_put(Ctx *c, Call *call)
{
    Preferences *p = NEW(c->mem, Preferences);
    call->out = p;
    return resource_get(c, &preferences_resource, c->user_id, p) &&
           resource_match(c, &preferences_resource, p, call->if_match) &&
           field_read(c, &preferences_resource.shape, READ_PART, call->raw_body, p) &&
           resource_change(c, &preferences_resource, p);
}
