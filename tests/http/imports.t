# Files: in one go, looked at, undone; the account is found by its number.
== sign in
POST /api/v1/auth/register

{"email": "import@example.org", "password": "violet tangent harbour", "currency": "EUR"}
-- 201

{"access_token": "{{access}}", "...": ""}

== an account with a number
POST /api/v1/accounts
Authorization: Bearer {{access}}

{"name": "Giro", "account_type": "checking", "currency": "EUR", "iban": "DE89370400440532013000"}
-- 201

{"id": "{{account}}", "...": ""}

@once
== a file in one go
POST /api/v1/transactions/import/csv
Authorization: Bearer {{access}}
Content-Type: text/csv

IBAN;DE89370400440532013000
Buchungstag;Verwendungszweck;Betrag;Saldo
02.01.2024;REWE SAGT DANKE;-45,50;954,50
03.01.2024;GEHALT ACME;2.000,00;2.954,50
14.01.2024;STARBUCKS;-3,50;2.951,00
14.01.2024;STARBUCKS;-3,50;2.947,50
-- 200

{"import_id": "{{import}}", "imported_count": 4, "duplicate_count": 0, "errors": []}

== the import
GET /api/v1/imports/{{import}}
Authorization: Bearer {{access}}
-- 200

{"status": "completed", "account_id": "{{account}}", "reconciled": true, "successful_imports": 4, "progress": 100, "period": {"from": "2024-01-02", "to": "2024-01-14"}, "...": ""}

== its log
GET /api/v1/imports/{{import}}/log
Authorization: Bearer {{access}}
-- 200

{"items": [{"stage": "decrypt", "status": "completed", "details": "*", "...": ""}, {"stage": "extract", "details": "csv", "...": ""}, {"stage": "parse", "details": "4 rows read, 0 that cannot be booked", "...": ""}, {"stage": "deduplicate", "...": ""}, {"stage": "create", "...": ""}, {"stage": "complete", "details": "4 new transactions", "...": ""}], "total": 6, "...": ""}

== how it was read
GET /api/v1/imports/{{import}}/preview
Authorization: Bearer {{access}}
-- 200

{"format": "csv", "columns": ["Buchungstag", "Verwendungszweck", "Betrag", "Saldo"], "rows": [], "...": ""}

== the account has its balance
GET /api/v1/accounts/{{account}}
Authorization: Bearer {{access}}
-- 200

{"balance": "2947.50", "opening_balance": "1000.00", "...": ""}

@once
== the same again is nothing new
POST /api/v1/transactions/import/csv
Authorization: Bearer {{access}}
Content-Type: text/csv

IBAN;DE89370400440532013000
Buchungstag;Verwendungszweck;Betrag;Saldo
02.01.2024;REWE SAGT DANKE;-45,50;954,50
03.01.2024;GEHALT ACME;2.000,00;2.954,50
14.01.2024;STARBUCKS;-3,50;2.951,00
14.01.2024;STARBUCKS;-3,50;2.947,50
-- 200

{"import_id": "{{second}}", "imported_count": 0, "duplicate_count": 4, "errors": []}

== each is shown with its reason
GET /api/v1/imports/{{second}}/duplicates?limit=1
Authorization: Bearer {{access}}
-- 200

{"items": [{"id": "{{duplicate}}", "reason": "The same row was imported before", "state": "merged", "match_score": 1, "...": ""}], "total": 4, "...": ""}

== and can be overruled
POST /api/v1/imports/{{second}}/duplicates/{{duplicate}}/resolve
Authorization: Bearer {{access}}

{"action": "keep_both"}
-- 200

{"state": "kept_both", "...": ""}

== five rows now
GET /api/v1/transactions?limit=1
Authorization: Bearer {{access}}
-- 200

{"total": 5, "...": ""}

== what is decided is decided
POST /api/v1/imports/{{second}}/duplicates/{{duplicate}}/resolve
Authorization: Bearer {{access}}

{"action": "delete_old"}
-- 409

{"title": "In conflict with what is stored", "...": ""}

== a completed import is not confirmed
POST /api/v1/imports/{{import}}/confirm
Authorization: Bearer {{access}}
-- 409

{"title": "In conflict with what is stored", "...": ""}

== undo
POST /api/v1/imports/{{import}}/undo
Authorization: Bearer {{access}}
-- 200

{"status": "undone", "...": ""}

== what the second file states stays: the row that was kept beside, and those that were the same
GET /api/v1/transactions?sort=date
Authorization: Bearer {{access}}
-- 200

{"items": [{"description": "REWE SAGT DANKE", "import_id": "{{second}}", "...": ""}, {"description": "GEHALT ACME", "import_id": "{{second}}", "...": ""}, {"description": "STARBUCKS", "import_id": "{{second}}", "...": ""}, {"description": "STARBUCKS", "import_id": "{{second}}", "...": ""}], "total": 4, "...": ""}

@once
== what is no statement is refused in words
POST /api/v1/transactions/import/csv
Authorization: Bearer {{access}}
Content-Type: text/csv

hello
-- 200

{"imported_count": 0, "errors": [{"line": 0, "message": "*"}], "...": ""}

== an upload wants a file
POST /api/v1/imports
Authorization: Bearer {{access}}
-- 422

{"errors": [{"pointer": "/file", "detail": "*"}], "...": ""}

== a template
POST /api/v1/import-templates
Authorization: Bearer {{access}}

{"name": "My bank", "column_mappings": [{"column": 0, "role": "date", "format": "%d.%m.%Y"}, {"column": 2, "role": "amount"}]}
-- 201

{"id": "{{template}}", "file_type": "csv", "times_used": 0, "...": ""}

== it is listed
GET /api/v1/import-templates
Authorization: Bearer {{access}}
-- 200

{"items": [{"id": "{{template}}", "...": ""}], "total": 1, "...": ""}
