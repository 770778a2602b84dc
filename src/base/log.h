/* The log: one JSON object a line on standard error. Features do not log, they fail; the dispatcher
 * and the job runner log once a unit, the program at start and stop. */
#ifndef FLORIN_BASE_LOG_H
#define FLORIN_BASE_LOG_H

#include "base/str.h"

typedef enum { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR, LOG_NOTHING } LogLevel;

typedef struct {
    const char *key;
    Str text; /* when p is set */
    int64_t number;
} LogField;

#define LOG_TEXT(k, s)   ((LogField){ .key = (k), .text = (s) })
#define LOG_NUMBER(k, i) ((LogField){ .key = (k), .number = (i) })

/* Lines below this level are not written. LOG_INFO at start. */
void log_level(LogLevel least);

/* Writes one line: time, level, event and the fields. Safe from any thread; a line is one write. */
void log_fields(LogLevel level, const char *event, const LogField *fields, ptrdiff_t n);

/* log_line(LOG_INFO, "http.request", LOG_TEXT("path", path), LOG_NUMBER("ms", 3)); */
#define log_line(level, event, ...)                                                                \
    log_fields(level, event, (const LogField[]){ __VA_ARGS__ },                                    \
               (ptrdiff_t)(sizeof((const LogField[]){ __VA_ARGS__ }) / sizeof(LogField)))

#endif
