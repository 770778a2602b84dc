@once

== register
POST /api/v1/auth/register

{"email": "ada@example.org", "password": "violet tangent harbour", "first_name": "Ada"}
-- 201

{"user": {"id": "{{ada}}", "default_workspace_id": "{{home}}", "...": ""}, "access_token": "{{ada_token}}", "...": ""}

@once

== another user
POST /api/v1/auth/register

{"email": "bob@example.org", "password": "violet tangent harbour", "first_name": "Bob"}
-- 201

{"user": {"id": "{{bob}}", "...": ""}, "access_token": "{{bob_token}}", "...": ""}

== one workspace to begin with
GET /api/v1/workspaces
Authorization: Bearer {{ada_token}}
-- 200

{"items": [{"id": "{{home}}", "name": "Ada", "role": "owner", "home_currency": "USD", "...": ""}], "total": 1,
 "next_cursor": null, "links": {"self": "/api/v1/workspaces", "next": null, "first": "/api/v1/workspaces"}}

@once

== make one
POST /api/v1/workspaces
Authorization: Bearer {{ada_token}}

{"name": "Household", "home_currency": "EUR", "country": "DE"}
-- 201
Location: /api/v1/workspaces/{{house}}

{"id": "{{house}}", "name": "Household", "home_currency": "EUR", "country": "DE", "role": "owner", "...": ""}

== a country that is none
POST /api/v1/workspaces
Authorization: Bearer {{ada_token}}

{"name": "Office", "country": "de", "home_currency": "XXY"}
-- 422

{"errors": [{"pointer": "/home_currency", "detail": "*"}], "...": ""}

== in small letters
POST /api/v1/workspaces
Authorization: Bearer {{ada_token}}

{"name": "Office", "country": "de"}
-- 422

{"errors": [{"pointer": "/country", "detail": "*"}], "...": ""}

== a time zone that is none
PUT /api/v1/users/me
Authorization: Bearer {{ada_token}}

{"email": "ada@example.org", "timezone": "<script>", "locale": "x"}
-- 422

{"errors": [{"pointer": "/locale", "detail": "*"}, {"pointer": "/timezone", "detail": "*"}], "...": ""}

== it has the system categories
GET /api/v1/categories?limit=1
Authorization: Bearer {{ada_token}}
X-Workspace-Id: {{house}}
-- 200

{"items": [{"is_system": true, "...": ""}], "...": ""}

== for somebody else it is not there
GET /api/v1/workspaces/{{house}}
Authorization: Bearer {{bob_token}}
-- 404

{"code": "not_found", "...": ""}

== nor by the header
GET /api/v1/accounts
Authorization: Bearer {{bob_token}}
X-Workspace-Id: {{house}}
-- 404

== a header that is no id
GET /api/v1/accounts
Authorization: Bearer {{bob_token}}
X-Workspace-Id: household
-- 400

== read with its ETag
GET /api/v1/workspaces/{{house}}
Authorization: Bearer {{ada_token}}
-- 200
ETag: "{{etag}}"

{"role": "owner", "...": ""}

== rename
PUT /api/v1/workspaces/{{house}}
Authorization: Bearer {{ada_token}}
If-Match: "{{etag}}"

{"name": "The house", "home_currency": "EUR", "country": "DE"}
-- 200

{"name": "The house", "...": ""}

== invite
POST /api/v1/workspaces/{{house}}/invitations
Authorization: Bearer {{ada_token}}

{"email": "bob@example.org", "role": "viewer"}
-- 201

{"id": "{{invitation}}", "email": "bob@example.org", "role": "viewer", "token": "{{token}}", "invited_by": "{{ada}}", "...": ""}

== the token is not shown again
GET /api/v1/workspaces/{{house}}/invitations
Authorization: Bearer {{ada_token}}
-- 200

{"items": [{"id": "{{invitation}}", "token": null, "...": ""}], "...": ""}

== a token of nothing
POST /api/v1/invitations/accept
Authorization: Bearer {{bob_token}}

{"token": "fli_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}
-- 404

== accept
POST /api/v1/invitations/accept
Authorization: Bearer {{bob_token}}

{"token": "{{token}}"}
-- 200

{"id": "{{house}}", "role": "viewer", "...": ""}

== once
POST /api/v1/invitations/accept
Authorization: Bearer {{bob_token}}

{"token": "{{token}}"}
-- 404

== a viewer reads
GET /api/v1/accounts
Authorization: Bearer {{bob_token}}
X-Workspace-Id: {{house}}
-- 200

{"items": [], "...": ""}

== and does not write
POST /api/v1/accounts
Authorization: Bearer {{bob_token}}
X-Workspace-Id: {{house}}

{"name": "Mine", "account_type": "cash", "currency": "EUR"}
-- 403

{"code": "forbidden", "...": ""}

== nor rename
PUT /api/v1/workspaces/{{house}}
Authorization: Bearer {{bob_token}}

{"name": "Bob's"}
-- 403

== members see each other
GET /api/v1/workspaces/{{house}}/members
Authorization: Bearer {{bob_token}}
-- 200

{"items": [{"id": "{{ada_member}}", "user_id": "{{ada}}", "role": "owner", "email": "ada@example.org", "...": ""},
           {"id": "{{bob_member}}", "user_id": "{{bob}}", "role": "viewer", "first_name": "Bob", "...": ""}], "total": 2, "...": ""}

== search finds those who share a workspace
GET /api/v1/users/search?query=BO
Authorization: Bearer {{ada_token}}
-- 200

{"items": [{"id": "{{bob}}", "email": "bob@example.org", "...": ""}], "...": ""}

== but nothing by a wildcard
GET /api/v1/users/search?query=%25%25
Authorization: Bearer {{ada_token}}
-- 200

{"items": [], "...": ""}

== a search needs two characters
GET /api/v1/users/search?query=b
Authorization: Bearer {{ada_token}}
-- 422

{"errors": [{"pointer": "?query", "detail": "*"}], "...": ""}

== a member may become one who writes
PUT /api/v1/workspaces/{{house}}/members/{{bob_member}}
Authorization: Bearer {{ada_token}}

{"role": "member"}
-- 200

{"role": "member", "...": ""}

== at once
POST /api/v1/accounts
Authorization: Bearer {{bob_token}}
X-Workspace-Id: {{house}}

{"name": "Cash", "account_type": "cash", "currency": "EUR"}
-- 201

{"id": "{{account}}", "...": ""}

== the last owner stays
DELETE /api/v1/workspaces/{{house}}/members/{{ada_member}}
Authorization: Bearer {{ada_token}}
-- 409

{"code": "conflict", "...": ""}

== and remains owner
PUT /api/v1/workspaces/{{house}}/members/{{ada_member}}
Authorization: Bearer {{ada_token}}

{"role": "admin"}
-- 409

== a workspace with accounts stays
DELETE /api/v1/workspaces/{{house}}
Authorization: Bearer {{ada_token}}
-- 409

{"detail": "*1 accounts*", "...": ""}

== without them it goes
DELETE /api/v1/accounts/{{account}}
Authorization: Bearer {{ada_token}}
X-Workspace-Id: {{house}}
-- 204

== what was done is in the audit, newest first
GET /api/v1/audit?limit=2
Authorization: Bearer {{ada_token}}
X-Workspace-Id: {{house}}
-- 200

{"items": [{"seq": 6, "user_id": "{{ada}}", "action": "delete_accounts_id", "resource": "account", "resource_id": "{{account}}", "...": ""},
           {"seq": 5, "user_id": "{{bob}}", "action": "post_accounts", "resource_id": "{{account}}", "...": ""}], "...": ""}

== for admins
GET /api/v1/audit
Authorization: Bearer {{bob_token}}
X-Workspace-Id: {{house}}
-- 403

== a member leaves
DELETE /api/v1/workspaces/{{house}}/members/{{bob_member}}
Authorization: Bearer {{bob_token}}
-- 204

== and is out at once
GET /api/v1/accounts
Authorization: Bearer {{bob_token}}
X-Workspace-Id: {{house}}
-- 404

== the empty one goes
DELETE /api/v1/workspaces/{{house}}
Authorization: Bearer {{ada_token}}
-- 204

== it is gone
GET /api/v1/workspaces/{{house}}
Authorization: Bearer {{ada_token}}
-- 404

== a token to read with
POST /api/v1/auth/tokens
Authorization: Bearer {{ada_token}}

{"name": "reports", "scopes": ["read"], "expires_on": "2026-11-20"}
-- 201

{"id": "{{tok}}", "name": "reports", "scopes": ["read"], "expires_on": "2026-11-20", "prefix": "*", "token": "{{api_token}}", "...": ""}

== it reads
GET /api/v1/accounts
Authorization: Bearer {{api_token}}
-- 200

== it does not write
POST /api/v1/accounts
Authorization: Bearer {{api_token}}

{"name": "Cash", "account_type": "cash", "currency": "EUR"}
-- 403

{"detail": "*scope 'write'*", "...": ""}

== nor make tokens
GET /api/v1/auth/tokens
Authorization: Bearer {{api_token}}
-- 403

== a scope that is none
POST /api/v1/auth/tokens
Authorization: Bearer {{ada_token}}

{"name": "all", "scopes": ["read", "everything"]}
-- 422

{"errors": [{"pointer": "/scopes/1", "detail": "*"}], "...": ""}

== it is listed without its secret
GET /api/v1/auth/tokens
Authorization: Bearer {{ada_token}}
-- 200

{"items": [{"id": "{{tok}}", "token": null, "...": ""}], "total": 1, "...": ""}

== not for another
DELETE /api/v1/auth/tokens/{{tok}}
Authorization: Bearer {{bob_token}}
-- 404

== ended
DELETE /api/v1/auth/tokens/{{tok}}
Authorization: Bearer {{ada_token}}
-- 204

== at once
GET /api/v1/accounts
Authorization: Bearer {{api_token}}
-- 401

== a user who goes
DELETE /api/v1/users/me
Authorization: Bearer {{bob_token}}
-- 204

== is out
GET /api/v1/users/me
Authorization: Bearer {{bob_token}}
-- 401

== for good
POST /api/v1/auth/login

{"email": "bob@example.org", "password": "violet tangent harbour"}
-- 401
