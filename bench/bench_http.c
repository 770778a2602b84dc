/* The http room alone: a small fixed answer on a free port, until standard input ends.
 * bench_http.sh measures it against nginx. Prints the port. */
#include "http/http.h"

#include <stdio.h>
#include <unistd.h>

static void begin(HttpRequest *r, void *arg)
{
    (void)r, (void)arg;
}

static void ready(HttpRequest *r, void *arg)
{
    (void)arg;
    http_answer(r, &(HttpAnswer){
                       .status = 200,
                       .content_type = S("application/json; charset=utf-8"),
                       .body = S("{\"total_transactions\": 42, \"net_amount\": \"-12.50\"}\n") });
}

int main(void)
{
    char byte;
    Ctx c = ctx_new("bench", 1 << 20);
    HttpServer *s =
        http_server_start(&c, &(HttpServerOptions){ .handler = { begin, ready, NULL, NULL } });
    if (!s)
        return 1;
    printf("%d\n", http_server_port(s));
    fflush(stdout);
    while (read(STDIN_FILENO, &byte, 1) > 0)
        continue;
    http_server_stop(s, 1000);
    ctx_done(&c);
    return 0;
}
