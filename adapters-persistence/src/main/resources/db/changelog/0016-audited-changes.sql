--liquibase formatted sql

--changeset tokentally:audited-prices stripComments:false splitStatements:false
-- As they were, but that what is done is told to the audit log, and what is refused has a code (TT002) for which the
-- application has the words.
CREATE OR REPLACE FUNCTION public.require_new_price_name(organization text, name text) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM public.price_versions WHERE organization_id = organization AND version = name)
        OR EXISTS (SELECT FROM public.price_discounts WHERE organization_id = organization AND id = name) THEN
        RAISE EXCEPTION 'price_name_taken' USING ERRCODE = 'TT002', DETAIL = name;
    END IF;
END
$$;

-- What of a price the audit log tells; its terms are in the price itself, which never changes.
CREATE FUNCTION public.audited_price(terms jsonb, origin text, author text, reason text, source text) RETURNS jsonb
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'provider', terms -> 'provider', 'model', terms -> 'model', 'percentage', terms -> 'percentage',
        'rates', terms -> 'rates', 'valid_from', terms -> 'valid_from', 'valid_until', terms -> 'valid_until',
        'origin', origin, 'author', author, 'reason', reason, 'source', source))
$$;

CREATE OR REPLACE FUNCTION public.add_price_versions(added json) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('set prices');
    price record;
    last_price record;
    names jsonb := '[]';
BEGIN
    FOR price IN SELECT * FROM json_to_recordset(added) AS price (
        name text, terms jsonb, origin text, author text, reason text, source text, recorded_at timestamptz)
    LOOP
        PERFORM public.require_new_price_name(organization, price.name);
        INSERT INTO public.price_versions (
            organization_id, version, terms, origin, author, reason, source, recorded_at, entered_by)
        VALUES (organization, price.name, price.terms, price.origin, price.author, price.reason, price.source,
            price.recorded_at, public.viewer_user_id());
        names := names || to_jsonb(price.name);
        last_price := price;
    END LOOP;
    -- Of many at once, as an import enters them, one entry tells.
    IF jsonb_array_length(names) = 1 THEN
        PERFORM public.append_audit_entry(
            organization, public.viewer_user_id(), 'price.added', 'price', last_price.name, NULL,
            public.audited_price(last_price.terms, last_price.origin, last_price.author, last_price.reason, last_price.source));
    ELSIF jsonb_array_length(names) > 1 THEN
        PERFORM public.append_audit_entry(
            organization, public.viewer_user_id(), 'price.imported', 'price', jsonb_array_length(names) || ' prices', NULL,
            jsonb_build_object('prices', names, 'reason', last_price.reason, 'source', last_price.source, 'author', last_price.author));
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION public.add_price_discount(added json) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('grant discounts');
    discount record;
BEGIN
    SELECT * INTO discount FROM json_to_record(added) AS discount (
        name text, terms jsonb, origin text, author text, reason text, source text, recorded_at timestamptz);
    PERFORM public.require_new_price_name(organization, discount.name);
    INSERT INTO public.price_discounts (
        organization_id, id, terms, origin, author, reason, source, recorded_at, entered_by)
    VALUES (organization, discount.name, discount.terms, discount.origin, discount.author, discount.reason,
        discount.source, discount.recorded_at, public.viewer_user_id());
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'discount.added', 'discount', discount.name, NULL,
        public.audited_price(discount.terms, discount.origin, discount.author, discount.reason, discount.source));
END
$$;

CREATE OR REPLACE FUNCTION public.withdraw_price(
    name text, new_author text, new_reason text, taken_back_at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('take prices back');
    kind text;
    withdrawn_terms jsonb;
BEGIN
    SELECT known.kind, known.terms INTO kind, withdrawn_terms
    FROM (
        SELECT 'price' AS kind, price.terms FROM public.price_versions price
        WHERE price.organization_id = organization AND price.version = name
        UNION ALL
        SELECT 'discount', discount.terms FROM public.price_discounts discount
        WHERE discount.organization_id = organization AND discount.id = name
    ) AS known;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'price_unknown' USING ERRCODE = 'TT002', DETAIL = name;
    END IF;
    INSERT INTO public.price_withdrawals (organization_id, withdrawn, author, reason, withdrawn_at, entered_by)
    VALUES (organization, name, new_author, new_reason, taken_back_at, public.viewer_user_id())
    ON CONFLICT (organization_id, withdrawn) DO NOTHING;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'price_taken_back_before' USING ERRCODE = 'TT002', DETAIL = name;
    END IF;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), kind || '.taken_back', kind, name,
        public.audited_price(withdrawn_terms, NULL, NULL, NULL, NULL),
        jsonb_build_object('author', new_author, 'reason', new_reason));
END
$$;

--changeset tokentally:audited-repricings stripComments:false splitStatements:false
CREATE OR REPLACE FUNCTION public.require_repricing(wanted uuid, wanted_state text) RETURNS public.repricings
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    repricing public.repricings;
BEGIN
    SELECT * INTO repricing FROM public.lock_repricing(wanted);
    IF repricing.id IS NULL THEN
        RAISE EXCEPTION 'repricing_unknown' USING ERRCODE = 'TT002';
    END IF;
    IF repricing.state IS DISTINCT FROM wanted_state THEN
        RAISE EXCEPTION 'repricing_in_other_state' USING ERRCODE = 'TT002', DETAIL = lower(repricing.state);
    END IF;
    RETURN repricing;
END
$$;

CREATE OR REPLACE FUNCTION public.begin_repricing(begun json) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('price calls again');
BEGIN
    INSERT INTO public.repricings (
        organization_id, id, range_from, range_until, provider, model, unpriced_only, reason, author, started_at,
        state, records, processed, totals)
    SELECT organization, id, range_from, range_until, provider, model, unpriced_only, reason, public.viewer_user_id(),
        started_at, 'APPLYING', records, 0, '[]'
    FROM json_to_record(begun) AS repricing (
        id uuid, range_from timestamptz, range_until timestamptz, provider text, model text, unpriced_only boolean,
        reason text, started_at timestamptz, records bigint);
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'repricing.started', 'repricing', repricing.id::text, NULL,
        jsonb_strip_nulls(jsonb_build_object(
            'from', repricing.range_from, 'until', repricing.range_until, 'provider', repricing.provider,
            'model', repricing.model, 'unpriced_only', repricing.unpriced_only, 'reason', repricing.reason,
            'records', repricing.records)))
    FROM json_to_record(begun) AS repricing (
        id uuid, range_from timestamptz, range_until timestamptz, provider text, model text, unpriced_only boolean,
        reason text, records bigint);
END
$$;

CREATE OR REPLACE FUNCTION public.apply_costs(
    wanted uuid, costs jsonb, new_last_id uuid, added_totals jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    repricing public.repricings := public.require_repricing(wanted, 'APPLYING');
    first_at timestamptz;
    last_at timestamptz;
    audited bigint;
BEGIN
    IF new_last_id <= repricing.last_id THEN
        RAISE EXCEPTION 'calls_seen_before' USING ERRCODE = 'TT002';
    END IF;
    SELECT min(created_at), max(created_at) INTO first_at, last_at
    FROM jsonb_to_recordset(costs) AS fresh (created_at timestamptz);
    INSERT INTO public.repriced_calls (
        organization_id, repricing_id, created_at, call_id,
        old_total_cost, old_cost_status, old_cost_lines, old_price_version, old_unpriced_reason,
        new_total_cost, new_cost_status, new_cost_lines, new_price_version, new_unpriced_reason)
    SELECT call.organization_id, wanted, call.created_at, call.id,
        call.total_cost, call.cost_status, call.cost_lines, call.price_version, call.unpriced_reason,
        fresh.total_cost, fresh.cost_status, fresh.cost_lines, fresh.price_version, fresh.unpriced_reason
    FROM jsonb_to_recordset(costs) AS fresh (
        created_at timestamptz, id uuid, total_cost numeric, cost_status text, cost_lines jsonb, price_version text,
        unpriced_reason text)
    JOIN public.api_usage_logs call ON call.created_at = fresh.created_at AND call.id = fresh.id
    WHERE call.organization_id = repricing.organization_id AND call.created_at BETWEEN first_at AND last_at;
    GET DIAGNOSTICS audited = ROW_COUNT;
    IF audited <> jsonb_array_length(costs) THEN
        RAISE EXCEPTION 'calls_not_in_ledger' USING ERRCODE = 'TT002';
    END IF;
    PERFORM public.replace_costs(repricing.organization_id, costs);
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

CREATE OR REPLACE FUNCTION public.put_back_costs(wanted uuid, most int) RETURNS int
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    repricing public.repricings := public.require_repricing(wanted, 'UNDOING');
    entries bigint[];
BEGIN
    entries := ARRAY(
        SELECT entry FROM public.repriced_calls
        WHERE organization_id = repricing.organization_id AND repricing_id = wanted AND put_back_at IS NULL
        ORDER BY created_at DESC, call_id DESC LIMIT most);
    IF EXISTS (
        SELECT FROM public.repriced_calls ours
        JOIN public.repriced_calls later USING (organization_id, created_at, call_id)
        WHERE ours.organization_id = repricing.organization_id AND ours.repricing_id = wanted
            AND ours.entry = ANY (entries) AND later.entry > ours.entry AND later.put_back_at IS NULL) THEN
        RAISE EXCEPTION 'later_repricing' USING ERRCODE = 'TT002';
    END IF;
    PERFORM public.replace_costs(repricing.organization_id, coalesce(jsonb_agg(jsonb_build_object(
        'created_at', created_at, 'id', call_id, 'total_cost', old_total_cost, 'cost_status', old_cost_status,
        'cost_lines', old_cost_lines, 'price_version', old_price_version, 'unpriced_reason', old_unpriced_reason)), '[]'))
    FROM public.repriced_calls
    WHERE organization_id = repricing.organization_id AND repricing_id = wanted AND entry = ANY (entries);
    UPDATE public.repriced_calls SET put_back_at = now()
    WHERE organization_id = repricing.organization_id AND repricing_id = wanted AND entry = ANY (entries);
    UPDATE public.repricings SET processed = processed - cardinality(entries)
    WHERE organization_id = repricing.organization_id AND id = wanted;
    RETURN cardinality(entries);
END
$$;

CREATE OR REPLACE FUNCTION public.set_repricing_state(wanted uuid, new_state text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    repricing public.repricings := public.require_repricing(wanted, CASE new_state
        WHEN 'APPLIED' THEN 'APPLYING' WHEN 'UNDOING' THEN 'APPLIED' WHEN 'UNDONE' THEN 'UNDOING' END);
    left_to_put_back bigint := (
        SELECT count(*) FROM public.repriced_calls
        WHERE organization_id = repricing.organization_id AND repricing_id = wanted AND put_back_at IS NULL);
BEGIN
    IF new_state = 'UNDONE' AND left_to_put_back > 0 THEN
        RAISE EXCEPTION 'costs_left_to_put_back' USING ERRCODE = 'TT002', DETAIL = left_to_put_back::text;
    END IF;
    UPDATE public.repricings SET
        state = new_state,
        processed = CASE new_state WHEN 'UNDOING' THEN left_to_put_back ELSE processed END
    WHERE organization_id = repricing.organization_id AND id = wanted;
    PERFORM public.append_audit_entry(
        repricing.organization_id, public.viewer_user_id(),
        CASE new_state WHEN 'APPLIED' THEN 'repricing.applied' WHEN 'UNDOING' THEN 'repricing.undo_started'
            ELSE 'repricing.undone' END,
        'repricing', wanted::text, jsonb_build_object('state', repricing.state),
        jsonb_build_object('state', new_state, 'processed', repricing.processed));
END
$$;

--changeset tokentally:audited-changes-grants stripComments:false
REVOKE ALL ON FUNCTION public.audited_price(jsonb, text, text, text, text) FROM PUBLIC;
