== a password must be long
POST /api/v1/auth/register

{"email": "ada@example.org", "password": "short", "first_name": "Ada"}
-- 422
Content-Type: application/problem+json; charset=utf-8

{"type": "*", "title": "*", "status": 422, "code": "invalid", "detail": "*", "instance": "*",
 "errors": [{"pointer": "/password", "detail": "*"}]}

== all errors at once
POST /api/v1/auth/register

{"email": "not an address", "password": "aaaaaaaaaaaaaaaaaaaaa"}
-- 422

{"errors": [{"pointer": "/email", "detail": "*"}, {"pointer": "/password", "detail": "*"}], "...": ""}

== a common password is refused
POST /api/v1/auth/register

{"email": "ada@example.org", "password": "CorrectHorseBatteryStaple"}
-- 422

{"errors": [{"pointer": "/password", "detail": "*tried first*"}], "...": ""}

== so is one that is the address
POST /api/v1/auth/register

{"email": "ada.lovelace@example.org", "password": "ada.lovelace@example.org1"}
-- 422

{"errors": [{"pointer": "/password", "detail": "*hardly more*"}], "...": ""}

== an unknown field is named
POST /api/v1/auth/register

{"email": "ada@example.org", "password": "violet tangent harbour", "is_active": true, "emial": "x"}
-- 422

{"errors": [{"pointer": "/is_active", "detail": "*"}, {"pointer": "/emial", "detail": "*"}], "...": ""}

== a body that is no JSON
POST /api/v1/auth/register

{"email": "ada@example.org",
-- 400

{"code": "malformed", "...": ""}

== a body of another type
POST /api/v1/auth/register
Content-Type: text/plain

email=ada
-- 415

{"code": "unsupported_type", "...": ""}

== register
POST /api/v1/auth/register

{"email": "Ada@Example.org", "password": "violet tangent harbour", "first_name": "Ada", "last_name": "Lovelace",
 "currency": "EUR", "locale": "de-DE"}
-- 201
Set-Cookie: florin_access=*; Path=/; Max-Age=900; HttpOnly; SameSite=Lax
Set-Cookie: florin_refresh=*; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax
Set-Cookie: florin_csrf={{csrf}}; Path=/; Max-Age=604800; SameSite=Lax
Cache-Control: no-store

{"user": {"id": "{{user}}", "email": "Ada@Example.org", "first_name": "Ada", "currency": "EUR", "is_active": true,
          "is_verified": false, "default_workspace_id": "{{workspace}}", "...": ""},
 "access_token": "{{access}}", "refresh_token": "{{refresh}}", "expires_in": 900}

== an address once, in whatever case
POST /api/v1/auth/register

{"email": "ADA@example.ORG", "password": "violet tangent harbour"}
-- 409

{"code": "conflict", "...": ""}

== me, by bearer
GET /api/v1/users/me
Authorization: Bearer {{access}}
-- 200
ETag: "{{etag}}"

{"id": "{{user}}", "email": "Ada@Example.org", "...": ""}

== not changed since
GET /api/users/me/
Authorization: Bearer {{access}}
If-None-Match: "{{etag}}"
-- 304

== me, by cookie
GET /api/v1/users/me
Cookie: florin_access={{access}}
-- 200

{"id": "{{user}}", "...": ""}

== a cookie alone changes nothing
PUT /api/v1/users/me
Cookie: florin_access={{access}}

{"first_name": "Eve"}
-- 403

{"code": "forbidden", "...": ""}

== nor with a wrong CSRF token
PUT /api/v1/users/me
Cookie: florin_access={{access}}
X-CSRF-Token: {{csrf}}x

{"first_name": "Eve"}
-- 403

== with the right one it does
PUT /api/v1/users/me
Cookie: florin_access={{access}}
X-CSRF-Token: {{csrf}}

{"email": "Ada@Example.org", "first_name": "Augusta Ada", "last_name": "Lovelace", "currency": "EUR", "timezone": "Europe/London"}
-- 200
ETag: "{{etag2}}"

{"first_name": "Augusta Ada", "timezone": "Europe/London", "...": ""}

@clock +31s
== a profile that names no workspace leaves the default one
GET /api/v1/accounts
Authorization: Bearer {{access}}
-- 200

{"items": [], "...": ""}

== If-Match guards
PUT /api/v1/users/me
Authorization: Bearer {{access}}
If-Match: "{{etag}}"

{"email": "Ada@Example.org", "first_name": "Late"}
-- 412

{"code": "stale", "...": ""}

== a default workspace of nobody
PUT /api/v1/users/me
Authorization: Bearer {{access}}

{"email": "Ada@Example.org", "default_workspace_id": "wsp_0000000000001"}
-- 422

{"errors": [{"pointer": "/default_workspace_id", "detail": "*"}], "...": ""}

== preferences are there from the first day
GET /api/v1/users/me/preferences
Authorization: Bearer {{access}}
-- 200

{"theme": "auto", "week_start": "monday", "low_confidence": "suggest", "...": ""}

== and change in part
PUT /api/v1/users/me/preferences
Authorization: Bearer {{access}}

{"theme": "dark"}
-- 200

{"theme": "dark", "week_start": "monday", "...": ""}

== forged: another session, the old signature
GET /api/v1/users/me
Authorization: Bearer fla_AQVN39b7QABlBU3f1vtAAAAAAAGh-d8LjQQ81n5cOn3UhGRLd04B_e4lzBvCGiRlzfjkaQAC2esY
-- 401
WWW-Authenticate: Bearer *

{"code": "unauthenticated", "...": ""}

== none: a token of JWT's kind without a signature
GET /api/v1/users/me
Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.
-- 401

== confused: a refresh token as an access token
GET /api/v1/users/me
Authorization: Bearer {{refresh}}
-- 401

== confused: an access token as a refresh token
POST /api/v1/auth/refresh

{"refresh_token": "{{access}}"}
-- 401

== another scheme
GET /api/v1/users/me
Authorization: Basic YWRhOmFkYQ==
-- 401

== nobody
GET /api/v1/users/me
-- 401

== a wrong password and a wrong address say the same
POST /api/v1/auth/login

{"email": "ada@example.org", "password": "violet tangent harbor"}
-- 401

{"detail": "The address or the password is wrong", "code": "unauthenticated", "...": ""}

== a wrong address
POST /api/v1/auth/login

{"email": "nobody@example.org", "password": "violet tangent harbour"}
-- 401

{"detail": "The address or the password is wrong", "code": "unauthenticated", "...": ""}

== log in
POST /api/v1/auth/login

{"email": "ada@example.org", "password": "violet tangent harbour"}
-- 200

{"user": {"id": "{{user}}", "...": ""}, "access_token": "{{access_b}}", "refresh_token": "{{refresh_b}}", "expires_in": 900}


@clock +901s

== the access token ends after 15 minutes
GET /api/v1/users/me
Authorization: Bearer {{access}}
-- 401

{"detail": "*expired*", "...": ""}

== refresh
POST /api/v1/auth/refresh

{"refresh_token": "{{refresh}}"}
-- 200

{"access_token": "{{access_2}}", "refresh_token": "{{refresh_2}}", "expires_in": 900, "user": "*"}

@clock +29s

== the same rotation within 30 seconds gets the same successor
POST /api/v1/auth/refresh

{"refresh_token": "{{refresh}}"}
-- 200

{"refresh_token": "{{refresh_2}}", "...": ""}

== the new access token is good
GET /api/v1/users/me
Authorization: Bearer {{access_2}}
-- 200

@clock +31s

@once

== a used refresh token ends the session
POST /api/v1/auth/refresh

{"refresh_token": "{{refresh}}"}
-- 401

{"detail": "*used before*", "...": ""}

== its access token with it
GET /api/v1/users/me
Authorization: Bearer {{access_2}}
-- 401

== and its successor
POST /api/v1/auth/refresh

{"refresh_token": "{{refresh_2}}"}
-- 401

== the other session stands
POST /api/v1/auth/refresh

{"refresh_token": "{{refresh_b}}"}
-- 200

{"access_token": "{{access_c}}", "refresh_token": "{{refresh_c}}", "...": ""}

== a refresh by cookie needs the CSRF token
POST /api/v1/auth/refresh
Cookie: florin_refresh={{refresh_c}}

{}
-- 401

== another password, with the wrong one of now
POST /api/v1/auth/change-password
Authorization: Bearer {{access_c}}

{"current_password": "violet tangent", "password": "amber lantern orchard"}
-- 422

{"errors": [{"pointer": "/current_password", "detail": "*"}], "...": ""}

== another password
POST /api/v1/auth/change-password
Authorization: Bearer {{access_c}}

{"current_password": "violet tangent harbour", "password": "amber lantern orchard"}
-- 204

== this session stands
GET /api/v1/users/me
Authorization: Bearer {{access_c}}
-- 200

== the old password is over
POST /api/v1/auth/login

{"email": "ada@example.org", "password": "violet tangent harbour"}
-- 401

== a reset is answered the same for anybody
POST /api/v1/auth/request-password-reset

{"email": "ada@example.org"}
-- 204

== also for nobody
POST /api/v1/auth/request-password-reset

{"email": "nobody@example.org"}
-- 204

== a reset with a token of nothing
POST /api/v1/auth/reset-password

{"token": "flo_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "password": "amber lantern orchard"}
-- 422

== confirmation with a token of nothing
POST /api/v1/auth/verify-email

{"token": "flo_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}
-- 422

== log out
POST /api/v1/auth/logout

{"refresh_token": "{{refresh_c}}"}
-- 204
Set-Cookie: florin_access=; *

== it is over
GET /api/v1/users/me
Authorization: Bearer {{access_c}}
-- 401

== log out without anything
POST /api/v1/auth/logout
-- 204
