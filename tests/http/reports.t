@once

== register
POST /api/v1/auth/register

{"email": "rita@example.org", "password": "violet tangent harbour", "first_name": "Rita"}
-- 201

{"access_token": "{{rita}}", "...": ""}

== a report
GET /api/v1/transactions/analytics/spending-by-category?start_date=2026-01-01&end_date=2026-01-31
Authorization: Bearer {{rita}}
-- 200
Content-Type: application/json; charset=utf-8

{"total": "0.00", "items": [], "currency": "USD", "...": ""}

== the same again, from the cache
GET /api/v1/transactions/analytics/spending-by-category?start_date=2026-01-01&end_date=2026-01-31
Authorization: Bearer {{rita}}
-- 200
Content-Type: application/json; charset=utf-8

{"total": "0.00", "items": [], "currency": "USD", "...": ""}

== an account
POST /api/v1/accounts
Authorization: Bearer {{rita}}

{"name": "Checking", "account_type": "checking", "currency": "USD"}
-- 201

{"id": "{{checking}}", "...": ""}

== the category of transfers between own accounts
GET /api/v1/categories?code=transfer.own
Authorization: Bearer {{rita}}
-- 200

{"items": [{"id": "{{own}}", "...": ""}], "...": ""}

== money that went to savings
POST /api/v1/transactions
Authorization: Bearer {{rita}}

{"account_id": "{{checking}}", "date": "2026-02-10", "amount": "-500.00", "description": "To savings", "category_id": "{{own}}"}
-- 201

== and money that is gone
POST /api/v1/transactions
Authorization: Bearer {{rita}}

{"account_id": "{{checking}}", "date": "2026-02-11", "amount": "-7.00", "description": "Qwzx"}
-- 201

== only the latter is spent, over whole months
GET /api/v1/transactions/analytics/spending-by-category?start_date=2026-02-01&end_date=2026-02-28
Authorization: Bearer {{rita}}
-- 200

{"total": "-7.00", "items": [{"amount": "-7.00", "count": 1, "...": ""}], "...": ""}

== and over days
GET /api/v1/transactions/analytics/spending-by-category?start_date=2026-02-02&end_date=2026-02-27
Authorization: Bearer {{rita}}
-- 200

{"total": "-7.00", "items": [{"amount": "-7.00", "count": 1, "...": ""}], "...": ""}

== both have left the account
GET /api/v1/reports/account/{{checking}}/summary?start_date=2026-02-01&end_date=2026-02-28
Authorization: Bearer {{rita}}
-- 200

{"total_transactions": 2, "total_spend": "-507.00", "...": ""}

== the account's balance from day to day
GET /api/v1/accounts/{{checking}}/balances?from=2026-02-11&to=2026-02-28
Authorization: Bearer {{rita}}
-- 200

{"account_id": "{{checking}}", "currency": "USD", "from": "2026-02-11", "to": "2026-02-28",
 "opening_balance": "-500.00", "closing_balance": "-507.00",
 "items": [{"date": "2026-02-11", "change": "-7.00", "balance": "-507.00", "currency": "USD", "count": 1}]}

== of a year without a word
GET /api/v1/accounts/{{checking}}/balances?to=2026-02-28
Authorization: Bearer {{rita}}
-- 200

{"from": "2025-03-01", "opening_balance": "0.00", "closing_balance": "-507.00", "items": [{"date": "2026-02-10", "...": ""}, {"date": "2026-02-11", "...": ""}], "...": ""}

== days in the wrong order
GET /api/v1/accounts/{{checking}}/balances?from=2026-03-01&to=2026-02-01
Authorization: Bearer {{rita}}
-- 422

{"errors": [{"pointer": "?from", "detail": "*after*"}], "...": ""}

== of no account
GET /api/v1/accounts/acc_0000000000001/balances
Authorization: Bearer {{rita}}
-- 404

== the currencies
GET /api/v1/reference/currencies
-- 200

{"items": [{"code": "{{first}}", "name": "*", "digits": "*", "numeric": "*", "withdrawn": "*"}, "..."]}
