/* Untrusted bytes are read by a process that can do nothing else.
 *
 * The parent starts its own program again as `parse-child`, with the file as standard input and a
 * pipe as standard output. Before it reads the file the child gives up everything: other
 * descriptors, new privileges, the file system (Landlock), all system calls but a few (seccomp),
 * and all but a budget of memory and processor time. All that it does before is to look for a few
 * marks in the bytes (is it a PDF?) and to open the libraries that such a file needs: what looks is
 * some lines of ours without memory of their own, and a child that reads a CSV stays small. What it
 * sends back (wire.h) is untrusted too. A crash, a loop or a bomb in there is a failure of that one
 * file, in words.
 *
 * A program that uses this room begins its main() with
 *     if (sandbox_is_child(argc, argv)) return sandbox_child(&sandbox_reader); */
#ifndef FLORIN_SANDBOX_SANDBOX_H
#define FLORIN_SANDBOX_SANDBOX_H

#include "parse/parse.h"

/* As statement_stream() on the file behind fd, from its beginning; fd stays the caller's. A pipe is
 * first copied into memory. Failures: what the reader says; TOO_LARGE when it needs more memory
 * than its budget, HOSTILE when it takes too long or tries what it may not, UNREADABLE when it
 * crashes; BUSY when no process could be started. o->passed and o->longer are ignored. */
bool sandbox_stream(Ctx *c, int fd, const ParseOptions *o, const StatementSink *sink);

/* The same, everything collected on c->mem: for small files and previews. */
bool sandbox_parse(Ctx *c, int fd, const ParseOptions *o, StatementSet *out);

/* statement_cells() in the sandbox. cut: only the first so many bytes of the
 * file, or a thousand rows of each sheet where it is no text; 0: all. */
bool sandbox_cells(Ctx *c, int fd, const ParseOptions *o, int64_t cut, CellSet *out);

/* pages_of_file() in the sandbox: the words of a PDF or a picture with their places. */
bool sandbox_pages(Ctx *c, int fd, const ParseOptions *o, PageSet *out);

/* --- the child's side --- */

/* What reads the file in there; tests give their own. */
typedef struct {
    /* Opens what these bytes need before the door closes; may be NULL. */
    void (*prepare)(Str bytes, const ParseOptions *o, ParseNeeds *needs);
    bool (*stream)(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);
    bool (*cells)(Ctx *c, Str bytes, const ParseOptions *o, CellSet *out);
    bool (*pages)(Ctx *c, Str bytes, const ParseOptions *o, PageSet *out); /* may be NULL */
} SandboxReader;

/* statement_parse_prepare, statement_stream, statement_cells, pages_of_file. */
extern const SandboxReader sandbox_reader;

/* Whether this process was started to be the child. */
bool sandbox_is_child(int argc, char **argv);

/* The child's whole life; the value is its exit status. */
int sandbox_child(const SandboxReader *reader);

#endif
