/* Zip files that hold statements of any format. */
#include "parse/zip.h"

#include "format/archive.h"
#include "parse/detect.h"
#include "text/utf8.h"

enum { MEMBER_ARENA_BYTES = 2 * LIMIT_MEMBER_BYTES, NOTE_BYTES_MAX = 600 };

/* What is said of a member once all are read. */
typedef struct Note {
    struct Note *next;
    FindingLevel level;
    Str text;
} Note;

typedef struct {
    Ctx *c;
    const ParseOptions *options;
    const StatementSink *sink;
    Str member;
    int32_t password;
    bool open;      /* a statement has begun and not ended */
    Statement head; /* of that one */
    bool waiting;   /* a statement's end is held back: notes may follow */
    Statement last; /* that one */
    Note *notes, *last_note;
    FailCode code; /* of the first member that could not be read; and its words */
    Str detail;
    ptrdiff_t files, read;
} Zip;

static void note(Zip *z, FindingLevel level, const char *fmt, Str name, Str detail)
{
    Note *n = NEW(z->c->mem, Note);
    Buf b = buf_new(z->c->mem, NOTE_BYTES_MAX);
    buf_fmt(&b, "\"%.*s\" in the archive %s", STR_ARG(text_shown(name)), fmt);
    buf_add(&b, str_part(detail, 0, NOTE_BYTES_MAX - b.n));
    *n = (Note){ .level = level, .text = buf_str(&b) };
    if (z->last_note)
        z->last_note->next = n;
    else
        z->notes = n;
    z->last_note = n;
}

/* --- between the member's reader and the sink --- */

/* Hands on the end that is held back. */
static bool let_go(Zip *z)
{
    if (!z->waiting)
        return true;
    z->waiting = false;
    return !z->sink->end || z->sink->end(z->sink->state, &z->last);
}

/* The head on the unit's memory: the member's bytes, in which its texts may stand, do not stay. */
static Statement kept_head(Zip *z, const Statement *s)
{
    Statement copy = statement_head_copy(z->c->mem, s);
    copy.member = z->member;
    if (z->password) {
        copy.is_protected = true;
        copy.password = z->password;
    }
    return copy;
}

static bool zip_begin(void *state, const Statement *s)
{
    Zip *z = state;
    z->head = kept_head(z, s);
    z->open = true;
    return let_go(z) && (!z->sink->begin || z->sink->begin(z->sink->state, &z->head));
}

static bool zip_rows(void *state, const StatementRow *rows, ptrdiff_t n)
{
    Zip *z = state;
    z->head.n_rows += n;
    return !z->sink->rows || z->sink->rows(z->sink->state, rows, n);
}

static bool zip_end(void *state, const Statement *s)
{
    Zip *z = state;
    z->last = kept_head(z, s);
    z->open = false;
    z->waiting = true;
    return true;
}

/* A statement whose reader failed on the way ends with what was read and the reason. */
static void end_broken(Zip *z, Str why)
{
    if (!z->open)
        return;
    z->open = false;
    z->waiting = true;
    z->last = z->head;
    finding_add(z->c->mem, &z->last, (FindingAt){ FINDING_ERROR, 0, NULL, "get this file again" },
                "the rest of the file could not be read: %.*s", STR_ARG(why));
}

/* --- members --- */

/* Files that systems put into archives beside what people do. */
static bool is_junk(Str name)
{
    Str file = name;
    for (ptrdiff_t i = 0; i < name.n; i++)
        if (name.p[i] == '/')
            file = str_part(name, i + 1, name.n);
    return str_starts(name, S("__MACOSX/")) || str_starts(file, S("._")) ||
           str_eq(file, S(".DS_Store")) || str_eq_nocase(file, S("Thumbs.db")) ||
           str_eq_nocase(file, S("desktop.ini"));
}

static bool leads_out(Str name)
{
    return str_starts(name, S("/")) || str_starts(name, S("../")) ||
           str_find(name, S("/../"), 0) >= 0 ||
           (name.n > 2 && name.p[1] == ':' && name.p[2] == '/');
}

/* Whether the name is one of a statement's file: then nothing in it is worth a warning. */
static bool named_as_statement(Str name)
{
    static const Str endings[] = { S_INIT(".csv"), S_INIT(".tsv"), S_INIT(".xlsx"), S_INIT(".xls"),
                                   S_INIT(".ods"), S_INIT(".ofx"), S_INIT(".qfx"),  S_INIT(".qif"),
                                   S_INIT(".sta"), S_INIT(".940"), S_INIT(".942"),  S_INIT(".xml"),
                                   S_INIT(".pdf"), S_INIT(".bai"), S_INIT(".bai2") };
    for (ptrdiff_t i = 0; i < COUNT(endings); i++)
        if (name.n > endings[i].n &&
            str_eq_nocase(str_part(name, name.n - endings[i].n, name.n), endings[i]))
            return true;
    return false;
}

/* Keeps the reason why the member was not read and goes on without it. */
static void leave_member(Zip *z, Str name)
{
    Failure f = z->c->failure;
    Str why = str_copy(z->c->mem, f.detail);
    bool nothing = f.code == NO_TRANSACTIONS || f.code == UNSUPPORTED;
    FindingLevel level = !nothing                   ? FINDING_ERROR
                         : named_as_statement(name) ? FINDING_WARNING
                                                    : FINDING_INFO;
    fail_clear(z->c);
    if (!z->code || (nothing < (z->code == NO_TRANSACTIONS || z->code == UNSUPPORTED))) {
        z->code = f.code;
        z->detail = str_fmt(z->c->mem, "\"%.*s\" in the archive: %.*s", STR_ARG(text_shown(name)),
                            STR_ARG(why));
    }
    if (z->open)
        end_broken(z, why);
    else
        note(z, level, "was not read: ", name, why);
}

static bool read_member(Zip *z, Archive *a, ptrdiff_t i, const ParseOptions *o)
{
    Ctx *c = z->c;
    StatementSink sink = { z, zip_begin, zip_rows, zip_end };
    Arena *mem = arena_new("zip member", MEMBER_ARENA_BYTES);
    Str bytes;
    z->member = archive_entry(a, i)->name;
    z->files++;
    bool fine = archive_whole(c, mem, a, i, LIMIT_MEMBER_BYTES, &bytes, &z->password);
    if (fine && file_kind(bytes) == FILE_ZIP)
        fine = fail(c, UNSUPPORTED, NULL,
                    "it is an archive itself, and archives within archives are not opened");
    fine = fine && statement_stream(c, bytes, o, &sink);
    z->read += fine;
    bool stopped = !fine && !failed(c);
    if (!fine && failed(c))
        leave_member(z, z->member);
    arena_free(mem);
    return !stopped;
}

static bool read_members(Zip *z, Archive *a)
{
    ParseOptions o = *z->options;
    ptrdiff_t only = o.sheet.n ? archive_find(a, o.sheet) : -1;
    o.passed = NULL;
    if (only >= 0) {
        o.sheet = (Str){ 0 };
        return read_member(z, a, only, &o);
    }
    for (ptrdiff_t i = 0; i < archive_count(a); i++) {
        const ArchiveEntry *e = archive_entry(a, i);
        if (e->folder || !e->name.n)
            continue;
        if (is_junk(e->name)) {
            note(z, FINDING_INFO, "is no statement", e->name, (Str){ 0 });
            continue;
        }
        if (leads_out(e->name))
            note(z, FINDING_WARNING, "is named as if it lay in another folder", e->name,
                 (Str){ 0 });
        if (z->files == LIMIT_UPLOAD_FILES)
            return fail(z->c, TOO_LARGE, NULL,
                        "the archive holds more than %d files; give them in several archives",
                        LIMIT_UPLOAD_FILES);
        if (!read_member(z, a, i, &o))
            return false;
    }
    return true;
}

static bool finish(Zip *z)
{
    for (const Note *n = z->notes; n && z->waiting; n = n->next)
        finding_add(z->c->mem, &z->last, (FindingAt){ n->level, 0, NULL, NULL }, "%.*s",
                    STR_ARG(n->text));
    if (z->waiting)
        return let_go(z);
    if (z->code)
        return fail(z->c, z->code, NULL, "%.*s", STR_ARG(z->detail));
    return fail(z->c, NO_TRANSACTIONS, NULL, "the archive holds no file that could be a statement");
}

bool zip_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink)
{
    Zip z = { .c = c, .options = o, .sink = sink };
    Archive *a = archive_open(c, bytes, o);
    bool fine = a && read_members(&z, a);
    archive_close(a);
    return fine && finish(&z);
}
