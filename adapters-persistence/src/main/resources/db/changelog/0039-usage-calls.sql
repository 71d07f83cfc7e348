--liquibase formatted sql

--changeset tokentally:usage-dictionaries stripComments:false
-- What many calls have in common is written once for each organization, under a number: who called, what kind of call it was, and at
-- which rates it was billed. An entry is known again by the digest of its attributes, of which those without a value are left out, so
-- that more attributes can come without another digest for what has none of them.

CREATE TABLE public.usage_callers (
    organization_id text  NOT NULL,
    number          int   GENERATED ALWAYS AS IDENTITY,
    digest          bytea NOT NULL,
    user_id         text  NOT NULL,
    virtual_key_id  uuid,
    attribution     text  NOT NULL CHECK (attribution IN ('context', 'default', 'non_member')),
    PRIMARY KEY (organization_id, number),
    UNIQUE (organization_id, digest)
);
CREATE INDEX usage_callers_of_user ON public.usage_callers (organization_id, user_id);

-- Calls of one series have all of this in common; every dimension of a report but the caller is a column of it.
CREATE TABLE public.usage_series (
    organization_id text    NOT NULL,
    number          int     GENERATED ALWAYS AS IDENTITY,
    digest          bytea   NOT NULL,
    endpoint        text    NOT NULL,
    operation       text    CHECK (length(operation) BETWEEN 1 AND 120),
    provider        text    NOT NULL,
    model           text    NOT NULL,
    served_model    text,
    -- The model that usage and cost count under: the one that served, or another that worked for the call.
    billed_model    text    NOT NULL,
    service_tier    text    NOT NULL,
    region          text    CHECK (length(region) BETWEEN 1 AND 60),
    usage_reading   text    NOT NULL CHECK (usage_reading IN ('REPORTED', 'ESTIMATED', 'MISSING', 'INVALID', 'NOT_BILLED')),
    success         boolean NOT NULL,
    failure_kind    text,
    http_status     smallint CHECK (http_status BETWEEN 100 AND 599),
    cost_status     text    NOT NULL CHECK (cost_status IN ('MEASURED', 'ESTIMATED', 'UNPRICED', 'FREE')),
    unpriced_reason text,
    price_version   text,
    free_of_charge  boolean NOT NULL,
    PRIMARY KEY (organization_id, number),
    UNIQUE (organization_id, digest),
    CONSTRAINT unpriced_has_a_reason CHECK ((cost_status = 'UNPRICED') = (unpriced_reason IS NOT NULL)),
    CONSTRAINT failure_has_a_kind CHECK (success = (failure_kind IS NULL)),
    CONSTRAINT free_of_charge_costs_nothing CHECK (NOT free_of_charge OR cost_status = 'FREE')
);
CREATE INDEX usage_series_unpriced ON public.usage_series (organization_id, unpriced_reason, number)
    WHERE unpriced_reason IS NOT NULL;

-- What a call's quantities are of, and the lines of its bill without their quantities, which are those of the call.
CREATE TABLE public.usage_rates (
    organization_id text   NOT NULL,
    number          int    GENERATED ALWAYS AS IDENTITY,
    digest          bytea  NOT NULL,
    -- Sums of two currencies mean nothing, and the roll-ups hold one sum.
    currency        text   NOT NULL CONSTRAINT currency_is_usd CHECK (currency = 'USD'),
    units           text[] NOT NULL,
    cost_lines      jsonb  NOT NULL CHECK (jsonb_typeof(cost_lines) = 'array'),
    PRIMARY KEY (organization_id, number),
    UNIQUE (organization_id, digest)
);

--changeset tokentally:usage-calls stripComments:false
-- One row per call that went out. A call that could not be priced has no cost: NULL, never zero.
CREATE TABLE public.usage_calls (
    created_at             timestamptz NOT NULL,
    input_tokens           bigint      NOT NULL CHECK (input_tokens >= 0),
    output_tokens          bigint      NOT NULL CHECK (output_tokens >= 0),
    id                     uuid        NOT NULL,
    caller                 int         NOT NULL,
    series                 int         NOT NULL,
    rates                  int         NOT NULL,
    -- In hours since 1970, in UTC.
    created_hour           int         NOT NULL CHECK (created_hour = floor(extract(epoch FROM created_at) / 3600)),
    response_time_ms       int         NOT NULL CHECK (response_time_ms >= 0),
    time_to_first_token_ms int         CHECK (time_to_first_token_ms BETWEEN 0 AND response_time_ms),
    organization_id        text        NOT NULL,
    total_cost             numeric     CHECK (total_cost >= 0 AND total_cost < 'Infinity'),
    -- One for each of the units that its rates name, with commas between them: an array would take four times the space.
    quantities             text        NOT NULL CHECK (translate(quantities, '0123456789,', '') = ''),
    provider_request_id    text        CHECK (length(provider_request_id) BETWEEN 1 AND 200),
    error_type             text,
    error_code             text,
    tags                   jsonb       CHECK (jsonb_typeof(tags) = 'object'),
    client_ids             jsonb       CHECK (jsonb_typeof(client_ids) = 'object' AND length(client_ids::text) <= 10000),
    -- What a call is billed in where other models worked for it, or its own did with an input of its own.
    usage_parts            jsonb       CHECK (jsonb_typeof(usage_parts) = 'array' AND usage_parts <> '[]'),
    -- The lines of its bill, where they do not follow from its quantities.
    cost_lines             jsonb       CHECK (jsonb_typeof(cost_lines) = 'array'),
    PRIMARY KEY (organization_id, created_at, id),
    -- The first 48 bits of a UUID of version 7 are the instant in milliseconds: the same record has the same key.
    CONSTRAINT created_at_is_in_the_id CHECK (
        substr(id::text, 15, 1) = '7'
        AND extract(epoch FROM created_at) * 1000 = ('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint
    )
) PARTITION BY RANGE (created_at);

-- Calls of some callers and of some series, by the hour: many calls have the same entry, which takes a fifth of the space that an entry
-- for each would; within an hour they are sorted when they are read. An expression would not do for the hour: no function that is not
-- leakproof is asked before a policy is.
CREATE INDEX usage_calls_of_caller ON public.usage_calls (organization_id, caller, created_hour);
CREATE INDEX usage_calls_of_series ON public.usage_calls (organization_id, series, created_hour);

-- Of a call nothing but its cost may ever be another, and with it its series, of which nothing but that differs. One that went would
-- leave the roll-ups with more than the rows: only the owner's functions remove one, which take it out of the roll-ups as well.
CREATE TRIGGER refuse_change
    BEFORE UPDATE OF
        created_at, created_hour, input_tokens, output_tokens, id, caller, response_time_ms, time_to_first_token_ms, organization_id,
        quantities, provider_request_id, error_type, error_code, tags, client_ids, usage_parts
    ON public.usage_calls FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refuse_deletion BEFORE DELETE ON public.usage_calls
    FOR EACH ROW WHEN (current_setting('tokentally.removes_call', true) IS DISTINCT FROM OLD.id::text)
    EXECUTE FUNCTION public.refuse_change();

--changeset tokentally:usage-call-columns stripComments:false splitStatements:false
-- A call's quantities by their unit.
CREATE FUNCTION public.usage_amounts(quantities text) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT string_to_array(quantities, ',')::bigint[]
$$;

CREATE FUNCTION public.usage_quantities(units text[], quantities text) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(jsonb_object_agg(unit, amount), '{}')
    FROM unnest(units, public.usage_amounts(quantities)) AS quantity (unit, amount)
$$;

-- The lines of a bill whose quantities are the call's.
CREATE FUNCTION public.usage_cost_lines(lines jsonb, units text[], quantities text) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(jsonb_agg(line || jsonb_build_object(
        'quantity', (public.usage_amounts(quantities))[array_position(units, line ->> 'unit')]) ORDER BY place), '[]')
    FROM jsonb_array_elements(lines) WITH ORDINALITY AS entry (line, place)
$$;

--changeset tokentally:usage-partitions stripComments:false splitStatements:false
-- As before, for the compact log. A month that has room already is seen without a lock.
CREATE FUNCTION public.ensure_usage_month(month date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    first_day date := date_trunc('month', month)::date;
    partition text;
BEGIN
    IF month IS NULL OR month < date '2000-01-01' OR month >= date '2200-01-01' THEN
        RAISE EXCEPTION 'Usage is kept for the months from 2000-01 to 2199-12, not for %', month
            USING ERRCODE = 'datetime_field_overflow';
    END IF;
    partition := 'usage_calls_' || to_char(first_day, 'YYYY_MM');
    FOR attempt IN 1..2 LOOP
        IF EXISTS (
            SELECT FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
            WHERE inhparent = 'public.usage_calls'::regclass AND relname = partition
        ) THEN
            RETURN;
        END IF;
        -- And is looked for again, for whoever had the lock may have made it.
        PERFORM pg_advisory_xact_lock(hashtext('tokentally.ensure_usage_month'));
    END LOOP;
    EXECUTE format('CREATE TABLE public.%I (LIKE public.usage_calls INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', partition);
    EXECUTE format(
        'ALTER TABLE public.usage_calls ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
        partition,
        first_day || ' 00:00:00+00',
        (first_day + interval '1 month')::date || ' 00:00:00+00');
END
$$;

--changeset tokentally:usage-log-view stripComments:false
-- What people query by name has the columns that it had. As a view it asks as whoever asks: their policies hold.
ALTER TABLE public.api_usage_logs RENAME TO calls_to_move;

CREATE VIEW public.api_usage_logs WITH (security_invoker = true) AS
SELECT
    call.created_at, caller.user_id, call.organization_id, series.endpoint, series.model, call.input_tokens,
    call.output_tokens, call.input_tokens + call.output_tokens AS total_tokens, call.total_cost, call.response_time_ms::bigint,
    series.success, call.id, series.provider, series.served_model, series.service_tier, caller.attribution,
    public.usage_quantities(rates.units, call.quantities) AS quantities, series.cost_status, rates.currency,
    coalesce(call.cost_lines, public.usage_cost_lines(rates.cost_lines, rates.units, call.quantities)) AS cost_lines,
    series.price_version, series.unpriced_reason, call.time_to_first_token_ms::bigint, series.failure_kind, series.http_status,
    call.error_type, call.error_code, series.region, series.usage_reading, call.tags, caller.virtual_key_id,
    series.operation, call.usage_parts, series.free_of_charge, call.client_ids, call.provider_request_id
FROM public.usage_calls call
JOIN public.usage_callers caller ON caller.organization_id = call.organization_id AND caller.number = call.caller
JOIN public.usage_series series ON series.organization_id = call.organization_id AND series.number = call.series
JOIN public.usage_rates rates ON rates.organization_id = call.organization_id AND rates.number = call.rates;
