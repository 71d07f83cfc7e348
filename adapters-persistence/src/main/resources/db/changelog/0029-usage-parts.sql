--liquibase formatted sql

--changeset tokentally:usage-parts stripComments:false
-- What a call is billed in where other models worked for it, or its own did with an input of its own; NULL where it is billed as
-- one. Cost lines name the part that they are for by its place.
ALTER TABLE public.api_usage_logs
    ADD COLUMN usage_parts jsonb CHECK (jsonb_typeof(usage_parts) = 'array' AND usage_parts <> '[]');

-- Of a call nothing but its cost may ever be another.
DROP TRIGGER refuse_change ON public.api_usage_logs;
CREATE TRIGGER refuse_change
    BEFORE UPDATE OF
        created_at, user_id, organization_id, endpoint, model, input_tokens, output_tokens, total_tokens,
        response_time_ms, success, id, provider, served_model, service_tier, region, attribution, tags, virtual_key_id,
        usage_reading, quantities, currency, time_to_first_token_ms, failure_kind, http_status, error_type, error_code,
        operation, usage_parts
    ON public.api_usage_logs FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- A model that only ever works for others' calls answers none.
ALTER TABLE public.usage_rollups
    DROP CONSTRAINT usage_rollups_requests_check,
    ADD CONSTRAINT usage_rollups_requests_check CHECK (requests >= 0);

--changeset tokentally:roll-up-usage-parts stripComments:false splitStatements:false
-- Of a call in parts, the tokens and the cost that other models than the call's own account for, by model. Whatever names no
-- other model is the call's own.
CREATE FUNCTION public.work_of_other_models(own_model text, parts jsonb, lines jsonb) RETURNS TABLE (
        other_model text, input_tokens bigint, output_tokens bigint, total_cost numeric)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT work.model, sum(work.input_tokens)::bigint, sum(work.output_tokens)::bigint, sum(work.total_cost)
    FROM (
        SELECT part ->> 'model' AS model, (part ->> 'input_tokens')::bigint AS input_tokens,
            (part ->> 'output_tokens')::bigint AS output_tokens, 0::numeric AS total_cost
        FROM jsonb_array_elements(parts) AS part
        UNION ALL
        SELECT parts -> (line ->> 'part')::int ->> 'model', 0, 0, (line ->> 'amount')::numeric
        FROM jsonb_array_elements(lines) AS line
        WHERE line -> 'part' IS NOT NULL
    ) AS work
    WHERE work.model <> own_model
    GROUP BY work.model
$$;

-- As before, and then: what other models did for a call counts under them and not under the model that the call counts under;
-- the call itself counts there, once.
CREATE OR REPLACE FUNCTION public.roll_up_posted_calls() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO public.usage_rollups AS rollup (
        organization_id, bucket_start, user_id, endpoint, provider, model,
        requests, failures, unpriced, estimated, input_tokens, output_tokens, total_cost)
    SELECT organization_id, bucket_start, user_id, endpoint, provider, model,
        sum(requests), sum(failures), sum(unpriced), sum(estimated),
        sum(input_tokens), sum(output_tokens), sum(total_cost)
    FROM (
        SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch') AS bucket_start, user_id,
            endpoint, provider, model, count(*) AS requests, count(*) FILTER (WHERE NOT success) AS failures,
            count(*) FILTER (WHERE cost_status = 'UNPRICED') AS unpriced,
            count(*) FILTER (WHERE cost_status = 'ESTIMATED') AS estimated,
            sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
            coalesce(sum(total_cost), 0) AS total_cost
        FROM posted
        GROUP BY 1, 2, 3, 4, 5, 6
        UNION ALL
        SELECT call.organization_id, date_bin('15 minutes', call.created_at, timestamptz 'epoch'), call.user_id,
            call.endpoint, call.provider, side.model, 0, 0, 0, 0, side.sign * work.input_tokens,
            side.sign * work.output_tokens, side.sign * work.total_cost
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

-- The roll-ups of the other models are there since the call was posted, and are locked in the same order.
CREATE OR REPLACE FUNCTION public.roll_up_repriced_calls() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM FROM public.usage_rollups rollup
    JOIN (
        SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch') AS bucket_start,
            user_id, endpoint, provider, model
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
                user_id, endpoint, provider, model,
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
            CROSS JOIN LATERAL (VALUES (call.model, -1), (work.other_model, 1)) AS side (model, sign)
        ) AS share
        GROUP BY 1, 2, 3, 4, 5, 6
    ) AS change
    WHERE (rollup.organization_id, rollup.bucket_start, rollup.user_id, rollup.endpoint, rollup.provider, rollup.model)
        = (change.organization_id, change.bucket_start, change.user_id, change.endpoint, change.provider, change.model);
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION public.work_of_other_models(text, jsonb, jsonb) FROM PUBLIC;

--changeset tokentally:late-prices-of-parts stripComments:false splitStatements:false
-- As before, with the parts, which a price depends on as well.
DROP FUNCTION public.calls_without_price_book(text, int);
CREATE FUNCTION public.calls_without_price_book(organization text, most int) RETURNS TABLE (
        created_at timestamptz, id uuid, provider text, model text, service_tier text, region text, usage_reading text,
        quantities jsonb, usage_parts jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT call.created_at, call.id, call.provider, coalesce(call.served_model, call.model), call.service_tier,
        call.region, call.usage_reading, call.quantities, call.usage_parts
    FROM public.api_usage_logs call
    WHERE call.organization_id = organization AND call.unpriced_reason = 'NO_PRICE_BOOK'
    ORDER BY call.created_at, call.id
    LIMIT most
$$;

REVOKE ALL ON FUNCTION public.calls_without_price_book(text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.calls_without_price_book(text, int) TO tokentally_metering;
