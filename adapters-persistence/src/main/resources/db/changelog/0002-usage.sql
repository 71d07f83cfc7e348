--liquibase formatted sql

--changeset tokentally:api-usage-logs stripComments:false
-- One row per call that went out. Users and organizations are named as the host application names them, and need no
-- account here. A call that could not be priced has no cost: NULL, never zero.
CREATE TABLE public.api_usage_logs (
    created_at             timestamptz NOT NULL,
    user_id                text        NOT NULL,
    organization_id        text        NOT NULL,
    endpoint               text        NOT NULL,
    model                  text        NOT NULL,
    input_tokens           bigint      NOT NULL CHECK (input_tokens >= 0),
    output_tokens          bigint      NOT NULL CHECK (output_tokens >= 0),
    total_tokens           bigint      NOT NULL,
    total_cost             numeric     CHECK (total_cost >= 0 AND total_cost < 'Infinity'),
    response_time_ms       bigint      NOT NULL CHECK (response_time_ms >= 0),
    success                boolean     NOT NULL,
    id                     uuid        NOT NULL,
    provider               text        NOT NULL,
    served_model           text,
    service_tier           text        NOT NULL,
    attribution            text        NOT NULL CHECK (attribution IN ('context', 'default')),
    quantities             jsonb       NOT NULL CHECK (jsonb_typeof(quantities) = 'object'),
    cost_status            text        NOT NULL CHECK (cost_status IN ('MEASURED', 'ESTIMATED', 'UNPRICED', 'FREE')),
    currency               text        NOT NULL,
    cost_lines             jsonb       NOT NULL CHECK (jsonb_typeof(cost_lines) = 'array'),
    price_version          text,
    unpriced_reason        text,
    time_to_first_token_ms bigint      CHECK (time_to_first_token_ms BETWEEN 0 AND response_time_ms),
    failure_kind           text,
    http_status            smallint    CHECK (http_status BETWEEN 100 AND 599),
    error_type             text,
    error_code             text,
    PRIMARY KEY (organization_id, created_at, id),
    CONSTRAINT total_tokens_are_input_and_output CHECK (total_tokens = input_tokens + output_tokens),
    CONSTRAINT unpriced_has_no_cost CHECK ((cost_status = 'UNPRICED') = (total_cost IS NULL)),
    CONSTRAINT unpriced_has_a_reason CHECK ((cost_status = 'UNPRICED') = (unpriced_reason IS NOT NULL)),
    CONSTRAINT failure_has_a_kind CHECK (success = (failure_kind IS NULL)),
    -- Sums of two currencies mean nothing, and the roll-ups hold one sum.
    CONSTRAINT currency_is_usd CHECK (currency = 'USD'),
    -- The first 48 bits of a UUID of version 7 are the instant in milliseconds: the same record has the same key.
    CONSTRAINT created_at_is_in_the_id CHECK (
        substr(id::text, 15, 1) = '7'
        AND extract(epoch FROM created_at) * 1000 = ('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint
    )
) PARTITION BY RANGE (created_at);

CREATE INDEX api_usage_logs_of_user ON public.api_usage_logs (organization_id, user_id, created_at, id);
CREATE INDEX api_usage_logs_by_time ON public.api_usage_logs (created_at);

--changeset tokentally:usage-rollups stripComments:false
-- What the calls of a quarter-hour add up to: every time zone's day is a sum of whole quarter-hours in UTC.
CREATE TABLE public.usage_rollups (
    organization_id text        NOT NULL,
    bucket_start    timestamptz NOT NULL,
    user_id         text        NOT NULL,
    endpoint        text        NOT NULL,
    provider        text        NOT NULL,
    model           text        NOT NULL,
    requests        bigint      NOT NULL CHECK (requests > 0),
    failures        bigint      NOT NULL CHECK (failures BETWEEN 0 AND requests),
    unpriced        bigint      NOT NULL CHECK (unpriced BETWEEN 0 AND requests),
    estimated       bigint      NOT NULL CHECK (estimated BETWEEN 0 AND requests),
    input_tokens    bigint      NOT NULL CHECK (input_tokens >= 0),
    output_tokens   bigint      NOT NULL CHECK (output_tokens >= 0),
    total_cost      numeric     NOT NULL CHECK (total_cost >= 0),
    PRIMARY KEY (organization_id, bucket_start, user_id, endpoint, provider, model)
);

CREATE INDEX usage_rollups_of_user ON public.usage_rollups (organization_id, user_id, bucket_start);

-- How many calls of a quarter-hour took how long, in logarithmic buckets that add up over any range: bucket b holds the
-- response times t with gamma^(b-1) < t <= gamma^b milliseconds, where gamma = 1.04, and 0 holds up to 1 ms. A
-- percentile is the value 2 * gamma^b / (gamma + 1) of the bucket where the running count passes it; it is wrong by
-- (gamma - 1) / (gamma + 1), less than 2 %, at most. See DDSketch, https://www.vldb.org/pvldb/vol12/p2195-masson.pdf.
CREATE TABLE public.usage_response_times (
    organization_id text        NOT NULL,
    bucket_start    timestamptz NOT NULL,
    user_id         text        NOT NULL,
    endpoint        text        NOT NULL,
    provider        text        NOT NULL,
    model           text        NOT NULL,
    log_bucket      smallint    NOT NULL CHECK (log_bucket >= 0),
    calls           bigint      NOT NULL CHECK (calls > 0),
    PRIMARY KEY (organization_id, bucket_start, user_id, endpoint, provider, model, log_bucket)
);

--changeset tokentally:roll-up-posted-calls stripComments:false splitStatements:false
-- Runs in the statement that posts calls, for the rows that it really added: rows and roll-ups are one transaction, and a
-- record that was there already is not counted again. Keys are taken in order, so that two writers cannot deadlock.
CREATE FUNCTION public.roll_up_posted_calls() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO public.usage_rollups AS rollup (
        organization_id, bucket_start, user_id, endpoint, provider, model,
        requests, failures, unpriced, estimated, input_tokens, output_tokens, total_cost)
    SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), user_id, endpoint, provider, model,
        count(*), count(*) FILTER (WHERE NOT success),
        count(*) FILTER (WHERE cost_status = 'UNPRICED'), count(*) FILTER (WHERE cost_status = 'ESTIMATED'),
        sum(input_tokens), sum(output_tokens), coalesce(sum(total_cost), 0)
    FROM posted
    GROUP BY 1, 2, 3, 4, 5, 6
    ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (organization_id, bucket_start, user_id, endpoint, provider, model) DO UPDATE SET
        requests = rollup.requests + excluded.requests,
        failures = rollup.failures + excluded.failures,
        unpriced = rollup.unpriced + excluded.unpriced,
        estimated = rollup.estimated + excluded.estimated,
        input_tokens = rollup.input_tokens + excluded.input_tokens,
        output_tokens = rollup.output_tokens + excluded.output_tokens,
        total_cost = rollup.total_cost + excluded.total_cost;

    INSERT INTO public.usage_response_times AS histogram (
        organization_id, bucket_start, user_id, endpoint, provider, model, log_bucket, calls)
    SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), user_id, endpoint, provider, model,
        ceil(ln(greatest(response_time_ms, 1)::float8) / ln(1.04::float8)), count(*)
    FROM posted
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (organization_id, bucket_start, user_id, endpoint, provider, model, log_bucket) DO UPDATE SET
        calls = histogram.calls + excluded.calls;
    RETURN NULL;
END
$$;

--changeset tokentally:roll-up-trigger stripComments:false
REVOKE ALL ON FUNCTION public.roll_up_posted_calls() FROM PUBLIC;

CREATE TRIGGER roll_up_posted_calls
    AFTER INSERT ON public.api_usage_logs
    REFERENCING NEW TABLE AS posted
    FOR EACH STATEMENT EXECUTE FUNCTION public.roll_up_posted_calls();

--changeset tokentally:ensure-usage-partition stripComments:false splitStatements:false
-- Makes room for the calls of a month (in UTC), unless there is. Attaching a table, unlike creating a partition, waits for
-- neither readers nor writers of the log. A partition has row-level security and no policy of its own: it is closed to
-- everybody but its owner, whatever is granted on it.
CREATE FUNCTION public.ensure_usage_partition(month date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    partition text;
    first_day date;
BEGIN
    IF month IS NULL OR month < date '2000-01-01' OR month >= date '2200-01-01' THEN
        RAISE EXCEPTION 'Usage is kept for the months from 2000-01 to 2199-12, not for %', month
            USING ERRCODE = 'datetime_field_overflow';
    END IF;
    first_day := make_date(extract(year FROM month)::int, extract(month FROM month)::int, 1);
    partition := 'api_usage_logs_' || to_char(first_day, 'YYYY_MM');

    PERFORM pg_advisory_xact_lock(hashtext('tokentally.ensure_usage_partition'));
    IF EXISTS (
        SELECT FROM pg_inherits
        WHERE inhparent = 'public.api_usage_logs'::regclass AND inhrelid = to_regclass('public.' || partition)
    ) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE public.%I (LIKE public.api_usage_logs INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', partition);
    EXECUTE format(
        'ALTER TABLE public.api_usage_logs ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
        partition,
        first_day || ' 00:00:00+00',
        (first_day + interval '1 month')::date || ' 00:00:00+00');
END
$$;
