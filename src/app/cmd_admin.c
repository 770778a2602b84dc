/* florin admin: users, API tokens, workspaces and migrations, straight on the database. */
#include "admin_sql.h"
#include "app/command.h"
#include "app/open.h"
#include "app/option.h"
#include "auth/api_token.h"
#include "auth/auth.h"
#include "auth/session.h"
#include "auth/email.h"
#include "auth/enrol.h"
#include "blob/key.h"
#include "field/read.h"
#include "import/import.h"
#include "text/jsonout.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: florin admin user add EMAIL [FIRST_NAME [LAST_NAME]]   the "
                            "password is read from standard input\n"
                            "       florin admin user password EMAIL                      sets a "
                            "new one, read from standard input\n"
                            "       florin admin user list [--json]\n"
                            "       florin admin user deactivate|activate EMAIL\n"
                            "       florin admin token add EMAIL NAME SCOPE...             prints "
                            "the token, once; scopes: read write admin\n"
                            "       florin admin workspace list [--json]\n"
                            "       florin admin key rotate                                seals "
                            "files and saved passwords under a new key\n"
                            "       florin admin migrate                                   brings "
                            "the database up to date\n";

enum { ITEM_BYTES = 16 * 1024 };

static bool as_json; /* --json */

/* Takes --json out of the words. */
static void take_json(Program *p)
{
    int n = 1;
    for (int i = 1; i < p->argc; i++) {
        if (!strcmp(p->argv[i], "--json"))
            as_json = true;
        else
            p->argv[n++] = p->argv[i];
    }
    p->argc = n;
}

/* The first line of standard input. */
static Str read_password(Ctx *c)
{
    char *line = NEW_ARRAY(c->mem, char, PASSWORD_BYTES_MAX + 2);
    if (isatty(STDIN_FILENO))
        fputs("Password: ", stderr);
    if (!fgets(line, PASSWORD_BYTES_MAX + 2, stdin)) {
        fail(c, USAGE, NULL, "There was no password on standard input");
        return (Str){ 0 };
    }
    Str s = str_of(line);
    while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
        s.n--;
    return s;
}

typedef struct {
    Program *p;
    User user;
    Str hash;
    ApiToken token;
} Work;

static bool find(Ctx *c, Work *w)
{
    Str email = str_of(w->p->argv[3]);
    return user_find_by_email(c, email, &w->user) ||
           (!failed(c) &&
            fail(c, NOT_FOUND, NULL, "There is no user with the address %.*s", STR_ARG(email)));
}

static bool add_unit(Ctx *c, void *arg)
{
    Work *w = arg;
    char **argv = w->p->argv;
    field_start(c, &user_resource.shape, &w->user);
    w->user.email = str_of(argv[3]);
    w->user.first_name = w->p->argc > 4 ? str_of(argv[4]) : (Str){ 0 };
    w->user.last_name = w->p->argc > 5 ? str_of(argv[5]) : (Str){ 0 };
    w->user.password_hash = w->hash;
    w->user.is_verified = true;
    return user_add(c, &w->user);
}

static bool password_unit(Ctx *c, void *arg)
{
    Work *w = arg;
    return find(c, w) && user_set_password(c, w->user.id, w->hash, 0);
}

static bool user_add_command(Program *p)
{
    Ctx *c = &p->c;
    Work w = { .p = p };
    Str email = str_of(p->argv[3]), password = read_password(c);
    email_check(c, email, S("email"));
    password_acceptable(c, password, email, S("password"));
    w.hash = password_hash(c, password);
    if (failed(c) || !store_write(p->store, c, add_unit, &w))
        return false;
    printf("%.*s\n", STR_ARG(id_text(c->mem, "usr", w.user.id)));
    return true;
}

static bool user_password_command(Program *p)
{
    Ctx *c = &p->c;
    Work w = { .p = p };
    Str password = read_password(c);
    password_acceptable(c, password, str_of(p->argv[3]), S("password"));
    w.hash = password_hash(c, password);
    return !failed(c) && store_write(p->store, c, password_unit, &w);
}

/* A list as JSON, or as a table; says whether that row was printed as JSON. */
typedef struct {
    bool json;
    int64_t n;
} Listing;

static JsonWriter begin_item(Ctx *c, Buf *b, const char *prefix, const DbRows *row)
{
    *b = buf_new(c->mem, ITEM_BYTES);
    JsonWriter w = { .out = b };
    json_open_object(&w);
    json_name_plain(&w, S("id"));
    json_string(&w, id_text(c->mem, prefix, db_int(row, 0, "id")));
    return w;
}

static void end_item(Listing *l, JsonWriter *w)
{
    json_close_object(w);
    json_done(w);
    printf("%s%.*s", l->n++ ? "," : "", STR_ARG(buf_str(w->out)));
}

static bool print_user(Ctx *c, const DbRows *row, void *arg)
{
    Listing *l = arg;
    if (l->json) {
        Buf b;
        JsonWriter w = begin_item(c, &b, "usr", row);
        static const char *const texts[] = { "email", "first_name", "last_name" };
        for (ptrdiff_t i = 0; i < COUNT(texts); i++) {
            json_name_plain(&w, str_of(texts[i]));
            json_string(&w, db_text(row, 0, texts[i]));
        }
        json_name_plain(&w, S("is_active"));
        json_bool(&w, db_bool(row, 0, "is_active"));
        end_item(l, &w);
        return true;
    }
    printf("%.*s  %-8s %-40.*s %.*s %.*s\n", STR_ARG(id_text(c->mem, "usr", db_int(row, 0, "id"))),
           db_bool(row, 0, "is_active") ? "active" : "inactive", STR_ARG(db_text(row, 0, "email")),
           STR_ARG(db_text(row, 0, "first_name")), STR_ARG(db_text(row, 0, "last_name")));
    return true;
}

static bool list_users(Ctx *c, void *arg)
{
    return db_each(c, &q_admin_users, DB_NO_ARGS, print_user, arg);
}

static bool print_workspace(Ctx *c, const DbRows *row, void *arg)
{
    Listing *l = arg;
    if (l->json) {
        Buf b;
        JsonWriter w = begin_item(c, &b, "wsp", row);
        json_name_plain(&w, S("name"));
        json_string(&w, db_text(row, 0, "name"));
        json_name_plain(&w, S("members"));
        json_int64(&w, db_int(row, 0, "members"));
        end_item(l, &w);
        return true;
    }
    printf("%.*s  %3lld members  %.*s\n", STR_ARG(id_text(c->mem, "wsp", db_int(row, 0, "id"))),
           (long long)db_int(row, 0, "members"), STR_ARG(db_text(row, 0, "name")));
    return true;
}

static bool list_workspaces(Ctx *c, void *arg)
{
    return db_each(c, &q_admin_workspaces, DB_NO_ARGS, print_workspace, arg);
}

static bool list(Program *p, StoreUnit *unit)
{
    Listing l = { .json = as_json };
    if (l.json)
        fputs("{\"items\":[", stdout);
    bool done = store_read(p->store, &p->c, unit, &l);
    if (l.json)
        puts("]}");
    return done;
}

static bool user_list_command(Program *p)
{
    return list(p, list_users);
}

static bool workspace_list_command(Program *p)
{
    return list(p, list_workspaces);
}

static bool active_unit(Ctx *c, void *arg)
{
    Work *w = arg;
    bool active = !strcmp(w->p->argv[2], "activate");
    if (!find(c, w))
        return false;
    db_run(c, &q_admin_active, DB_ARGS(V_INT(w->user.id), V_BOOL(active), V_INT(c->now_ms)));
    return active ? !failed(c) : session_end_all(c, w->user.id, 0);
}

static bool user_active_command(Program *p)
{
    Work w = { .p = p };
    return store_write(p->store, &p->c, active_unit, &w);
}

static bool token_unit(Ctx *c, void *arg)
{
    Work *w = arg;
    int n = w->p->argc - 5;
    Str *scopes = NEW_ARRAY(c->mem, Str, n);
    for (int i = 0; i < n; i++)
        scopes[i] = str_of(w->p->argv[5 + i]);
    w->token = (ApiToken){ .name = str_of(w->p->argv[4]), .scopes = { scopes, n } };
    return find(c, w) && api_token_add(c, w->user.id, &w->token);
}

static bool token_add_command(Program *p)
{
    Work w = { .p = p };
    if (!store_write(p->store, &p->c, token_unit, &w))
        return false;
    printf("%.*s\n", STR_ARG(w.token.token));
    return true;
}

static bool key_rotate_command(Program *p)
{
    int64_t n = 0;
    bool dropped = false;
    if (!key_rotate(&p->c) || !import_rotate(&p->c, &n, &dropped))
        return false;
    printf("%lld files and passwords sealed under the key %.*s\n", (long long)n,
           STR_ARG(key_id(&p->c)));
    if (dropped)
        puts("the old key is gone");
    else if (p->settings.files_key.n)
        puts("the old key can be taken out of files_key");
    else if (key_count(&p->c) > 1)
        puts("other processes are running: the old key goes in the hourly clean-up, an hour from "
             "now");
    return true;
}

/* Opening has done it. */
static bool migrate_command(Program *p)
{
    printf("up to date: %.*s\n", STR_ARG(store_engine(p->store)));
    return true;
}

static const struct {
    const char *noun, *verb;
    int least; /* words behind 'admin' */
    int most;
    bool (*run)(Program *p);
} tasks[] = {
    { "user", "add", 3, 5, user_add_command },
    { "user", "password", 3, 3, user_password_command },
    { "user", "list", 2, 2, user_list_command },
    { "user", "activate", 3, 3, user_active_command },
    { "user", "deactivate", 3, 3, user_active_command },
    { "token", "add", 5, 7, token_add_command },
    { "key", "rotate", 2, 2, key_rotate_command },
    { "workspace", "list", 2, 2, workspace_list_command },
    { "migrate", NULL, 1, 1, migrate_command },
};

int cmd_admin(int argc, char **argv)
{
    Program p;
    if (argc < 2 || options_ask_help(argc, argv)) {
        fputs(usage, argc < 2 ? stderr : stdout);
        return argc < 2 ? 2 : 0;
    }
    if (!program_settings(&p, "admin", argc, argv))
        return program_close(&p);
    take_json(&p);
    for (ptrdiff_t i = 0; i < COUNT(tasks); i++) {
        bool noun = p.argc > 1 && !strcmp(p.argv[1], tasks[i].noun);
        bool verb = !tasks[i].verb || (p.argc > 2 && !strcmp(p.argv[2], tasks[i].verb));
        if (!noun || !verb || p.argc - 1 < tasks[i].least || p.argc - 1 > tasks[i].most)
            continue;
        p.c.system = true;
        if (program_open(&p))
            tasks[i].run(&p);
        return program_close(&p);
    }
    fputs(usage, stderr);
    program_close(&p);
    return 2;
}
