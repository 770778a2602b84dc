# Statements' files and saved passwords: listed, sent back as they came, dropped; a file is read again.
== sign in
POST /api/v1/auth/register

{"email": "files@example.org", "password": "violet tangent harbour", "currency": "EUR"}
-- 201

{"access_token": "{{access}}", "...": ""}

== an account
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
Date;Description;Amount
2024-01-02;Bakery;-4.50
2024-01-03;Salary;2000.00
-- 200

{"import_id": "{{import}}", "imported_count": 2, "...": ""}

== it is listed
GET /api/v1/statements/files?account_id={{account}}&file_type=csv&status=completed
Authorization: Bearer {{access}}
-- 200

{"items": [{"id": "{{import}}", "file_type": "csv", "file_size": 101, "account_id": "{{account}}", "period": {"from": "2024-01-02", "to": "2024-01-03"}, "total_rows": 2, "is_file_kept": true, "is_password_protected": false, "duplicate_of_id": null, "...": ""}], "total": 1, "...": ""}

== the import says how it went
GET /api/v1/imports/{{import}}
Authorization: Bearer {{access}}
-- 200

{"attempts": 1, "is_file_kept": true, "password_id": null, "encoding": "*", "sheet": null, "pages": null, "...": ""}

== the bytes, as they came
GET /api/v1/statements/files/{{import}}/content
Authorization: Bearer {{access}}
-- 200
Content-Type: application/octet-stream
Content-Disposition: attachment; filename="upload"; filename*=UTF-8''upload
X-Content-Type-Options: nosniff
Content-Length: 101

== what is no import has no bytes
GET /api/v1/statements/files/imp_0000000000000/content
Authorization: Bearer {{access}}
-- 404

{"...": ""}

== a completed import is not read again
POST /api/v1/imports/{{import}}/retry
Authorization: Bearer {{access}}
-- 409

{"title": "In conflict with what is stored", "...": ""}

== the file is dropped
DELETE /api/v1/statements/files/{{import}}
Authorization: Bearer {{access}}
-- 204

== the rows stay, the bytes go
GET /api/v1/statements/files?is_file_kept=false
Authorization: Bearer {{access}}
-- 200

{"items": [{"id": "{{import}}", "is_file_kept": false, "total_rows": 2, "...": ""}], "...": ""}

== there is nothing to send
GET /api/v1/statements/files/{{import}}/content
Authorization: Bearer {{access}}
-- 410

{"title": "No longer there", "...": ""}

== dropped is dropped
DELETE /api/v1/statements/files/{{import}}
Authorization: Bearer {{access}}
-- 204

@once
== what cannot be read fails in words
POST /api/v1/transactions/import/csv
Authorization: Bearer {{access}}
Content-Type: text/csv

hello
-- 200

{"import_id": "{{failed}}", "imported_count": 0, "...": ""}

== its log says where
GET /api/v1/imports/{{failed}}/log
Authorization: Bearer {{access}}
-- 200

{"items": [{"stage": "decrypt", "status": "completed", "...": ""}, {"stage": "extract", "status": "failed", "details": "*", "...": ""}], "total": 2, "...": ""}

== it may be read again
POST /api/v1/imports/{{failed}}/retry
Authorization: Bearer {{access}}

{"password": "correct horse", "save_password": "Giro", "sheet": "Table 1"}
-- 202

{"id": "{{failed}}", "status": "pending", "error_code": null, "...": ""}

== a label without a password says nothing
POST /api/v1/imports/{{failed}}/retry
Authorization: Bearer {{access}}

{"save_password": "Giro"}
-- 409

{"...": ""}

== a password is saved
POST /api/v1/statements/passwords
Authorization: Bearer {{access}}

{"label": "Visa statements", "account_id": "{{account}}", "value": "hunter2 and more"}
-- 201
Location: /api/v1/statements/passwords/{{password}}

{"id": "{{password}}", "label": "Visa statements", "account_id": "{{account}}", "times_used": 0, "last_used_at": null, "created_at": "*", "updated_at": "*"}

== its value is not shown
GET /api/v1/statements/passwords/{{password}}
Authorization: Bearer {{access}}
-- 200

{"id": "{{password}}", "label": "Visa statements", "account_id": "{{account}}", "times_used": 0, "last_used_at": null, "created_at": "*", "updated_at": "*"}

== a label is given once
POST /api/v1/statements/passwords
Authorization: Bearer {{access}}

{"label": "Visa statements", "value": "other"}
-- 409

{"title": "In conflict with what is stored", "...": ""}

== what is wrong is said
POST /api/v1/statements/passwords
Authorization: Bearer {{access}}

{"label": "", "account_id": "acc_0000000000001", "value": ""}
-- 422

{"errors": [{"pointer": "/label", "detail": "*"}, {"pointer": "/value", "detail": "*"}, "..."], "...": ""}

== they are listed
GET /api/v1/statements/passwords?account_id={{account}}
Authorization: Bearer {{access}}
-- 200

{"items": [{"id": "{{password}}", "label": "Visa statements", "...": ""}], "total": 1, "...": ""}

== and forgotten
DELETE /api/v1/statements/passwords/{{password}}
Authorization: Bearer {{access}}
-- 204

== there are none
GET /api/v1/statements/passwords
Authorization: Bearer {{access}}
-- 200

{"items": [], "total": 0, "...": ""}
