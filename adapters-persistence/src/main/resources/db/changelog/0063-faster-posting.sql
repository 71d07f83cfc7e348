--liquibase formatted sql

--changeset tokentally:faster-digests stripComments:false splitStatements:false
-- As before, without a search path of its own, so that it is put into the statements that call it for many.
CREATE OR REPLACE FUNCTION public.attributes_digest(attributes jsonb) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT sha256(convert_to(jsonb_strip_nulls(attributes)::text, 'UTF8'))
$$;

--changeset tokentally:faster-distributions stripComments:false splitStatements:false
-- As before: most have one entry for each bucket, which is made without a row for each piece of a count.
CREATE OR REPLACE FUNCTION public.compact_distributions(distributions int[]) RETURNS int[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(CASE
        WHEN bool_and(abs(total) <= 1000000)
        -- Made before it is known whether it will do.
        THEN array_agg((place * 2097152 + total)::int ORDER BY place) FILTER (WHERE total <> 0 AND abs(total) <= 1000000)
        ELSE (
            SELECT array_agg(((512 * measure + bucket - 1023) * 2097152::bigint
                    + sign(count) * least(abs(count) - piece, 1000000))::int ORDER BY measure, bucket)
            FROM public.distribution_buckets(distributions)
            CROSS JOIN LATERAL generate_series(0, abs(count) - 1, 1000000) AS piece)
    END, '{}')
    FROM (
        SELECT place, sum((entry - (place << 21))::int) AS total
        FROM (SELECT entry, (entry::bigint + 1048576) >> 21 AS place FROM unnest(distributions) AS entry) AS entries
        GROUP BY place
    ) AS sums
$$;

--changeset tokentally:shares-of-many stripComments:false splitStatements:false
-- What calls whose bills have lines of their own, or parts, add beside their own figures: what other models did for them, and the
-- quantities. Series and rates that are met are looked up once, however many calls have them.
CREATE FUNCTION public.shares_of_bills(organization text, calls public.usage_calls[], sign int) RETURNS public.usage_share[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own_models text[];
    work_calls bigint[];
    work_models text[];
    work_inputs bigint[];
    work_outputs bigint[];
    work_costs numeric[];
    bill_calls bigint[];
    bill_models text[];
    bill_rates jsonb[];
    bill_amounts bigint[];
    rates jsonb[];
    rate_numbers int[];
    kinds int[];
    kind_models text[];
    kind_numbers int[];
BEGIN
    own_models := ARRAY(
        SELECT series.billed_model
        FROM unnest(calls) WITH ORDINALITY AS call
        JOIN public.usage_series series ON series.organization_id = organization AND series.number = call.series
        ORDER BY call.ordinality);

    SELECT array_agg(call.ordinality), array_agg(work.other_model), array_agg(work.input_tokens), array_agg(work.output_tokens),
        array_agg(work.total_cost)
    INTO work_calls, work_models, work_inputs, work_outputs, work_costs
    FROM unnest(calls) WITH ORDINALITY AS call
    CROSS JOIN LATERAL public.work_of_other_models(
        own_models[call.ordinality], call.usage_parts, coalesce(call.cost_lines, '[]')) AS work
    WHERE call.usage_parts IS NOT NULL;

    SELECT array_agg(call.ordinality), array_agg(bill.model), array_agg(bill.described), array_agg(bill.amount)
    INTO bill_calls, bill_models, bill_rates, bill_amounts
    FROM unnest(calls) WITH ORDINALITY AS call
    JOIN public.usage_rates rates ON rates.organization_id = organization AND rates.number = call.rates
    CROSS JOIN LATERAL public.quantities_of_bill(
        own_models[call.ordinality], rates.units, call.quantities, coalesce(call.usage_parts, '[]'), coalesce(call.cost_lines, '[]'))
        AS bill;

    rates := ARRAY(SELECT DISTINCT described FROM unnest(bill_rates) AS described);
    PERFORM public.write_unit_rates(organization, rates);
    rate_numbers := public.unit_rate_numbers(organization, rates);

    SELECT array_agg(used.series), array_agg(used.model), public.usage_series_numbers(
        organization,
        jsonb_agg(public.series_attributes(kind) || jsonb_build_object('billed_model', used.model)))
    INTO kinds, kind_models, kind_numbers
    FROM (
        SELECT DISTINCT call.series, other.model
        FROM unnest(work_calls || bill_calls, work_models || bill_models) AS other (place, model)
        JOIN unnest(calls) WITH ORDINALITY AS call ON call.ordinality = other.place
        WHERE other.model <> own_models[other.place]) AS used
    JOIN public.usage_series kind ON kind.organization_id = organization AND kind.number = used.series;

    RETURN ARRAY(
        SELECT (call.created_at, call.caller, side.series, 0, side.sign * work.input_tokens, side.sign * work.output_tokens,
            side.sign * work.total_cost, '{}', '{}')::public.usage_share
        FROM unnest(work_calls, work_models, work_inputs, work_outputs, work_costs)
            AS work (place, model, input_tokens, output_tokens, total_cost)
        JOIN unnest(calls) WITH ORDINALITY AS call ON call.ordinality = work.place
        JOIN unnest(kinds, kind_models, kind_numbers) AS kind (series, model, number)
            ON kind.series = call.series AND kind.model = work.model
        CROSS JOIN LATERAL (VALUES (call.series, -sign), (kind.number, sign)) AS side (series, sign)
        UNION ALL
        SELECT (call.created_at, call.caller, coalesce(kind.number, call.series), 0, 0, 0, 0, '{}', bill.quantities)::public.usage_share
        FROM (
            SELECT given.place, given.model,
                public.quantity_entries(array_agg(rate.number), array_agg(given.amount), sign) AS quantities
            FROM unnest(bill_calls, bill_models, bill_rates, bill_amounts) AS given (place, model, described, amount)
            JOIN unnest(rates, rate_numbers) AS rate (described, number) ON rate.described = given.described
            GROUP BY given.place, given.model) AS bill
        JOIN unnest(calls) WITH ORDINALITY AS call ON call.ordinality = bill.place
        LEFT JOIN unnest(kinds, kind_models, kind_numbers) AS kind (series, model, number)
            ON kind.series = call.series AND kind.model = bill.model);
END
$$;

-- What quantities of a call whose bill has no lines of its own add: an entry for each unit. Four are written without asking for each.
CREATE FUNCTION public.plain_quantities(unit_rates int[], quantities text, sign int) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN cardinality(unit_rates) > 4 OR quantities ~ '[0-9]{12}'
        THEN public.quantity_entries(unit_rates, public.usage_amounts(quantities), sign)
        ELSE array_remove(ARRAY[
            (unit_rates[1]::bigint << 41) + sign * nullif(nullif(split_part(quantities, ',', 1), '')::bigint, 0),
            (unit_rates[2]::bigint << 41) + sign * nullif(nullif(split_part(quantities, ',', 2), '')::bigint, 0),
            (unit_rates[3]::bigint << 41) + sign * nullif(nullif(split_part(quantities, ',', 3), '')::bigint, 0),
            (unit_rates[4]::bigint << 41) + sign * nullif(nullif(split_part(quantities, ',', 4), '')::bigint, 0)], NULL)
    END
$$;

-- As before, of calls of one organization.
CREATE OR REPLACE FUNCTION public.shares_of_calls(calls public.usage_calls[], sign int) RETURNS public.usage_share[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization CONSTANT text := (calls[1]).organization_id;
    billed public.usage_calls[];
    shares public.usage_share[];
BEGIN
    shares := ARRAY(
        SELECT (call.created_at, call.caller, call.series, sign, sign * call.input_tokens, sign * call.output_tokens,
            sign * coalesce(call.total_cost, 0),
            CASE WHEN public.is_single_call(series.operation, series.free_of_charge) THEN public.call_distributions(
                call.response_time_ms, call.time_to_first_token_ms, call.output_tokens, call.total_cost, sign) ELSE '{}' END,
            CASE WHEN call.usage_parts IS NULL AND call.cost_lines IS NULL
                THEN public.plain_quantities(rates.unit_rates, call.quantities, sign) ELSE '{}' END)::public.usage_share
        FROM unnest(calls) AS call
        JOIN public.usage_series series ON series.organization_id = organization AND series.number = call.series
        JOIN public.usage_rates rates ON rates.organization_id = organization AND rates.number = call.rates);
    billed := ARRAY(
        SELECT call FROM unnest(calls) AS call WHERE call.usage_parts IS NOT NULL OR call.cost_lines IS NOT NULL);
    IF cardinality(billed) > 0 THEN
        shares := shares || public.shares_of_bills(organization, billed, sign);
    END IF;
    RETURN shares;
END
$$;

REVOKE ALL ON FUNCTION
    public.shares_of_bills(text, public.usage_calls[], int), public.plain_quantities(int[], text, int)
    FROM PUBLIC;

--changeset tokentally:cheaper-checks stripComments:false
-- The same said so that it takes a third of the time. What is there was checked when it came, and is not read again.
ALTER TABLE public.usage_calls
    DROP CONSTRAINT created_at_is_in_the_id,
    DROP CONSTRAINT usage_calls_check,
    DROP CONSTRAINT usage_calls_quantities_check;
ALTER TABLE public.usage_calls
    -- The first 48 bits of a UUID of version 7 are the instant in milliseconds: the same record has the same key.
    ADD CONSTRAINT created_at_is_in_the_id CHECK (
        get_byte(uuid_send(id), 6) >> 4 = 7
        AND created_at = timestamptz 'epoch'
            + ('x' || encode(substr(uuid_send(id), 1, 6), 'hex'))::bit(48)::bigint * interval '1 millisecond') NOT VALID,
    ADD CONSTRAINT usage_calls_check CHECK (created_hour = floor(date_part('epoch', created_at) / 3600)) NOT VALID,
    ADD CONSTRAINT usage_calls_quantities_check CHECK (quantities !~ '[^0-9,]') NOT VALID;

--changeset tokentally:insert-calls-first stripComments:false splitStatements:false
-- Calls are inserted as if none were there yet, for most are not: asking of each takes as long as half of inserting it. Where one is,
-- those that are there are looked for and left out. Nothing else of the function changes.
DO $$
DECLARE
    change record;
    definition text;
BEGIN
    SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname = 'post_calls';
    FOR change IN
        SELECT * FROM (VALUES
            ('    posted public.usage_calls[];
', '    known bigint[] := ''{}'';
    posted public.usage_calls[];
'),
            ('    WITH added AS (
', '    FOR turn IN 1..10 LOOP
    BEGIN
    WITH added AS (
'),
            ('        WHERE given.place <> ALL (unwanted)
        ORDER BY created_at, id
        ON CONFLICT DO NOTHING
', '        WHERE given.place <> ALL (unwanted || known)
        ORDER BY created_at, id
'),
            ('INTO posted FROM added;
', 'INTO posted FROM added;
    EXIT;
    EXCEPTION WHEN unique_violation THEN
        -- Whoever inserted the same at the same time was waited for, and may have been first of others.
        IF turn = 10 THEN
            RAISE;
        END IF;
        known := ARRAY(
            SELECT given.place
            FROM (SELECT id, instant, place, row_number() OVER (PARTITION BY id ORDER BY place) AS mention
                FROM unnest(ids, instants) WITH ORDINALITY AS call (id, instant, place)
                WHERE place <> ALL (unwanted)) AS given
            WHERE given.mention > 1 OR EXISTS (
                SELECT FROM public.usage_calls call WHERE call.organization_id = organization
                    AND call.created_at = timestamptz ''epoch'' + given.instant * interval ''1 millisecond''
                    AND call.id = given.id));
    END;
    END LOOP;
')) AS places (place, replacement)
    LOOP
        -- Fails where the place is not there exactly once.
        ASSERT length(replace(definition, change.place, '')) = length(definition) - length(change.place), change.place;
        definition := replace(definition, change.place, change.replacement);
    END LOOP;
    EXECUTE definition;
END
$$;

--changeset tokentally:one-writer-of-sums stripComments:false splitStatements:false
-- As before, by one writer of an organization's sums at a time, who knows therefore which rows are there: one that is gets an UPDATE,
-- one that is not an INSERT, and none is asked for as if somebody else might insert it meanwhile, which takes as long again. Writers
-- waited for each other here before, too, at the first row that both had. Rows are looked up by their keys, whatever
-- statistics say of how many there are.
CREATE OR REPLACE FUNCTION public.roll_up(organization text, shares public.usage_share[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    zone text;
BEGIN
    PERFORM public.share_rollups(organization);
    PERFORM pg_advisory_xact_lock(hashtextextended('tokentally.sums ' || organization, 0));
    zone := public.zone_of_organization(organization);

    WITH added AS MATERIALIZED (
        SELECT date_bin('15 minutes', created_at, timestamptz 'epoch') AS quarter_hour, series, caller,
            sum(calls) AS calls, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
            sum(total_cost) AS total_cost
        FROM unnest(shares)
        GROUP BY quarter_hour, series, caller
        HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
        ORDER BY quarter_hour, series, caller
    ), known AS MATERIALIZED (
        SELECT quarter_hour FROM (SELECT DISTINCT quarter_hour FROM added) AS used
        WHERE EXISTS (
            SELECT FROM public.usage_quarter_hours sums
            WHERE sums.organization_id = organization AND sums.quarter_hour = used.quarter_hour)
    ), changed AS (
        UPDATE public.usage_quarter_hours sums SET
            calls = sums.calls + added.calls,
            input_tokens = sums.input_tokens + added.input_tokens,
            output_tokens = sums.output_tokens + added.output_tokens,
            total_cost = sums.total_cost + added.total_cost
        FROM added
        WHERE added.quarter_hour = ANY (ARRAY(SELECT quarter_hour FROM known))
            AND sums.organization_id = organization AND sums.quarter_hour = added.quarter_hour
            AND sums.series = added.series AND sums.caller = added.caller
        RETURNING sums.quarter_hour, sums.series, sums.caller)
    INSERT INTO public.usage_quarter_hours (
        organization_id, quarter_hour, series, caller, calls, input_tokens, output_tokens, total_cost)
    SELECT organization, added.* FROM added
    WHERE (quarter_hour, series, caller) NOT IN (SELECT * FROM changed);

    WITH added AS MATERIALIZED (
        SELECT (created_at AT TIME ZONE zone)::date AS day, series, caller,
            sum(calls) AS calls, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
            sum(total_cost) AS total_cost
        FROM unnest(shares)
        GROUP BY day, series, caller
        HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
        ORDER BY day, series, caller
    ), changed AS (
        UPDATE public.usage_days sums SET
            calls = sums.calls + added.calls,
            input_tokens = sums.input_tokens + added.input_tokens,
            output_tokens = sums.output_tokens + added.output_tokens,
            total_cost = sums.total_cost + added.total_cost
        FROM added
        WHERE sums.organization_id = organization AND sums.day = added.day
            AND sums.series = added.series AND sums.caller = added.caller
        RETURNING sums.day, sums.series, sums.caller)
    INSERT INTO public.usage_days (
        organization_id, day, series, caller, calls, input_tokens, output_tokens, total_cost)
    SELECT organization, added.* FROM added
    WHERE (day, series, caller) NOT IN (SELECT * FROM changed);

    WITH added AS MATERIALIZED (
        SELECT date_bin('15 minutes', created_at, timestamptz 'epoch') AS quarter_hour, series,
            sum(calls) AS calls, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
            sum(total_cost) AS total_cost,
            public.concatenated(distributions) AS distributions,
            public.concatenated(quantities) AS quantities
        FROM unnest(shares)
        GROUP BY quarter_hour, series
        HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
        ORDER BY quarter_hour, series
    ), known AS MATERIALIZED (
        SELECT quarter_hour FROM (SELECT DISTINCT quarter_hour FROM added) AS used
        WHERE EXISTS (
            SELECT FROM public.usage_series_quarter_hours sums
            WHERE sums.organization_id = organization AND sums.quarter_hour = used.quarter_hour)
    ), changed AS (
        UPDATE public.usage_series_quarter_hours sums SET
            calls = sums.calls + added.calls,
            input_tokens = sums.input_tokens + added.input_tokens,
            output_tokens = sums.output_tokens + added.output_tokens,
            total_cost = sums.total_cost + added.total_cost,
            distributions = public.merge_distributions(sums.distributions, added.distributions),
            quantities = public.merge_quantities(sums.quantities, added.quantities)
        FROM added
        WHERE added.quarter_hour = ANY (ARRAY(SELECT quarter_hour FROM known))
            AND sums.organization_id = organization AND sums.quarter_hour = added.quarter_hour AND sums.series = added.series
        RETURNING sums.quarter_hour, sums.series)
    INSERT INTO public.usage_series_quarter_hours (
        organization_id, quarter_hour, series, calls, input_tokens, output_tokens, total_cost, distributions, quantities)
    SELECT organization, quarter_hour, series, calls, input_tokens, output_tokens, total_cost,
        public.merge_distributions('{}', distributions), public.merge_quantities('{}', quantities)
    FROM added
    WHERE (quarter_hour, series) NOT IN (SELECT * FROM changed);

    WITH added AS MATERIALIZED (
        SELECT (created_at AT TIME ZONE zone)::date AS day, series,
            sum(calls) AS calls, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
            sum(total_cost) AS total_cost,
            public.concatenated(distributions) AS distributions,
            public.concatenated(quantities) AS quantities
        FROM unnest(shares)
        GROUP BY day, series
        HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
        ORDER BY day, series
    ), changed AS (
        UPDATE public.usage_series_days sums SET
            calls = sums.calls + added.calls,
            input_tokens = sums.input_tokens + added.input_tokens,
            output_tokens = sums.output_tokens + added.output_tokens,
            total_cost = sums.total_cost + added.total_cost,
            distributions = public.merge_distributions(sums.distributions, added.distributions),
            quantities = public.merge_quantities(sums.quantities, added.quantities)
        FROM added
        WHERE sums.organization_id = organization AND sums.day = added.day AND sums.series = added.series
        RETURNING sums.day, sums.series)
    INSERT INTO public.usage_series_days (
        organization_id, day, series, calls, input_tokens, output_tokens, total_cost, distributions, quantities)
    SELECT organization, day, series, calls, input_tokens, output_tokens, total_cost,
        public.merge_distributions('{}', distributions), public.merge_quantities('{}', quantities)
    FROM added
    WHERE (day, series) NOT IN (SELECT * FROM changed);

    WITH added AS MATERIALIZED (
        SELECT * FROM (
            SELECT (created_at AT TIME ZONE zone)::date AS day, share.caller,
                coalesce(sum(calls) FILTER (WHERE NOT free_of_charge), 0) AS requests,
                coalesce(sum(calls) FILTER (WHERE NOT free_of_charge AND NOT success), 0) AS failures,
                coalesce(sum(calls) FILTER (WHERE cost_status = 'UNPRICED'), 0) AS unpriced,
                coalesce(sum(calls) FILTER (WHERE cost_status = 'ESTIMATED'), 0) AS estimated,
                coalesce(sum(calls) FILTER (WHERE free_of_charge), 0) AS free_calls,
                coalesce(sum(calls) FILTER (WHERE free_of_charge AND NOT success), 0) AS free_failures,
                sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(total_cost) AS total_cost,
                public.concatenated(distributions) AS distributions,
                public.concatenated(quantities) AS quantities
            FROM unnest(shares) AS share
            JOIN public.usage_series series ON series.organization_id = organization AND series.number = share.series
            GROUP BY day, share.caller
        ) AS summed
        WHERE (requests, failures, unpriced, estimated, free_calls, free_failures, input_tokens, output_tokens, total_cost)
            <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
        ORDER BY day, caller
    ), changed AS (
        UPDATE public.usage_caller_days sums SET
            requests = sums.requests + added.requests,
            failures = sums.failures + added.failures,
            unpriced = sums.unpriced + added.unpriced,
            estimated = sums.estimated + added.estimated,
            free_calls = sums.free_calls + added.free_calls,
            free_failures = sums.free_failures + added.free_failures,
            input_tokens = sums.input_tokens + added.input_tokens,
            output_tokens = sums.output_tokens + added.output_tokens,
            total_cost = sums.total_cost + added.total_cost,
            distributions = public.merge_distributions(sums.distributions, added.distributions),
            quantities = public.merge_quantities(sums.quantities, added.quantities)
        FROM added
        WHERE sums.organization_id = organization AND sums.day = added.day AND sums.caller = added.caller
        RETURNING sums.day, sums.caller)
    INSERT INTO public.usage_caller_days (
        organization_id, day, caller, requests, failures, unpriced, estimated, free_calls, free_failures,
        input_tokens, output_tokens, total_cost, distributions, quantities)
    SELECT organization, day, caller, requests, failures, unpriced, estimated, free_calls, free_failures,
        input_tokens, output_tokens, total_cost,
        public.merge_distributions('{}', distributions), public.merge_quantities('{}', quantities)
    FROM added
    WHERE (day, caller) NOT IN (SELECT * FROM changed);

    IF EXISTS (SELECT FROM unnest(shares) WHERE calls < 0) THEN
        PERFORM public.remove_empty_rollups(organization, zone, shares);
    END IF;
END
$$;
