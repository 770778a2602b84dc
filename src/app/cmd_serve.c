/* florin serve: answers over HTTP and does the jobs, until it is told to stop. */
#include "api/api.h"
#include "app/command.h"
#include "app/demo.h"
#include "app/open.h"
#include "app/supervise.h"
#include "app/tables.h"
#include "app/workers.h"
#include "field/setting.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

extern const EmbeddedSet page_files; /* web/dist, by tools/embed_page.sh */

/* "127.0.0.1:8080", "[::1]:8080", ":8080". */
static bool split_listen(Ctx *c, Str listen, const char **address, int *port)
{
    ptrdiff_t colon = listen.n - 1;
    int64_t number = -1;
    while (colon >= 0 && listen.p[colon] != ':')
        colon--;
    Str host = str_part(listen, 0, colon < 0 ? 0 : colon);
    if (str_starts(host, S("[")) && str_ends(host, S("]")))
        host = str_part(host, 1, host.n - 1);
    if (colon < 0 || !str_int(str_part(listen, colon + 1, listen.n), &number) || number < 0 ||
        number > 65535)
        return fail(c, USAGE, "listen",
                    "--listen takes ADDRESS:PORT such as 127.0.0.1:8080, not '%.*s'",
                    STR_ARG(listen));
    *address = host.n > 0 ? str_c(c->mem, host) : "::";
    *port = (int)number;
    return true;
}

static bool options(Program *p, ApiOptions *o)
{
    const Settings *s = &p->settings;
    *o = (ApiOptions){ .tables = operation_tables,
                       .n_tables = operation_table_count,
                       .threads = (int)s->http_threads,
                       .tls = str_starts(s->public_url, S("https://")),
                       .demo = s->demo,
                       .cors_origin = s->cors_origin,
                       .metrics_token = s->metrics_token,
                       .trusted_proxy = s->trusted_proxy,
                       .page = &page_files,
                       .page_folder = s->page_folder.p ? str_c(p->c.mem, s->page_folder) : NULL,
                       .upload_folder =
                           s->upload_folder.p ? str_c(p->c.mem, s->upload_folder) : NULL,
                       .upload_bytes = s->upload_mib << 20 };
    return split_listen(&p->c, s->listen, &o->address, &o->port);
}

static void announce(const Api *a, const char *address, bool demo)
{
    assert(address);
    bool six = strchr(address, ':') != NULL;
    log_line(LOG_INFO, "serve.ready", LOG_TEXT("address", str_of(address)),
             LOG_NUMBER("port", api_port(a)));
    fprintf(stderr,
            six ? "florin: answering on http://[%s]:%d/\n" : "florin: answering on http://%s:%d/\n",
            address, api_port(a));
    if (demo)
        fprintf(stderr, "florin: sign in as %s with the password '%s'\n", demo_email,
                demo_password);
}

/* Until SIGTERM or SIGINT, which every thread has blocked. */
static int wait_for_end(const sigset_t *ends)
{
    int signal_number = 0;
    while (sigwait(ends, &signal_number) != 0)
        continue;
    return signal_number;
}

static bool serve(Program *p)
{
    ApiOptions o;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (!options(p, &o) || !program_open(p) || (p->settings.demo && !demo_load(&p->c)))
        return false;
    Api *a = api_start(&p->c, p->store, &o);
    if (!a)
        return false;
    JobRunnerOptions workers = { .threads = (int)p->settings.workers };
    JobRunner *jobs = workers.threads > 0 ? workers_start(p, &workers) : NULL;
    if (failed(&p->c)) {
        api_stop(a, 0);
        return false;
    }
    announce(a, o.address, o.demo);
    supervise_ready();
    int why = wait_for_end(&ends);
    log_line(LOG_INFO, "serve.stopping", LOG_NUMBER("signal", why));
    int cut = api_stop(a, (int)p->settings.drain_seconds * 1000);
    if (jobs)
        job_runner_stop(jobs, p->settings.drain_seconds * 1000);
    log_line(LOG_INFO, "serve.stopped", LOG_NUMBER("cut_off", cut));
    return true;
}

/* The server process; what its parent returns is what this returns. */
static int serve_child(void *arg)
{
    Program *p = arg;
    serve(p);
    return program_close(p);
}

static int help(void)
{
    Arena *mem = arena_new("help", 1 << 20);
    Buf b = buf_new(mem, 1 << 18);
    field_help(&b, &settings_shape, "FLORIN_");
    puts("usage: florin serve [--listen ADDRESS:PORT] [--workers N] [--no-workers] [--demo] [--db "
         "URL]\n"
         "                    [--config FILE] [--SETTING VALUE]...\n\n"
         "Answers over HTTP and does the jobs, until it is told to stop (SIGTERM, SIGINT).\n\n"
         "Settings, from florin.conf, the environment, or as options (--listen for "
         "FLORIN_LISTEN):\n");
    printf("%.*s", STR_ARG(buf_str(&b)));
    arena_free(mem);
    return 0;
}

int cmd_serve(int argc, char **argv)
{
    Program p;
    int status = 0;
    for (int i = 1; i < argc; i++)
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
            return help();
    if (program_settings(&p, "serve", argc, argv)) {
        if (p.argc > 1)
            fail(&p.c, USAGE, NULL, "'%s' is no option of 'florin serve'; --help lists them",
                 p.argv[1]);
        else
            status = supervise(serve_child, &p);
    }
    return program_close(&p) | status;
}
