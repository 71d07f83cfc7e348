--liquibase formatted sql

--changeset tokentally:refused-calls stripComments:false splitStatements:false
-- Calls that the gateway refused before they went to a provider: a measure of their own, in none of the tables of usage. Those that came
-- without a key of this installation are no organization's: theirs is the empty name and the key of zeros, and operators see them.

-- Nothing of the key is the caller's to choose.
CREATE TABLE public.refused_calls (
    hour            timestamptz NOT NULL,
    calls           bigint      NOT NULL CHECK (calls > 0),
    virtual_key_id  uuid        NOT NULL,
    organization_id text        NOT NULL,
    reason          text        NOT NULL CHECK (reason ~ '^[a-z_]{1,40}$'),
    -- Whose the key is.
    user_id         text        NOT NULL CHECK (length(user_id) <= 255),
    PRIMARY KEY (organization_id, hour, virtual_key_id, reason)
) WITH (fillfactor = 90);

-- The newest of each organization. What callers wrote is in here and nowhere else.
CREATE TABLE public.refused_call_samples (
    refused_at      timestamptz NOT NULL,
    number          bigint      GENERATED ALWAYS AS IDENTITY,
    virtual_key_id  uuid        NOT NULL,
    organization_id text        NOT NULL,
    reason          text        NOT NULL CHECK (reason ~ '^[a-z_]{1,40}$'),
    user_id         text        NOT NULL CHECK (length(user_id) <= 255),
    -- How a key began that nobody knows.
    unknown_key     text        CHECK (length(unknown_key) <= 20),
    called_for      text        CHECK (length(called_for) <= 255),
    provider        text        CHECK (length(provider) <= 60),
    endpoint        text        CHECK (length(endpoint) <= 120),
    operation       text        CHECK (length(operation) <= 120),
    model           text        CHECK (length(model) <= 200),
    PRIMARY KEY (organization_id, refused_at, number)
);

-- The last batch that was added of each process, so that none is added twice.
CREATE TABLE public.refused_call_writers (
    writer     uuid        PRIMARY KEY,
    last_batch bigint      NOT NULL,
    seen_at    timestamptz NOT NULL
);

-- Adds what a process has counted, in the order of the keys, so that no two wait for each other. Whose a key is, is looked up here; one
-- that is not known counts for nothing. The metering role may call this, and neither read nor write any of the tables.
CREATE FUNCTION public.count_refused_calls(
    writer_id uuid, batch bigint, hours timestamptz[], key_ids uuid[], reasons text[], counts bigint[],
    sample_times timestamptz[], sample_keys uuid[], sample_reasons text[], unknown_keys text[], sample_users text[],
    providers text[], endpoints text[], operations text[], models text[])
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
    SELECT coalesce(key.organization_id, ''), given.hour, coalesce(given.key_id, no_key), given.reason,
        coalesce(key.user_id, ''), sum(given.calls)
    FROM unnest(hours, key_ids, reasons, counts) AS given (hour, key_id, reason, calls)
    LEFT JOIN public.virtual_keys key ON key.id = given.key_id
    WHERE given.key_id IS NULL OR key.id IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5
    ORDER BY 1, 2, 3, 4
    ON CONFLICT (organization_id, hour, virtual_key_id, reason) DO UPDATE SET calls = known.calls + excluded.calls;

    INSERT INTO public.refused_call_samples (
        organization_id, refused_at, virtual_key_id, reason, user_id, unknown_key, called_for, provider, endpoint,
        operation, model)
    SELECT coalesce(key.organization_id, ''), given.at, coalesce(given.key_id, no_key), given.reason,
        coalesce(key.user_id, ''), given.unknown_key, given.called_for, given.provider, given.endpoint,
        given.operation, given.model
    FROM unnest(
        sample_times, sample_keys, sample_reasons, unknown_keys, sample_users, providers, endpoints, operations, models)
        AS given (at, key_id, reason, unknown_key, called_for, provider, endpoint, operation, model)
    LEFT JOIN public.virtual_keys key ON key.id = given.key_id
    WHERE given.key_id IS NULL OR key.id IS NOT NULL
    ORDER BY given.at;

    WITH touched AS (
        SELECT DISTINCT coalesce(key.organization_id, '') AS organization_id
        FROM unnest(sample_keys) AS given (key_id)
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

--changeset tokentally:refused-call-policies stripComments:false
ALTER TABLE public.refused_calls ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.refused_call_samples ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.refused_call_writers ENABLE ROW LEVEL SECURITY;

CREATE POLICY viewer_reads ON public.refused_calls FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE'))
            OR (user_id = (SELECT public.viewer_user_id())
                AND (SELECT public.viewer_may('OWN_USAGE', 'ORGANIZATION_USAGE')))));
CREATE POLICY viewer_reads ON public.refused_call_samples FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE'))
            OR (user_id = (SELECT public.viewer_user_id())
                AND (SELECT public.viewer_may('OWN_USAGE', 'ORGANIZATION_USAGE')))));
CREATE POLICY operator_reads ON public.refused_calls FOR SELECT TO tokentally_app
    USING (organization_id = '' AND (SELECT public.viewer_is_operator()));
CREATE POLICY operator_reads ON public.refused_call_samples FOR SELECT TO tokentally_app
    USING (organization_id = '' AND (SELECT public.viewer_is_operator()));

REVOKE ALL ON public.refused_calls, public.refused_call_samples, public.refused_call_writers
    FROM PUBLIC, tokentally_app, tokentally_metering;
GRANT SELECT ON public.refused_calls, public.refused_call_samples TO tokentally_app;

REVOKE ALL ON FUNCTION
    public.count_refused_calls(
        uuid, bigint, timestamptz[], uuid[], text[], bigint[], timestamptz[], uuid[], text[], text[], text[], text[],
        text[], text[], text[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.count_refused_calls(
        uuid, bigint, timestamptz[], uuid[], text[], bigint[], timestamptz[], uuid[], text[], text[], text[], text[],
        text[], text[], text[])
    TO tokentally_metering;
