--liquibase formatted sql

--changeset tokentally:unit-rates stripComments:false splitStatements:false
-- What a unit was billed at, or that it had no price. Sums of quantities are kept by it, and what they cost follows.
CREATE TABLE public.usage_unit_rates (
    organization_id text    NOT NULL,
    -- As many as an entry of a quantity has room for.
    number          int     GENERATED ALWAYS AS IDENTITY CHECK (number < 4194304),
    digest          bytea   NOT NULL,
    unit            text    NOT NULL,
    -- Of one unit, in US dollars, with all adjustments; NULL where it had no price.
    price           numeric CHECK (price >= 0),
    -- Before what the organization agreed of its own: its rates and its discounts.
    list_price      numeric CHECK (list_price >= 0),
    PRIMARY KEY (organization_id, digest),
    CONSTRAINT priced_or_not CHECK ((price IS NULL) = (list_price IS NULL))
);
-- By the number alone: with the organization in its key it was read from end to end where plans for digests had been made for few rows.
CREATE INDEX usage_unit_rates_by_number ON public.usage_unit_rates (number) INCLUDE (organization_id);
ALTER TABLE public.usage_unit_rates ENABLE ROW LEVEL SECURITY;
CREATE POLICY viewer_reads ON public.usage_unit_rates FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()));
REVOKE ALL ON public.usage_unit_rates FROM PUBLIC, tokentally_app, tokentally_metering;
GRANT SELECT ON public.usage_unit_rates TO tokentally_app;

-- A line of a bill without its quantity and what tells whose it is, or a unit alone, as it is told apart.
CREATE FUNCTION public.unit_rate(line jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT line - ARRAY['quantity', 'part', 'model', 'price_version', 'amount']
$$;

-- The price of one unit. Forty digits more than the price has are as many as any finite one needs; prices by the minute have none that
-- is finite by the second.
CREATE FUNCTION public.price_of_one(price numeric, per numeric, adjustments jsonb) RETURNS numeric
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    adjusted numeric := price;
    percentage numeric;
BEGIN
    FOR percentage IN SELECT (adjustment ->> 'percentage')::numeric FROM jsonb_array_elements(adjustments) AS adjustment LOOP
        adjusted := adjusted * (100 + percentage) * 0.01;
    END LOOP;
    RETURN trim_scale((adjusted + 0::numeric(40, 40)) / per);
END
$$;

-- Writes those that nobody knows yet.
CREATE FUNCTION public.write_unit_rates(organization text, described jsonb[]) RETURNS void
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off
AS $$
    INSERT INTO public.usage_unit_rates (organization_id, digest, unit, price, list_price)
    SELECT organization, digest, entry ->> 'unit',
        public.price_of_one(
            (entry ->> 'price')::numeric, (entry ->> 'per')::numeric, coalesce(entry -> 'adjustments', '[]')),
        public.price_of_one(
            coalesce(entry ->> 'list_price', entry ->> 'price')::numeric,
            coalesce(entry ->> 'list_per', entry ->> 'per')::numeric,
            CASE WHEN entry ? 'list_price' THEN '[]'
                ELSE jsonb_path_query_array(entry, '$.adjustments[*] ? (@.kind != "DISCOUNT")') END)
    FROM (SELECT DISTINCT ON (1) public.attributes_digest(entry) AS digest, entry FROM unnest(described) AS entry) AS given
    WHERE (
        SELECT known.number FROM public.usage_unit_rates known
        WHERE known.organization_id = organization AND known.digest = given.digest) IS NULL
    ORDER BY digest
    ON CONFLICT DO NOTHING
$$;

-- What each of the units was billed at by these lines, none of which is of a part.
CREATE FUNCTION public.described_unit_rates(units text[], lines jsonb) RETURNS jsonb[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY(
        SELECT coalesce(
            (SELECT public.unit_rate(line) FROM jsonb_array_elements(lines) AS line WHERE line ->> 'unit' = unit LIMIT 1),
            jsonb_build_object('unit', unit))
        FROM unnest(units) WITH ORDINALITY AS given (unit, place)
        ORDER BY place)
$$;

-- Each is looked up by itself.
CREATE FUNCTION public.unit_rate_numbers(organization text, described jsonb[]) RETURNS int[]
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off
AS $$
    SELECT ARRAY(
        SELECT (
            SELECT known.number FROM public.usage_unit_rates known
            WHERE known.organization_id = organization AND known.digest = given.digest)
        FROM (
            SELECT public.attributes_digest(entry) AS digest, place
            FROM unnest(described) WITH ORDINALITY AS entries (entry, place) OFFSET 0) AS given
        ORDER BY place)
$$;

--changeset tokentally:rates-of-units stripComments:false splitStatements:false
-- What each of its units is billed at.
ALTER TABLE public.usage_rates ADD COLUMN unit_rates int[];
DO $$
DECLARE
    organization text;
BEGIN
    FOR organization IN SELECT DISTINCT organization_id FROM public.usage_rates ORDER BY 1 LOOP
        PERFORM public.write_unit_rates(organization, public.described_unit_rates(rates.units, rates.cost_lines))
        FROM public.usage_rates rates WHERE rates.organization_id = organization;
        UPDATE public.usage_rates rates
        SET unit_rates = public.unit_rate_numbers(organization, public.described_unit_rates(rates.units, rates.cost_lines))
        WHERE rates.organization_id = organization;
    END LOOP;
END
$$;
ALTER TABLE public.usage_rates ALTER COLUMN unit_rates SET NOT NULL;

-- As before, with what each of the units is billed at.
CREATE OR REPLACE FUNCTION public.usage_rates_numbers(organization text, described jsonb) RETURNS int[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off
AS $$
DECLARE
    fresh jsonb[];
BEGIN
    fresh := ARRAY(
        SELECT DISTINCT entry FROM (
            SELECT entry, public.attributes_digest(entry) AS digest FROM jsonb_array_elements(described) AS entry OFFSET 0) AS given
        WHERE (
            SELECT known.number FROM public.usage_rates known
            WHERE known.organization_id = organization AND known.digest = given.digest) IS NULL);
    IF cardinality(fresh) > 0 THEN
        PERFORM public.write_unit_rates(organization, ARRAY(
            SELECT DISTINCT rate FROM unnest(fresh) AS entry
            CROSS JOIN LATERAL unnest(public.described_unit_rates(
                ARRAY(SELECT jsonb_array_elements_text(entry -> 'units')), entry -> 'cost_lines')) AS rate));
        INSERT INTO public.usage_rates (organization_id, digest, currency, units, cost_lines, unit_rates)
        SELECT organization, digest, entry ->> 'currency', units, entry -> 'cost_lines', public.unit_rate_numbers(
            organization, public.described_unit_rates(units, entry -> 'cost_lines'))
        FROM (SELECT DISTINCT ON (1) public.attributes_digest(entry) AS digest, entry,
                ARRAY(SELECT jsonb_array_elements_text(entry -> 'units')) AS units
            FROM unnest(fresh) AS entry) AS given
        ORDER BY digest
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN ARRAY(
        SELECT (
            SELECT known.number FROM public.usage_rates known
            WHERE known.organization_id = organization AND known.digest = given.digest)
        FROM (
            SELECT public.attributes_digest(entry) AS digest, place
            FROM jsonb_array_elements(described) WITH ORDINALITY AS entries (entry, place) OFFSET 0) AS given
        ORDER BY place);
END
$$;

--changeset tokentally:quantity-entries stripComments:false splitStatements:false
-- Quantities in one array, as distributions are: an entry is 2^40 * (2 * number + 1) + n for n * 2^39 of what was billed at the unit
-- rate of that number, and without the 1 for n. Entries of the same number add up. These have no search path of their own, so that they
-- are put into the statements that call them.
CREATE FUNCTION public.quantity_entries(numbers int[], amounts bigint[], sign int) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT ARRAY(
        SELECT ((2 * number::bigint + half.high) << 40) + sign * half.amount
        FROM unnest(numbers, amounts) AS given (number, amount)
        CROSS JOIN LATERAL (VALUES (0, amount % 549755813888), (1, amount / 549755813888)) AS half (high, amount)
        WHERE half.amount <> 0)
$$;

-- What they add up to, by the number of a unit rate.
CREATE FUNCTION public.quantity_sums(quantities bigint[]) RETURNS TABLE (number int, amount numeric)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT (place >> 1)::int, sum((entry - (place << 40)) * CASE WHEN place & 1 = 1 THEN 549755813888::numeric ELSE 1 END)
    FROM (SELECT entry, (entry + 549755813888) >> 40 AS place FROM unnest(quantities) AS entry) AS entries
    GROUP BY place >> 1
    HAVING sum((entry - (place << 40)) * CASE WHEN place & 1 = 1 THEN 549755813888::numeric ELSE 1 END) <> 0
$$;

-- The same with as few entries as can be: of most, one for each number, which is made without a function's call.
CREATE FUNCTION public.compact_quantities(quantities bigint[]) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(CASE
        WHEN bool_and(place & 1 = 0 AND abs(total) < 549755813888)
        THEN array_agg((place << 40) + total ORDER BY place) FILTER (WHERE total <> 0)
        ELSE (
            SELECT public.quantity_entries(
                array_agg(number ORDER BY number), array_agg(amount::bigint ORDER BY number), 1)
            FROM public.quantity_sums(quantities))
    END, '{}')
    FROM (
        SELECT place, sum(entry - (place << 40))::bigint AS total
        FROM (SELECT entry, (entry + 549755813888) >> 40 AS place FROM unnest(quantities) AS entry) AS entries
        GROUP BY place
    ) AS sums
$$;

-- Written one behind the other, until that gets long.
CREATE FUNCTION public.merge_quantities(one bigint[], other bigint[]) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN cardinality(one) + cardinality(other) <= 48 THEN one || other
        ELSE public.compact_quantities(one || other)
    END
$$;

CREATE AGGREGATE public.concatenated(bigint[]) (SFUNC = array_cat, STYPE = bigint[], INITCOND = '{}', PARALLEL = SAFE);

--changeset tokentally:quantities-of-bills stripComments:false splitStatements:false
-- What a call whose bill has lines of its own used, by the model that did it and the rate that it was billed at. A unit's quantity is
-- that of the call, or of its parts, whatever its lines say: what they do not say has no price. What another model used stays with the
-- call's own where it has neither tokens nor a cost, for no other sum tells of it. It has no search path of its own, so that it is put into the
-- statements that ask for many.
CREATE FUNCTION public.quantities_of_bill(own_model text, units text[], quantities text, parts jsonb, lines jsonb)
    RETURNS TABLE (model text, described jsonb, amount bigint)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    WITH worked AS (
        SELECT other_model FROM public.work_of_other_models(own_model, parts, lines)
        WHERE (input_tokens, output_tokens, total_cost) <> (0, 0, 0)
    ), billed AS (
        SELECT coalesce((SELECT other_model FROM worked WHERE other_model = parts -> (line ->> 'part')::int ->> 'model'), own_model)
                AS model,
            line ->> 'unit' AS unit,
            public.unit_rate(line) AS described, (line ->> 'quantity')::bigint AS amount
        FROM jsonb_array_elements(lines) AS line
    ), others AS (
        SELECT part ->> 'model' AS model, quantity.key AS unit, quantity.value::bigint AS amount
        FROM jsonb_array_elements(parts) AS part
        CROSS JOIN LATERAL jsonb_each_text(part -> 'quantities') AS quantity
        WHERE part ->> 'model' IN (SELECT other_model FROM worked)
    ), used AS (
        SELECT * FROM others
        UNION ALL
        SELECT own_model, unit, amount FROM unnest(units, public.usage_amounts(quantities)) AS whole (unit, amount)
        UNION ALL
        SELECT own_model, unit, -amount FROM others
        UNION ALL
        SELECT model, unit, -amount FROM billed
    )
    SELECT model, described, sum(amount)::bigint FROM billed GROUP BY model, described
    UNION ALL
    SELECT model, jsonb_build_object('unit', unit), sum(amount)::bigint FROM used GROUP BY model, unit HAVING sum(amount) <> 0
$$;

CREATE FUNCTION public.quantities_of_lines(
    organization text, wanted_model text, own_model text, units text[], quantities text, parts jsonb, lines jsonb, sign int)
    RETURNS bigint[]
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(public.quantity_entries(
        public.unit_rate_numbers(organization, array_agg(described ORDER BY described)), array_agg(amount ORDER BY described), sign), '{}')
    FROM public.quantities_of_bill(own_model, units, quantities, parts, lines)
    WHERE wanted_model IS NULL OR model = wanted_model
$$;

-- What a call adds to the quantities of a model, its own or one that worked for it, or of all of them where none is named.
CREATE FUNCTION public.call_quantities(
    organization text, wanted_model text, own_model text, units text[], unit_rates int[], quantities text, parts jsonb, lines jsonb,
    sign int)
    RETURNS bigint[]
    LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN parts IS NULL AND lines IS NULL
        THEN public.quantity_entries(unit_rates, public.usage_amounts(quantities), sign)
        ELSE public.quantities_of_lines(
            organization, wanted_model, own_model, units, quantities, coalesce(parts, '[]'), coalesce(lines, '[]'), sign) END
$$;

--changeset tokentally:shares-with-quantities stripComments:false splitStatements:false
ALTER TYPE public.usage_share ADD ATTRIBUTE quantities bigint[];

-- As before, with quantities.
CREATE OR REPLACE FUNCTION public.shares_of_calls(calls public.usage_calls[], sign int) RETURNS public.usage_share[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    shares public.usage_share[];
BEGIN
    PERFORM public.write_unit_rates(bills.organization_id, bills.described)
    FROM (
        SELECT call.organization_id, array_agg(DISTINCT bill.described) AS described
        FROM unnest(calls) AS call
        JOIN public.usage_series series ON series.organization_id = call.organization_id AND series.number = call.series
        JOIN public.usage_rates rates ON rates.organization_id = call.organization_id AND rates.number = call.rates
        CROSS JOIN LATERAL public.quantities_of_bill(
            series.billed_model, rates.units, call.quantities, coalesce(call.usage_parts, '[]'), coalesce(call.cost_lines, '[]'))
            AS bill
        WHERE call.usage_parts IS NOT NULL OR call.cost_lines IS NOT NULL
        GROUP BY call.organization_id
    ) AS bills;

    SELECT coalesce(array_agg(share::public.usage_share), '{}') INTO shares
    FROM (
        SELECT call.created_at, call.caller, call.series, sign, sign * call.input_tokens, sign * call.output_tokens,
            sign * coalesce(call.total_cost, 0),
            CASE WHEN public.is_single_call(series.operation, series.free_of_charge) THEN public.call_distributions(
                call.response_time_ms, call.time_to_first_token_ms, call.output_tokens, call.total_cost, sign) ELSE '{}' END,
            CASE
                WHEN call.usage_parts IS NOT NULL OR call.cost_lines IS NOT NULL THEN '{}'
                WHEN call.quantities ~ '[0-9]{12}'
                    THEN public.quantity_entries(rates.unit_rates, public.usage_amounts(call.quantities), sign)
                -- One entry for each unit: written here, for calling a function takes longer than the rest.
                ELSE ARRAY(
                    SELECT ((2 * number::bigint) << 40) + sign * amount
                    FROM unnest(rates.unit_rates, public.usage_amounts(call.quantities)) AS unit (number, amount)
                    WHERE amount <> 0)
            END
        FROM unnest(calls) AS call
        JOIN public.usage_series series ON series.organization_id = call.organization_id AND series.number = call.series
        JOIN public.usage_rates rates ON rates.organization_id = call.organization_id AND rates.number = call.rates
        UNION ALL
        SELECT call.created_at, call.caller, side.series, 0, side.sign * work.input_tokens,
            side.sign * work.output_tokens, side.sign * work.total_cost, '{}', '{}'
        FROM unnest(calls) AS call
        JOIN public.usage_series series ON series.organization_id = call.organization_id AND series.number = call.series
        CROSS JOIN LATERAL public.work_of_other_models(
            series.billed_model, call.usage_parts, coalesce(call.cost_lines, '[]')) AS work
        CROSS JOIN LATERAL (VALUES
            (call.series, -sign),
            (public.series_of_model(call.organization_id, call.series, work.other_model), sign)) AS side (series, sign)
        WHERE call.usage_parts IS NOT NULL
        UNION ALL
        -- What bills with lines of their own tell of quantities, beside the call's other figures.
        SELECT call.created_at, call.caller,
            CASE WHEN bill.model = series.billed_model THEN call.series
                ELSE public.series_of_model(call.organization_id, call.series, bill.model) END,
            0, 0, 0, 0, '{}', public.quantity_entries(
                public.unit_rate_numbers(call.organization_id, array_agg(bill.described)), array_agg(bill.amount), sign)
        FROM unnest(calls) AS call
        JOIN public.usage_series series ON series.organization_id = call.organization_id AND series.number = call.series
        JOIN public.usage_rates rates ON rates.organization_id = call.organization_id AND rates.number = call.rates
        CROSS JOIN LATERAL public.quantities_of_bill(
            series.billed_model, rates.units, call.quantities, coalesce(call.usage_parts, '[]'), coalesce(call.cost_lines, '[]'))
            AS bill
        WHERE call.usage_parts IS NOT NULL OR call.cost_lines IS NOT NULL
        GROUP BY call.organization_id, call.created_at, call.id, call.caller, call.series, series.billed_model, bill.model
    ) AS share;
    RETURN shares;
END
$$;

--changeset tokentally:roll-ups-with-quantities stripComments:false
ALTER TABLE public.usage_series_quarter_hours ADD COLUMN quantities bigint[] NOT NULL DEFAULT '{}';
ALTER TABLE public.usage_series_days ADD COLUMN quantities bigint[] NOT NULL DEFAULT '{}';
ALTER TABLE public.usage_caller_days ADD COLUMN quantities bigint[] NOT NULL DEFAULT '{}';

--changeset tokentally:functions-with-quantities stripComments:false splitStatements:false
-- Functions that tell of distributions tell of quantities as well. Nothing else of them changes.
DO $$
DECLARE
    change record;
    definition text;
BEGIN
    FOR change IN
        SELECT * FROM (VALUES
            ('roll_up', 'total_cost, distributions)', 'total_cost, distributions, quantities)', 3),
            ('roll_up', 'public.merge_distributions(''{}'', public.concatenated(distributions))',
             'public.merge_distributions(''{}'', public.concatenated(distributions)),
        public.merge_quantities(''{}'', public.concatenated(quantities))', 3),
            ('roll_up', 'distributions = public.merge_distributions(sums.distributions, excluded.distributions)',
             'distributions = public.merge_distributions(sums.distributions, excluded.distributions),
        quantities = public.merge_quantities(sums.quantities, excluded.quantities)', 3),
            ('usage_drift', 'public.compact_distributions(public.concatenated(distributions))',
             'public.compact_distributions(public.concatenated(distributions)),
                public.compact_quantities(public.concatenated(quantities))', 3),
            ('usage_drift', 'public.compact_distributions(distributions)',
             'public.compact_distributions(distributions), public.compact_quantities(quantities)', 3),
            ('grain_drift', 'public.compact_distributions(public.concatenated(distributions))',
             'public.compact_distributions(public.concatenated(distributions)),
                public.compact_quantities(public.concatenated(quantities))', 1),
            ('grain_drift', 'public.compact_distributions(distributions)',
             'public.compact_distributions(distributions), public.compact_quantities(quantities)', 1),
            ('archived_shares', 'described.total_cost, ''{}'')::public.usage_share',
             'described.total_cost, ''{}'', ''{}'')::public.usage_share', 1)
        ) AS places (function, place, replacement, times)
    LOOP
        SELECT pg_get_functiondef(oid) INTO definition FROM pg_catalog.pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname = change.function;
        -- What an earlier version recorded may all have been moved, and the function be gone.
        CONTINUE WHEN NOT FOUND AND change.function = 'archived_shares';
        -- Fails where the place is not there as often as it was.
        ASSERT length(definition) - length(replace(definition, change.place, '')) = change.times * length(change.place),
            change.function || ': ' || change.place;
        EXECUTE replace(definition, change.place, change.replacement);
    END LOOP;
END
$$;

-- What callers used, of the calls that are there.
CREATE FUNCTION public.quantities_of_callers(organization text, zone text) RETURNS TABLE (day date, caller int, quantities bigint[])
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (call.created_at AT TIME ZONE zone)::date AS day, call.caller,
        public.compact_quantities(string_to_array(string_agg(nullif(array_to_string(public.call_quantities(
            organization, NULL, series.billed_model, rates.units, rates.unit_rates, call.quantities, call.usage_parts,
            call.cost_lines, 1), ','), ''), ','), ',')::bigint[])
    FROM public.usage_calls call
    JOIN public.usage_series series ON series.organization_id = organization AND series.number = call.series
    JOIN public.usage_rates rates ON rates.organization_id = organization AND rates.number = call.rates
    WHERE call.organization_id = organization
    GROUP BY 1, 2
$$;

--changeset tokentally:days-cut-with-quantities stripComments:false splitStatements:false
-- As before, and what units were used: by series from the quarter-hours, by caller from the calls.
DO $$
DECLARE
    change record;
    definition text;
BEGIN
    FOR change IN
        SELECT * FROM (VALUES
            ('organization_id, day, series, calls, input_tokens, output_tokens, total_cost, distributions)',
             'organization_id, day, series, calls, input_tokens, output_tokens, total_cost, distributions, quantities)'),
            ('string_to_array(string_agg(nullif(array_to_string(distributions, '',''), ''''), '',''), '','')::int[])
    FROM',
             'string_to_array(string_agg(nullif(array_to_string(distributions, '',''), ''''), '',''), '','')::int[]),
        public.compact_quantities(
            string_to_array(string_agg(nullif(array_to_string(quantities, '',''), ''''), '',''), '','')::bigint[])
    FROM'),
            ('DELETE FROM public.usage_caller_days gone',
             'UPDATE public.usage_caller_days sums SET quantities = used.quantities
    FROM public.quantities_of_callers(organization, zone) AS used
    WHERE sums.organization_id = organization AND sums.day = used.day AND sums.caller = used.caller;
    -- Days that are not counted yet may be others by these clocks.
    INSERT INTO public.days_without_quantities (organization_id, day)
    SELECT organization, edge FROM (
        SELECT min(day) - 1 AS first, max(day) + 1 AS last FROM public.days_without_quantities
        WHERE organization_id = organization) AS days
    CROSS JOIN LATERAL (VALUES (first), (last)) AS edges (edge)
    WHERE edge IS NOT NULL
    ON CONFLICT DO NOTHING;
    DELETE FROM public.usage_caller_days gone')
        ) AS places (place, replacement)
    LOOP
        SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname = 'cut_days';
        ASSERT length(definition) - length(replace(definition, change.place, '')) = length(change.place), change.place;
        EXECUTE replace(definition, change.place, change.replacement);
    END LOOP;
END
$$;

--changeset tokentally:days-without-quantities stripComments:false splitStatements:false
-- Days that an earlier version summed, of which calls are there: quantities are counted day by day, the newest first.
CREATE TABLE public.days_without_quantities (
    organization_id text NOT NULL,
    day             date NOT NULL,
    PRIMARY KEY (organization_id, day)
);
ALTER TABLE public.days_without_quantities ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON public.days_without_quantities FROM PUBLIC, tokentally_app, tokentally_metering;
INSERT INTO public.days_without_quantities (organization_id, day)
SELECT id, day FROM public.organizations CROSS JOIN LATERAL public.days_of_usage(id) AS day;

-- Counts one more, and says whether there was one.
CREATE FUNCTION public.count_quantities_of_a_day() RETURNS boolean
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    wanted public.days_without_quantities;
    zone text;
    from_time timestamptz;
    until_time timestamptz;
BEGIN
    DELETE FROM public.days_without_quantities
    WHERE (organization_id, day) = (
        SELECT organization_id, day FROM public.days_without_quantities
        ORDER BY day DESC, organization_id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING * INTO wanted;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM public.hold_rollups(wanted.organization_id);
    zone := public.zone_of_organization(wanted.organization_id);
    from_time := wanted.day::timestamp AT TIME ZONE zone;
    until_time := (wanted.day + 1)::timestamp AT TIME ZONE zone;
    WITH share AS MATERIALIZED (
        SELECT date_bin('15 minutes', share.created_at, timestamptz 'epoch') AS quarter_hour, share.series, share.caller,
            share.quantities
        FROM generate_series(from_time, until_time - interval '15 minutes', interval '15 minutes') AS quarter
        CROSS JOIN LATERAL unnest(public.shares_of_calls(
            public.calls_between(wanted.organization_id, quarter, quarter + interval '15 minutes'), 1)) AS share
    ), by_quarter_hour AS (
        UPDATE public.usage_series_quarter_hours sums SET quantities = used.quantities
        FROM (SELECT quarter_hour, series, public.compact_quantities(public.concatenated(quantities)) AS quantities
            FROM share GROUP BY quarter_hour, series) AS used
        WHERE sums.organization_id = wanted.organization_id
            AND sums.quarter_hour = used.quarter_hour AND sums.series = used.series
    ), by_day AS (
        UPDATE public.usage_series_days sums SET quantities = used.quantities
        FROM (SELECT series, public.compact_quantities(public.concatenated(quantities)) AS quantities
            FROM share GROUP BY series) AS used
        WHERE sums.organization_id = wanted.organization_id AND sums.day = wanted.day AND sums.series = used.series
    )
    UPDATE public.usage_caller_days sums SET quantities = used.quantities
    FROM (SELECT caller, public.compact_quantities(public.concatenated(quantities)) AS quantities
        FROM share GROUP BY caller) AS used
    WHERE sums.organization_id = wanted.organization_id AND sums.day = wanted.day AND sums.caller = used.caller;
    RETURN true;
END
$$;

--changeset tokentally:report-units stripComments:false splitStatements:false
-- What quantities add up to by unit, what they cost, and what they would have by the list.
CREATE FUNCTION public.units_of(organization text, quantities bigint[]) RETURNS TABLE (
        unit text, amount numeric, cost numeric, list_cost numeric)
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET enable_nestloop = off
AS $$
    SELECT known.unit, sum(used.amount), coalesce(sum(used.amount * known.price), 0),
        coalesce(sum(used.amount * known.list_price), 0)
    FROM public.quantity_sums(quantities) AS used
    JOIN public.usage_unit_rates known ON known.organization_id = organization AND known.number = used.number
    GROUP BY known.unit
$$;

-- How much more they would have cost by the list.
CREATE FUNCTION public.saving_of(organization text, quantities bigint[]) RETURNS numeric
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(sum(list_cost - cost), 0) FROM public.units_of(organization, quantities)
$$;

REVOKE ALL ON FUNCTION
    public.unit_rate(jsonb), public.price_of_one(numeric, numeric, jsonb), public.write_unit_rates(text, jsonb[]),
    public.described_unit_rates(text[], jsonb), public.unit_rate_numbers(text, jsonb[]),
    public.quantity_entries(int[], bigint[], int), public.quantity_sums(bigint[]), public.compact_quantities(bigint[]),
    public.merge_quantities(bigint[], bigint[]), public.concatenated(bigint[]),
    public.quantities_of_bill(text, text[], text, jsonb, jsonb),
    public.quantities_of_lines(text, text, text, text[], text, jsonb, jsonb, int),
    public.call_quantities(text, text, text, text[], int[], text, jsonb, jsonb, int), public.quantities_of_callers(text, text),
    public.count_quantities_of_a_day(), public.units_of(text, bigint[]), public.saving_of(text, bigint[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.unit_rate(jsonb), public.unit_rate_numbers(text, jsonb[]), public.quantity_entries(int[], bigint[], int),
    public.quantity_sums(bigint[]), public.compact_quantities(bigint[]),
    public.quantities_of_bill(text, text[], text, jsonb, jsonb),
    public.quantities_of_lines(text, text, text, text[], text, jsonb, jsonb, int),
    public.call_quantities(text, text, text, text[], int[], text, jsonb, jsonb, int),
    public.attributes_digest(jsonb), public.series_attributes(public.usage_series),
    public.work_of_other_models(text, jsonb, jsonb), public.units_of(text, bigint[]), public.saving_of(text, bigint[])
    TO tokentally_app;
