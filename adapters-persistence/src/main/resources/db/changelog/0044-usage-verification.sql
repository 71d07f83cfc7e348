--liquibase formatted sql

--changeset tokentally:verify-usage stripComments:false splitStatements:false
-- The roll-ups of one of an organization's days, as they are and as its calls say that they must be.

CREATE FUNCTION public.calls_between(organization text, from_time timestamptz, until_time timestamptz)
    RETURNS public.usage_calls[]
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY(
        SELECT call FROM public.usage_calls call
        WHERE call.organization_id = organization AND call.created_at >= from_time AND call.created_at < until_time)
$$;

-- What differs, roll-up by roll-up; nothing where all is well.
CREATE FUNCTION public.usage_drift(organization text, wanted date) RETURNS TABLE (
        rollup text, bucket text, series int, caller int, expected jsonb, found jsonb)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    zone CONSTANT text := public.zone_of_organization(organization);
    from_time CONSTANT timestamptz := wanted::timestamp AT TIME ZONE zone;
    until_time CONSTANT timestamptz := (wanted + 1)::timestamp AT TIME ZONE zone;
BEGIN
    -- Nobody changes the day's sums between the two looks.
    PERFORM public.hold_rollups(organization);
    -- By quarter-hour, so that memory holds no more calls than those of one.
    RETURN QUERY
    WITH share AS MATERIALIZED (
        SELECT share.*, date_bin('15 minutes', share.created_at, timestamptz 'epoch') AS quarter_hour,
            kind.free_of_charge, kind.success, kind.cost_status
        FROM generate_series(from_time, until_time - interval '15 minutes', interval '15 minutes') AS quarter
        CROSS JOIN LATERAL unnest(public.shares_of_calls(
            public.calls_between(organization, quarter, quarter + interval '15 minutes'), 1)) AS share
        JOIN public.usage_series kind ON kind.organization_id = organization AND kind.number = share.series
    ), due AS (
        SELECT 'usage_quarter_hours' AS rollup, quarter_hour::text AS bucket, series, caller,
            jsonb_build_array(sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) AS sums
        FROM share GROUP BY quarter_hour, series, caller
        HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
        UNION ALL
        SELECT 'usage_days', wanted::text, series, caller,
            jsonb_build_array(sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost))
        FROM share GROUP BY series, caller
        HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
        UNION ALL
        SELECT 'usage_series_quarter_hours', quarter_hour::text, series, NULL,
            jsonb_build_array(sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost),
                public.compact_distributions(public.concatenated(distributions)))
        FROM share GROUP BY quarter_hour, series
        HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
        UNION ALL
        SELECT 'usage_series_days', wanted::text, series, NULL,
            jsonb_build_array(sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost),
                public.compact_distributions(public.concatenated(distributions)))
        FROM share GROUP BY series
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
                sum(input_tokens), sum(output_tokens), sum(total_cost),
                public.compact_distributions(public.concatenated(distributions)))
        FROM share GROUP BY caller
        HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
    ), kept AS (
        SELECT 'usage_quarter_hours' AS rollup, quarter_hour::text AS bucket, series, caller,
            jsonb_build_array(calls, input_tokens, output_tokens, total_cost) AS sums
        FROM public.usage_quarter_hours
        WHERE organization_id = organization AND quarter_hour >= from_time AND quarter_hour < until_time
        UNION ALL
        SELECT 'usage_days', day::text, series, caller, jsonb_build_array(calls, input_tokens, output_tokens, total_cost)
        FROM public.usage_days WHERE organization_id = organization AND day = wanted
        UNION ALL
        SELECT 'usage_series_quarter_hours', quarter_hour::text, series, NULL,
            jsonb_build_array(calls, input_tokens, output_tokens, total_cost,
                public.compact_distributions(distributions))
        FROM public.usage_series_quarter_hours
        WHERE organization_id = organization AND quarter_hour >= from_time AND quarter_hour < until_time
        UNION ALL
        SELECT 'usage_series_days', day::text, series, NULL,
            jsonb_build_array(calls, input_tokens, output_tokens, total_cost,
                public.compact_distributions(distributions))
        FROM public.usage_series_days WHERE organization_id = organization AND day = wanted
        UNION ALL
        SELECT 'usage_caller_days', day::text, NULL, caller,
            jsonb_build_array(requests, failures, unpriced, estimated, free_calls, free_failures, input_tokens,
                output_tokens, total_cost, public.compact_distributions(distributions))
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

-- Makes a day's roll-ups anew from its calls, and says whether it has any: what was archived is known by its sums alone.
CREATE FUNCTION public.rebuild_usage_day(organization text, wanted date) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    zone CONSTANT text := public.zone_of_organization(organization);
    from_time CONSTANT timestamptz := wanted::timestamp AT TIME ZONE zone;
    until_time CONSTANT timestamptz := (wanted + 1)::timestamp AT TIME ZONE zone;
    quarter timestamptz := from_time;
BEGIN
    PERFORM public.hold_rollups(organization);
    IF NOT EXISTS (
        SELECT FROM public.usage_calls
        WHERE organization_id = organization AND created_at >= from_time AND created_at < until_time)
    THEN
        RETURN false;
    END IF;
    DELETE FROM public.usage_quarter_hours
    WHERE organization_id = organization AND quarter_hour >= from_time AND quarter_hour < until_time;
    DELETE FROM public.usage_days WHERE organization_id = organization AND day = wanted;
    DELETE FROM public.usage_series_quarter_hours
    WHERE organization_id = organization AND quarter_hour >= from_time AND quarter_hour < until_time;
    DELETE FROM public.usage_series_days WHERE organization_id = organization AND day = wanted;
    DELETE FROM public.usage_caller_days WHERE organization_id = organization AND day = wanted;
    WHILE quarter < until_time LOOP
        PERFORM public.roll_up(organization, public.shares_of_calls(
            public.calls_between(organization, quarter, quarter + interval '15 minutes'), 1));
        quarter := quarter + interval '15 minutes';
    END LOOP;
    RETURN true;
END
$$;

-- The days that an organization has calls or sums of, the first one first.
CREATE FUNCTION public.days_of_usage(organization text) RETURNS SETOF date
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    WITH ends AS (
        SELECT least(
                (SELECT (min(created_at) AT TIME ZONE public.zone_of_organization(organization))::date
                 FROM public.usage_calls WHERE organization_id = organization),
                (SELECT min(day) FROM public.usage_days WHERE organization_id = organization)) AS first,
            greatest(
                (SELECT (max(created_at) AT TIME ZONE public.zone_of_organization(organization))::date
                 FROM public.usage_calls WHERE organization_id = organization),
                (SELECT max(day) FROM public.usage_days WHERE organization_id = organization)) AS last)
    SELECT day::date FROM ends, generate_series(first, last, interval '1 day') AS day ORDER BY 1
$$;

REVOKE ALL ON FUNCTION
    public.calls_between(text, timestamptz, timestamptz), public.usage_drift(text, date), public.rebuild_usage_day(text, date), public.days_of_usage(text)
    FROM PUBLIC;
