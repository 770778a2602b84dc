/* AWS Signature Version 4 of a request to an S3 service, in the header or in the query (presigned).
 * Source: "Authenticating Requests (AWS Signature Version 4)" in the Amazon S3 API reference; its
 * examples are the tests. */
#ifndef FLORIN_BLOB_SIGN_H
#define FLORIN_BLOB_SIGN_H

#include "base/base.h"

typedef struct {
    Str name, value;
} SignPair;

typedef struct {
    Str method, host;      /* host with the port where it is not the scheme's own */
    Str path;              /* as it is, not encoded: "/bucket/a b.csv" */
    const SignPair *query; /* not encoded, in any order */
    ptrdiff_t n_query;
    const SignPair *headers; /* signed besides host, x-amz-date and x-amz-content-sha256 */
    ptrdiff_t n_headers;
    Str body_hash; /* hexadecimal SHA-256 of the body, or UNSIGNED-PAYLOAD */
    Str region, access_key, secret_key;
    int64_t now_ms;
} SignRequest;

typedef struct {
    Str date;          /* of x-amz-date */
    Str authorization; /* the header; with sign_url the query is signed instead */
    Str signature;
} Signature;

Signature sign_request(Arena *mem, const SignRequest *r);

/* Path and query with a signature in it that is good for so many seconds. */
Str sign_url(Arena *mem, const SignRequest *r, int64_t expires_s, Signature *out);

/* Path and query as they are sent: each segment encoded once, the query sorted. */
Str sign_target(Arena *mem, Str path, const SignPair *query, ptrdiff_t n);

#endif
