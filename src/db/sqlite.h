/* What the files of the SQLite driver share. */
#ifndef FLORIN_DB_SQLITE_H
#define FLORIN_DB_SQLITE_H

#include "db/driver.h"

#include <sqlite3.h>

typedef struct SqliteStatement SqliteStatement;

typedef struct {
    Db base; /* first */
    sqlite3 *sqlite;
    SqliteStatement **buckets; /* prepared statements by query */
    int n_statements;
    sqlite3_stmt *begin, *commit;
} Sqlite;

enum { FLORIN_APPLICATION_ID = 0x466c6f72 }; /* "Flor", in the header of the file */

/* Records a result code of SQLite with words a person can use. */
bool sqlite_fail(Ctx *c, Store *s, sqlite3 *sqlite, int rc, const char *what);

/* sqlite_functions.c: the functions that PostgreSQL gets from schema/0001_start.sql. */
int sqlite_functions_add(sqlite3 *sqlite);
/* sqlite_list.c: list_ints(json) and list_texts(json) as tables of one column, value. */
int sqlite_lists_add(sqlite3 *sqlite);

/* sqlite_file.c */
/* Makes the folder and an empty file only its owner can read, unless they are there, and holds the
 * lock file shared. */
bool sqlite_file_ready(Ctx *c, Store *s);
/* Makes the folders that path lies in; path is changed meanwhile. */
bool sqlite_make_folders(Ctx *c, char *path);
bool sqlite_check(Ctx *c, Db *db);
bool sqlite_backup(Ctx *c, Store *s, Str path);
/* Copies all of from into a new file at path, synced; what stands there is dropped. */
bool sqlite_copy(Ctx *c, Store *s, sqlite3 *from, Str path);
/* Makes a file that was made, renamed or dropped in the folder of path durable. */
bool sqlite_sync_folder(Ctx *c, Str path);

#endif
