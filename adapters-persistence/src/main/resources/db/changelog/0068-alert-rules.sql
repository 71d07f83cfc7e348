--liquibase formatted sql

--changeset tokentally:alert-rules stripComments:false
-- What raises alerts besides budgets. Each change is a version, and stands in the audit log; what is here is in force.
CREATE TABLE public.alert_rules (
    organization_id text        NOT NULL,
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    version         int         NOT NULL DEFAULT 1,
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    kind            text        NOT NULL CHECK (
        kind IN ('amount', 'unusual', 'errors', 'slow', 'unpriced', 'silent', 'ending', 'forecast')),
    -- How grave a crossing is.
    severity           text        NOT NULL CHECK (severity IN ('warning', 'over')),
    -- Calls that all of this is true of, where it is said; the columns are those of budgets.
    user_id         text        CHECK (length(user_id) BETWEEN 1 AND 255),
    virtual_key_id  uuid,
    endpoint        text        CHECK (length(endpoint) BETWEEN 1 AND 255),
    operation       text        CHECK (length(operation) BETWEEN 1 AND 120),
    provider        text        CHECK (length(provider) BETWEEN 1 AND 60),
    model_pattern   text        CHECK (length(model_pattern) BETWEEN 1 AND 255 AND model_pattern !~ '[()\[\]{}+?^$|\\]'),
    tag_name        text        CHECK (length(tag_name) BETWEEN 1 AND 64),
    tag_value       text        CHECK (length(tag_value) BETWEEN 1 AND 256),
    -- By what each is watched on its own.
    for_each        text        CHECK (for_each IN ('USER', 'KEY', 'ENDPOINT', 'OPERATION', 'PROVIDER', 'MODEL')),
    measure         text        CHECK (measure IN ('COST', 'TOKENS', 'REQUESTS', 'FAILURES')),
    -- Above which it is crossed: of the measure, a percentage of calls, or milliseconds; of what is unusual, by how much at least.
    amount          numeric     CHECK (amount BETWEEN 0 AND 1e12),
    -- With fewer calls nothing is said.
    minimum_calls   int         CHECK (minimum_calls BETWEEN 1 AND 1000000000),
    window_kind     text        CHECK (window_kind IN ('HOUR', 'DAY')),
    -- After how many hours without a call.
    silent_hours    int         CHECK (silent_hours BETWEEN 1 AND 72),
    -- Within how many days a model ends.
    within_days     int         CHECK (within_days BETWEEN 1 AND 365),
    enabled         boolean     NOT NULL,
    changed_by      text        NOT NULL,
    in_force_from   timestamptz NOT NULL DEFAULT now(),
    ended_at        timestamptz,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT tag_has_a_value CHECK ((tag_name IS NULL) = (tag_value IS NULL)),
    CONSTRAINT says_what_its_kind_needs CHECK (
        (measure IS NOT NULL) = (kind IN ('amount', 'unusual'))
        AND (amount IS NOT NULL) = (kind IN ('amount', 'unusual', 'errors', 'slow'))
        AND (minimum_calls IS NOT NULL) = (kind IN ('errors', 'slow'))
        AND (window_kind IS NOT NULL) = (kind NOT IN ('silent', 'ending', 'forecast'))
        AND (within_days IS NOT NULL) = (kind = 'ending')
        AND (silent_hours IS NOT NULL) = (kind = 'silent')),
    CONSTRAINT percentage_is_one CHECK (kind <> 'errors' OR amount < 100),
    -- A model without a price is told once a day, each on its own; a silence is of all that is selected.
    CONSTRAINT watched_together CHECK (kind NOT IN ('unpriced', 'silent', 'ending', 'forecast') OR for_each IS NULL),
    CONSTRAINT unpriced_by_the_day CHECK (kind <> 'unpriced' OR window_kind = 'DAY'),
    -- Whose calls a budget is for, it says itself.
    CONSTRAINT forecast_of_budgets CHECK (kind <> 'forecast' OR (
        user_id, virtual_key_id, endpoint, operation, provider, model_pattern, tag_name) IS NULL),
    -- How long calls took is not known by caller.
    CONSTRAINT times_of_all_callers CHECK (
        kind <> 'slow' OR (user_id IS NULL AND virtual_key_id IS NULL AND coalesce(for_each, '') NOT IN ('USER', 'KEY')))
);
CREATE UNIQUE INDEX alert_rules_by_name ON public.alert_rules (organization_id, lower(name)) WHERE ended_at IS NULL;

-- Until when an organization's rules were looked at.
CREATE TABLE public.alert_rule_clocks (
    organization_id text        NOT NULL,
    evaluated_until timestamptz NOT NULL,
    PRIMARY KEY (organization_id)
);

-- Quarter-hours whose sums changed when they were over. A row for each posting, none of which waits for another or for whoever looks.
CREATE TABLE public.alert_late_times (
    organization_id text        NOT NULL,
    id              bigint      GENERATED ALWAYS AS IDENTITY,
    quarter_hour    timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id)
);

ALTER TABLE public.alert_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.alert_rule_clocks ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.alert_late_times ENABLE ROW LEVEL SECURITY;
CREATE POLICY viewer_reads ON public.alert_rules FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE')));
REVOKE ALL ON public.alert_rules, public.alert_rule_clocks, public.alert_late_times FROM PUBLIC, tokentally_app, tokentally_metering, tokentally_auth;
GRANT SELECT ON public.alert_rules TO tokentally_app;

--changeset tokentally:alert-verdicts stripComments:false splitStatements:false
-- A rule's selector and calendar as those of a budget, by whose functions calls are selected.
CREATE FUNCTION public.alert_selector(rule public.alert_rules) RETURNS public.budgets
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_populate_record(NULL::public.budgets, to_jsonb(rule))
$$;

CREATE FUNCTION public.alert_window_end(rule public.alert_rules, starts timestamptz, zone text) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE rule.window_kind WHEN 'HOUR' THEN starts + interval '1 hour'
        ELSE public.start_of_day((starts AT TIME ZONE zone)::date + 1, zone) END
$$;

-- The same hour or day so many weeks before, by the clocks of the zone.
CREATE FUNCTION public.alert_window_before(rule public.alert_rules, starts timestamptz, weeks int, zone text) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE rule.window_kind WHEN 'DAY' THEN public.start_of_day((starts AT TIME ZONE zone)::date - 7 * weeks, zone)
        ELSE ((starts AT TIME ZONE zone) - weeks * interval '7 days') AT TIME ZONE zone END
$$;

-- Whether whose calls they are says which of them are looked at, or for whom.
CREATE FUNCTION public.alert_needs_callers(rule public.alert_rules) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT rule.user_id IS NOT NULL OR rule.virtual_key_id IS NOT NULL OR coalesce(rule.for_each IN ('USER', 'KEY'), false)
$$;

-- The sums of a window, by caller only where that is asked for: there are a hundred times as many of them then.
CREATE FUNCTION public.alert_pieces(rule public.alert_rules, starts timestamptz, zone text, by_caller boolean)
    RETURNS TABLE (caller int, series int, calls bigint, tokens bigint, cost numeric)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    IF rule.window_kind = 'DAY' AND by_caller THEN
        RETURN QUERY
        SELECT sums.caller, sums.series, sums.calls, sums.input_tokens + sums.output_tokens, sums.total_cost
        FROM public.usage_days sums
        WHERE sums.organization_id = rule.organization_id AND sums.day = (starts AT TIME ZONE zone)::date;
    ELSIF rule.window_kind = 'DAY' THEN
        RETURN QUERY
        SELECT NULL::int, sums.series, sums.calls, sums.input_tokens + sums.output_tokens, sums.total_cost
        FROM public.usage_series_days sums
        WHERE sums.organization_id = rule.organization_id AND sums.day = (starts AT TIME ZONE zone)::date;
    ELSIF by_caller THEN
        RETURN QUERY
        SELECT sums.caller, sums.series, sums.calls, sums.input_tokens + sums.output_tokens, sums.total_cost
        FROM public.usage_quarter_hours sums
        WHERE sums.organization_id = rule.organization_id AND sums.quarter_hour >= starts
            AND sums.quarter_hour < starts + interval '1 hour';
    ELSE
        RETURN QUERY
        SELECT NULL::int, sums.series, sums.calls, sums.input_tokens + sums.output_tokens, sums.total_cost
        FROM public.usage_series_quarter_hours sums
        WHERE sums.organization_id = rule.organization_id AND sums.quarter_hour >= starts
            AND sums.quarter_hour < starts + interval '1 hour';
    END IF;
END
$$;

CREATE FUNCTION public.alert_figure(measure text, success boolean, calls numeric, tokens numeric, cost numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE measure WHEN 'COST' THEN cost WHEN 'TOKENS' THEN tokens WHEN 'FAILURES' THEN CASE WHEN success THEN 0 ELSE calls END
        ELSE calls END
$$;

-- What is selected came to in a window, by whose it is.
CREATE FUNCTION public.alert_figures(rule public.alert_rules, starts timestamptz, zone text)
    RETURNS TABLE (subject text, calls numeric, failures numeric, unpriced numeric, figure numeric)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    selector CONSTANT public.budgets := public.alert_selector(rule);
BEGIN
    RETURN QUERY
    SELECT CASE rule.kind WHEN 'unpriced' THEN kind.model ELSE public.budget_subject(selector, who, kind) END AS subject,
        sum(piece.calls), coalesce(sum(piece.calls) FILTER (WHERE NOT kind.success), 0),
        coalesce(sum(piece.calls) FILTER (WHERE kind.cost_status = 'UNPRICED'), 0),
        sum(public.alert_figure(rule.measure, kind.success, piece.calls, piece.tokens, piece.cost))
    FROM public.alert_pieces(rule, starts, zone, public.alert_needs_callers(rule)) AS piece
    LEFT JOIN public.usage_callers who ON who.organization_id = rule.organization_id AND who.number = piece.caller
    JOIN public.usage_series kind ON kind.organization_id = rule.organization_id AND kind.number = piece.series
    WHERE public.budget_selects(selector, who, kind)
    GROUP BY 1
    HAVING sum(piece.calls) > 0 OR sum(piece.tokens) > 0 OR sum(piece.cost) > 0;
END
$$;

-- What is usual in such a window, by whose it is: the median of the same weekday and hour in the last eight weeks, and how far the others
-- are from it. Weeks before they were first seen tell nothing, and with fewer than four nobody knows.
CREATE FUNCTION public.alert_usual(rule public.alert_rules, starts timestamptz, zone text)
    RETURNS TABLE (subject text, weeks int[], median numeric, spread numeric)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    selector CONSTANT public.budgets := public.alert_selector(rule);
    today CONSTANT date := (starts AT TIME ZONE zone)::date;
BEGIN
    RETURN QUERY
    WITH pair AS (
        SELECT sums.caller, sums.series, min(sums.day) AS day FROM public.usage_days sums
        WHERE public.alert_needs_callers(rule)
            AND sums.organization_id = rule.organization_id AND sums.day BETWEEN today - 56 AND today - 28
        GROUP BY 1, 2
        UNION ALL
        SELECT NULL::int, sums.series, min(sums.day) FROM public.usage_series_days sums
        WHERE NOT public.alert_needs_callers(rule)
            AND sums.organization_id = rule.organization_id AND sums.day BETWEEN today - 56 AND today - 28
        GROUP BY 1, 2
    ), known AS (
        SELECT public.budget_subject(selector, who, kind) AS subject, min(pair.day) AS since
        FROM pair
        LEFT JOIN public.usage_callers who ON who.organization_id = rule.organization_id AND who.number = pair.caller
        JOIN public.usage_series kind ON kind.organization_id = rule.organization_id AND kind.number = pair.series
        WHERE public.budget_selects(selector, who, kind)
        GROUP BY 1
    ), seen AS MATERIALIZED (
        SELECT back, found.subject, found.figure
        FROM generate_series(1, 8) AS back
        CROSS JOIN LATERAL public.alert_figures(rule, public.alert_window_before(rule, starts, back, zone), zone) AS found
    ), past AS (
        SELECT known.subject, back, coalesce(seen.figure, 0)::float8 AS figure
        FROM known
        JOIN generate_series(1, 8) AS back ON today - 7 * back >= known.since
        LEFT JOIN seen USING (subject, back)
    ), middle AS (
        SELECT past.subject, array_agg(past.back ORDER BY past.back) AS weeks, percentile_cont(0.5) WITHIN GROUP (ORDER BY past.figure) AS figure
        FROM past GROUP BY past.subject
        HAVING count(*) >= 4
    )
    SELECT middle.subject, middle.weeks, middle.figure::numeric,
        (percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(past.figure - middle.figure)))::numeric
    FROM middle JOIN past USING (subject)
    GROUP BY 1, 2, 3, middle.figure;
END
$$;

-- Which endpoint, model, user or key made most of what is more than usual.
CREATE FUNCTION public.alert_contributor(rule public.alert_rules, subject text, starts timestamptz, weeks int[], zone text)
    RETURNS TABLE (dimension text, value text, excess numeric)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    selector CONSTANT public.budgets := public.alert_selector(rule);
    wanted CONSTANT text := subject;
BEGIN
    RETURN QUERY
    WITH piece AS (
        SELECT week.back, part.*
        FROM unnest(0 || weeks) AS week (back)
        CROSS JOIN LATERAL public.alert_pieces(
            rule, CASE week.back WHEN 0 THEN starts ELSE public.alert_window_before(rule, starts, week.back, zone) END, zone,
            true) AS part
    ), cell AS (
        SELECT each.dimension, each.value, piece.back,
            sum(public.alert_figure(rule.measure, kind.success, piece.calls, piece.tokens, piece.cost)) AS figure
        FROM piece
        JOIN public.usage_callers who ON who.organization_id = rule.organization_id AND who.number = piece.caller
        JOIN public.usage_series kind ON kind.organization_id = rule.organization_id AND kind.number = piece.series
        CROSS JOIN LATERAL (VALUES
            ('key', who.virtual_key_id::text), ('user', who.user_id), ('endpoint', kind.endpoint), ('model', kind.model)
        ) AS each (dimension, value)
        WHERE public.budget_selects(selector, who, kind) AND public.budget_subject(selector, who, kind) = wanted
            AND each.value IS NOT NULL
        GROUP BY 1, 2, 3
    ), past AS (
        SELECT now.dimension, now.value, now.figure AS current,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY coalesce(old.figure, 0)::float8)::numeric AS usual
        FROM cell AS now
        CROSS JOIN unnest(weeks) AS week (back)
        LEFT JOIN cell AS old ON old.dimension = now.dimension AND old.value = now.value AND old.back = week.back
        WHERE now.back = 0
        GROUP BY 1, 2, 3
    )
    SELECT past.dimension, past.value, past.current - past.usual
    FROM past
    -- Of those that made nearly all of it, the one that says most.
    ORDER BY past.current - past.usual < 0.8 * max(past.current - past.usual) OVER (),
        array_position(ARRAY['key', 'user', 'endpoint', 'model'], past.dimension), 3 DESC, past.value
    LIMIT 1;
END
$$;

CREATE FUNCTION public.alert_saw_calls(rule public.alert_rules, since timestamptz, until timestamptz) RETURNS boolean
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    selector CONSTANT public.budgets := public.alert_selector(rule);
BEGIN
    RETURN EXISTS (
        SELECT FROM public.usage_quarter_hours sums
        JOIN public.usage_callers who ON who.organization_id = rule.organization_id AND who.number = sums.caller
        JOIN public.usage_series kind ON kind.organization_id = rule.organization_id AND kind.number = sums.series
        WHERE sums.organization_id = rule.organization_id AND sums.calls > 0
            AND sums.quarter_hour >= date_bin('15 minutes', since, timestamptz 'epoch') AND sums.quarter_hour < until
            AND public.budget_selects(selector, who, kind));
END
$$;

-- How a silence stands: whether there was no call for the hours that the rule says, though in six of the last eight weeks there was.
CREATE FUNCTION public.alert_silence(rule public.alert_rules, at timestamptz, zone text)
    RETURNS TABLE (subject text, state text, crossing text, figures jsonb)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    selector CONSTANT public.budgets := public.alert_selector(rule);
    span CONSTANT interval := rule.silent_hours * interval '1 hour';
    usual int;
    last_call timestamptz;
BEGIN
    IF public.alert_saw_calls(rule, at - span, at) THEN
        RETURN QUERY SELECT '', 'ok', '', jsonb_build_object('hours', rule.silent_hours);
        RETURN;
    END IF;
    SELECT count(*) INTO usual
    FROM generate_series(1, 8) AS back
    CROSS JOIN LATERAL (SELECT public.alert_window_before(rule, at, back, zone) AS at) AS before
    WHERE public.alert_saw_calls(rule, before.at - span, before.at);
    IF usual < 6 THEN
        RETURN QUERY SELECT '', 'no_data', '', jsonb_build_object('hours', rule.silent_hours, 'weeks_with_calls', usual);
        RETURN;
    END IF;
    SELECT max(sums.quarter_hour) INTO last_call
    FROM public.usage_quarter_hours sums
    JOIN public.usage_callers who ON who.organization_id = rule.organization_id AND who.number = sums.caller
    JOIN public.usage_series kind ON kind.organization_id = rule.organization_id AND kind.number = sums.series
    WHERE sums.organization_id = rule.organization_id AND sums.calls > 0
        AND sums.quarter_hour >= at - interval '57 days' AND sums.quarter_hour < at AND public.budget_selects(selector, who, kind);
    RETURN QUERY SELECT '', rule.severity, last_call::text, jsonb_build_object(
        'hours', rule.silent_hours, 'last_call_before', last_call + interval '15 minutes', 'weeks_with_calls', usual);
END
$$;

-- How what a rule watches stands in a window. A crossing is known by its subject and by what is said of it here.
CREATE FUNCTION public.alert_verdicts(rule public.alert_rules, starts timestamptz, zone text)
    RETURNS TABLE (subject text, state text, crossing text, figures jsonb)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    selector CONSTANT public.budgets := public.alert_selector(rule);
    seen record;
    most record;
    highest numeric;
    -- Beyond so many times the usual distance from the median, of which at least a tenth of the median is taken to be usual.
    factor CONSTANT numeric := 4;
    -- By which the median distance of a normal distribution is its standard deviation.
    normal CONSTANT numeric := 1.4826;
BEGIN
    IF rule.kind = 'slow' THEN
        RETURN QUERY
        WITH part AS (
            SELECT sums.series, sums.calls, sums.distributions FROM public.usage_series_quarter_hours sums
            WHERE rule.window_kind = 'HOUR' AND sums.organization_id = rule.organization_id
                AND sums.quarter_hour >= starts AND sums.quarter_hour < starts + interval '1 hour'
            UNION ALL
            SELECT sums.series, sums.calls, sums.distributions FROM public.usage_series_days sums
            WHERE rule.window_kind = 'DAY' AND sums.organization_id = rule.organization_id
                AND sums.day = (starts AT TIME ZONE zone)::date
        ), found AS (
            SELECT public.budget_subject(selector, NULL::public.usage_callers, kind) AS subject, sum(part.calls) AS calls,
                public.distribution_percentile(public.concatenated(part.distributions), 0, 95) AS bucket
            FROM part
            JOIN public.usage_series kind ON kind.organization_id = rule.organization_id AND kind.number = part.series
            WHERE public.budget_selects(selector, NULL::public.usage_callers, kind)
            GROUP BY 1
        ), timed AS (
            SELECT found.*, round(CASE WHEN bucket = 0 THEN 1 ELSE 2 * power(1.04, bucket) / 2.04 END) AS p95 FROM found)
        SELECT timed.subject,
            CASE WHEN timed.p95 IS NULL OR timed.calls < rule.minimum_calls THEN 'no_data'
                WHEN timed.p95 > rule.amount THEN rule.severity ELSE 'ok' END,
            '', jsonb_strip_nulls(jsonb_build_object('p95_ms', timed.p95, 'calls', timed.calls, 'limit_ms', rule.amount))
        FROM timed WHERE timed.calls > 0;
    ELSIF rule.kind = 'unusual' THEN
        FOR seen IN
            SELECT found.subject, found.figure, usual.weeks, usual.median, usual.spread
            FROM public.alert_figures(rule, starts, zone) AS found
            LEFT JOIN public.alert_usual(rule, starts, zone) AS usual USING (subject)
        LOOP
            subject := seen.subject;
            crossing := '';
            IF seen.weeks IS NULL THEN
                state := 'no_data';
                figures := jsonb_build_object('measure', rule.measure, 'value', seen.figure);
                RETURN NEXT;
                CONTINUE;
            END IF;
            highest := seen.median + factor * greatest(normal * seen.spread, 0.1 * seen.median);
            figures := jsonb_build_object(
                'measure', rule.measure, 'value', seen.figure, 'usual', round(seen.median, 6), 'highest_usual', round(highest, 6));
            state := 'ok';
            IF seen.figure > highest AND seen.figure - seen.median >= rule.amount THEN
                state := rule.severity;
                SELECT * INTO most FROM public.alert_contributor(rule, seen.subject, starts, seen.weeks, zone);
                figures := figures || jsonb_build_object(
                    'most_by', most.dimension, 'most_by_value', most.value, 'most_by_excess', round(most.excess, 6));
            END IF;
            RETURN NEXT;
        END LOOP;
    ELSE
        RETURN QUERY
        SELECT found.subject,
            CASE rule.kind
                WHEN 'amount' THEN CASE WHEN found.figure > rule.amount THEN rule.severity ELSE 'ok' END
                WHEN 'errors' THEN CASE WHEN found.calls < rule.minimum_calls THEN 'no_data'
                    WHEN 100 * found.failures > rule.amount * found.calls THEN rule.severity ELSE 'ok' END
                ELSE CASE WHEN found.unpriced > 0 THEN rule.severity ELSE 'ok' END
            END,
            '',
            CASE rule.kind
                WHEN 'amount' THEN jsonb_build_object('measure', rule.measure, 'value', found.figure, 'amount', rule.amount)
                WHEN 'errors' THEN jsonb_build_object(
                    'percent', round(100 * found.failures / nullif(found.calls, 0), 2), 'failures', found.failures,
                    'calls', found.calls, 'limit_percent', rule.amount)
                ELSE jsonb_build_object('calls_without_price', found.unpriced)
            END
        FROM public.alert_figures(rule, starts, zone) AS found;
    END IF;
END
$$;

--changeset tokentally:evaluate-alert-rules stripComments:false splitStatements:false
-- Notes that a quarter-hour that is over has other sums from now on, where somebody watches.
CREATE FUNCTION public.note_late_times(organization text, shares public.usage_share[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- A statement of its own, since most have none.
    IF NOT EXISTS (SELECT FROM public.alert_rules WHERE organization_id = organization AND ended_at IS NULL) THEN
        RETURN;
    END IF;
    INSERT INTO public.alert_late_times (organization_id, quarter_hour)
    SELECT DISTINCT organization, date_bin('15 minutes', given.created_at, timestamptz 'epoch')
    FROM unnest(shares) AS given
    -- Whatever is younger is looked at anyway, and nobody looks back further than five weeks.
    WHERE given.created_at < clock_timestamp() - interval '5 minutes' AND given.created_at > clock_timestamp() - interval '35 days';
END
$$;

-- Whatever changes the roll-ups is looked at. Nothing else of the function changes.
SELECT public.amend_function(
    'roll_up',
    'PERFORM public.count_for_budgets(organization, shares);',
    'PERFORM public.count_for_budgets(organization, shares);
    PERFORM public.note_late_times(organization, shares);');

-- Looks at an organization's rules, and raises what is crossed: in the windows since it was looked at last, and in those that late
-- records changed. One at a time does so; whoever comes meanwhile leaves it to them. Says how many alerts that made.
CREATE FUNCTION public.evaluate_alert_rules(organization text, at timestamptz) RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    zone CONSTANT text := public.zone_of_organization(organization);
    -- For so long after its end a window is not over yet: its last records are on their way.
    grace CONSTANT interval := interval '10 minutes';
    -- Of one window of one rule nobody is told more.
    most CONSTANT int := 100;
    since timestamptz;
    late timestamptz[];
    rule public.alert_rules;
    starts timestamptz;
    ends timestamptz;
    verdict record;
    raised bigint := 0;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('tokentally.alert-rules ' || organization, 0)) THEN
        RETURN 0;
    END IF;
    SELECT coalesce(max(known.evaluated_until), at) INTO since FROM public.alert_rule_clocks known WHERE known.organization_id = organization;
    WITH taken AS (
        DELETE FROM public.alert_late_times known WHERE known.organization_id = organization RETURNING known.quarter_hour)
    SELECT array_agg(DISTINCT taken.quarter_hour) INTO late FROM taken;
    FOR rule IN
        SELECT * FROM public.alert_rules known
        WHERE known.organization_id = organization AND known.ended_at IS NULL AND known.enabled
            -- What is to come is looked at from outside, by raise_outlook().
            AND known.kind NOT IN ('ending', 'forecast')
        ORDER BY known.id
    LOOP
        IF rule.kind = 'silent' THEN
            FOR verdict IN SELECT * FROM public.alert_silence(rule, at, zone) AS found WHERE found.state = rule.severity LOOP
                -- One that was told since the last call is the same one, however late that call came.
                IF NOT EXISTS (
                    SELECT FROM public.alert_events event
                    WHERE event.organization_id = organization AND event.kind = rule.kind
                        AND event.subject ->> 'rule' = rule.id::text
                        AND event.raised_at > greatest(verdict.crossing::timestamptz, rule.in_force_from))
                    AND public.raise_rule_alert(rule, verdict.subject, verdict.state, verdict.crossing, verdict.figures, NULL, NULL, at, false)
                THEN
                    raised := raised + 1;
                END IF;
            END LOOP;
            CONTINUE;
        END IF;
        FOR starts IN
            SELECT DISTINCT public.budget_bucket(public.alert_selector(rule), moment.at, zone, 1)
            FROM (
                SELECT generate_series(greatest(since - grace, at - interval '7 days'), at, interval '15 minutes') AS at
                UNION ALL SELECT at
                UNION ALL SELECT unnest(late)) AS moment
            WHERE moment.at <= evaluate_alert_rules.at
            ORDER BY 1
        LOOP
            ends := public.alert_window_end(rule, starts, zone);
            CONTINUE WHEN ends <= rule.in_force_from;
            FOR verdict IN
                SELECT * FROM public.alert_verdicts(rule, starts, zone) AS found
                WHERE found.state = rule.severity ORDER BY found.subject LIMIT most
            LOOP
                IF public.raise_rule_alert(
                    rule, verdict.subject, verdict.state, verdict.crossing, verdict.figures, starts, ends, at, ends <= since - grace)
                THEN
                    raised := raised + 1;
                END IF;
            END LOOP;
        END LOOP;
    END LOOP;
    INSERT INTO public.alert_rule_clocks AS known (organization_id, evaluated_until) VALUES (organization, at)
    ON CONFLICT (organization_id) DO UPDATE SET evaluated_until = greatest(known.evaluated_until, excluded.evaluated_until);
    RETURN raised;
END
$$;

-- Raises what a rule found, once for each window, subject and version of the rule. Says whether it was the first to.
CREATE FUNCTION public.raise_rule_alert(
    rule public.alert_rules, subject text, state text, crossing text, figures jsonb, starts timestamptz, ends timestamptz, at timestamptz,
    quiet boolean) RETURNS boolean
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT public.raise_alert(
        rule.organization_id, rule.kind,
        concat_ws(' ', 'rule', rule.id, rule.version, extract(epoch FROM starts), crossing, subject),
        state, least(at, ends),
        jsonb_strip_nulls(jsonb_build_object(
            'window_start', starts, 'window_end', ends,
            'user_id', CASE WHEN rule.for_each = 'USER' THEN subject ELSE rule.user_id END,
            'subject', jsonb_build_object(
                'rule', rule.id, 'name', rule.name,
                'for_each', CASE rule.kind WHEN 'unpriced' THEN 'MODEL' WHEN 'ending' THEN 'MODEL' WHEN 'forecast' THEN 'BUDGET'
                    ELSE rule.for_each END, 'value', nullif(subject, '')),
            'figures', figures,
            'quiet', quiet))) IS NOT NULL
$$;

-- Which models calls asked for in the last 30 days, where a rule watches when they end.
CREATE FUNCTION public.models_watched_for_their_end(at timestamptz) RETURNS TABLE (
    organization_id text, rule_id uuid, within_days int, provider text, model text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT rule.organization_id, rule.id, rule.within_days, what.provider, what.model
    FROM public.alert_rules rule
    JOIN public.usage_days sums ON sums.organization_id = rule.organization_id AND sums.day >= (at - interval '30 days')::date
    JOIN public.usage_callers who ON who.organization_id = rule.organization_id AND who.number = sums.caller
    JOIN public.usage_series what ON what.organization_id = rule.organization_id AND what.number = sums.series
    WHERE rule.kind = 'ending' AND rule.enabled AND rule.ended_at IS NULL AND sums.calls > 0
        AND public.budget_selects(public.alert_selector(rule), who, what)
    GROUP BY 1, 2, 3, 4, 5
    ORDER BY 1, 2, 4, 5
$$;

-- Budgets whose amount is for all together, in a window of a week or more that is open, where a rule watches what they will come to;
-- of an organization, at most so many: those whose windows end first.
CREATE FUNCTION public.budgets_watched_for_their_end(at timestamptz, most int) RETURNS TABLE (
    organization_id text, rule_id uuid, budget_id uuid, name text, amount numeric, today date, first_day date, last_day date)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT watched.organization_id, watched.rule_id, watched.budget_id, watched.name, watched.amount, watched.today, watched.first_day,
        watched.last_day
    FROM (
        SELECT rule.organization_id, rule.id AS rule_id, budget.id AS budget_id, budget.name, budget.amount, local.today,
            bounds.first_day, (bounds.first_day + CASE budget.window_kind
                WHEN 'WEEK' THEN interval '7 days' WHEN 'MONTH' THEN interval '1 month' WHEN 'QUARTER' THEN interval '3 months'
                ELSE interval '1 year' END)::date - 1 AS last_day,
            row_number() OVER (PARTITION BY rule.organization_id, rule.id ORDER BY budget.window_kind, budget.id) AS place
        FROM public.alert_rules rule
        JOIN public.organizations organization ON organization.id = rule.organization_id
        JOIN public.budgets budget ON budget.organization_id = rule.organization_id
        CROSS JOIN LATERAL (SELECT (at AT TIME ZONE organization.time_zone)::date AS today) AS local
        CROSS JOIN LATERAL (SELECT (public.budget_bucket(budget, at, organization.time_zone, organization.first_day_of_week)
            AT TIME ZONE organization.time_zone)::date AS first_day) AS bounds
        WHERE rule.kind = 'forecast' AND rule.enabled AND rule.ended_at IS NULL AND budget.ended_at IS NULL AND budget.for_each IS NULL
            AND budget.window_kind IN ('WEEK', 'MONTH', 'QUARTER', 'YEAR')) AS watched
    WHERE watched.place <= most
    ORDER BY 1, 2, 3
$$;

-- What days came to of what a budget counts.
CREATE FUNCTION public.days_of_budget(organization text, wanted uuid, since date) RETURNS TABLE (day date, spent numeric)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT sums.day, sum(public.budget_figure(budget, sums.calls, sums.input_tokens + sums.output_tokens, sums.total_cost))
    FROM public.budgets budget
    JOIN public.usage_days sums ON sums.organization_id = budget.organization_id AND sums.day >= since
    JOIN public.usage_callers who ON who.organization_id = budget.organization_id AND who.number = sums.caller
    JOIN public.usage_series kind ON kind.organization_id = budget.organization_id AND kind.number = sums.series
    WHERE budget.organization_id = organization AND budget.id = wanted AND public.budget_selects(budget, who, kind)
    GROUP BY 1 ORDER BY 1
$$;

-- Raises what is to come by a day: once for each rule, subject and day. Says whether it was the first to.
CREATE FUNCTION public.raise_outlook(
    organization text, wanted uuid, subject text, until date, figures jsonb, at timestamptz) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    rule public.alert_rules;
BEGIN
    SELECT * INTO rule FROM public.alert_rules known
    WHERE known.organization_id = organization AND known.id = wanted AND known.ended_at IS NULL AND known.enabled
        AND known.kind IN ('ending', 'forecast');
    RETURN rule.id IS NOT NULL AND public.raise_rule_alert(
        rule, subject, rule.severity, until::text, figures, NULL, public.start_of_day(until, public.zone_of_organization(organization)),
        at, false);
END
$$;

-- How that stands: as it was raised, until the day has come. It is looked at once an hour: a rule of less has not been looked at.
CREATE FUNCTION public.alert_outlook(rule public.alert_rules, at timestamptz)
    RETURNS TABLE (subject text, state text, crossing text, figures jsonb)
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH raised AS (
        SELECT coalesce(event.subject ->> 'value', '') AS subject, event.state, event.figures
        FROM public.alert_events event
        WHERE event.organization_id = rule.organization_id AND event.kind = rule.kind AND event.subject ->> 'rule' = rule.id::text
            AND event.window_end > at AND event.raised_at >= rule.in_force_from)
    SELECT raised.subject, raised.state, '', raised.figures FROM raised
    UNION ALL
    SELECT '', CASE WHEN rule.in_force_from > at - interval '1 hour' THEN 'no_data' ELSE 'ok' END, '', jsonb_build_object()
    WHERE NOT EXISTS (SELECT FROM raised)
$$;

-- Whose rules are to be looked at.
CREATE FUNCTION public.organizations_with_alert_rules() RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT DISTINCT organization_id FROM public.alert_rules
    WHERE enabled AND ended_at IS NULL AND kind NOT IN ('ending', 'forecast') ORDER BY 1
$$;

-- Alerts that were noted before then go, with what was sent of them; at most so many at once. Says how many went.
CREATE FUNCTION public.purge_alerts(before timestamptz, most int) RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone bigint;
BEGIN
    WITH old AS MATERIALIZED (
        SELECT event.organization_id, event.id FROM public.alert_events event
        WHERE event.noted_at < before AND event.spread_at IS NOT NULL
        ORDER BY event.organization_id, event.id LIMIT most
        FOR UPDATE SKIP LOCKED
    ), sent AS (
        DELETE FROM public.alert_deliveries delivery USING old
        WHERE delivery.organization_id = old.organization_id AND delivery.event_id = old.id
    ), seen AS (
        DELETE FROM public.alert_reads reads USING old
        WHERE reads.organization_id = old.organization_id AND reads.event_id = old.id
    ), purged AS (
        DELETE FROM public.alert_events event USING old
        WHERE event.organization_id = old.organization_id AND event.id = old.id
        RETURNING 1)
    SELECT count(*) INTO gone FROM purged;
    RETURN gone;
END
$$;

--changeset tokentally:set-alert-rules stripComments:false splitStatements:false
-- What a version of a rule says, as it is told in the audit log.
CREATE FUNCTION public.alert_rule_terms(rule public.alert_rules) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_strip_nulls(to_jsonb(rule) - ARRAY['organization_id', 'id', 'version', 'changed_by', 'in_force_from', 'ended_at'])
$$;

-- Makes a rule, or changes one, and says which it is. It is looked at from the window on that is open now.
CREATE FUNCTION public.set_alert_rule(wanted uuid, terms jsonb) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization CONSTANT text := public.require_owner_to('manage_alerts');
    viewer CONSTANT text := public.viewer_user_id();
    most CONSTANT int := 100;
    before public.alert_rules;
    after public.alert_rules;
BEGIN
    IF wanted IS NOT NULL THEN
        SELECT * INTO before FROM public.alert_rules
        WHERE organization_id = organization AND id = wanted AND ended_at IS NULL;
        IF NOT FOUND THEN
            PERFORM public.refuse('no_such_alert_rule', wanted::text);
        END IF;
    ELSIF (SELECT count(*) FROM public.alert_rules WHERE organization_id = organization AND ended_at IS NULL) >= most THEN
        PERFORM public.refuse('too_many_alert_rules', NULL);
    END IF;
    IF EXISTS (
        SELECT FROM public.alert_rules
        WHERE organization_id = organization AND ended_at IS NULL AND lower(name) = lower(terms ->> 'name')
            AND id IS DISTINCT FROM wanted)
    THEN
        PERFORM public.refuse('alert_rule_named_so', terms ->> 'name');
    END IF;
    IF terms ->> 'tag_name' IS NOT NULL AND terms ->> 'tag_name' <> ALL (public.declared_tag_names(organization)) THEN
        PERFORM public.refuse('alert_rule_tag_not_declared', terms ->> 'tag_name');
    END IF;
    INSERT INTO public.alert_rules AS rule (
        organization_id, id, name, kind, severity, user_id, virtual_key_id, endpoint, operation, provider, model_pattern, tag_name,
        tag_value, for_each, measure, amount, minimum_calls, window_kind, silent_hours, within_days, enabled, changed_by)
    SELECT organization, coalesce(wanted, gen_random_uuid()), given.name, given.kind, given.severity, given.user_id, given.virtual_key_id,
        given.endpoint, given.operation, given.provider, given.model_pattern, given.tag_name, given.tag_value, given.for_each,
        given.measure, given.amount, given.minimum_calls, given.window_kind, given.silent_hours, given.within_days, given.enabled,
        viewer
    FROM jsonb_populate_record(NULL::public.alert_rules, terms) AS given
    ON CONFLICT (organization_id, id) DO UPDATE SET
        version = rule.version + 1, name = excluded.name, kind = excluded.kind, severity = excluded.severity, user_id = excluded.user_id,
        virtual_key_id = excluded.virtual_key_id, endpoint = excluded.endpoint, operation = excluded.operation,
        provider = excluded.provider, model_pattern = excluded.model_pattern, tag_name = excluded.tag_name,
        tag_value = excluded.tag_value, for_each = excluded.for_each, measure = excluded.measure, amount = excluded.amount,
        minimum_calls = excluded.minimum_calls, window_kind = excluded.window_kind, silent_hours = excluded.silent_hours,
        within_days = excluded.within_days, enabled = excluded.enabled, changed_by = excluded.changed_by, in_force_from = now()
    RETURNING * INTO after;
    PERFORM public.append_audit_entry(
        organization, viewer, CASE WHEN before.id IS NULL THEN 'alert_rule.created' ELSE 'alert_rule.changed' END, 'setting',
        after.id::text, CASE WHEN before.id IS NOT NULL THEN public.alert_rule_terms(before) END, public.alert_rule_terms(after));
    RETURN after.id;
END
$$;

CREATE FUNCTION public.end_alert_rule(wanted uuid) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization CONSTANT text := public.require_owner_to('manage_alerts');
    ended public.alert_rules;
BEGIN
    UPDATE public.alert_rules SET ended_at = now(), changed_by = public.viewer_user_id()
    WHERE organization_id = organization AND id = wanted AND ended_at IS NULL
    RETURNING * INTO ended;
    IF ended.id IS NULL THEN
        PERFORM public.refuse('no_such_alert_rule', wanted::text);
    END IF;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'alert_rule.ended', 'setting', wanted::text, public.alert_rule_terms(ended), NULL);
END
$$;

-- How a rule stands now, by the ledger: its gravest state, how many have it, and the figures of one of them.
CREATE FUNCTION public.alert_rule_standings(at timestamptz) RETURNS TABLE (
    rule_id uuid, state text, subjects bigint, subject text, figures jsonb)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    organization CONSTANT text := public.viewer_organization_id();
    zone text;
BEGIN
    SELECT own.time_zone INTO zone FROM public.organizations own WHERE own.id = organization;
    RETURN QUERY
    WITH found AS (
        SELECT rule.id, verdict.*
        FROM public.alert_rules rule
        CROSS JOIN LATERAL (
            SELECT * FROM public.alert_silence(rule, at, zone) WHERE rule.kind = 'silent'
            UNION ALL
            SELECT * FROM public.alert_outlook(rule, at) WHERE rule.kind IN ('ending', 'forecast')
            UNION ALL
            SELECT * FROM public.alert_verdicts(rule, public.budget_bucket(public.alert_selector(rule), at, zone, 1), zone)
            WHERE rule.window_kind IS NOT NULL) AS verdict
        WHERE rule.organization_id = organization AND rule.ended_at IS NULL AND rule.enabled
    ), ranked AS (
        SELECT found.*, rank() OVER (PARTITION BY found.id ORDER BY public.alert_rank(CASE found.state
            WHEN 'ok' THEN 'no_data' WHEN 'no_data' THEN 'ok' ELSE found.state END) DESC) AS place
        FROM found
    )
    SELECT ranked.id, min(ranked.state), count(*), (array_agg(ranked.subject ORDER BY ranked.subject))[1],
        (array_agg(ranked.figures ORDER BY ranked.subject))[1]
    FROM ranked WHERE ranked.place = 1 GROUP BY ranked.id;
END
$$;

-- When a rule would have been crossed since then, at most so often: each window, and whose.
CREATE FUNCTION public.try_alert_rule(terms jsonb, since timestamptz, at timestamptz, most int) RETURNS TABLE (
    bucket timestamptz, subject text, figures jsonb)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    organization CONSTANT text := public.viewer_organization_id();
    rule public.alert_rules := jsonb_populate_record(NULL::public.alert_rules, terms);
    zone text;
BEGIN
    SELECT own.time_zone INTO zone FROM public.organizations own WHERE own.id = organization;
    rule.organization_id := organization;
    RETURN QUERY
    SELECT windows.starts, verdict.subject, verdict.figures
    FROM (
        SELECT DISTINCT public.budget_bucket(public.alert_selector(rule), moment, zone, 1) AS starts
        FROM generate_series(since, at, CASE rule.window_kind WHEN 'HOUR' THEN interval '15 minutes' ELSE interval '6 hours' END) AS moment
    ) AS windows
    CROSS JOIN LATERAL public.alert_verdicts(rule, windows.starts, zone) AS verdict
    WHERE verdict.state = rule.severity
    ORDER BY 1 DESC, 2
    LIMIT most;
END
$$;

REVOKE ALL ON FUNCTION
    public.alert_selector(public.alert_rules), public.alert_window_end(public.alert_rules, timestamptz, text),
    public.alert_window_before(public.alert_rules, timestamptz, int, text), public.alert_pieces(public.alert_rules, timestamptz, text, boolean),
    public.alert_needs_callers(public.alert_rules),
    public.alert_figure(text, boolean, numeric, numeric, numeric), public.alert_figures(public.alert_rules, timestamptz, text),
    public.alert_usual(public.alert_rules, timestamptz, text),
    public.alert_contributor(public.alert_rules, text, timestamptz, int[], text),
    public.alert_saw_calls(public.alert_rules, timestamptz, timestamptz), public.alert_silence(public.alert_rules, timestamptz, text),
    public.alert_verdicts(public.alert_rules, timestamptz, text), public.note_late_times(text, public.usage_share[]),
    public.evaluate_alert_rules(text, timestamptz),
    public.raise_rule_alert(public.alert_rules, text, text, text, jsonb, timestamptz, timestamptz, timestamptz, boolean),
    public.models_watched_for_their_end(timestamptz), public.budgets_watched_for_their_end(timestamptz, int),
    public.days_of_budget(text, uuid, date), public.raise_outlook(text, uuid, text, date, jsonb, timestamptz),
    public.alert_outlook(public.alert_rules, timestamptz),
    public.organizations_with_alert_rules(), public.purge_alerts(timestamptz, int), public.alert_rule_terms(public.alert_rules),
    public.set_alert_rule(uuid, jsonb), public.end_alert_rule(uuid), public.alert_rule_standings(timestamptz),
    public.try_alert_rule(jsonb, timestamptz, timestamptz, int)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.alert_selector(public.alert_rules), public.alert_window_before(public.alert_rules, timestamptz, int, text),
    public.alert_pieces(public.alert_rules, timestamptz, text, boolean),
    public.alert_needs_callers(public.alert_rules), public.alert_figure(text, boolean, numeric, numeric, numeric),
    public.alert_figures(public.alert_rules, timestamptz, text), public.alert_usual(public.alert_rules, timestamptz, text),
    public.alert_contributor(public.alert_rules, text, timestamptz, int[], text),
    public.alert_saw_calls(public.alert_rules, timestamptz, timestamptz), public.alert_silence(public.alert_rules, timestamptz, text),
    public.alert_verdicts(public.alert_rules, timestamptz, text), public.alert_outlook(public.alert_rules, timestamptz),
    public.alert_rank(text), public.concatenated(int[]),
    public.set_alert_rule(uuid, jsonb), public.end_alert_rule(uuid), public.alert_rule_standings(timestamptz),
    public.try_alert_rule(jsonb, timestamptz, timestamptz, int) TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.evaluate_alert_rules(text, timestamptz), public.organizations_with_alert_rules(), public.purge_alerts(timestamptz, int),
    public.models_watched_for_their_end(timestamptz), public.budgets_watched_for_their_end(timestamptz, int),
    public.days_of_budget(text, uuid, date), public.raise_outlook(text, uuid, text, date, jsonb, timestamptz)
    TO tokentally_metering;

--changeset tokentally:erase-alert-rules stripComments:false splitStatements:false
-- Rules of somebody who is erased stay, under the id that says nothing. Nothing else changes.
SELECT public.amend_function(function, place, replacement)
FROM (VALUES
    ('replace_id', 'UPDATE public.repricings SET author = new_id WHERE author = old_id;',
     'UPDATE public.repricings SET author = new_id WHERE author = old_id;
    UPDATE public.alert_rules SET user_id = new_id WHERE user_id = old_id;
    UPDATE public.alert_rules SET changed_by = new_id WHERE changed_by = old_id;'),
    ('remove_rows_of_person', 'account AS (DELETE',
     'alert_rules AS (
            UPDATE public.alert_rules SET name = ''(erased '' || id || '')''
            WHERE public.names_person(name, ids, addresses) RETURNING 1),
        account AS (DELETE'),
    ('remove_rows_of_person', '''accounts'', (SELECT count(*) FROM account)',
     '''accounts'', (SELECT count(*) FROM account),
        ''alert_rules'', (SELECT count(*) FROM alert_rules)')
) AS places (function, place, replacement);

--changeset tokentally:first-statistics-of-alert-rules stripComments:false splitStatements:false
DO $$
BEGIN
    PERFORM public.assume_one_organization(format('public.%I', fresh)::regclass)
    FROM unnest(ARRAY['alert_rules', 'alert_rule_clocks', 'alert_late_times']) AS fresh;
END
$$;
