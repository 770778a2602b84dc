# Accounts, categories, patterns, tags, transactions, reports, search, bulk changes, exports.
== sign in
POST /api/v1/auth/register

{"email": "ledger@example.org", "password": "violet tangent harbour", "currency": "EUR", "locale": "en-GB"}
-- 201

{"access_token": "{{access}}", "...": ""}

== an account
POST /api/v1/accounts
Authorization: Bearer {{access}}

{"name": "Checking", "account_type": "checking", "currency": "EUR", "opening_balance": "100.00",
 "iban": "DE89 3704 0044 0532 0130 00"}
-- 201
Location: /api/v1/accounts/{{account}}

{"id": "{{account}}", "name": "Checking", "balance": "100.00", "iban": "DE89370400440532013000",
 "number_masked": "DE89••••3000", "is_active": true, "...": ""}

== its name once
POST /api/v1/accounts
Authorization: Bearer {{access}}

{"name": "checking", "account_type": "cash", "currency": "EUR"}
-- 409

{"code": "conflict", "...": ""}

== everything wrong at once
POST /api/v1/accounts
Authorization: Bearer {{access}}

{"name": "", "account_type": "piggy", "currency": "XXZ", "opening_balance": "1.234", "balance": "5", "iban": "DE00"}
-- 422

{"errors": [{"pointer": "/currency", "detail": "*"}, {"pointer": "/name", "detail": "*"}, {"pointer": "/account_type", "detail": "*"}, "..."], "...": ""}

== a wrong check digit
POST /api/v1/accounts
Authorization: Bearer {{access}}

{"name": "Other", "account_type": "cash", "currency": "EUR", "iban": "DE88370400440532013000"}
-- 422

{"errors": [{"pointer": "/iban", "detail": "*check*"}], "...": ""}

== an account without minor units
POST /api/v1/accounts
Authorization: Bearer {{access}}

{"name": "Tokyo", "account_type": "cash", "currency": "JPY"}
-- 201

{"id": "{{yen}}", "balance": "0", "...": ""}

== the category of groceries
GET /api/v1/categories?code=food.groceries
Authorization: Bearer {{access}}
-- 200

{"items": [{"id": "{{groceries}}", "name": "Groceries", "is_system": true, "...": ""}], "total": 1, "...": ""}

== a transaction with a category
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{account}}", "date": "2024-02-29", "amount": "-12.50", "description": "Corner shop", "category_id": "{{groceries}}",
 "tags": ["food", "Ärger"]}
-- 201
Location: /api/v1/transactions/{{txn}}

{"id": "{{txn}}", "amount": "-12.50", "currency": "EUR", "transaction_type": "expense", "category_source": "user",
 "tags": ["food", "Ärger"], "explanation": "Chosen by hand", "status": "posted", "...": ""}

== one that categorises itself
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{account}}", "transaction_date": "2024-03-01", "amount": -30, "description": "NETFLIX.COM AMSTERDAM"}
-- 201

{"id": "{{netflix}}", "category_source": "pattern", "explanation": "*netflix*", "amount": "-30.00", "...": ""}

== a day that does not exist
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{account}}", "date": "2023-02-29", "amount": "1", "description": "x"}
-- 422

{"errors": [{"pointer": "/date", "detail": "*not a day*"}], "...": ""}

== too many digits are refused, not rounded
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{account}}", "date": "2024-01-01", "amount": "1.005", "description": "x"}
-- 422

{"errors": [{"pointer": "/amount", "detail": "*"}], "...": ""}

== yen have none
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{yen}}", "date": "2024-01-01", "amount": "1.5", "description": "x"}
-- 422

{"errors": [{"pointer": "/amount", "detail": "*"}], "...": ""}

== an overflow
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{account}}", "date": "2024-01-01", "amount": "92233720368547758.08", "description": "x"}
-- 422

{"errors": [{"pointer": "/amount", "detail": "*"}], "...": ""}

== an id of another kind
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{groceries}}", "date": "2024-01-01", "amount": "1", "description": "x"}
-- 422

{"errors": [{"pointer": "/account_id", "detail": "*"}], "...": ""}

== another currency than the account's
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{account}}", "date": "2024-01-01", "amount": "1", "currency": "USD", "description": "x"}
-- 422

{"errors": [{"pointer": "/currency", "detail": "*EUR*"}], "...": ""}

== the balance follows
GET /api/v1/accounts/{{account}}
Authorization: Bearer {{access}}
-- 200

{"balance": "57.50", "...": ""}

== spending by category
GET /api/v1/transactions/analytics/spending-by-category?start_date=2024-01-01&end_date=2024-12-31
Authorization: Bearer {{access}}
-- 200

{"currency": "EUR", "total": "-42.50", "items": [{"amount": "-30.00", "count": 1, "share": 0.705882, "...": ""},
 {"category_id": "{{groceries}}", "amount": "-12.50", "...": ""}], "...": ""}

== the same again, from the cache
GET /api/v1/transactions/analytics/spending-by-category?start_date=2024-01-01&end_date=2024-12-31
Authorization: Bearer {{access}}
-- 200

{"currency": "EUR", "total": "-42.50", "items": [{"amount": "-30.00", "...": ""}, {"amount": "-12.50", "...": ""}], "...": ""}

== a period that ends within a month
GET /api/v1/transactions/analytics/spending-by-category?start_date=2024-02-15&end_date=2024-02-29
Authorization: Bearer {{access}}
-- 200

{"total": "-12.50", "items": [{"category_id": "{{groceries}}", "...": ""}], "...": ""}

== the first day after the last
GET /api/v1/transactions/analytics/spending-by-category?start_date=2024-02-15&end_date=2024-01-29
Authorization: Bearer {{access}}
-- 422

{"errors": [{"pointer": "?start_date", "detail": "*"}], "...": ""}

== the account's summary
GET /api/reports/account/{{account}}/summary/?start_date=2024-01-01&end_date=2024-12-30
Authorization: Bearer {{access}}
-- 200

{"total_transactions": 2, "total_spend": "-42.50", "total_income": "0.00", "net_amount": "-42.50",
 "top_categories": [{"name": "*", "count": 1, "amount": "-30.00"}, {"name": "Groceries", "count": 1, "amount": "-12.50"}],
 "processing_status": {"pending": 0, "processing": 0, "completed": 2, "failed": 0}, "...": ""}

== of more than a year
GET /api/reports/account/{{account}}/summary?start_date=2022-01-01&end_date=2024-12-30
Authorization: Bearer {{access}}
-- 422

{"errors": [{"pointer": "?start_date", "detail": "*365*"}], "...": ""}

== of nobody's account
GET /api/v1/reports/account/acc_0000000000001/summary
Authorization: Bearer {{access}}
-- 404

{"code": "not_found", "...": ""}

== a change is seen at once
PATCH /api/v1/transactions/{{txn}}
Authorization: Bearer {{access}}

{"amount": "-20.00"}
-- 200

{"amount": "-20.00", "category_id": "{{groceries}}", "tags": ["food", "Ärger"], "...": ""}

== the summary has it
GET /api/reports/account/{{account}}/summary?start_date=2024-01-01&end_date=2024-12-30
Authorization: Bearer {{access}}
-- 200

{"total_spend": "-50.00", "...": ""}

== split into parts that do not add up
PUT /api/v1/transactions/{{txn}}/parts
Authorization: Bearer {{access}}

{"parts": [{"category_id": "{{groceries}}", "amount": "-15"}, {"amount": "-4"}]}
-- 422

{"errors": [{"pointer": "/parts", "detail": "*-19.00*-20.00*"}], "...": ""}

== into parts that do
PUT /api/v1/transactions/{{txn}}/parts
Authorization: Bearer {{access}}

{"parts": [{"category_id": "{{groceries}}", "amount": "-15", "note": "bread"}, {"amount": "-5"}]}
-- 200

{"parts": [{"category_id": "{{groceries}}", "amount": "-15.00", "note": "bread"}, {"category_id": null, "amount": "-5.00", "note": null}], "...": ""}

== spending knows the parts
GET /api/v1/transactions/analytics/spending-by-category?start_date=2024-02-01&end_date=2024-02-29
Authorization: Bearer {{access}}
-- 200

{"total": "-20.00", "items": [{"category_id": "{{groceries}}", "amount": "-15.00", "...": ""}, {"category_id": null, "amount": "-5.00", "...": ""}], "...": ""}

== searching without accents
GET /api/v1/transactions?search_query=CORNER&limit=1
Authorization: Bearer {{access}}
-- 200

{"items": [{"id": "{{txn}}", "...": ""}], "total": 1, "next_cursor": null, "...": ""}

== full text with the places
GET /api/v1/transactions/search?q=shop%20corn
Authorization: Bearer {{access}}
-- 200

{"items": [{"id": "{{txn}}", "highlights": [{"field": "description", "start": 7, "length": 4},
 {"field": "description", "start": 0, "length": 4}, "..."], "...": ""}]}

== a search for nothing
GET /api/v1/transactions/search?q=%20
Authorization: Bearer {{access}}
-- 422

== many at once, one of them wrong
POST /api/v1/transactions/bulk-categorize
Authorization: Bearer {{access}}

{"ids": ["{{netflix}}", "txn_0000000000001", "acc_1"], "category_id": "{{groceries}}"}
-- 422

{"errors": [{"pointer": "/ids/2", "detail": "*"}], "...": ""}

== many at once
POST /api/v1/transactions/bulk-update
Authorization: Bearer {{access}}

{"ids": ["{{netflix}}"], "changes": {"notes": "family", "is_recurring": true}}
-- 200

{"changed": 1}

== a category of one's own
POST /api/v1/categories
Authorization: Bearer {{access}}

{"name": "Bread", "color": "#aabbcc"}
-- 201

{"id": "{{bread}}", "code": null, "is_system": false, "category_type": "expense", "...": ""}

== a color that is none
PATCH /api/v1/categories/{{bread}}
Authorization: Bearer {{access}}

{"color": "red"}
-- 422

{"errors": [{"pointer": "/color", "detail": "*#rrggbb*"}], "...": ""}

== a pattern for it
POST /api/v1/categories/{{bread}}/patterns
Authorization: Bearer {{access}}

{"pattern": "Zqx Veridian"}
-- 201

{"id": "{{pattern}}", "category_id": "{{bread}}", "pattern": "Zqx Veridian", "...": ""}

== a pattern leads to one category
POST /api/v1/categories/{{groceries}}/patterns
Authorization: Bearer {{access}}

{"pattern": "ZQX VERIDIAN"}
-- 409

{"detail": "*Bread*", "...": ""}

== it works at once
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{account}}", "date": "2024-03-05", "amount": "-2", "description": "THE ZQX VERIDIAN 12"}
-- 201

{"category_id": "{{bread}}", "category_source": "pattern", "...": ""}

== and is gone at once
DELETE /api/v1/categories/{{bread}}/patterns/{{pattern}}
Authorization: Bearer {{access}}
-- 204

== no longer
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{account}}", "date": "2024-03-06", "amount": "-2", "description": "THE ZQX VERIDIAN 13"}
-- 201

{"category_source": "none", "category_id": null, "...": ""}

== merged away
POST /api/v1/categories/{{bread}}/merge
Authorization: Bearer {{access}}

{"into_id": "{{groceries}}"}
-- 200

{"id": "{{groceries}}", "...": ""}

== it is gone
GET /api/v1/categories/{{bread}}
Authorization: Bearer {{access}}
-- 404

== system categories stay
DELETE /api/v1/categories/{{groceries}}
Authorization: Bearer {{access}}
-- 409

{"code": "conflict", "...": ""}

== the tree
GET /api/v1/categories/hierarchy
Authorization: Bearer {{access}}
-- 200

{"items": [{"code": "income", "children": [{"code": "income.salary", "...": ""}, "..."], "...": ""}, "..."]}

== an account with rows stays
DELETE /api/v1/accounts/{{account}}
Authorization: Bearer {{access}}
-- 409

{"code": "conflict", "...": ""}

== trends
GET /api/v1/transactions/analytics/monthly-trends?months_back=1
Authorization: Bearer {{access}}
-- 200

{"currency": "EUR", "items": [{"month": "*", "income": "0.00", "expenses": "0.00", "net": "0.00", "projected": false}], "...": ""}

== net worth
GET /api/v1/analysis/net-worth?from=2024-02-01&to=2024-03-31
Authorization: Bearer {{access}}
-- 200

{"currency": "EUR", "items": [{"date": "2024-02-29", "amount": "80.00", "...": ""}, {"date": "2024-03-31", "amount": "46.00", "...": ""}],
 "other_currencies": [{"currency": "JPY", "amount": "0", "...": ""}], "...": ""}

== the overview
GET /api/v1/reports/overview
Authorization: Bearer {{access}}
-- 200

{"currency": "EUR", "net_worth": "46.00", "accounts": [{"id": "{{account}}", "balance": "46.00", "...": ""}, {"id": "{{yen}}", "...": ""}], "...": ""}

== an export
GET /api/v1/transactions/export?format=hledger&account_id={{account}}
Authorization: Bearer {{access}}
-- 200
Content-Type: text/plain; charset=utf-8
Content-Disposition: attachment; filename="florin.journal"

== of no format
GET /api/v1/transactions/export?format=xls
Authorization: Bearer {{access}}
-- 422

{"errors": [{"pointer": "?format", "detail": "*hledger*"}], "...": ""}

== deleted
DELETE /api/v1/transactions/{{netflix}}
Authorization: Bearer {{access}}
-- 204

== gone
GET /api/v1/transactions/{{netflix}}
Authorization: Bearer {{access}}
-- 404

== all of them
POST /api/v1/transactions/bulk-delete
Authorization: Bearer {{access}}

{"ids": ["{{txn}}"]}
-- 200

{"changed": 1}

== another's workspace
POST /api/v1/auth/register

{"email": "stranger@example.org", "password": "violet tangent harbour", "currency": "EUR"}
-- 201

{"access_token": "{{stranger}}", "...": ""}

== does not see it
GET /api/v1/accounts/{{account}}
Authorization: Bearer {{stranger}}
-- 404

== nor writes to it
POST /api/v1/transactions
Authorization: Bearer {{stranger}}

{"account_id": "{{account}}", "date": "2024-03-05", "amount": "-2", "description": "x"}
-- 422

{"errors": [{"pointer": "/account_id", "detail": "*"}, "..."], "...": ""}

== an account for what is too much
POST /api/v1/accounts
Authorization: Bearer {{access}}

{"name": "Vault", "account_type": "other", "currency": "EUR"}
-- 201

{"id": "{{vault}}", "...": ""}

== amounts that no sum could hold
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{vault}}", "date": "2026-05-05", "amount": "-92233720368547758.07", "description": "all the money"}
-- 422

{"errors": [{"pointer": "/amount", "detail": "*too large*"}], "...": ""}

== a large one
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{vault}}", "date": "2026-05-05", "amount": "-30000000000000000.00", "description": "much of the money"}
-- 201

== no second one
POST /api/v1/transactions
Authorization: Bearer {{access}}

{"account_id": "{{vault}}", "date": "2026-06-05", "amount": "30000000000000000.00", "description": "much of the money"}
-- 422

{"errors": [{"pointer": "/amount", "detail": "*too large*"}], "...": ""}

== nor as an opening balance
PATCH /api/v1/accounts/{{vault}}
Authorization: Bearer {{access}}

{"opening_balance": "-20000000000000000"}
-- 422

{"errors": [{"pointer": "*", "detail": "*too large*"}], "...": ""}

== everything can still be added up
GET /api/v1/accounts/{{vault}}
Authorization: Bearer {{access}}
-- 200

{"balance": "-30000000000000000.00", "...": ""}
