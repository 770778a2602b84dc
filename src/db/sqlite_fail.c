/* SQLite's result codes in words: what, where, what to do. */
#include "db/sqlite.h"

#include <string.h>

/* "UNIQUE constraint failed: account.workspace_id, account.name" names the columns, the last one
 * being what the rule is about; with "index 'x'" the index. */
static Str last_name(Str message)
{
    ptrdiff_t colon = str_find_char(message, ':', 0);
    if (colon < 0)
        return (Str){ 0 };
    Str names = str_part(message, colon + 1, message.n), name = names;
    while (names.p)
        name = str_trim(str_cut(&names, ','));
    if (str_starts(name, S("index '")))
        return str_part(name, 7, name.n - 1);
    ptrdiff_t dot = str_find_char(name, '.', 0);
    return dot < 0 ? name : str_part(name, dot + 1, name.n);
}

static bool constraint(Ctx *c, int rc, const char *message, const char *what)
{
    const char *field = str_c(c->mem, last_name(str_of(message)));
    switch (rc) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return driver_fail(c, CONFLICT, field, message, "%s is already taken: choose another",
                           field);
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return driver_fail(c, CONFLICT, NULL, message,
                           "Something else still refers to it, or it refers to what is not there");
    case SQLITE_CONSTRAINT_CHECK:
        return driver_fail(c, CONFLICT, field, message, "The rule %s does not allow this", field);
    default:
        return driver_fail(c, INTERNAL, field, message,
                           "The statement %s broke a rule of the schema", what);
    }
}

static bool cannot_open(Ctx *c, const Store *s, const char *message)
{
    return driver_fail(c, UNAVAILABLE, NULL, message,
                       "The database %.*s cannot be opened: check that the file exists and that "
                       "this user may read and write it and its folder",
                       STR_ARG(s->path));
}

bool sqlite_fail(Ctx *c, Store *s, sqlite3 *sqlite, int rc, const char *what)
{
    const char *message = sqlite ? sqlite3_errmsg(sqlite) : sqlite3_errstr(rc);
    switch (rc & 0xff) {
    case SQLITE_CONSTRAINT: return constraint(c, rc, message, what);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return driver_fail(c, BUSY, NULL, message,
                           "The database %.*s is locked by another process: try again, or end what "
                           "holds it",
                           STR_ARG(s->path));
    case SQLITE_READONLY:
        return driver_fail(c, UNAVAILABLE, NULL, message,
                           "The database %.*s cannot be written: give this user the right to write "
                           "the file and its folder",
                           STR_ARG(s->path));
    case SQLITE_FULL:
        return driver_fail(c, UNAVAILABLE, NULL, message,
                           "The disk that holds %.*s is full: nothing was changed; make room and "
                           "try again",
                           STR_ARG(s->path));
    case SQLITE_IOERR:
        return driver_fail(c, UNAVAILABLE, NULL, message,
                           "Reading or writing %.*s failed (%s): nothing was changed; check the "
                           "disk",
                           STR_ARG(s->path), sqlite3_errstr(rc));
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH: return cannot_open(c, s, message);
    case SQLITE_NOTADB:
        return driver_fail(c, DATABASE_DAMAGED, NULL, message,
                           "%.*s is not a database: give the address of Florin's own file, or "
                           "restore it from a backup",
                           STR_ARG(s->path));
    case SQLITE_CORRUPT:
        return driver_fail(c, DATABASE_DAMAGED, NULL, message,
                           "The database %.*s is damaged: stop Florin, keep a copy of the file and "
                           "restore the last backup",
                           STR_ARG(s->path));
    case SQLITE_TOOBIG:
        return driver_fail(c, TOO_LARGE, NULL, message, "A value is too large to be stored");
    default:
        return driver_fail(c, INTERNAL, NULL, message, "The statement %s failed: %s", what,
                           message);
    }
}
