/* Starts a server, asks it until it answers, and looks at what it holds when nobody asks:
 *
 *     first_answer PORT PATH COMMAND [ARGUMENT]...
 *
 * prints "MILLISECONDS RESIDENT_MIB PRIVATE_MIB" of the process and its children, the memory one
 * second after the answer, and ends the server with SIGTERM. */
#include "process.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 30000, ASK_EVERY_NS = 500000 };

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool answers(int port, const char *path)
{
    char text[400];
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int n = snprintf(text, sizeof text,
                     "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path);
    bool ok = fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0 &&
              send(fd, text, (size_t)n, 0) == n;
    ssize_t got = ok ? recv(fd, text, sizeof text - 1, 0) : 0;
    if (fd >= 0)
        close(fd);
    text[got > 0 ? got : 0] = 0;
    return ok && strstr(text, " 200 ");
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("usage: first_answer PORT PATH COMMAND [ARGUMENT]...\n", stderr);
        return 2;
    }
    int port = (int)strtol(argv[1], NULL, 10);
    bool answered = false;
    double start = now_ms(), took = 0;
    pid_t pid = fork();
    if (pid == 0) {
        execvp(argv[3], argv + 3);
        fprintf(stderr, "first_answer: %s: %s\n", argv[3], strerror(errno));
        _exit(127);
    }
    while (!answered && took < PATIENCE_MS) {
        answered = answers(port, argv[2]);
        took = now_ms() - start;
        if (!answered)
            nanosleep(&(struct timespec){ 0, ASK_EVERY_NS }, NULL);
    }
    sleep(1);
    ProcessMemory m = process_memory(pid);
    kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
    if (answered)
        printf("%.1f %.1f %.1f\n", took, (double)m.resident_kib / 1024,
               (double)m.private_kib / 1024);
    return !answered;
}
