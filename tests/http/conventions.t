@once

== register
POST /api/v1/auth/register

{"email": "ada@example.org", "password": "violet tangent harbour"}
-- 201

{"access_token": "{{token}}", "...": ""}

== nothing there
GET /api/v1/nothing
-- 404
Content-Type: application/problem+json; charset=utf-8

{"code": "not_found", "...": ""}

== another method
DELETE /api/v1/accounts
Authorization: Bearer {{token}}
-- 405
Allow: GET, HEAD, POST, OPTIONS

== what a path takes
OPTIONS /api/v1/accounts
-- 204
Allow: GET, HEAD, POST, OPTIONS
Access-Control-Allow-Origin: -

== HEAD is GET without its body
HEAD /api/v1/accounts
Authorization: Bearer {{token}}
-- 200
Content-Type: application/json; charset=utf-8

== the request's number is kept
GET /api/v1/accounts
Authorization: Bearer {{token}}
X-Request-Id: abc-123
-- 200
X-Request-Id: abc-123

== but not when it is none
GET /api/v1/nothing
X-Request-Id: a b
-- 404
X-Request-Id: {{other}}

{"instance": "{{other}}", "...": ""}

== or the trace it belongs to
GET /api/v1/nothing
traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
-- 404
X-Request-Id: 4bf92f3577b34da6a3ce929d0e0e4736

== a trace that is none
GET /api/v1/nothing
traceparent: 00-4bf92f3577b34da6a3ce929d0e0e473G-00f067aa0ba902b7-01
-- 404
X-Request-Id: {{no_trace}}

== security headers
GET /api/v1/accounts
Authorization: Bearer {{token}}
-- 200
X-Content-Type-Options: nosniff
Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
Referrer-Policy: no-referrer
Cache-Control: no-store

== made once
POST /api/v1/accounts
Authorization: Bearer {{token}}
Idempotency-Key: one

{"name": "Checking", "account_type": "checking", "currency": "EUR"}
-- 201
Location: /api/v1/accounts/{{account}}
ETag: "{{etag}}"
Idempotency-Replayed: -

{"id": "{{account}}", "name": "Checking", "...": ""}

== sent again it is the same answer
POST /api/v1/accounts
Authorization: Bearer {{token}}
Idempotency-Key: one

{"name": "Checking", "account_type": "checking", "currency": "EUR"}
-- 201
Location: /api/v1/accounts/{{account}}
ETag: "{{etag}}"
Idempotency-Replayed: true

{"id": "{{account}}", "name": "Checking", "...": ""}

@restart

== by another server as well
POST /api/v1/accounts
Authorization: Bearer {{token}}
Idempotency-Key: one

{"name": "Checking", "account_type": "checking", "currency": "EUR"}
-- 201
Idempotency-Replayed: true

{"id": "{{account}}", "...": ""}

== with another body it is refused
POST /api/v1/accounts
Authorization: Bearer {{token}}
Idempotency-Key: one

{"name": "Savings", "account_type": "savings", "currency": "EUR"}
-- 422

{"code": "idempotency_key_reused", "...": ""}

== what failed changed nothing and may be sent again
POST /api/v1/accounts
Authorization: Bearer {{token}}
Idempotency-Key: two

{"name": "", "account_type": "savings", "currency": "EUR"}
-- 422

== with the same key
POST /api/v1/accounts
Authorization: Bearer {{token}}
Idempotency-Key: two

{"name": "Savings", "account_type": "savings", "currency": "EUR"}
-- 201

== a key that is too long
POST /api/v1/accounts
Authorization: Bearer {{token}}
Idempotency-Key: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

{"name": "More", "account_type": "savings", "currency": "EUR"}
-- 400

== those who are not signed in share their keys
POST /api/v1/auth/logout
Cookie: florin_refresh=flr_one
Idempotency-Key: everybody
-- 204

== so a key of another browser is not taken for done
POST /api/v1/auth/logout
Cookie: florin_refresh=flr_two
Idempotency-Key: everybody
-- 422
Content-Type: application/problem+json; charset=utf-8

== a key that is no text
POST /api/v1/accounts
Authorization: Bearer {{token}}
Idempotency-Key: café

{"name": "More", "account_type": "savings", "currency": "EUR"}
-- 400

== one account
GET /api/accounts/{{account}}/
Authorization: Bearer {{token}}
-- 200
ETag: "{{etag}}"

== not changed
GET /api/v1/accounts/{{account}}
Authorization: Bearer {{token}}
If-None-Match: W/"{{etag}}", "other"
-- 304
ETag: "{{etag}}"

== a stale change
PATCH /api/v1/accounts/{{account}}
Authorization: Bearer {{token}}
If-Match: "12345"

{"name": "Giro"}
-- 412

{"code": "stale", "...": ""}

== a change in part
PATCH /api/v1/accounts/{{account}}
Authorization: Bearer {{token}}
If-Match: "{{etag}}"

{"name": "Giro"}
-- 200
ETag: "{{etag_2}}"

{"name": "Giro", "account_type": "checking", "...": ""}

== an id of another kind
GET /api/v1/accounts/cat_0000000000001
Authorization: Bearer {{token}}
-- 404

{"detail": "*is not the id of one of the accounts*", "...": ""}

== an id that is none
GET /api/v1/accounts/1
Authorization: Bearer {{token}}
-- 404

== pages
GET /api/v1/accounts?limit=1&sort=name
Authorization: Bearer {{token}}
-- 200

{"items": [{"name": "Giro", "...": ""}], "next_cursor": "{{cursor}}", "total": 2,
 "links": {"self": "/api/v1/accounts?limit=1&sort=name", "next": "*cursor=*", "first": "/api/v1/accounts?limit=1&sort=name"}}

== the next one
GET /api/v1/accounts?limit=1&sort=name&cursor={{cursor}}
Authorization: Bearer {{token}}
-- 200

{"items": [{"name": "Savings", "...": ""}], "next_cursor": null, "...": ""}

== a cursor of another order
GET /api/v1/accounts?limit=1&sort=-name&cursor={{cursor}}
Authorization: Bearer {{token}}
-- 422

{"errors": [{"pointer": "?cursor", "detail": "*"}], "...": ""}

== an unknown filter
GET /api/v1/accounts?colour=red
Authorization: Bearer {{token}}
-- 422

{"errors": [{"pointer": "?colour", "detail": "*"}], "...": ""}

== a body where none is taken
DELETE /api/v1/accounts/{{account}}
Authorization: Bearer {{token}}

{"really": true}
-- 400

== nothing but an object does no harm
DELETE /api/v1/accounts/{{account}}
Authorization: Bearer {{token}}

{}
-- 204

== invalid UTF-8
POST /api/v1/auth/login

{"email": "aï¿½da@example.org", "password": "x"}
-- 401

== an unfinished escape in the path
GET /api/v1/accounts/%2
-- 400

== health
GET /health
-- 200

{"status": "ok", "version": "*", "demo": false, "database": "ok"}

== also below the api
GET /api/v1/health-check
-- 200

{"status": "ok", "...": ""}

== lives
GET /health/live
-- 200

{"status": "ok", "version": "*", "demo": false}

== health takes only GET
POST /health
-- 405
Allow: GET, HEAD

== the document
GET /api/v1/openapi.json
-- 200
ETag: "{{document}}"

{"openapi": "3.1.0", "...": ""}

== is not sent twice
GET /openapi.json
If-None-Match: "{{document}}"
-- 304

== the documentation
GET /docs
-- 200
Content-Type: text/html; charset=utf-8
Content-Security-Policy: default-src 'none'; style-src 'self'; frame-ancestors 'none'

<!doctype html>*

== figures, from this machine
GET /metrics
-- 200
Content-Type: text/plain; version=0.0.4; charset=utf-8

*florin_requests_total{operation="get_accounts",status="2xx"} *

== a ticket for the live stream
POST /api/v1/ws/tickets
Authorization: Bearer {{token}}
-- 201

{"ticket": "*", "expires_in": 30}

== without one it does not open
GET /api/v1/ws/connect?ticket=flo_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
Upgrade: websocket
Connection: Upgrade
Sec-WebSocket-Version: 13
Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
-- 401
