--liquibase formatted sql

--changeset tokentally:usage-dictionary-entries stripComments:false splitStatements:false
CREATE FUNCTION public.attributes_digest(attributes jsonb) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT sha256(convert_to(jsonb_strip_nulls(attributes)::text, 'UTF8'))
$$;

-- The numbers of entries, in the order in which they are described; those that nobody knows yet are written. Every writer takes
-- callers, series and rates in this order, and of each the new ones by their digest, so that no two wait for each other.
CREATE FUNCTION public.usage_caller_numbers(organization text, described jsonb) RETURNS int[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO public.usage_callers (organization_id, digest, user_id, virtual_key_id, attribution)
    SELECT organization, digest, attributes.*
    FROM (SELECT DISTINCT ON (1) public.attributes_digest(entry) AS digest, entry
        FROM jsonb_array_elements(described) AS entry) AS given
    CROSS JOIN LATERAL jsonb_to_record(entry) AS attributes (user_id text, virtual_key_id uuid, attribution text)
    WHERE NOT EXISTS (
        SELECT FROM public.usage_callers known WHERE known.organization_id = organization AND known.digest = given.digest)
    ORDER BY digest
    ON CONFLICT DO NOTHING;
    RETURN ARRAY(
        SELECT known.number
        FROM jsonb_array_elements(described) WITH ORDINALITY AS given (entry, place)
        LEFT JOIN public.usage_callers known
            ON known.organization_id = organization AND known.digest = public.attributes_digest(entry)
        ORDER BY place);
END
$$;

CREATE FUNCTION public.usage_series_numbers(organization text, described jsonb) RETURNS int[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO public.usage_series (
        organization_id, digest, endpoint, operation, provider, model, served_model, billed_model, service_tier, region,
        usage_reading, success, failure_kind, http_status, cost_status, unpriced_reason, price_version, free_of_charge)
    SELECT organization, digest, attributes.*
    FROM (SELECT DISTINCT ON (1) public.attributes_digest(entry) AS digest, entry
        FROM jsonb_array_elements(described) AS entry) AS given
    CROSS JOIN LATERAL jsonb_to_record(entry) AS attributes (
        endpoint text, operation text, provider text, model text, served_model text, billed_model text,
        service_tier text, region text, usage_reading text, success boolean, failure_kind text, http_status smallint,
        cost_status text, unpriced_reason text, price_version text, free_of_charge boolean)
    WHERE NOT EXISTS (
        SELECT FROM public.usage_series known WHERE known.organization_id = organization AND known.digest = given.digest)
    ORDER BY digest
    ON CONFLICT DO NOTHING;
    RETURN ARRAY(
        SELECT known.number
        FROM jsonb_array_elements(described) WITH ORDINALITY AS given (entry, place)
        LEFT JOIN public.usage_series known
            ON known.organization_id = organization AND known.digest = public.attributes_digest(entry)
        ORDER BY place);
END
$$;

CREATE FUNCTION public.usage_rates_numbers(organization text, described jsonb) RETURNS int[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO public.usage_rates (organization_id, digest, currency, units, cost_lines)
    SELECT organization, digest, entry ->> 'currency', ARRAY(SELECT jsonb_array_elements_text(entry -> 'units')), entry -> 'cost_lines'
    FROM (SELECT DISTINCT ON (1) public.attributes_digest(entry) AS digest, entry
        FROM jsonb_array_elements(described) AS entry) AS given
    WHERE NOT EXISTS (
        SELECT FROM public.usage_rates known WHERE known.organization_id = organization AND known.digest = given.digest)
    ORDER BY digest
    ON CONFLICT DO NOTHING;
    RETURN ARRAY(
        SELECT known.number
        FROM jsonb_array_elements(described) WITH ORDINALITY AS given (entry, place)
        LEFT JOIN public.usage_rates known
            ON known.organization_id = organization AND known.digest = public.attributes_digest(entry)
        ORDER BY place);
END
$$;

-- So many of each are told apart in a month; whoever makes calls may name as many as they like.
CREATE TABLE public.usage_names (
    organization_id text NOT NULL,
    month           date NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('endpoint', 'model of failed calls')),
    name            text NOT NULL,
    PRIMARY KEY (organization_id, month, kind, name)
);
ALTER TABLE public.usage_names ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON public.usage_names FROM PUBLIC, tokentally_app, tokentally_metering;

-- Those of the names that are too many this month. Writers at the same time may let in some more than that.
CREATE FUNCTION public.names_beyond_limit(organization text, name_kind text, names text[]) RETURNS text[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    most CONSTANT int := 1000;
    this_month CONSTANT date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
    fresh text[];
    room int;
BEGIN
    fresh := ARRAY(
        SELECT DISTINCT given.name FROM unnest(names) AS given (name)
        WHERE NOT EXISTS (
            SELECT FROM public.usage_names known
            WHERE known.organization_id = organization AND known.month = this_month AND known.kind = name_kind
                AND known.name = given.name)
        ORDER BY given.name);
    IF cardinality(fresh) > 0 THEN
        SELECT greatest(most - count(*), 0) INTO room FROM public.usage_names known
        WHERE known.organization_id = organization AND known.month = this_month AND known.kind = name_kind;
        INSERT INTO public.usage_names (organization_id, month, kind, name)
        SELECT organization, this_month, name_kind, fresh_name FROM unnest(fresh[:room]) AS fresh_name
        ON CONFLICT DO NOTHING;
        fresh := fresh[room + 1:];
    END IF;
    RETURN fresh;
END
$$;

-- Series as they are told apart: endpoints beyond the limit are called Other, and so are models that calls asked for in vain. A model
-- that answered keeps its name, for it may get a price yet.
CREATE FUNCTION public.series_within_limits(organization text, described jsonb) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    endpoints text[];
    models text[];
BEGIN
    endpoints := public.names_beyond_limit(
        organization, 'endpoint', ARRAY(SELECT entry ->> 'endpoint' FROM jsonb_array_elements(described) AS entry));
    models := public.names_beyond_limit(organization, 'model of failed calls', ARRAY(
        SELECT entry ->> 'model' FROM jsonb_array_elements(described) AS entry
        WHERE NOT (entry ->> 'success')::boolean AND entry ->> 'cost_status' = 'FREE'));
    IF cardinality(endpoints) + cardinality(models) = 0 THEN
        RETURN described;
    END IF;
    RETURN (
        SELECT jsonb_agg(
            entry
            || CASE WHEN entry ->> 'endpoint' = ANY (endpoints) THEN '{"endpoint": "Other"}' ELSE '{}' END::jsonb
            || CASE
                WHEN NOT (entry ->> 'success')::boolean AND entry ->> 'cost_status' = 'FREE' AND entry ->> 'model' = ANY (models)
                THEN '{"model": "Other", "served_model": null, "billed_model": "Other"}'
                ELSE '{}'
            END::jsonb
            ORDER BY place)
        FROM jsonb_array_elements(described) WITH ORDINALITY AS given (entry, place));
END
$$;

-- As it was described.
CREATE FUNCTION public.series_attributes(series public.usage_series) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_strip_nulls(to_jsonb(series) - ARRAY['organization_id', 'number', 'digest'])
$$;

-- Of calls that other models worked for, what counts under these: series that are as the call's own but for the model.
CREATE FUNCTION public.series_of_model(organization text, own int, other_model text) RETURNS int
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (public.usage_series_numbers(organization, jsonb_build_array(
        public.series_attributes(series) || jsonb_build_object('billed_model', other_model))))[1]
    FROM public.usage_series series WHERE series.organization_id = organization AND series.number = own
$$;

--changeset tokentally:usage-shares stripComments:false splitStatements:false
-- What a call adds to the roll-ups.
CREATE TYPE public.usage_share AS (
    created_at timestamptz, caller int, series int, calls int, input_tokens bigint, output_tokens bigint,
    total_cost numeric, distributions int[]);

-- What calls add, or with the sign -1 take away. What other models did for a call counts under them and not under the model that the
-- call counts under; the call itself counts there, once. Only single calls that a provider bills are in distributions.
CREATE FUNCTION public.shares_of_calls(calls public.usage_calls[], sign int) RETURNS public.usage_share[]
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(array_agg(share::public.usage_share), '{}')
    FROM (
        SELECT call.created_at, call.caller, call.series, sign, sign * call.input_tokens, sign * call.output_tokens,
            sign * coalesce(call.total_cost, 0),
            CASE WHEN public.is_single_call(series.operation, series.free_of_charge) THEN public.call_distributions(
                call.response_time_ms, call.time_to_first_token_ms, call.output_tokens, call.total_cost, sign) ELSE '{}' END
        FROM unnest(calls) AS call
        JOIN public.usage_series series
            ON series.organization_id = call.organization_id AND series.number = call.series
        UNION ALL
        SELECT call.created_at, call.caller, side.series, 0, side.sign * work.input_tokens,
            side.sign * work.output_tokens, side.sign * work.total_cost, '{}'
        FROM unnest(calls) AS call
        JOIN public.usage_series series
            ON series.organization_id = call.organization_id AND series.number = call.series
        CROSS JOIN LATERAL public.work_of_other_models(
            series.billed_model, call.usage_parts, coalesce(call.cost_lines, '[]')) AS work
        CROSS JOIN LATERAL (VALUES
            (call.series, -sign),
            (public.series_of_model(call.organization_id, call.series, work.other_model), sign)) AS side (series, sign)
        WHERE call.usage_parts IS NOT NULL
    ) AS share
$$;

-- Whoever changes an organization's roll-ups shares this lock.
CREATE FUNCTION public.share_rollups(organization text) RETURNS void
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_advisory_xact_lock_shared(hashtextextended('tokentally.rollups ' || organization, 0))
$$;

-- Or has it alone: keeps everybody else from changing an organization's roll-ups until the end of the transaction.
CREATE FUNCTION public.hold_rollups(organization text) RETURNS void
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('tokentally.rollups ' || organization, 0))
$$;

CREATE FUNCTION public.zone_of_organization(organization text) RETURNS text
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT time_zone FROM public.organizations WHERE id = organization), 'UTC')
$$;

-- Adds shares to every roll-up. Rows are taken in the order of their keys, table after table, so that no two writers wait for each
-- other. There is no row of nothing, and one that nothing is left of goes.
CREATE FUNCTION public.roll_up(organization text, shares public.usage_share[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    zone text;
BEGIN
    PERFORM public.share_rollups(organization);
    zone := public.zone_of_organization(organization);

    INSERT INTO public.usage_quarter_hours AS sums (
        organization_id, quarter_hour, series, caller, calls, input_tokens, output_tokens, total_cost)
    SELECT organization, date_bin('15 minutes', created_at, timestamptz 'epoch') AS quarter_hour, series, caller,
        sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)
    FROM unnest(shares)
    GROUP BY quarter_hour, series, caller
    HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
    ORDER BY quarter_hour, series, caller
    ON CONFLICT (organization_id, quarter_hour, series, caller) DO UPDATE SET
        calls = sums.calls + excluded.calls,
        input_tokens = sums.input_tokens + excluded.input_tokens,
        output_tokens = sums.output_tokens + excluded.output_tokens,
        total_cost = sums.total_cost + excluded.total_cost;

    INSERT INTO public.usage_days AS sums (
        organization_id, day, series, caller, calls, input_tokens, output_tokens, total_cost)
    SELECT organization, (created_at AT TIME ZONE zone)::date AS day, series, caller,
        sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)
    FROM unnest(shares)
    GROUP BY day, series, caller
    HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
    ORDER BY day, series, caller
    ON CONFLICT (organization_id, day, series, caller) DO UPDATE SET
        calls = sums.calls + excluded.calls,
        input_tokens = sums.input_tokens + excluded.input_tokens,
        output_tokens = sums.output_tokens + excluded.output_tokens,
        total_cost = sums.total_cost + excluded.total_cost;

    INSERT INTO public.usage_series_quarter_hours AS sums (
        organization_id, quarter_hour, series, calls, input_tokens, output_tokens, total_cost, distributions)
    SELECT organization, date_bin('15 minutes', created_at, timestamptz 'epoch') AS quarter_hour, series,
        sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost),
        public.merge_distributions('{}', public.concatenated(distributions))
    FROM unnest(shares)
    GROUP BY quarter_hour, series
    HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
    ORDER BY quarter_hour, series
    ON CONFLICT (organization_id, quarter_hour, series) DO UPDATE SET
        calls = sums.calls + excluded.calls,
        input_tokens = sums.input_tokens + excluded.input_tokens,
        output_tokens = sums.output_tokens + excluded.output_tokens,
        total_cost = sums.total_cost + excluded.total_cost,
        distributions = public.merge_distributions(sums.distributions, excluded.distributions);

    INSERT INTO public.usage_series_days AS sums (
        organization_id, day, series, calls, input_tokens, output_tokens, total_cost, distributions)
    SELECT organization, (created_at AT TIME ZONE zone)::date AS day, series,
        sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost),
        public.merge_distributions('{}', public.concatenated(distributions))
    FROM unnest(shares)
    GROUP BY day, series
    HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
    ORDER BY day, series
    ON CONFLICT (organization_id, day, series) DO UPDATE SET
        calls = sums.calls + excluded.calls,
        input_tokens = sums.input_tokens + excluded.input_tokens,
        output_tokens = sums.output_tokens + excluded.output_tokens,
        total_cost = sums.total_cost + excluded.total_cost,
        distributions = public.merge_distributions(sums.distributions, excluded.distributions);

    INSERT INTO public.usage_caller_days AS sums (
        organization_id, day, caller, requests, failures, unpriced, estimated, free_calls, free_failures,
        input_tokens, output_tokens, total_cost, distributions)
    SELECT * FROM (
        SELECT organization, (created_at AT TIME ZONE zone)::date AS day, share.caller,
            coalesce(sum(calls) FILTER (WHERE NOT free_of_charge), 0) AS requests,
            coalesce(sum(calls) FILTER (WHERE NOT free_of_charge AND NOT success), 0) AS failures,
            coalesce(sum(calls) FILTER (WHERE cost_status = 'UNPRICED'), 0) AS unpriced,
            coalesce(sum(calls) FILTER (WHERE cost_status = 'ESTIMATED'), 0) AS estimated,
            coalesce(sum(calls) FILTER (WHERE free_of_charge), 0) AS free_calls,
            coalesce(sum(calls) FILTER (WHERE free_of_charge AND NOT success), 0) AS free_failures,
            sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(total_cost) AS total_cost,
            public.merge_distributions('{}', public.concatenated(distributions))
        FROM unnest(shares) AS share
        JOIN public.usage_series series ON series.organization_id = organization AND series.number = share.series
        GROUP BY day, share.caller
    ) AS added
    WHERE (requests, failures, unpriced, estimated, free_calls, free_failures, input_tokens, output_tokens, total_cost)
        <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
    ORDER BY day, caller
    ON CONFLICT (organization_id, day, caller) DO UPDATE SET
        requests = sums.requests + excluded.requests,
        failures = sums.failures + excluded.failures,
        unpriced = sums.unpriced + excluded.unpriced,
        estimated = sums.estimated + excluded.estimated,
        free_calls = sums.free_calls + excluded.free_calls,
        free_failures = sums.free_failures + excluded.free_failures,
        input_tokens = sums.input_tokens + excluded.input_tokens,
        output_tokens = sums.output_tokens + excluded.output_tokens,
        total_cost = sums.total_cost + excluded.total_cost,
        distributions = public.merge_distributions(sums.distributions, excluded.distributions);

    IF EXISTS (SELECT FROM unnest(shares) WHERE calls < 0) THEN
        PERFORM public.remove_empty_rollups(organization, zone, shares);
    END IF;
END
$$;

CREATE FUNCTION public.remove_empty_rollups(organization text, zone text, shares public.usage_share[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM public.usage_quarter_hours sums
    USING (SELECT DISTINCT date_bin('15 minutes', created_at, timestamptz 'epoch') AS quarter_hour, series, caller
        FROM unnest(shares)) AS touched
    WHERE sums.organization_id = organization
        AND (sums.quarter_hour, sums.series, sums.caller) = (touched.quarter_hour, touched.series, touched.caller)
        AND (sums.calls, sums.input_tokens, sums.output_tokens, sums.total_cost) = (0, 0, 0, 0);
    DELETE FROM public.usage_days sums
    USING (SELECT DISTINCT (created_at AT TIME ZONE zone)::date AS day, series, caller FROM unnest(shares)) AS touched
    WHERE sums.organization_id = organization
        AND (sums.day, sums.series, sums.caller) = (touched.day, touched.series, touched.caller)
        AND (sums.calls, sums.input_tokens, sums.output_tokens, sums.total_cost) = (0, 0, 0, 0);
    DELETE FROM public.usage_series_quarter_hours sums
    USING (SELECT DISTINCT date_bin('15 minutes', created_at, timestamptz 'epoch') AS quarter_hour, series
        FROM unnest(shares)) AS touched
    WHERE sums.organization_id = organization
        AND (sums.quarter_hour, sums.series) = (touched.quarter_hour, touched.series)
        AND (sums.calls, sums.input_tokens, sums.output_tokens, sums.total_cost) = (0, 0, 0, 0);
    DELETE FROM public.usage_series_days sums
    USING (SELECT DISTINCT (created_at AT TIME ZONE zone)::date AS day, series FROM unnest(shares)) AS touched
    WHERE sums.organization_id = organization
        AND (sums.day, sums.series) = (touched.day, touched.series)
        AND (sums.calls, sums.input_tokens, sums.output_tokens, sums.total_cost) = (0, 0, 0, 0);
    DELETE FROM public.usage_caller_days sums
    USING (SELECT DISTINCT (created_at AT TIME ZONE zone)::date AS day, caller FROM unnest(shares)) AS touched
    WHERE sums.organization_id = organization
        AND (sums.day, sums.caller) = (touched.day, touched.caller)
        AND (sums.requests, sums.free_calls, sums.input_tokens, sums.output_tokens, sums.total_cost) = (0, 0, 0, 0, 0);
END
$$;

--changeset tokentally:billed-jobs-known stripComments:false
-- Whether the record that stands for a job tells what it used.
ALTER TABLE public.billed_jobs ADD COLUMN usage_known boolean;
UPDATE public.billed_jobs job SET usage_known = coalesce((
    SELECT call.usage_reading NOT IN ('MISSING', 'INVALID') FROM public.calls_to_move call
    WHERE (call.organization_id, call.created_at, call.id) = (job.organization_id, job.created_at, job.id)), true);
ALTER TABLE public.billed_jobs ALTER COLUMN usage_known SET NOT NULL;

--changeset tokentally:post-calls stripComments:false splitStatements:false
-- Takes a call out of the log; returns what the roll-ups lose by it, and nothing where it was not there.
CREATE FUNCTION public.remove_call(organization text, at timestamptz, call_id uuid) RETURNS public.usage_share[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    removed public.usage_calls[];
BEGIN
    PERFORM set_config('tokentally.removes_call', call_id::text, true);
    WITH gone AS (
        DELETE FROM public.usage_calls call
        WHERE call.organization_id = organization AND call.created_at = at AND call.id = call_id
        RETURNING call)
    SELECT array_agg(call) INTO removed FROM gone;
    PERFORM set_config('tokentally.removes_call', '', true);
    RETURN CASE WHEN removed IS NOT NULL THEN public.shares_of_calls(removed, -1) END;
END
$$;

-- Of a job there is one record. The first stays, whenever the others say that it was, unless nobody knew what it used: then the first
-- that knows takes its place, in the log and in the roll-ups. Says whether the record is to be posted, and what the roll-ups lose.
CREATE FUNCTION public.bill_job_once(
    organization text, at timestamptz, call_id uuid, free boolean, known boolean,
    OUT wanted boolean, OUT lost public.usage_share[])
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    named CONSTANT text := substr(call_id::text, 16);
    billed public.billed_jobs;
BEGIN
    IF NOT free THEN
        INSERT INTO public.billed_jobs (organization_id, job, created_at, id, usage_known)
        VALUES (organization, named, at, call_id, known)
        ON CONFLICT DO NOTHING;
    END IF;
    SELECT * INTO billed FROM public.billed_jobs job
    WHERE job.organization_id = organization AND job.job = named FOR UPDATE;
    IF NOT FOUND THEN
        -- Free, and no job.
        wanted := true;
    ELSIF billed.usage_known OR NOT known THEN
        -- It is the one that stands for the job, or is there already.
        wanted := billed.id = call_id AND billed.usage_known = known;
    ELSE
        lost := public.remove_call(organization, billed.created_at, billed.id);
        -- It may have been billed in a month that has been archived since.
        wanted := lost IS NOT NULL;
        IF wanted THEN
            UPDATE public.billed_jobs job SET created_at = at, id = call_id, usage_known = true
            WHERE job.organization_id = organization AND job.job = named;
        END IF;
    END IF;
END
$$;

-- Posts calls of one organization: rows and all roll-ups in one transaction. A call that is there already, in the log or twice among
-- these, changes neither; returned are those of them whose contents are not the same. The metering role may call this, and neither read
-- nor write any table of usage.
CREATE FUNCTION public.post_calls(
    organization text, described_callers jsonb, described_series jsonb, described_rates jsonb,
    ids uuid[], instants bigint[], callers int[], series int[], rates int[], input_tokens bigint[], output_tokens bigint[],
    quantities text[], total_costs numeric[], response_times bigint[], times_to_first_token bigint[],
    request_ids text[], error_types text[], error_codes text[], tags text[], client_ids text[], usage_parts text[],
    cost_lines text[])
    RETURNS SETOF uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    caller_numbers int[];
    series_numbers int[];
    rates_numbers int[];
    job record;
    billing record;
    unwanted bigint[] := '{}';
    posted public.usage_calls[];
    shares public.usage_share[] := '{}';
BEGIN
    PERFORM public.share_rollups(organization);
    PERFORM public.ensure_usage_month(month) FROM (
        SELECT DISTINCT date_trunc('month', (timestamptz 'epoch' + instant * interval '1 millisecond') AT TIME ZONE 'UTC')::date
            AS month
        FROM unnest(instants) AS instant) AS used
    ORDER BY month;
    caller_numbers := public.usage_caller_numbers(organization, described_callers);
    series_numbers := public.usage_series_numbers(organization, public.series_within_limits(organization, described_series));
    rates_numbers := public.usage_rates_numbers(organization, described_rates);

    FOR job IN
        SELECT call.place, timestamptz 'epoch' + call.instant * interval '1 millisecond' AS at, call.id,
            kind.cost_status = 'FREE' AS free,
            kind.usage_reading NOT IN ('MISSING', 'INVALID') AS known
        FROM unnest(ids, instants, series) WITH ORDINALITY AS call (id, instant, series, place)
        JOIN public.usage_series kind
            ON kind.organization_id = organization AND kind.number = series_numbers[call.series]
        WHERE kind.operation IN (
            'batches', 'batches.cancel', 'containers', 'messages.batches', 'responses.cancel', 'responses.retrieve',
            'videos')
        ORDER BY substr(call.id::text, 16), known DESC, at, call.id
    LOOP
        SELECT * INTO billing FROM public.bill_job_once(organization, job.at, job.id, job.free, job.known);
        IF NOT billing.wanted THEN
            unwanted := unwanted || job.place;
        END IF;
        shares := shares || coalesce(billing.lost, '{}');
    END LOOP;

    WITH added AS (
        INSERT INTO public.usage_calls AS call (
            created_at, input_tokens, output_tokens, id, caller, series, rates, created_hour, response_time_ms,
            time_to_first_token_ms, organization_id, total_cost, quantities, provider_request_id, error_type, error_code, tags, client_ids,
            usage_parts, cost_lines)
        SELECT timestamptz 'epoch' + given.instant * interval '1 millisecond' AS created_at, given.input_tokens,
            given.output_tokens, given.id, caller_numbers[given.caller], series_numbers[given.series],
            rates_numbers[given.rates], given.instant / 3600000, given.response_time, given.time_to_first_token, organization, given.total_cost,
            given.quantities, given.request_id, given.error_type, given.error_code, given.tags::jsonb,
            given.client_ids::jsonb, given.usage_parts::jsonb, given.cost_lines::jsonb
        FROM unnest(
            ids, instants, callers, series, rates, input_tokens, output_tokens, quantities, total_costs, response_times,
            times_to_first_token, request_ids, error_types, error_codes, tags, client_ids, usage_parts, cost_lines)
            WITH ORDINALITY AS given (
                id, instant, caller, series, rates, input_tokens, output_tokens, quantities, total_cost, response_time,
                time_to_first_token, request_id, error_type, error_code, tags, client_ids, usage_parts, cost_lines, place)
        WHERE given.place <> ALL (unwanted)
        ORDER BY created_at, id
        ON CONFLICT DO NOTHING
        RETURNING call)
    SELECT coalesce(array_agg(added.call), '{}') INTO posted FROM added;

    PERFORM public.roll_up(organization, shares || public.shares_of_calls(posted, 1));

    IF cardinality(posted) + cardinality(unwanted) < cardinality(ids) THEN
        RETURN QUERY
        SELECT given.id
        FROM unnest(ids, instants, callers, input_tokens, output_tokens, response_times, request_ids)
            WITH ORDINALITY AS given (
                id, instant, caller, input_tokens, output_tokens, response_time, request_id, place)
        JOIN public.usage_calls call ON call.organization_id = organization
            AND call.created_at = timestamptz 'epoch' + given.instant * interval '1 millisecond' AND call.id = given.id
        WHERE given.place <> ALL (unwanted)
            AND (call.caller, call.input_tokens, call.output_tokens, call.response_time_ms, call.provider_request_id)
            IS DISTINCT FROM (caller_numbers[given.caller], given.input_tokens, given.output_tokens, given.response_time,
                given.request_id);
    END IF;
END
$$;

--changeset tokentally:usage-policies stripComments:false splitStatements:false
-- Whose calls the viewer is shown where they are not shown the organization's: their own.
CREATE FUNCTION public.viewer_callers() RETURNS int[]
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(array_agg(caller.number), '{}')
    FROM public.usage_callers caller
    WHERE caller.organization_id = public.viewer_organization_id() AND caller.user_id = public.viewer_user_id()
        AND public.viewer_may('OWN_USAGE', 'ORGANIZATION_USAGE')
$$;

-- Of what kinds these are.
CREATE FUNCTION public.viewer_series() RETURNS int[]
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(array_agg(series.number), '{}')
    FROM public.usage_series series
    WHERE series.organization_id = public.viewer_organization_id() AND EXISTS (
        SELECT FROM public.usage_days own
        WHERE own.organization_id = series.organization_id AND own.caller = ANY (public.viewer_callers())
            AND own.series = series.number)
$$;

ALTER TABLE public.usage_callers ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.usage_series ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.usage_rates ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.usage_calls ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.usage_quarter_hours ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.usage_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.usage_series_quarter_hours ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.usage_series_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.usage_caller_days ENABLE ROW LEVEL SECURITY;

CREATE POLICY viewer_reads ON public.usage_callers FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE'))
            OR (user_id = (SELECT public.viewer_user_id())
                AND (SELECT public.viewer_may('OWN_USAGE', 'ORGANIZATION_USAGE')))));
CREATE POLICY viewer_reads ON public.usage_series FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE'))
            OR number = ANY ((SELECT public.viewer_series())::int[])));
-- Prices are for whoever belongs to the organization.
CREATE POLICY viewer_reads ON public.usage_rates FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()));
CREATE POLICY viewer_reads ON public.usage_calls FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE'))
            OR caller = ANY ((SELECT public.viewer_callers())::int[])));
CREATE POLICY viewer_reads ON public.usage_quarter_hours FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE'))
            OR caller = ANY ((SELECT public.viewer_callers())::int[])));
CREATE POLICY viewer_reads ON public.usage_days FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE'))
            OR caller = ANY ((SELECT public.viewer_callers())::int[])));
CREATE POLICY viewer_reads ON public.usage_caller_days FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE'))
            OR caller = ANY ((SELECT public.viewer_callers())::int[])));
CREATE POLICY viewer_reads ON public.usage_series_quarter_hours FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE')));
CREATE POLICY viewer_reads ON public.usage_series_days FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE')));

REVOKE ALL ON
    public.usage_callers, public.usage_series, public.usage_rates, public.usage_calls, public.usage_quarter_hours,
    public.usage_days, public.usage_series_quarter_hours, public.usage_series_days, public.usage_caller_days,
    public.api_usage_logs, public.calls_to_move
    FROM PUBLIC, tokentally_app, tokentally_metering;
GRANT SELECT ON
    public.usage_callers, public.usage_series, public.usage_rates, public.usage_calls, public.usage_quarter_hours,
    public.usage_days, public.usage_series_quarter_hours, public.usage_series_days, public.usage_caller_days,
    public.api_usage_logs
    TO tokentally_app;

REVOKE ALL ON FUNCTION
    public.ensure_usage_month(date), public.usage_amounts(text), public.usage_quantities(text[], text),
    public.usage_cost_lines(jsonb, text[], text), public.distribution_entry(int, float8, int),
    public.is_single_call(text, boolean),
    public.call_distributions(int, int, bigint, numeric, int), public.distribution_entries(int[]), public.distribution_buckets(int[]),
    public.distribution_percentile(int[], int, int), public.compact_distributions(int[]),
    public.merge_distributions(int[], int[]), public.concatenated(int[]),
    public.attributes_digest(jsonb), public.usage_caller_numbers(text, jsonb), public.usage_series_numbers(text, jsonb),
    public.usage_rates_numbers(text, jsonb), public.names_beyond_limit(text, text, text[]),
    public.series_within_limits(text, jsonb), public.series_attributes(public.usage_series),
    public.series_of_model(text, int, text), public.shares_of_calls(public.usage_calls[], int),
    public.share_rollups(text), public.hold_rollups(text), public.zone_of_organization(text), public.roll_up(text, public.usage_share[]),
    public.remove_empty_rollups(text, text, public.usage_share[]), public.remove_call(text, timestamptz, uuid),
    public.bill_job_once(text, timestamptz, uuid, boolean, boolean), public.viewer_callers(), public.viewer_series(),
    public.post_calls(
        text, jsonb, jsonb, jsonb, uuid[], bigint[], int[], int[], int[], bigint[], bigint[], text[], numeric[], bigint[],
        bigint[], text[], text[], text[], text[], text[], text[], text[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.usage_amounts(text), public.usage_quantities(text[], text),
    public.usage_cost_lines(jsonb, text[], text), public.distribution_entry(int, float8, int),
    public.is_single_call(text, boolean),
    public.call_distributions(int, int, bigint, numeric, int), public.distribution_entries(int[]), public.distribution_buckets(int[]),
    public.distribution_percentile(int[], int, int), public.compact_distributions(int[]),
    public.viewer_callers(), public.viewer_series()
    TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.post_calls(
        text, jsonb, jsonb, jsonb, uuid[], bigint[], int[], int[], int[], bigint[], bigint[], text[], numeric[], bigint[],
        bigint[], text[], text[], text[], text[], text[], text[], text[])
    TO tokentally_metering;
