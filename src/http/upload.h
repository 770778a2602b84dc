/* Uploads: files of a request's body, streamed into a folder while they arrive.
 *
 * Taken are multipart/form-data (RFC 7578), and a bare body of any other type but JSON and form
 * fields, as one file. The files have no name in the folder, so nothing is left behind whatever
 * happens. */
#ifndef FLORIN_HTTP_UPLOAD_H
#define FLORIN_HTTP_UPLOAD_H

#include "base/base.h"

typedef struct {
    Str field;        /* the form's name for it; "file" for a bare body */
    Str name;         /* as the client calls it, made safe by upload_name() */
    Str content_type; /* as the client says; none when unsaid */
    int64_t bytes;
    int fd; /* readable from its beginning; closed with the request. upload_take() to keep it */
} UploadFile;

typedef struct {
    Str name;
    Str value; /* valid UTF-8 */
} UploadField;

/* What came, in its order. */
typedef struct Upload {
    UploadFile *files;
    ptrdiff_t n_files;
    UploadField *fields;
    ptrdiff_t n_fields;
} Upload;

/* 0 takes the number in parentheses. */
typedef struct {
    int64_t max_file_bytes;  /* one file (LIMIT_UPLOAD_BYTES); a file of exactly that passes */
    int64_t max_total_bytes; /* the whole body (max_file_bytes and 1 MiB for the form; a bare body:
                                max_file_bytes) */
    ptrdiff_t max_files;     /* (LIMIT_UPLOAD_FILES) */
    ptrdiff_t max_fields;    /* (100) */
    int64_t max_field_bytes; /* one field (64 KiB) */
} UploadOptions;

/* A file's name that can be stored and shown: the last part of a path, valid UTF-8 without control
 * characters and without those that turn the direction of text or cannot be seen, so that "fdp.exe"
 * does not show as "exe.pdf"; at most 200 bytes, "upload" when nothing is left. */
Str upload_name(Arena *mem, Str given);

/* The value of the first field of that name; none when it is not there. */
Str upload_field(const Upload *u, Str name);

/* The descriptor, now the caller's to close. */
int upload_take(UploadFile *f);

#endif
