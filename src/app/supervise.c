/* A parent that does nothing but wait: signals come by sigtimedwait, so there are no handlers. */
#include "app/supervise.h"

#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    FIRST_PAUSE_MS = 100,
    LONGEST_PAUSE_MS = 10 * 1000,
    GOOD_LIFE_MS = 60 * 1000,
    MOST_TRIES = 5, /* of a child that is killed before it is ready */
};

typedef struct {
    pid_t child;
    int ready; /* our end of the child's pipe */
    bool stopping;
    int64_t born_ms;
    int pause_ms;
    int tries;
} Supervisor;

static int ready_fd = -1; /* the child's end */

void supervise_ready(void)
{
    if (ready_fd < 0)
        return;
    ssize_t written = write(ready_fd, "r", 1);
    (void)written; /* the parent is gone: we are about to be told */
    close(ready_fd);
    ready_fd = -1;
}

static int64_t now_ms(void)
{
    return clock_mono_ns() / 1000000;
}

static sigset_t our_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    return set;
}

/* In the child. A group of its own keeps the terminal's Ctrl-C from reaching it twice. */
static _Noreturn void be_child(int (*serve)(void *arg), void *arg, pid_t parent,
                               const sigset_t *before)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    signal(SIGHUP, SIG_IGN);
    if (getppid() != parent)
        _exit(1);
    sigprocmask(SIG_SETMASK, before, NULL);
    exit(serve(arg));
}

static bool start_child(Supervisor *s, int (*serve)(void *arg), void *arg, const sigset_t *before)
{
    int ends[2];
    pid_t parent = getpid();
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK))
        return false;
    s->child = fork();
    if (s->child == 0) {
        close(ends[0]);
        ready_fd = ends[1];
        be_child(serve, arg, parent, before);
    }
    close(ends[1]);
    if (s->child < 0) {
        close(ends[0]);
        return false;
    }
    s->ready = ends[0];
    s->born_ms = now_ms();
    return true;
}

static void take_signal(Supervisor *s, int which)
{
    if (which == SIGTERM || which == SIGINT)
        s->stopping = true;
    if (which != SIGCHLD && s->child > 0)
        kill(s->child, which);
}

/* Until the child is gone; its status as waitpid() gives it. */
static int wait_for_child(Supervisor *s, const sigset_t *signals)
{
    int status;
    while (waitpid(s->child, &status, WNOHANG) == 0) {
        int which = sigwaitinfo(signals, NULL);
        if (which > 0)
            take_signal(s, which);
    }
    s->child = 0;
    return status;
}

static bool was_ready(Supervisor *s)
{
    char byte;
    bool ready = read(s->ready, &byte, 1) == 1;
    close(s->ready);
    return ready;
}

static int exit_status(int status)
{
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Sleeps before the next child; false when told to stop meanwhile. */
static bool pause_before_next(Supervisor *s, const sigset_t *signals)
{
    if (now_ms() - s->born_ms >= GOOD_LIFE_MS || !s->pause_ms)
        s->pause_ms = FIRST_PAUSE_MS;
    int64_t until = now_ms() + s->pause_ms, left;
    while (!s->stopping && (left = until - now_ms()) > 0) {
        struct timespec wait = { .tv_sec = left / 1000, .tv_nsec = left % 1000 * 1000000 };
        int which = sigtimedwait(signals, NULL, &wait);
        if (which > 0)
            take_signal(s, which);
    }
    s->pause_ms = s->pause_ms * 2 < LONGEST_PAUSE_MS ? s->pause_ms * 2 : LONGEST_PAUSE_MS;
    return !s->stopping;
}

/* Whether this death is to be followed by another child. */
static bool another(Supervisor *s, int status, bool ready)
{
    if (s->stopping || (WIFEXITED(status) && (WEXITSTATUS(status) == 0 || !ready)))
        return false;
    s->tries = ready ? 0 : s->tries + 1;
    log_line(
        LOG_ERROR, "serve.died", LOG_NUMBER("status", exit_status(status)),
        LOG_TEXT("signal", WIFSIGNALED(status) ? str_of(strsignal(WTERMSIG(status))) : S("none")),
        LOG_NUMBER("lived_ms", now_ms() - s->born_ms));
    return s->tries < MOST_TRIES;
}

int supervise(int (*serve)(void *arg), void *arg)
{
    Supervisor s = { 0 };
    sigset_t signals = our_signals(), before;
    sigprocmask(SIG_BLOCK, &signals, &before);
    int status = 1 << 8; /* as if it had exited with 1 */
    do {
        if (!start_child(&s, serve, arg, &before)) {
            log_line(LOG_ERROR, "serve.no_process", LOG_TEXT("error", str_of(strerror(errno))));
            break;
        }
        status = wait_for_child(&s, &signals);
    } while (another(&s, status, was_ready(&s)) && pause_before_next(&s, &signals));
    sigprocmask(SIG_SETMASK, &before, NULL);
    return exit_status(status);
}
