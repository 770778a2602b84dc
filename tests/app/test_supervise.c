/* What supervise.h promises, with children that die in every way. */
#include "app/supervise.h"

#include "harness.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Shared by the test, the supervisor and its children. */
typedef struct {
    _Atomic int started;
    _Atomic int hups;
    _Atomic int child;
    int deaths; /* so many children die before one lives */
    int how;    /* a signal, or an exit status when negative */
    bool ready_first;
    int last_status;
} Shared;

static void die(int how)
{
    if (how > 0)
        kill(getpid(), how);
    exit(-how);
}

static int serve(void *arg)
{
    Shared *s = arg;
    sigset_t ends;
    int which = 0;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGHUP);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    signal(SIGHUP, SIG_DFL);
    atomic_store(&s->child, getpid());
    int n = atomic_fetch_add(&s->started, 1) + 1;
    if (s->ready_first)
        supervise_ready();
    if (n <= s->deaths)
        die(s->how);
    supervise_ready();
    while (sigwait(&ends, &which) == 0 && which == SIGHUP)
        atomic_fetch_add(&s->hups, 1);
    return s->last_status;
}

static Shared *share(Shared from)
{
    Shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *s = from;
    return s;
}

static pid_t start(Shared *s)
{
    pid_t pid = fork();
    if (pid == 0) {
        log_level(LOG_NOTHING);
        _exit(supervise(serve, s));
    }
    return pid;
}

static bool reaches(_Atomic int *figure, int value)
{
    for (int i = 0; i < 5000 && atomic_load(figure) < value; i++)
        usleep(1000);
    return atomic_load(figure) >= value;
}

static int end_of(pid_t pid)
{
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST(signals_and_status_are_passed_on)
{
    Shared *s = share((Shared){ .last_status = 7 });
    pid_t parent = start(s);
    CHECK(reaches(&s->started, 1));
    kill(parent, SIGHUP);
    CHECK(reaches(&s->hups, 1));
    kill(parent, SIGTERM);
    CHECK_INT(end_of(parent), 7);
    CHECK_INT(s->started, 1);
}

TEST(a_dead_server_is_followed_by_another)
{
    static const int ways[] = { SIGKILL, SIGSEGV, SIGABRT, -1 };
    for (ptrdiff_t i = 0; i < COUNT(ways); i++) {
        Shared *s = share((Shared){ .deaths = 2, .how = ways[i], .ready_first = true });
        pid_t parent = start(s);
        CHECK(reaches(&s->started, 3));
        kill(parent, SIGINT);
        CHECK_INT(end_of(parent), 0);
        CHECK_INT(s->started, 3);
    }
}

TEST(what_fails_at_its_start_is_not_tried_again)
{
    Shared *s = share((Shared){ .deaths = 100, .how = -2 });
    CHECK_INT(end_of(start(s)), 2);
    CHECK_INT(s->started, 1);
}

TEST(what_is_killed_at_its_start_is_tried_five_times)
{
    Shared *s = share((Shared){ .deaths = 100, .how = SIGKILL });
    CHECK_INT(end_of(start(s)), 128 + SIGKILL);
    CHECK_INT(s->started, 5);
}

TEST(stopping_does_not_wait_for_a_pause)
{
    Shared *s = share((Shared){ .deaths = 100, .how = SIGKILL, .ready_first = true });
    pid_t parent = start(s);
    CHECK(reaches(&s->started, 5));
    kill(parent, SIGTERM);
    int64_t begun = clock_mono_ns();
    end_of(parent);
    CHECK(clock_mono_ns() - begun < 1000000000);
}

TEST(the_server_dies_with_its_parent)
{
    Shared *s = share((Shared){ 0 });
    pid_t parent = start(s);
    CHECK(reaches(&s->started, 1));
    usleep(50000);
    kill(parent, SIGKILL);
    CHECK_INT(end_of(parent), -SIGKILL);
    bool gone = false;
    for (int i = 0; i < 2000 && !gone; i++, usleep(1000))
        gone = kill(s->child, 0) != 0;
    CHECK(gone);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(signals_and_status_are_passed_on),
        CASE(a_dead_server_is_followed_by_another),
        CASE(what_fails_at_its_start_is_not_tried_again),
        CASE(what_is_killed_at_its_start_is_tried_five_times),
        CASE(stopping_does_not_wait_for_a_pause),
        CASE(the_server_dies_with_its_parent),
    };
    return RUN_TESTS(cases, argc, argv);
}
