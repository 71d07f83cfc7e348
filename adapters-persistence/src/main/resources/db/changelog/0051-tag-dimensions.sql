--liquibase formatted sql

--changeset tokentally:tag-dimensions stripComments:false
-- The names of tags that an organization's owners want its usage told apart by.
CREATE TABLE public.tag_dimensions (
    organization_id text        NOT NULL,
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    -- Calls from before it may have the tag and not be told apart by it yet; NULL when there are none.
    pending_before  timestamptz DEFAULT 'infinity',
    PRIMARY KEY (organization_id, name)
);
ALTER TABLE public.tag_dimensions ENABLE ROW LEVEL SECURITY;
CREATE POLICY viewer_reads ON public.tag_dimensions FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_may('OWN_USAGE', 'ORGANIZATION_USAGE')));
REVOKE ALL ON public.tag_dimensions FROM PUBLIC, tokentally_app, tokentally_metering;
GRANT SELECT ON public.tag_dimensions TO tokentally_app;

-- What a call's tags of those names are. A series without one is of calls that did not have it, or from before it was declared.
ALTER TABLE public.usage_series
    ADD COLUMN tags jsonb CONSTRAINT tags_are_told CHECK (jsonb_typeof(tags) = 'object' AND tags <> '{}');

--changeset tokentally:tags-of-series stripComments:false splitStatements:false
-- As before, with tags. Each entry is looked up by itself and by an index: a plan that was made for few rows is kept when there are many.
CREATE OR REPLACE FUNCTION public.usage_series_numbers(organization text, described jsonb) RETURNS int[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off
AS $$
BEGIN
    INSERT INTO public.usage_series (
        organization_id, digest, endpoint, operation, provider, model, served_model, billed_model, service_tier, region,
        usage_reading, success, failure_kind, http_status, cost_status, unpriced_reason, price_version, free_of_charge, tags)
    SELECT organization, digest, attributes.*
    FROM (SELECT DISTINCT ON (1) public.attributes_digest(entry) AS digest, entry
        FROM jsonb_array_elements(described) AS entry) AS given
    CROSS JOIN LATERAL jsonb_to_record(entry) AS attributes (
        endpoint text, operation text, provider text, model text, served_model text, billed_model text,
        service_tier text, region text, usage_reading text, success boolean, failure_kind text, http_status smallint,
        cost_status text, unpriced_reason text, price_version text, free_of_charge boolean, tags jsonb)
    WHERE (
        SELECT known.number FROM public.usage_series known
        WHERE known.organization_id = organization AND known.digest = given.digest) IS NULL
    ORDER BY digest
    ON CONFLICT DO NOTHING;
    RETURN ARRAY(
        SELECT (
            SELECT known.number FROM public.usage_series known
            WHERE known.organization_id = organization AND known.digest = given.digest)
        FROM (
            SELECT public.attributes_digest(entry) AS digest, place
            FROM jsonb_array_elements(described) WITH ORDINALITY AS entries (entry, place) OFFSET 0) AS given
        ORDER BY place);
END
$$;

--changeset tokentally:tag-values stripComments:false splitStatements:false
ALTER TABLE public.usage_names
    DROP CONSTRAINT usage_names_kind_check,
    ADD CONSTRAINT usage_names_kind_check
        CHECK (kind IN ('endpoint', 'model of failed calls') OR starts_with(kind, 'tag '));

-- Those of the names that are too many in a month. Writers at the same time may let in some more than that.
CREATE FUNCTION public.names_beyond_limit(organization text, name_kind text, names text[], in_month date) RETURNS text[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    most CONSTANT int := 1000;
    fresh text[];
    room int;
BEGIN
    fresh := ARRAY(
        SELECT DISTINCT given.name FROM unnest(names) AS given (name)
        WHERE NOT EXISTS (
            SELECT FROM public.usage_names known
            WHERE known.organization_id = organization AND known.month = in_month AND known.kind = name_kind
                AND known.name = given.name)
        ORDER BY given.name);
    IF cardinality(fresh) > 0 THEN
        SELECT greatest(most - count(*), 0) INTO room FROM public.usage_names known
        WHERE known.organization_id = organization AND known.month = in_month AND known.kind = name_kind;
        INSERT INTO public.usage_names (organization_id, month, kind, name)
        SELECT organization, in_month, name_kind, fresh_name FROM unnest(fresh[:room]) AS fresh_name
        ON CONFLICT DO NOTHING;
        fresh := fresh[room + 1:];
    END IF;
    RETURN fresh;
END
$$;

-- Of this month, in UTC.
CREATE OR REPLACE FUNCTION public.names_beyond_limit(organization text, name_kind text, names text[]) RETURNS text[]
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT public.names_beyond_limit(
        organization, name_kind, names, date_trunc('month', now() AT TIME ZONE 'UTC')::date)
$$;

CREATE FUNCTION public.declared_tag_names(organization text) RETURNS text[]
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY(SELECT name FROM public.tag_dimensions WHERE organization_id = organization ORDER BY name)
$$;

-- Of each call's tags, in their order, those that the names are of, and NULL where it has none of them. Values beyond the limit of a
-- month are called Other.
CREATE FUNCTION public.told_tags(organization text, tag_names text[], tags jsonb[], in_month date) RETURNS jsonb[]
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tag_name text;
    beyond text[];
    other_names text[] := '{}';
    other_values text[] := '{}';
BEGIN
    FOREACH tag_name IN ARRAY tag_names LOOP
        beyond := public.names_beyond_limit(
            organization, 'tag ' || tag_name,
            ARRAY(SELECT DISTINCT call ->> tag_name FROM unnest(tags) AS call WHERE call ? tag_name), in_month);
        other_names := other_names || array_fill(tag_name, ARRAY[cardinality(beyond)]);
        other_values := other_values || beyond;
    END LOOP;
    RETURN ARRAY(
        SELECT jsonb_object_agg(tag.name, CASE WHEN other.value IS NULL THEN tag.value ELSE 'Other' END)
            FILTER (WHERE tag.name IS NOT NULL)
        FROM unnest(tags) WITH ORDINALITY AS call (tags, place)
        LEFT JOIN LATERAL jsonb_each_text(call.tags) AS tag (name, value) ON tag.name = ANY (tag_names)
        LEFT JOIN unnest(other_names, other_values) AS other (name, value)
            ON other.name = tag.name AND other.value = tag.value
        GROUP BY call.place
        ORDER BY call.place);
END
$$;

-- Series as they are told apart by declared tags, too: those that were described, then their like with tags, and the place of each
-- call's among them. The series of other models that worked for a call are there before it is.
CREATE FUNCTION public.tagged_series(
    organization text, described jsonb, series int[], tags text[], usage_parts text[], OUT kinds jsonb, OUT places int[])
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    tag_names CONSTANT text[] := public.declared_tag_names(organization);
    told jsonb[];
BEGIN
    kinds := described;
    places := series;
    IF tag_names = '{}' THEN
        RETURN;
    END IF;
    told := public.told_tags(organization, tag_names, tags::jsonb[], date_trunc('month', now() AT TIME ZONE 'UTC')::date);
    WITH call AS MATERIALIZED (
        SELECT given.kind, given.told, given.parts::jsonb AS parts, given.place
        FROM unnest(series, told, usage_parts) WITH ORDINALITY AS given (kind, told, parts, place)
    ), tagged AS MATERIALIZED (
        SELECT kind, told, jsonb_array_length(described) + row_number() OVER (ORDER BY kind, told) AS number
        FROM (SELECT DISTINCT kind, told FROM call WHERE told IS NOT NULL) AS used
    ), of_other_model AS (
        SELECT DISTINCT kind, told, part ->> 'model' AS model
        FROM call CROSS JOIN LATERAL jsonb_array_elements(call.parts) AS part
        WHERE told IS NOT NULL AND part ->> 'model' <> described -> kind - 1 ->> 'billed_model'
    )
    SELECT
        described
            || coalesce((
                SELECT jsonb_agg((described -> kind - 1) || jsonb_build_object('tags', told) ORDER BY number) FROM tagged), '[]')
            || coalesce((
                SELECT jsonb_agg((described -> kind - 1) || jsonb_build_object('tags', told, 'billed_model', model))
                FROM of_other_model), '[]'),
        (SELECT array_agg(coalesce(tagged.number, call.kind) ORDER BY call.place)
         FROM call LEFT JOIN tagged ON tagged.kind = call.kind AND tagged.told = call.told)
    INTO kinds, places;
END
$$;

-- Calls are posted with them. Nothing else of the function changes.
DO $$
DECLARE
    place CONSTANT text := 'series_numbers := public.usage_series_numbers(organization, public.series_within_limits(organization, described_series));';
    definition text;
BEGIN
    SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname = 'post_calls';
    -- Fails where the place is not there exactly once.
    ASSERT length(replace(definition, place, '')) = length(definition) - length(place);
    EXECUTE replace(definition, place, 'SELECT tagged.kinds, tagged.places INTO described_series, series
    FROM public.tagged_series(
        organization, public.series_within_limits(organization, described_series), series, tags, usage_parts) AS tagged;
    series_numbers := public.usage_series_numbers(organization, described_series);');
END
$$;

REVOKE ALL ON FUNCTION
    public.names_beyond_limit(text, text, text[], date), public.declared_tag_names(text),
    public.told_tags(text, text[], jsonb[], date), public.tagged_series(text, jsonb, int[], text[], text[])
    FROM PUBLIC;

--changeset tokentally:tell-past-calls-apart stripComments:false splitStatements:false
-- One organization's calls of some time get series that declared tags are told by, and the roll-ups follow. What a series tells already
-- stays. Nobody else changes the organization's calls meanwhile.
CREATE FUNCTION public.tag_calls(organization text, from_time timestamptz, until_time timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tagged public.usage_calls[];
    told jsonb[];
    before public.usage_calls[];
    after public.usage_calls[];
    kinds jsonb;
    kind_numbers int[];
BEGIN
    tagged := ARRAY(
        SELECT call FROM public.usage_calls call
        WHERE call.organization_id = organization AND call.created_at >= from_time AND call.created_at < until_time
            AND call.tags IS NOT NULL);
    told := public.told_tags(
        organization, public.declared_tag_names(organization), ARRAY(SELECT call.tags FROM unnest(tagged) AS call),
        date_trunc('month', from_time AT TIME ZONE 'UTC')::date);
    SELECT coalesce(array_agg(tagged[given.place] ORDER BY given.place), '{}'),
        coalesce(jsonb_agg(
            public.series_attributes(kind) || jsonb_build_object('tags', given.told || coalesce(kind.tags, '{}'))
            ORDER BY given.place), '[]')
    INTO before, kinds
    FROM unnest(told) WITH ORDINALITY AS given (told, place)
    JOIN public.usage_series kind ON kind.organization_id = organization AND kind.number = (tagged[given.place]).series
    WHERE given.told IS NOT NULL AND given.told || coalesce(kind.tags, '{}') IS DISTINCT FROM kind.tags;
    IF cardinality(before) = 0 THEN
        RETURN;
    END IF;
    kind_numbers := public.usage_series_numbers(organization, kinds);

    WITH changed AS (
        UPDATE public.usage_calls call SET series = kind_numbers[old.place]
        FROM (SELECT (before[place]).created_at, (before[place]).id, place FROM generate_subscripts(before, 1) AS place) AS old
        WHERE call.organization_id = organization AND call.created_at = old.created_at AND call.id = old.id
            AND call.created_at >= from_time AND call.created_at < until_time
        RETURNING call)
    SELECT coalesce(array_agg(changed.call), '{}') INTO after FROM changed;
    PERFORM public.roll_up(organization, public.shares_of_calls(before, -1) || public.shares_of_calls(after, 1));
END
$$;

-- Tells some more of an organization's past calls apart by what was declared, the newest first, and says whether there were
-- any: about so many, all of a quarter-hour together, and none of two months. Sealed months stay as they are. A transaction of its own,
-- so that it goes on where it was broken off.
CREATE FUNCTION public.tag_past_calls(most int) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text;
    frontier timestamptz;
    newest timestamptz;
    from_time timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('tokentally.tag_calls'));
    -- What an earlier version recorded comes into the log behind the frontier. A statement of its own: where the table is gone, it would
    -- not even be read.
    IF to_regclass('public.rollups_to_move') IS NOT NULL THEN
        IF EXISTS (SELECT FROM public.rollups_to_move) THEN
            RETURN false;
        END IF;
    END IF;
    SELECT organization_id, pending_before INTO organization, frontier
    FROM public.tag_dimensions WHERE pending_before IS NOT NULL
    ORDER BY pending_before DESC, organization_id LIMIT 1;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM public.hold_rollups(organization);
    SELECT max(created_at) INTO newest FROM public.usage_calls
    WHERE organization_id = organization AND created_at < frontier AND created_at >= public.sealed_until(organization);
    IF newest IS NOT NULL THEN
        SELECT date_bin('15 minutes', min(created_at), timestamptz 'epoch') INTO from_time FROM (
            SELECT created_at FROM public.usage_calls
            WHERE organization_id = organization AND created_at <= newest
                AND created_at >= greatest(
                    public.sealed_until(organization), public.month_start((newest AT TIME ZONE 'UTC')::date))
            ORDER BY created_at DESC LIMIT most) AS taken;
        PERFORM public.tag_calls(
            organization, from_time, date_bin('15 minutes', newest, timestamptz 'epoch') + interval '15 minutes');
    END IF;
    UPDATE public.tag_dimensions SET pending_before = from_time
    WHERE organization_id = organization AND pending_before <= frontier AND pending_before > coalesce(from_time, '-infinity');
    RETURN true;
END
$$;

REVOKE ALL ON FUNCTION
    public.tag_calls(text, timestamptz, timestamptz), public.tag_past_calls(int)
    FROM PUBLIC;

--changeset tokentally:declare-tags stripComments:false splitStatements:false
-- Whoever posts just now is waited for: what they post is there before past calls are looked at, and what is posted later has the tags.
CREATE FUNCTION public.declare_tags(names text[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    most CONSTANT int := 5;
    organization text := public.require_owner_to('declare_tags');
    before text[];
    after text[];
BEGIN
    IF cardinality(names) > most THEN
        PERFORM public.refuse('too_many_tag_dimensions', cardinality(names)::text);
    END IF;
    PERFORM public.hold_rollups(organization);
    before := public.declared_tag_names(organization);
    DELETE FROM public.tag_dimensions WHERE organization_id = organization AND name <> ALL (names);
    INSERT INTO public.tag_dimensions (organization_id, name)
    SELECT organization, given FROM unnest(names) AS given
    ON CONFLICT DO NOTHING;
    after := public.declared_tag_names(organization);
    IF before <> after THEN
        PERFORM public.append_audit_entry(
            organization, public.viewer_user_id(), 'tag_dimensions.changed', 'organization', organization,
            jsonb_build_object('names', before), jsonb_build_object('names', after));
    END IF;
END
$$;

-- How many values of each are told apart this month.
CREATE FUNCTION public.tag_values_of_month() RETURNS TABLE (name text, told bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT declared.name, count(known.name)
    FROM public.tag_dimensions declared
    LEFT JOIN public.usage_names known
        ON known.organization_id = declared.organization_id AND known.kind = 'tag ' || declared.name
        AND known.month = date_trunc('month', now() AT TIME ZONE 'UTC')::date
    WHERE declared.organization_id = public.viewer_organization_id()
        AND public.viewer_may('OWN_USAGE', 'ORGANIZATION_USAGE')
    GROUP BY declared.name
$$;

REVOKE ALL ON FUNCTION public.declare_tags(text[]), public.tag_values_of_month() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.declare_tags(text[]), public.tag_values_of_month() TO tokentally_app;
