/* A disk that fails for SQLite: a VFS before the real one that counts what changes files and, at
 * the nth such call, ends the process (SIGKILL) or fails. Ending may be a mere kill, which leaves
 * all that was written, or a loss of power, which leaves of what was not synced a random part, down
 * to sectors. */
#ifndef FLORIN_TESTS_DB_TORTURE_H
#define FLORIN_TESTS_DB_TORTURE_H

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    TORTURE_COUNT, /* only counts */
    TORTURE_KILL,
    TORTURE_POWER,
    TORTURE_IO_ERROR, /* that call only */
    TORTURE_FULL      /* that call and all writes after it, until torture_end() */
} TortureKind;

/* Makes the failing disk the default of this process from now on; at is the call, 1 the first. */
void torture_begin(TortureKind kind, int64_t at, uint64_t seed);
/* Nothing fails any more. */
void torture_end(void);
/* Calls so far. */
int64_t torture_calls(void);

#endif
