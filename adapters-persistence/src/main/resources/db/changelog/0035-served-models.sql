--liquibase formatted sql

--changeset tokentally:base-models stripComments:false splitStatements:false
-- The model that a name is a snapshot of: the name without the date at its end, as ModelName.base() has it.
CREATE FUNCTION public.base_model(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = pg_catalog, pg_temp
AS $$
    SELECT regexp_replace(
        name,
        '(?<=[A-Za-z0-9])(?:[-@]20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])'
        || '|[-@]20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:-v[0-9]+(?::[0-9]+)?)?'
        || '|-(?:0[1-9]|1[0-2])-20[0-9]{2}'
        || '|(?<!20[0-9]{2})-(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12][0-9]|3[01]))$',
        '')
$$;

REVOKE ALL ON FUNCTION public.base_model(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.base_model(text) TO tokentally_app;

--changeset tokentally:roll-up-by-served-model stripComments:false splitStatements:false
-- As before, but that a call counts under the model that served it, where the answer named one, and not under the one that was asked
-- for.
CREATE OR REPLACE FUNCTION public.roll_up_posted_calls() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO public.usage_rollups AS rollup (
        organization_id, bucket_start, user_id, endpoint, provider, model,
        requests, failures, unpriced, estimated, input_tokens, output_tokens, total_cost, free_calls, free_failures)
    SELECT organization_id, bucket_start, user_id, endpoint, provider, model,
        sum(requests), sum(failures), sum(unpriced), sum(estimated),
        sum(input_tokens), sum(output_tokens), sum(total_cost), sum(free_calls), sum(free_failures)
    FROM (
        SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch') AS bucket_start, user_id,
            endpoint, provider, coalesce(served_model, model) AS model,
            count(*) FILTER (WHERE NOT free_of_charge) AS requests,
            count(*) FILTER (WHERE NOT success AND NOT free_of_charge) AS failures,
            count(*) FILTER (WHERE cost_status = 'UNPRICED') AS unpriced,
            count(*) FILTER (WHERE cost_status = 'ESTIMATED') AS estimated,
            sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
            coalesce(sum(total_cost), 0) AS total_cost, count(*) FILTER (WHERE free_of_charge) AS free_calls,
            count(*) FILTER (WHERE NOT success AND free_of_charge) AS free_failures
        FROM posted
        GROUP BY 1, 2, 3, 4, 5, 6
        UNION ALL
        SELECT call.organization_id, date_bin('15 minutes', call.created_at, timestamptz 'epoch'), call.user_id,
            call.endpoint, call.provider, side.model, 0, 0, 0, 0, side.sign * work.input_tokens,
            side.sign * work.output_tokens, side.sign * work.total_cost, 0, 0
        FROM posted AS call
        CROSS JOIN LATERAL public.work_of_other_models(
            coalesce(call.served_model, call.model), call.usage_parts, call.cost_lines) AS work
        CROSS JOIN LATERAL (
            VALUES (coalesce(call.served_model, call.model), -1), (work.other_model, 1)) AS side (model, sign)
        WHERE call.usage_parts IS NOT NULL
    ) AS share
    GROUP BY 1, 2, 3, 4, 5, 6
    ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (organization_id, bucket_start, user_id, endpoint, provider, model) DO UPDATE SET
        requests = rollup.requests + excluded.requests,
        failures = rollup.failures + excluded.failures,
        unpriced = rollup.unpriced + excluded.unpriced,
        estimated = rollup.estimated + excluded.estimated,
        input_tokens = rollup.input_tokens + excluded.input_tokens,
        output_tokens = rollup.output_tokens + excluded.output_tokens,
        total_cost = rollup.total_cost + excluded.total_cost,
        free_calls = rollup.free_calls + excluded.free_calls,
        free_failures = rollup.free_failures + excluded.free_failures;

    INSERT INTO public.usage_response_times AS histogram (
        organization_id, bucket_start, user_id, endpoint, provider, model, log_bucket, calls)
    SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), user_id, endpoint, provider,
        coalesce(served_model, model), ceil(ln(greatest(response_time_ms, 1)::float8) / ln(1.04::float8)), count(*)
    FROM posted
    WHERE NOT free_of_charge
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (organization_id, bucket_start, user_id, endpoint, provider, model, log_bucket) DO UPDATE SET
        calls = histogram.calls + excluded.calls;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION public.roll_up_repriced_calls() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM FROM public.usage_rollups rollup
    JOIN (
        SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch') AS bucket_start,
            user_id, endpoint, provider, coalesce(served_model, model) AS model
        FROM after_change
        UNION
        SELECT call.organization_id, date_bin('15 minutes', call.created_at, timestamptz 'epoch'), call.user_id,
            call.endpoint, call.provider, part ->> 'model'
        FROM after_change AS call CROSS JOIN LATERAL jsonb_array_elements(call.usage_parts) AS part
        WHERE call.usage_parts IS NOT NULL
    ) AS touched USING (organization_id, bucket_start, user_id, endpoint, provider, model)
    ORDER BY organization_id, bucket_start, user_id, endpoint, provider, model
    FOR NO KEY UPDATE OF rollup;

    UPDATE public.usage_rollups rollup SET
        unpriced = rollup.unpriced + change.unpriced,
        estimated = rollup.estimated + change.estimated,
        total_cost = rollup.total_cost + change.total_cost
    FROM (
        SELECT organization_id, bucket_start, user_id, endpoint, provider, model,
            sum(unpriced) AS unpriced, sum(estimated) AS estimated, sum(total_cost) AS total_cost
        FROM (
            SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch') AS bucket_start,
                user_id, endpoint, provider, coalesce(served_model, model) AS model,
                sum(sign * (cost_status = 'UNPRICED')::int) AS unpriced,
                sum(sign * (cost_status = 'ESTIMATED')::int) AS estimated,
                sum(sign * coalesce(total_cost, 0)) AS total_cost
            FROM (SELECT 1 AS sign, * FROM after_change UNION ALL SELECT -1, * FROM before_change) AS cost
            GROUP BY 1, 2, 3, 4, 5, 6
            UNION ALL
            SELECT call.organization_id, date_bin('15 minutes', call.created_at, timestamptz 'epoch'), call.user_id,
                call.endpoint, call.provider, side.model, 0, 0, call.sign * side.sign * work.total_cost
            FROM (
                SELECT 1 AS sign, * FROM after_change WHERE usage_parts IS NOT NULL
                UNION ALL SELECT -1, * FROM before_change WHERE usage_parts IS NOT NULL
            ) AS call
            CROSS JOIN LATERAL public.work_of_other_models(
                coalesce(call.served_model, call.model), call.usage_parts, call.cost_lines) AS work
            CROSS JOIN LATERAL (
                VALUES (coalesce(call.served_model, call.model), -1), (work.other_model, 1)) AS side (model, sign)
        ) AS share
        GROUP BY 1, 2, 3, 4, 5, 6
    ) AS change
    WHERE (rollup.organization_id, rollup.bucket_start, rollup.user_id, rollup.endpoint, rollup.provider, rollup.model)
        = (change.organization_id, change.bucket_start, change.user_id, change.endpoint, change.provider, change.model);
    RETURN NULL;
END
$$;

--changeset tokentally:move-to-served-models stripComments:false
-- What the log still holds moves in the roll-ups from the model that was asked for to the one that served; what is older than the log
-- stays where it is, for nothing tells any more who served it. Nobody posts meanwhile.
LOCK TABLE public.api_usage_logs IN SHARE ROW EXCLUSIVE MODE;

CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
SELECT call.organization_id, date_bin('15 minutes', call.created_at, timestamptz 'epoch') AS bucket_start, call.user_id,
    call.endpoint, call.provider, call.model AS asked, call.served_model AS served,
    count(*) FILTER (WHERE NOT call.free_of_charge) AS requests,
    count(*) FILTER (WHERE NOT call.success AND NOT call.free_of_charge) AS failures,
    count(*) FILTER (WHERE call.cost_status = 'UNPRICED') AS unpriced,
    count(*) FILTER (WHERE call.cost_status = 'ESTIMATED') AS estimated,
    sum(call.input_tokens - coalesce(others.input_tokens, 0)) AS input_tokens,
    sum(call.output_tokens - coalesce(others.output_tokens, 0)) AS output_tokens,
    sum(coalesce(call.total_cost, 0) - coalesce(others.total_cost, 0)) AS total_cost,
    count(*) FILTER (WHERE call.free_of_charge) AS free_calls,
    count(*) FILTER (WHERE NOT call.success AND call.free_of_charge) AS free_failures
FROM public.api_usage_logs AS call
LEFT JOIN LATERAL (
    SELECT sum(work.input_tokens) AS input_tokens, sum(work.output_tokens) AS output_tokens,
        sum(work.total_cost) AS total_cost
    FROM public.work_of_other_models(call.served_model, call.usage_parts, call.cost_lines) AS work
) AS others ON call.usage_parts IS NOT NULL
WHERE call.served_model <> call.model
GROUP BY 1, 2, 3, 4, 5, 6, 7;

INSERT INTO public.usage_rollups AS rollup (
    organization_id, bucket_start, user_id, endpoint, provider, model,
    requests, failures, unpriced, estimated, input_tokens, output_tokens, total_cost, free_calls, free_failures)
SELECT organization_id, bucket_start, user_id, endpoint, provider, served, sum(requests), sum(failures), sum(unpriced),
    sum(estimated), sum(input_tokens), sum(output_tokens), sum(total_cost), sum(free_calls), sum(free_failures)
FROM moved GROUP BY 1, 2, 3, 4, 5, 6
ON CONFLICT (organization_id, bucket_start, user_id, endpoint, provider, model) DO UPDATE SET
    requests = rollup.requests + excluded.requests,
    failures = rollup.failures + excluded.failures,
    unpriced = rollup.unpriced + excluded.unpriced,
    estimated = rollup.estimated + excluded.estimated,
    input_tokens = rollup.input_tokens + excluded.input_tokens,
    output_tokens = rollup.output_tokens + excluded.output_tokens,
    total_cost = rollup.total_cost + excluded.total_cost,
    free_calls = rollup.free_calls + excluded.free_calls,
    free_failures = rollup.free_failures + excluded.free_failures;

UPDATE public.usage_rollups rollup SET
    requests = rollup.requests - gone.requests,
    failures = rollup.failures - gone.failures,
    unpriced = rollup.unpriced - gone.unpriced,
    estimated = rollup.estimated - gone.estimated,
    input_tokens = rollup.input_tokens - gone.input_tokens,
    output_tokens = rollup.output_tokens - gone.output_tokens,
    total_cost = rollup.total_cost - gone.total_cost,
    free_calls = rollup.free_calls - gone.free_calls,
    free_failures = rollup.free_failures - gone.free_failures
FROM (
    SELECT organization_id, bucket_start, user_id, endpoint, provider, asked, sum(requests) AS requests,
        sum(failures) AS failures, sum(unpriced) AS unpriced, sum(estimated) AS estimated,
        sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(total_cost) AS total_cost,
        sum(free_calls) AS free_calls, sum(free_failures) AS free_failures
    FROM moved GROUP BY 1, 2, 3, 4, 5, 6
) AS gone
WHERE (rollup.organization_id, rollup.bucket_start, rollup.user_id, rollup.endpoint, rollup.provider, rollup.model)
    = (gone.organization_id, gone.bucket_start, gone.user_id, gone.endpoint, gone.provider, gone.asked);

-- A row that a part's model may still need for its cost stays, empty or not.
DELETE FROM public.usage_rollups rollup USING moved
WHERE (rollup.organization_id, rollup.bucket_start, rollup.user_id, rollup.endpoint, rollup.provider, rollup.model)
        = (moved.organization_id, moved.bucket_start, moved.user_id, moved.endpoint, moved.provider, moved.asked)
    AND (rollup.requests, rollup.free_calls, rollup.input_tokens, rollup.output_tokens, rollup.total_cost)
        = (0, 0, 0, 0, 0)
    AND NOT EXISTS (
        SELECT FROM public.api_usage_logs call CROSS JOIN LATERAL jsonb_array_elements(call.usage_parts) AS part
        WHERE call.organization_id = rollup.organization_id AND call.created_at >= rollup.bucket_start
            AND call.created_at < rollup.bucket_start + interval '15 minutes' AND call.usage_parts IS NOT NULL
            AND part ->> 'model' = rollup.model);

-- No percentile changes in sum: each response time moves to the model that took it.
CREATE TEMPORARY TABLE moved_times ON COMMIT DROP AS
SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch') AS bucket_start, user_id, endpoint, provider,
    model AS asked, served_model AS served,
    ceil(ln(greatest(response_time_ms, 1)::float8) / ln(1.04::float8))::smallint AS log_bucket, count(*) AS calls
FROM public.api_usage_logs
WHERE served_model <> model AND NOT free_of_charge
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;

INSERT INTO public.usage_response_times AS histogram (
    organization_id, bucket_start, user_id, endpoint, provider, model, log_bucket, calls)
SELECT organization_id, bucket_start, user_id, endpoint, provider, served, log_bucket, sum(calls)
FROM moved_times GROUP BY 1, 2, 3, 4, 5, 6, 7
ON CONFLICT (organization_id, bucket_start, user_id, endpoint, provider, model, log_bucket) DO UPDATE SET
    calls = histogram.calls + excluded.calls;

WITH gone AS (
    SELECT organization_id, bucket_start, user_id, endpoint, provider, asked, log_bucket, sum(calls) AS calls
    FROM moved_times GROUP BY 1, 2, 3, 4, 5, 6, 7
), emptied AS (
    DELETE FROM public.usage_response_times histogram USING gone
    WHERE (histogram.organization_id, histogram.bucket_start, histogram.user_id, histogram.endpoint, histogram.provider,
            histogram.model, histogram.log_bucket)
        = (gone.organization_id, gone.bucket_start, gone.user_id, gone.endpoint, gone.provider, gone.asked,
            gone.log_bucket)
        AND histogram.calls = gone.calls
)
UPDATE public.usage_response_times histogram SET calls = histogram.calls - gone.calls
FROM gone
WHERE (histogram.organization_id, histogram.bucket_start, histogram.user_id, histogram.endpoint, histogram.provider,
        histogram.model, histogram.log_bucket)
    = (gone.organization_id, gone.bucket_start, gone.user_id, gone.endpoint, gone.provider, gone.asked, gone.log_bucket)
    AND histogram.calls > gone.calls;
