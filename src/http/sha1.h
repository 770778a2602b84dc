/* SHA-1 (RFC 3174), which the WebSocket handshake asks for; it guards nothing. Private to http/. */
#ifndef FLORIN_HTTP_SHA1_H
#define FLORIN_HTTP_SHA1_H

#include "base/base.h"

enum { SHA1_BYTES = 20 };

void sha1(Str text, unsigned char out[SHA1_BYTES]);

#endif
