/* A state machine over the bytes of a form.
 *
 * A delimiter is CR LF "--" boundary. A boundary holds no CR, so a delimiter begins with the only
 * CR in it: after a mismatch what matched so far is data, and no earlier start can be hidden in it.
 * So a counter is all that is carried from piece to piece. */
#include "http/multipart.h"

#include <string.h>

enum { BOUNDARY_MAX = 70, HEAD_MAX_BYTES = 8 * 1024, PREAMBLE_MAX_BYTES = 1024 };

typedef enum {
    PREAMBLE,
    DATA,
    AFTER_DELIMITER, /* "--", or spaces and CR */
    END_DASH,
    LINE_FEED, /* behind the delimiter's CR */
    HEAD,
    EPILOGUE,
} State;

struct Multipart {
    Arena *mem;
    PartEvents events;
    State state;
    MultipartResult result;
    Str detail;
    char delimiter[BOUNDARY_MAX + 4];
    ptrdiff_t n_delimiter;
    ptrdiff_t matched; /* of the delimiter */
    ptrdiff_t skipped; /* bytes of the preamble */
    Buf head;
};

static MultipartResult broken(Multipart *m, Str detail)
{
    m->result = MULTIPART_BROKEN;
    m->detail = detail;
    return m->result;
}

/* ---- headers ---- */

/* Reads a quoted string from after its quote; *rest is left behind the closing one. Browsers write
 * a quote as %22, others as \"; a backslash before anything else is a backslash, as in paths of old
 * Windows browsers. */
static Str take_quoted(Arena *mem, Str *rest)
{
    Buf b = buf_new(mem, HEAD_MAX_BYTES);
    ptrdiff_t i = 0;
    for (; i < rest->n && rest->p[i] != '"'; i++) {
        bool escape = rest->p[i] == '\\' && i + 1 < rest->n &&
                      (rest->p[i + 1] == '"' || rest->p[i + 1] == '\\');
        if (escape)
            i++;
        if (!escape && str_starts(str_part(*rest, i, rest->n), S("%22"))) {
            buf_char(&b, '"');
            i += 2;
        } else {
            buf_char(&b, rest->p[i]);
        }
    }
    *rest = str_part(*rest, i + 1, rest->n);
    return buf_str(&b);
}

static Str take_value(Arena *mem, Str *rest)
{
    if (rest->n && rest->p[0] == '"') {
        *rest = str_part(*rest, 1, rest->n);
        return take_quoted(mem, rest);
    }
    ptrdiff_t end = str_find_char(*rest, ';', 0);
    Str value = str_trim(str_part(*rest, 0, end < 0 ? rest->n : end));
    *rest = str_part(*rest, end < 0 ? rest->n : end, rest->n);
    return value;
}

Str header_parameter(Arena *mem, Str header, Str name)
{
    ptrdiff_t at = str_find_char(header, ';', 0);
    Str rest = at < 0 ? S("") : str_part(header, at + 1, header.n);
    while (rest.n) {
        ptrdiff_t equals = str_find_char(rest, '=', 0), semicolon = str_find_char(rest, ';', 0);
        if (equals < 0)
            break;
        if (semicolon >= 0 && semicolon < equals) {
            rest = str_part(rest, semicolon + 1, rest.n);
            continue;
        }
        Str key = str_trim(str_part(rest, 0, equals));
        rest = str_trim(str_part(rest, equals + 1, rest.n));
        Str value = take_value(mem, &rest);
        if (str_eq_nocase(key, name))
            return value;
        semicolon = str_find_char(rest, ';', 0);
        rest = semicolon < 0 ? S("") : str_part(rest, semicolon + 1, rest.n);
    }
    return (Str){ 0 };
}

static bool boundary_fine(Str b)
{
    for (ptrdiff_t i = 0; i < b.n; i++) {
        char ch = b.p[i];
        bool letter =
            (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9');
        if (!letter && !memchr("'()+_,-./:=? ", ch, 13))
            return false;
    }
    return b.n > 0 && b.n <= BOUNDARY_MAX && b.p[b.n - 1] != ' ';
}

Str multipart_boundary(Arena *mem, Str content_type)
{
    Str rest = content_type;
    if (!str_eq_nocase(str_trim(str_cut(&rest, ';')), S("multipart/form-data")))
        return (Str){ 0 };
    Str boundary = header_parameter(mem, content_type, S("boundary"));
    return boundary_fine(boundary) ? boundary : (Str){ 0 };
}

/* ---- the machine ---- */

Multipart *multipart_new(Arena *mem, Str boundary, const PartEvents *events)
{
    Multipart *m = NEW(mem, Multipart);
    m->mem = mem;
    m->events = *events;
    memcpy(m->delimiter, "\r\n--", 4);
    memcpy(m->delimiter + 4, boundary.p, (size_t)boundary.n);
    m->n_delimiter = boundary.n + 4;
    m->matched = 2; /* the body may begin with the boundary: as if a line had ended */
    return m;
}

static bool give_data(Multipart *m, Str bytes)
{
    if (!bytes.n)
        return true;
    if (m->state == PREAMBLE) {
        m->skipped += bytes.n;
        if (m->skipped > PREAMBLE_MAX_BYTES)
            broken(m, S("the form does not begin with its boundary"));
    } else if (!m->events.data(m->events.to, bytes)) {
        m->result = MULTIPART_STOPPED;
    }
    return m->result == MULTIPART_OK;
}

static void part_over(Multipart *m)
{
    if (m->state == DATA && !m->events.end(m->events.to))
        m->result = MULTIPART_STOPPED;
    m->state = AFTER_DELIMITER;
    m->matched = 0;
}

/* Content up to the next delimiter; returns how many bytes were taken. */
static ptrdiff_t feed_content(Multipart *m, Str in)
{
    ptrdiff_t i = 0;
    while (i < in.n) {
        if (!m->matched) {
            ptrdiff_t at = str_find_char(in, '\r', i), end = at < 0 ? in.n : at;
            if (!give_data(m, str_part(in, i, end)) || at < 0)
                return end;
            i = at;
        }
        while (i < in.n && m->matched < m->n_delimiter && in.p[i] == m->delimiter[m->matched]) {
            m->matched++;
            i++;
        }
        if (m->matched == m->n_delimiter) {
            part_over(m);
            return i;
        }
        if (i == in.n)
            return i;
        Str was = str_n(m->delimiter, m->matched);
        m->matched = 0;
        if (!give_data(m, was))
            return i;
        if (in.p[i] != '\r' && !give_data(m, str_part(in, i, i + 1)))
            return i;
        i += in.p[i] != '\r';
    }
    return i;
}

static void part_begins(Multipart *m)
{
    PartHead head = { 0 };
    bool form = false;
    Str rest = buf_str(&m->head);
    while (rest.n) {
        Str line = str_cut(&rest, '\n');
        Str value = str_ends(line, S("\r")) ? str_part(line, 0, line.n - 1) : line;
        Str name = str_trim(str_cut(&value, ':'));
        value = str_trim(value);
        if (str_eq_nocase(name, S("content-disposition"))) {
            Str kind = value;
            form = str_eq_nocase(str_trim(str_cut(&kind, ';')), S("form-data"));
            head.name = header_parameter(m->mem, value, S("name"));
            head.filename = header_parameter(m->mem, value, S("filename"));
        } else if (str_eq_nocase(name, S("content-type"))) {
            head.content_type = str_copy(m->mem, value);
        } else if (str_eq_nocase(name, S("content-transfer-encoding")) &&
                   !str_eq_nocase(value, S("binary")) && !str_eq_nocase(value, S("8bit")) &&
                   !str_eq_nocase(value, S("7bit"))) {
            broken(m, S("a part is encoded in a way that forms are not"));
            return;
        }
    }
    if (!form || !head.name.p) {
        broken(m, S("a part has no name: each needs 'Content-Disposition: form-data; name=…'"));
        return;
    }
    m->state = DATA;
    m->matched = 0;
    if (!m->events.part(m->events.to, &head))
        m->result = MULTIPART_STOPPED;
}

/* One byte of a part's head; it ends with an empty line. */
static void feed_head(Multipart *m, char ch)
{
    buf_char(&m->head, ch);
    if (m->head.full) {
        broken(m, S("the headers of a part are too long"));
        return;
    }
    Str head = buf_str(&m->head);
    if (str_eq(head, S("\r\n")) || str_ends(head, S("\r\n\r\n")))
        part_begins(m);
}

static void feed_delimiter(Multipart *m, char ch)
{
    if (m->state == END_DASH && ch == '-') {
        m->state = EPILOGUE;
    } else if (m->state == LINE_FEED && ch == '\n') {
        m->state = HEAD;
        m->head = buf_new(m->mem, HEAD_MAX_BYTES);
    } else if (m->state == AFTER_DELIMITER && ch == '-') {
        m->state = END_DASH;
    } else if (m->state == AFTER_DELIMITER && ch == '\r') {
        m->state = LINE_FEED;
    } else if (m->state != AFTER_DELIMITER || (ch != ' ' && ch != '\t')) {
        broken(m, S("a boundary is followed by something else than a line end"));
    }
}

MultipartResult multipart_feed(Multipart *m, Str bytes)
{
    ptrdiff_t i = 0;
    while (i < bytes.n && m->result == MULTIPART_OK && m->state != EPILOGUE) {
        if (m->state == PREAMBLE || m->state == DATA)
            i += feed_content(m, str_part(bytes, i, bytes.n));
        else if (m->state == HEAD)
            feed_head(m, bytes.p[i++]);
        else
            feed_delimiter(m, bytes.p[i++]);
    }
    return m->result;
}

MultipartResult multipart_end(Multipart *m)
{
    if (m->result == MULTIPART_OK && m->state != EPILOGUE)
        return broken(m, S("the form ends before its last boundary"));
    return m->result;
}

Str multipart_detail(const Multipart *m)
{
    return m->detail;
}
