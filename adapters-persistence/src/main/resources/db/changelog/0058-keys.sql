--liquibase formatted sql

--changeset tokentally:key-succession stripComments:false
-- Which key one was made to replace, and the first of those that replaced each other up to it: each of them uses what the others
-- made. One has one successor at most.
ALTER TABLE public.virtual_keys
    ADD COLUMN replaces uuid UNIQUE REFERENCES public.virtual_keys,
    ADD COLUMN original uuid REFERENCES public.virtual_keys,
    ADD CONSTRAINT virtual_keys_of_line CHECK ((replaces IS NULL) = (original IS NULL));
CREATE INDEX virtual_keys_of_original ON public.virtual_keys (original) WHERE original IS NOT NULL;
GRANT SELECT (replaces, original) ON public.virtual_keys TO tokentally_app;

--changeset tokentally:days-of-keys stripComments:false splitStatements:false
-- For how many days a new key of a member's own is good at most.
ALTER TABLE public.key_policies ADD COLUMN most_days integer CHECK (most_days BETWEEN 1 AND 3650);
GRANT SELECT (most_days) ON public.key_policies TO tokentally_metering;

-- Nothing where it may be good for ever.
CREATE FUNCTION public.most_days_of_key(organization text, capped boolean) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT known.most_days FROM public.key_policies known WHERE capped AND known.organization_id = organization
$$;
REVOKE ALL ON FUNCTION public.most_days_of_key(text, boolean) FROM PUBLIC;

DROP FUNCTION public.lay_down_key_policy(jsonb, jsonb, integer, timestamptz);

CREATE FUNCTION public.lay_down_key_policy(
    new_usual jsonb, new_ceiling jsonb, new_most_keys integer, new_most_days integer,
    new_changed_at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('lay_down_key_policy');
    was jsonb;
BEGIN
    PERFORM public.require_key_policy(new_usual);
    IF new_ceiling IS NOT NULL THEN
        PERFORM public.require_key_policy(new_ceiling);
    END IF;
    SELECT jsonb_build_object('usual', known.usual, 'ceiling', known.ceiling, 'most_keys', known.most_keys,
        'most_days', known.most_days) INTO was
    FROM public.key_policies known WHERE known.organization_id = organization;
    INSERT INTO public.key_policies (organization_id, usual, ceiling, most_keys, most_days, changed_by, changed_at)
    VALUES (organization, new_usual, new_ceiling, new_most_keys, new_most_days, public.viewer_user_id(), new_changed_at)
    ON CONFLICT (organization_id) DO UPDATE
    SET usual = excluded.usual, ceiling = excluded.ceiling, most_keys = excluded.most_keys,
        most_days = excluded.most_days,
        changed_by = excluded.changed_by, changed_at = excluded.changed_at;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'key_policy.changed', 'organization', organization, was,
        jsonb_build_object('usual', new_usual, 'ceiling', new_ceiling, 'most_keys', new_most_keys, 'most_days', new_most_days));
END
$$;

REVOKE ALL ON FUNCTION public.lay_down_key_policy(jsonb, jsonb, integer, integer, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.lay_down_key_policy(jsonb, jsonb, integer, integer, timestamptz) TO tokentally_app;

-- As it was, but that a member's own key ends in time.
CREATE OR REPLACE FUNCTION public.issue_key(
    new_id uuid, new_name text, new_prefix text, new_hash bytea, new_holder_kind text, new_user_id text,
    new_requests_per_minute integer, new_concurrent_calls integer, new_created_at timestamptz, new_expires_at timestamptz,
    new_policy jsonb, most_per_holder integer) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text;
    new_capped boolean := false;
    last_end timestamptz;
BEGIN
    IF new_holder_kind = 'SERVICE' THEN
        organization := public.require_owner_to('make_service_keys');
        PERFORM public.require_service_name(organization, new_user_id);
    ELSE
        organization := public.require_own_key(new_user_id);
        new_capped := NOT public.viewer_owns_organization_by('KEYS');
    END IF;
    IF (new_requests_per_minute IS NOT NULL OR new_concurrent_calls IS NOT NULL)
        AND NOT public.viewer_owns_organization_by('KEYS') THEN
        RAISE EXCEPTION 'only_owners_limit' USING ERRCODE = 'TT002';
    END IF;
    PERFORM public.require_key_policy(new_policy);
    IF new_capped AND NOT public.is_key_policy_within(new_policy, coalesce(
        (SELECT known.ceiling FROM public.key_policies known WHERE known.organization_id = organization),
        public.standard_key_policy())) THEN
        RAISE EXCEPTION 'policy_beyond_ceiling' USING ERRCODE = 'TT002';
    END IF;
    last_end := new_created_at + make_interval(hours => 24 * public.most_days_of_key(organization, new_capped));
    IF new_expires_at > last_end OR last_end IS NOT NULL AND new_expires_at IS NULL THEN
        PERFORM public.refuse('good_for_too_long', public.most_days_of_key(organization, new_capped)::text);
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

--changeset tokentally:rename-and-rotate-keys stripComments:false splitStatements:false
-- Whether the key is the viewer's own. One that the viewer may not know of is none.
CREATE FUNCTION public.is_viewers_key(wanted_id uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own boolean;
BEGIN
    SELECT key.holder_kind = 'USER' AND key.user_id = public.viewer_user_id() INTO own
    FROM public.virtual_keys key
    WHERE key.id = wanted_id AND key.organization_id = public.viewer_organization_id();
    IF NOT FOUND OR NOT (own OR public.viewer_sees_organization_by('KEYS')) THEN
        PERFORM public.refuse('no_such_key', NULL);
    END IF;
    RETURN own;
END
$$;

CREATE FUNCTION public.rename_key(wanted_id uuid, new_name text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    old_name text;
BEGIN
    PERFORM public.require_scope('KEYS');
    IF NOT public.is_viewers_key(wanted_id) AND NOT public.viewer_owns_organization_by('KEYS') THEN
        PERFORM public.refuse('only_owners_rename', NULL);
    END IF;
    SELECT key.name INTO old_name FROM public.virtual_keys key WHERE key.id = wanted_id;
    IF old_name <> new_name THEN
        UPDATE public.virtual_keys SET name = new_name WHERE id = wanted_id;
        PERFORM public.append_audit_entry(
            public.viewer_organization_id(), public.viewer_user_id(), 'key.renamed', 'key', wanted_id::text,
            jsonb_build_object('name', old_name), jsonb_build_object('name', new_name));
    END IF;
END
$$;

-- Makes a key that may do what another may, of the same holder, good for as long from now on as that one was, which ends at that
-- time, or goes on until it is revoked. At most two of those that replaced each other work at the same time; since one that ends
-- by itself gives way, its successor needs no room of its own.
CREATE FUNCTION public.rotate_key(
    wanted_id uuid, new_id uuid, new_prefix text, new_hash bytea, new_created_at timestamptz, old_ends_at timestamptz,
    most_per_holder integer) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.viewer_organization_id();
    old public.virtual_keys;
    fresh public.virtual_keys;
BEGIN
    PERFORM public.require_scope('KEYS');
    PERFORM public.is_viewers_key(wanted_id);
    SELECT * INTO old FROM public.virtual_keys key WHERE key.id = wanted_id;
    IF old.holder_kind = 'SERVICE' THEN
        organization := public.require_owner_to('make_service_keys');
    ELSIF old.user_id <> public.viewer_user_id() THEN
        PERFORM public.refuse('only_holders_rotate', NULL);
    ELSE
        organization := public.require_own_key(old.user_id);
    END IF;
    IF old_ends_at IS NULL THEN
        PERFORM public.require_room_for_key(organization, old.holder_kind, old.user_id, old.capped, most_per_holder);
    ELSE
        PERFORM pg_advisory_xact_lock(hashtextextended('keys ' || organization || ' ' || old.user_id, 0));
    END IF;
    IF EXISTS (SELECT FROM public.virtual_keys key WHERE key.replaces = wanted_id) THEN
        PERFORM public.refuse('replaced_before', NULL);
    END IF;
    IF (old_ends_at IS NULL OR old_ends_at > new_created_at) AND EXISTS (
        SELECT FROM public.virtual_keys key
        WHERE old.original IN (key.id, key.original) AND key.id <> wanted_id AND key.revoked_at IS NULL
            AND (key.expires_at IS NULL OR key.expires_at > new_created_at)) THEN
        PERFORM public.refuse('predecessor_works', NULL);
    END IF;
    UPDATE public.virtual_keys key SET expires_at = least(key.expires_at, old_ends_at)
    WHERE key.id = wanted_id AND key.revoked_at IS NULL AND (key.expires_at IS NULL OR key.expires_at > new_created_at);
    IF NOT FOUND THEN
        PERFORM public.refuse('key_has_ended', NULL);
    END IF;
    INSERT INTO public.virtual_keys (
        id, organization_id, name, prefix, hash, holder_kind, user_id, requests_per_minute, concurrent_calls, policy, capped,
        created_by, created_at, expires_at, replaces, original)
    VALUES (
        new_id, organization, old.name, new_prefix, new_hash, old.holder_kind, old.user_id, old.requests_per_minute,
        old.concurrent_calls, old.policy, old.capped, public.viewer_user_id(), new_created_at,
        least(
            new_created_at + make_interval(secs => extract(epoch FROM old.expires_at) - extract(epoch FROM old.created_at)),
            new_created_at + make_interval(hours => 24 * public.most_days_of_key(organization, old.capped))), old.id,
        coalesce(old.original, old.id))
    RETURNING * INTO fresh;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'key.rotated', 'key', wanted_id::text,
        jsonb_build_object(
            'name', old.name, 'prefix', old.prefix, 'user_id', old.user_id, 'expires_at', old.expires_at),
        jsonb_build_object('expires_at', least(old.expires_at, old_ends_at), 'replaced_by', new_id));
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'key.created', 'key', new_id::text, NULL,
        jsonb_build_object(
            'name', fresh.name, 'prefix', fresh.prefix, 'holder_kind', fresh.holder_kind, 'user_id', fresh.user_id,
            'requests_per_minute', fresh.requests_per_minute, 'concurrent_calls', fresh.concurrent_calls,
            'expires_at', fresh.expires_at, 'policy', fresh.policy, 'replaces', wanted_id));
END
$$;

--changeset tokentally:key-rotation-grants stripComments:false
REVOKE ALL ON FUNCTION
    public.is_viewers_key(uuid), public.rename_key(uuid, text),
    public.rotate_key(uuid, uuid, text, bytea, timestamptz, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.rename_key(uuid, text), public.rotate_key(uuid, uuid, text, bytea, timestamptz, timestamptz, integer)
    TO tokentally_app;

--changeset tokentally:provider-key-tests stripComments:false
-- What came of asking the provider whether it knows the key that is stored now.
ALTER TABLE public.provider_keys
    ADD COLUMN test_outcome text CHECK (
        test_outcome IN ('WORKS', 'REFUSED', 'LIMITED', 'UNCLEAR', 'UNREACHABLE', 'TIMED_OUT')),
    ADD COLUMN test_status  integer CHECK (test_status BETWEEN 100 AND 999),
    ADD COLUMN tested_at    timestamptz,
    ADD CONSTRAINT provider_keys_tested CHECK ((test_outcome IS NULL) = (tested_at IS NULL));
GRANT SELECT (test_outcome, test_status, tested_at) ON public.provider_keys TO tokentally_app;

--changeset tokentally:note-provider-key-tests stripComments:false splitStatements:false
CREATE FUNCTION public.note_provider_key_test(
    tested_provider text, tested_stored_at timestamptz, new_outcome text, new_status integer, new_tested_at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('manage_provider_keys');
BEGIN
    UPDATE public.provider_keys SET test_outcome = new_outcome, test_status = new_status, tested_at = new_tested_at
    WHERE organization_id = organization AND provider = tested_provider AND stored_at = tested_stored_at;
    IF NOT FOUND THEN
        PERFORM public.refuse('no_provider_key', tested_provider);
    END IF;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'provider_key.tested', 'provider', tested_provider, NULL,
        jsonb_strip_nulls(jsonb_build_object('outcome', lower(new_outcome), 'status', new_status)));
END
$$;

-- As it was, but that what was found out about the key before is not said of this one.
CREATE OR REPLACE FUNCTION public.store_provider_key(
    new_provider text, new_sealed text, new_hint text, new_stored_at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('manage_provider_keys');
    was jsonb;
BEGIN
    SELECT jsonb_build_object('hint', known.hint, 'stored_by', known.stored_by) INTO was
    FROM public.provider_keys known WHERE known.organization_id = organization AND known.provider = new_provider;
    INSERT INTO public.provider_keys (organization_id, provider, sealed, hint, stored_by, stored_at)
    VALUES (organization, new_provider, new_sealed, new_hint, public.viewer_user_id(), new_stored_at)
    ON CONFLICT (organization_id, provider) DO UPDATE
    SET sealed = excluded.sealed, hint = excluded.hint, stored_by = excluded.stored_by, stored_at = excluded.stored_at,
        test_outcome = NULL, test_status = NULL, tested_at = NULL;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'provider_key.stored', 'provider', new_provider, was,
        jsonb_build_object('hint', new_hint));
END
$$;

REVOKE ALL ON FUNCTION public.note_provider_key_test(text, timestamptz, text, integer, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.note_provider_key_test(text, timestamptz, text, integer, timestamptz) TO tokentally_app;
