/* The XML of a sheet, from a member of an archive or from memory, in steps: what XLSX, ODS and
 * SpreadsheetML have in common. */
#ifndef FLORIN_FORMAT_SHEET_XML_H
#define FLORIN_FORMAT_SHEET_XML_H

#include "format/archive.h"
#include "format/inflate.h"
#include "table/rows.h"
#include "text/xml.h"

typedef struct {
    Archive *archive; /* NULL: packed, or text */
    ptrdiff_t member;
    Str packed; /* deflated; none: text */
    Str text;
    XmlHandler handler;
    /* --- its own --- */
    Xml *xml;
    ArchiveStream *stream;
    Inflate *inflate;
    char *piece;
    ptrdiff_t at;
} XmlPump;

/* Begins at the start. False after fail(). */
bool pump_start(XmlPump *p, Ctx *c);
/* Feeds one more piece to the handler; false at the end, when the handler stopped, and after
 * fail(). */
bool pump_step(XmlPump *p, Ctx *c);
void pump_stop(XmlPump *p);

/* All of it at once. */
bool pump_all(XmlPump *p, Ctx *c);

/* What every book of sheets in XML begins with: one pump, and the feed of the sheet that is open.
 */
typedef struct SheetPump {
    XmlPump pump;
    RowFeed *feed;
    void (*begin)(struct SheetPump *in);
} SheetPump;

/* A new feed over the pump, in the place of the one before. `begin` sets the book's own state back
 * each time the sheet is read from its start. */
void sheet_feed(SheetPump *in, Ctx *c, void (*begin)(SheetPump *in));
void sheet_end(SheetPump *in);

/* A whole number in an attribute; otherwise when there is none or it is not one. */
int64_t attr_number(const XmlAttr *attrs, int n, Str name, int64_t otherwise);
/* "1", "true": yes; "0", "false": no. */
bool attr_says(const XmlAttr *attrs, int n, Str name);

#endif
