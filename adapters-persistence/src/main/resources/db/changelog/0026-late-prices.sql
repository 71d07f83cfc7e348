--liquibase formatted sql

--changeset tokentally:calls-without-price-book stripComments:false
CREATE INDEX api_usage_logs_without_price_book ON public.api_usage_logs (organization_id, created_at, id)
    WHERE unpriced_reason = 'NO_PRICE_BOOK';

--changeset tokentally:late-prices stripComments:false splitStatements:false
-- The metering role reads nothing of the ledger but, of calls that were recorded without their organization's price book, what
-- their price depends on; and it gives costs to these calls alone. Nobody's session is asked, for nobody's view is taken.

CREATE FUNCTION public.organizations_without_price_book() RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    WITH RECURSIVE organization (id) AS (
        SELECT min(organization_id) FROM public.api_usage_logs WHERE unpriced_reason = 'NO_PRICE_BOOK'
        UNION ALL
        SELECT (SELECT min(organization_id) FROM public.api_usage_logs later
                WHERE later.unpriced_reason = 'NO_PRICE_BOOK' AND later.organization_id > organization.id)
        FROM organization WHERE organization.id IS NOT NULL
    )
    SELECT id FROM organization WHERE id IS NOT NULL
$$;

CREATE FUNCTION public.calls_without_price_book(organization text, most int) RETURNS TABLE (
        created_at timestamptz, id uuid, provider text, model text, service_tier text, region text, usage_reading text,
        quantities jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT call.created_at, call.id, call.provider, coalesce(call.served_model, call.model), call.service_tier,
        call.region, call.usage_reading, call.quantities
    FROM public.api_usage_logs call
    WHERE call.organization_id = organization AND call.unpriced_reason = 'NO_PRICE_BOOK'
    ORDER BY call.created_at, call.id
    LIMIT most
$$;

-- One transaction: costs, roll-ups (by the ledger's trigger), the old costs, the repricing that tells of it, the audit entry.
CREATE FUNCTION public.price_late_calls(organization text, repricing uuid, costs jsonb, totals jsonb) RETURNS int
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    author CONSTANT text := 'tokentally';
    why CONSTANT text := 'The price book could not be read when these calls were recorded.';
    first_at timestamptz;
    last_at timestamptz;
    last_one uuid;
    priced jsonb;
BEGIN
    -- As an owner's repricing does, so that the two take turns.
    PERFORM FROM public.organizations WHERE id = organization FOR NO KEY UPDATE;
    SELECT min(created_at), max(created_at) INTO first_at, last_at
    FROM jsonb_to_recordset(costs) AS fresh (created_at timestamptz);
    SELECT coalesce(jsonb_agg(entry.cost ORDER BY call.created_at, call.id), '[]') INTO priced
    FROM jsonb_array_elements(costs) AS entry (cost)
    JOIN public.api_usage_logs call
        ON call.created_at = (entry.cost ->> 'created_at')::timestamptz AND call.id = (entry.cost ->> 'id')::uuid
    WHERE call.organization_id = organization AND call.created_at BETWEEN first_at AND last_at
        AND call.unpriced_reason = 'NO_PRICE_BOOK' AND entry.cost ->> 'unpriced_reason' IS DISTINCT FROM 'NO_PRICE_BOOK';
    IF jsonb_array_length(priced) = 0 THEN
        RETURN 0;
    END IF;
    SELECT id INTO last_one FROM jsonb_to_recordset(priced) AS fresh (created_at timestamptz, id uuid)
    ORDER BY created_at DESC, id DESC LIMIT 1;
    INSERT INTO public.repricings (
        organization_id, id, range_from, range_until, unpriced_only, reason, author, started_at, state, records,
        processed, last_id, totals)
    VALUES (
        organization, repricing, date_bin('15 minutes', first_at, timestamptz 'epoch'),
        date_bin('15 minutes', last_at, timestamptz 'epoch') + interval '15 minutes', true, why, author, now(), 'APPLIED',
        jsonb_array_length(priced), jsonb_array_length(priced), last_one, totals);
    INSERT INTO public.repriced_calls (
        organization_id, repricing_id, created_at, call_id,
        old_total_cost, old_cost_status, old_cost_lines, old_price_version, old_unpriced_reason,
        new_total_cost, new_cost_status, new_cost_lines, new_price_version, new_unpriced_reason)
    SELECT call.organization_id, repricing, call.created_at, call.id,
        call.total_cost, call.cost_status, call.cost_lines, call.price_version, call.unpriced_reason,
        fresh.total_cost, fresh.cost_status, fresh.cost_lines, fresh.price_version, fresh.unpriced_reason
    FROM jsonb_to_recordset(priced) AS fresh (
        created_at timestamptz, id uuid, total_cost numeric, cost_status text, cost_lines jsonb, price_version text,
        unpriced_reason text)
    JOIN public.api_usage_logs call ON call.created_at = fresh.created_at AND call.id = fresh.id
    WHERE call.organization_id = organization AND call.created_at BETWEEN first_at AND last_at;
    PERFORM public.replace_costs(organization, priced);
    PERFORM public.append_audit_entry(
        organization, author, 'repricing.started', 'repricing', repricing::text, NULL,
        jsonb_build_object(
            'from', first_at, 'until', last_at, 'unpriced_only', true, 'reason', why,
            'records', jsonb_array_length(priced)));
    RETURN jsonb_array_length(priced);
END
$$;

REVOKE ALL ON FUNCTION
    public.organizations_without_price_book(), public.calls_without_price_book(text, int),
    public.price_late_calls(text, uuid, jsonb, jsonb)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.organizations_without_price_book(), public.calls_without_price_book(text, int),
    public.price_late_calls(text, uuid, jsonb, jsonb)
    TO tokentally_metering;
