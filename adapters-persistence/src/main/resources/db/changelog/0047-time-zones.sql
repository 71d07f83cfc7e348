--liquibase formatted sql

--changeset tokentally:time-zone-choice stripComments:false
-- Whether an owner has said by whose clocks days begin; until then, it is UTC's.
ALTER TABLE public.organizations ADD COLUMN time_zone_confirmed boolean NOT NULL DEFAULT false;

--changeset tokentally:set-time-zone stripComments:false splitStatements:false
-- Cuts all days anew, from the quarter-hours; nobody posts meanwhile. How long a caller's calls took is read from the calls; where these
-- were removed, it stays with the day that it was recorded under.
CREATE FUNCTION public.cut_days(organization text, zone text) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM public.usage_days WHERE organization_id = organization;
    INSERT INTO public.usage_days (organization_id, day, series, caller, calls, input_tokens, output_tokens, total_cost)
    SELECT organization, (quarter_hour AT TIME ZONE zone)::date AS day, series, caller, sum(calls), sum(input_tokens),
        sum(output_tokens), sum(total_cost)
    FROM public.usage_quarter_hours WHERE organization_id = organization
    GROUP BY day, series, caller
    HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
    ORDER BY day, series, caller;

    DELETE FROM public.usage_series_days WHERE organization_id = organization;
    INSERT INTO public.usage_series_days (
        organization_id, day, series, calls, input_tokens, output_tokens, total_cost, distributions)
    SELECT organization, (quarter_hour AT TIME ZONE zone)::date AS day, series, sum(calls), sum(input_tokens), sum(output_tokens),
        sum(total_cost), public.compact_distributions(
            string_to_array(string_agg(nullif(array_to_string(distributions, ','), ''), ','), ',')::int[])
    FROM public.usage_series_quarter_hours WHERE organization_id = organization
    GROUP BY day, series
    HAVING (sum(calls), sum(input_tokens), sum(output_tokens), sum(total_cost)) <> (0, 0, 0, 0)
    ORDER BY day, series;

    INSERT INTO public.usage_caller_days AS sums (
        organization_id, day, caller, requests, failures, unpriced, estimated, free_calls, free_failures, input_tokens,
        output_tokens, total_cost, distributions)
    WITH cut AS (
        SELECT day, caller,
            coalesce(sum(calls) FILTER (WHERE NOT free_of_charge), 0) AS requests,
            coalesce(sum(calls) FILTER (WHERE NOT free_of_charge AND NOT success), 0) AS failures,
            coalesce(sum(calls) FILTER (WHERE cost_status = 'UNPRICED'), 0) AS unpriced,
            coalesce(sum(calls) FILTER (WHERE cost_status = 'ESTIMATED'), 0) AS estimated,
            coalesce(sum(calls) FILTER (WHERE free_of_charge), 0) AS free_calls,
            coalesce(sum(calls) FILTER (WHERE free_of_charge AND NOT success), 0) AS free_failures,
            sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens, sum(total_cost) AS total_cost
        FROM public.usage_days days
        JOIN public.usage_series series ON series.organization_id = organization AND series.number = days.series
        WHERE days.organization_id = organization
        GROUP BY day, caller
    ), times AS (
        SELECT (call.created_at AT TIME ZONE zone)::date AS day, call.caller, public.compact_distributions(string_to_array(string_agg(
            array_to_string(public.call_distributions(
                call.response_time_ms, call.time_to_first_token_ms, call.output_tokens, call.total_cost, 1), ','), ','), ',')::int[])
            AS distributions
        FROM public.usage_calls call
        JOIN public.usage_series series ON series.organization_id = organization AND series.number = call.series
        WHERE call.organization_id = organization AND public.is_single_call(series.operation, series.free_of_charge)
        GROUP BY 1, call.caller
    )
    SELECT organization, cut.*, coalesce(times.distributions, '{}')
    FROM cut LEFT JOIN times USING (day, caller)
    WHERE (requests, failures, unpriced, estimated, free_calls, free_failures, input_tokens, output_tokens, total_cost)
        <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
    ORDER BY day, caller
    ON CONFLICT (organization_id, day, caller) DO UPDATE SET
        requests = excluded.requests,
        failures = excluded.failures,
        unpriced = excluded.unpriced,
        estimated = excluded.estimated,
        free_calls = excluded.free_calls,
        free_failures = excluded.free_failures,
        input_tokens = excluded.input_tokens,
        output_tokens = excluded.output_tokens,
        total_cost = excluded.total_cost,
        distributions = CASE WHEN excluded.distributions = '{}' AND NOT EXISTS (
            SELECT FROM public.usage_calls call
            WHERE call.organization_id = organization
                AND call.created_at >= sums.day::timestamp AT TIME ZONE zone
                AND call.created_at < (sums.day + 1)::timestamp AT TIME ZONE zone)
            THEN sums.distributions ELSE excluded.distributions END;
    DELETE FROM public.usage_caller_days gone
    WHERE gone.organization_id = organization AND NOT EXISTS (
        SELECT FROM public.usage_days kept
        WHERE kept.organization_id = organization AND kept.caller = gone.caller AND kept.day = gone.day);
END
$$;

CREATE FUNCTION public.set_time_zone(zone text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('set_time_zone');
    before text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_timezone_names WHERE name = zone) THEN
        PERFORM public.refuse('time_zone_unknown', zone);
    END IF;
    PERFORM public.hold_rollups(organization);
    SELECT time_zone INTO before FROM public.organizations WHERE id = organization;
    UPDATE public.organizations SET time_zone = zone, time_zone_confirmed = true WHERE id = organization;
    IF before <> zone THEN
        PERFORM public.cut_days(organization, zone);
        PERFORM public.append_audit_entry(
            organization, public.viewer_user_id(), 'time_zone.changed', 'organization', organization,
            jsonb_build_object('zone', before), jsonb_build_object('zone', zone));
    END IF;
END
$$;

REVOKE ALL ON FUNCTION public.cut_days(text, text), public.set_time_zone(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.set_time_zone(text) TO tokentally_app;
