/* PostgreSQL's complaints in words: what, where, what to do. */
#include "db/postgres.h"

#include <string.h>

bool pg_keys_read(Ctx *c, Postgres *db)
{
    if (db->keys)
        return true;
    PGresult *r = PQexec(
        db->pg, "SELECT i.relname, a.attname FROM pg_index x"
                " JOIN pg_class i ON i.oid = x.indexrelid"
                " JOIN pg_attribute a ON a.attrelid = x.indrelid"
                "  AND a.attnum = x.indkey[x.indnkeyatts - 1]"
                " WHERE x.indisunique AND i.relnamespace = to_regnamespace(current_schema())");
    bool ok = PQresultStatus(r) == PGRES_TUPLES_OK;
    if (ok) {
        db->keys = NEW(db->mem, Map);
        *db->keys = map_new(db->mem);
    } else {
        pg_fail(c, db, r, "opening");
    }
    for (int i = 0; ok && i < PQntuples(r); i++)
        map_put(db->keys, str_copy(db->mem, str_of(PQgetvalue(r, i, 0))),
                str_c(db->mem, str_of(PQgetvalue(r, i, 1))));
    PQclear(r);
    return ok;
}

/* What a unique index is about: its last column, or its name when that is an expression. */
static const char *key_column(const Postgres *db, const char *index)
{
    const char *column = index && db->keys ? map_find(db->keys, str_of(index)) : NULL;
    return column ? column : index ? index : "";
}

static bool broke_rule(Ctx *c, const Postgres *db, const PGresult *r, const char *state,
                       const char *message, const char *what)
{
    const char *constraint = PQresultErrorField(r, PG_DIAG_CONSTRAINT_NAME);
    if (strcmp(state, "23505") == 0) {
        const char *field = key_column(db, constraint);
        return driver_fail(c, CONFLICT, field, message, "%s is already taken: choose another",
                           field);
    }
    if (strcmp(state, "23503") == 0)
        return driver_fail(c, CONFLICT, NULL, message,
                           "Something else still refers to it, or it refers to what is not there");
    if (strcmp(state, "23514") == 0)
        return driver_fail(c, CONFLICT, constraint, message, "The rule %s does not allow this",
                           constraint ? constraint : "");
    return driver_fail(c, INTERNAL, PQresultErrorField(r, PG_DIAG_COLUMN_NAME), message,
                       "The statement %s broke a rule of the schema", what);
}

static bool lost(Ctx *c, Postgres *db, const char *message)
{
    db->base.lost = true;
    db->base.in_tx = false;
    return driver_fail(
        c, UNAVAILABLE, NULL, message,
        "The connection to the database %.*s broke: try again; if it stays away, look "
        "whether the server runs",
        STR_ARG(db->base.store->shown));
}

/* By the first characters of the SQLSTATE; the first row that fits counts. */
static const struct {
    const char *state;
    FailCode code;
    const char *words;
} states[] = {
    { "40", BUSY, "Somebody else changed the same rows: try again" },
    { "55P03", BUSY, "The rows are locked by somebody else: try again" },
    { "57014", BUSY, "The database took too long: try again" },
    { "53100", UNAVAILABLE, "The database server's disk is full: nothing was changed; make room" },
    { "53", UNAVAILABLE, "The database server has no room or connections left: try again later" },
    { "58", UNAVAILABLE, "The database server cannot read or write its files: look at its log" },
    { "25006", UNAVAILABLE, "The database server takes no changes: it is a replica or read-only" },
    { "XX001", DATABASE_DAMAGED, "The database is damaged: restore the last backup" },
    { "XX002", DATABASE_DAMAGED, "An index of the database is damaged: REINDEX it" },
    { "22003", INVALID, "A number is too large to be stored" },
    { "22021", INVALID, "A text is not valid UTF-8" },
    { "22P05", INVALID, "A text holds a character that cannot be stored" },
    { "54", TOO_LARGE, "A value is too large to be stored" },
};

bool pg_fail(Ctx *c, Postgres *db, const PGresult *r, const char *what)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    const char *primary = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    const char *message = primary ? primary : PQerrorMessage(db->pg);
    if (PQstatus(db->pg) != CONNECTION_OK || !state || strncmp(state, "57P0", 4) == 0)
        return lost(c, db, message);
    if (strncmp(state, "23", 2) == 0)
        return broke_rule(c, db, r, state, message, what);
    for (ptrdiff_t i = 0; i < COUNT(states); i++)
        if (strncmp(state, states[i].state, strlen(states[i].state)) == 0)
            return driver_fail(c, states[i].code, NULL, message, "%s", states[i].words);
    return driver_fail(c, INTERNAL, NULL, message, "The statement %s failed: %s (%s)", what,
                       message, state);
}

/* A connection that was never made has no SQLSTATE, only the server's or the system's words. */
bool pg_connect_fail(Ctx *c, const Store *s, PGconn *pg)
{
    const char *said = pg ? PQerrorMessage(pg) : "out of memory";
    Str message = str_trim(str_copy(c->mem, str_of(said)));
    const char *words = str_c(c->mem, message);
    if (pg && (PQconnectionNeedsPassword(pg) || strstr(words, "password authentication failed")))
        return driver_fail(c, UNAVAILABLE, NULL, words,
                           "The database server refuses the password of %.*s: correct the user and "
                           "the password in the address",
                           STR_ARG(s->shown));
    if (strstr(words, "database \"") && strstr(words, "does not exist"))
        return driver_fail(c, UNAVAILABLE, NULL, words,
                           "There is no database %.*s: make it with createdb --encoding=UTF8 "
                           "--locale=C.UTF-8 --template=template0",
                           STR_ARG(s->shown));
    if (strstr(words, "role \"") && strstr(words, "does not exist"))
        return driver_fail(c, UNAVAILABLE, NULL, words,
                           "The database server does not know the user of %.*s: make it with "
                           "createuser, or correct the address",
                           STR_ARG(s->shown));
    if (strstr(words, "starting up") || strstr(words, "too many clients") ||
        strstr(words, "remaining connection slots"))
        return driver_fail(c, BUSY, NULL, words,
                           "The database server %.*s takes no connection just now: try again",
                           STR_ARG(s->shown));
    return driver_fail(
        c, UNAVAILABLE, NULL, words,
        "No PostgreSQL server answers at %.*s: start it, or correct the address (%s)",
        STR_ARG(s->shown), words);
}
