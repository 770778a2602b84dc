/* Limits on how often a client may ask (QUALITY R8), by GCRA, the generic cell rate algorithm
 * (ITU-T I.371, "virtual scheduling"): one instant per client and window says all, so counting is
 * exact and costs no list of past requests.
 *
 * State lives in this process. What changed is written behind to the database every second, and
 * what other servers wrote is read back, so that limits hold over restarts and are shared by
 * servers to within that second. */
#ifndef FLORIN_AUTH_LIMIT_H
#define FLORIN_AUTH_LIMIT_H

#include "db/db.h"

/* What is counted. Each kind has up to three windows that are taken all together or not at all. */
typedef enum {
    LIMIT_CLIENT,  /* a request by a token or without sign-in: 10/s (burst 20), 200/min, 10,000/day
                    */
    LIMIT_PAGE,    /* a request by a page session: the same without the day */
    LIMIT_SIGN_IN, /* a sign-in, by account and by address: 5/min */
    LIMIT_KINDS
} LimitKind;

typedef struct {
    bool allowed;
    int64_t limit; /* of the window that is nearest to its end */
    int64_t window_s;
    int64_t remaining;
    int64_t reset_s;        /* until that window is wholly free again, rounded up */
    int64_t retry_after_ms; /* when not allowed: until the next one is */
} LimitAnswer;

/* Counts one; key says who: "u:7", "a:192.0.2.1". Any thread. */
LimitAnswer limit_take(LimitKind kind, Str key, int64_t now_ms);

/* Gives one back: a sign-in that was right does not count against its address. */
void limit_give(LimitKind kind, Str key, int64_t now_ms);

/* Off for tests that ask faster than a client may; on at start. */
void limit_switch(bool on);

/* Reads what is stored, at start. Then each call of limit_sync writes what changed since the last
 * one and reads what others wrote. */
bool limit_load(Ctx *c);
bool limit_sync(Ctx *c);

/* Forgets all in memory; for tests that act as a second server. */
void limit_forget(void);

/* Of an address, what is counted as one client: IPv6 by its first 64 bits. */
Str limit_address(Arena *mem, Str address);

#endif
