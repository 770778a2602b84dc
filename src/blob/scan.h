/* Asking ClamAV's clamd whether a file carries a virus, by its INSTREAM command (clamd(8)). It
 * fails closed: what could not be asked about is not let through. */
#ifndef FLORIN_BLOB_SCAN_H
#define FLORIN_BLOB_SCAN_H

#include "base/base.h"

/* Checks that an address is HOST:PORT or the path of a socket. */
bool scan_address_ok(Str address);

/* True when clamd finds nothing in the whole file behind fd, whose position stays. INFECTED with
 * what it found; UNAVAILABLE, to be tried again, when it cannot be reached, takes longer than
 * timeout_ms (0: 60 s) or answers anything else. */
bool scan_file(Ctx *c, Str address, int fd, int64_t timeout_ms);

/* Whether a stored file may be handed out: it was found clean when it was read, or it is now.
 * CONFLICT while somebody is still to show it to the scanner (is_awaited), as scan_file()
 * otherwise. True without a scanner. */
bool scan_may_show(Ctx *c, Str address, bool is_scanned, bool is_awaited, int fd);

#endif
