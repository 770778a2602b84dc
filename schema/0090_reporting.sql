-- What people's own SQL and BI tools look at: real dates, decimal amounts, names instead of ids. On PostgreSQL
-- in the schema reporting (say SET florin.workspace = '...' first: row-level security holds here too), on SQLite
-- under the prefix report_, and with nothing in them but what every SQLite has.

-- Decimal digits of the minor unit where they are not 2; src/value knows the same, and a test compares them.
CREATE VIEW @report(currency_digits) (currency, digits) AS VALUES
    ('ADA', 6), ('ADF', 0), ('ADP', 0), ('BCH', 8), ('BHD', 3), ('BIF', 0), ('BNB', 8), ('BTC', 8),
    ('BYB', 0), ('BYR', 0), ('CLF', 4), ('CLP', 0), ('DJF', 0), ('ESA', 0), ('ESB', 0), ('ESP', 0),
    ('ETH', 9), ('GNF', 0), ('IQD', 3), ('ISK', 0), ('ITL', 0), ('JOD', 3), ('JPY', 0), ('KMF', 0),
    ('KRW', 0), ('KWD', 3), ('LTC', 8), ('LYD', 3), ('MGF', 0), ('OMR', 3), ('PYG', 0), ('RWF', 0),
    ('SOL', 9), ('TND', 3), ('TPE', 0), ('TRL', 0), ('UGX', 0), ('UYI', 0), ('UYW', 4), ('VND', 0),
    ('VUV', 0), ('XAF', 0), ('XAG', 6), ('XAU', 6), ('XBT', 8), ('XDR', 6), ('XLM', 7), ('XOF', 0),
    ('XPD', 6), ('XPF', 0), ('XPT', 6), ('XRP', 6);

@only postgresql
CREATE VIEW @report(transactions) AS
SELECT t.id, t.workspace_id, report_date(t.date) AS date,
       report_decimal(t.amount, coalesce(d.digits, 2)) AS amount, t.currency, t.transaction_type, t.status,
       t.description, t.merchant, t.counterparty, t.reference, t.notes, t.account_id, a.name AS account,
       t.category_id, k.name AS category, t.category_source, t.is_transfer, t.is_hidden
FROM transactions AS t
JOIN account AS a ON a.id = t.account_id
LEFT JOIN category AS k ON k.id = t.category_id
LEFT JOIN @report(currency_digits) AS d ON d.currency = t.currency;

CREATE VIEW @report(accounts) AS
SELECT a.id, a.workspace_id, a.name, a.account_type, a.currency, a.institution, a.iban,
       report_decimal(a.opening_balance, coalesce(d.digits, 2)) AS opening_balance,
       report_date(a.opened_on) AS opened_on, a.is_active
FROM account AS a
LEFT JOIN @report(currency_digits) AS d ON d.currency = a.currency;
@end

-- A day number is 1721424.5 behind the Julian day. An amount is a text of all its digits, since SQLite has no
-- decimals and a fraction would not be exact; sum() takes it.
@only sqlite
CREATE VIEW @report(transactions) AS
SELECT t.id, t.workspace_id, date(t.date + 1721424.5) AS date,
       CASE WHEN coalesce(d.digits, 2) = 0 THEN CAST(t.amount AS TEXT)
            ELSE substr('-', 1, t.amount < 0)
                 || substr(printf('%0*d', coalesce(d.digits, 2) + 1, abs(t.amount)), 1,
                           length(printf('%0*d', coalesce(d.digits, 2) + 1, abs(t.amount))) - coalesce(d.digits, 2))
                 || '.' || substr(printf('%0*d', coalesce(d.digits, 2) + 1, abs(t.amount)), -coalesce(d.digits, 2))
       END AS amount, t.currency, t.transaction_type, t.status,
       t.description, t.merchant, t.counterparty, t.reference, t.notes, t.account_id, a.name AS account,
       t.category_id, k.name AS category, t.category_source, t.is_transfer, t.is_hidden
FROM transactions AS t
JOIN account AS a ON a.id = t.account_id
LEFT JOIN category AS k ON k.id = t.category_id
LEFT JOIN @report(currency_digits) AS d ON d.currency = t.currency;

CREATE VIEW @report(accounts) AS
SELECT a.id, a.workspace_id, a.name, a.account_type, a.currency, a.institution, a.iban,
       CASE WHEN coalesce(d.digits, 2) = 0 THEN CAST(a.opening_balance AS TEXT)
            ELSE substr('-', 1, a.opening_balance < 0)
                 || substr(printf('%0*d', coalesce(d.digits, 2) + 1, abs(a.opening_balance)), 1,
                           length(printf('%0*d', coalesce(d.digits, 2) + 1, abs(a.opening_balance)))
                           - coalesce(d.digits, 2))
                 || '.' || substr(printf('%0*d', coalesce(d.digits, 2) + 1, abs(a.opening_balance)),
                                  -coalesce(d.digits, 2))
       END AS opening_balance,
       date(a.opened_on + 1721424.5) AS opened_on, a.is_active
FROM account AS a
LEFT JOIN @report(currency_digits) AS d ON d.currency = a.currency;
@end
