/* The one list of failures: it gives the enum, the HTTP status, the problem type and the words. */
#ifndef FLORIN_BASE_FAIL_H
#define FLORIN_BASE_FAIL_H

#include "base/str.h"

/*  name               status  slug (problem type, error code)  title */
#define FAIL_CODES(X)                                                                              \
    X(MALFORMED, 400, "malformed", "The request cannot be read")                                   \
    X(UNAUTHENTICATED, 401, "unauthenticated", "Sign in first")                                    \
    X(FORBIDDEN, 403, "forbidden", "Not allowed")                                                  \
    X(NOT_FOUND, 404, "not_found", "Not found")                                                    \
    X(METHOD_NOT_ALLOWED, 405, "method_not_allowed", "Method not allowed")                         \
    X(CONFLICT, 409, "conflict", "In conflict with what is stored")                                \
    X(LOW_CONFIDENCE, 409, "low_confidence", "The category is not certain")                        \
    X(GONE, 410, "gone", "No longer there")                                                        \
    X(STALE, 412, "stale", "Changed by somebody else in between")                                  \
    X(TOO_LARGE, 413, "too_large", "Too large")                                                    \
    X(UNSUPPORTED_TYPE, 415, "unsupported_type", "Content type not supported")                     \
    X(INVALID, 422, "invalid", "Some fields are not valid")                                        \
    X(KEY_REUSED, 422, "idempotency_key_reused", "Idempotency key used for another body")          \
    X(LIMITED, 429, "rate_limited", "Too many requests")                                           \
    X(INTERNAL, 500, "internal", "Internal error")                                                 \
    X(BUSY, 503, "busy", "Busy, try again")                                                        \
    X(UNAVAILABLE, 503, "unavailable", "Not available at the moment")                              \
    /* of files */                                                                                 \
    X(UNREADABLE, 422, "unreadable", "The file cannot be read")                                    \
    X(UNSUPPORTED, 422, "unsupported", "The file's format is not supported")                       \
    X(PASSWORD_REQUIRED, 422, "password_required", "The file needs a password")                    \
    X(PASSWORD_WRONG, 422, "password_wrong", "The password does not open the file")                \
    X(INFECTED, 422, "infected", "The file carries a virus")                                       \
    X(HOSTILE, 422, "hostile", "The file is built to do harm")                                     \
    X(NO_TRANSACTIONS, 422, "no_transactions", "No transactions were found")                       \
    /* of the program */                                                                           \
    X(USAGE, 400, "usage", "Wrong use")                                                            \
    X(DATABASE_NEWER, 503, "database_newer", "The database belongs to a newer Florin")             \
    X(DATABASE_DAMAGED, 500, "database_damaged", "The database is damaged")

typedef enum {
    NO_FAILURE = 0,
#define X(name, status, slug, title) name,
    FAIL_CODES(X)
#undef X
        FAIL_CODE_COUNT
} FailCode;

/* One field's error of a body: where (a JSON pointer) and what. */
typedef struct FieldError {
    struct FieldError *next;
    Str pointer;
    Str detail;
} FieldError;

/* The first failure of a unit of work. Its texts live in the unit's arena. */
typedef struct {
    FailCode code;
    Str field;          /* which input, setting or place; none if none */
    Str detail;         /* what, where, what to do */
    FieldError *fields; /* several at once, in order; only with INVALID */
    FieldError **fields_end;
    int64_t retry_after_ms; /* with LIMITED, BUSY, UNAVAILABLE; 0 is unsaid */
    Str internal;           /* for the log only: the library's or system's own words */
    Str members;            /* JSON members the answer carries besides: "suggestion":{…} */
} Failure;

/* The HTTP status, the slug and the title of a code. */
int fail_status(FailCode code);
Str fail_slug(FailCode code);
Str fail_title(FailCode code);

struct Ctx;

/* Records the first failure of c, further ones are dropped; always returns false, so that a
 * function can end with `return fail(…)`. field may be NULL. */
bool fail(struct Ctx *c, FailCode code, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds one of several field errors under INVALID (`/transactions/3/amount`). Does nothing when
 * another failure came first. Returns false. At most LIMIT_FIELD_ERRORS are kept. */
bool fail_field(struct Ctx *c, Str pointer, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* As fail(), and keeps what a library said for the log; clients see only the detail. */
bool fail_internal(struct Ctx *c, FailCode code, Str internal, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* Whether something failed. */
bool failed(const struct Ctx *c);

/* Forgets the failure, for units that are run again or that answer it themselves. */
void fail_clear(struct Ctx *c);

#endif
