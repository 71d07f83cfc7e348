--liquibase formatted sql

--changeset tokentally:budgets-that-limit-answers stripComments:false splitStatements:false
-- The limit on each answer of calls whose request sets none, which gateways write into it; of budgets that block.
ALTER TABLE public.budgets ADD COLUMN output_tokens bigint CHECK (output_tokens BETWEEN 1 AND 10000000);

-- Nothing else of the function changes.
SELECT public.amend_function('set_budget', place, replacement)
FROM (VALUES
    ('strict, when_unknown, changed_by)', 'strict, when_unknown, output_tokens, changed_by)'),
    ('given.when_unknown, viewer', 'given.when_unknown, given.output_tokens, viewer'),
    ('when_unknown = excluded.when_unknown,',
     'when_unknown = excluded.when_unknown, output_tokens = excluded.output_tokens,')
) AS places (place, replacement);

--changeset tokentally:largest-calls-of-budgets stripComments:false splitStatements:false
-- How large the calls of each model were lately that a budget would be for: the most of any, and what 95 of 100 did not exceed. Of the
-- callers and kinds with the most calls, twenty of each model and two hundred in all, the latest two hundred calls each, so that it
-- takes no longer where there are millions. Whoever asks sees what they may of the calls.
CREATE FUNCTION public.largest_calls_of_budget(terms jsonb, days int) RETURNS TABLE (
    provider text, model text, most_input bigint, most_output bigint, usual_input bigint, usual_output bigint)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    organization CONSTANT text := public.viewer_organization_id();
    budget CONSTANT public.budgets := jsonb_populate_record(NULL::public.budgets, terms);
    since CONSTANT timestamptz := now() - days * interval '1 day';
BEGIN
    RETURN QUERY
    WITH busy AS (
        SELECT kind.provider, kind.model, sums.caller, sums.series, sum(sums.calls) AS calls,
            row_number() OVER (PARTITION BY kind.provider, kind.model ORDER BY sum(sums.calls) DESC, sums.series) AS place
        FROM public.usage_days sums
        JOIN public.usage_callers who ON who.organization_id = organization AND who.number = sums.caller
        JOIN public.usage_series kind ON kind.organization_id = organization AND kind.number = sums.series
        WHERE sums.organization_id = organization AND sums.day >= since::date AND public.budget_selects(budget, who, kind)
        GROUP BY 1, 2, 3, 4
    ), watched AS (
        SELECT * FROM busy WHERE place <= 20 ORDER BY place, calls DESC LIMIT 200
    )
    SELECT watched.provider, watched.model, max(latest.input_tokens), max(latest.output_tokens),
        percentile_disc(0.95) WITHIN GROUP (ORDER BY latest.input_tokens),
        percentile_disc(0.95) WITHIN GROUP (ORDER BY latest.output_tokens)
    FROM watched CROSS JOIN LATERAL (
        SELECT call.input_tokens, call.output_tokens FROM public.usage_calls call
        WHERE call.organization_id = organization AND call.series = watched.series AND call.caller = watched.caller
            AND call.created_hour >= floor(extract(epoch FROM since) / 3600) AND call.created_at >= since
            -- Others failed, or are billed by something else.
            AND call.input_tokens > 0
        ORDER BY call.created_hour DESC LIMIT 200) AS latest
    GROUP BY 1, 2
    ORDER BY 1, 2;
END
$$;
REVOKE ALL ON FUNCTION public.largest_calls_of_budget(jsonb, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.largest_calls_of_budget(jsonb, int) TO tokentally_app;

--changeset tokentally:budgets-hold-for-work-ahead stripComments:false splitStatements:false
-- What was set aside for work that is billed later, as billed_jobs names it, stays until the ledger knows what the work used, or until its
-- time is over.
ALTER TABLE public.budget_holds
    ADD COLUMN job text,
    ADD COLUMN expires_at timestamptz,
    ADD CONSTRAINT work_has_an_end CHECK ((job IS NULL) = (expires_at IS NULL));
CREATE INDEX budget_holds_of_work ON public.budget_holds (organization_id, job) WHERE job IS NOT NULL;

-- Whether what is on hold is on hold still. What the ledger has by now counts there, be the row not gone yet.
CREATE FUNCTION public.holds_still(hold public.budget_holds) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT hold.job IS NULL OR hold.expires_at > now() AND NOT EXISTS (
        SELECT FROM public.billed_jobs billed
        WHERE billed.organization_id = hold.organization_id AND billed.job = hold.job AND billed.usage_known)
$$;
REVOKE ALL ON FUNCTION public.holds_still(public.budget_holds) FROM PUBLIC;

-- Gives back what was set aside for work that the ledger knows. Where it has no price yet, what budgets of costs set aside for it is its
-- record's from now on, and stays until it has one, as any call's does.
CREATE FUNCTION public.settle_work_ahead(organization text, work text) RETURNS void
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    WITH ended AS (
        DELETE FROM public.budget_holds WHERE organization_id = organization AND job = work
        RETURNING budget_id, subject, bucket, amount, expires_at)
    INSERT INTO public.budget_holds AS hold (organization_id, budget_id, subject, bucket, call_at, call_id, amount)
    SELECT organization, ended.budget_id, ended.subject, ended.bucket, call.created_at, call.id, max(ended.amount)
    FROM ended
    JOIN public.budgets budget
        ON budget.organization_id = organization AND budget.id = ended.budget_id AND budget.measure = 'COST'
    JOIN public.billed_jobs billed ON billed.organization_id = organization AND billed.job = work
    JOIN public.usage_calls call
        ON call.organization_id = organization AND call.created_at = billed.created_at AND call.id = billed.id
    JOIN public.usage_series kind ON kind.organization_id = organization AND kind.number = call.series
    WHERE kind.cost_status = 'UNPRICED' AND ended.expires_at > now()
    GROUP BY 2, 3, 4, 5, 6
    ORDER BY 2, 3, 4
    -- The call that told of the work may have had an amount of its own.
    ON CONFLICT (organization_id, budget_id, subject, bucket, call_at, call_id)
    DO UPDATE SET amount = greatest(hold.amount, excluded.amount)
$$;

-- What is told too late, when the work is in the ledger already, ends at once, and so does what could not be told in time before.
CREATE FUNCTION public.hold_for_work_ahead(
    keep interval, organizations text[], budget_ids uuid[], subjects text[], buckets timestamptz[], calls uuid[],
    instants timestamptz[], amounts numeric[], jobs uuid[])
    RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO public.budget_holds AS hold (
        organization_id, budget_id, subject, bucket, call_at, call_id, amount, job, expires_at)
    SELECT given.organization, given.budget, given.subject, given.bucket, given.at, given.call, given.amount,
        substr(given.job::text, 16), given.at + keep
    FROM unnest(organizations, budget_ids, subjects, buckets, calls, instants, amounts, jobs)
        AS given (organization, budget, subject, bucket, call, at, amount, job)
    JOIN public.budgets known
        ON known.organization_id = given.organization AND known.id = given.budget AND known.ended_at IS NULL
    ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT DO NOTHING;
    PERFORM public.settle_work_ahead(known.organization_id, known.job)
    FROM (
        SELECT DISTINCT hold.organization_id, hold.job FROM public.budget_holds hold
        JOIN public.billed_jobs billed
            ON billed.organization_id = hold.organization_id AND billed.job = hold.job AND billed.usage_known
        WHERE hold.organization_id = ANY (organizations)
        ORDER BY 1, 2) AS known;
    DELETE FROM public.budget_holds
    WHERE organization_id = ANY (organizations) AND job IS NOT NULL AND expires_at <= now();
END
$$;

CREATE FUNCTION public.end_work_ahead() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM public.settle_work_ahead(NEW.organization_id, NEW.job);
    RETURN NULL;
END
$$;
-- At the end of the transaction: a job is named before its record is posted, which says whether it has a price.
CREATE CONSTRAINT TRIGGER end_work_ahead AFTER INSERT OR UPDATE ON public.billed_jobs
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.usage_known) EXECUTE FUNCTION public.end_work_ahead();
REVOKE ALL ON FUNCTION
    public.settle_work_ahead(text, text), public.end_work_ahead(),
    public.hold_for_work_ahead(
        interval, text[], uuid[], text[], timestamptz[], uuid[], timestamptz[], numeric[], uuid[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.hold_for_work_ahead(
        interval, text[], uuid[], text[], timestamptz[], uuid[], timestamptz[], numeric[], uuid[])
    TO tokentally_metering;

-- Nothing else of the functions changes.
SELECT public.amend_function(function, place, replacement)
FROM (VALUES
    ('exchange_budget_leases', '    room numeric;', '    room numeric;
    ahead numeric;'),
    -- Ahead of what is spent: what is done meanwhile counts twice, and not never.
    ('exchange_budget_leases', '        used := public.budget_spent(',
     '        SELECT coalesce(sum(hold.amount), 0) INTO ahead FROM public.budget_holds hold
        WHERE hold.organization_id = entry.organization AND hold.budget_id = entry.budget AND hold.subject = entry.subject
            AND hold.job IS NOT NULL AND public.holds_still(hold)
            AND CASE WHEN budget.window_kind = ''ROLLING''
                THEN hold.call_at > clock_timestamp() - budget.rolling_hours * interval ''1 hour''
                ELSE hold.bucket = entry.bucket END;
        used := public.budget_spent('),
    ('exchange_budget_leases', 'SELECT others + coalesce(sum(hold.amount), 0) INTO others FROM public.budget_holds hold
        WHERE ', 'SELECT others + ahead + coalesce(sum(hold.amount), 0) INTO others FROM public.budget_holds hold
        WHERE hold.job IS NULL AND '),
    ('budgets_nearest_their_amounts',
     'ON hold.organization_id = (open.budget).organization_id AND hold.budget_id = (open.budget).id',
     'ON hold.organization_id = (open.budget).organization_id AND hold.budget_id = (open.budget).id
            AND public.holds_still(hold)')
) AS places (function, place, replacement);

--changeset tokentally:what-budgets-hold-is-seen stripComments:false splitStatements:false
-- What is on hold of the amounts that the viewer sees, as their sums: members see how much that is where a budget binds them, and nothing
-- of whose calls or work it is for.
CREATE FUNCTION public.amounts_on_hold() RETURNS TABLE (
    budget_id uuid, subject text, bucket timestamptz, amount numeric, unpriced numeric)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT budget.id, hold.subject, hold.bucket, sum(hold.amount),
        coalesce(sum(hold.amount) FILTER (WHERE hold.job IS NULL), 0)
    FROM public.budgets budget
    JOIN public.budget_holds hold ON hold.organization_id = budget.organization_id AND hold.budget_id = budget.id
    WHERE budget.organization_id = (SELECT public.viewer_organization_id()) AND budget.ended_at IS NULL
        AND public.holds_still(hold)
        AND (budget.window_kind <> 'ROLLING' OR hold.call_at > now() - budget.rolling_hours * interval '1 hour')
        -- As the policies of budgets and of their sums say.
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE', 'BUDGETS'))
            OR (SELECT public.viewer_may('OWN_USAGE', 'ORGANIZATION_USAGE', 'BUDGETS'))
                AND coalesce(budget.user_id = (SELECT public.viewer_user_id()), true)
                AND (budget.virtual_key_id IS NULL OR EXISTS (
                    SELECT FROM public.virtual_keys own
                    WHERE own.organization_id = budget.organization_id AND own.id = budget.virtual_key_id
                        AND own.user_id = (SELECT public.viewer_user_id())))
                AND (coalesce(budget.for_each, '') NOT IN ('USER', 'KEY')
                    OR budget.for_each = 'USER' AND hold.subject = (SELECT public.viewer_user_id())
                    OR budget.for_each = 'KEY' AND EXISTS (
                        SELECT FROM public.virtual_keys own
                        WHERE own.organization_id = budget.organization_id AND own.id::text = hold.subject
                            AND own.user_id = (SELECT public.viewer_user_id()))))
    GROUP BY 1, 2, 3
$$;
REVOKE ALL ON FUNCTION public.amounts_on_hold() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.amounts_on_hold() TO tokentally_app;

-- As it was, but that what is on hold is set aside, too, and that it says how much of that waits for a price.
DROP FUNCTION public.budget_uses();
CREATE FUNCTION public.budget_uses() RETURNS TABLE (
    budget_id uuid, subject text, bucket timestamptz, spent numeric, reserved numeric, unpriced numeric)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    organization CONSTANT text := public.viewer_organization_id();
    zone text;
    first_day int;
BEGIN
    SELECT own.time_zone, own.first_day_of_week INTO zone, first_day FROM public.organizations own WHERE own.id = organization;
    RETURN QUERY
    WITH open AS (
        SELECT budget, CASE budget.window_kind WHEN 'ROLLING' THEN timestamptz 'epoch' WHEN 'ONCE' THEN budget.starts_at
            ELSE public.budget_bucket(budget, now(), zone, first_day) END AS bucket
        FROM public.budgets budget WHERE budget.organization_id = organization AND budget.ended_at IS NULL
    ), spent AS (
        SELECT (open.budget).id AS budget_id, sums.subject, open.bucket, sum(sums.spent) AS spent
        FROM open JOIN public.budget_sums sums
            ON sums.organization_id = organization AND sums.budget_id = (open.budget).id
            AND CASE WHEN (open.budget).window_kind = 'ROLLING'
                THEN sums.bucket > date_trunc('minute', now()) - (open.budget).rolling_hours * interval '1 hour'
                ELSE sums.bucket = open.bucket END
        GROUP BY 1, 2, 3
    ), set_aside AS (
        SELECT (open.budget).id AS budget_id, lease.subject, open.bucket, lease.amount, 0 AS unpriced
        FROM open JOIN public.budget_leases lease
            ON lease.organization_id = organization AND lease.budget_id = (open.budget).id AND lease.bucket = open.bucket
            AND lease.expires_at > now()
        UNION ALL
        SELECT held.budget_id, held.subject, held.bucket, held.amount, held.unpriced
        FROM open JOIN public.amounts_on_hold() held
            ON held.budget_id = (open.budget).id AND held.bucket = open.bucket
    ), reserved AS (
        SELECT set_aside.budget_id, set_aside.subject, set_aside.bucket, sum(set_aside.amount) AS reserved,
            sum(set_aside.unpriced) AS unpriced
        FROM set_aside GROUP BY 1, 2, 3
    )
    SELECT budget_id, subject, bucket, coalesce(spent.spent, 0), coalesce(reserved.reserved, 0), coalesce(reserved.unpriced, 0)
    FROM spent FULL JOIN reserved USING (budget_id, subject, bucket);
END
$$;
REVOKE ALL ON FUNCTION public.budget_uses() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.budget_uses() TO tokentally_app;

--changeset tokentally:budgets-for-each-value-of-a-tag stripComments:false splitStatements:false
ALTER TABLE public.budgets
    ADD COLUMN for_each_tag text CHECK (length(for_each_tag) BETWEEN 1 AND 64),
    DROP CONSTRAINT budgets_for_each_check,
    ADD CONSTRAINT budgets_for_each_check CHECK (
        for_each IN ('USER', 'KEY', 'ENDPOINT', 'OPERATION', 'PROVIDER', 'MODEL', 'TAG')),
    ADD CONSTRAINT tag_where_each_value_has_it CHECK (coalesce(for_each = 'TAG', false) = (for_each_tag IS NOT NULL));

-- Nothing else of the functions changes.
SELECT public.amend_function(function, place, replacement)
FROM (VALUES
    ('budget_subject', '        WHEN ''MODEL'' THEN series.model
', '        WHEN ''MODEL'' THEN series.model
        WHEN ''TAG'' THEN coalesce(series.tags ->> budget.for_each_tag, '''')
'),
    ('set_budget', '    INSERT INTO public.budgets AS budget (',
     '    IF terms ->> ''for_each_tag'' IS NOT NULL
        AND terms ->> ''for_each_tag'' <> ALL (public.declared_tag_names(organization))
    THEN
        PERFORM public.refuse(''budget_tag_not_declared'', terms ->> ''for_each_tag'');
    END IF;

    INSERT INTO public.budgets AS budget ('),
    ('set_budget', 'output_tokens, changed_by)', 'output_tokens, for_each_tag, changed_by)'),
    ('set_budget', 'given.output_tokens, viewer', 'given.output_tokens, given.for_each_tag, viewer'),
    ('set_budget', 'output_tokens = excluded.output_tokens,',
     'output_tokens = excluded.output_tokens, for_each_tag = excluded.for_each_tag,'),
    ('set_budget', 'before.starts_at, before.ends_at, before.rolling_hours)',
     'before.starts_at, before.ends_at, before.rolling_hours, before.for_each_tag)'),
    ('set_budget', 'after.starts_at, after.ends_at, after.rolling_hours)',
     'after.starts_at, after.ends_at, after.rolling_hours, after.for_each_tag)')
) AS places (function, place, replacement);
