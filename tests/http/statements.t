# Statements that are there already, their rows beside the file, transfers between own accounts.
== sign in
POST /api/v1/auth/register

{"email": "twice@example.org", "password": "violet tangent harbour", "currency": "EUR"}
-- 201

{"access_token": "{{access}}", "...": ""}

== two accounts
POST /api/v1/accounts
Authorization: Bearer {{access}}

{"name": "Giro", "account_type": "checking", "currency": "EUR", "iban": "DE89370400440532013000"}
-- 201

{"id": "{{giro}}", "...": ""}

== the other
POST /api/v1/accounts
Authorization: Bearer {{access}}

{"name": "Savings", "account_type": "savings", "currency": "EUR"}
-- 201

{"id": "{{savings}}", "...": ""}

@once
== a statement
POST /api/v1/transactions/import/csv
Authorization: Bearer {{access}}
Content-Type: text/csv

IBAN;DE89370400440532013000
Buchungstag;Verwendungszweck;Betrag;Saldo
02.01.2024;REWE SAGT DANKE;-45,50;954,50
03.01.2024;GEHALT ACME;2.000,00;2.954,50
14.01.2024;UMBUCHUNG;-300,00;2.654,50
-- 200

{"import_id": "{{first}}", "imported_count": 3, "...": ""}

== its file beside its rows
GET /api/v1/statements/files/{{first}}/comparison?limit=2
Authorization: Bearer {{access}}
-- 200

{"items": [{"position": 1, "raw": "02.01.2024 | REWE SAGT DANKE | -45,50 | 954,50", "row_id": null, "amount": "-45.50", "balance": "954.50", "confidence": 0.99, "needs_review": false, "difference": [], "findings": [], "parts": [{"field": "date", "from": 0, "length": 10, "confidence": 0.99}, "..."], "...": ""}, {"transaction_id": "{{salary}}", "...": ""}], "next_cursor": "2", "total": 3}

== the last page
GET /api/v1/statements/files/{{first}}/comparison?limit=2&cursor=2
Authorization: Bearer {{access}}
-- 200

{"items": [{"position": 3, "transaction_id": "{{moved}}", "...": ""}], "next_cursor": null, "total": 3}

== what was changed since differs
PATCH /api/v1/transactions/{{salary}}
Authorization: Bearer {{access}}

{"description": "Salary"}
-- 200

{"description": "Salary", "...": ""}

== and is shown
GET /api/v1/statements/files/{{first}}/comparison?limit=1&cursor=1
Authorization: Bearer {{access}}
-- 200

{"items": [{"difference": ["description"], "needs_review": true, "...": ""}], "...": ""}

== a cursor of another list is none
GET /api/v1/statements/files/{{first}}/comparison?cursor=abc
Authorization: Bearer {{access}}
-- 422

{"errors": [{"pointer": "?cursor", "...": ""}], "...": ""}

== rows of a completed import are not corrected
PATCH /api/v1/imports/{{first}}/rows/dup_00000000000000000000000001
Authorization: Bearer {{access}}

{"amount": "-1.00"}
-- 404

{"title": "Not found", "...": ""}

== nothing was merged in it
POST /api/v1/statements/files/{{first}}/unmerge
Authorization: Bearer {{access}}
-- 409

{"detail": "Nothing was decided about another statement; undo the import instead", "...": ""}

== and there is nothing to merge
POST /api/v1/statements/files/{{first}}/merge
Authorization: Bearer {{access}}

{"action": "merge"}
-- 409

{"...": ""}

== only three ways
POST /api/v1/statements/files/{{first}}/merge
Authorization: Bearer {{access}}

{"action": "burn"}
-- 422

{"errors": [{"pointer": "/action", "detail": "*"}], "...": ""}

@once
== the same statement, otherwise written
POST /api/v1/transactions/import/csv
Authorization: Bearer {{access}}
Content-Type: text/csv

IBAN;DE89370400440532013000
Buchungstag;Verwendungszweck;Betrag;Saldo
02.01.2024;REWE SAGT DANKE;-45,50;954,50
03.01.2024;GEHALT ACME;2.000,00;2.954,50
14.01.2024;UMBUCHUNG;-300,00;2.654,50
-- 200

{"import_id": "{{second}}", "imported_count": 0, "duplicate_count": 3, "errors": []}

== it knows the other
GET /api/v1/imports/{{second}}
Authorization: Bearer {{access}}
-- 200

{"duplicate_of_id": "{{first}}", "duplicate_score": 1, "duplicate_state": "merged", "delimiter": ";", "encoding": "UTF-8", "type_confidence": 0.97, "...": ""}

@once
== taken apart, it waits again
POST /api/v1/statements/files/{{second}}/unmerge
Authorization: Bearer {{access}}
-- 200

{"import": {"status": "pending", "duplicate_state": "open", "...": ""}, "restored": 0, "not_restored_count": 0, "not_restored": []}

@once
== the other side of the transfer
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{savings}}", "date": "2024-01-15", "amount": "300.00", "description": "Eingang"}
-- 201

{"id": "{{other}}", "...": ""}

== money cannot come in twice
POST /api/v1/transactions/{{salary}}/pair
Authorization: Bearer {{access}}

{"transaction_id": "{{other}}"}
-- 422

{"errors": [{"pointer": "/transaction_id", "detail": "Money must leave by one of them and come in by the other"}], "...": ""}

== they are one transfer
POST /api/v1/transactions/{{moved}}/pair
Authorization: Bearer {{access}}

{"transaction_id": "{{other}}"}
-- 200

{"id": "{{moved}}", "is_transfer": true, "transfer_pair_id": "{{other}}", "transaction_type": "transfer", "...": ""}

== a side of a transfer stays one
PATCH /api/v1/transactions/{{other}}
Authorization: Bearer {{access}}

{"is_transfer": false}
-- 422

{"errors": [{"pointer": "/is_transfer", "detail": "*"}], "...": ""}

== it is listed
GET /api/v1/transfers?state=paired
Authorization: Bearer {{access}}
-- 200

{"items": [{"id": "{{transfer}}", "out_id": "{{moved}}", "in_id": "{{other}}", "by_hand": true, "score": 1, "...": ""}], "total": 1, "...": ""}

== and taken apart
DELETE /api/v1/transactions/{{other}}/pair
Authorization: Bearer {{access}}
-- 204

== both are as before
GET /api/v1/transactions/{{moved}}
Authorization: Bearer {{access}}
-- 200

{"is_transfer": false, "transfer_pair_id": null, "transaction_type": "expense", "...": ""}

== refused now
GET /api/v1/transfers/{{transfer}}
Authorization: Bearer {{access}}
-- 200

{"state": "refused", "...": ""}

== a template for what it does to rows
POST /api/v1/import-templates
Authorization: Bearer {{access}}

{"name": "Card", "column_mappings": [{"column": 0, "role": "date", "format": "%d/%m/%Y"}, {"column": 2, "role": "amount"}], "data_transformations": {"invert_sign": true, "skip_first_rows": 1}}
-- 201

{"data_transformations": {"invert_sign": true, "skip_first_rows": 1}, "...": ""}

== what it cannot do is said
POST /api/v1/import-templates
Authorization: Bearer {{access}}

{"name": "Card 2", "column_mappings": [{"column": 0, "role": "date"}, {"column": 2, "role": "amount"}], "data_transformations": {"swap_day_month": true}}
-- 422

{"errors": [{"pointer": "/data_transformations/swap_day_month", "detail": "*"}], "...": ""}
