--liquibase formatted sql

--changeset tokentally:call-attempts stripComments:false
-- Which attempt of its call a record is, and what all of them have in common, as far as the client told. Most calls have neither, and
-- take no more room for it. The latter is not called call_id: functions have parameters of that name, in questions of this table.
ALTER TABLE public.usage_calls
    ADD COLUMN attempt    smallint CHECK (attempt BETWEEN 1 AND 1000),
    ADD COLUMN attempt_of uuid;

CREATE INDEX usage_calls_of_attempts ON public.usage_calls (organization_id, attempt_of) WHERE attempt_of IS NOT NULL;

DROP TRIGGER refuse_change ON public.usage_calls;
CREATE TRIGGER refuse_change
    BEFORE UPDATE OF
        created_at, created_hour, input_tokens, output_tokens, id, caller, response_time_ms, time_to_first_token_ms, organization_id,
        quantities, provider_request_id, error_type, error_code, usage_parts, attempt, attempt_of
    ON public.usage_calls FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

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
    call.attempt_of
FROM public.usage_calls call
JOIN public.usage_callers caller ON caller.organization_id = call.organization_id AND caller.number = call.caller
JOIN public.usage_series series ON series.organization_id = call.organization_id AND series.number = call.series
JOIN public.usage_rates rates ON rates.organization_id = call.organization_id AND rates.number = call.rates;

--changeset tokentally:post-attempts stripComments:false splitStatements:false
-- Posting takes both of each call; whoever does not know them yet posts as before. Nothing else of the function changes.
DO $$
DECLARE
    former CONSTANT regprocedure := (
        SELECT oid FROM pg_catalog.pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'post_calls');
    definition text := pg_get_functiondef(former);
    change record;
BEGIN
    FOR change IN
        SELECT * FROM (VALUES
            ('usage_parts text[], cost_lines text[])',
             'usage_parts text[], cost_lines text[], attempts smallint[] DEFAULT NULL, attempts_of uuid[] DEFAULT NULL)'),
            ('usage_parts, cost_lines)
        SELECT',
             'usage_parts, cost_lines, attempt, attempt_of)
        SELECT'),
            ('given.usage_parts::jsonb, given.cost_lines::jsonb',
             'given.usage_parts::jsonb, given.cost_lines::jsonb, given.attempt, given.attempt_of'),
            ('error_codes, tags, client_ids, usage_parts, cost_lines)',
             'error_codes, tags, client_ids, usage_parts, cost_lines, attempts, attempts_of)'),
            ('usage_parts, cost_lines, place)',
             'usage_parts, cost_lines, attempt, attempt_of, place)')) AS places (place, replacement)
    LOOP
        -- Fails where the place is not there exactly once.
        ASSERT length(replace(definition, change.place, '')) = length(definition) - length(change.place), change.place;
        definition := replace(definition, change.place, change.replacement);
    END LOOP;
    EXECUTE format('DROP FUNCTION %s', former);
    EXECUTE definition;
END
$$;

REVOKE ALL ON FUNCTION
    public.post_calls(
        text, jsonb, jsonb, jsonb, uuid[], bigint[], int[], int[], int[], bigint[], bigint[], text[], numeric[], bigint[],
        bigint[], text[], text[], text[], text[], text[], text[], text[], smallint[], uuid[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.post_calls(
        text, jsonb, jsonb, jsonb, uuid[], bigint[], int[], int[], int[], bigint[], bigint[], text[], numeric[], bigint[],
        bigint[], text[], text[], text[], text[], text[], text[], text[], smallint[], uuid[])
    TO tokentally_metering;

--changeset tokentally:priced-anew-with-attempts stripComments:false splitStatements:false
-- Where a call's columns are named one by one, these are among them.
DO $$
DECLARE
    place CONSTANT text := 'usage_parts, cost_lines, place)';
    definition text;
BEGIN
    SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname = 'replace_costs';
    -- Fails where the place is not there twice.
    ASSERT length(definition) - length(replace(definition, place, '')) = 2 * length(place);
    EXECUTE replace(definition, place, 'usage_parts, cost_lines, attempt, attempt_of, place)');
END
$$;
