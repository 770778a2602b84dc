/* The OpenAPI 3.1 document, made from the operation tables: what clients, the page's types and the
 * answer checker of the tests are made from. */
#ifndef FLORIN_FIELD_DOCUMENT_H
#define FLORIN_FIELD_DOCUMENT_H

#include "field/operation.h"

/* Writes the document of n tables. A shape gives up to three schemas: Account is what is answered
 * (all its fields are there), AccountInput what POST and PUT take, AccountChanges what PATCH takes.
 * The order follows the tables, so equal tables give equal bytes. Two structs or two operations of
 * one name are a mistake in the tables (assert). */
void document_openapi(Buf *out, const OperationTable *tables, ptrdiff_t n);

/* The operation's name: its own, or made of its method and path, "get_accounts_id_balances". */
Str operation_name(Arena *mem, const Operation *op);

#endif
