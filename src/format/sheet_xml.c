/* The XML of a sheet in steps. */
#include "format/sheet_xml.h"

enum { PIECE_BYTES = 16 << 10 };

bool pump_start(XmlPump *p, Ctx *c)
{
    pump_stop(p);
    p->at = 0;
    if (p->archive && !(p->stream = archive_begin(c, p->archive, p->member)))
        return false;
    if (!p->archive && p->packed.p)
        p->inflate = inflate_begin(c, p->packed);
    if (!p->piece)
        p->piece = arena_alloc(c->mem, PIECE_BYTES);
    p->xml = xml_begin(c, &p->handler);
    return !failed(c);
}

static Str next_piece(XmlPump *p, Ctx *c)
{
    if (p->archive || p->inflate) {
        ptrdiff_t n = p->archive ? archive_read(c, p->stream, p->piece, PIECE_BYTES)
                                 : inflate_read(c, p->inflate, p->piece, PIECE_BYTES);
        return str_n(p->piece, n > 0 ? n : 0);
    }
    Str piece = str_part(p->text, p->at, p->at + PIECE_BYTES);
    p->at += piece.n;
    return piece;
}

bool pump_step(XmlPump *p, Ctx *c)
{
    if (!p->xml)
        return false;
    Str piece = next_piece(p, c);
    if (!failed(c) && piece.n && xml_feed(p->xml, piece))
        return true;
    Xml *xml = p->xml;
    p->xml = NULL;
    xml_end(xml);
    pump_stop(p);
    return false;
}

void pump_stop(XmlPump *p)
{
    Xml *xml = p->xml;
    p->xml = NULL;
    if (xml)
        xml_drop(xml);
    archive_end(p->stream);
    p->stream = NULL;
    inflate_end(p->inflate);
    p->inflate = NULL;
}

bool pump_all(XmlPump *p, Ctx *c)
{
    if (!pump_start(p, c))
        return false;
    while (pump_step(p, c))
        continue;
    return !failed(c);
}

static bool feed_start(RowFeed *feed, Ctx *c)
{
    SheetPump *in = feed->state;
    in->begin(in);
    return pump_start(&in->pump, c);
}

static bool feed_step(RowFeed *feed, Ctx *c)
{
    SheetPump *in = feed->state;
    return pump_step(&in->pump, c);
}

static void feed_stop(RowFeed *feed)
{
    SheetPump *in = feed->state;
    pump_stop(&in->pump);
}

void sheet_feed(SheetPump *in, Ctx *c, void (*begin)(SheetPump *in))
{
    rows_done(in->feed);
    in->begin = begin;
    in->feed = NEW(c->mem, RowFeed);
    *in->feed = (RowFeed){ .state = in, .start = feed_start, .step = feed_step, .stop = feed_stop };
}

void sheet_end(SheetPump *in)
{
    rows_done(in->feed);
    pump_stop(&in->pump);
}

int64_t attr_number(const XmlAttr *attrs, int n, Str name, int64_t otherwise)
{
    int64_t value;
    Str text = xml_attr(attrs, n, name);
    return text.n && str_int(text, &value) ? value : otherwise;
}

bool attr_says(const XmlAttr *attrs, int n, Str name)
{
    Str text = xml_attr(attrs, n, name);
    return str_eq(text, S("1")) || str_eq_nocase(text, S("true")) || str_eq_nocase(text, S("on"));
}
