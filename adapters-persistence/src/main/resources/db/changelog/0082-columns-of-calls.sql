--liquibase formatted sql

--changeset tokentally:columns-of-calls stripComments:false
-- What a call's quantities and lines are is worked out where it is asked for: a function that was started for each call took two thirds
-- of the time of an export. It stays for those who ask about single calls.
CREATE OR REPLACE VIEW public.api_usage_logs WITH (security_invoker = true) AS
SELECT
    call.created_at, caller.user_id, call.organization_id, series.endpoint, series.model, call.input_tokens,
    call.output_tokens, call.input_tokens + call.output_tokens AS total_tokens, call.total_cost, call.response_time_ms::bigint,
    series.success, call.id, series.provider, series.served_model, series.service_tier, caller.attribution,
    (
        SELECT coalesce(jsonb_object_agg(unit, amount), '{}')
        FROM unnest(rates.units, public.usage_amounts(call.quantities)) AS quantity (unit, amount)
    ) AS quantities,
    series.cost_status, rates.currency,
    coalesce(call.cost_lines, (
        SELECT coalesce(
            jsonb_agg(line || jsonb_build_object('quantity', amount.of_unit[array_position(rates.units, line ->> 'unit')])
                ORDER BY place),
            '[]')
        FROM jsonb_array_elements(rates.cost_lines) WITH ORDINALITY AS entry (line, place),
            public.usage_amounts(call.quantities) AS amount (of_unit)
    )) AS cost_lines,
    series.price_version, series.unpriced_reason, call.time_to_first_token_ms::bigint, series.failure_kind, series.http_status,
    call.error_type, call.error_code, series.region, series.usage_reading, call.tags, caller.virtual_key_id,
    series.operation, call.usage_parts, series.free_of_charge, call.client_ids, call.provider_request_id, call.attempt,
    call.attempt_of, series.input_band
FROM public.usage_calls call
JOIN public.usage_callers caller ON caller.organization_id = call.organization_id AND caller.number = call.caller
JOIN public.usage_series series ON series.organization_id = call.organization_id AND series.number = call.series
JOIN public.usage_rates rates ON rates.organization_id = call.organization_id AND rates.number = call.rates;
