/* The addresses of the test server. */
#include "site.h"

#include "text/percent.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

enum { SMALL = 10, LARGE = 1 << 20, BIG_BYTES = 100000, PIECES = 300, WORK_US = 20000 };

static void text(HttpRequest *r, int status, Str body)
{
    http_answer(r, &(HttpAnswer){ .status = status,
                                  .content_type = S("text/plain; charset=utf-8"),
                                  .body = body });
}

static void begin(HttpRequest *r, void *arg)
{
    Site *s = arg;
    atomic_fetch_add(&s->begun, 1);
    if (str_eq(r->path, S("/refuse")))
        text(r, 401, S("no"));
    else if (str_eq(r->path, S("/small")))
        http_gather(r, SMALL);
    else if (str_eq(r->path, S("/echo")) || str_eq(r->path, S("/later")))
        http_gather(r, LARGE);
    else if (str_eq(r->path, S("/upload")))
        http_upload(r, &(UploadOptions){ 0 });
    else if (str_eq(r->path, S("/upload-tiny")))
        http_upload(r, &(UploadOptions){ .max_file_bytes = 100,
                                         .max_total_bytes = 100000,
                                         .max_files = 2,
                                         .max_fields = 2,
                                         .max_field_bytes = 20 });
}

static void *work(void *request)
{
    HttpRequest *r = request;
    Site *s = r->user;
    QueryString query = { 0 };
    int64_t ms = 0;
    query_parse(r->mem, r->query, 10, &query);
    str_int(query_find(&query, S("ms")), &ms);
    if (ms)
        usleep((useconds_t)ms * 1000);
    else
        usleep(WORK_US);
    if (http_gone(r))
        atomic_store(&s->saw_gone, true);
    Str answer = str_fmt(r->mem, "later:%.*s", STR_ARG(r->body));
    text(r, 200, answer);
    atomic_fetch_sub(&s->workers, 1);
    return NULL;
}

static void later(Site *s, HttpRequest *r)
{
    pthread_t t;
    r->user = s;
    atomic_fetch_add(&s->workers, 1);
    http_later(r);
    pthread_create(&t, NULL, work, r);
    pthread_detach(t);
}

typedef struct {
    int left;
    bool breaks;
} Pieces;

static bool next_piece(HttpRequest *r, void *arg, Str *piece)
{
    Pieces *p = arg;
    if (p->breaks && p->left < PIECES / 2)
        return false;
    *piece = p->left-- > 0
                 ? str_fmt(r->mem, "{\"row\": %d, \"text\": \"some more text of the stream\"}\n",
                           p->left)
                 : S("");
    return true;
}

static void stream(HttpRequest *r, bool breaks)
{
    Pieces *p = NEW(r->mem, Pieces);
    p->left = PIECES;
    p->breaks = breaks;
    http_answer(r, &(HttpAnswer){ .status = 200,
                                  .content_type = S("application/json"),
                                  .more = next_piece,
                                  .arg = p });
}

static void big(HttpRequest *r)
{
    Buf b = buf_new(r->mem, BIG_BYTES * 2);
    while (b.n < BIG_BYTES)
        buf_add(&b, S("{\"name\": \"Coffee\", \"amount\": \"-3.50\"}, "));
    http_answer(r, &(HttpAnswer){
                       .status = 200, .content_type = S("application/json"), .body = buf_str(&b) });
}

static void uploaded(HttpRequest *r)
{
    Buf b = buf_new(r->mem, 1 << 20);
    for (ptrdiff_t i = 0; r->upload && i < r->upload->n_fields; i++)
        buf_fmt(&b, "%.*s=%.*s\n", STR_ARG(r->upload->fields[i].name),
                STR_ARG(r->upload->fields[i].value));
    for (ptrdiff_t i = 0; r->upload && i < r->upload->n_files; i++) {
        UploadFile *f = &r->upload->files[i];
        char piece[65536];
        uint64_t sum = 0;
        int64_t read_bytes = 0;
        for (ssize_t n; (n = read(f->fd, piece, sizeof piece)) > 0; read_bytes += n)
            for (ssize_t k = 0; k < n; k++)
                sum = sum * 31 + (unsigned char)piece[k];
        buf_fmt(&b, "%.*s|%.*s|%.*s|%lld|%lld|%llx\n", STR_ARG(f->field), STR_ARG(f->name),
                STR_ARG(f->content_type), (long long)f->bytes, (long long)read_bytes,
                (unsigned long long)sum);
    }
    text(r, 200, buf_str(&b));
}

static void opened(PushId id, void *arg)
{
    Site *s = arg;
    atomic_store(&s->last_push, id);
    atomic_fetch_add(&s->opened, 1);
}

static void message(PushId id, Str said, void *arg)
{
    Site *s = arg;
    atomic_fetch_add(&s->messages, 1);
    if (str_eq(said, S("close me")))
        push_close(s->server, id, 4401, S("as you wish"));
    else
        push_send(s->server, &id, 1, &(PushMessage){ .text = said });
}

static void closed(PushId id, void *arg)
{
    Site *s = arg;
    (void)id;
    atomic_fetch_add(&s->closed, 1);
}

static const PushHandler pushes = { opened, message, closed };

static const int statuses[] = { [HTTP_BODY_TOO_LARGE] = 413,
                                [HTTP_BODY_BROKEN] = 400,
                                [HTTP_BODY_TYPE] = 415,
                                [HTTP_BODY_DISK] = 503 };

static void ready(HttpRequest *r, void *arg)
{
    Site *s = arg;
    atomic_fetch_add(&s->readied, 1);
    HttpHeader bad[] = { { S("X-Evil"), S("a\r\nSet-Cookie: b") }, { S("X-Good"), S("fine") } };
    if (r->body_state > HTTP_BODY_COMPLETE)
        text(r, statuses[r->body_state], r->body_detail);
    else if (str_eq(r->path, S("/hello")))
        text(r, 200, S("hello\n"));
    else if (str_eq(r->path, S("/echo")) || str_eq(r->path, S("/small")))
        text(r, 200, r->body);
    else if (str_eq(r->path, S("/later")))
        later(s, r);
    else if (str_eq(r->path, S("/stream")) || str_eq(r->path, S("/broken-stream")))
        stream(r, str_starts(r->path, S("/broken")));
    else if (str_eq(r->path, S("/big")))
        big(r);
    else if (str_starts(r->path, S("/upload")))
        uploaded(r);
    else if (str_eq(r->path, S("/ws")))
        ws_accept(r, &pushes, s, (Str){ 0 });
    else if (str_eq(r->path, S("/events")))
        sse_accept(r, &pushes, s);
    else if (str_eq(r->path, S("/cookie")))
        text(r, 200, http_cookie(r, S("session")));
    else if (str_eq(r->path, S("/headers")))
        http_answer(r, &(HttpAnswer){ .status = 204, .headers = bad, .n_headers = 2 });
    else if (str_eq(r->path, S("/who")))
        text(r, 200,
             str_fmt(r->mem, "%.*s %.*s?%.*s from %.*s", STR_ARG(r->method), STR_ARG(r->path),
                     STR_ARG(r->query), STR_ARG(r->address)));
    else if (str_eq(r->path, S("/nothing")))
        return;
    else if (!s->page || !http_static_answer(s->page, r))
        text(r, 404, S("not here"));
}

static void done(HttpRequest *r, const HttpOutcome *o, void *arg)
{
    Site *s = arg;
    (void)r;
    atomic_fetch_add(&s->done, 1);
    atomic_fetch_add(&s->cut, o->cut);
}

void site_start(Ctx *c, Site *s)
{
    s->options.handler = (HttpHandler){ begin, ready, done, s };
    s->server = http_server_start(c, &s->options);
    s->port = s->server ? http_server_port(s->server) : 0;
}

int site_stop(Site *s, int drain_ms)
{
    int cut = http_server_stop(s->server, drain_ms);
    site_wait(&s->workers, 0);
    http_static_free(s->page);
    return cut;
}

bool site_wait(const _Atomic int *figure, int value)
{
    for (int i = 0; i < 5000 && atomic_load(figure) != value; i++)
        usleep(1000);
    return atomic_load(figure) == value;
}
