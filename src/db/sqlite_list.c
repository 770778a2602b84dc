/* Lists as parameters: SELECT value FROM list_ints($1), with a JSON array of whole numbers or of
 * texts as one argument. Table functions by SQLite's virtual tables; PostgreSQL has them as SQL
 * functions (schema/0001_start.sql). */
#include "db/sqlite.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN_VALUE, COLUMN_JSON };

typedef struct {
    sqlite3_vtab base; /* first */
    bool texts;
} ListTable;

typedef struct {
    sqlite3_vtab_cursor base; /* first */
    char *json;               /* a copy */
    const char *at;           /* behind the current item */
    sqlite3_int64 row;
    bool end;
    sqlite3_int64 number;
    char *text; /* of the current item, unescaped */
    int n_text;
} ListCursor;

static int list_connect(sqlite3 *sqlite, void *texts, int n, const char *const *args,
                        sqlite3_vtab **out, char **error)
{
    (void)n, (void)args, (void)error;
    ListTable *table = sqlite3_malloc64(sizeof *table);
    if (!table)
        return SQLITE_NOMEM;
    *table = (ListTable){ .texts = texts != NULL };
    *out = &table->base;
    sqlite3_vtab_config(sqlite, SQLITE_VTAB_INNOCUOUS);
    return sqlite3_declare_vtab(sqlite, "CREATE TABLE list(value, json HIDDEN)");
}

static int list_disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

/* The list must be given; a plan without it is refused. */
static int list_best_index(sqlite3_vtab *table, sqlite3_index_info *plan)
{
    (void)table;
    for (int i = 0; i < plan->nConstraint; i++) {
        if (plan->aConstraint[i].iColumn != COLUMN_JSON ||
            plan->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (!plan->aConstraint[i].usable)
            return SQLITE_CONSTRAINT;
        plan->aConstraintUsage[i].argvIndex = 1;
        plan->aConstraintUsage[i].omit = 1;
        plan->estimatedCost = 10;
        plan->estimatedRows = 10;
        return SQLITE_OK;
    }
    return SQLITE_CONSTRAINT;
}

static int list_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    ListCursor *cursor = sqlite3_malloc64(sizeof *cursor);
    if (!cursor)
        return SQLITE_NOMEM;
    *cursor = (ListCursor){ .end = true };
    *out = &cursor->base;
    return SQLITE_OK;
}

static int list_close(sqlite3_vtab_cursor *base)
{
    ListCursor *cursor = (ListCursor *)base;
    sqlite3_free(cursor->json);
    sqlite3_free(cursor->text);
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int broken(ListCursor *cursor)
{
    sqlite3_free(cursor->base.pVtab->zErrMsg);
    cursor->base.pVtab->zErrMsg = sqlite3_mprintf("not a JSON array of the right kind");
    return SQLITE_ERROR;
}

static const char *past_space(const char *p)
{
    return p + strspn(p, " \t\r\n");
}

static int put_utf8(char *out, unsigned code)
{
    if (code < 0x80)
        return out[0] = (char)code, 1;
    if (code < 0x800)
        return out[0] = (char)(0xc0 | code >> 6), out[1] = (char)(0x80 | (code & 63)), 2;
    if (code < 0x10000)
        return out[0] = (char)(0xe0 | code >> 12), out[1] = (char)(0x80 | (code >> 6 & 63)),
               out[2] = (char)(0x80 | (code & 63)), 3;
    return out[0] = (char)(0xf0 | code >> 18), out[1] = (char)(0x80 | (code >> 12 & 63)),
           out[2] = (char)(0x80 | (code >> 6 & 63)), out[3] = (char)(0x80 | (code & 63)), 4;
}

/* Four hexadecimal digits, or -1. */
static int hex4(const char *p)
{
    int code = 0;
    for (int i = 0; i < 4; i++) {
        const char *digit = p[i] ? strchr("0123456789abcdef", p[i] | 32) : NULL;
        if (!digit || (p[i] < '0'))
            return -1;
        code = code << 4 | (int)(digit - "0123456789abcdef");
    }
    return code;
}

/* The code point of \uXXXX, with its second half for those past U+FFFF; *p stands behind 'u'. */
static int escaped_code(const char **p)
{
    int code = hex4(*p);
    *p += 4;
    if (code < 0xd800 || code > 0xdbff)
        return code;
    int low = (*p)[0] == '\\' && (*p)[1] == 'u' ? hex4(*p + 2) : -1;
    if (low < 0xdc00 || low > 0xdfff)
        return -1;
    *p += 6;
    return 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
}

/* Reads the rest of a string; unescaping never makes it longer than what it is written as. */
static bool read_text(ListCursor *cursor, const char *p)
{
    char *out = cursor->text;
    for (; *p && *p != '"'; p++) {
        if (*p != '\\') {
            *out++ = *p;
            continue;
        }
        const char *from = "\"\\/bfnrt", *to = "\"\\/\b\f\n\r\t";
        const char *plain = *++p ? strchr(from, *p) : NULL;
        if (plain) {
            *out++ = to[plain - from];
            continue;
        }
        if (*p != 'u' || hex4(p + 1) < 0)
            return false;
        p++;
        int code = escaped_code(&p);
        if (code <= 0)
            return false;
        out += put_utf8(out, (unsigned)code);
        p--;
    }
    cursor->n_text = (int)(out - cursor->text);
    cursor->at = p + 1;
    return *p == '"';
}

static bool read_number(ListCursor *cursor, const char *p)
{
    char *end;
    if (*p != '-' && (*p < '0' || *p > '9'))
        return false;
    errno = 0;
    cursor->number = strtoll(p, &end, 10);
    cursor->at = end;
    return end > p && errno == 0;
}

static int list_next(sqlite3_vtab_cursor *base)
{
    ListCursor *cursor = (ListCursor *)base;
    const ListTable *table = (const ListTable *)cursor->base.pVtab;
    const char *p = past_space(cursor->at);
    bool first = cursor->row == 0;
    cursor->row++;
    if (*p == ']') {
        cursor->end = true;
        return *past_space(p + 1) ? broken(cursor) : SQLITE_OK;
    }
    if (!first && *p++ != ',')
        return broken(cursor);
    p = past_space(p);
    if (!table->texts)
        return read_number(cursor, p) ? SQLITE_OK : broken(cursor);
    return *p == '"' && read_text(cursor, p + 1) ? SQLITE_OK : broken(cursor);
}

static int list_filter(sqlite3_vtab_cursor *base, int plan, const char *name, int n,
                       sqlite3_value **args)
{
    (void)plan, (void)name, (void)n;
    ListCursor *cursor = (ListCursor *)base;
    const char *json = (const char *)sqlite3_value_text(args[0]);
    sqlite3_free(cursor->json);
    sqlite3_free(cursor->text);
    sqlite3_vtab_cursor head = cursor->base;
    *cursor = (ListCursor){ .base = head, .end = true };
    if (!json)
        return SQLITE_OK;
    cursor->json = sqlite3_mprintf("%s", json);
    cursor->text = sqlite3_malloc64(strlen(json) + 8);
    if (!cursor->json || !cursor->text)
        return SQLITE_NOMEM;
    const char *p = past_space(cursor->json);
    if (*p != '[')
        return broken(cursor);
    cursor->at = p + 1;
    cursor->end = false;
    return list_next(base);
}

static int list_eof(sqlite3_vtab_cursor *base)
{
    return ((ListCursor *)base)->end;
}

static int list_column(sqlite3_vtab_cursor *base, sqlite3_context *x, int column)
{
    const ListCursor *cursor = (const ListCursor *)base;
    if (column != COLUMN_VALUE)
        sqlite3_result_null(x);
    else if (((const ListTable *)base->pVtab)->texts)
        sqlite3_result_text(x, cursor->text, cursor->n_text, SQLITE_TRANSIENT);
    else
        sqlite3_result_int64(x, cursor->number);
    return SQLITE_OK;
}

static int list_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = ((const ListCursor *)base)->row;
    return SQLITE_OK;
}

static const sqlite3_module list_module = {
    .xConnect = list_connect,
    .xBestIndex = list_best_index,
    .xDisconnect = list_disconnect,
    .xOpen = list_open,
    .xClose = list_close,
    .xFilter = list_filter,
    .xNext = list_next,
    .xEof = list_eof,
    .xColumn = list_column,
    .xRowid = list_rowid,
};

int sqlite_lists_add(sqlite3 *sqlite)
{
    static char texts;
    int rc = sqlite3_create_module_v2(sqlite, "list_ints", &list_module, NULL, NULL);
    return rc == SQLITE_OK
               ? sqlite3_create_module_v2(sqlite, "list_texts", &list_module, &texts, NULL)
               : rc;
}
