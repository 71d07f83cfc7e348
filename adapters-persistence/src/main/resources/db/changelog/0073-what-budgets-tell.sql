--liquibase formatted sql

--changeset tokentally:budgets-nearest-their-amounts stripComments:false splitStatements:false
-- The budgets in force that are nearest to their amounts, over all organizations; of one whose amount is each one's own, the amount that
-- is nearest. For metrics of the installation, where whoever runs it has them told. Beside them how many are in force.
CREATE FUNCTION public.budgets_nearest_their_amounts(at_most int) RETURNS TABLE (
    organization_id text, budget_id uuid, measure text, spent numeric, reserved numeric, amount numeric, in_force bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    WITH open AS (
        SELECT budget, CASE budget.window_kind WHEN 'ROLLING' THEN timestamptz 'epoch' WHEN 'ONCE' THEN budget.starts_at
            ELSE public.budget_bucket(budget, now(), organization.time_zone, organization.first_day_of_week) END AS bucket
        FROM public.budgets budget JOIN public.organizations organization ON organization.id = budget.organization_id
        WHERE budget.ended_at IS NULL
            AND (budget.window_kind <> 'ONCE' OR now() >= budget.starts_at AND now() < budget.ends_at)
    ), part AS (
        SELECT sums.organization_id, sums.budget_id, sums.subject, sums.spent, 0 AS reserved
        FROM open JOIN public.budget_sums sums
            ON sums.organization_id = (open.budget).organization_id AND sums.budget_id = (open.budget).id
            AND CASE WHEN (open.budget).window_kind = 'ROLLING'
                THEN sums.bucket > date_trunc('minute', now()) - (open.budget).rolling_hours * interval '1 hour'
                ELSE sums.bucket = open.bucket END
        UNION ALL
        SELECT lease.organization_id, lease.budget_id, lease.subject, 0, lease.amount
        FROM open JOIN public.budget_leases lease
            ON lease.organization_id = (open.budget).organization_id AND lease.budget_id = (open.budget).id
            AND lease.bucket = open.bucket AND lease.expires_at > now()
        UNION ALL
        SELECT hold.organization_id, hold.budget_id, hold.subject, 0, hold.amount
        FROM open JOIN public.budget_holds hold
            ON hold.organization_id = (open.budget).organization_id AND hold.budget_id = (open.budget).id
            AND CASE WHEN (open.budget).window_kind = 'ROLLING'
                THEN hold.call_at > now() - (open.budget).rolling_hours * interval '1 hour'
                ELSE hold.bucket = open.bucket END
    ), used AS (
        SELECT part.organization_id, part.budget_id, part.subject, sum(part.spent) AS spent, sum(part.reserved) AS reserved
        FROM part GROUP BY 1, 2, 3
    ), nearest AS (
        SELECT DISTINCT ON (used.organization_id, used.budget_id) used.*
        FROM used ORDER BY used.organization_id, used.budget_id, used.spent + used.reserved DESC, used.subject
    )
    SELECT (open.budget).organization_id, (open.budget).id, (open.budget).measure, coalesce(nearest.spent, 0),
        coalesce(nearest.reserved, 0), (open.budget).amount, count(*) OVER ()
    FROM open LEFT JOIN nearest
        ON nearest.organization_id = (open.budget).organization_id AND nearest.budget_id = (open.budget).id
    -- What allows nothing is at its limit, whatever is used of it.
    ORDER BY CASE WHEN (open.budget).amount = 0 THEN 1 + coalesce(nearest.spent + nearest.reserved, 0)
        ELSE coalesce(nearest.spent + nearest.reserved, 0) / (open.budget).amount END DESC, 1, 2
    LIMIT at_most
$$;
REVOKE ALL ON FUNCTION public.budgets_nearest_their_amounts(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.budgets_nearest_their_amounts(int) TO tokentally_metering;

--changeset tokentally:keys-that-tell-of-budgets stripComments:false splitStatements:false
-- As it was, but that a policy may say, whatever it allows, whether answers tell what is left of budgets, and what they are limited to
-- where the request sets no limit.
CREATE OR REPLACE FUNCTION public.require_key_policy(policy jsonb) RETURNS void
    LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF jsonb_typeof(coalesce(policy -> 'tellsBudgets', 'false')) IS DISTINCT FROM 'boolean'
        OR policy ? 'outputTokens' AND NOT coalesce((policy ->> 'outputTokens') ~ '^[1-9][0-9]{0,7}$'
            AND jsonb_typeof(policy -> 'outputTokens') = 'number' AND (policy ->> 'outputTokens')::bigint <= 10000000, false)
    THEN
        RAISE EXCEPTION 'policy_malformed' USING ERRCODE = 'TT002';
    END IF;
    IF public.is_unrestricted(policy) THEN
        RETURN;
    END IF;
    IF jsonb_typeof(policy) IS DISTINCT FROM 'object'
        OR jsonb_typeof(policy -> 'operations') IS DISTINCT FROM 'array'
        OR jsonb_typeof(policy -> 'paths') IS DISTINCT FROM 'array'
        OR jsonb_typeof(coalesce(policy -> 'calls', '[]')) IS DISTINCT FROM 'array'
        OR jsonb_typeof(policy -> 'models') IS DISTINCT FROM 'array'
        OR jsonb_typeof(policy -> 'providers') IS DISTINCT FROM 'array'
        OR jsonb_typeof(policy -> 'unknownIds') IS DISTINCT FROM 'boolean'
        OR coalesce(policy ->> 'resources', '') NOT IN ('KEY', 'HOLDER', 'ORGANIZATION')
        OR NOT policy -> 'operations' <@ '["MODELS", "RESOURCES", "LISTS", "ADMINISTRATION"]'::jsonb
        OR length(policy::text) > 40000 THEN
        RAISE EXCEPTION 'policy_malformed' USING ERRCODE = 'TT002';
    END IF;
END
$$;

--changeset tokentally:refused-calls-of-programs stripComments:false splitStatements:false
DROP FUNCTION public.count_refused_calls(
    uuid, bigint, timestamptz[], uuid[], text[], bigint[], timestamptz[], uuid[], text[], text[], text[], text[], text[], text[], text[]);

-- As it was, but that a call without a key may be an organization's: of a program that calls a provider itself, and needs none. One of an
-- organization that is not known counts for nothing.
CREATE FUNCTION public.count_refused_calls(
    writer_id uuid, batch bigint, hours timestamptz[], key_ids uuid[], organizations text[], reasons text[], counts bigint[],
    sample_times timestamptz[], sample_keys uuid[], sample_organizations text[], sample_reasons text[], unknown_keys text[],
    sample_users text[], providers text[], endpoints text[], operations text[], models text[])
    RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    no_key CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
    most_samples CONSTANT int := 100;
BEGIN
    INSERT INTO public.refused_call_writers AS known (writer, last_batch, seen_at) VALUES (writer_id, batch, now())
    ON CONFLICT (writer) DO UPDATE SET last_batch = excluded.last_batch, seen_at = excluded.seen_at
        WHERE known.last_batch < excluded.last_batch;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF batch = 1 THEN
        DELETE FROM public.refused_call_writers WHERE seen_at < now() - interval '30 days';
    END IF;

    INSERT INTO public.refused_calls AS known (organization_id, hour, virtual_key_id, reason, user_id, calls)
    SELECT coalesce(key.organization_id, own.id, ''), given.hour, coalesce(given.key_id, no_key), given.reason,
        coalesce(key.user_id, ''), sum(given.calls)
    FROM unnest(hours, key_ids, organizations, reasons, counts) AS given (hour, key_id, organization, reason, calls)
    LEFT JOIN public.virtual_keys key ON key.id = given.key_id
    LEFT JOIN public.organizations own ON own.id = given.organization
    WHERE (given.key_id IS NULL OR key.id IS NOT NULL) AND (given.organization IS NULL OR own.id IS NOT NULL)
    GROUP BY 1, 2, 3, 4, 5
    ORDER BY 1, 2, 3, 4
    ON CONFLICT (organization_id, hour, virtual_key_id, reason) DO UPDATE SET calls = known.calls + excluded.calls;

    INSERT INTO public.refused_call_samples (
        organization_id, refused_at, virtual_key_id, reason, user_id, unknown_key, called_for, provider, endpoint,
        operation, model)
    SELECT coalesce(key.organization_id, own.id, ''), given.at, coalesce(given.key_id, no_key), given.reason,
        coalesce(key.user_id, ''), given.unknown_key, given.called_for, given.provider, given.endpoint,
        given.operation, given.model
    FROM unnest(
        sample_times, sample_keys, sample_organizations, sample_reasons, unknown_keys, sample_users, providers, endpoints,
        operations, models)
        AS given (at, key_id, organization, reason, unknown_key, called_for, provider, endpoint, operation, model)
    LEFT JOIN public.virtual_keys key ON key.id = given.key_id
    LEFT JOIN public.organizations own ON own.id = given.organization
    WHERE (given.key_id IS NULL OR key.id IS NOT NULL) AND (given.organization IS NULL OR own.id IS NOT NULL)
    ORDER BY given.at;

    WITH touched AS (
        SELECT DISTINCT coalesce(key.organization_id, given.organization, '') AS organization_id
        FROM unnest(sample_keys, sample_organizations) AS given (key_id, organization)
        LEFT JOIN public.virtual_keys key ON key.id = given.key_id
    ), placed AS (
        SELECT organization_id, refused_at, number,
            row_number() OVER (PARTITION BY organization_id ORDER BY refused_at DESC, number DESC) AS place
        FROM public.refused_call_samples JOIN touched USING (organization_id)
    ), old AS (
        -- What another process removes just now need not be waited for.
        SELECT sample.ctid FROM public.refused_call_samples sample
        JOIN placed USING (organization_id, refused_at, number)
        WHERE placed.place > most_samples
        FOR UPDATE OF sample SKIP LOCKED
    )
    DELETE FROM public.refused_call_samples sample USING old WHERE sample.ctid = old.ctid;
END
$$;
REVOKE ALL ON FUNCTION
    public.count_refused_calls(
        uuid, bigint, timestamptz[], uuid[], text[], text[], bigint[], timestamptz[], uuid[], text[], text[], text[], text[],
        text[], text[], text[], text[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.count_refused_calls(
        uuid, bigint, timestamptz[], uuid[], text[], text[], bigint[], timestamptz[], uuid[], text[], text[], text[], text[],
        text[], text[], text[], text[])
    TO tokentally_metering;
