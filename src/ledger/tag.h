/* Tags on transactions; private to the room but for tag_resource. */
#ifndef FLORIN_LEDGER_TAG_H
#define FLORIN_LEDGER_TAG_H

#include "field/operation.h"

typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Str name, color;
} Tag;

/* Makes these the transaction's tags, by name; those that do not exist yet are made. */
bool tags_write(Ctx *c, Id transaction_id, const Texts *tags);

#endif
