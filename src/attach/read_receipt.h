/* The job attachment.read: what a receipt says, and which transaction it belongs to. */
#ifndef FLORIN_ATTACH_READ_RECEIPT_H
#define FLORIN_ATTACH_READ_RECEIPT_H

#include "attach/attachment.h"

extern const JobKind attachment_read_kind;

/* Has it read in the background; in the write lane. */
bool receipt_enqueue(Ctx *c, Id attachment_id);

/* Whether its bytes, open as fd, may be handed out: scan_may_show(). Outside of a lane. */
bool receipt_may_show(Ctx *c, const Attachment *a, int fd);

#endif
