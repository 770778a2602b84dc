/* Figures for Prometheus (text format 0.0.4). */
#include "api/request.h"
#include "auth/secret.h"

static const int64_t bounds_us[ROUTE_BUCKETS - 1] = { 500,   1000,   2500,   5000,    10000,  25000,
                                                      50000, 100000, 500000, 1000000, 5000000 };

void metrics_count(Route *route, int status, int64_t micros)
{
    int i = 0;
    while (i < ROUTE_BUCKETS - 1 && micros > bounds_us[i])
        i++;
    atomic_fetch_add_explicit(&route->by_class[status / 100 % 6], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&route->buckets[i], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&route->micros, micros, memory_order_relaxed);
}

static void write_figure(Buf *b, const char *name, const char *type, const char *help,
                         int64_t value)
{
    buf_fmt(b, "# HELP %s %s\n# TYPE %s %s\n%s %lld\n", name, help, name, type, name,
            (long long)value);
}

static int64_t total_of(Route *route)
{
    int64_t total = 0;
    for (int i = 0; i < 6; i++)
        total += route->by_class[i];
    return total;
}

static void write_histogram(Buf *b, Route *route)
{
    int64_t sum = 0;
    for (int i = 0; i < ROUTE_BUCKETS; i++) {
        sum += route->buckets[i];
        buf_fmt(b, "florin_request_seconds_bucket{operation=\"%.*s\",le=\"", STR_ARG(route->name));
        if (i < ROUTE_BUCKETS - 1)
            buf_fmt(b, "%lld.%06lld", (long long)(bounds_us[i] / 1000000),
                    (long long)(bounds_us[i] % 1000000));
        else
            buf_add(b, S("+Inf"));
        buf_fmt(b, "\"} %lld\n", (long long)sum);
    }
    int64_t micros = route->micros;
    buf_fmt(b, "florin_request_seconds_sum{operation=\"%.*s\"} %lld.%06lld\n", STR_ARG(route->name),
            (long long)(micros / 1000000), (long long)(micros % 1000000));
    buf_fmt(b, "florin_request_seconds_count{operation=\"%.*s\"} %lld\n", STR_ARG(route->name),
            (long long)sum);
}

static void write_routes(Buf *b, const Routes *routes)
{
    ptrdiff_t n = 0;
    Route *all = routes_all(routes, &n);
    buf_add(b, S("# HELP florin_requests_total Requests by operation and class of status.\n"
                 "# TYPE florin_requests_total counter\n"));
    for (ptrdiff_t i = 0; i < n; i++)
        for (int k = 0; k < 6; k++)
            if (all[i].by_class[k])
                buf_fmt(b, "florin_requests_total{operation=\"%.*s\",status=\"%dxx\"} %lld\n",
                        STR_ARG(all[i].name), k, (long long)all[i].by_class[k]);
    buf_add(b,
            S("# HELP florin_request_seconds Time from the first line of a request to its answer.\n"
              "# TYPE florin_request_seconds histogram\n"));
    for (ptrdiff_t i = 0; i < n; i++)
        if (total_of(&all[i]))
            write_histogram(b, &all[i]);
}

static bool may_see(const Request *r)
{
    Str authorization = http_header(r->http, S("Authorization"));
    if (r->api->o.metrics_token.p)
        return str_starts(authorization, S("Bearer ")) &&
               secret_eq(str_part(authorization, 7, authorization.n), r->api->o.metrics_token);
    return str_starts(r->http->address, S("127.")) || str_eq(r->http->address, S("::1"));
}

void metrics_answer(Request *r)
{
    if (!may_see(r)) {
        fail(&r->c, FORBIDDEN, NULL,
             "Figures are for the metrics token, or without one for this machine only");
        problem_send(r);
        return;
    }
    Buf b = buf_new(r->c.mem, 8 << 20);
    HttpFigures f = http_figures(http_server_of(r->http));
    write_figure(&b, "florin_connections", "gauge", "Open connections.", f.connections);
    write_figure(&b, "florin_requests_in_flight", "gauge", "Requests being worked on.",
                 f.in_flight);
    write_figure(&b, "florin_push_clients", "gauge", "Clients of the live stream.", f.push_clients);
    write_figure(&b, "florin_dropped_slow_total", "counter",
                 "Clients dropped for reading too slowly.", f.dropped_slow);
    write_figure(&b, "florin_heavy_queue", "gauge", "Heavy operations that wait or run.",
                 crew_busy(r->api->heavy));
    write_figure(&b, "florin_start_time_seconds", "gauge", "When the server process began.",
                 r->api->started_ms / 1000);
    write_routes(&b, r->api->routes);
    reply_text(r, 200, S("text/plain; version=0.0.4; charset=utf-8"), buf_str(&b));
}
