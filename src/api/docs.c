/* The documentation page: every operation in plain HTML, from the tables. No script, no outside
 * resource; the machine-readable form is /openapi.json. */
#include "api/request.h"
#include "auth/rights.h"

static void html(Buf *b, Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        switch (s.p[i]) {
        case '<': buf_add(b, S("&lt;")); break;
        case '>': buf_add(b, S("&gt;")); break;
        case '&': buf_add(b, S("&amp;")); break;
        case '"': buf_add(b, S("&quot;")); break;
        default: buf_char(b, s.p[i]);
        }
}

static const char *const kinds[] = {
    [FIELD_ID] = "id",           [FIELD_TEXT] = "text",       [FIELD_WORD] = "word",
    [FIELD_INT] = "integer",     [FIELD_BOOL] = "true/false", [FIELD_DATE] = "date",
    [FIELD_INSTANT] = "instant", [FIELD_MONEY] = "amount",    [FIELD_CURRENCY] = "currency",
    [FIELD_RATIO] = "ratio",     [FIELD_TEXTS] = "texts",     [FIELD_JSON] = "JSON",
    [FIELD_STRUCT] = "object",   [FIELD_LIST] = "list",
};

static void write_words(Buf *b, const Field *f)
{
    if (f->kind != FIELD_WORD)
        return;
    buf_add(b, S(": "));
    for (int i = 1; f->words[i]; i++) {
        buf_add(b, i > 1 ? S(", ") : S(""));
        html(b, str_of(f->words[i]));
    }
}

static void write_shape(Buf *b, const char *title, const Shape *s, uint32_t leave_out)
{
    if (!s)
        return;
    buf_fmt(b, "<h4>%s</h4><table>", title);
    for (ptrdiff_t i = 0; i < s->n; i++) {
        const Field *f = &s->fields[i];
        if (f->flags & (HIDDEN | leave_out))
            continue;
        buf_fmt(b, "<tr><td><code>%s</code>%s<td>%s", f->name,
                f->flags & NEEDED && leave_out & READ_ONLY ? " <b>needed</b>" : "", kinds[f->kind]);
        write_words(b, f);
        buf_add(b, S("<td>"));
        html(b, str_of(f->doc));
    }
    buf_add(b, S("</table>"));
}

static void write_operation(Buf *b, Arena *mem, const Route *route)
{
    static const char *const roles[] = { "signed in", "viewers", "members", "admins", "owners" };
    const Operation *op = route->op;
    bool anyone = (op->flags & WHO_MASK) == ANYONE;
    buf_fmt(b, "<details id=\"%.*s\"><summary><b>%s</b> <code>", STR_ARG(route->name), op->method);
    html(b, route_template(mem, op));
    buf_add(b, S("</code> "));
    html(b, str_of(op->doc));
    buf_fmt(b, "</summary><p>For %s.</p>", anyone ? "anyone" : roles[rights_role(op)]);
    write_shape(b, "Query", op->query, 0);
    write_shape(b, "Body", op->in, READ_ONLY);
    write_shape(b, op->flags & LISTS ? "Answer: a list of" : "Answer", op->out, SECRET);
    buf_add(b, S("</details>\n"));
}

Str docs_page(Arena *mem, const Routes *routes)
{
    ptrdiff_t n = 0;
    Route *all = routes_all(routes, &n);
    Buf b = buf_new(mem, 16 << 20);
    buf_add(&b,
            S("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
              "content=\"width=device-width\"><title>Florin: the interface</title>"
              "<link rel=\"stylesheet\" href=\"/docs.css\"><main><h1>Florin: the interface</h1>"
              "<p>Every path answers below <code>/api/v1</code> and <code>/api</code>. The same "
              "for machines: "
              "<a href=\"/openapi.json\">openapi.json</a>.</p>\n"));
    for (ptrdiff_t i = 0; i < n; i++)
        write_operation(&b, mem, &all[i]);
    buf_add(&b, S("</main></html>\n"));
    return buf_str(&b);
}
