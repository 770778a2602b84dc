/* Whether the rows that ids refer to are there, in the workspace. Private to field/. */
#ifndef FLORIN_FIELD_REFER_H
#define FLORIN_FIELD_REFER_H

#include "field/resource.h"

/* Checks the ids of row with .refers that differ from old's (NULL: all), also those inside structs
 * and lists. An id that refers to nothing is a field error. */
bool refer_check(Ctx *c, const Resource *r, const void *old, const void *row);

#endif
