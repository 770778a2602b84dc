/* Rows and bodies made from field tables alone. */
#include "fixture.h"
#include "auth/access.h"
#include "auth/api_token.h"
#include "auth/audit.h"
#include "auth/session.h"
#include "auth/enrol.h"
#include "auth/workspace.h"
#include "db/migrate.h"
#include "field/read.h"
#include "job/job.h"
#include "ledger/category.h"
#include "text/jsonout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void end_with(const Ctx *c, const char *what)
{
    printf("FAILED: %s: %.*s (%.*s)\n0 passed, 1 failed\n", what, STR_ARG(c->failure.detail),
           STR_ARG(c->failure.internal));
    exit(1);
}

/* --- resources -------------------------------------------------------------------------------- */

static void add_resource(Resources *all, const Resource *r)
{
    for (ptrdiff_t i = 0; i < all->n; i++)
        if (!strcmp(all->items[i]->table, r->table))
            return;
    if (all->n < COUNT(all->items))
        all->items[all->n++] = r;
}

Resources resources_of(const OperationTable *const *tables, ptrdiff_t n)
{
    Resources all = { 0 };
    for (ptrdiff_t i = 0; i < n; i++)
        for (ptrdiff_t k = 0; k < tables[i]->n; k++)
            if (tables[i]->rows[k].resource)
                add_resource(&all, tables[i]->rows[k].resource);
    add_resource(&all, &category_pattern_resource);
    return all;
}

const Resource *resource_named(const Resources *all, const char *table)
{
    for (ptrdiff_t i = 0; i < all->n; i++)
        if (!strcmp(all->items[i]->table, table))
            return all->items[i];
    return NULL;
}

/* --- tenants ---------------------------------------------------------------------------------- */

typedef struct {
    Tenant *t;
    int n;
} NewTenant;

static Str bearer(Ctx *c, Str token)
{
    return str_fmt(c->mem, "Authorization: Bearer %.*s\n", STR_ARG(token));
}

static Id new_user(Ctx *c, const Tenant *t, const char *who)
{
    User u = { 0 };
    field_start(c, &user_resource.shape, &u);
    u.email = str_fmt(c->mem, "%s@%s.example", who, t->canary);
    u.first_name = str_of(t->canary);
    u.password_hash = S("none");
    user_add(c, &u);
    return u.id;
}

static bool join(Ctx *c, Tenant *t, Id user_id, Role role)
{
    Member m = { .user_id = user_id, .role = (int)role };
    User u = { 0 };
    c->workspace_id = t->workspace_id;
    return resource_add(c, &member_resource, &m) && resource_get(c, &user_resource, user_id, &u) &&
           user_set_workspace(c, &u, t->workspace_id);
}

static Str sign_in(Ctx *c, Id user_id)
{
    Session s = { 0 };
    session_start(c, user_id, S("test"), S("127.0.0.1"), &s);
    return s.access_token;
}

static bool tenant_unit(Ctx *c, void *arg)
{
    static const char *const names[] = { "", "viewer", "member", "admin", "owner" };
    Tenant *t = ((NewTenant *)arg)->t;
    User owner = { 0 };
    t->users[ROLE_OWNER] = new_user(c, t, names[ROLE_OWNER]);
    resource_get(c, &user_resource, t->users[ROLE_OWNER], &owner);
    t->workspace_id = owner.default_workspace_id;
    for (int role = ROLE_VIEWER; role < ROLE_OWNER; role++) {
        t->users[role] = new_user(c, t, names[role]);
        join(c, t, t->users[role], (Role)role);
    }
    for (int role = ROLE_VIEWER; role <= ROLE_OWNER; role++)
        t->tokens[role] = sign_in(c, t->users[role]);
    Id off = new_user(c, t, "disabled");
    join(c, t, off, ROLE_OWNER);
    t->disabled = sign_in(c, off);
    User u = { 0 };
    resource_get(c, &user_resource, off, &u);
    u.is_active = false;
    resource_change(c, &user_resource, &u);
    Session s = { 0 };
    session_start(c, t->users[ROLE_OWNER], S("test"), S("127.0.0.1"), &s);
    t->expired =
        access_token(c->mem, (Access){ s.session_id, t->users[ROLE_OWNER], c->now_ms - 1 });
    ApiToken token = { .name = S("scoped"), .scopes = { (Str[]){ S("read") }, 1 } };
    api_token_add(c, t->users[ROLE_OWNER], &token);
    t->scoped = token.token;
    return !failed(c);
}

Tenant tenant_new(Ctx *c, Store *s, const char *canary)
{
    Tenant t = { .canary = canary };
    NewTenant n = { .t = &t };
    c->workspace_id = c->user_id = 0;
    if (!store_write(s, c, tenant_unit, &n))
        end_with(c, "a workspace cannot be made");
    for (int role = ROLE_VIEWER; role <= ROLE_OWNER; role++)
        t.tokens[role] = bearer(c, t.tokens[role]);
    t.expired = bearer(c, t.expired);
    t.disabled = bearer(c, t.disabled);
    t.scoped = bearer(c, t.scoped);
    return t;
}

/* --- values ----------------------------------------------------------------------------------- */

typedef struct {
    const Resources *all;
    const Tenant *t;      /* whose rows ids refer to */
    const Tenant *writer; /* whose word the texts hold; NULL: the same */
    Store *store;
    bool stored;  /* a row as it is stored, rather than a body */
    bool has_ids; /* an id that refers to something was written */
    int n;
} Maker;

static int serial;

static Id make_row(Ctx *c, Maker *m, const Resource *r);

static void write_id(Ctx *c, Buf *b, const Field *f, Maker *m)
{
    const Resource *r = f->refers ? resource_named(m->all, f->refers) : NULL;
    Id id = m->t->users[ROLE_OWNER];
    if (r && strcmp(r->table, "users")) {
        id = make_row(c, m, r);
        m->has_ids = true;
    }
    buf_json(b, id_text(c->mem, f->prefix ? f->prefix : "x", id));
}

static void write_text(Ctx *c, Buf *b, const Field *f, const Maker *m)
{
    static const char *const formed[] = { "iban", "color", "emoji", "url", "country", "locale" };
    const char *word = m->writer ? m->writer->canary : m->t->canary;
    int n = ++serial;
    Str text = str_fmt(c->mem, "%s %d", word, n);
    if (strstr(f->name, "email") || strstr(f->name, "recipient"))
        text = str_fmt(c->mem, "x%d@%s.example", n, word);
    else if (strstr(f->name, "password"))
        text = S("a password of no one 77");
    for (ptrdiff_t i = 0; i < COUNT(formed); i++)
        if (f->example && strstr(f->name, formed[i]))
            text = str_of(f->example);
    if (f->max > 0 && text.n > f->max)
        text = str_fmt(c->mem, "%.*d", (int)(f->max < 9 ? f->max : 9), n);
    buf_json(b, text);
}

/* Lists called ids are of transactions, which are the only things changed in bulk; other lists take
 * a word. */
static void write_texts(Ctx *c, Buf *b, const Field *f, Maker *m)
{
    const Resource *r = !strcmp(f->name, "ids") ? resource_named(m->all, "transactions") : NULL;
    buf_char(b, '[');
    buf_json(b, r ? id_text(c->mem, r->prefix, make_row(c, m, r)) : S("read"));
    buf_char(b, ']');
    m->has_ids = m->has_ids || r;
}

static void write_object(Ctx *c, Buf *b, const Shape *s, Maker *m);

static void write_value(Ctx *c, Buf *b, const Field *f, Maker *m)
{
    Shape inner = field_shape(f);
    switch (f->kind) {
    case FIELD_ID: write_id(c, b, f, m); break;
    case FIELD_TEXT: write_text(c, b, f, m); break;
    case FIELD_WORD: buf_json(b, str_of(f->words[1])); break;
    case FIELD_INT: buf_fmt(b, "%lld", (long long)(f->min > 1 ? f->min : 1)); break;
    case FIELD_BOOL: buf_add(b, S("true")); break;
    case FIELD_DATE: buf_add(b, S("\"2024-01-05\"")); break;
    case FIELD_INSTANT: buf_json(b, instant_text(c->mem, c->now_ms)); break;
    case FIELD_MONEY: buf_add(b, S("\"1.00\"")); break;
    case FIELD_CURRENCY: buf_add(b, S("\"EUR\"")); break;
    case FIELD_RATIO: buf_add(b, S("0.5")); break;
    case FIELD_TEXTS: write_texts(c, b, f, m); break;
    case FIELD_JSON: buf_add(b, S("{}")); break;
    case FIELD_STRUCT: write_object(c, b, &inner, m); break;
    case FIELD_LIST:
        buf_char(b, '[');
        write_object(c, b, &inner, m);
        buf_char(b, ']');
        break;
    }
}

static bool wanted(const Field *f, const Maker *m)
{
    if (m->stored)
        return !(f->flags & (UNSTORED | OPTIONAL | OWNER)) && strcmp(f->name, "id") &&
               strcmp(f->name, "created_at") && strcmp(f->name, "updated_at");
    bool refers = f->kind == FIELD_ID && f->refers && f->prefix;
    return !(f->flags & (READ_ONLY | HIDDEN | OWNER)) && ((f->flags & NEEDED) || refers);
}

static void write_object(Ctx *c, Buf *b, const Shape *s, Maker *m)
{
    bool first = true;
    buf_char(b, '{');
    for (ptrdiff_t i = 0; i < s->n; i++) {
        const Field *f = &s->fields[i];
        if (!wanted(f, m))
            continue;
        buf_fmt(b, "%s\"%s\":", first ? "" : ",", f->name);
        write_value(c, b, f, m);
        first = false;
    }
    buf_char(b, '}');
}

/* --- rows ------------------------------------------------------------------------------------- */

typedef struct {
    const Resource *r;
    const Tenant *t;
    void *row;
    Id id;
} RowUnit;

static Id *row_id(const Resource *r, void *row)
{
    for (ptrdiff_t i = 0; i < r->shape.n; i++)
        if (!strcmp(r->shape.fields[i].name, "id"))
            return (Id *)((char *)row + r->shape.fields[i].offset);
    abort();
}

static bool add_unit(Ctx *c, void *arg)
{
    RowUnit *u = arg;
    *row_id(u->r, u->row) = 0;
    bool ok = resource_add(c, u->r, u->row);
    u->id = *row_id(u->r, u->row);
    return ok;
}

static bool token_unit(Ctx *c, void *arg)
{
    RowUnit *u = arg;
    ApiToken token = { .name = str_of(u->t->canary), .scopes = { (Str[]){ S("read") }, 1 } };
    bool ok = api_token_add(c, u->t->users[ROLE_OWNER], &token);
    u->id = token.id;
    return ok;
}

static bool job_unit(Ctx *c, void *arg)
{
    static const JobKind kind = { .name = "test.isolation", .queue = "test" };
    RowUnit *u = arg;
    u->id = job_add(c, &kind, NULL, NULL);
    return u->id != 0;
}

static bool audit_unit(Ctx *c, void *arg)
{
    RowUnit *u = arg;
    AuditEntry e = { .action = str_of(u->t->canary) };
    bool ok = audit_write(c, &e);
    u->id = e.id;
    return ok;
}

static bool member_unit(Ctx *c, void *arg)
{
    RowUnit *u = arg;
    Member m = { .role = ROLE_VIEWER };
    Id workspace_id = c->workspace_id;
    m.user_id = new_user(c, u->t, str_fmt(c->mem, "m%d", ++serial).p);
    c->workspace_id = workspace_id;
    bool ok = resource_add(c, &member_resource, &m);
    u->id = m.id;
    return ok;
}

static Ctx unit_context(const Ctx *c, const Tenant *t)
{
    return (Ctx){ .mem = c->mem,
                  .store = c->store,
                  .now_ms = c->now_ms,
                  .user_id = t->users[ROLE_OWNER],
                  .workspace_id = t->workspace_id,
                  .role = ROLE_OWNER,
                  .scopes = UINT32_MAX };
}

static Id make_row(Ctx *c, Maker *m, const Resource *r)
{
    RowUnit u = { .r = r, .t = m->t };
    Ctx own = unit_context(c, m->t);
    Maker inner = *m;
    bool ok = true;
    if (!strcmp(r->table, "users") || !strcmp(r->table, "preferences"))
        return m->t->users[ROLE_OWNER];
    if (!strcmp(r->table, "workspace"))
        return m->t->workspace_id;
    if (!strcmp(r->table, "api_token")) {
        ok = store_write(m->store, &own, token_unit, &u);
    } else if (!strcmp(r->table, "job")) {
        ok = store_write(m->store, &own, job_unit, &u);
    } else if (!strcmp(r->table, "audit_entry")) {
        ok = store_write(m->store, &own, audit_unit, &u);
    } else if (!strcmp(r->table, "member")) {
        ok = store_write(m->store, &own, member_unit, &u);
    } else {
        Buf b = buf_new(c->mem, 1 << 20);
        inner.stored = true;
        u.row = arena_alloc(c->mem, r->shape.size);
        write_object(c, &b, &r->shape, &inner);
        ok = field_read(&own, &r->shape, READ_STORED, buf_str(&b), u.row) &&
             store_write(m->store, &own, add_unit, &u);
        if (!ok)
            printf("# a %s from %.*s\n", r->name, STR_ARG(buf_str(&b)));
    }
    if (ok)
        return u.id;
    printf("FAILED: a %s cannot be made from its table: %.*s (%.*s)\n", r->name,
           STR_ARG(own.failure.detail), STR_ARG(own.failure.internal));
    for (const FieldError *e = own.failure.fields; e; e = e->next)
        printf("#   %.*s: %.*s\n", STR_ARG(e->pointer), STR_ARG(e->detail));
    return 0;
}

Id fixture(Ctx *c, Store *s, const Resources *all, const Tenant *t, const Resource *r)
{
    Maker m = { .all = all, .t = t, .store = s };
    return make_row(c, &m, r);
}

static bool drop_unit(Ctx *c, void *arg)
{
    RowUnit *u = arg;
    return resource_drop(c, u->r, u->id);
}

void fixture_drop(Ctx *c, Store *s, const Tenant *t, const Resource *r, Id id)
{
    RowUnit u = { .r = r, .t = t, .id = id };
    Ctx own = unit_context(c, t);
    store_write(s, &own, drop_unit, &u);
}

Str body_for(Ctx *c, Store *s, const Resources *all, const Tenants *who, const Shape *shape,
             bool *has_ids)
{
    Maker m = { .all = all, .t = who->refers, .writer = who->writer, .store = s };
    Buf b = buf_new(c->mem, 1 << 20);
    write_object(c, &b, shape, &m);
    *has_ids = m.has_ids;
    return buf_str(&b);
}

/* --- state ------------------------------------------------------------------------------------ */

typedef struct {
    Id workspace_id;
    uint64_t sum;
} State;

static bool add_row(Ctx *c, const DbRows *row, void *arg)
{
    State *state = arg;
    Buf b = buf_new(c->mem, 1 << 22);
    for (ptrdiff_t i = 0; i < row->n_columns; i++) {
        const DbValue *v = &row->cells[i];
        if (str_eq(row->columns[i], S("workspace_id")) && v->i != state->workspace_id)
            return true;
        buf_fmt(&b, "%.*s=%lld:%.*s;", STR_ARG(row->columns[i]), (long long)v->i, STR_ARG(v->s));
    }
    state->sum += str_hash(buf_str(&b));
    return true;
}

/* The tables of the migrations that carry a workspace. */
static bool sum_tables(Ctx *c, void *arg)
{
    for (ptrdiff_t f = 0; f < schema_files.n; f++)
        for (Str text = schema_files.files[f].bytes; text.p && !failed(c);) {
            Str line = str_cut(&text, '\n');
            if (!str_starts(line, S("@owned(")))
                continue;
            Str table = str_part(line, 7, str_find_char(line, ')', 0));
            Query *q = NEW(c->mem, Query);
            *q = (Query){ .name = "state",
                          .any_tenant = true,
                          .sql = str_fmt(c->mem, "SELECT * FROM %.*s", STR_ARG(table)).p };
            db_each(c, q, DB_NO_ARGS, add_row, arg);
        }
    return !failed(c);
}

uint64_t tenant_state(Store *s, Id workspace_id)
{
    State state = { .workspace_id = workspace_id };
    Ctx own = ctx_new("state", 256 << 20);
    own.system = true;
    if (!store_read(s, &own, sum_tables, &state))
        end_with(&own, "the state cannot be read");
    ctx_done(&own);
    return state.sum;
}
