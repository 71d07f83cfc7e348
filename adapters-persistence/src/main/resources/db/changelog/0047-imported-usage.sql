--liquibase formatted sql

--changeset tokentally:distributions-without-sums stripComments:false splitStatements:false
-- As before, but that sums which a provider told, and which stand in the log as one record each, are in no distribution: nobody knows
-- how long the calls took that they sum up.
CREATE OR REPLACE FUNCTION public.shares_of_calls(calls public.usage_calls[], sign int) RETURNS public.usage_share[]
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(array_agg(share::public.usage_share), '{}')
    FROM (
        SELECT call.created_at, call.caller, call.series, sign, sign * call.input_tokens, sign * call.output_tokens,
            sign * coalesce(call.total_cost, 0),
            CASE WHEN series.free_of_charge OR starts_with(series.operation, 'organization.usage.') THEN '{}'
                ELSE array_remove(ARRAY[
                public.distribution_entry(0, call.response_time_ms, sign),
                public.distribution_entry(1, call.time_to_first_token_ms, sign),
                CASE WHEN call.output_tokens > 0 AND call.response_time_ms > coalesce(call.time_to_first_token_ms, 0)
                    THEN public.distribution_entry(2, call.output_tokens * 1e6::float8
                        / (call.response_time_ms - coalesce(call.time_to_first_token_ms, 0)), sign) END], NULL) END
        FROM unnest(calls) AS call
        JOIN public.usage_series series
            ON series.organization_id = call.organization_id AND series.number = call.series
        UNION ALL
        SELECT call.created_at, call.caller, side.series, 0, side.sign * work.input_tokens,
            side.sign * work.output_tokens, side.sign * work.total_cost, '{}'
        FROM unnest(calls) AS call
        JOIN public.usage_series series
            ON series.organization_id = call.organization_id AND series.number = call.series
        CROSS JOIN LATERAL public.work_of_other_models(
            series.billed_model, call.usage_parts, coalesce(call.cost_lines, '[]')) AS work
        CROSS JOIN LATERAL (VALUES
            (call.series, -sign),
            (public.series_of_model(call.organization_id, call.series, work.other_model), sign)) AS side (series, sign)
        WHERE call.usage_parts IS NOT NULL
    ) AS share
$$;
