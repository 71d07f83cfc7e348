--liquibase formatted sql

--changeset tokentally:repricings stripComments:false
-- Calls that were priced again, and what they cost before. Nothing here is ever removed; what is undone says so.
CREATE TABLE public.repricings (
    organization_id text        NOT NULL,
    id              uuid        NOT NULL,
    begun           bigint      GENERATED ALWAYS AS IDENTITY,
    range_from      timestamptz NOT NULL,
    range_until     timestamptz NOT NULL CHECK (range_until >= range_from),
    provider        text,
    model           text,
    unpriced_only   boolean     NOT NULL,
    reason          text        NOT NULL,
    author          text        NOT NULL,
    started_at      timestamptz NOT NULL,
    state           text        NOT NULL CHECK (state IN ('APPLYING', 'APPLIED', 'UNDOING', 'UNDONE')),
    records         bigint      NOT NULL CHECK (records >= 0),
    processed       bigint      NOT NULL CHECK (processed >= 0),
    last_id         uuid,
    totals          jsonb       NOT NULL CHECK (jsonb_typeof(totals) = 'array'),
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, begun)
);

CREATE TABLE public.repriced_calls (
    organization_id     text        NOT NULL,
    repricing_id        uuid        NOT NULL,
    created_at          timestamptz NOT NULL,
    call_id             uuid        NOT NULL,
    -- Of two changes to one call the later has the higher number, since it waits for the row.
    entry               bigint      GENERATED ALWAYS AS IDENTITY,
    old_total_cost      numeric,
    old_cost_status     text        NOT NULL,
    old_cost_lines      jsonb       NOT NULL,
    old_price_version   text,
    old_unpriced_reason text,
    new_total_cost      numeric,
    new_cost_status     text        NOT NULL,
    new_cost_lines      jsonb       NOT NULL,
    new_price_version   text,
    new_unpriced_reason text,
    repriced_at         timestamptz NOT NULL DEFAULT now(),
    put_back_at         timestamptz,
    PRIMARY KEY (organization_id, repricing_id, created_at, call_id),
    FOREIGN KEY (organization_id, repricing_id) REFERENCES public.repricings
);

CREATE INDEX repriced_calls_of_call ON public.repriced_calls (organization_id, created_at, call_id, entry)
    WHERE put_back_at IS NULL;
CREATE INDEX repriced_calls_to_put_back ON public.repriced_calls (organization_id, repricing_id, created_at, call_id)
    WHERE put_back_at IS NULL;

CREATE TRIGGER refuse_change
    BEFORE DELETE OR UPDATE OF
        organization_id, id, begun, range_from, range_until, provider, model, unpriced_only, reason, author, started_at,
        records
    ON public.repricings FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER refuse_change
    BEFORE DELETE OR UPDATE OF
        organization_id, repricing_id, created_at, call_id, entry, old_total_cost, old_cost_status, old_cost_lines,
        old_price_version, old_unpriced_reason, new_total_cost, new_cost_status, new_cost_lines, new_price_version,
        new_unpriced_reason, repriced_at
    ON public.repriced_calls FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Of a call nothing but its cost may ever be another.
CREATE TRIGGER refuse_change
    BEFORE UPDATE OF
        created_at, user_id, organization_id, endpoint, model, input_tokens, output_tokens, total_tokens,
        response_time_ms, success, id, provider, served_model, service_tier, region, attribution, usage_reading,
        quantities, currency, time_to_first_token_ms, failure_kind, http_status, error_type, error_code
    ON public.api_usage_logs FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--changeset tokentally:roll-up-repriced-calls stripComments:false splitStatements:false
-- Runs in the statement that changes costs: rows and roll-ups are one transaction. The roll-ups are locked in the order in
-- which posting takes them, so that the two cannot deadlock.
CREATE FUNCTION public.roll_up_repriced_calls() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM FROM public.usage_rollups rollup
    JOIN (
        SELECT DISTINCT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch') AS bucket_start,
            user_id, endpoint, provider, model
        FROM after_change
    ) AS touched USING (organization_id, bucket_start, user_id, endpoint, provider, model)
    ORDER BY organization_id, bucket_start, user_id, endpoint, provider, model
    FOR NO KEY UPDATE OF rollup;

    UPDATE public.usage_rollups rollup SET
        unpriced = rollup.unpriced + change.unpriced,
        estimated = rollup.estimated + change.estimated,
        total_cost = rollup.total_cost + change.total_cost
    FROM (
        SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch') AS bucket_start,
            user_id, endpoint, provider, model,
            sum(sign * (cost_status = 'UNPRICED')::int) AS unpriced,
            sum(sign * (cost_status = 'ESTIMATED')::int) AS estimated,
            sum(sign * coalesce(total_cost, 0)) AS total_cost
        FROM (SELECT 1 AS sign, * FROM after_change UNION ALL SELECT -1, * FROM before_change) AS cost
        GROUP BY 1, 2, 3, 4, 5, 6
    ) AS change
    WHERE (rollup.organization_id, rollup.bucket_start, rollup.user_id, rollup.endpoint, rollup.provider, rollup.model)
        = (change.organization_id, change.bucket_start, change.user_id, change.endpoint, change.provider, change.model);
    RETURN NULL;
END
$$;

--changeset tokentally:roll-up-repriced-calls-trigger stripComments:false
REVOKE ALL ON FUNCTION public.roll_up_repriced_calls() FROM PUBLIC;

CREATE TRIGGER roll_up_repriced_calls
    AFTER UPDATE ON public.api_usage_logs
    REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change
    FOR EACH STATEMENT EXECUTE FUNCTION public.roll_up_repriced_calls();

--changeset tokentally:reprice stripComments:false splitStatements:false
-- The application's role can update nothing here and in the ledger. It can call these, and they let none but an owner
-- price the organization's calls again. One owner at a time: require_owner_to() makes the others wait.

CREATE FUNCTION public.lock_repricing(wanted uuid) RETURNS SETOF public.repricings
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('price calls again');
BEGIN
    RETURN QUERY SELECT * FROM public.repricings WHERE organization_id = organization AND id = wanted FOR NO KEY UPDATE;
END
$$;

CREATE FUNCTION public.require_repricing(wanted uuid, wanted_state text) RETURNS public.repricings
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    repricing public.repricings;
BEGIN
    SELECT * INTO repricing FROM public.lock_repricing(wanted);
    IF repricing.id IS NULL THEN
        RAISE EXCEPTION 'There is no such repricing in the organization. Load the list again.' USING ERRCODE = 'TT001';
    END IF;
    IF repricing.state IS DISTINCT FROM wanted_state THEN
        RAISE EXCEPTION 'This cannot be done with a repricing that is %. Load the list again.', lower(repricing.state)
            USING ERRCODE = 'TT001';
    END IF;
    RETURN repricing;
END
$$;

CREATE FUNCTION public.begin_repricing(begun json) RETURNS void
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
END
$$;

CREATE FUNCTION public.replace_costs(organization text, costs jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    first_at timestamptz;
    last_at timestamptz;
BEGIN
    -- Names the months, so that the others are not read.
    SELECT min(created_at), max(created_at) INTO first_at, last_at
    FROM jsonb_to_recordset(costs) AS fresh (created_at timestamptz);
    UPDATE public.api_usage_logs call SET
        total_cost = fresh.total_cost,
        cost_status = fresh.cost_status,
        cost_lines = fresh.cost_lines,
        price_version = fresh.price_version,
        unpriced_reason = fresh.unpriced_reason
    FROM jsonb_to_recordset(costs) AS fresh (
        created_at timestamptz, id uuid, total_cost numeric, cost_status text, cost_lines jsonb, price_version text,
        unpriced_reason text)
    WHERE call.organization_id = organization
        AND call.created_at BETWEEN first_at AND last_at
        AND call.created_at = fresh.created_at
        AND call.id = fresh.id;
END
$$;

-- Totals are those of the calls looked at since the last time, and are added to those before.
CREATE FUNCTION public.apply_costs(wanted uuid, costs jsonb, new_last_id uuid, added_totals jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    repricing public.repricings := public.require_repricing(wanted, 'APPLYING');
    first_at timestamptz;
    last_at timestamptz;
    audited bigint;
BEGIN
    IF new_last_id <= repricing.last_id THEN
        RAISE EXCEPTION 'The repricing has looked at these calls before.' USING ERRCODE = 'TT001';
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
        RAISE EXCEPTION 'Some of these calls are not in the organization''s ledger. Price the range again.'
            USING ERRCODE = 'TT001';
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

CREATE FUNCTION public.put_back_costs(wanted uuid, most int) RETURNS int
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
        RAISE EXCEPTION 'A later repricing has changed the same calls. Undo that one first.' USING ERRCODE = 'TT001';
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

CREATE FUNCTION public.set_repricing_state(wanted uuid, new_state text) RETURNS void
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
        RAISE EXCEPTION '% calls still have to get their old costs back.', left_to_put_back USING ERRCODE = 'TT001';
    END IF;
    UPDATE public.repricings SET
        state = new_state,
        processed = CASE new_state WHEN 'UNDOING' THEN left_to_put_back ELSE processed END
    WHERE organization_id = repricing.organization_id AND id = wanted;
END
$$;

--changeset tokentally:repricing-policies stripComments:false
ALTER TABLE public.repricings ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.repriced_calls ENABLE ROW LEVEL SECURITY;

CREATE POLICY viewer_reads ON public.repricings FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_sees_organization()));
CREATE POLICY viewer_reads ON public.repriced_calls FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_sees_organization()));

REVOKE ALL ON public.repricings, public.repriced_calls FROM PUBLIC, tokentally_app, tokentally_metering;
REVOKE ALL ON FUNCTION
    public.lock_repricing(uuid), public.require_repricing(uuid, text), public.begin_repricing(json),
    public.replace_costs(text, jsonb), public.apply_costs(uuid, jsonb, uuid, jsonb), public.put_back_costs(uuid, int),
    public.set_repricing_state(uuid, text)
    FROM PUBLIC;
GRANT SELECT ON public.repricings, public.repriced_calls TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.lock_repricing(uuid), public.begin_repricing(json), public.apply_costs(uuid, jsonb, uuid, jsonb),
    public.put_back_costs(uuid, int), public.set_repricing_state(uuid, text)
    TO tokentally_app;
