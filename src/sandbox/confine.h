/* Giving up rights for good: what the sandbox's child does before it looks at the file. */
#ifndef FLORIN_SANDBOX_CONFINE_H
#define FLORIN_SANDBOX_CONFINE_H

#include "base/base.h"

typedef struct {
    int64_t memory_bytes; /* that may be mapped beyond what is mapped now */
    int64_t cpu_seconds;
    int64_t cpu_seconds_more; /* that confine_longer may add to them */
    /* Others' libraries run in here. They ask for files and about the system where they can do
     * without: such calls are answered with an error instead of the end. */
    bool libraries;
} ConfineBudget;

/* The exit status of a process that passed its seconds where it had more to ask for. */
enum { CONFINE_EXIT_SLOW = 71 };

/* Adds seconds to those that this process may use, as far as its budget has more. */
void confine_longer(int64_t seconds);

/* From now on this process, whoever its user, can read what it has mapped, allocate within its
 * budget, write to the pipe that is its standard output and the text that is its standard error,
 * and end. Every other system call kills it. False when the kernel refuses a part that must not be
 * missing; then it must end at once. */
bool confine(const ConfineBudget *budget);

/* Whether the kernel has Landlock, the second wall around the file system. */
bool confine_has_landlock(void);

#endif
