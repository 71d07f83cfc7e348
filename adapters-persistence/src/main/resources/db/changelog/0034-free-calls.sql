--liquibase formatted sql

--changeset tokentally:free-calls stripComments:false
-- Calls that no provider bills, whatever becomes of them, are in the log and in no sum. Of a roll-up they are counted apart, so that
-- the log's calls can be counted without reading them.
ALTER TABLE public.api_usage_logs
    ADD COLUMN free_of_charge boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT free_of_charge_costs_nothing CHECK (NOT free_of_charge OR cost_status = 'FREE');

ALTER TABLE public.usage_rollups
    ADD COLUMN free_calls    bigint NOT NULL DEFAULT 0 CHECK (free_calls >= 0),
    ADD COLUMN free_failures bigint NOT NULL DEFAULT 0 CHECK (free_failures BETWEEN 0 AND free_calls);

-- What was not billed is free if it succeeded, and a call of a model that was refused is one all the same. Records of that time in a
-- journal are told apart by the same rule. No cost changes.
ALTER TABLE public.api_usage_logs DISABLE TRIGGER roll_up_repriced_calls;
UPDATE public.api_usage_logs SET free_of_charge = true
WHERE cost_status = 'FREE' AND (
    success
    OR operation NOT IN (
        'audio.speech', 'audio.transcriptions', 'audio.translations', 'chat.completions', 'completions', 'decisions',
        'embeddings', 'images.edits', 'images.generations', 'images.variations', 'messages', 'responses',
        'responses.compact', 'videos')
    OR (operation IS NULL AND model = 'unknown'));
ALTER TABLE public.api_usage_logs ENABLE TRIGGER roll_up_repriced_calls;

UPDATE public.usage_rollups rollup SET
    requests = rollup.requests - free.calls,
    failures = rollup.failures - free.failures,
    free_calls = free.calls,
    free_failures = free.failures
FROM (
    SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch') AS bucket_start, user_id, endpoint,
        provider, model, count(*) AS calls, count(*) FILTER (WHERE NOT success) AS failures
    FROM public.api_usage_logs WHERE free_of_charge GROUP BY 1, 2, 3, 4, 5, 6
) AS free
WHERE (rollup.organization_id, rollup.bucket_start, rollup.user_id, rollup.endpoint, rollup.provider, rollup.model)
    = (free.organization_id, free.bucket_start, free.user_id, free.endpoint, free.provider, free.model);

WITH free AS (
    SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch') AS bucket_start, user_id, endpoint,
        provider, model, ceil(ln(greatest(response_time_ms, 1)::float8) / ln(1.04::float8)) AS log_bucket,
        count(*) AS calls
    FROM public.api_usage_logs WHERE free_of_charge GROUP BY 1, 2, 3, 4, 5, 6, 7
), emptied AS (
    DELETE FROM public.usage_response_times histogram USING free
    WHERE (histogram.organization_id, histogram.bucket_start, histogram.user_id, histogram.endpoint, histogram.provider,
            histogram.model, histogram.log_bucket)
        = (free.organization_id, free.bucket_start, free.user_id, free.endpoint, free.provider, free.model,
            free.log_bucket)
        AND histogram.calls = free.calls
)
UPDATE public.usage_response_times histogram SET calls = histogram.calls - free.calls
FROM free
WHERE (histogram.organization_id, histogram.bucket_start, histogram.user_id, histogram.endpoint, histogram.provider,
        histogram.model, histogram.log_bucket)
    = (free.organization_id, free.bucket_start, free.user_id, free.endpoint, free.provider, free.model, free.log_bucket)
    AND histogram.calls > free.calls;

-- Of a call nothing but its cost may ever be another.
DROP TRIGGER refuse_change ON public.api_usage_logs;
CREATE TRIGGER refuse_change
    BEFORE UPDATE OF
        created_at, user_id, organization_id, endpoint, model, input_tokens, output_tokens, total_tokens,
        response_time_ms, success, id, provider, served_model, service_tier, region, attribution, tags, virtual_key_id,
        usage_reading, quantities, currency, time_to_first_token_ms, failure_kind, http_status, error_type, error_code,
        operation, usage_parts, free_of_charge
    ON public.api_usage_logs FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--changeset tokentally:roll-up-without-free-calls stripComments:false splitStatements:false
-- As before, but that calls which no provider bills are counted apart, and their response times are no model's.
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
            endpoint, provider, model, count(*) FILTER (WHERE NOT free_of_charge) AS requests,
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
        CROSS JOIN LATERAL (VALUES (call.model, -1), (work.other_model, 1)) AS side (model, sign)
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
    SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch'), user_id, endpoint, provider, model,
        ceil(ln(greatest(response_time_ms, 1)::float8) / ln(1.04::float8)), count(*)
    FROM posted
    WHERE NOT free_of_charge
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (organization_id, bucket_start, user_id, endpoint, provider, model, log_bucket) DO UPDATE SET
        calls = histogram.calls + excluded.calls;
    RETURN NULL;
END
$$;
