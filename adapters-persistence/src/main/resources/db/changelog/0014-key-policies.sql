--liquibase formatted sql

--changeset tokentally:key-policy-columns stripComments:false
-- Keys that are there at the upgrade may do what they could: everything. New ones say what they may do.
ALTER TABLE public.virtual_keys ADD COLUMN policy jsonb NOT NULL DEFAULT '{"unrestricted": true}';
ALTER TABLE public.virtual_keys ALTER COLUMN policy DROP DEFAULT;

-- Whether it is a member's own, and so may do no more than owners let such keys do. An owner's own keys are not capped.
ALTER TABLE public.virtual_keys ADD COLUMN capped boolean NOT NULL DEFAULT false;

UPDATE public.virtual_keys key SET capped = true
WHERE key.holder_kind = 'USER' AND NOT EXISTS (
    SELECT FROM public.memberships membership
    WHERE membership.organization_id = key.organization_id AND membership.user_id = key.user_id
        AND membership.role = 'OWNER');

-- What owners have laid down for their organization's keys.
CREATE TABLE public.key_policies (
    organization_id text        PRIMARY KEY,
    usual           jsonb       NOT NULL,
    ceiling         jsonb,
    most_keys       integer     CHECK (most_keys BETWEEN 0 AND 100),
    changed_by      text        NOT NULL,
    changed_at      timestamptz NOT NULL
);

-- Which key made what the providers keep: files, batches, responses, conversations. The first who is known to have made
-- something stays the one. A key's row is never removed, but a record may come before it where a database was put back, and
-- must not be held up.
CREATE TABLE public.provider_resources (
    organization_id text        NOT NULL,
    provider        text        NOT NULL CHECK (length(provider) BETWEEN 1 AND 60),
    resource_id     text        NOT NULL CHECK (length(resource_id) BETWEEN 1 AND 200),
    virtual_key_id  uuid        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, provider, resource_id)
);

--changeset tokentally:key-policy-triggers stripComments:false splitStatements:false
CREATE TRIGGER count_key_change BEFORE INSERT OR UPDATE OR DELETE ON public.key_policies
    FOR EACH STATEMENT EXECUTE FUNCTION public.count_key_change();

-- Whoever becomes an owner, or is one no more, has the keys of one, or no more.
CREATE FUNCTION public.cap_keys_by_role() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.virtual_keys SET capped = NEW.role <> 'OWNER'
    WHERE organization_id = NEW.organization_id AND user_id = NEW.user_id AND holder_kind = 'USER'
        AND capped <> (NEW.role <> 'OWNER');
    RETURN NULL;
END
$$;

CREATE FUNCTION public.forget_key_policies() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM public.key_policies WHERE organization_id = OLD.id;
    DELETE FROM public.provider_resources WHERE organization_id = OLD.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER cap_keys AFTER UPDATE OF role ON public.memberships
    FOR EACH ROW WHEN (OLD.role IS DISTINCT FROM NEW.role) EXECUTE FUNCTION public.cap_keys_by_role();
CREATE TRIGGER forget_key_policies AFTER DELETE ON public.organizations
    FOR EACH ROW EXECUTE FUNCTION public.forget_key_policies();

--changeset tokentally:key-policy-rules stripComments:false splitStatements:false
-- What a key may do without anybody's saying so: call models, and use what it made itself.
CREATE FUNCTION public.standard_key_policy() RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT '{"unrestricted": false, "operations": ["MODELS", "RESOURCES"], "paths": [], "models": [], "providers": [],
        "resources": "KEY", "unknownIds": false}'::jsonb
$$;

CREATE FUNCTION public.is_unrestricted(policy jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(policy -> 'unrestricted' = 'true'::jsonb, false)
$$;

-- What is no policy is refused: whoever reads it must never have to guess.
CREATE FUNCTION public.require_key_policy(policy jsonb) RETURNS void
    LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF public.is_unrestricted(policy) THEN
        RETURN;
    END IF;
    IF jsonb_typeof(policy) IS DISTINCT FROM 'object'
        OR jsonb_typeof(policy -> 'operations') IS DISTINCT FROM 'array'
        OR jsonb_typeof(policy -> 'paths') IS DISTINCT FROM 'array'
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

-- An empty list of models or providers stands for any. Of patterns, those count that both have word by word.
CREATE FUNCTION public.is_key_policy_within(policy jsonb, most jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT public.is_unrestricted(most) OR (
        NOT public.is_unrestricted(policy)
        AND policy -> 'operations' <@ (most -> 'operations')
        AND policy -> 'paths' <@ (most -> 'paths')
        AND (most -> 'models' = '[]' OR (policy -> 'models' <> '[]' AND policy -> 'models' <@ (most -> 'models')))
        AND (most -> 'providers' = '[]'
            OR (policy -> 'providers' <> '[]' AND policy -> 'providers' <@ (most -> 'providers')))
        AND array_position(ARRAY['KEY', 'HOLDER', 'ORGANIZATION'], policy ->> 'resources')
            <= array_position(ARRAY['KEY', 'HOLDER', 'ORGANIZATION'], most ->> 'resources')
        AND ((most ->> 'unknownIds')::boolean OR NOT (policy ->> 'unknownIds')::boolean))
$$;

--changeset tokentally:manage-key-policies stripComments:false splitStatements:false
CREATE FUNCTION public.lay_down_key_policy(
    new_usual jsonb, new_ceiling jsonb, new_most_keys integer, new_changed_at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('say what keys may do');
    was jsonb;
BEGIN
    PERFORM public.require_key_policy(new_usual);
    IF new_ceiling IS NOT NULL THEN
        PERFORM public.require_key_policy(new_ceiling);
    END IF;
    SELECT jsonb_build_object('usual', known.usual, 'ceiling', known.ceiling, 'most_keys', known.most_keys) INTO was
    FROM public.key_policies known WHERE known.organization_id = organization;
    INSERT INTO public.key_policies (organization_id, usual, ceiling, most_keys, changed_by, changed_at)
    VALUES (organization, new_usual, new_ceiling, new_most_keys, public.viewer_user_id(), new_changed_at)
    ON CONFLICT (organization_id) DO UPDATE
    SET usual = excluded.usual, ceiling = excluded.ceiling, most_keys = excluded.most_keys,
        changed_by = excluded.changed_by, changed_at = excluded.changed_at;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'key_policy.changed', 'organization', organization, was,
        jsonb_build_object('usual', new_usual, 'ceiling', new_ceiling, 'most_keys', new_most_keys));
END
$$;

CREATE OR REPLACE FUNCTION public.require_own_key(holder text) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.viewer_organization_id();
BEGIN
    PERFORM FROM public.memberships membership
    WHERE membership.user_id = public.viewer_user_id() AND membership.organization_id = organization
    FOR KEY SHARE;
    IF NOT FOUND OR holder IS DISTINCT FROM public.viewer_user_id() THEN
        RAISE EXCEPTION 'only_own_keys' USING ERRCODE = 'TT002';
    END IF;
    RETURN organization;
END
$$;

CREATE OR REPLACE FUNCTION public.require_service_name(organization text, service text) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.memberships membership
        JOIN public.accounts account ON account.user_id = membership.user_id
        WHERE membership.organization_id = organization
          AND lower(service) IN (lower(account.user_id), lower(account.login))) THEN
        RAISE EXCEPTION 'service_named_as_member' USING ERRCODE = 'TT002', DETAIL = service;
    END IF;
END
$$;

DROP FUNCTION public.issue_key(
    uuid, text, text, bytea, text, text, integer, integer, timestamptz, timestamptz, integer);

-- Two keys at once of one holder wait for each other at the number of the change, but count before it: so they wait here.
CREATE FUNCTION public.require_room_for_key(organization text, holder_kind text, holder text, capped boolean, most integer)
    RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    room integer := most;
    laid_down integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('keys ' || organization || ' ' || holder, 0));
    IF capped THEN
        SELECT known.most_keys INTO laid_down FROM public.key_policies known WHERE known.organization_id = organization;
        room := least(room, coalesce(laid_down, room));
    END IF;
    IF (SELECT count(*) FROM public.virtual_keys key
        WHERE key.organization_id = organization AND key.user_id = holder AND key.revoked_at IS NULL
            AND (key.expires_at IS NULL OR key.expires_at > now())) >= room THEN
        IF room < most THEN
            RAISE EXCEPTION 'too_many_keys_of_member' USING ERRCODE = 'TT002', DETAIL = room::text;
        END IF;
        RAISE EXCEPTION 'too_many_keys' USING ERRCODE = 'TT002', DETAIL = holder || ' has ' || most;
    END IF;
END
$$;

CREATE FUNCTION public.issue_key(
    new_id uuid, new_name text, new_prefix text, new_hash bytea, new_holder_kind text, new_user_id text,
    new_requests_per_minute integer, new_concurrent_calls integer, new_created_at timestamptz, new_expires_at timestamptz,
    new_policy jsonb, most_per_holder integer) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text;
    new_capped boolean := false;
BEGIN
    IF new_holder_kind = 'SERVICE' THEN
        organization := public.require_owner_to('make keys for services');
        PERFORM public.require_service_name(organization, new_user_id);
    ELSE
        organization := public.require_own_key(new_user_id);
        new_capped := NOT public.viewer_owns_organization();
    END IF;
    IF (new_requests_per_minute IS NOT NULL OR new_concurrent_calls IS NOT NULL)
        AND NOT public.viewer_owns_organization() THEN
        RAISE EXCEPTION 'only_owners_limit' USING ERRCODE = 'TT002';
    END IF;
    PERFORM public.require_key_policy(new_policy);
    IF new_capped AND NOT public.is_key_policy_within(new_policy, coalesce(
        (SELECT known.ceiling FROM public.key_policies known WHERE known.organization_id = organization),
        public.standard_key_policy())) THEN
        RAISE EXCEPTION 'policy_beyond_ceiling' USING ERRCODE = 'TT002';
    END IF;
    PERFORM public.require_room_for_key(organization, new_holder_kind, new_user_id, new_capped, most_per_holder);
    INSERT INTO public.virtual_keys (
        id, organization_id, name, prefix, hash, holder_kind, user_id, requests_per_minute, concurrent_calls, policy, capped,
        created_by, created_at, expires_at)
    VALUES (
        new_id, organization, new_name, new_prefix, new_hash, new_holder_kind, new_user_id, new_requests_per_minute,
        new_concurrent_calls, new_policy, new_capped, public.viewer_user_id(), new_created_at, new_expires_at);
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'key.created', 'key', new_id::text, NULL,
        jsonb_build_object(
            'name', new_name, 'prefix', new_prefix, 'holder_kind', new_holder_kind, 'user_id', new_user_id,
            'requests_per_minute', new_requests_per_minute, 'concurrent_calls', new_concurrent_calls,
            'expires_at', new_expires_at, 'policy', new_policy));
END
$$;

-- A key that the viewer may not know of is none.
CREATE OR REPLACE FUNCTION public.revoke_key(wanted_id uuid, new_revoked_at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own boolean;
    known record;
BEGIN
    SELECT key.holder_kind = 'USER' AND key.user_id = public.viewer_user_id() INTO own
    FROM public.virtual_keys key
    WHERE key.id = wanted_id AND key.organization_id = public.viewer_organization_id();
    IF NOT FOUND OR NOT (own OR public.viewer_sees_organization()) THEN
        RAISE EXCEPTION 'no_such_key' USING ERRCODE = 'TT002';
    END IF;
    IF NOT (own OR public.viewer_owns_organization()) THEN
        RAISE EXCEPTION 'only_owners_revoke' USING ERRCODE = 'TT002';
    END IF;
    UPDATE public.virtual_keys key SET revoked_at = new_revoked_at
    WHERE key.id = wanted_id AND key.revoked_at IS NULL
    RETURNING key.organization_id, key.name, key.prefix, key.user_id INTO known;
    IF FOUND THEN
        PERFORM public.append_audit_entry(
            known.organization_id, public.viewer_user_id(), 'key.revoked', 'key', wanted_id::text,
            jsonb_build_object('name', known.name, 'prefix', known.prefix, 'user_id', known.user_id), NULL);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION public.store_provider_key(
    new_provider text, new_sealed text, new_hint text, new_stored_at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('manage the providers'' keys');
    was jsonb;
BEGIN
    SELECT jsonb_build_object('hint', known.hint, 'stored_by', known.stored_by) INTO was
    FROM public.provider_keys known WHERE known.organization_id = organization AND known.provider = new_provider;
    INSERT INTO public.provider_keys (organization_id, provider, sealed, hint, stored_by, stored_at)
    VALUES (organization, new_provider, new_sealed, new_hint, public.viewer_user_id(), new_stored_at)
    ON CONFLICT (organization_id, provider) DO UPDATE
    SET sealed = excluded.sealed, hint = excluded.hint, stored_by = excluded.stored_by, stored_at = excluded.stored_at;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'provider_key.stored', 'provider', new_provider, was,
        jsonb_build_object('hint', new_hint));
END
$$;

CREATE OR REPLACE FUNCTION public.remove_provider_key(wanted_provider text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('manage the providers'' keys');
    was text;
BEGIN
    DELETE FROM public.provider_keys WHERE organization_id = organization AND provider = wanted_provider
    RETURNING hint INTO was;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no_provider_key' USING ERRCODE = 'TT002', DETAIL = wanted_provider;
    END IF;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'provider_key.removed', 'provider', wanted_provider,
        jsonb_build_object('hint', was), NULL);
END
$$;

--changeset tokentally:remember-resources stripComments:false splitStatements:false
-- In the order of the rows' keys, so that no two who remember wait for each other.
CREATE FUNCTION public.remember_resources(
    organizations text[], providers text[], resource_ids text[], key_ids uuid[]) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO public.provider_resources (organization_id, provider, resource_id, virtual_key_id)
    SELECT made.organization, made.provider, made.id, made.key
    FROM unnest(organizations, providers, resource_ids, key_ids) AS made (organization, provider, id, key)
    ORDER BY made.organization, made.provider, made.id
    ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION public.owners_of_resources(wanted_organization text, wanted_provider text, wanted_ids text[])
    RETURNS TABLE (resource_id text, virtual_key_id uuid, holder_kind text, user_id text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT made.resource_id, key.id, key.holder_kind, key.user_id
    FROM public.provider_resources made
    JOIN public.virtual_keys key ON key.id = made.virtual_key_id AND key.organization_id = made.organization_id
    WHERE made.organization_id = wanted_organization AND made.provider = wanted_provider
        AND made.resource_id = ANY (wanted_ids)
$$;

--changeset tokentally:key-policy-grants stripComments:false
-- Who meters remembers and asks through the functions alone, and reads no row of another table more than before.
ALTER TABLE public.key_policies ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.provider_resources ENABLE ROW LEVEL SECURITY;

CREATE POLICY viewer_reads ON public.key_policies FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()));
CREATE POLICY metering_reads ON public.key_policies FOR SELECT TO tokentally_metering USING (true);

REVOKE ALL ON public.key_policies, public.provider_resources FROM PUBLIC, tokentally_app, tokentally_metering;
REVOKE ALL ON FUNCTION
    public.cap_keys_by_role(), public.forget_key_policies(), public.standard_key_policy(), public.is_unrestricted(jsonb),
    public.require_key_policy(jsonb), public.is_key_policy_within(jsonb, jsonb),
    public.lay_down_key_policy(jsonb, jsonb, integer, timestamptz),
    public.require_room_for_key(text, text, text, boolean, integer), public.issue_key(
        uuid, text, text, bytea, text, text, integer, integer, timestamptz, timestamptz, jsonb, integer),
    public.remember_resources(text[], text[], text[], uuid[]), public.owners_of_resources(text, text, text[])
    FROM PUBLIC;

GRANT SELECT (policy, capped) ON public.virtual_keys TO tokentally_app;
GRANT SELECT ON public.key_policies TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.lay_down_key_policy(jsonb, jsonb, integer, timestamptz), public.issue_key(
        uuid, text, text, bytea, text, text, integer, integer, timestamptz, timestamptz, jsonb, integer)
    TO tokentally_app;

GRANT SELECT (organization_id, usual, ceiling, most_keys) ON public.key_policies TO tokentally_metering;
GRANT EXECUTE ON FUNCTION
    public.remember_resources(text[], text[], text[], uuid[]), public.owners_of_resources(text, text, text[])
    TO tokentally_metering;
