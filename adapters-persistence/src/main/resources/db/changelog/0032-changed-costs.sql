--liquibase formatted sql

--changeset tokentally:changed-costs stripComments:false splitStatements:false
-- Gives calls their new costs and keeps the old ones, for an owner's repricing and for late prices alike. Returns how many of
-- the calls are in the organization's ledger.
CREATE FUNCTION public.change_costs(organization text, repricing uuid, costs jsonb) RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    first_at timestamptz;
    last_at timestamptz;
    changed bigint;
BEGIN
    -- Names the months, so that the others are not read.
    SELECT min(created_at), max(created_at) INTO first_at, last_at
    FROM jsonb_to_recordset(costs) AS fresh (created_at timestamptz);
    INSERT INTO public.repriced_calls (
        organization_id, repricing_id, created_at, call_id,
        old_total_cost, old_cost_status, old_cost_lines, old_price_version, old_unpriced_reason,
        new_total_cost, new_cost_status, new_cost_lines, new_price_version, new_unpriced_reason)
    SELECT call.organization_id, repricing, call.created_at, call.id,
        call.total_cost, call.cost_status, call.cost_lines, call.price_version, call.unpriced_reason,
        fresh.total_cost, fresh.cost_status, fresh.cost_lines, fresh.price_version, fresh.unpriced_reason
    FROM jsonb_to_recordset(costs) AS fresh (
        created_at timestamptz, id uuid, total_cost numeric, cost_status text, cost_lines jsonb, price_version text,
        unpriced_reason text)
    JOIN public.api_usage_logs call ON call.created_at = fresh.created_at AND call.id = fresh.id
    WHERE call.organization_id = organization AND call.created_at BETWEEN first_at AND last_at;
    GET DIAGNOSTICS changed = ROW_COUNT;
    PERFORM public.replace_costs(organization, costs);
    RETURN changed;
END
$$;

REVOKE ALL ON FUNCTION public.change_costs(text, uuid, jsonb) FROM PUBLIC;

CREATE OR REPLACE FUNCTION public.apply_costs(
    wanted uuid, costs jsonb, new_last_id uuid, added_totals jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    repricing public.repricings := public.require_repricing(wanted, 'APPLYING');
BEGIN
    IF new_last_id <= repricing.last_id THEN
        RAISE EXCEPTION 'calls_seen_before' USING ERRCODE = 'TT002';
    END IF;
    IF public.change_costs(repricing.organization_id, wanted, costs) <> jsonb_array_length(costs) THEN
        RAISE EXCEPTION 'calls_not_in_ledger' USING ERRCODE = 'TT002';
    END IF;
    UPDATE public.repricings SET
        last_id = new_last_id,
        processed = processed + (
            SELECT coalesce(sum(records), 0) FROM jsonb_to_recordset(added_totals) AS added (records bigint)),
        totals = coalesce((
            SELECT jsonb_agg(to_jsonb(total) ORDER BY provider, model)
            FROM (
                SELECT provider, model, sum(records)::bigint AS records, sum(changed)::bigint AS changed,
                    sum(unpriced_before)::bigint AS unpriced_before, sum(unpriced_after)::bigint AS unpriced_after,
                    sum(before)::text AS before, sum(after)::text AS after
                FROM jsonb_to_recordset(totals || added_totals) AS part (
                    provider text, model text, records bigint, changed bigint, unpriced_before bigint,
                    unpriced_after bigint, before numeric, after numeric)
                GROUP BY provider, model
            ) AS total), '[]')
    WHERE organization_id = repricing.organization_id AND id = wanted;
END
$$;

-- One transaction: costs, roll-ups (by the ledger's trigger), the old costs, the repricing that tells of it, the audit entry.
CREATE OR REPLACE FUNCTION public.price_late_calls(organization text, repricing uuid, costs jsonb, totals jsonb) RETURNS int
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
    PERFORM public.change_costs(organization, repricing, priced);
    PERFORM public.append_audit_entry(
        organization, author, 'repricing.started', 'repricing', repricing::text, NULL,
        jsonb_build_object(
            'from', first_at, 'until', last_at, 'unpriced_only', true, 'reason', why,
            'records', jsonb_array_length(priced)));
    RETURN jsonb_array_length(priced);
END
$$;
