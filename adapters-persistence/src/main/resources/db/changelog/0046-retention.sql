--liquibase formatted sql

--changeset tokentally:sealed-usage stripComments:false
-- Nothing that was called before that instant, a first of a month in UTC, changes any more: its sums are what was stored when it was
-- sealed, and its calls may be removed.
ALTER TABLE public.organizations ADD COLUMN sealed_until timestamptz
    CHECK (sealed_until AT TIME ZONE 'UTC' = date_trunc('month', sealed_until AT TIME ZONE 'UTC'));

-- What the roll-ups by quarter-hour added up to when a month was sealed.
CREATE TABLE public.sealed_usage (
    organization_id text    NOT NULL,
    month           date    NOT NULL CHECK (extract(day FROM month) = 1),
    cost_status     text    NOT NULL CHECK (cost_status IN ('MEASURED', 'ESTIMATED', 'UNPRICED', 'FREE')),
    calls           bigint  NOT NULL,
    failures        bigint  NOT NULL,
    input_tokens    bigint  NOT NULL,
    output_tokens   bigint  NOT NULL,
    total_cost      numeric NOT NULL,
    PRIMARY KEY (organization_id, month, cost_status)
);
ALTER TABLE public.sealed_usage ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON public.sealed_usage FROM PUBLIC, tokentally_app, tokentally_metering;

-- A sealed month that had usage, and how far its calls have gone.
CREATE TABLE public.sealed_months (
    organization_id text        NOT NULL,
    month           date        NOT NULL CHECK (extract(day FROM month) = 1),
    -- In the log when it was sealed.
    calls           bigint      NOT NULL,
    sealed_at       timestamptz NOT NULL DEFAULT now(),
    archived_at     timestamptz,
    removed_at      timestamptz,
    PRIMARY KEY (organization_id, month)
);
ALTER TABLE public.sealed_months ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON public.sealed_months FROM PUBLIC, tokentally_app, tokentally_metering;

--changeset tokentally:require-unsealed stripComments:false splitStatements:false
-- Before any call where nothing is sealed.
CREATE FUNCTION public.sealed_until(organization text) RETURNS timestamptz
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT sealed_until FROM public.organizations WHERE id = organization), timestamptz 'epoch')
$$;

CREATE FUNCTION public.month_start(month date) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT date_trunc('month', month::timestamp) AT TIME ZONE 'UTC'
$$;

-- Whoever shares the roll-ups has this looked at afterwards, and keeps whoever seals waiting: what is unsealed stays so until the end
-- of the transaction.
CREATE FUNCTION public.require_unsealed(organization text, first_at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    sealed CONSTANT timestamptz := public.sealed_until(organization);
BEGIN
    IF first_at < sealed THEN
        PERFORM public.refuse('usage_sealed', to_char(sealed AT TIME ZONE 'UTC', 'YYYY-MM-DD'));
    END IF;
END
$$;

REVOKE ALL ON FUNCTION
    public.sealed_until(text), public.month_start(date), public.require_unsealed(text, timestamptz)
    FROM PUBLIC;

--changeset tokentally:unsealed-calls-that-wait stripComments:false splitStatements:false
-- As before, of what is not sealed.
CREATE OR REPLACE FUNCTION public.unpriced_calls(
    organization text, reasons text[], after_time timestamptz, after_id uuid, most int) RETURNS TABLE (
        created_at timestamptz, id uuid, provider text, model text, service_tier text, region text, usage_reading text,
        quantities jsonb, usage_parts jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    WITH unsealed AS MATERIALIZED (
        SELECT greatest(after_time, public.sealed_until(organization)) AS first_at)
    SELECT call.created_at, call.id, series.provider, series.billed_model, series.service_tier, series.region,
        series.usage_reading, public.usage_quantities(rates.units, call.quantities), call.usage_parts
    FROM unsealed
    CROSS JOIN public.usage_series series
    CROSS JOIN LATERAL (
        SELECT * FROM public.usage_calls call
        WHERE call.organization_id = organization AND call.series = series.number
            AND (call.created_at, call.id) > (after_time, after_id) AND call.created_at >= unsealed.first_at
            AND call.created_hour >= floor(extract(epoch FROM unsealed.first_at) / 3600)::int
        ORDER BY call.created_hour, call.created_at, call.id
        LIMIT most) AS call
    JOIN public.usage_rates rates ON rates.organization_id = organization AND rates.number = call.rates
    WHERE series.organization_id = organization AND series.unpriced_reason = ANY (reasons)
    ORDER BY call.created_at, call.id
    LIMIT most
$$;

CREATE OR REPLACE FUNCTION public.has_unpriced_calls(organization text, reasons text[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    WITH unsealed AS MATERIALIZED (SELECT public.sealed_until(organization) AS first_at)
    SELECT EXISTS (
        SELECT FROM unsealed
        CROSS JOIN public.usage_series series
        WHERE series.organization_id = organization AND series.unpriced_reason = ANY (reasons) AND EXISTS (
            SELECT FROM public.usage_calls call
            WHERE call.organization_id = organization AND call.series = series.number
                AND call.created_at >= unsealed.first_at
                AND call.created_hour >= floor(extract(epoch FROM unsealed.first_at) / 3600)::int))
$$;

--changeset tokentally:seal-usage stripComments:false splitStatements:false
CREATE FUNCTION public.usage_of_months(organization text, from_time timestamptz, until_time timestamptz) RETURNS TABLE (
        month date, cost_status text, calls bigint, failures bigint, input_tokens bigint, output_tokens bigint,
        total_cost numeric)
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT date_trunc('month', sums.quarter_hour AT TIME ZONE 'UTC')::date AS month, kind.cost_status,
        sum(sums.calls)::bigint, coalesce(sum(sums.calls) FILTER (WHERE NOT kind.success), 0)::bigint,
        sum(sums.input_tokens)::bigint, sum(sums.output_tokens)::bigint, sum(sums.total_cost)
    FROM public.usage_quarter_hours sums
    JOIN public.usage_series kind ON kind.organization_id = organization AND kind.number = sums.series
    WHERE sums.organization_id = organization AND sums.quarter_hour >= from_time AND sums.quarter_hour < until_time
    GROUP BY 1, 2
$$;

-- Seals what came before that instant, a first of a month, and stores its sums. Returns what it has to wait for, and NULL where it is
-- sealed, now or already.
CREATE FUNCTION public.seal_usage(organization text, until_time timestamptz) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    sealed timestamptz;
BEGIN
    -- As a repricing does, so that the two take turns.
    PERFORM FROM public.organizations WHERE id = organization FOR NO KEY UPDATE;
    PERFORM public.hold_rollups(organization);
    sealed := public.sealed_until(organization);
    IF sealed >= until_time THEN
        RETURN NULL;
    END IF;
    -- Sums of what an earlier version recorded are not complete until it is moved. A statement of its own: where the table is gone, it
    -- would not even be read.
    IF to_regclass('public.rollups_to_move') IS NOT NULL THEN
        IF EXISTS (SELECT FROM public.rollups_to_move WHERE organization_id = organization AND bucket_start < until_time) THEN
            RETURN 'MOVE_OF_USAGE';
        END IF;
    END IF;
    IF EXISTS (
        SELECT FROM public.repricings
        WHERE organization_id = organization AND state IN ('APPLYING', 'UNDOING') AND range_from < until_time)
    THEN
        RETURN 'REPRICING';
    END IF;
    INSERT INTO public.sealed_usage (
        organization_id, month, cost_status, calls, failures, input_tokens, output_tokens, total_cost)
    SELECT organization, sums.* FROM public.usage_of_months(organization, sealed, until_time) AS sums;
    INSERT INTO public.sealed_months (organization_id, month, calls)
    SELECT organization, month, sum(calls)
    FROM (
        SELECT date_trunc('month', created_at AT TIME ZONE 'UTC')::date AS month, count(*) AS calls
        FROM public.usage_calls
        WHERE organization_id = organization AND created_at >= sealed AND created_at < until_time
        GROUP BY 1
        UNION ALL
        SELECT DISTINCT month, 0 FROM public.sealed_usage
        WHERE organization_id = organization AND public.month_start(month) >= sealed
    ) AS used
    GROUP BY month;
    UPDATE public.organizations SET sealed_until = until_time WHERE id = organization;
    RETURN NULL;
END
$$;

--changeset tokentally:verify-sealed-usage stripComments:false splitStatements:false
-- Where the sums of a sealed month are not those that were stored.
CREATE FUNCTION public.sealed_usage_drift(organization text, wanted date) RETURNS TABLE (
        cost_status text, expected jsonb, found jsonb)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    PERFORM public.hold_rollups(organization);
    RETURN QUERY
    WITH stored AS (
        SELECT cost_status, jsonb_build_array(calls, failures, input_tokens, output_tokens, total_cost) AS sums
        FROM public.sealed_usage WHERE organization_id = organization AND month = wanted
    ), kept AS (
        SELECT cost_status, jsonb_build_array(calls, failures, input_tokens, output_tokens, total_cost) AS sums
        FROM public.usage_of_months(
            organization, public.month_start(wanted), public.month_start((wanted + interval '1 month')::date))
    )
    SELECT coalesce(stored.cost_status, kept.cost_status), stored.sums, kept.sums
    FROM stored FULL JOIN kept ON kept.cost_status = stored.cost_status
    WHERE stored.sums IS DISTINCT FROM kept.sums
    ORDER BY 1;
END
$$;

-- Of a day that is sealed in part or as a whole: what the roll-ups in larger grains have that those by quarter-hour do not add up to.
CREATE FUNCTION public.grain_drift(organization text, wanted date) RETURNS TABLE (
        rollup text, bucket text, series int, caller int, expected jsonb, found jsonb)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    zone CONSTANT text := public.zone_of_organization(organization);
    from_time CONSTANT timestamptz := wanted::timestamp AT TIME ZONE zone;
    until_time CONSTANT timestamptz := (wanted + 1)::timestamp AT TIME ZONE zone;
BEGIN
    RETURN QUERY
    WITH share AS MATERIALIZED (
        SELECT sums.*, kind.free_of_charge, kind.success, kind.cost_status
        FROM public.usage_quarter_hours sums
        JOIN public.usage_series kind ON kind.organization_id = organization AND kind.number = sums.series
        WHERE sums.organization_id = organization AND sums.quarter_hour >= from_time AND sums.quarter_hour < until_time
    ), of_series AS MATERIALIZED (
        SELECT * FROM public.usage_series_quarter_hours
        WHERE organization_id = organization AND quarter_hour >= from_time AND quarter_hour < until_time
    ), due AS (
        SELECT 'usage_days' AS rollup, wanted::text AS bucket, series, caller,
            jsonb_build_array(sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) AS sums
        FROM share GROUP BY series, caller
        HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
        UNION ALL
        SELECT 'usage_series_quarter_hours', quarter_hour::text, series, NULL,
            jsonb_build_array(sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost))
        FROM share GROUP BY quarter_hour, series
        HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
        UNION ALL
        SELECT 'usage_series_days', wanted::text, series, NULL,
            jsonb_build_array(sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost),
                public.compact_distributions(public.concatenated(distributions)))
        FROM of_series GROUP BY series
        HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
        UNION ALL
        SELECT 'usage_caller_days', wanted::text, NULL, caller,
            jsonb_build_array(
                coalesce(sum(calls) FILTER (WHERE NOT free_of_charge), 0),
                coalesce(sum(calls) FILTER (WHERE NOT free_of_charge AND NOT success), 0),
                coalesce(sum(calls) FILTER (WHERE cost_status = 'UNPRICED'), 0),
                coalesce(sum(calls) FILTER (WHERE cost_status = 'ESTIMATED'), 0),
                coalesce(sum(calls) FILTER (WHERE free_of_charge), 0),
                coalesce(sum(calls) FILTER (WHERE free_of_charge AND NOT success), 0),
                sum(input_tokens), sum(output_tokens), sum(total_cost))
        FROM share GROUP BY caller
        HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
    ), kept AS (
        SELECT 'usage_days' AS rollup, day::text AS bucket, series, caller,
            jsonb_build_array(calls, input_tokens, output_tokens, total_cost) AS sums
        FROM public.usage_days WHERE organization_id = organization AND day = wanted
        UNION ALL
        SELECT 'usage_series_quarter_hours', quarter_hour::text, series, NULL,
            jsonb_build_array(calls, input_tokens, output_tokens, total_cost)
        FROM of_series
        UNION ALL
        SELECT 'usage_series_days', day::text, series, NULL,
            jsonb_build_array(calls, input_tokens, output_tokens, total_cost,
                public.compact_distributions(distributions))
        FROM public.usage_series_days WHERE organization_id = organization AND day = wanted
        UNION ALL
        SELECT 'usage_caller_days', day::text, NULL, caller,
            jsonb_build_array(requests, failures, unpriced, estimated, free_calls, free_failures, input_tokens,
                output_tokens, total_cost)
        FROM public.usage_caller_days WHERE organization_id = organization AND day = wanted
    )
    SELECT coalesce(due.rollup, kept.rollup), coalesce(due.bucket, kept.bucket), coalesce(due.series, kept.series),
        coalesce(due.caller, kept.caller), due.sums, kept.sums
    FROM due
    FULL JOIN kept ON kept.rollup = due.rollup AND kept.bucket = due.bucket
        AND coalesce(kept.series, 0) = coalesce(due.series, 0) AND coalesce(kept.caller, 0) = coalesce(due.caller, 0)
    WHERE due.sums IS DISTINCT FROM kept.sums
    ORDER BY 1, 2, 3, 4;
END
$$;

REVOKE ALL ON FUNCTION
    public.usage_of_months(text, timestamptz, timestamptz), public.seal_usage(text, timestamptz),
    public.sealed_usage_drift(text, date), public.grain_drift(text, date)
    FROM PUBLIC;

--changeset tokentally:ask-what-is-sealed stripComments:false splitStatements:false
-- Functions that change usage ask first; what is sealed is not compared with calls. Nothing else of these functions changes.
DO $$
DECLARE
    change record;
    definition text;
BEGIN
    FOR change IN
        SELECT * FROM (VALUES
            ('post_calls', 'PERFORM public.share_rollups(organization);',
             'PERFORM public.share_rollups(organization);
    PERFORM public.require_unsealed(organization, (
        SELECT timestamptz ''epoch'' + min(instant) * interval ''1 millisecond'' FROM unnest(instants) AS instant));'),
            ('bill_job_once', 'lost := public.remove_call(',
             'PERFORM public.require_unsealed(organization, billed.created_at);
        lost := public.remove_call('),
            ('replace_costs', 'PERFORM public.share_rollups(organization);',
             'PERFORM public.share_rollups(organization);
    PERFORM public.require_unsealed(organization, (
        SELECT min(created_at) FROM jsonb_to_recordset(costs) AS fresh (created_at timestamptz)));'),
            ('begin_repricing', 'INSERT INTO public.repricings (',
             'PERFORM public.require_unsealed(organization, (
        SELECT range_from FROM json_to_record(begun) AS repricing (range_from timestamptz)));
    INSERT INTO public.repricings ('),
            ('set_repricing_state', 'IF new_state = ''UNDONE'' AND',
             'IF new_state = ''UNDOING'' THEN
        PERFORM public.require_unsealed(repricing.organization_id, repricing.range_from);
    END IF;
    IF new_state = ''UNDONE'' AND'),
            ('rebuild_usage_day', 'PERFORM public.hold_rollups(organization);',
             'PERFORM public.hold_rollups(organization);
    PERFORM public.require_unsealed(organization, from_time);'),
            ('usage_drift', 'from_time CONSTANT timestamptz := wanted::timestamp AT TIME ZONE zone;',
             'whole CONSTANT boolean := wanted::timestamp AT TIME ZONE zone >= public.sealed_until(organization);
    from_time CONSTANT timestamptz := greatest(wanted::timestamp AT TIME ZONE zone, public.sealed_until(organization));'),
            ('usage_drift', 'WHERE due.sums IS DISTINCT FROM kept.sums',
             'WHERE due.sums IS DISTINCT FROM kept.sums
        AND (whole OR coalesce(due.rollup, kept.rollup) IN (''usage_quarter_hours'', ''usage_series_quarter_hours''))
    UNION ALL
    SELECT * FROM public.grain_drift(organization, wanted) WHERE NOT whole')) AS places (function, place, replacement)
    LOOP
        SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname = change.function;
        -- Fails where the place is not there exactly once.
        ASSERT length(replace(definition, change.place, '')) = length(definition) - length(change.place), change.function;
        EXECUTE replace(definition, change.place, change.replacement);
    END LOOP;
END
$$;

--changeset tokentally:retention-choice stripComments:false splitStatements:false
-- How many whole months calls are kept beside the current one, in UTC; for ever where it is not said. And until when they are gone.
ALTER TABLE public.organizations
    ADD COLUMN retention_months int CHECK (retention_months BETWEEN 1 AND 1200),
    ADD COLUMN calls_removed_until timestamptz CHECK (calls_removed_until <= sealed_until);

CREATE FUNCTION public.set_retention(months int) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('set_retention');
    before int;
BEGIN
    PERFORM public.require_fresh_sign_in();
    SELECT retention_months INTO before FROM public.organizations WHERE id = organization;
    IF before IS DISTINCT FROM months THEN
        UPDATE public.organizations SET retention_months = months WHERE id = organization;
        PERFORM public.append_audit_entry(
            organization, public.viewer_user_id(), 'retention.changed', 'organization', organization,
            jsonb_build_object('months', before), jsonb_build_object('months', months));
    END IF;
END
$$;

REVOKE ALL ON FUNCTION public.set_retention(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.set_retention(int) TO tokentally_app;

--changeset tokentally:room-that-stays stripComments:false splitStatements:false
-- Whoever makes room, or finds it, keeps it from being dropped until the end of the transaction.
DO $$
DECLARE
    place CONSTANT text := 'FOR attempt IN 1..2 LOOP';
    definition text;
BEGIN
    SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname = 'ensure_usage_month';
    ASSERT length(replace(definition, place, '')) = length(definition) - length(place);
    EXECUTE replace(definition, place, 'LOCK TABLE public.usage_calls IN ROW EXCLUSIVE MODE;
    ' || place);
END
$$;

--changeset tokentally:remove-sealed-calls stripComments:false splitStatements:false
-- Some calls may have been removed since.
ALTER TABLE public.sealed_months ADD COLUMN removal_began_at timestamptz;

-- One call is removed by its id, and those of an organization's sealed months by its name.
DROP TRIGGER refuse_deletion ON public.usage_calls;
CREATE TRIGGER refuse_deletion BEFORE DELETE ON public.usage_calls
    FOR EACH ROW WHEN (
        current_setting('tokentally.removes_call', true) IS DISTINCT FROM OLD.id::text
        AND current_setting('tokentally.removes_calls_of', true) IS DISTINCT FROM OLD.organization_id)
    EXECUTE FUNCTION public.refuse_change();

-- Marks a sealed month as one that loses its calls. Fails where it is not sealed, or not archived though it has to be: no row is found.
CREATE FUNCTION public.begin_removal(organization text, wanted date, must_be_archived boolean) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    began timestamptz;
BEGIN
    UPDATE public.sealed_months SET removal_began_at = coalesce(removal_began_at, now())
    WHERE organization_id = organization AND month = wanted
        AND public.month_start((wanted + interval '1 month')::date) <= public.sealed_until(organization)
        AND (NOT must_be_archived OR archived_at IS NOT NULL OR removal_began_at IS NOT NULL OR calls = 0)
    RETURNING removal_began_at INTO STRICT began;
END
$$;

CREATE FUNCTION public.end_removal(organization text, wanted date) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone public.sealed_months;
BEGIN
    -- Whoever comes second finds none.
    UPDATE public.sealed_months SET removed_at = now()
    WHERE organization_id = organization AND month = wanted AND removed_at IS NULL
    RETURNING * INTO gone;
    UPDATE public.organizations
    SET calls_removed_until = greatest(calls_removed_until, public.month_start((wanted + interval '1 month')::date))
    WHERE id = organization;
    IF gone.calls > 0 THEN
        PERFORM public.append_audit_entry(
            organization, 'tokentally', 'calls.removed', 'month', to_char(wanted, 'YYYY-MM'), NULL,
            jsonb_build_object('calls', gone.calls, 'archived', gone.archived_at IS NOT NULL));
    END IF;
END
$$;

-- Removes the oldest calls of a sealed month, and says whether there may be more. Sums stay.
CREATE FUNCTION public.remove_sealed_calls(organization text, wanted date, must_be_archived boolean, most int) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    from_time CONSTANT timestamptz := public.month_start(wanted);
    until_time CONSTANT timestamptz := public.month_start((wanted + interval '1 month')::date);
    last_at timestamptz;
    last_id uuid;
    more boolean;
BEGIN
    PERFORM public.begin_removal(organization, wanted, must_be_archived);
    SELECT created_at, id INTO last_at, last_id FROM public.usage_calls
    WHERE organization_id = organization AND created_at >= from_time AND created_at < until_time
    ORDER BY created_at, id OFFSET most - 1 LIMIT 1;
    more := FOUND;
    PERFORM set_config('tokentally.removes_calls_of', organization, true);
    IF more THEN
        DELETE FROM public.usage_calls
        WHERE organization_id = organization AND created_at >= from_time AND created_at <= last_at
            AND (created_at, id) <= (last_at, last_id);
    ELSE
        DELETE FROM public.usage_calls
        WHERE organization_id = organization AND created_at >= from_time AND created_at < until_time;
        PERFORM public.end_removal(organization, wanted);
    END IF;
    PERFORM set_config('tokentally.removes_calls_of', '', true);
    RETURN more;
END
$$;

-- Whose calls a month has: one look at the index for each of them.
CREATE FUNCTION public.organizations_of_month(wanted date) RETURNS SETOF text
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH RECURSIVE found AS (
        (SELECT organization_id FROM public.usage_calls
         WHERE created_at >= public.month_start(wanted)
             AND created_at < public.month_start((wanted + interval '1 month')::date)
         ORDER BY organization_id LIMIT 1)
        UNION ALL
        SELECT (SELECT call.organization_id FROM public.usage_calls call
                WHERE call.organization_id > found.organization_id AND created_at >= public.month_start(wanted)
                    AND created_at < public.month_start((wanted + interval '1 month')::date)
                ORDER BY call.organization_id LIMIT 1)
        FROM found WHERE found.organization_id IS NOT NULL)
    SELECT organization_id FROM found WHERE organization_id IS NOT NULL
$$;

-- Drops a month in which nobody but these organizations has calls, all of which are sealed and may go. Returns false where others have
-- some, or where the log cannot be had alone for a moment.
CREATE FUNCTION public.drop_usage_month(wanted date, owners text[], must_be_archived boolean) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s'
AS $$
DECLARE
    partition CONSTANT text := 'usage_calls_' || to_char(wanted, 'YYYY_MM');
BEGIN
    IF EXISTS (SELECT FROM public.organizations_of_month(wanted) AS other WHERE other <> ALL (owners)) THEN
        RETURN false;
    END IF;
    -- First, as a repricing does, so that no two wait for each other.
    PERFORM FROM public.organizations WHERE id = ANY (owners) ORDER BY id FOR NO KEY UPDATE;
    BEGIN
        LOCK TABLE public.usage_calls IN ACCESS EXCLUSIVE MODE;
    EXCEPTION WHEN lock_not_available THEN
        RETURN false;
    END;
    -- Once more, for somebody may have posted meanwhile.
    IF EXISTS (SELECT FROM public.organizations_of_month(wanted) AS other WHERE other <> ALL (owners)) THEN
        RETURN false;
    END IF;
    PERFORM public.begin_removal(organization, wanted, must_be_archived) FROM unnest(owners) AS organization;
    IF EXISTS (
        SELECT FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'public.usage_calls'::regclass AND relname = partition)
    THEN
        EXECUTE format('ALTER TABLE public.usage_calls DETACH PARTITION public.%I', partition);
        EXECUTE format('DROP TABLE public.%I', partition);
    END IF;
    PERFORM public.end_removal(organization, wanted) FROM unnest(owners) AS organization;
    RETURN true;
END
$$;

-- The months before that one that have room and no calls.
CREATE FUNCTION public.empty_usage_months(current_month date) RETURNS SETOF date
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT month
    FROM pg_inherits
    JOIN pg_class ON pg_class.oid = inhrelid
    CROSS JOIN LATERAL to_date(substr(relname, length('usage_calls_') + 1), 'YYYY_MM') AS month
    WHERE inhparent = 'public.usage_calls'::regclass AND relname ~ '^usage_calls_[0-9]{4}_[0-9]{2}$'
        AND month < current_month AND NOT EXISTS (SELECT FROM public.organizations_of_month(month))
    ORDER BY month
$$;

REVOKE ALL ON FUNCTION
    public.begin_removal(text, date, boolean), public.end_removal(text, date),
    public.remove_sealed_calls(text, date, boolean, int), public.organizations_of_month(date),
    public.drop_usage_month(date, text[], boolean), public.empty_usage_months(date)
    FROM PUBLIC;
