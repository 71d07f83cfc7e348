--liquibase formatted sql

--changeset tokentally:input-bands stripComments:false
-- For which lengths of input the rates of a series were, where long ones cost another. Calls from before have none, until they are priced
-- anew.
ALTER TABLE public.usage_series
    ADD COLUMN input_band text CHECK (input_band ~ '^[0-9]{1,18}-([0-9]{1,18})?$');
ALTER TABLE public.repriced_calls
    ADD COLUMN old_input_band text,
    ADD COLUMN new_input_band text;
DROP TRIGGER refuse_change ON public.repriced_calls;
CREATE TRIGGER refuse_change
    BEFORE DELETE OR UPDATE OF
        organization_id, repricing_id, created_at, call_id, entry, old_total_cost, old_cost_status, old_cost_lines,
        old_price_version, old_input_band, old_unpriced_reason, new_total_cost, new_cost_status, new_cost_lines, new_price_version,
        new_input_band, new_unpriced_reason, repriced_at
    ON public.repriced_calls FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE OR REPLACE VIEW public.api_usage_logs WITH (security_invoker = true) AS
SELECT
    call.created_at, caller.user_id, call.organization_id, series.endpoint, series.model, call.input_tokens,
    call.output_tokens, call.input_tokens + call.output_tokens AS total_tokens, call.total_cost, call.response_time_ms::bigint,
    series.success, call.id, series.provider, series.served_model, series.service_tier, caller.attribution,
    public.usage_quantities(rates.units, call.quantities) AS quantities, series.cost_status, rates.currency,
    coalesce(call.cost_lines, public.usage_cost_lines(rates.cost_lines, rates.units, call.quantities)) AS cost_lines,
    series.price_version, series.unpriced_reason, call.time_to_first_token_ms::bigint, series.failure_kind, series.http_status,
    call.error_type, call.error_code, series.region, series.usage_reading, call.tags, caller.virtual_key_id,
    series.operation, call.usage_parts, series.free_of_charge, call.client_ids, call.provider_request_id, call.attempt,
    call.attempt_of, series.input_band
FROM public.usage_calls call
JOIN public.usage_callers caller ON caller.organization_id = call.organization_id AND caller.number = call.caller
JOIN public.usage_series series ON series.organization_id = call.organization_id AND series.number = call.series
JOIN public.usage_rates rates ON rates.organization_id = call.organization_id AND rates.number = call.rates;

--changeset tokentally:input-bands-of-series stripComments:false splitStatements:false
-- What describes a series, and what a call costs, has it among the rest. Nothing else of these functions changes.
DO $$
DECLARE
    change record;
    definition text;
BEGIN
    FOR change IN
        SELECT * FROM (VALUES
            ('usage_series_numbers', 'price_version, free_of_charge, tags)', 'price_version, free_of_charge, tags, input_band)'),
            ('usage_series_numbers', 'free_of_charge boolean, tags jsonb)', 'free_of_charge boolean, tags jsonb, input_band text)'),
            ('replace_costs', '''price_version'', fresh.price_version,',
             '''price_version'', fresh.price_version, ''input_band'', fresh.input_band,'),
            ('replace_costs', 'price_version text, unpriced_reason text)', 'price_version text, input_band text, unpriced_reason text)'),
            ('change_costs', 'old_price_version, old_unpriced_reason', 'old_price_version, old_input_band, old_unpriced_reason'),
            ('change_costs', 'new_price_version, new_unpriced_reason', 'new_price_version, new_input_band, new_unpriced_reason'),
            ('change_costs', 'call.price_version, call.unpriced_reason', 'call.price_version, call.input_band, call.unpriced_reason'),
            ('change_costs', 'fresh.price_version, fresh.unpriced_reason',
             'fresh.price_version, fresh.input_band, fresh.unpriced_reason'),
            ('change_costs', 'price_version text,', 'price_version text, input_band text,'),
            ('put_back_costs', '''price_version'', old_price_version,',
             '''price_version'', old_price_version, ''input_band'', old_input_band,')) AS places (name, place, replacement)
    LOOP
        SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname = change.name;
        -- Fails where the place is not there exactly once.
        ASSERT length(replace(definition, change.place, '')) = length(definition) - length(change.place), change.place;
        EXECUTE replace(definition, change.place, change.replacement);
    END LOOP;
END
$$;
