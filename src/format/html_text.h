/* Private to html.c: the pieces of a web page (HTML Living Standard, section 13, as far as tables
 * need it). */
#ifndef FLORIN_FORMAT_HTML_TEXT_H
#define FLORIN_FORMAT_HTML_TEXT_H

#include "base/base.h"

typedef enum { HTML_END, HTML_TEXT, HTML_OPEN, HTML_CLOSE } HtmlKind;

typedef struct {
    HtmlKind kind;
    char name[16]; /* of a tag, in small letters, cut to what fits */
    Str inside;    /* of a tag behind its name; the text */
} HtmlPiece;

/* The next piece from *at on. Comments, declarations and what scripts and styles hold are passed
 * over. */
HtmlPiece html_next(Str page, ptrdiff_t *at);

/* The value of an attribute within a tag, as written; none when it is not there, "" when it has no
 * value. */
Str html_attribute(Str inside, Str name);

/* Appends text with its entities read and its blanks run together. */
void html_text_add(Buf *out, Str text);

/* The bytes of a page as UTF-8, by mark, declaration and evidence. */
Str html_decode(Arena *mem, Str bytes);

#endif
