/* Runs a command and says what it took:
 *
 *     took FILE COMMAND [ARGUMENT]...
 *
 * appends "SECONDS CPU_SECONDS PEAK_MIB" to FILE. CPU is that of the command and all it started.
 * PEAK_MIB is the largest private memory of the command and its children together, looked at every
 * few milliseconds. The exit status is the command's. */
#include "process.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_EVERY_NS = 4000000 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int write_down(const char *path, double took, const struct rusage *used, long peak_kib)
{
    FILE *out = fopen(path, "a");
    if (!out) {
        fprintf(stderr, "took: %s: %s\n", path, strerror(errno));
        return 1;
    }
    fprintf(out, "%.4f %.4f %.1f\n", took, seconds(used->ru_utime) + seconds(used->ru_stime),
            (double)peak_kib / 1024);
    return fclose(out) != 0;
}

int main(int argc, char **argv)
{
    int status = 0, done;
    long peak = 0;
    struct rusage used;
    if (argc < 3) {
        fputs("usage: took FILE COMMAND [ARGUMENT]...\n", stderr);
        return 2;
    }
    double start = now();
    pid_t pid = fork();
    if (pid == 0) {
        execvp(argv[2], argv + 2);
        fprintf(stderr, "took: %s: %s\n", argv[2], strerror(errno));
        _exit(127);
    }
    while ((done = wait4(pid, &status, WNOHANG, &used)) == 0) {
        long kib = process_memory(pid).private_kib;
        peak = kib > peak ? kib : peak;
        nanosleep(&(struct timespec){ 0, LOOK_EVERY_NS }, NULL);
    }
    if (done < 0 || write_down(argv[1], now() - start, &used, peak))
        return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
