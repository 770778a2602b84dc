/* What the files of the PostgreSQL driver share. */
#ifndef FLORIN_DB_POSTGRES_H
#define FLORIN_DB_POSTGRES_H

#include "db/driver.h"

#include <libpq-fe.h>

typedef struct PgStatement PgStatement;

typedef struct {
    Db base; /* first */
    PGconn *pg;
    PgStatement **buckets; /* prepared statements by query */
    int n_statements;
    unsigned named; /* statements named so far */
    /* What this transaction was told about row-level security. */
    int64_t workspace_id;
    bool system;
    Map *bulk_tables; /* see postgres_bulk.c */
    Map *keys;        /* the last column (char *) of each unique index; NULL: to be read */
    Arena *mem;       /* of the connection */
} Postgres;

/* Records what a result or, without one, the connection complains of. Returns false. */
bool pg_fail(Ctx *c, Postgres *db, const PGresult *r, const char *what);
/* The same for a connection that could not be made. */
bool pg_connect_fail(Ctx *c, const Store *s, PGconn *pg);

/* Reads db->keys unless it was read. With row-level security the server does not say which columns
 * a key that is taken has, only the name of its index. */
bool pg_keys_read(Ctx *c, Postgres *db);

/* Runs text of ours without parameters (several statements); false and the failure in c. */
bool pg_exec(Ctx *c, Postgres *db, const char *sql, const char *what);

bool pg_bulk(Ctx *c, Db *db, const DbBulk *b);

#endif
