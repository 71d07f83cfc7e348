--liquibase formatted sql

--changeset tokentally:budgets stripComments:false
-- What an organization wants to spend at most. Each change is a version; what is here is the version in force.
CREATE TABLE public.budgets (
    organization_id text        NOT NULL,
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    version         int         NOT NULL DEFAULT 1,
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    -- Calls that all of this is true of, where it is said.
    user_id         text        CHECK (length(user_id) BETWEEN 1 AND 255),
    virtual_key_id  uuid,
    endpoint        text        CHECK (length(endpoint) BETWEEN 1 AND 255),
    operation       text        CHECK (length(operation) BETWEEN 1 AND 120),
    provider        text        CHECK (length(provider) BETWEEN 1 AND 60),
    -- With * for any characters and # for a digit.
    model_pattern   text        CHECK (length(model_pattern) BETWEEN 1 AND 255 AND model_pattern !~ '[()\[\]{}+?^$|\\]'),
    tag_name        text        CHECK (length(tag_name) BETWEEN 1 AND 64),
    tag_value       text        CHECK (length(tag_value) BETWEEN 1 AND 256),
    -- By what it is each one's own.
    for_each        text        CHECK (for_each IN ('USER', 'KEY', 'ENDPOINT', 'OPERATION', 'PROVIDER', 'MODEL')),
    measure         text        NOT NULL CHECK (measure IN ('COST', 'TOKENS', 'REQUESTS')),
    amount          numeric     NOT NULL CHECK (amount BETWEEN 0 AND 1e12),
    -- A calendar's unit, ONCE or ROLLING.
    window_kind     text        NOT NULL
        CHECK (window_kind IN ('HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'ONCE', 'ROLLING')),
    starts_at       timestamptz,
    ends_at         timestamptz,
    rolling_hours   int         CHECK (rolling_hours BETWEEN 1 AND 744),
    action          text        NOT NULL CHECK (action IN ('OBSERVE', 'ALERT', 'BLOCK')),
    -- As they were written, such as 80% or 40.
    thresholds      text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(thresholds) <= 10),
    -- How a budget that blocks counts a call ahead of it.
    bound           text        NOT NULL CHECK (bound IN ('WORST_CASE', 'EXPECTED')),
    unbounded       text        NOT NULL CHECK (unbounded IN ('REFUSE', 'CEILING', 'PASS')),
    unpriced        text        NOT NULL CHECK (unpriced IN ('REFUSE', 'CEILING', 'PASS')),
    ceiling         numeric     CHECK (ceiling > 0 AND ceiling <= 1e12),
    strict          boolean     NOT NULL,
    when_unknown    text        NOT NULL CHECK (when_unknown IN ('OPEN', 'CLOSED')),
    changed_by      text        NOT NULL,
    in_force_from   timestamptz NOT NULL DEFAULT now(),
    ended_at        timestamptz,
    -- What it selects was counted from there on.
    counted_from    timestamptz NOT NULL DEFAULT '-infinity',
    -- What a call must have for the budget to be for it: one lookup finds the few budgets that may be, among many.
    anchor          text        NOT NULL GENERATED ALWAYS AS (CASE
        WHEN user_id IS NOT NULL THEN 'user ' || user_id
        WHEN virtual_key_id IS NOT NULL THEN 'key ' || virtual_key_id::text
        WHEN endpoint IS NOT NULL THEN 'endpoint ' || endpoint
        WHEN tag_name IS NOT NULL THEN 'tag ' || tag_name || ' ' || tag_value
        WHEN operation IS NOT NULL THEN 'operation ' || operation
        WHEN provider IS NOT NULL THEN 'provider ' || provider
        ELSE '' END) STORED,
    PRIMARY KEY (organization_id, id),
    CONSTRAINT tag_has_a_value CHECK ((tag_name IS NULL) = (tag_value IS NULL)),
    CONSTRAINT window_is_whole CHECK (
        (window_kind = 'ONCE') = (starts_at IS NOT NULL) AND (starts_at IS NULL) = (ends_at IS NULL)
        AND (window_kind = 'ROLLING') = (rolling_hours IS NOT NULL)),
    CONSTRAINT ends_after_its_start CHECK (ends_at > starts_at),
    CONSTRAINT begins_and_ends_on_quarter_hours CHECK (
        starts_at = date_bin('15 minutes', starts_at, timestamptz 'epoch')
        AND ends_at = date_bin('15 minutes', ends_at, timestamptz 'epoch')),
    CONSTRAINT ceiling_where_it_is_used CHECK (ceiling IS NOT NULL OR 'CEILING' NOT IN (unbounded, unpriced))
);
CREATE UNIQUE INDEX budgets_by_name ON public.budgets (organization_id, lower(name)) WHERE ended_at IS NULL;
CREATE INDEX budgets_by_anchor ON public.budgets (organization_id, anchor) WHERE ended_at IS NULL;

-- Who changed what when. A version was in force until the next one.
CREATE TABLE public.budget_versions (
    organization_id text        NOT NULL,
    budget_id       uuid        NOT NULL,
    version         int         NOT NULL,
    terms           jsonb       NOT NULL,
    changed_by      text        NOT NULL,
    in_force_from   timestamptz NOT NULL,
    PRIMARY KEY (organization_id, budget_id, version)
);

-- What was spent, by window and by whose amount it is; of the last hours, by minute. A roll-up as the others: changed with them, in the
-- same transaction, and a function of the calls.
CREATE TABLE public.budget_sums (
    organization_id text        NOT NULL,
    budget_id       uuid        NOT NULL,
    -- A value of the dimension that it is each one's own by; empty without one.
    subject         text        NOT NULL,
    bucket          timestamptz NOT NULL,
    spent           numeric     NOT NULL,
    PRIMARY KEY (organization_id, budget_id, subject, bucket)
) WITH (fillfactor = 80);

-- What a gateway may spend without asking again: what it set aside for calls, what they cost until the ledger has them, and what it has
-- left. It goes when the gateway does not renew it.
CREATE TABLE public.budget_leases (
    organization_id text        NOT NULL,
    budget_id       uuid        NOT NULL,
    subject         text        NOT NULL,
    -- The beginning of the window; of the last hours, 1970.
    bucket          timestamptz NOT NULL,
    holder          uuid        NOT NULL,
    -- The installation that the holder ran in, whose journal has its calls.
    installation    uuid        NOT NULL,
    amount          numeric     NOT NULL CHECK (amount > 0),
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, budget_id, subject, bucket, holder)
) WITH (fillfactor = 80);

-- What was set aside for calls that nobody could price; it stays until somebody can.
CREATE TABLE public.budget_holds (
    organization_id text        NOT NULL,
    budget_id       uuid        NOT NULL,
    subject         text        NOT NULL,
    bucket          timestamptz NOT NULL,
    call_at         timestamptz NOT NULL,
    call_id         uuid        NOT NULL,
    amount          numeric     NOT NULL CHECK (amount > 0),
    PRIMARY KEY (organization_id, budget_id, subject, bucket, call_at, call_id)
);
CREATE INDEX budget_holds_of_call ON public.budget_holds (organization_id, call_at, call_id);

-- One row: how often budgets were changed. Changes wait for each other here, so that they are committed in this order.
CREATE TABLE public.budget_changes (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    last     bigint  NOT NULL
);
INSERT INTO public.budget_changes (last) VALUES (0);

--changeset tokentally:budgets-visible stripComments:false
ALTER TABLE public.budgets ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.budget_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.budget_sums ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.budget_leases ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.budget_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.budget_changes ENABLE ROW LEVEL SECURITY;

-- Members see the budgets that bind them: those that name no other user, and no key of somebody else's.
CREATE POLICY viewer_reads ON public.budgets FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE', 'BUDGETS'))
            OR (SELECT public.viewer_may('OWN_USAGE', 'ORGANIZATION_USAGE', 'BUDGETS'))
                AND ended_at IS NULL
                AND coalesce(user_id = (SELECT public.viewer_user_id()), true)
                AND (virtual_key_id IS NULL OR EXISTS (
                    SELECT FROM public.virtual_keys own
                    WHERE own.organization_id = budgets.organization_id AND own.id = virtual_key_id
                        AND own.user_id = (SELECT public.viewer_user_id())))));
CREATE POLICY metering_reads ON public.budget_changes FOR SELECT TO tokentally_metering USING (true);

CREATE POLICY viewer_reads ON public.budget_versions FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE', 'BUDGETS')));

-- Of what is each one's own, members see what is theirs.
CREATE POLICY viewer_reads ON public.budget_sums FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE', 'BUDGETS'))
            OR EXISTS (
                SELECT FROM public.budgets budget
                WHERE budget.organization_id = budget_sums.organization_id AND budget.id = budget_id
                    AND (coalesce(budget.for_each, '') NOT IN ('USER', 'KEY')
                        OR budget.for_each = 'USER' AND subject = (SELECT public.viewer_user_id())
                        OR budget.for_each = 'KEY' AND EXISTS (
                            SELECT FROM public.virtual_keys own
                            WHERE own.organization_id = budget_sums.organization_id AND own.id::text = subject
                                AND own.user_id = (SELECT public.viewer_user_id()))))));
CREATE POLICY viewer_reads ON public.budget_leases FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE', 'BUDGETS'))
            OR EXISTS (
                SELECT FROM public.budgets budget
                WHERE budget.organization_id = budget_leases.organization_id AND budget.id = budget_id
                    AND (coalesce(budget.for_each, '') NOT IN ('USER', 'KEY')
                        OR budget.for_each = 'USER' AND subject = (SELECT public.viewer_user_id())
                        OR budget.for_each = 'KEY' AND EXISTS (
                            SELECT FROM public.virtual_keys own
                            WHERE own.organization_id = budget_leases.organization_id AND own.id::text = subject
                                AND own.user_id = (SELECT public.viewer_user_id()))))));
CREATE POLICY viewer_reads ON public.budget_holds FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE', 'BUDGETS')));

REVOKE ALL ON
    public.budgets, public.budget_versions, public.budget_sums, public.budget_leases, public.budget_holds, public.budget_changes
    FROM PUBLIC, tokentally_app, tokentally_metering;
GRANT SELECT ON public.budgets, public.budget_versions, public.budget_sums, public.budget_leases, public.budget_holds
    TO tokentally_app;
GRANT SELECT ON public.budget_changes TO tokentally_metering;

--changeset tokentally:budget-scope stripComments:false
ALTER TABLE public.sessions
    DROP CONSTRAINT scopes_are_known,
    ADD CONSTRAINT scopes_are_known CHECK (
        scopes <@ ARRAY['OWN_USAGE', 'ORGANIZATION_USAGE', 'PRICES', 'KEYS', 'MEMBERS', 'BUDGETS', 'METRICS']);

--changeset tokentally:budget-windows stripComments:false splitStatements:false
-- When a day begins by the clocks of a zone: at the first of the two instants where midnight comes twice.
CREATE FUNCTION public.start_of_day(wanted date, zone text) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE
        WHEN ((wanted::timestamp AT TIME ZONE zone) - interval '1 hour') AT TIME ZONE zone >= wanted::timestamp
        THEN (wanted::timestamp AT TIME ZONE zone) - interval '1 hour'
        ELSE wanted::timestamp AT TIME ZONE zone
    END
$$;

-- The beginning of the window that an instant is in.
CREATE FUNCTION public.budget_bucket(budget public.budgets, at timestamptz, zone text, first_day int) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE budget.window_kind
        WHEN 'ONCE' THEN CASE WHEN at >= budget.starts_at AND at < budget.ends_at THEN budget.starts_at END
        WHEN 'ROLLING' THEN date_trunc('minute', at)
        WHEN 'HOUR' THEN at - ((at AT TIME ZONE zone) - date_trunc('hour', at AT TIME ZONE zone))
        WHEN 'WEEK' THEN public.start_of_day(
            (at AT TIME ZONE zone)::date - (extract(isodow FROM at AT TIME ZONE zone)::int - first_day + 7) % 7, zone)
        ELSE public.start_of_day(date_trunc(lower(budget.window_kind), at AT TIME ZONE zone)::date, zone)
    END
$$;

-- Whether a budget is for such calls, as BudgetSelector.matches says.
CREATE FUNCTION public.budget_selects(
    budget public.budgets, caller public.usage_callers, series public.usage_series) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT NOT series.free_of_charge
        AND coalesce(budget.user_id = caller.user_id, true)
        AND (budget.virtual_key_id IS NULL OR coalesce(budget.virtual_key_id = caller.virtual_key_id, false))
        AND coalesce(budget.endpoint = series.endpoint, true)
        AND (budget.operation IS NULL OR coalesce(budget.operation = series.operation, false))
        AND coalesce(budget.provider = series.provider, true)
        AND (budget.tag_name IS NULL OR coalesce(series.tags ->> budget.tag_name = budget.tag_value, false))
        AND (budget.model_pattern IS NULL OR series.model ~ (
            '^' || replace(replace(replace(budget.model_pattern, '.', '\.'), '*', '.*'), '#', '[0-9]') || '$'))
$$;

-- Whose amount such calls count for.
CREATE FUNCTION public.budget_subject(
    budget public.budgets, caller public.usage_callers, series public.usage_series) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE budget.for_each
        WHEN 'USER' THEN caller.user_id
        WHEN 'KEY' THEN coalesce(caller.virtual_key_id::text, '')
        WHEN 'ENDPOINT' THEN series.endpoint
        WHEN 'OPERATION' THEN coalesce(series.operation, '')
        WHEN 'PROVIDER' THEN series.provider
        WHEN 'MODEL' THEN series.model
        ELSE ''
    END
$$;

CREATE FUNCTION public.budget_figure(budget public.budgets, calls numeric, tokens numeric, cost numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE budget.measure WHEN 'COST' THEN cost WHEN 'TOKENS' THEN tokens ELSE calls END
$$;

-- What is spent of an amount: in the window that begins there, or in the last hours.
CREATE FUNCTION public.budget_spent(budget public.budgets, wanted_subject text, wanted_bucket timestamptz) RETURNS numeric
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(sum(spent), 0) FROM public.budget_sums sums
    WHERE sums.organization_id = budget.organization_id AND sums.budget_id = budget.id AND sums.subject = wanted_subject
        AND CASE WHEN budget.window_kind = 'ROLLING'
            THEN sums.bucket > date_trunc('minute', clock_timestamp()) - budget.rolling_hours * interval '1 hour'
            ELSE sums.bucket = wanted_bucket END
$$;

--changeset tokentally:count-for-budgets stripComments:false splitStatements:false
-- Where a threshold lies, in the budget's measure.
CREATE FUNCTION public.threshold_amount(threshold text, budgeted numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN right(threshold, 1) = '%' THEN budgeted * rtrim(threshold, '%')::numeric / 100 ELSE threshold::numeric END
$$;

-- Tells of the thresholds that were crossed, the whole amount among them; once for each window, however often they are. Of a window
-- that is over nobody is told: it is in its history.
CREATE FUNCTION public.tell_of_budget(budget public.budgets, subject text, bucket timestamptz, more numeric) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    spent CONSTANT numeric := public.budget_spent(budget, subject, bucket);
    threshold text;
BEGIN
    FOREACH threshold IN ARRAY budget.thresholds || '{100%}'::text[] LOOP
        IF spent >= public.threshold_amount(threshold, budget.amount)
            AND spent - more < public.threshold_amount(threshold, budget.amount)
        THEN
            PERFORM public.raise_alert(
                budget.organization_id,
                'budget',
                concat_ws(' ', budget.id, budget.version, threshold, CASE WHEN budget.window_kind = 'ROLLING'
                    THEN date_bin(budget.rolling_hours * interval '1 hour', bucket, timestamptz 'epoch') ELSE bucket END, subject),
                CASE WHEN spent >= budget.amount THEN 'over' ELSE 'warning' END,
                clock_timestamp(),
                jsonb_strip_nulls(jsonb_build_object(
                    'window_start', CASE WHEN budget.window_kind <> 'ROLLING' THEN bucket END,
                    'window_end', budget.ends_at,
                    'user_id', CASE WHEN budget.for_each = 'USER' THEN subject ELSE budget.user_id END,
                    'subject', jsonb_build_object(
                        'budget', budget.id, 'name', budget.name, 'for_each', budget.for_each, 'value', nullif(subject, '')),
                    'figures', jsonb_build_object(
                        'measure', budget.measure, 'threshold', threshold, 'spent', spent, 'amount', budget.amount))));
        END IF;
    END LOOP;
END
$$;

-- What calls add to budgets, or take away. In the order of their keys, as the other roll-ups.
CREATE FUNCTION public.count_for_budgets(organization text, shares public.usage_share[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    zone CONSTANT text := public.zone_of_organization(organization);
    first_day int;
    counted record;
BEGIN
    -- A statement of its own, since most have none.
    IF NOT EXISTS (SELECT FROM public.budgets WHERE organization_id = organization AND ended_at IS NULL) THEN
        RETURN;
    END IF;
    SELECT first_day_of_week INTO first_day FROM public.organizations WHERE id = organization;
    FOR counted IN
        WITH share AS MATERIALIZED (
            SELECT given.caller, given.series, date_trunc('minute', given.created_at) AS minute, sum(given.calls) AS calls,
                sum(given.input_tokens + given.output_tokens) AS tokens, sum(given.total_cost) AS cost
            FROM unnest(shares) AS given
            GROUP BY 1, 2, 3
        ), due AS MATERIALIZED (
            SELECT budget AS entry, public.budget_subject(budget, who, kind) AS subject,
                public.budget_bucket(budget, share.minute, zone, first_day) AS bucket,
                sum(public.budget_figure(budget, share.calls, share.tokens, share.cost)) AS more
            FROM share
            JOIN public.usage_callers who ON who.organization_id = organization AND who.number = share.caller
            JOIN public.usage_series kind ON kind.organization_id = organization AND kind.number = share.series
            CROSS JOIN LATERAL (
                SELECT unnest(ARRAY[
                    '', 'user ' || who.user_id, 'key ' || who.virtual_key_id::text, 'endpoint ' || kind.endpoint,
                    'operation ' || kind.operation, 'provider ' || kind.provider])
                UNION ALL
                SELECT 'tag ' || name || ' ' || value FROM jsonb_each_text(kind.tags) AS tag (name, value)) AS given (anchor)
            JOIN public.budgets budget
                ON budget.organization_id = organization AND budget.anchor = given.anchor AND budget.ended_at IS NULL
            WHERE share.minute >= budget.counted_from AND public.budget_selects(budget, who, kind)
            GROUP BY 1, 2, 3
            HAVING sum(public.budget_figure(budget, share.calls, share.tokens, share.cost)) <> 0
        ), written AS (
            INSERT INTO public.budget_sums AS sums (organization_id, budget_id, subject, bucket, spent)
            SELECT organization, (due.entry).id, due.subject, due.bucket, due.more FROM due
            WHERE due.bucket IS NOT NULL
            ORDER BY 2, 3, 4
            ON CONFLICT (organization_id, budget_id, subject, bucket) DO UPDATE SET spent = sums.spent + excluded.spent
            RETURNING sums.budget_id, sums.subject, sums.bucket)
        SELECT due.entry, due.subject, due.bucket, due.more
        FROM due JOIN written ON written.budget_id = (due.entry).id AND written.subject = due.subject AND written.bucket = due.bucket
        WHERE (due.entry).action <> 'OBSERVE' AND due.more > 0
            AND ((due.entry).window_kind = 'ROLLING'
                OR due.bucket = public.budget_bucket(due.entry, clock_timestamp(), zone, first_day))
        ORDER BY written.budget_id, due.subject, due.bucket
    LOOP
        PERFORM public.tell_of_budget(counted.entry, counted.subject, counted.bucket, counted.more);
    END LOOP;
END
$$;

-- Counts a budget anew from the other roll-ups; nobody posts meanwhile. Windows further back than twelve are not counted; of the last
-- hours, the calls are.
CREATE FUNCTION public.recount_budget(organization text, wanted uuid) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    zone CONSTANT text := public.zone_of_organization(organization);
    first_day int;
    budget public.budgets;
    since timestamptz;
BEGIN
    SELECT first_day_of_week INTO first_day FROM public.organizations WHERE id = organization;
    SELECT * INTO STRICT budget FROM public.budgets WHERE organization_id = organization AND id = wanted;
    since := CASE budget.window_kind
        WHEN 'ONCE' THEN budget.starts_at
        WHEN 'ROLLING' THEN date_trunc('minute', now()) - budget.rolling_hours * interval '1 hour'
        ELSE public.budget_bucket(
            budget,
            public.budget_bucket(budget, now(), zone, first_day)
                - 12 * CASE budget.window_kind WHEN 'QUARTER' THEN interval '3 months'
                    ELSE ('1 ' || budget.window_kind)::interval END,
            zone, first_day)
    END;
    UPDATE public.budgets SET counted_from = since WHERE organization_id = organization AND id = wanted;
    DELETE FROM public.budget_sums WHERE organization_id = organization AND budget_id = wanted;
    INSERT INTO public.budget_sums (organization_id, budget_id, subject, bucket, spent)
    SELECT organization, wanted, due.subject, due.bucket, due.spent
    FROM public.budget_due(budget, since, zone, first_day) AS due
    ORDER BY due.subject, due.bucket;
END
$$;

-- What a budget's sums have to be, from an instant on.
CREATE FUNCTION public.budget_due(budget public.budgets, since timestamptz, zone text, first_day int)
    RETURNS TABLE (subject text, bucket timestamptz, spent numeric)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    IF budget.window_kind = 'ROLLING' THEN
        RETURN QUERY
        SELECT public.budget_subject(budget, who, kind) AS subject, date_trunc('minute', call.created_at) AS bucket,
            sum(public.budget_figure(budget, 1, call.input_tokens + call.output_tokens, coalesce(call.total_cost, 0))) AS spent
        FROM public.usage_calls call
        JOIN public.usage_callers who ON who.organization_id = budget.organization_id AND who.number = call.caller
        JOIN public.usage_series kind ON kind.organization_id = budget.organization_id AND kind.number = call.series
        WHERE call.organization_id = budget.organization_id AND call.created_at >= since
            AND public.budget_selects(budget, who, kind)
        GROUP BY 1, 2
        HAVING sum(public.budget_figure(budget, 1, call.input_tokens + call.output_tokens, coalesce(call.total_cost, 0))) <> 0;
    ELSIF budget.window_kind IN ('HOUR', 'ONCE') THEN
        RETURN QUERY
        SELECT public.budget_subject(budget, who, kind) AS subject,
            public.budget_bucket(budget, sums.quarter_hour, zone, first_day) AS bucket,
            sum(public.budget_figure(budget, sums.calls, sums.input_tokens + sums.output_tokens, sums.total_cost)) AS spent
        FROM public.usage_quarter_hours sums
        JOIN public.usage_callers who ON who.organization_id = budget.organization_id AND who.number = sums.caller
        JOIN public.usage_series kind ON kind.organization_id = budget.organization_id AND kind.number = sums.series
        WHERE sums.organization_id = budget.organization_id AND sums.quarter_hour >= since
            AND (budget.ends_at IS NULL OR sums.quarter_hour < budget.ends_at)
            AND public.budget_selects(budget, who, kind)
        GROUP BY 1, 2
        HAVING sum(public.budget_figure(budget, sums.calls, sums.input_tokens + sums.output_tokens, sums.total_cost)) <> 0;
    ELSE
        RETURN QUERY
        SELECT public.budget_subject(budget, who, kind) AS subject,
            public.budget_bucket(budget, public.start_of_day(sums.day, zone), zone, first_day) AS bucket,
            sum(public.budget_figure(budget, sums.calls, sums.input_tokens + sums.output_tokens, sums.total_cost)) AS spent
        FROM public.usage_days sums
        JOIN public.usage_callers who ON who.organization_id = budget.organization_id AND who.number = sums.caller
        JOIN public.usage_series kind ON kind.organization_id = budget.organization_id AND kind.number = sums.series
        WHERE sums.organization_id = budget.organization_id AND sums.day >= (since AT TIME ZONE zone)::date
            AND public.budget_selects(budget, who, kind)
        GROUP BY 1, 2
        HAVING sum(public.budget_figure(budget, sums.calls, sums.input_tokens + sums.output_tokens, sums.total_cost)) <> 0;
    END IF;
END
$$;

-- Their windows may be others from now on, which gateways have to know.
CREATE FUNCTION public.recount_budgets(organization text) RETURNS void
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.budget_changes SET last = last + 1
    WHERE EXISTS (SELECT FROM public.budgets WHERE organization_id = organization AND ended_at IS NULL);
    SELECT public.recount_budget(organization, id) FROM public.budgets
    WHERE organization_id = organization AND ended_at IS NULL ORDER BY id
$$;

-- Where sums of budgets are not what the calls say.
CREATE FUNCTION public.budget_drift(organization text) RETURNS TABLE (
    budget_id uuid, subject text, bucket timestamptz, due numeric, kept numeric)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    zone CONSTANT text := public.zone_of_organization(organization);
    first_day int;
BEGIN
    SELECT first_day_of_week INTO first_day FROM public.organizations WHERE id = organization;
    RETURN QUERY
    WITH counted AS (
        -- The last hours of a budget that moves on: what is older counts for nothing, and its calls may be gone.
        SELECT budget, CASE WHEN budget.window_kind = 'ROLLING'
            THEN greatest(budget.counted_from, date_trunc('minute', now()) - budget.rolling_hours * interval '1 hour')
            ELSE budget.counted_from END AS since
        FROM public.budgets budget WHERE budget.organization_id = organization AND budget.ended_at IS NULL
    ), due AS (
        SELECT (counted.budget).id AS budget_id, due.*
        FROM counted CROSS JOIN LATERAL public.budget_due(counted.budget, counted.since, zone, first_day) AS due
    ), kept AS (
        SELECT sums.budget_id, sums.subject, sums.bucket, sums.spent
        FROM counted JOIN public.budget_sums sums
            ON sums.organization_id = organization AND sums.budget_id = (counted.budget).id AND sums.bucket >= counted.since
    )
    SELECT budget_id, subject, bucket, coalesce(due.spent, 0), coalesce(kept.spent, 0)
    FROM due FULL JOIN kept USING (budget_id, subject, bucket)
    WHERE coalesce(due.spent, 0) <> coalesce(kept.spent, 0)
    ORDER BY 1, 2, 3;
END
$$;

--changeset tokentally:budgets-follow stripComments:false splitStatements:false
-- Whatever changes the roll-ups changes the budgets' sums. Nothing else of the functions changes.
DO $$
DECLARE
    change record;
    definition text;
BEGIN
    FOR change IN
        SELECT * FROM (VALUES
            ('roll_up', 'PERFORM public.share_rollups(organization);', 'PERFORM public.share_rollups(organization);
    PERFORM public.count_for_budgets(organization, shares);'),
            -- They are rolled up once more, though nothing was taken away.
            ('rebuild_usage_day', 'RETURN true;', 'PERFORM public.recount_budgets(organization);
    RETURN true;'),
            -- After the days, of which they are made.
            ('cut_days', 'DELETE FROM public.usage_series_days WHERE organization_id = organization;',
             'PERFORM public.recount_budgets(organization);
    DELETE FROM public.usage_series_days WHERE organization_id = organization;'),
            ('set_calendar', 'UPDATE public.organizations SET first_day_of_week = first_day WHERE id = organization;',
             'PERFORM public.hold_rollups(organization);
        UPDATE public.organizations SET first_day_of_week = first_day WHERE id = organization;
        PERFORM public.recount_budgets(organization);')
        ) AS places (function, place, replacement)
    LOOP
        SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname = change.function;
        -- Fails where the place is not there exactly once.
        ASSERT length(replace(definition, change.place, '')) = length(definition) - length(change.place),
            change.function || ': ' || change.place;
        EXECUTE replace(definition, change.place, change.replacement);
    END LOOP;
END
$$;

REVOKE ALL ON FUNCTION
    public.start_of_day(date, text), public.budget_bucket(public.budgets, timestamptz, text, int),
    public.budget_selects(public.budgets, public.usage_callers, public.usage_series),
    public.budget_subject(public.budgets, public.usage_callers, public.usage_series),
    public.budget_figure(public.budgets, numeric, numeric, numeric), public.budget_spent(public.budgets, text, timestamptz),
    public.threshold_amount(text, numeric), public.tell_of_budget(public.budgets, text, timestamptz, numeric),
    public.count_for_budgets(text, public.usage_share[]), public.recount_budget(text, uuid),
    public.budget_due(public.budgets, timestamptz, text, int), public.recount_budgets(text), public.budget_drift(text)
    FROM PUBLIC;

--changeset tokentally:set-budgets stripComments:false splitStatements:false
CREATE FUNCTION public.require_owner_of_budgets() RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.viewer_organization_id();
BEGIN
    PERFORM FROM public.organizations WHERE id = organization FOR NO KEY UPDATE;
    -- A statement of its own: it has to see what was committed while this one waited.
    IF organization IS NULL OR NOT public.viewer_owns_organization_by('BUDGETS') THEN
        PERFORM public.require_scope('BUDGETS');
        PERFORM public.refuse('only_owners_set_budgets', NULL);
    END IF;
    RETURN organization;
END
$$;

-- What a version of a budget says, as it is kept and told in the audit log.
CREATE FUNCTION public.budget_terms(budget public.budgets) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_strip_nulls(to_jsonb(budget) - ARRAY[
        'organization_id', 'id', 'version', 'changed_by', 'in_force_from', 'ended_at', 'counted_from', 'anchor'])
$$;

-- Makes a budget, or changes one, and says which it is. It holds from then on, and what was spent in its window before counts.
CREATE FUNCTION public.set_budget(wanted uuid, terms jsonb) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization CONSTANT text := public.require_owner_of_budgets();
    viewer CONSTANT text := public.viewer_user_id();
    most CONSTANT int := 10000;
    before public.budgets;
    after public.budgets;
BEGIN
    PERFORM public.hold_rollups(organization);
    UPDATE public.budget_changes SET last = last + 1;
    IF wanted IS NOT NULL THEN
        SELECT * INTO before FROM public.budgets
        WHERE organization_id = organization AND id = wanted AND ended_at IS NULL;
        IF NOT FOUND THEN
            PERFORM public.refuse('no_such_budget', NULL);
        END IF;
    ELSIF (SELECT count(*) FROM public.budgets WHERE organization_id = organization AND ended_at IS NULL) >= most THEN
        PERFORM public.refuse('too_many_budgets', NULL);
    END IF;
    IF EXISTS (
        SELECT FROM public.budgets
        WHERE organization_id = organization AND ended_at IS NULL AND lower(name) = lower(terms ->> 'name')
            AND id IS DISTINCT FROM wanted)
    THEN
        PERFORM public.refuse('budget_named_so', terms ->> 'name');
    END IF;
    IF terms ->> 'tag_name' IS NOT NULL AND terms ->> 'tag_name' <> ALL (public.declared_tag_names(organization)) THEN
        PERFORM public.refuse('budget_tag_not_declared', terms ->> 'tag_name');
    END IF;

    INSERT INTO public.budgets AS budget (
        organization_id, id, name, user_id, virtual_key_id, endpoint, operation, provider, model_pattern, tag_name, tag_value,
        for_each, measure, amount, window_kind, starts_at, ends_at, rolling_hours, action, thresholds, bound, unbounded, unpriced,
        ceiling, strict, when_unknown, changed_by)
    SELECT organization, coalesce(wanted, gen_random_uuid()), given.name, given.user_id, given.virtual_key_id, given.endpoint,
        given.operation, given.provider, given.model_pattern, given.tag_name, given.tag_value, given.for_each, given.measure,
        given.amount, given.window_kind, given.starts_at, given.ends_at, given.rolling_hours, given.action,
        coalesce(given.thresholds, '{}'), given.bound, given.unbounded, given.unpriced, given.ceiling, given.strict,
        given.when_unknown, viewer
    FROM jsonb_populate_record(NULL::public.budgets, terms) AS given
    ON CONFLICT (organization_id, id) DO UPDATE SET
        version = budget.version + 1, name = excluded.name, user_id = excluded.user_id,
        virtual_key_id = excluded.virtual_key_id, endpoint = excluded.endpoint, operation = excluded.operation,
        provider = excluded.provider, model_pattern = excluded.model_pattern, tag_name = excluded.tag_name,
        tag_value = excluded.tag_value, for_each = excluded.for_each, measure = excluded.measure, amount = excluded.amount,
        window_kind = excluded.window_kind, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
        rolling_hours = excluded.rolling_hours, action = excluded.action, thresholds = excluded.thresholds,
        bound = excluded.bound, unbounded = excluded.unbounded, unpriced = excluded.unpriced, ceiling = excluded.ceiling,
        strict = excluded.strict, when_unknown = excluded.when_unknown, changed_by = excluded.changed_by, in_force_from = now()
    RETURNING * INTO after;
    INSERT INTO public.budget_versions (organization_id, budget_id, version, terms, changed_by, in_force_from)
    VALUES (organization, after.id, after.version, public.budget_terms(after), viewer, after.in_force_from);

    IF before.id IS NULL OR (before.user_id, before.virtual_key_id, before.endpoint, before.operation, before.provider,
            before.model_pattern, before.tag_name, before.tag_value, before.for_each, before.measure, before.window_kind,
            before.starts_at, before.ends_at, before.rolling_hours)
        IS DISTINCT FROM (after.user_id, after.virtual_key_id, after.endpoint, after.operation, after.provider,
            after.model_pattern, after.tag_name, after.tag_value, after.for_each, after.measure, after.window_kind,
            after.starts_at, after.ends_at, after.rolling_hours)
    THEN
        DELETE FROM public.budget_leases WHERE organization_id = organization AND budget_id = after.id;
        DELETE FROM public.budget_holds WHERE organization_id = organization AND budget_id = after.id;
        PERFORM public.recount_budget(organization, after.id);
    END IF;
    PERFORM public.append_audit_entry(
        organization, viewer, CASE WHEN before.id IS NULL THEN 'budget.created' ELSE 'budget.changed' END, 'budget', after.id::text,
        CASE WHEN before.id IS NOT NULL THEN public.budget_terms(before) END, public.budget_terms(after));
    RETURN after.id;
END
$$;

CREATE FUNCTION public.end_budget(wanted uuid) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization CONSTANT text := public.require_owner_of_budgets();
    ended public.budgets;
BEGIN
    UPDATE public.budget_changes SET last = last + 1;
    UPDATE public.budgets SET ended_at = now(), changed_by = public.viewer_user_id()
    WHERE organization_id = organization AND id = wanted AND ended_at IS NULL
    RETURNING * INTO ended;
    IF ended.id IS NULL THEN
        PERFORM public.refuse('no_such_budget', NULL);
    END IF;
    DELETE FROM public.budget_leases WHERE organization_id = organization AND budget_id = wanted;
    DELETE FROM public.budget_holds WHERE organization_id = organization AND budget_id = wanted;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'budget.ended', 'budget', wanted::text, public.budget_terms(ended), NULL);
END
$$;

REVOKE ALL ON FUNCTION
    public.require_owner_of_budgets(), public.budget_terms(public.budgets), public.set_budget(uuid, jsonb), public.end_budget(uuid)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.set_budget(uuid, jsonb), public.end_budget(uuid) TO tokentally_app;

-- What a budget would have seen in its last windows, at most so many, and what it would have refused: the calls from the day, or the
-- quarter-hour, in which its amount was passed. Whoever asks sees what they may of the calls.
CREATE FUNCTION public.try_budget(terms jsonb, windows int) RETURNS TABLE (
    subject text, bucket timestamptz, spent numeric, passed_at timestamptz, calls_after numeric, spent_after numeric)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    organization CONSTANT text := public.viewer_organization_id();
    budget public.budgets := jsonb_populate_record(NULL::public.budgets, terms);
    zone text;
    first_day int;
    since timestamptz;
BEGIN
    SELECT own.time_zone, own.first_day_of_week INTO zone, first_day FROM public.organizations own WHERE own.id = organization;
    since := CASE budget.window_kind
        WHEN 'ONCE' THEN budget.starts_at
        WHEN 'ROLLING' THEN now() - (windows + 1) * budget.rolling_hours * interval '1 hour'
        ELSE public.budget_bucket(
            budget,
            now() - (windows - 1) * CASE budget.window_kind WHEN 'QUARTER' THEN interval '3 months'
                ELSE ('1 ' || budget.window_kind)::interval END,
            zone, first_day)
    END;
    RETURN QUERY
    WITH piece AS (
        SELECT sums.quarter_hour AS at, sums.caller, sums.series, sums.calls, sums.input_tokens + sums.output_tokens AS tokens,
            sums.total_cost AS cost
        FROM public.usage_quarter_hours sums
        WHERE budget.window_kind IN ('HOUR', 'DAY', 'ONCE', 'ROLLING') AND sums.organization_id = organization
            AND sums.quarter_hour >= since AND (budget.ends_at IS NULL OR sums.quarter_hour < budget.ends_at)
        UNION ALL
        SELECT public.start_of_day(sums.day, zone), sums.caller, sums.series, sums.calls, sums.input_tokens + sums.output_tokens,
            sums.total_cost
        FROM public.usage_days sums
        WHERE budget.window_kind IN ('WEEK', 'MONTH', 'QUARTER', 'YEAR') AND sums.organization_id = organization
            AND sums.day >= (since AT TIME ZONE zone)::date
    ), figure AS (
        SELECT public.budget_subject(budget, who, kind) AS subject, piece.at, sum(piece.calls) AS calls,
            sum(public.budget_figure(budget, piece.calls, piece.tokens, piece.cost)) AS spent
        FROM piece
        JOIN public.usage_callers who ON who.organization_id = organization AND who.number = piece.caller
        JOIN public.usage_series kind ON kind.organization_id = organization AND kind.number = piece.series
        WHERE public.budget_selects(budget, who, kind)
        GROUP BY 1, 2
    ), cut AS (
        SELECT figure.*, CASE WHEN budget.window_kind = 'ROLLING'
            THEN public.start_of_day((at AT TIME ZONE zone)::date, zone)
            ELSE public.budget_bucket(budget, at, zone, first_day) END AS bucket
        FROM figure
    ), grown AS (
        SELECT cut.*, CASE WHEN budget.window_kind = 'ROLLING'
            THEN sum(spent) OVER (PARTITION BY subject ORDER BY at
                RANGE BETWEEN (budget.rolling_hours * interval '1 hour') PRECEDING AND CURRENT ROW)
            ELSE sum(spent) OVER (PARTITION BY subject, bucket ORDER BY at) END AS so_far
        FROM cut
    )
    SELECT subject, bucket, CASE WHEN budget.window_kind = 'ROLLING' THEN max(so_far) ELSE sum(spent) END,
        min(at) FILTER (WHERE so_far > budget.amount),
        coalesce(sum(calls) FILTER (WHERE so_far > budget.amount), 0),
        coalesce(sum(least(spent, so_far - budget.amount)) FILTER (WHERE so_far > budget.amount), 0)
    FROM grown
    GROUP BY subject, bucket
    ORDER BY bucket, subject;
END
$$;
REVOKE ALL ON FUNCTION public.try_budget(jsonb, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.try_budget(jsonb, int), public.start_of_day(date, text), public.budget_bucket(public.budgets, timestamptz, text, int),
    public.budget_selects(public.budgets, public.usage_callers, public.usage_series),
    public.budget_subject(public.budgets, public.usage_callers, public.usage_series),
    public.budget_figure(public.budgets, numeric, numeric, numeric), public.budget_spent(public.budgets, text, timestamptz)
    TO tokentally_app;

-- What is spent and set aside of the budgets that the viewer sees, in the windows that are open now.
CREATE FUNCTION public.budget_uses() RETURNS TABLE (
    budget_id uuid, subject text, bucket timestamptz, spent numeric, reserved numeric)
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
    ), reserved AS (
        SELECT (open.budget).id AS budget_id, lease.subject, open.bucket, sum(lease.amount) AS reserved
        FROM open JOIN public.budget_leases lease
            ON lease.organization_id = organization AND lease.budget_id = (open.budget).id AND lease.bucket = open.bucket
            AND lease.expires_at > now()
        GROUP BY 1, 2, 3
    )
    SELECT budget_id, subject, bucket, coalesce(spent.spent, 0), coalesce(reserved.reserved, 0)
    FROM spent FULL JOIN reserved USING (budget_id, subject, bucket);
END
$$;
REVOKE ALL ON FUNCTION public.budget_uses() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.budget_uses() TO tokentally_app;

--changeset tokentally:budget-leases stripComments:false splitStatements:false
-- A gateway tells what it holds of amounts and what it would like to have besides, and is told what there is. What is held stays its own,
-- for it is spent or set aside; what is needed is for calls that wait, and less than the smallest of them needs is of no use; where more
-- is wanted a share of what is left is granted, so that the next calls need not ask. Each amount is one exchange after the other, in the
-- order of their keys. A strict budget's lease outlives its holder longer: until the installation is there again and its journal is empty.
CREATE FUNCTION public.exchange_budget_leases(
    lease_holder uuid, of_installation uuid, keep interval, keep_strict interval, organizations text[], budget_ids uuid[],
    subjects text[], buckets timestamptz[], held numeric[], needed numeric[], smallest numeric[], wanted boolean[])
    RETURNS TABLE (place bigint, amount numeric, spent numeric, reserved numeric, granted numeric)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    entry record;
    budget public.budgets;
    used numeric;
    others numeric;
    room numeric;
    share CONSTANT numeric := 0.04;
BEGIN
    FOR entry IN
        SELECT given.* FROM unnest(organizations, budget_ids, subjects, buckets, held, needed, smallest, wanted) WITH ORDINALITY
            AS given (organization, budget, subject, bucket, held, needed, smallest, wanted, place)
        ORDER BY given.organization, given.budget, given.subject, given.bucket
    LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended(
            concat_ws(' ', 'tokentally.budget', entry.organization, entry.budget, entry.subject), 0));
        SELECT * INTO budget FROM public.budgets known
        WHERE known.organization_id = entry.organization AND known.id = entry.budget AND known.ended_at IS NULL;
        CONTINUE WHEN NOT FOUND;
        used := public.budget_spent(budget, entry.subject, entry.bucket);
        SELECT coalesce(sum(lease.amount), 0) INTO others FROM public.budget_leases lease
        WHERE lease.organization_id = entry.organization AND lease.budget_id = entry.budget AND lease.subject = entry.subject
            AND lease.bucket = entry.bucket AND lease.holder <> lease_holder AND lease.expires_at > clock_timestamp();
        SELECT others + coalesce(sum(hold.amount), 0) INTO others FROM public.budget_holds hold
        WHERE hold.organization_id = entry.organization AND hold.budget_id = entry.budget AND hold.subject = entry.subject
            AND CASE WHEN budget.window_kind = 'ROLLING'
                THEN hold.call_at > clock_timestamp() - budget.rolling_hours * interval '1 hour' ELSE hold.bucket = entry.bucket END;
        room := budget.amount - used - others - entry.held;
        granted := CASE
            WHEN room < entry.smallest OR room <= 0 THEN 0
            WHEN room <= entry.needed THEN room
            WHEN entry.wanted AND NOT budget."strict"
            THEN entry.needed + trunc((room - entry.needed) * share, CASE budget.measure WHEN 'COST' THEN 9 ELSE 0 END)
            ELSE entry.needed END;
        DELETE FROM public.budget_leases lease
        WHERE lease.organization_id = entry.organization AND lease.budget_id = entry.budget AND lease.subject = entry.subject
            AND lease.bucket = entry.bucket
            AND (lease.expires_at <= clock_timestamp() OR lease.holder = lease_holder AND entry.held + granted <= 0);
        IF entry.held + granted > 0 THEN
            INSERT INTO public.budget_leases AS lease (
                organization_id, budget_id, subject, bucket, holder, installation, amount, expires_at)
            VALUES (
                entry.organization, entry.budget, entry.subject, entry.bucket, lease_holder, of_installation,
                entry.held + granted, clock_timestamp() + CASE WHEN budget."strict" THEN keep_strict ELSE keep END)
            ON CONFLICT (organization_id, budget_id, subject, bucket, holder)
            DO UPDATE SET amount = excluded.amount, expires_at = excluded.expires_at;
        END IF;
        place := entry.place;
        amount := budget.amount;
        spent := used;
        reserved := others;
        RETURN NEXT;
    END LOOP;
END
$$;

-- All budgets that block, with the calendars that their windows go by.
CREATE FUNCTION public.blocking_budgets() RETURNS TABLE (budget public.budgets, time_zone text, first_day_of_week smallint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT budget, organization.time_zone, organization.first_day_of_week
    FROM public.budgets budget JOIN public.organizations organization ON organization.id = budget.organization_id
    WHERE budget.action = 'BLOCK' AND budget.ended_at IS NULL
$$;

-- What was set aside for calls that have no price stays until they have one.
CREATE FUNCTION public.hold_for_unpriced_calls(
    organizations text[], budget_ids uuid[], subjects text[], buckets timestamptz[], calls uuid[], instants timestamptz[], amounts numeric[])
    RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO public.budget_holds (organization_id, budget_id, subject, bucket, call_at, call_id, amount)
    SELECT given.organization, given.budget, given.subject, given.bucket, given.at, given.call, given.amount
    FROM unnest(organizations, budget_ids, subjects, buckets, calls, instants, amounts)
        AS given (organization, budget, subject, bucket, call, at, amount)
    JOIN public.budgets known ON known.organization_id = given.organization AND known.id = given.budget AND known.ended_at IS NULL
    JOIN public.usage_calls call
        ON call.organization_id = given.organization AND call.created_at = given.at AND call.id = given.call
    JOIN public.usage_series kind ON kind.organization_id = call.organization_id AND kind.number = call.series
    WHERE kind.cost_status = 'UNPRICED'
    ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT DO NOTHING
$$;

-- A call that gets a price, or goes, needs nothing set aside any more.
CREATE FUNCTION public.end_budget_hold() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM public.budget_holds
    WHERE organization_id = OLD.organization_id AND call_at = OLD.created_at AND call_id = OLD.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER end_budget_hold AFTER UPDATE OF total_cost ON public.usage_calls
    FOR EACH ROW WHEN (OLD.total_cost IS NULL AND NEW.total_cost IS NOT NULL) EXECUTE FUNCTION public.end_budget_hold();

-- What an installation's earlier runs held: all that they spent is in the ledger.
CREATE FUNCTION public.drop_budget_leases(of_installation uuid, running uuid) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    DELETE FROM public.budget_leases WHERE installation = of_installation AND holder <> running
$$;

REVOKE ALL ON FUNCTION
    public.exchange_budget_leases(
        uuid, uuid, interval, interval, text[], uuid[], text[], timestamptz[], numeric[], numeric[], numeric[], boolean[]),
    public.hold_for_unpriced_calls(text[], uuid[], text[], timestamptz[], uuid[], timestamptz[], numeric[]),
    public.end_budget_hold(), public.drop_budget_leases(uuid, uuid), public.blocking_budgets()
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.exchange_budget_leases(
        uuid, uuid, interval, interval, text[], uuid[], text[], timestamptz[], numeric[], numeric[], numeric[], boolean[]),
    public.hold_for_unpriced_calls(text[], uuid[], text[], timestamptz[], uuid[], timestamptz[], numeric[]),
    public.drop_budget_leases(uuid, uuid), public.blocking_budgets()
    TO tokentally_metering;

--changeset tokentally:erase-budgets stripComments:false splitStatements:false
-- Budgets of somebody who is erased stay, under the id that says nothing. Nothing else changes.
DO $$
DECLARE
    change record;
    definition text;
BEGIN
    FOR change IN
        SELECT * FROM (VALUES
            ('replace_id', 'UPDATE public.repricings SET author = new_id WHERE author = old_id;',
             'UPDATE public.repricings SET author = new_id WHERE author = old_id;
    UPDATE public.budgets SET user_id = new_id WHERE user_id = old_id;
    UPDATE public.budgets SET changed_by = new_id WHERE changed_by = old_id;
    UPDATE public.budget_versions SET changed_by = new_id WHERE changed_by = old_id;
    UPDATE public.budget_versions SET terms = public.with_text_replaced(terms, old_id, new_id)
    WHERE strpos(terms::text, to_json(old_id)::text) > 0;
    UPDATE public.budget_sums SET subject = new_id WHERE subject = old_id;
    UPDATE public.budget_holds SET subject = new_id WHERE subject = old_id;
    UPDATE public.budget_leases SET subject = new_id WHERE subject = old_id;
    UPDATE public.budget_changes SET last = last + 1;'),
            ('remove_rows_of_person', 'account AS (DELETE',
             'budgets AS (
            UPDATE public.budgets SET name = ''(erased '' || id || '')''
            WHERE public.names_person(name, ids, addresses) RETURNING 1),
        budget_versions AS (
            UPDATE public.budget_versions SET terms = terms || jsonb_build_object(''name'', ''(erased '' || budget_id || '')'')
            WHERE public.names_person(terms ->> ''name'', ids, addresses) RETURNING 1),
        account AS (DELETE'),
            ('remove_rows_of_person', '''accounts'', (SELECT count(*) FROM account)',
             '''accounts'', (SELECT count(*) FROM account),
        ''budgets'', (SELECT count(*) FROM budgets),
        ''budget_versions'', (SELECT count(*) FROM budget_versions)')) AS places (function, place, replacement)
    LOOP
        SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname = change.function;
        -- Fails where the place is not there exactly once.
        ASSERT length(replace(definition, change.place, '')) = length(definition) - length(change.place),
            change.function || ': ' || change.place;
        EXECUTE replace(definition, change.place, change.replacement);
    END LOOP;
END
$$;

--changeset tokentally:first-statistics-of-budgets-and-alerts stripComments:false splitStatements:false
DO $$
BEGIN
    PERFORM public.assume_one_organization(format('public.%I', fresh)::regclass)
    FROM unnest(ARRAY[
        'alert_events', 'alert_channels', 'alert_deliveries', 'alert_mutes', 'alert_reads', 'budgets', 'budget_versions', 'budget_sums',
        'budget_leases', 'budget_holds']) AS fresh;
END
$$;
