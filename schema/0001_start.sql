-- What everything else stands on. SQLite has these functions from the program (src/db/sqlite_functions.c,
-- sqlite_list.c); here PostgreSQL gets the same.
@only postgresql
CREATE DOMAIN blob AS bytea;

CREATE SCHEMA reporting;

-- Who the connection works for: set by the program in every transaction.
CREATE FUNCTION florin_workspace() RETURNS BIGINT LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT CAST(nullif(current_setting('florin.workspace', true), '') AS BIGINT) $$;
CREATE FUNCTION florin_system() RETURNS BOOLEAN LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(current_setting('florin.system', true), '') = 'on' $$;

-- Day 1 is 0001-01-01.
CREATE FUNCTION report_date(day BIGINT) RETURNS DATE LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT DATE '0001-01-01' + CAST(day - 1 AS INTEGER) $$;
CREATE FUNCTION date_text(day BIGINT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT to_char(report_date(day), 'YYYY-MM-DD') $$;
-- Months counted from January of year 1 = 0.
CREATE FUNCTION month_of(day BIGINT) RETURNS INTEGER LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT CAST(12 * (extract(YEAR FROM report_date(day)) - 1)
                   + extract(MONTH FROM report_date(day)) - 1 AS INTEGER) $$;
CREATE FUNCTION year_of(day BIGINT) RETURNS INTEGER LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT CAST(extract(YEAR FROM report_date(day)) AS INTEGER) $$;
-- 1 is Monday.
CREATE FUNCTION weekday_of(day BIGINT) RETURNS INTEGER LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT CAST((day - 1) % 7 + 1 AS INTEGER) $$;

CREATE FUNCTION report_decimal(minor BIGINT, digits BIGINT) RETURNS NUMERIC LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT round(minor / power(CAST(10 AS NUMERIC), CAST(digits AS NUMERIC)), CAST(digits AS INTEGER)) $$;
CREATE FUNCTION decimal_text(minor BIGINT, digits BIGINT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT CAST(report_decimal(minor, digits) AS TEXT) $$;

CREATE FUNCTION list_ints(list TEXT) RETURNS TABLE (value BIGINT) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT CAST(x AS BIGINT) FROM json_array_elements_text(CAST(list AS JSON)) AS t (x) $$;
CREATE FUNCTION list_texts(list TEXT) RETURNS TABLE (value TEXT) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT x FROM json_array_elements_text(CAST(list AS JSON)) AS t (x) $$;
@end
