/* Field tables: one description per struct, for JSON in and out, SQL in and out, query strings, job
 * payloads, events, settings, the OpenAPI document and the page's types.
 *
 *     typedef struct { Id id; Id workspace_id; Str name; int kind; Currency currency; } Account;
 *     static const Field account_fields[] = {
 *         F_ID  (Account, id, .prefix = "acc", .flags = READ_ONLY, .doc = "Given by the server."),
 *         F_ID  (Account, workspace_id, .flags = OWNER | HIDDEN),
 *         F_TEXT(Account, name, .flags = NEEDED, .min = 1, .max = 120, .doc = "Shown in lists."),
 *         F_WORD(Account, account_type, .flags = NEEDED, .words = account_types, .doc = "…"),
 *         F_CURRENCY(Account, currency, .flags = NEEDED | SET_ONCE, .doc = "…"),
 *     };
 * The row does not compile when its kind does not fit the member's type. One name everywhere:
 * member, column, JSON key. Zero means none: an OPTIONAL field that is zero is null in JSON and in
 * SQL, unless `.given` names a bool member that tells zero from none.
 *
 * read.h reads JSON, query strings and settings over a struct; write.h writes JSON; copy.h compares
 * and copies; store.h is the row of a table; resource.h stores, lists and finds. */
#ifndef FLORIN_FIELD_FIELD_H
#define FLORIN_FIELD_FIELD_H

#include "base/base.h"
#include "value/date.h"
#include "value/id.h"
#include "value/money.h"

typedef enum {
    FIELD_ID,       /* Id: text with the prefix of what it names; BIGINT */
    FIELD_TEXT,     /* Str */
    FIELD_WORD,     /* int: index into words; JSON and SQL hold the word; 0 is none */
    FIELD_INT,      /* int64_t */
    FIELD_BOOL,     /* bool */
    FIELD_DATE,     /* Date: YYYY-MM-DD; a day number in SQL */
    FIELD_INSTANT,  /* int64_t ms since 1970 UTC: RFC 3339 with milliseconds; BIGINT */
    FIELD_MONEY,    /* int64_t minor units of the currency in the member `currency_of` */
    FIELD_CURRENCY, /* Currency: ISO code */
    FIELD_RATIO,    /* int32_t parts per million: JSON number 0.98; INTEGER */
    FIELD_TEXTS,    /* Texts: list of texts; JSON array; JSON text in SQL */
    FIELD_JSON,     /* Str: any JSON value as text, checked; TEXT */
    FIELD_STRUCT,   /* a nested struct by value, with its own table */
    FIELD_LIST,     /* List of structs with their own table; JSON array; JSON text in SQL */
} FieldKind;

/* Flags of a field. */
enum {
    NEEDED = 1 << 0,      /* must be given on creation */
    OPTIONAL = 1 << 1,    /* zero is null */
    READ_ONLY = 1 << 2,   /* given by the server; a client that sends it is refused */
    SET_ONCE = 1 << 3,    /* given on creation, not changed later */
    OWNER = 1 << 4,       /* the workspace: set by the store, never by input */
    HIDDEN = 1 << 5,      /* not in JSON */
    UNSTORED = 1 << 6,    /* not a column: computed, or a child table's */
    SECRET = 1 << 7,      /* accepted, never returned, never logged */
    SORTABLE = 1 << 8,    /* ?sort= takes it; there is an index or the list is small */
    MANY_LINES = 1 << 9,  /* a text that may hold line ends */
    ANY_TENANT = 1 << 10, /* with .refers: a table without workspaces (users) */
};

/* A list of texts and a list of structs. */
typedef struct {
    Str *items;
    ptrdiff_t n;
} Texts;
typedef struct {
    void *items;
    ptrdiff_t n;
} List;

struct Resource;

typedef struct Field {
    const char *name;
    FieldKind kind;
    uint32_t flags;
    size_t offset;
    int64_t min, max;  /* texts: length in characters; numbers: bounds (money in minor units, ratios
                          in  ppm); lists: items. A max below min, and 0, 0, are the kind's own. A
                          text  with a min is not blank either */
    const char *start; /* what is not given on creation, as text: "true", "0.8", "pending" */
    const char *prefix;       /* FIELD_ID: of the text form */
    const char *refers;       /* FIELD_ID: table it refers to; checked to be in the workspace */
    const char *const *words; /* FIELD_WORD: words[0] is "" (none), NULL at the end */
    size_t currency_of;       /* FIELD_MONEY: offset of the Currency member of this struct */
    size_t given;             /* offset of a bool member that tells zero from none; 0: none */
    const struct Field *of;   /* FIELD_STRUCT, FIELD_LIST: the table of the items */
    ptrdiff_t n_of;
    size_t size_of;   /* of one item */
    const char *also; /* another name accepted in JSON ("transaction_date") */
    const char *example;
    const char *doc; /* one sentence for the OpenAPI document */
} Field;

/* The address check makes a row of the wrong kind fail to compile. */
#define FIELD_OF(T, m, k, CT, ...)                                                                 \
    {                                                                                              \
        .name = #m, .kind = (k), .offset = offsetof(T, m) + 0 * sizeof(&((T *)0)->m == (CT *)0),   \
        __VA_ARGS__                                                                                \
    }

#define F_ID(T, m, ...)       FIELD_OF(T, m, FIELD_ID, Id, __VA_ARGS__)
#define F_TEXT(T, m, ...)     FIELD_OF(T, m, FIELD_TEXT, Str, __VA_ARGS__)
#define F_WORD(T, m, ...)     FIELD_OF(T, m, FIELD_WORD, int, __VA_ARGS__)
#define F_INT(T, m, ...)      FIELD_OF(T, m, FIELD_INT, int64_t, __VA_ARGS__)
#define F_BOOL(T, m, ...)     FIELD_OF(T, m, FIELD_BOOL, bool, __VA_ARGS__)
#define F_DATE(T, m, ...)     FIELD_OF(T, m, FIELD_DATE, Date, __VA_ARGS__)
#define F_INSTANT(T, m, ...)  FIELD_OF(T, m, FIELD_INSTANT, int64_t, __VA_ARGS__)
#define F_CURRENCY(T, m, ...) FIELD_OF(T, m, FIELD_CURRENCY, Currency, __VA_ARGS__)
#define F_RATIO(T, m, ...)    FIELD_OF(T, m, FIELD_RATIO, int32_t, __VA_ARGS__)
#define F_TEXTS(T, m, ...)    FIELD_OF(T, m, FIELD_TEXTS, Texts, __VA_ARGS__)
#define F_JSON(T, m, ...)     FIELD_OF(T, m, FIELD_JSON, Str, __VA_ARGS__)
/* The currency is the member cm of the same struct. */
#define F_MONEY(T, m, cm, ...)                                                                     \
    FIELD_OF(T, m, FIELD_MONEY, int64_t,                                                           \
             .currency_of = offsetof(T, cm) + 0 * sizeof(&((T *)0)->cm == (Currency *)0),          \
             __VA_ARGS__)
#define F_STRUCT(T, m, I, table, ...)                                                              \
    FIELD_OF(T, m, FIELD_STRUCT, I, .of = (table), .n_of = COUNT(table), .size_of = sizeof(I),     \
             __VA_ARGS__)
#define F_LIST(T, m, I, table, ...)                                                                \
    FIELD_OF(T, m, FIELD_LIST, List, .of = (table), .n_of = COUNT(table), .size_of = sizeof(I),    \
             __VA_ARGS__)
/* .given = GIVEN(Import, has_opening_balance) */
#define GIVEN(T, m) (offsetof(T, m) + 0 * sizeof(&((T *)0)->m == (bool *)0))

/* What an id begins with in text; one without a prefix of its own (an OWNER, seen in what is stored
 * only) has "x". */
static inline const char *field_prefix(const Field *f)
{
    return f->prefix ? f->prefix : "x";
}

/* A struct's table with its size: what the functions of this room take. */
typedef struct Shape {
    const char *name; /* of the schema in the OpenAPI document: "Account" */
    const Field *fields;
    ptrdiff_t n;
    size_t size;
    /* Amounts cannot be read before their currency is known. Called by the reader when all but
     * money has been read: sets currencies the client may leave out (from the account, the
     * workspace's home currency). May query, so bodies of such shapes are read inside the lane
     * (OWN_BODY). */
    void (*currencies)(Ctx *c, void *row);
} Shape;
#define SHAPE(T, table, ...)                                                                       \
    {                                                                                              \
        .name = #T, .fields = (table), .n = COUNT(table), .size = sizeof(T), __VA_ARGS__           \
    }

/* The items of a FIELD_LIST or the struct of a FIELD_STRUCT as a shape. A HIDDEN currency of an
 * item takes the value of the currency of the same name in the struct around it. */
static inline Shape field_shape(const Field *f)
{
    return (Shape){ .name = f->name, .fields = f->of, .n = f->n_of, .size = f->size_of };
}

#endif
