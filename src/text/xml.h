/* XML read in a stream, over expat: elements and text are handed on as they come, nothing is kept.
 *
 * What statements never need and attackers do is refused: any document type declaration, so there
 * are no entities but the five and character references, nothing outside the file is ever asked
 * for, and nothing swells. Depth, attributes and single tags are bounded (base/limits.h).
 *
 *     XmlText text;                                   a whole file
 *     xml_text(c, bytes, &text) && xml_read(c, text.text, &handler)
 *
 *     Xml *x = xml_begin(c, &handler);                a part of an archive, as it inflates
 *     while (more && xml_feed(x, piece)) …
 *     xml_end(x);                                     always, it gives the memory back */
#ifndef FLORIN_TEXT_XML_H
#define FLORIN_TEXT_XML_H

#include "base/base.h"

typedef struct Xml Xml;

/* Names are local: "Ntry" for <ns2:Ntry>; the prefix stands apart. */
typedef struct {
    Str name;
    Str prefix; /* none without one */
    Str value;
} XmlAttr;

/* Texts live until the call returns. Each call returns false to stop reading; it may have called
 * fail(), and need not: stopping is no failure of its own. Any member may be NULL. Declarations of
 * namespaces are not among the attributes. */
typedef struct {
    void *state;
    bool (*open)(void *state, Str name, const XmlAttr *attrs, int n);
    bool (*close)(void *state, Str name);
    bool (*text)(void *state, Str text); /* a run of text comes in one call or several */
    bool utf8; /* the bytes are UTF-8 whatever they declare, as those of XmlText are */
    bool many; /* another document may follow the first in the same bytes */
} XmlHandler;

Xml *xml_begin(Ctx *c, const XmlHandler *handler);

/* Reads on. False when the handler stopped or something failed: UNREADABLE (the line and what is
 * wrong there) or HOSTILE. Later calls do nothing then. */
bool xml_feed(Xml *x, Str piece);

/* The end of the document; gives the parser's memory back. True when it was read to its end or the
 * handler stopped without failing. */
bool xml_end(Xml *x);

/* The same for who has read enough: gives the memory back and judges nothing. */
void xml_drop(Xml *x);

/* All of it at once. */
bool xml_read(Ctx *c, Str bytes, const XmlHandler *handler);

/* Inside a handler's call: the line from 1; the namespace of the element that opens ("" or none:
 * none is declared); the byte at which the tag or text begins, and the one behind it, both from
 * the start of all that was fed. */
int64_t xml_line(const Xml *x);
Str xml_space(const Xml *x);
ptrdiff_t xml_at(const Xml *x);
ptrdiff_t xml_behind(const Xml *x);

/* The value of the attribute with that local name; none when there is none. */
Str xml_attr(const XmlAttr *attrs, int n, Str name);

/* A file's bytes as UTF-8, whatever they declare: a mark, zero bytes and ill-formed UTF-8 weigh
 * more than the declaration. Blank lines before the declaration and zeros behind the end are left
 * out. */
typedef struct {
    Str text;
    int encoding;          /* as in text/codepage.h */
    Str declared;          /* none if not declared */
    bool lies;             /* the bytes are not in what is declared (or UTF-8 by default) */
    bool certain;          /* false: the encoding was chosen among several that differ */
    int64_t bad;           /* places that the encoding does not have, now U+FFFD */
    int64_t skipped_lines; /* before the text; to be added to xml_line */
} XmlText;

/* False after UNREADABLE: the declared character set is unknown and the bytes are not UTF-8. */
bool xml_text(Ctx *c, Str bytes, XmlText *out);

#endif
