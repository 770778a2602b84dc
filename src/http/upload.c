/* Uploads into files without names. */
#include "http/upload.h"

#include "http/multipart.h"
#include "http/upload_sink.h"
#include "text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MOST_FIELDS = 100,
    FIELD_BYTES = 64 * 1024,
    FORM_BYTES = 1 << 20, /* boundaries, names and fields around the files */
    NAME_BYTES = 200,
    FIRST_FILES = 4,
};

struct UploadSink {
    Arena *mem;
    UploadOptions options;
    const char *folder;
    Multipart *form; /* NULL: a bare body */
    SinkState state;
    Str detail;
    Upload upload;
    ptrdiff_t files_room, fields_room;
    bool in_file;
    Buf value; /* of the field that is coming */
    bool done;
};

static bool sink_fails(UploadSink *s, SinkState state, Str detail)
{
    if (s->state == SINK_OK) {
        s->state = state;
        s->detail = detail;
    }
    return false;
}

/* Control characters, marks and overrides of direction, separators, what has no width. */
static bool unsafe(int32_t p)
{
    return p < ' ' || (p >= 0x7f && p < 0xa0) || p == 0xad || p == 0x61c ||
           (p >= 0x200b && p <= 0x200f) || (p >= 0x2028 && p <= 0x202e) ||
           (p >= 0x2060 && p <= 0x206f) || p == 0xfeff || (p >= 0xfff0 && p <= 0xfffb) ||
           (p >= 0xe0000 && p <= 0xe007f);
}

Str upload_name(Arena *mem, Str given)
{
    Str name = given;
    for (ptrdiff_t i = 0; i < given.n; i++)
        if (given.p[i] == '/' || given.p[i] == '\\')
            name = str_part(given, i + 1, given.n);
    name = utf8_repair(mem, name);
    Buf b = buf_new(mem, name.n + 1);
    for (ptrdiff_t i = 0; i < name.n;) {
        int32_t p = utf8_next(name, &i);
        if (!unsafe(p))
            buf_utf8(&b, p);
    }
    name = str_trim(buf_str(&b));
    if (name.n > NAME_BYTES) {
        ptrdiff_t end = NAME_BYTES;
        while (end > 0 && ((unsigned char)name.p[end] & 0xC0) == 0x80)
            end--;
        name = str_part(name, 0, end);
    }
    bool dots = str_eq(name, S(".")) || str_eq(name, S(".."));
    return name.n && !dots ? name : S("upload");
}

/* A file that has no name from its birth, or loses it at once. */
static int open_nameless(Arena *mem, const char *folder)
{
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
        return fd;
    char *path = str_c(mem, str_fmt(mem, "%s/florin-upload-XXXXXX", folder));
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

static bool add_file(UploadSink *s, const PartHead *head)
{
    Upload *u = &s->upload;
    if (u->n_files == s->options.max_files)
        return sink_fails(
            s, SINK_TOO_LARGE,
            str_fmt(s->mem, "more than %td files in one upload", s->options.max_files));
    if (u->n_files == s->files_room) {
        ptrdiff_t room = s->files_room ? s->files_room * 2 : FIRST_FILES;
        u->files = arena_grow(s->mem, u->files, (size_t)s->files_room * sizeof *u->files,
                              (size_t)room * sizeof *u->files);
        s->files_room = room;
    }
    int fd = open_nameless(s->mem, s->folder);
    if (fd < 0) {
        log_line(LOG_ERROR, "http.upload_folder", LOG_TEXT("folder", str_of(s->folder)),
                 LOG_TEXT("error", str_of(strerror(errno))));
        return sink_fails(s, SINK_DISK, S("the server has no place to store the upload"));
    }
    u->files[u->n_files++] = (UploadFile){ .field = head->name,
                                           .name = upload_name(s->mem, head->filename),
                                           .content_type = head->content_type,
                                           .fd = fd };
    s->in_file = true;
    return true;
}

static bool add_field(UploadSink *s, const PartHead *head)
{
    Upload *u = &s->upload;
    if (u->n_fields == s->options.max_fields)
        return sink_fails(
            s, SINK_TOO_LARGE,
            str_fmt(s->mem, "more than %td fields in one form", s->options.max_fields));
    if (u->n_fields == s->fields_room) {
        ptrdiff_t room = s->fields_room ? s->fields_room * 2 : FIRST_FILES;
        u->fields = arena_grow(s->mem, u->fields, (size_t)s->fields_room * sizeof *u->fields,
                               (size_t)room * sizeof *u->fields);
        s->fields_room = room;
    }
    u->fields[u->n_fields++] = (UploadField){ .name = head->name };
    s->value = buf_new(s->mem, s->options.max_field_bytes);
    s->in_file = false;
    return true;
}

static bool on_part(void *sink, const PartHead *head)
{
    UploadSink *s = sink;
    if (!utf8_valid(head->name))
        return sink_fails(s, SINK_BROKEN, S("the name of a field is not UTF-8"));
    return head->filename.p ? add_file(s, head) : add_field(s, head);
}

static bool write_all(UploadSink *s, int fd, Str bytes)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, (size_t)bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            log_line(LOG_ERROR, "http.upload_write", LOG_TEXT("error", str_of(strerror(errno))));
            return sink_fails(
                s, SINK_DISK,
                S("the upload could not be stored: the server's disk is full or broken"));
        }
        bytes = str_part(bytes, n, bytes.n);
    }
    return true;
}

static bool on_data(void *sink, Str bytes)
{
    UploadSink *s = sink;
    if (!s->in_file) {
        buf_add(&s->value, bytes);
        return !s->value.full ||
               sink_fails(s, SINK_TOO_LARGE,
                          str_fmt(s->mem, "field '%.*s' has more than %lld bytes",
                                  STR_ARG(s->upload.fields[s->upload.n_fields - 1].name),
                                  (long long)s->options.max_field_bytes));
    }
    UploadFile *f = &s->upload.files[s->upload.n_files - 1];
    if (f->bytes + bytes.n > s->options.max_file_bytes)
        return sink_fails(s, SINK_TOO_LARGE,
                          str_fmt(s->mem, "'%.*s' has more than %lld bytes", STR_ARG(f->name),
                                  (long long)s->options.max_file_bytes));
    f->bytes += bytes.n;
    return write_all(s, f->fd, bytes);
}

static bool on_end(void *sink)
{
    UploadSink *s = sink;
    if (s->in_file)
        return true;
    UploadField *f = &s->upload.fields[s->upload.n_fields - 1];
    f->value = buf_str(&s->value);
    return utf8_valid(f->value) ||
           sink_fails(s, SINK_BROKEN,
                      str_fmt(s->mem, "field '%.*s' is not UTF-8", STR_ARG(f->name)));
}

static void defaults(UploadOptions *o)
{
    if (!o->max_file_bytes)
        o->max_file_bytes = LIMIT_UPLOAD_BYTES;
    if (!o->max_total_bytes)
        o->max_total_bytes = o->max_file_bytes + FORM_BYTES;
    if (!o->max_files)
        o->max_files = LIMIT_UPLOAD_FILES;
    if (!o->max_fields)
        o->max_fields = MOST_FIELDS;
    if (!o->max_field_bytes)
        o->max_field_bytes = FIELD_BYTES;
}

static bool is_type(Str content_type, Str type)
{
    Str rest = content_type;
    return str_eq_nocase(str_trim(str_cut(&rest, ';')), type);
}

UploadSink *sink_new(Arena *mem, const UploadOptions *o, Str content_type, const char *folder)
{
    UploadSink *s = NEW(mem, UploadSink);
    s->mem = mem;
    s->options = *o;
    s->folder = folder;
    defaults(&s->options);
    if (is_type(content_type, S("multipart/form-data"))) {
        Str boundary = multipart_boundary(mem, content_type);
        if (boundary.p)
            s->form = multipart_new(mem, boundary, &(PartEvents){ on_part, on_data, on_end, s });
        else
            sink_fails(s, SINK_BROKEN, S("the Content-Type names no proper boundary"));
        return s;
    }
    s->options.max_total_bytes = s->options.max_file_bytes;
    if (!content_type.n || is_type(content_type, S("application/json")) ||
        is_type(content_type, S("application/x-www-form-urlencoded")) ||
        str_starts(content_type, S("multipart/")))
        sink_fails(s, SINK_TYPE,
                   S("send files as multipart/form-data, or one file with its own Content-Type"));
    else
        add_file(s, &(PartHead){ .name = S("file"), .content_type = content_type });
    return s;
}

int64_t sink_max_total(const UploadSink *s)
{
    return s->options.max_total_bytes;
}

SinkState sink_feed(UploadSink *s, Str bytes)
{
    if (s->state != SINK_OK)
        return s->state;
    if (!s->form)
        on_data(s, bytes);
    else if (multipart_feed(s->form, bytes) == MULTIPART_BROKEN)
        sink_fails(s, SINK_BROKEN, multipart_detail(s->form));
    return s->state;
}

/* Browsers send a file without name and bytes for a file input that was left empty. */
static void drop_empty(UploadSink *s)
{
    Upload *u = &s->upload;
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < u->n_files; i++) {
        if (s->form && !u->files[i].bytes && str_eq(u->files[i].name, S("upload")))
            close(u->files[i].fd);
        else
            u->files[kept++] = u->files[i];
    }
    u->n_files = kept;
}

SinkState sink_end(UploadSink *s)
{
    if (s->state == SINK_OK && s->form && multipart_end(s->form) == MULTIPART_BROKEN)
        sink_fails(s, SINK_BROKEN, multipart_detail(s->form));
    if (s->state != SINK_OK)
        return s->state;
    drop_empty(s);
    for (ptrdiff_t i = 0; i < s->upload.n_files; i++)
        lseek(s->upload.files[i].fd, 0, SEEK_SET);
    return s->state;
}

Str sink_detail(const UploadSink *s)
{
    return s->detail;
}

SinkState sink_state(const UploadSink *s)
{
    return s->state;
}

Upload *sink_upload(UploadSink *s)
{
    return &s->upload;
}

void sink_done(UploadSink *s)
{
    if (!s || s->done)
        return;
    s->done = true;
    for (ptrdiff_t i = 0; i < s->upload.n_files; i++)
        if (s->upload.files[i].fd >= 0)
            close(s->upload.files[i].fd);
}

Str upload_field(const Upload *u, Str name)
{
    for (ptrdiff_t i = 0; i < u->n_fields; i++)
        if (str_eq(u->fields[i].name, name))
            return u->fields[i].value;
    return (Str){ 0 };
}

int upload_take(UploadFile *f)
{
    int fd = f->fd;
    f->fd = -1;
    return fd;
}
