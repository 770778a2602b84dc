/* florin backup, restore, openapi: what an operator does to the database as a whole. */
#include "api/api.h"
#include "app/command.h"
#include "app/open.h"
#include "app/tables.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool wants_help(int argc, char **argv, const char *text)
{
    for (int i = 1; i < argc; i++)
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
            puts(text);
            return true;
        }
    return false;
}

static bool words(Program *p, int n, const char *usage)
{
    return p->argc == n + 1 || fail(&p->c, USAGE, NULL, "usage: %s", usage);
}

int cmd_backup(int argc, char **argv)
{
    static const char usage[] = "florin backup FILE [--db URL]";
    Program p;
    if (wants_help(
            argc, argv,
            "usage: florin backup FILE [--db URL]\n\n"
            "Copies the database to a new file while others use it; the copy is one moment.\n"
            "The key (secret.key in the data folder) is not in it: keep it apart."))
        return 0;
    if (program_settings(&p, "backup", argc, argv) && words(&p, 1, usage) &&
        program_open_existing(&p) && store_backup(p.store, &p.c, str_of(p.argv[1])))
        printf("backed up to %s\n", p.argv[1]);
    return program_close(&p);
}

/* A backup is what it says, before it takes the place of anything. */
static bool backup_is_whole(Ctx *c, const char *file)
{
    if (access(file, R_OK) != 0)
        return fail(c, USAGE, NULL, "%s cannot be read: %s", file, strerror(errno));
    Store *s =
        store_open(c, str_fmt(c->mem, "sqlite:%s", file), &(StoreOptions){ .read_only = true });
    bool whole = s && store_check(s, c);
    if (s)
        store_close(s);
    return whole;
}

static bool restore(Program *p, const char *file)
{
    Ctx *c = &p->c;
    Str url = p->settings.database_url;
    if (!str_starts(url, S("sqlite:")))
        return fail(c, USAGE, NULL,
                    "florin restore is for the embedded database; for PostgreSQL use pg_restore");
    Str path = str_part(url, 7, url.n);
    if (access(str_c(c->mem, path), F_OK) == 0)
        return fail(c, CONFLICT, NULL,
                    "%.*s is there already; stop the server and move it away first", STR_ARG(path));
    if (!backup_is_whole(c, file))
        return false;
    ptrdiff_t slash = path.n;
    while (slash > 0 && path.p[slash - 1] != '/')
        slash--;
    if (slash > 1 && !settings_make_folder(c, str_part(path, 0, slash - 1)))
        return false;
    Store *from =
        store_open(c, str_fmt(c->mem, "sqlite:%s", file), &(StoreOptions){ .read_only = true });
    bool ok = from && store_backup(from, c, path);
    if (from)
        store_close(from);
    return ok;
}

int cmd_restore(int argc, char **argv)
{
    static const char usage[] = "florin restore FILE [--db URL]";
    Program p;
    if (wants_help(
            argc, argv,
            "usage: florin restore FILE [--db URL]\n\n"
            "Makes the database from a backup, after proving that the backup is whole. There\n"
            "must be no database at that place."))
        return 0;
    if (program_settings(&p, "restore", argc, argv) && words(&p, 1, usage) &&
        restore(&p, p.argv[1]))
        printf("restored from %s\n", p.argv[1]);
    return program_close(&p);
}

int cmd_openapi(int argc, char **argv)
{
    if (wants_help(argc, argv,
                   "usage: florin openapi\n\nPrints the OpenAPI document of the HTTP interface."))
        return 0;
    if (argc > 1) {
        fprintf(stderr, "florin: 'openapi' takes no '%s'\n", argv[1]);
        return 2;
    }
    Arena *mem = arena_new("openapi", 64 << 20);
    Str text = api_document(mem, operation_tables, operation_table_count);
    printf("%.*s\n", STR_ARG(text));
    arena_free(mem);
    return 0;
}
