# Receipts and documents beside transactions.
== sign in
POST /api/v1/auth/register

{"email": "receipts@example.org", "password": "violet tangent harbour", "currency": "EUR"}
-- 201

{"access_token": "{{access}}", "...": ""}

== an account
POST /api/v1/accounts
Authorization: Bearer {{access}}

{"name": "Giro", "account_type": "checking", "currency": "EUR"}
-- 201

{"id": "{{account}}", "...": ""}

== a transaction
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{account}}", "date": "2024-11-06", "amount": "-7.60", "currency": "EUR", "description": "CAFE MORGENROT"}
-- 201

{"id": "{{transaction}}", "...": ""}

@once
== a document is taken
POST /api/v1/attachments
Authorization: Bearer {{access}}
Content-Type: application/pdf

%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
trailer<</Root 1 0 R>>
-- 201

{"id": "{{attachment}}", "content_type": "application/pdf", "receipt_status": "pending", "transaction_id": null, "...": ""}

== what is neither picture nor PDF is refused
POST /api/v1/attachments
Authorization: Bearer {{access}}
Content-Type: application/octet-stream

a plain text
-- 422

{"errors": [{"pointer": "/file", "detail": "'upload' is neither a picture (PNG, JPEG, TIFF) nor a PDF"}], "...": ""}

== it is in the list
GET /api/v1/attachments
Authorization: Bearer {{access}}
-- 200

{"items": [{"id": "{{attachment}}", "...": ""}], "total": 1, "...": ""}

== and among those that belong to no transaction yet
GET /api/v1/attachments?transaction_id=null
Authorization: Bearer {{access}}
-- 200

{"items": [{"id": "{{attachment}}", "transaction_id": null, "...": ""}], "total": 1, "...": ""}

== its bytes come back as they were, to be saved and not shown
GET /api/v1/attachments/{{attachment}}/content
Authorization: Bearer {{access}}
-- 200
Content-Type: application/pdf
Content-Disposition: attachment; filename="upload"; filename*=UTF-8''upload
X-Content-Type-Options: nosniff

== it is joined to a transaction
PATCH /api/v1/attachments/{{attachment}}
Authorization: Bearer {{access}}

{"transaction_id": "{{transaction}}", "note": "breakfast"}
-- 200

{"transaction_id": "{{transaction}}", "note": "breakfast", "suggested_transaction_id": null, "...": ""}

== and found by it
GET /api/v1/attachments?transaction_id={{transaction}}
Authorization: Bearer {{access}}
-- 200

{"items": [{"id": "{{attachment}}", "...": ""}], "total": 1, "...": ""}

== no longer among those without one
GET /api/v1/attachments?transaction_id=null
Authorization: Bearer {{access}}
-- 200

{"items": [], "total": 0, "...": ""}

== a transaction that is not there
PATCH /api/v1/attachments/{{attachment}}
Authorization: Bearer {{access}}

{"transaction_id": "txn_0000000000001"}
-- 422

{"errors": [{"pointer": "/transaction_id", "...": ""}], "...": ""}

== what was read is not written by clients
PATCH /api/v1/attachments/{{attachment}}
Authorization: Bearer {{access}}

{"receipt_total": "5.00"}
-- 422

{"errors": [{"pointer": "/receipt_total", "...": ""}], "...": ""}

== it is read once more
POST /api/v1/attachments/{{attachment}}/read
Authorization: Bearer {{access}}
-- 202

{"receipt_status": "pending", "...": ""}

== the transaction may go; the document stays
DELETE /api/v1/transactions/{{transaction}}
Authorization: Bearer {{access}}
-- 204

== parted from it
GET /api/v1/attachments/{{attachment}}
Authorization: Bearer {{access}}
-- 200

{"transaction_id": null, "note": "breakfast", "...": ""}

== removed
DELETE /api/v1/attachments/{{attachment}}
Authorization: Bearer {{access}}
-- 204

== and gone
GET /api/v1/attachments/{{attachment}}/content
Authorization: Bearer {{access}}
-- 404

{"title": "Not found", "...": ""}
