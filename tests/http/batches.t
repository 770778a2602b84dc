# Transactions sent by programs.
== sign in
POST /api/v1/auth/register

{"email": "batch@example.org", "password": "violet tangent harbour", "currency": "USD"}
-- 201

{"access_token": "{{access}}", "...": ""}

== an account
POST /api/v1/accounts
Authorization: Bearer {{access}}

{"name": "Checking", "account_type": "checking", "currency": "USD"}
-- 201

{"id": "{{account}}", "...": ""}

== a batch
POST /api/integrations/transactions/
Authorization: Bearer {{access}}

{"external_id": "day-1", "account_id": "{{account}}", "transactions": [
 {"external_id": "a", "date": "2024-05-01", "amount": "-9.99", "description": "PIZZA HUT DOWNTOWN"},
 {"external_id": "b", "date": "2024-05-02", "amount": 100, "description": "Payroll", "merchant": "ACME"},
 {"external_id": "a", "date": "2024-05-01", "amount": "-9.99", "description": "PIZZA HUT DOWNTOWN"}]}
-- 202
Location: /api/v1/integrations/batches/{{batch}}

{"batch_id": "{{batch}}", "status": "pending", "accepted": 2, "duplicates": 1}

== how it stands
GET /api/integrations/batches/{{batch}}
Authorization: Bearer {{access}}
-- 200

{"id": "{{batch}}", "external_id": "day-1", "accepted": 2, "failed": 0, "...": ""}

== sent again it is the same batch
POST /api/v1/integrations/transactions
Authorization: Bearer {{access}}

{"external_id": "day-1", "account_id": "{{account}}", "transactions": []}
-- 202

{"batch_id": "{{batch}}", "accepted": 2, "...": ""}

== the same rows in another batch
POST /api/v1/integrations/transactions
Authorization: Bearer {{access}}

[{"account_id": "{{account}}", "external_id": "a", "date": "2024-05-01", "amount": "-9.99", "description": "PIZZA HUT DOWNTOWN"}]
-- 202

{"status": "completed", "accepted": 0, "duplicates": 1, "...": ""}

== two rows stored, no more
GET /api/v1/transactions
Authorization: Bearer {{access}}
-- 200

{"total": 2, "...": ""}

== every error of every row
POST /api/v1/integrations/transactions
Authorization: Bearer {{access}}

[{"date": "2024-02-30", "amount": "1.234", "description": "", "account_id": "{{account}}"}, {"x": 1}, 5]
-- 422

{"errors": [{"pointer": "/0/date", "detail": "*"}, "..."], "...": ""}

== a row of nobody's account
POST /api/v1/integrations/transactions
Authorization: Bearer {{access}}

{"account_id": "acc_0000000000001", "transactions": [{"date": "2024-02-03", "amount": "1", "description": "x"}]}
-- 422

{"errors": [{"pointer": "/transactions/0/amount", "detail": "*"}, {"pointer": "/transactions/0/account_id", "detail": "*no such account*"}], "...": ""}

== neither rows nor an object
POST /api/v1/integrations/transactions
Authorization: Bearer {{access}}

"text"
-- 422

== no rows
POST /api/v1/integrations/transactions
Authorization: Bearer {{access}}

{"account_id": "{{account}}"}
-- 422

{"errors": [{"pointer": "/transactions", "detail": "*"}], "...": ""}
