/* florin worker: does jobs without answering over HTTP, beside servers on the same database. */
#include "app/command.h"

#include "app/open.h"
#include "app/option.h"
#include "app/workers.h"

#include <signal.h>

typedef struct {
    Str queues;
    int64_t threads;
} WorkerOptions;

static const Field option_fields[] = {
    F_TEXT(WorkerOptions, queues, .flags = OPTIONAL,
           .doc =
               "Only these, separated by commas: files, analysis, maintenance, …; all without it."),
    F_INT(WorkerOptions, threads, .min = 0, .max = 64,
          .doc = "Jobs at once; 0: one for each core."),
};
const Shape worker_options = SHAPE(WorkerOptions, option_fields);

static bool work(Program *p, const WorkerOptions *o)
{
    sigset_t ends;
    int signal_number = 0;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    if (!program_open(p))
        return false;
    JobRunnerOptions options = { .threads = (int)o->threads,
                                 .queues = o->queues.n ? str_c(p->c.mem, o->queues) : NULL };
    JobRunner *jobs = workers_start(p, &options);
    if (!jobs)
        return false;
    log_line(LOG_INFO, "worker.ready", LOG_TEXT("queues", o->queues.n ? o->queues : S("all")));
    while (sigwait(&ends, &signal_number) != 0)
        continue;
    log_line(LOG_INFO, "worker.stopping", LOG_NUMBER("signal", signal_number));
    job_runner_stop(jobs, p->settings.drain_seconds * 1000);
    return true;
}

int cmd_worker(int argc, char **argv)
{
    Program p;
    WorkerOptions o = { 0 };
    Texts words = { 0 };
    if (options_ask_help(argc, argv)) {
        options_help(
            stdout, "worker [--queues a,b] [--threads N] [OPTION]...",
            "Does jobs until it is told to stop (SIGTERM, SIGINT); 'florin serve --no-workers' "
            "leaves\nthem to it.",
            &worker_options);
        return 0;
    }
    if (program_settings(&p, "worker", argc, argv) &&
        options_read(&p.c, p.argc, p.argv, &worker_options, &o, &words)) {
        if (words.n)
            fail(&p.c, USAGE, NULL, "'%.*s' is one word too many", STR_ARG(words.items[0]));
        else
            work(&p, &o);
    }
    return program_close(&p);
}
