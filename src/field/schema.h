/* JSON Schema (2020-12) of shapes, for the OpenAPI document. Private to field/. */
#ifndef FLORIN_FIELD_SCHEMA_H
#define FLORIN_FIELD_SCHEMA_H

#include "field/operation.h"
#include "text/jsonout.h"

typedef enum {
    SCHEMA_ANSWER,  /* every field is there; no bounds, for they are the input's */
    SCHEMA_INPUT,   /* NEEDED is required; without what the server gives */
    SCHEMA_CHANGES, /* nothing is required */
} SchemaUse;

/* Account, AccountInput, AccountChanges. */
Str schema_name(Arena *mem, const Shape *s, SchemaUse use);

/* PATCH of a resource takes changes, everything else a whole input. */
SchemaUse schema_use_of_body(const Operation *op);

void schema_of_shape(JsonWriter *w, Arena *mem, const Shape *s, SchemaUse use);

/* A parameter of a path, query or header: always text outside, so numbers are not in quotes. */
void schema_of_parameter(JsonWriter *w, Arena *mem, const Field *f);

#endif
