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
