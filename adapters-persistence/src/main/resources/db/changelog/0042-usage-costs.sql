--liquibase formatted sql

--changeset tokentally:replace-costs stripComments:false splitStatements:false
-- The lines of a bill without their quantities, if these are the call's; or NULL where they have to be kept as they are.
CREATE FUNCTION public.lines_without_quantities(lines jsonb, units text[], amounts bigint[]) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE
        WHEN coalesce(bool_and(NOT line ? 'part'
            AND (line ->> 'quantity')::bigint IS NOT DISTINCT FROM amounts[array_position(units, line ->> 'unit')]), true)
        THEN coalesce(jsonb_agg(line - 'quantity' ORDER BY place), '[]')
    END
    FROM jsonb_array_elements(lines) WITH ORDINALITY AS entry (line, place)
$$;

-- Gives calls their new costs, and with them another series and other rates; the roll-ups lose what they were and gain what they are.
CREATE OR REPLACE FUNCTION public.replace_costs(organization text, costs jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    before public.usage_calls[];
    after public.usage_calls[];
    kinds jsonb;
    kind_numbers int[];
    bills jsonb;
    bill_numbers int[];
BEGIN
    PERFORM public.share_rollups(organization);
    before := ARRAY(
        SELECT call
        FROM jsonb_to_recordset(costs) AS fresh (created_at timestamptz, id uuid)
        JOIN public.usage_calls call
            ON call.organization_id = organization AND call.created_at = fresh.created_at AND call.id = fresh.id
        -- Names the months, so that the others are not read.
        WHERE call.created_at BETWEEN
            (SELECT min(created_at) FROM jsonb_to_recordset(costs) AS first (created_at timestamptz))
            AND (SELECT max(created_at) FROM jsonb_to_recordset(costs) AS last (created_at timestamptz))
        ORDER BY call.created_at, call.id
        FOR UPDATE OF call);

    -- In the order of the calls that there are.
    SELECT coalesce(jsonb_agg(attributes ORDER BY place), '[]'), coalesce(jsonb_agg(bill_attributes ORDER BY place), '[]') INTO kinds, bills
    FROM (
        SELECT call.place,
            jsonb_strip_nulls(public.series_attributes(kind) || jsonb_build_object(
                'cost_status', fresh.cost_status, 'price_version', fresh.price_version,
                'unpriced_reason', fresh.unpriced_reason)) AS attributes,
            jsonb_build_object('currency', bill.currency, 'units', to_jsonb(bill.units), 'cost_lines', coalesce(
                public.lines_without_quantities(fresh.cost_lines, bill.units, public.usage_amounts(call.quantities)), '[]')) AS bill_attributes
        FROM unnest(before) WITH ORDINALITY AS call (
            created_at, input_tokens, output_tokens, id, caller, series, rates, created_hour, response_time_ms,
            time_to_first_token_ms, organization_id, total_cost, quantities, provider_request_id, error_type, error_code, tags, client_ids,
            usage_parts, cost_lines, place)
        JOIN public.usage_series kind ON kind.organization_id = organization AND kind.number = call.series
        JOIN public.usage_rates bill ON bill.organization_id = organization AND bill.number = call.rates
        JOIN jsonb_to_recordset(costs) AS fresh (
            created_at timestamptz, id uuid, cost_status text, cost_lines jsonb, price_version text, unpriced_reason text)
            ON fresh.created_at = call.created_at AND fresh.id = call.id
    ) AS described;
    kind_numbers := public.usage_series_numbers(organization, kinds);
    bill_numbers := public.usage_rates_numbers(organization, bills);

    WITH changed AS (
        UPDATE public.usage_calls call SET
            total_cost = fresh.total_cost,
            series = kind_numbers[old.place],
            rates = bill_numbers[old.place],
            cost_lines = CASE WHEN public.lines_without_quantities(
                fresh.cost_lines, ARRAY(SELECT jsonb_array_elements_text(bills -> (old.place::int - 1) -> 'units')),
                public.usage_amounts(call.quantities)) IS NULL THEN fresh.cost_lines END
        FROM jsonb_to_recordset(costs) AS fresh (
            created_at timestamptz, id uuid, total_cost numeric, cost_lines jsonb)
        JOIN unnest(before) WITH ORDINALITY AS old (
            created_at, input_tokens, output_tokens, id, caller, series, rates, created_hour, response_time_ms,
            time_to_first_token_ms, organization_id, total_cost, quantities, provider_request_id, error_type, error_code, tags, client_ids,
            usage_parts, cost_lines, place)
            ON old.created_at = fresh.created_at AND old.id = fresh.id
        WHERE call.organization_id = organization AND call.created_at = old.created_at AND call.id = old.id
            AND call.created_at BETWEEN (before[1]).created_at AND (before[cardinality(before)]).created_at
        RETURNING call)
    SELECT coalesce(array_agg(changed.call), '{}') INTO after FROM changed;
    PERFORM public.roll_up(organization, public.shares_of_calls(before, -1) || public.shares_of_calls(after, 1));
END
$$;

REVOKE ALL ON FUNCTION public.lines_without_quantities(jsonb, text[], bigint[]) FROM PUBLIC;

--changeset tokentally:calls-that-wait stripComments:false splitStatements:false
-- As before: calls that wait for a price are found by their series, which are few, without reading the others.

CREATE FUNCTION public.unpriced_calls(
    organization text, reasons text[], after_time timestamptz, after_id uuid, most int) RETURNS TABLE (
        created_at timestamptz, id uuid, provider text, model text, service_tier text, region text, usage_reading text,
        quantities jsonb, usage_parts jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT call.created_at, call.id, series.provider, series.billed_model, series.service_tier, series.region,
        series.usage_reading, public.usage_quantities(rates.units, call.quantities), call.usage_parts
    FROM public.usage_series series
    CROSS JOIN LATERAL (
        SELECT * FROM public.usage_calls call
        WHERE call.organization_id = organization AND call.series = series.number
            AND (call.created_at, call.id) > (after_time, after_id) AND call.created_at >= after_time
            AND call.created_hour >= floor(extract(epoch FROM after_time) / 3600)::int
        ORDER BY call.created_hour, call.created_at, call.id
        LIMIT most) AS call
    JOIN public.usage_rates rates ON rates.organization_id = organization AND rates.number = call.rates
    WHERE series.organization_id = organization AND series.unpriced_reason = ANY (reasons)
    ORDER BY call.created_at, call.id
    LIMIT most
$$;

CREATE FUNCTION public.has_unpriced_calls(organization text, reasons text[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM public.usage_series series
        WHERE series.organization_id = organization AND series.unpriced_reason = ANY (reasons) AND EXISTS (
            SELECT FROM public.usage_calls call
            WHERE call.organization_id = organization AND call.series = series.number))
$$;

CREATE OR REPLACE FUNCTION public.organizations_without_price_book() RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT organization_id
    FROM (SELECT DISTINCT organization_id FROM public.usage_series WHERE unpriced_reason = 'NO_PRICE_BOOK') AS affected
    WHERE public.has_unpriced_calls(organization_id, ARRAY['NO_PRICE_BOOK'])
    ORDER BY organization_id
$$;

CREATE OR REPLACE FUNCTION public.calls_without_price_book(organization text, most int) RETURNS TABLE (
        created_at timestamptz, id uuid, provider text, model text, service_tier text, region text, usage_reading text,
        quantities jsonb, usage_parts jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT * FROM public.unpriced_calls(
        organization, ARRAY['NO_PRICE_BOOK'], timestamptz 'epoch', '00000000-0000-0000-0000-000000000000', most)
$$;

CREATE OR REPLACE FUNCTION public.organizations_with_waiting_calls() RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT organization.id FROM public.organizations organization
    WHERE organization.prices_waiting_calls
        AND public.has_unpriced_calls(organization.id, ARRAY['NO_PRICE', 'NO_PRICES_FOR_UPSTREAM'])
$$;

CREATE OR REPLACE FUNCTION public.waiting_calls(
    organization text, after_time timestamptz, after_id uuid, most int) RETURNS TABLE (
        created_at timestamptz, id uuid, provider text, model text, service_tier text, region text, usage_reading text,
        quantities jsonb, usage_parts jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT waiting.* FROM public.organizations known
    CROSS JOIN LATERAL public.unpriced_calls(
        organization, ARRAY['NO_PRICE', 'NO_PRICES_FOR_UPSTREAM'], after_time, after_id, most) AS waiting
    WHERE known.id = organization AND known.prices_waiting_calls
$$;

REVOKE ALL ON FUNCTION
    public.unpriced_calls(text, text[], timestamptz, uuid, int), public.has_unpriced_calls(text, text[])
    FROM PUBLIC;
