/* The dispatcher. Private to api/. */
#ifndef FLORIN_API_DISPATCH_H
#define FLORIN_API_DISPATCH_H

#include "api/api.h"
#include "http/http.h"

HttpHandler dispatch_handler(Api *api);

#endif
