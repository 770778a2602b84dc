/* Comparing JSON with what a case expects.
 *
 * "*" stands for any value. "{{name}}" takes the value for a name at its first use and must equal
 * it later; so does
 * {{name}} inside a longer text. An object that has a member "..." may have others than those
 * named. */
#ifndef FLORIN_TESTS_HTTP_EXPECT_H
#define FLORIN_TESTS_HTTP_EXPECT_H

#include "text/json.h"

/* What was captured: a Map of Str *. */
typedef struct {
    Map names;
} Captures;

/* The text with every {{name}} replaced; one that is not known stays. */
Str captures_fill(Arena *mem, const Captures *k, Str text);

/* Whether a text is as expected, with "*" and {{name}} in it. */
bool expect_text(Arena *mem, Captures *k, Str got, Str want);

/* Whether JSON is as expected; says in why where it is not. */
bool expect_json(Arena *mem, Captures *k, Str got, Str want, Str *why);

#endif
