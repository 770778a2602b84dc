/* Health: whether the process runs, and whether it can do its work. */
#include "health_sql.h"
#include "api/request.h"
#include "text/jsonout.h"

static bool ask(Ctx *c, void *arg)
{
    (void)arg;
    db_rows(c, &q_health_ask, DB_NO_ARGS);
    return !failed(c);
}

void health_answer(Request *r, bool ready)
{
    bool draining = r->api->draining;
    bool database = !ready || store_read(r->api->store, &r->c, ask, NULL);
    bool well = database && !(ready && draining);
    fail_clear(&r->c);
    Buf b = buf_new(r->c.mem, 1000);
    JsonWriter w = { .out = &b };
    json_open_object(&w);
    json_name_plain(&w, S("status"));
    json_string(&w, well ? S("ok") : draining ? S("draining") : S("unavailable"));
    json_name_plain(&w, S("version"));
    json_string(&w, S(FLORIN_VERSION));
    json_name_plain(&w, S("demo"));
    json_bool(&w, r->api->o.demo);
    if (ready) {
        json_name_plain(&w, S("database"));
        json_string(&w, database ? S("ok") : S("unavailable"));
    }
    json_close_object(&w);
    if (!well)
        reply_header(r, S("Retry-After"), S("1"));
    reply_text(r, well ? 200 : 503, S("application/json; charset=utf-8"), buf_str(&b));
}
