--liquibase formatted sql

--changeset tokentally:amended-functions stripComments:false splitStatements:false
-- Puts something else at a place of a function of ours, which is there exactly once, and leaves the rest of it as it is.
CREATE FUNCTION public.amend_function(wanted text, place text, replacement text) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    definition text;
BEGIN
    SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname = wanted;
    IF length(replace(definition, place, '')) <> length(definition) - length(place) THEN
        RAISE EXCEPTION '% does not have this place exactly once: %', wanted, place;
    END IF;
    EXECUTE replace(definition, place, replacement);
END
$$;

REVOKE ALL ON FUNCTION public.amend_function(text, text, text) FROM PUBLIC;

--changeset tokentally:budget-window-ends stripComments:false splitStatements:false
-- The end of the window that begins there, which is where the next one begins; none where the window moves on by itself.
CREATE FUNCTION public.budget_window_end(budget public.budgets, bucket timestamptz, zone text) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE budget.window_kind
        WHEN 'ONCE' THEN budget.ends_at
        WHEN 'ROLLING' THEN NULL
        WHEN 'HOUR' THEN bucket + interval '1 hour'
        ELSE public.start_of_day(
            ((bucket AT TIME ZONE zone)::date
                + CASE budget.window_kind WHEN 'QUARTER' THEN '3 months' ELSE '1 ' || budget.window_kind END::interval)::date,
            zone)
    END
$$;

-- Tells of the thresholds that were crossed, the whole amount among them; once for each window, however often they are. What an amount
-- of nothing is crossed by is the first that is spent. Of a window that is over nobody is told: it is in its history.
CREATE OR REPLACE FUNCTION public.tell_of_budget(budget public.budgets, subject text, bucket timestamptz, more numeric) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    spent CONSTANT numeric := public.budget_spent(budget, subject, bucket);
    before CONSTANT numeric := spent - more;
    threshold text;
    mark numeric;
BEGIN
    FOREACH threshold IN ARRAY budget.thresholds || '{100%}'::text[] LOOP
        mark := public.threshold_amount(threshold, budget.amount);
        -- Shares of nothing are all the same.
        CONTINUE WHEN mark = 0 AND threshold <> '100%';
        IF spent >= mark AND (before < mark OR mark = 0 AND before <= 0) THEN
            PERFORM public.raise_alert(
                budget.organization_id,
                'budget',
                concat_ws(' ', budget.id, budget.version, threshold, CASE WHEN budget.window_kind = 'ROLLING'
                    THEN date_bin(budget.rolling_hours * interval '1 hour', bucket, timestamptz 'epoch') ELSE bucket END, subject),
                CASE WHEN spent >= budget.amount THEN 'over' ELSE 'warning' END,
                clock_timestamp(),
                jsonb_strip_nulls(jsonb_build_object(
                    'window_start', CASE WHEN budget.window_kind <> 'ROLLING' THEN bucket END,
                    'window_end', public.budget_window_end(budget, bucket, public.zone_of_organization(budget.organization_id)),
                    'user_id', CASE WHEN budget.for_each = 'USER' THEN subject ELSE budget.user_id END,
                    'subject', jsonb_build_object(
                        'budget', budget.id, 'name', budget.name, 'for_each', budget.for_each, 'value', nullif(subject, '')),
                    'figures', jsonb_build_object(
                        'measure', budget.measure, 'threshold', threshold, 'spent', spent, 'amount', budget.amount))));
        END IF;
    END LOOP;
END
$$;

-- Tells of what the windows that are open have passed already: of each the highest threshold alone, for nothing was crossed just now.
CREATE FUNCTION public.tell_of_open_windows(budget public.budgets) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    open_bucket CONSTANT timestamptz := public.budget_bucket(
        budget, clock_timestamp(), public.zone_of_organization(budget.organization_id),
        (SELECT first_day_of_week FROM public.organizations WHERE id = budget.organization_id));
    used record;
    spent numeric;
    below numeric;
BEGIN
    FOR used IN
        SELECT DISTINCT sums.subject FROM public.budget_sums sums
        WHERE sums.organization_id = budget.organization_id AND sums.budget_id = budget.id
            AND (budget.window_kind = 'ROLLING' OR sums.bucket = open_bucket)
        ORDER BY 1
    LOOP
        spent := public.budget_spent(budget, used.subject, open_bucket);
        SELECT mark INTO below
        FROM (SELECT DISTINCT public.threshold_amount(threshold, budget.amount) AS mark
              FROM unnest(budget.thresholds || '{100%}'::text[]) AS threshold) AS marks
        WHERE mark <= spent ORDER BY mark DESC OFFSET 1 LIMIT 1;
        IF spent > 0 THEN
            PERFORM public.tell_of_budget(budget, used.subject, open_bucket, spent - coalesce(below, 0));
        END IF;
    END LOOP;
END
$$;

REVOKE ALL ON FUNCTION
    public.budget_window_end(public.budgets, timestamptz, text), public.tell_of_open_windows(public.budgets)
    FROM PUBLIC;

-- Whoever sets an amount that is passed already learns it at once, and not with the next call; who gives a budget another name, or has
-- it hold otherwise, does not learn it again. Nothing else of the function changes.
SELECT public.amend_function(
    'set_budget',
    '    PERFORM public.append_audit_entry(',
    '    IF "after".action <> ''OBSERVE'' AND
        public.budget_terms(before) - ''{name, bound, unbounded, unpriced, ceiling, strict, when_unknown, output_tokens}''::text[]
        IS DISTINCT FROM public.budget_terms("after")
            - ''{name, bound, unbounded, unpriced, ceiling, strict, when_unknown, output_tokens}''::text[]
    THEN
        PERFORM public.tell_of_open_windows("after");
    END IF;
    PERFORM public.append_audit_entry(');
