--liquibase formatted sql

--changeset tokentally:time-zones stripComments:false
-- By whose clocks an organization's days begin.
ALTER TABLE public.organizations ADD COLUMN time_zone text NOT NULL DEFAULT 'UTC';

--changeset tokentally:rollups-by-series stripComments:false
-- Sums of calls in several grains, so that every question reads few rows. A row with no calls holds what a model did for others' calls.

-- Everything, by quarter-hour in UTC: every time zone's day is a sum of whole quarter-hours.
CREATE TABLE public.usage_quarter_hours (
    quarter_hour    timestamptz NOT NULL,
    calls           bigint      NOT NULL,
    input_tokens    bigint      NOT NULL,
    output_tokens   bigint      NOT NULL,
    series          int         NOT NULL,
    caller          int         NOT NULL,
    organization_id text        NOT NULL,
    total_cost      numeric     NOT NULL,
    PRIMARY KEY (organization_id, quarter_hour, series, caller)
);

-- Everything, by day of the organization's time zone.
CREATE TABLE public.usage_days (
    calls           bigint  NOT NULL,
    input_tokens    bigint  NOT NULL,
    output_tokens   bigint  NOT NULL,
    day             date    NOT NULL,
    series          int     NOT NULL,
    caller          int     NOT NULL,
    organization_id text    NOT NULL,
    total_cost      numeric NOT NULL,
    PRIMARY KEY (organization_id, day, series, caller)
) WITH (fillfactor = 90);
CREATE INDEX usage_days_of_caller ON public.usage_days (organization_id, caller, series, day);

-- All callers together. How long calls took is in distributions: logarithmic buckets that add up over any range. Bucket b holds the
-- values v with gamma^(b-1) < v <= gamma^b, where gamma = 1.04, and 0 holds up to 1; a percentile is 2 * gamma^b / (gamma + 1) of the
-- bucket where the running count passes it, which is wrong by (gamma - 1) / (gamma + 1), less than 2 %, at most. See DDSketch,
-- https://www.vldb.org/pvldb/vol12/p2195-masson.pdf. One array has the distributions of four measures: 0 response times and 1 times
-- to the first token, both in milliseconds, 2 output rates, in tokens per 1,000 seconds, and 3 costs, in ten-millionths of a dollar.
-- What is beyond bucket 510 is in it. An entry is
-- (512 * measure + b - 1023) * 2^21 + count; entries of the same bucket add up, so that distributions are merged by writing one behind
-- the other.
CREATE TABLE public.usage_series_quarter_hours (
    quarter_hour          timestamptz NOT NULL,
    calls                 bigint      NOT NULL,
    input_tokens          bigint      NOT NULL,
    output_tokens         bigint      NOT NULL,
    series                int         NOT NULL,
    organization_id       text        NOT NULL,
    total_cost            numeric     NOT NULL,
    distributions         int[]   NOT NULL,
    PRIMARY KEY (organization_id, quarter_hour, series)
) WITH (fillfactor = 90);

CREATE TABLE public.usage_series_days (
    calls                 bigint  NOT NULL,
    input_tokens          bigint  NOT NULL,
    output_tokens         bigint  NOT NULL,
    day                   date    NOT NULL,
    series                int     NOT NULL,
    organization_id       text    NOT NULL,
    total_cost            numeric NOT NULL,
    distributions         int[]   NOT NULL,
    PRIMARY KEY (organization_id, day, series)
) WITH (fillfactor = 60);

--changeset tokentally:rollups-by-caller stripComments:false
-- All series together, of whose attributes the counts tell.
CREATE TABLE public.usage_caller_days (
    requests              bigint  NOT NULL,
    failures              bigint  NOT NULL,
    unpriced              bigint  NOT NULL,
    estimated             bigint  NOT NULL,
    free_calls            bigint  NOT NULL,
    free_failures         bigint  NOT NULL,
    input_tokens          bigint  NOT NULL,
    output_tokens         bigint  NOT NULL,
    day                   date    NOT NULL,
    caller                int     NOT NULL,
    organization_id       text    NOT NULL,
    total_cost            numeric NOT NULL,
    distributions         int[]   NOT NULL,
    PRIMARY KEY (organization_id, day, caller)
) WITH (fillfactor = 60);
CREATE INDEX usage_caller_days_of_caller ON public.usage_caller_days (organization_id, caller, day);

--changeset tokentally:distributions stripComments:false splitStatements:false
-- These have no search path of their own, so that they are put into the statements that call them.

-- The entry of a measure's value that is there so many times, and NULL for none.
CREATE FUNCTION public.distribution_entry(measure int, value float8, times int) RETURNS int
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN value IS NOT NULL
        THEN (512 * measure - 1023 + least(ceil(ln(greatest(value, 1)) / 0.039220713153281295), 510)::int) * 2097152 + times
    END
$$;

-- Whether a record is of one call that a provider bills, and not of many at once, whose sums a provider told: of those nobody knows how
-- long they took, or what each of them cost.
CREATE FUNCTION public.is_single_call(operation text, free_of_charge boolean) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT NOT free_of_charge AND NOT starts_with(coalesce(operation, ''), 'organization.usage.')
$$;

-- The entries of a call that is there so many times.
CREATE FUNCTION public.call_distributions(
    response_time_ms int, time_to_first_token_ms int, output_tokens bigint, total_cost numeric, times int) RETURNS int[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT array_remove(ARRAY[
        public.distribution_entry(0, response_time_ms, times),
        public.distribution_entry(1, time_to_first_token_ms, times),
        CASE WHEN output_tokens > 0 AND response_time_ms > coalesce(time_to_first_token_ms, 0)
            THEN public.distribution_entry(
                2, output_tokens * 1e6::float8 / (response_time_ms - coalesce(time_to_first_token_ms, 0)), times) END,
        public.distribution_entry(3, (total_cost * 1e7)::float8, times)], NULL)
$$;

-- The entries one by one. A count of less than nothing takes away.
CREATE FUNCTION public.distribution_entries(distributions int[]) RETURNS TABLE (measure int, bucket int, count bigint)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT (place / 512)::int, (place % 512)::int, entry - ((place - 1023) << 21)
    FROM (SELECT entry, ((entry::bigint + 1048576) >> 21) + 1023 AS place FROM unnest(distributions) AS entry) AS entries
$$;

-- What they add up to, by measure and bucket.
CREATE FUNCTION public.distribution_buckets(distributions int[]) RETURNS TABLE (measure int, bucket int, count bigint)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT measure, bucket, sum(count)::bigint FROM public.distribution_entries(distributions) GROUP BY measure, bucket
$$;

-- The same distributions with one entry for each bucket, or as few as its count takes.
CREATE FUNCTION public.compact_distributions(distributions int[]) RETURNS int[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(array_agg(((512 * measure + bucket - 1023) * 2097152::bigint
            + sign(count) * least(abs(count) - piece, 1000000))::int ORDER BY measure, bucket), '{}')
    FROM public.distribution_buckets(distributions)
    CROSS JOIN LATERAL generate_series(0, abs(count) - 1, 1000000) AS piece
$$;

-- The bucket that so many of a hundred values of a measure do not exceed, by the nearest rank; NULL where there is none.
CREATE FUNCTION public.distribution_percentile(distributions int[], wanted int, percent int) RETURNS int
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT bucket
    FROM (
        SELECT bucket, sum(count) OVER (ORDER BY bucket) AS met, sum(count) OVER () AS total
        FROM public.distribution_buckets(distributions) WHERE measure = wanted AND count > 0
    ) AS running
    WHERE met >= ceil(total * percent / 100)
    ORDER BY bucket
    LIMIT 1
$$;

-- Written one behind the other, until that gets long.
CREATE FUNCTION public.merge_distributions(one int[], other int[]) RETURNS int[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN cardinality(one) + cardinality(other) <= 400 THEN one || other
        ELSE public.compact_distributions(one || other)
    END
$$;

-- Of many.
CREATE AGGREGATE public.concatenated(int[]) (SFUNC = array_cat, STYPE = int[], INITCOND = '{}', PARALLEL = SAFE);
