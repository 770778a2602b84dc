/* A virus scanner for tests. */
#include "scanner_case.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FILE_BYTES = 1 << 16 };

static void *serve(void *arg)
{
    const Scanner *s = arg;
    static char bytes[FILE_BYTES];
    for (int fd; (fd = accept(s->fd, NULL, NULL)) >= 0; close(fd)) {
        /* all files of tests come in one piece: command, chunk, end */
        size_t n = 0;
        while (n < 14 || memcmp(bytes + n - 4, "\0\0\0\0", 4) != 0) {
            ssize_t got = read(fd, bytes + n, sizeof bytes - n);
            if (got <= 0)
                break;
            n += (size_t)got;
        }
        const char *answer =
            memmem(bytes, n, "VIRUS", 5) ? "stream: Some.Virus FOUND" : "stream: OK";
        CHECK(write(fd, answer, strlen(answer) + 1) > 0);
    }
    return NULL;
}

Scanner scanner_new(Ctx *c)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof a;
    Scanner s = { .fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
    CHECK(bind(s.fd, (struct sockaddr *)&a, n) == 0 &&
          getsockname(s.fd, (struct sockaddr *)&a, &n) == 0);
    s.address = str_fmt(c->mem, "127.0.0.1:%d", ntohs(a.sin_port));
    return s;
}

void scanner_start(Scanner *s)
{
    CHECK(listen(s->fd, 8) == 0 && pthread_create(&s->thread, NULL, serve, s) == 0);
}

void scanner_stop(Scanner *s)
{
    shutdown(s->fd, SHUT_RDWR);
    pthread_join(s->thread, NULL);
    close(s->fd);
}
