--liquibase formatted sql

--changeset tokentally:roll-ups-to-move stripComments:false
-- What was recorded before moves hour by hour, each in a transaction of its own, while new calls come in: docs/scale.md.
DROP TRIGGER roll_up_posted_calls ON public.calls_to_move;
DROP TRIGGER roll_up_repriced_calls ON public.calls_to_move;
DROP TRIGGER bill_job_once ON public.calls_to_move;
DROP TRIGGER refuse_change ON public.calls_to_move;
DROP TRIGGER refuse_deletion ON public.calls_to_move;
DROP FUNCTION public.roll_up_posted_calls();
DROP FUNCTION public.roll_up_repriced_calls();
DROP FUNCTION public.bill_job_once();
DROP FUNCTION public.ensure_usage_partition(date);
DROP POLICY viewer_reads ON public.calls_to_move;
DROP POLICY metering_posts ON public.calls_to_move;
DROP TABLE public.usage_response_times;
ALTER TABLE public.usage_rollups RENAME TO rollups_to_move;
DROP POLICY viewer_reads ON public.rollups_to_move;
REVOKE ALL ON public.rollups_to_move FROM PUBLIC, tokentally_app, tokentally_metering;

--changeset tokentally:move-calls stripComments:false splitStatements:false
-- One organization's calls of some time within a day: rows, and what they add to the roll-ups. A call that was posted again meanwhile is not added twice.
CREATE FUNCTION public.move_calls(organization text, from_time timestamptz, until_time timestamptz) RETURNS public.usage_share[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    moved public.usage_calls[];
BEGIN
    PERFORM public.ensure_usage_month((from_time AT TIME ZONE 'UTC')::date);
    WITH old AS (
        DELETE FROM public.calls_to_move call
        WHERE call.organization_id = organization
            AND call.created_at >= from_time AND call.created_at < until_time
        RETURNING call.*
    ), described AS (
        SELECT old.*,
            ARRAY(SELECT jsonb_object_keys(old.quantities) ORDER BY 1) AS units,
            ARRAY(SELECT value::bigint FROM jsonb_each_text(old.quantities) ORDER BY key) AS amounts,
            jsonb_strip_nulls(jsonb_build_object(
                'user_id', old.user_id, 'virtual_key_id', old.virtual_key_id, 'attribution', old.attribution)) AS caller,
            jsonb_strip_nulls(jsonb_build_object(
                'endpoint', old.endpoint, 'operation', old.operation, 'provider', old.provider, 'model', old.model,
                'served_model', old.served_model, 'billed_model', coalesce(old.served_model, old.model),
                'service_tier', old.service_tier, 'region', old.region, 'usage_reading', old.usage_reading,
                'success', old.success, 'failure_kind', old.failure_kind, 'http_status', old.http_status,
                'cost_status', old.cost_status, 'unpriced_reason', old.unpriced_reason,
                'price_version', old.price_version, 'free_of_charge', old.free_of_charge)) AS series
        FROM old
    ), billed AS (
        SELECT described.*, public.lines_without_quantities(described.cost_lines, units, amounts) AS template
        FROM described
    ), rated AS (
        SELECT billed.*, jsonb_build_object(
            'currency', billed.currency, 'units', to_jsonb(units), 'cost_lines', coalesce(template, '[]')) AS bill
        FROM billed
    ), callers AS (
        SELECT numbered.* FROM (SELECT jsonb_agg(DISTINCT rated.caller) AS entries FROM rated) AS known
        CROSS JOIN LATERAL ROWS FROM (
            jsonb_array_elements(entries), unnest(public.usage_caller_numbers(organization, entries))) AS numbered (entry, number)
    ), series AS (
        SELECT numbered.* FROM (SELECT jsonb_agg(DISTINCT rated.series) AS entries FROM rated) AS known
        CROSS JOIN LATERAL ROWS FROM (
            jsonb_array_elements(entries), unnest(public.usage_series_numbers(organization, entries))) AS numbered (entry, number)
    ), bills AS (
        SELECT numbered.* FROM (SELECT jsonb_agg(DISTINCT rated.bill) AS entries FROM rated) AS known
        CROSS JOIN LATERAL ROWS FROM (
            jsonb_array_elements(entries), unnest(public.usage_rates_numbers(organization, entries))) AS numbered (entry, number)
    ), added AS (
        INSERT INTO public.usage_calls AS call (
            created_at, input_tokens, output_tokens, id, caller, series, rates, created_hour, response_time_ms,
            time_to_first_token_ms, organization_id, total_cost, quantities, provider_request_id, error_type, error_code, tags, client_ids,
            usage_parts, cost_lines)
        SELECT rated.created_at, rated.input_tokens, rated.output_tokens, rated.id, callers.number, series.number,
            bills.number, floor(extract(epoch FROM rated.created_at) / 3600), rated.response_time_ms, rated.time_to_first_token_ms, organization, rated.total_cost,
            array_to_string(rated.amounts, ','), rated.provider_request_id, rated.error_type, rated.error_code, rated.tags, rated.client_ids,
            rated.usage_parts, CASE WHEN rated.template IS NULL THEN rated.cost_lines END
        FROM rated
        JOIN callers ON callers.entry = rated.caller
        JOIN series ON series.entry = rated.series
        JOIN bills ON bills.entry = rated.bill
        ORDER BY rated.created_at, rated.id
        ON CONFLICT DO NOTHING
        RETURNING call)
    SELECT coalesce(array_agg(added.call), '{}') INTO moved FROM added;
    RETURN public.shares_of_calls(moved, 1);
END
$$;

-- What the roll-ups tell of that time beyond the calls that are there: what remains of a month that was archived. Nobody knows any more
-- whether a call of it was the one that failed or the one that has no price, so that the two are told apart as if they were others.
CREATE FUNCTION public.archived_shares(organization text, from_time timestamptz, until_time timestamptz) RETURNS public.usage_share[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    shares public.usage_share[];
BEGIN
    WITH told AS (
        SELECT bucket_start, user_id, endpoint, provider, model, requests, failures, unpriced, estimated, input_tokens,
            output_tokens, total_cost, free_calls, free_failures
        FROM public.rollups_to_move
        WHERE organization_id = organization
            AND bucket_start >= from_time AND bucket_start < until_time
        UNION ALL
        SELECT date_bin('15 minutes', created_at, timestamptz 'epoch'), user_id, endpoint, provider,
            coalesce(served_model, model), -(NOT free_of_charge)::int, -(NOT success AND NOT free_of_charge)::int,
            -(cost_status = 'UNPRICED')::int, -(cost_status = 'ESTIMATED')::int, -input_tokens, -output_tokens,
            -coalesce(total_cost, 0), -free_of_charge::int, -(free_of_charge AND NOT success)::int
        FROM public.calls_to_move
        WHERE organization_id = organization
            AND created_at >= from_time AND created_at < until_time
        UNION ALL
        SELECT date_bin('15 minutes', call.created_at, timestamptz 'epoch'), call.user_id, call.endpoint, call.provider,
            side.model, 0, 0, 0, 0, side.sign * work.input_tokens, side.sign * work.output_tokens,
            side.sign * work.total_cost, 0, 0
        FROM public.calls_to_move call
        CROSS JOIN LATERAL public.work_of_other_models(
            coalesce(call.served_model, call.model), call.usage_parts, call.cost_lines) AS work
        CROSS JOIN LATERAL (VALUES
            (coalesce(call.served_model, call.model), 1), (work.other_model, -1)) AS side (model, sign)
        WHERE call.organization_id = organization AND call.usage_parts IS NOT NULL
            AND call.created_at >= from_time AND call.created_at < until_time
    ), archived AS (
        SELECT bucket_start, user_id, endpoint, provider, model, sum(requests) AS requests, sum(failures) AS failures,
            sum(unpriced) AS unpriced, sum(estimated) AS estimated, sum(input_tokens) AS input_tokens,
            sum(output_tokens) AS output_tokens, sum(total_cost) AS total_cost, sum(free_calls) AS free_calls,
            sum(free_failures) AS free_failures
        FROM told
        GROUP BY 1, 2, 3, 4, 5
        HAVING (sum(requests), sum(failures), sum(unpriced), sum(estimated), sum(input_tokens), sum(output_tokens),
            sum(total_cost), sum(free_calls), sum(free_failures)) <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
    ), described AS (
        SELECT bucket_start, kind.calls, kind.input_tokens, kind.output_tokens, kind.total_cost,
            jsonb_build_object('user_id', user_id, 'attribution', 'context') AS caller,
            jsonb_build_object(
                'endpoint', endpoint, 'provider', provider, 'model', model, 'billed_model', model,
                'service_tier', 'default', 'usage_reading',
                CASE WHEN kind.free THEN 'NOT_BILLED' ELSE 'REPORTED' END, 'success', kind.success,
                'cost_status', kind.status, 'free_of_charge', kind.free)
            || CASE WHEN kind.success THEN '{}' ELSE jsonb_build_object('failure_kind', 'UNKNOWN') END
            || CASE WHEN kind.status = 'UNPRICED' THEN jsonb_build_object('unpriced_reason', 'NO_PRICE') ELSE '{}' END
            AS series
        FROM archived
        CROSS JOIN LATERAL (VALUES
            (requests - failures - unpriced - estimated, input_tokens, output_tokens, total_cost, true, 'MEASURED', false),
            (failures, 0, 0, 0, false, 'MEASURED', false),
            (unpriced, 0, 0, 0, true, 'UNPRICED', false),
            (estimated, 0, 0, 0, true, 'ESTIMATED', false),
            (free_calls - free_failures, 0, 0, 0, true, 'FREE', true),
            (free_failures, 0, 0, 0, false, 'FREE', true)
        ) AS kind (calls, input_tokens, output_tokens, total_cost, success, status, free)
        WHERE (kind.calls, kind.input_tokens, kind.output_tokens, kind.total_cost) <> (0, 0, 0, 0)
    ), callers AS (
        SELECT numbered.* FROM (SELECT jsonb_agg(DISTINCT described.caller) AS entries FROM described) AS known
        CROSS JOIN LATERAL ROWS FROM (
            jsonb_array_elements(entries), unnest(public.usage_caller_numbers(organization, entries))) AS numbered (entry, number)
    ), series AS (
        SELECT numbered.* FROM (SELECT jsonb_agg(DISTINCT described.series) AS entries FROM described) AS known
        CROSS JOIN LATERAL ROWS FROM (
            jsonb_array_elements(entries), unnest(public.usage_series_numbers(organization, entries))) AS numbered (entry, number)
    )
    SELECT coalesce(array_agg((
        described.bucket_start, callers.number, series.number, described.calls, described.input_tokens,
        described.output_tokens, described.total_cost, '{}')::public.usage_share), '{}') INTO shares
    FROM described
    JOIN callers ON callers.entry = described.caller
    JOIN series ON series.entry = described.series;
    RETURN shares;
END
$$;

-- Moves one more hour of an organization's, the newest first, and says whether there was one.
CREATE FUNCTION public.move_one_hour() RETURNS boolean
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text;
    from_time timestamptz;
    until_time timestamptz;
    archived public.usage_share[];
BEGIN
    -- One after the other: what two found archived of the same hour would count for both.
    PERFORM pg_advisory_xact_lock(hashtext('tokentally.move_usage'));
    IF NOT EXISTS (
        SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = 'rollups_to_move') THEN
        RETURN false;
    END IF;
    SELECT organization_id, date_bin('1 hour', bucket_start, timestamptz 'epoch') INTO organization, from_time
    FROM public.rollups_to_move ORDER BY bucket_start DESC LIMIT 1;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    until_time := from_time + interval '1 hour';
    PERFORM public.share_rollups(organization);
    archived := public.archived_shares(organization, from_time, until_time);
    PERFORM public.roll_up(organization, archived || public.move_calls(organization, from_time, until_time));
    DELETE FROM public.rollups_to_move
    WHERE organization_id = organization
        AND bucket_start >= from_time AND bucket_start < until_time;
    RETURN true;
END
$$;

-- When all has been moved, nothing is left of it. Whoever comes second finds nothing to do.
CREATE FUNCTION public.end_move() RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('tokentally.move_usage'));
    IF NOT EXISTS (
        SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = 'rollups_to_move') THEN
        RETURN;
    END IF;
    -- A statement of its own: where the tables are gone, it would not even be read.
    IF NOT EXISTS (SELECT FROM public.rollups_to_move) AND NOT EXISTS (SELECT FROM public.calls_to_move) THEN
        DROP FUNCTION
            public.move_calls(text, timestamptz, timestamptz), public.archived_shares(text, timestamptz, timestamptz);
        DROP TABLE public.calls_to_move, public.rollups_to_move;
    END IF;
END
$$;

REVOKE ALL ON FUNCTION
    public.move_calls(text, timestamptz, timestamptz), public.archived_shares(text, timestamptz, timestamptz),
    public.move_one_hour(), public.end_move()
    FROM PUBLIC;

CREATE INDEX rollups_to_move_by_time ON public.rollups_to_move (bucket_start);
