--liquibase formatted sql

--changeset tokentally:waiting-calls-choice stripComments:false
ALTER TABLE public.organizations ADD COLUMN prices_waiting_calls boolean NOT NULL DEFAULT false;

--changeset tokentally:waiting-calls stripComments:false splitStatements:false
-- Owners may let calls that had no price be priced as soon as there is one, by the metering, which sees of these calls what their
-- price depends on.

CREATE FUNCTION public.let_waiting_calls_be_priced(wanted boolean) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('reprice');
BEGIN
    UPDATE public.organizations SET prices_waiting_calls = wanted
    WHERE id = organization AND prices_waiting_calls <> wanted;
    IF FOUND THEN
        PERFORM public.append_audit_entry(organization, public.viewer_user_id(),
            CASE WHEN wanted THEN 'waiting_calls.priced' ELSE 'waiting_calls.left' END, 'organization', organization,
            NULL, NULL);
    END IF;
END
$$;

CREATE FUNCTION public.organizations_with_waiting_calls() RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT organization.id FROM public.organizations organization
    WHERE organization.prices_waiting_calls AND EXISTS (
        SELECT FROM public.api_usage_logs call
        WHERE call.organization_id = organization.id
            AND call.unpriced_reason IN ('NO_PRICE', 'NO_PRICES_FOR_UPSTREAM'))
$$;

CREATE FUNCTION public.waiting_calls(organization text, after_time timestamptz, after_id uuid, most int) RETURNS TABLE (
        created_at timestamptz, id uuid, provider text, model text, service_tier text, region text, usage_reading text,
        quantities jsonb, usage_parts jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT call.created_at, call.id, call.provider, coalesce(call.served_model, call.model), call.service_tier,
        call.region, call.usage_reading, call.quantities, call.usage_parts
    FROM public.api_usage_logs call
    WHERE call.organization_id = organization AND call.unpriced_reason IN ('NO_PRICE', 'NO_PRICES_FOR_UPSTREAM')
        AND (call.created_at, call.id) > (after_time, after_id)
        AND EXISTS (SELECT FROM public.organizations known WHERE known.id = organization AND known.prices_waiting_calls)
    ORDER BY call.created_at, call.id
    LIMIT most
$$;

-- One transaction: costs, roll-ups (by the ledger's trigger), the old costs, the repricing that tells of it, the audit entry. Calls
-- that lack a cost for another reason by now, or have one, stay as they are.
CREATE FUNCTION public.price_unpriced_calls(
    organization text, repricing uuid, costs jsonb, totals jsonb, reasons text[], why text) RETURNS int
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    author CONSTANT text := 'tokentally';
    first_at timestamptz;
    last_at timestamptz;
    last_one uuid;
    priced jsonb;
BEGIN
    SELECT min(created_at), max(created_at) INTO first_at, last_at
    FROM jsonb_to_recordset(costs) AS fresh (created_at timestamptz);
    SELECT coalesce(jsonb_agg(entry.cost ORDER BY call.created_at, call.id), '[]') INTO priced
    FROM jsonb_array_elements(costs) AS entry (cost)
    JOIN public.api_usage_logs call
        ON call.created_at = (entry.cost ->> 'created_at')::timestamptz AND call.id = (entry.cost ->> 'id')::uuid
    WHERE call.organization_id = organization AND call.created_at BETWEEN first_at AND last_at
        AND call.unpriced_reason = ANY (reasons)
        AND (entry.cost ->> 'unpriced_reason' IS NULL OR NOT entry.cost ->> 'unpriced_reason' = ANY (reasons));
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
    PERFORM public.change_costs(organization, repricing, priced);
    PERFORM public.append_audit_entry(
        organization, author, 'repricing.started', 'repricing', repricing::text, NULL,
        jsonb_build_object(
            'from', first_at, 'until', last_at, 'unpriced_only', true, 'reason', why,
            'records', jsonb_array_length(priced)));
    RETURN jsonb_array_length(priced);
END
$$;

CREATE OR REPLACE FUNCTION public.price_late_calls(organization text, repricing uuid, costs jsonb, totals jsonb) RETURNS int
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- As an owner's repricing does, so that the two take turns.
    PERFORM FROM public.organizations WHERE id = organization FOR NO KEY UPDATE;
    RETURN public.price_unpriced_calls(organization, repricing, costs, totals, ARRAY['NO_PRICE_BOOK'],
        'The price book could not be read when these calls were recorded.');
END
$$;

CREATE FUNCTION public.price_waiting_calls(organization text, repricing uuid, costs jsonb, totals jsonb) RETURNS int
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM FROM public.organizations known WHERE known.id = organization FOR NO KEY UPDATE;
    -- A statement of its own: it has to see what an owner has decided while this one waited.
    IF NOT EXISTS (
        SELECT FROM public.organizations known WHERE known.id = organization AND known.prices_waiting_calls) THEN
        RETURN 0;
    END IF;
    RETURN public.price_unpriced_calls(organization, repricing, costs, totals,
        ARRAY['NO_PRICE', 'NO_PRICES_FOR_UPSTREAM'], 'There is a price by now, which these calls waited for.');
END
$$;

REVOKE ALL ON FUNCTION
    public.let_waiting_calls_be_priced(boolean), public.organizations_with_waiting_calls(),
    public.waiting_calls(text, timestamptz, uuid, int), public.price_waiting_calls(text, uuid, jsonb, jsonb),
    public.price_unpriced_calls(text, uuid, jsonb, jsonb, text[], text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.let_waiting_calls_be_priced(boolean) TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.organizations_with_waiting_calls(), public.waiting_calls(text, timestamptz, uuid, int),
    public.price_waiting_calls(text, uuid, jsonb, jsonb)
    TO tokentally_metering;
