/* The server: its socket, its threads, its connections, its end. */
#include "http/private.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    DEFAULT_CONNECTIONS = 10000,
    DEFAULT_IDLE_SECONDS = 60,
    DEFAULT_REQUEST_SECONDS = 20,
    DEFAULT_CONNECTION_BYTES = 24 * 1024,
    MOST_THREADS = 8,
    BACKLOG = 1024,
    LEAST_RATE = 4096, /* bytes a second, averaged, below which a client is dropped */
    CLOSE_GRACE_MS = 1000,
    WAIT_STEP_US = 2000,
};

/* ---- connections ---- */

static void conn_open(HttpServer *s, struct MHD_Connection *m, void **context)
{
    Conn *conn = calloc(1, sizeof *conn);
    *context = conn;
    if (!conn)
        return; /* its requests are refused */
    conn->server = s;
    conn->mhd = m;
    conn->fd = MHD_get_connection_info(m, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    const struct sockaddr *from =
        MHD_get_connection_info(m, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
    if (from->sa_family == AF_INET6) {
        const struct in6_addr *six = &((const struct sockaddr_in6 *)(const void *)from)->sin6_addr;
        if (IN6_IS_ADDR_V4MAPPED(six))
            inet_ntop(AF_INET, &six->s6_addr[12], conn->address, sizeof conn->address);
        else
            inet_ntop(AF_INET6, six, conn->address, sizeof conn->address);
    } else {
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)from)->sin_addr,
                  conn->address, sizeof conn->address);
    }
    conn_phase(conn, PHASE_HEAD, 0);
    atomic_fetch_add(&s->connections, 1);
    pthread_mutex_lock(&s->lock);
    conn->next = s->conns;
    if (s->conns)
        s->conns->before = conn;
    s->conns = conn;
    pthread_mutex_unlock(&s->lock);
}

static void conn_close(HttpServer *s, void **context)
{
    Conn *conn = *context;
    if (!conn)
        return;
    pthread_mutex_lock(&s->lock);
    if (conn->before)
        conn->before->next = conn->next;
    else
        s->conns = conn->next;
    if (conn->next)
        conn->next->before = conn->before;
    pthread_mutex_unlock(&s->lock);
    atomic_fetch_sub(&s->connections, 1);
    free(conn);
    *context = NULL;
}

static void on_connection(void *server, struct MHD_Connection *m, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        conn_open(server, m, context);
    else
        conn_close(server, context);
}

/* While draining, new connections are closed at once. */
static enum MHD_Result on_accept(void *server, const struct sockaddr *from, socklen_t n)
{
    HttpServer *s = server;
    (void)from, (void)n;
    return atomic_load_explicit(&s->draining, memory_order_relaxed) ? MHD_NO : MHD_YES;
}

/* ---- the watch over slow clients: the library only sees that some byte came ---- */

static int64_t allowed_ms(const HttpServer *s, int phase, int64_t progress)
{
    int64_t start = (int64_t)s->options.request_seconds * 1000;
    int64_t idle = (int64_t)s->options.idle_seconds * 1000;
    switch (phase) {
    case PHASE_IDLE: return idle + start;
    case PHASE_HEAD: return start;
    case PHASE_BODY:
    case PHASE_ANSWER: return start + progress * 1000 / LEAST_RATE;
    default: return INT64_MAX;
    }
}

/* The library can miss that a client has closed its side in the middle of a request, when that came
 * together with bytes. Closing ours for reading makes it look again. */
static void wake_ended(Conn *conn)
{
    char byte;
    if (recv(conn->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
        shutdown(conn->fd, SHUT_RD);
}

static void watch(void *server)
{
    HttpServer *s = server;
    int64_t now = clock_mono_ns() / 1000000;
    pthread_mutex_lock(&s->lock);
    for (Conn *conn = s->conns; conn; conn = conn->next) {
        int phase = atomic_load_explicit(&conn->phase, memory_order_relaxed);
        int64_t since = atomic_load_explicit(&conn->since_ms, memory_order_relaxed);
        int64_t progress = atomic_load_explicit(&conn->progress, memory_order_relaxed);
        if (phase == PHASE_HEAD || phase == PHASE_BODY)
            wake_ended(conn);
        if (now - since <= allowed_ms(s, phase, progress))
            continue;
        /* The descriptor is open as long as the connection is in the list. */
        shutdown(conn->fd, SHUT_RDWR);
        atomic_store_explicit(&conn->phase, PHASE_WORK, memory_order_relaxed);
        atomic_fetch_add(&s->dropped_slow, 1);
    }
    pthread_mutex_unlock(&s->lock);
}

/* ---- start ---- */

static bool fail_listen(Ctx *c, const HttpServerOptions *o, int error)
{
    if (error == EADDRINUSE)
        return fail(c, BUSY, "port",
                    "port %d of %s is in use: stop what listens there, or choose another port",
                    o->port, o->address);
    if (error == EACCES)
        return fail(c, FORBIDDEN, "port", "port %d may not be listened on: choose one above 1023",
                    o->port);
    return fail(c, INVALID, "address", "cannot listen on %s port %d: %s", o->address, o->port,
                strerror(error));
}

static void free_addresses(struct addrinfo **list)
{
    if (*list)
        freeaddrinfo(*list);
}

static int listen_on(Ctx *c, const HttpServerOptions *o)
{
    char port[16];
    snprintf(port, sizeof port, "%d", o->port);
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICHOST };
    struct addrinfo *a CLEAN(free_addresses) = NULL;
    int bad = getaddrinfo(o->address, port, &hints, &a);
    if (bad || o->port < 0 || o->port > 65535) {
        fail(c, INVALID, "address",
             "'%s' port %d is no address to listen on: give an IPv4 or IPv6 address", o->address,
             o->port);
        return -1;
    }
    int on = 1, off = 0;
    int fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        fail_listen(c, o, errno);
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (a->ai_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (bind(fd, a->ai_addr, a->ai_addrlen) || listen(fd, BACKLOG)) {
        fail_listen(c, o, errno);
        close(fd);
        return -1;
    }
    return fd;
}

static int port_of(int fd)
{
    struct sockaddr_storage at = { 0 };
    socklen_t n = sizeof at;
    if (getsockname(fd, (struct sockaddr *)&at, &n))
        return 0;
    // NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): getsockname() has filled it
    return ntohs(at.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)(void *)&at)->sin6_port
                                          : ((struct sockaddr_in *)(void *)&at)->sin_port);
}

static void keep_options(HttpServer *s, const HttpServerOptions *o)
{
    HttpServerOptions *own = &s->options;
    *own = *o;
    if (!own->address)
        own->address = "127.0.0.1";
    if (!own->threads) {
        long cores = sysconf(_SC_NPROCESSORS_ONLN);
        own->threads = cores < 1 ? 1 : cores > MOST_THREADS ? MOST_THREADS : (int)cores;
    }
    if (!own->max_connections)
        own->max_connections = DEFAULT_CONNECTIONS;
    if (!own->idle_seconds)
        own->idle_seconds = DEFAULT_IDLE_SECONDS;
    if (!own->request_seconds)
        own->request_seconds = DEFAULT_REQUEST_SECONDS;
    if (!own->connection_bytes)
        own->connection_bytes = DEFAULT_CONNECTION_BYTES;
    s->upload_folder = strdup(o->upload_folder ? o->upload_folder : "/tmp");
}

/* The library decodes nothing: paths and queries are read by those who use them. */
static size_t as_sent(void *nothing, struct MHD_Connection *m, char *text)
{
    (void)nothing, (void)m;
    return strlen(text);
}

__attribute__((format(printf, 2, 0))) static void library_says(void *nothing, const char *fmt,
                                                               va_list args)
{
    (void)nothing;
    char line[512];
    int n = vsnprintf(line, sizeof line, fmt, args);
    if (n > 0)
        log_line(LOG_DEBUG, "http.library", LOG_TEXT("said", str_trim(str_of(line))));
}

static struct MHD_Daemon *start_daemon(HttpServer *s, int fd)
{
    const HttpServerOptions *o = &s->options;
    struct MHD_OptionItem more[] = {
        { MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)library_says, NULL },
        { MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)as_sent, NULL },
        { MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)request_first_line, s },
        { MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)request_completed, s },
        { MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)on_connection, s },
        { MHD_OPTION_LISTEN_SOCKET, fd, NULL },
        { MHD_OPTION_CONNECTION_LIMIT, o->max_connections, NULL },
        { MHD_OPTION_CONNECTION_TIMEOUT, o->idle_seconds, NULL },
        { MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)o->connection_bytes, NULL },
        { MHD_OPTION_PER_IP_CONNECTION_LIMIT, o->max_per_address, NULL },
        { o->threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, o->threads, NULL },
        { MHD_OPTION_END, 0, NULL },
    };
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_ALLOW_UPGRADE |
                     MHD_USE_ERROR_LOG;
    return MHD_start_daemon(flags, 0, on_accept, s, request_access, s, MHD_OPTION_ARRAY, more,
                            MHD_OPTION_END);
}

static void server_free(HttpServer *s)
{
    while (s->n_spare)
        arena_free(s->spare[--s->n_spare]);
    pthread_mutex_destroy(&s->lock);
    free(s->upload_folder);
    free(s);
}

HttpServer *http_server_start(Ctx *c, const HttpServerOptions *o)
{
    HttpServer *s = calloc(1, sizeof *s);
    if (!s) {
        fail(c, UNAVAILABLE, NULL, "no memory to start the server");
        return NULL;
    }
    pthread_mutex_init(&s->lock, NULL);
    keep_options(s, o);
    int fd = listen_on(c, &s->options);
    if (fd < 0) {
        server_free(s);
        return NULL;
    }
    s->port = port_of(fd);
    s->hub = pushhub_start(watch, s);
    s->daemon = s->hub ? start_daemon(s, fd) : NULL;
    if (s->daemon)
        return s;
    fail(c, UNAVAILABLE, NULL, "the server's threads cannot be started: %s", strerror(errno));
    close(fd);
    if (s->hub) {
        pushhub_stop(s->hub, 0);
        pushhub_free(s->hub);
    }
    server_free(s);
    return NULL;
}

int http_server_port(const HttpServer *s)
{
    return s->port;
}

/* ---- stop ---- */

static void wait_for(const _Atomic int64_t *figure, int64_t until_ms)
{
    while (atomic_load(figure) > 0 && clock_mono_ns() / 1000000 < until_ms)
        usleep(WAIT_STEP_US);
}

int http_server_stop(HttpServer *s, int drain_ms)
{
    atomic_store(&s->draining, true);
    wait_for(&s->in_flight, clock_mono_ns() / 1000000 + drain_ms);
    atomic_store(&s->giving_up, true);
    wait_for(&s->at_work, INT64_MAX);
    pushhub_stop(s->hub, drain_ms < CLOSE_GRACE_MS ? drain_ms : CLOSE_GRACE_MS);
    int cut = (int)atomic_load(&s->in_flight);
    MHD_stop_daemon(s->daemon);
    pushhub_free(s->hub);
    server_free(s);
    return cut;
}

HttpFigures http_figures(const HttpServer *s)
{
    return (HttpFigures){ .connections = atomic_load(&s->connections),
                          .in_flight = atomic_load(&s->in_flight),
                          .requests = atomic_load(&s->requests),
                          .push_clients = pushhub_clients(s->hub),
                          .dropped_slow = atomic_load(&s->dropped_slow) };
}
