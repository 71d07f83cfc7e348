--liquibase formatted sql

--changeset tokentally:api-tokens stripComments:false
-- A personal API token is a session that a person makes for a program: it has a name, says what it may do, ends after a year at
-- the latest, and is bound to the organization that it was made in. One that reads the installation's metrics is bound to none.
ALTER TABLE public.sessions ADD COLUMN name text CHECK (length(name) BETWEEN 1 AND 100);
ALTER TABLE public.sessions ADD CONSTRAINT scopes_are_known CHECK (
    scopes <@ ARRAY['OWN_USAGE', 'ORGANIZATION_USAGE', 'PRICES', 'KEYS', 'MEMBERS', 'METRICS']);
ALTER TABLE public.sessions ADD CONSTRAINT api_token_is_named CHECK ((kind = 'API_TOKEN') = (name IS NOT NULL));
ALTER TABLE public.sessions ADD CONSTRAINT api_token_is_scoped CHECK (
    kind <> 'API_TOKEN' OR (
        scopes IS NOT NULL AND cardinality(scopes) > 0
        AND (organization_id IS NULL) = ('METRICS' = ANY (scopes))
        AND ('METRICS' <> ALL (scopes) OR cardinality(scopes) = 1)));
ALTER TABLE public.sessions ADD CONSTRAINT api_token_expires CHECK (
    kind <> 'API_TOKEN' OR expires_at <= created_at + interval '8784 hours');

--changeset tokentally:scopes stripComments:false splitStatements:false
-- A token that is bound to no organization looks at none, whoever its person is.
CREATE OR REPLACE FUNCTION public.viewer_organization_id() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT membership.organization_id
    FROM public.viewer_membership() membership
    WHERE EXISTS (
        SELECT FROM public.viewer_session() session
        WHERE session.organization_id IS NOT NULL OR session.kind <> 'API_TOKEN')
$$;

CREATE FUNCTION public.viewer_is_unscoped() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((
        SELECT session.id IS NOT NULL AND session.scopes IS NULL FROM public.viewer_session() session), false)
$$;

-- Nobody may anything, either.
CREATE OR REPLACE FUNCTION public.viewer_may(VARIADIC wanted text[]) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((
        SELECT session.id IS NOT NULL AND (session.scopes IS NULL OR session.scopes && wanted)
        FROM public.viewer_session() session), false)
$$;

-- A session that has scopes does nothing but what names one of them. The next two functions name none, so for such a session
-- they are false.
CREATE OR REPLACE FUNCTION public.viewer_sees_organization() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT membership.role IN ('ADMIN', 'OWNER') FROM public.viewer_membership() membership), false)
        AND public.viewer_is_unscoped()
$$;

CREATE OR REPLACE FUNCTION public.viewer_owns_organization() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT membership.role = 'OWNER' FROM public.viewer_membership() membership), false)
        AND public.viewer_is_unscoped()
$$;

CREATE FUNCTION public.viewer_sees_organization_by(VARIADIC wanted text[]) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT membership.role IN ('ADMIN', 'OWNER') FROM public.viewer_membership() membership), false)
        AND public.viewer_may(VARIADIC wanted)
$$;

CREATE FUNCTION public.viewer_owns_organization_by(VARIADIC wanted text[]) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT membership.role = 'OWNER' FROM public.viewer_membership() membership), false)
        AND public.viewer_may(VARIADIC wanted)
$$;

-- Whose names the viewer may know: those of the figures, the keys and the members that they see, and always their own.
CREATE FUNCTION public.people_known_to_viewer() RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT membership.user_id
    FROM public.memberships membership
    WHERE membership.organization_id = public.viewer_organization_id()
      AND (membership.user_id = public.viewer_user_id()
          OR public.viewer_sees_organization_by('ORGANIZATION_USAGE', 'KEYS', 'MEMBERS'))
$$;

CREATE FUNCTION public.require_no_token() RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF (SELECT session.scopes IS NOT NULL FROM public.viewer_session() session) THEN
        PERFORM public.refuse('not_by_token', NULL);
    END IF;
END
$$;

-- Without a scope it is not for tokens.
CREATE FUNCTION public.require_scope(wanted text) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF wanted IS NULL THEN
        PERFORM public.require_no_token();
    ELSIF (SELECT session.scopes IS NOT NULL AND wanted <> ALL (session.scopes) FROM public.viewer_session() session) THEN
        PERFORM public.refuse('scope_missing', wanted);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION public.require_owner_of_members() RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.viewer_organization_id();
BEGIN
    PERFORM FROM public.organizations WHERE id = organization FOR NO KEY UPDATE;
    -- A statement of its own: it has to see what was committed while this one waited.
    IF organization IS NULL OR NOT public.viewer_owns_organization_by('MEMBERS') THEN
        PERFORM public.require_scope('MEMBERS');
        PERFORM public.refuse('owner_only', NULL);
    END IF;
    PERFORM public.require_fresh_sign_in();
    RETURN organization;
END
$$;

CREATE OR REPLACE FUNCTION public.require_own_key(holder text) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.viewer_organization_id();
BEGIN
    PERFORM public.require_scope('KEYS');
    PERFORM FROM public.memberships membership
    WHERE membership.user_id = public.viewer_user_id() AND membership.organization_id = organization
    FOR KEY SHARE;
    IF NOT FOUND OR holder IS DISTINCT FROM public.viewer_user_id() THEN
        RAISE EXCEPTION 'only_own_keys' USING ERRCODE = 'TT002';
    END IF;
    RETURN organization;
END
$$;

CREATE OR REPLACE FUNCTION public.issue_key(
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

CREATE OR REPLACE FUNCTION public.revoke_key(wanted_id uuid, new_revoked_at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own boolean;
    known record;
BEGIN
    PERFORM public.require_scope('KEYS');
    SELECT key.holder_kind = 'USER' AND key.user_id = public.viewer_user_id() INTO own
    FROM public.virtual_keys key
    WHERE key.id = wanted_id AND key.organization_id = public.viewer_organization_id();
    IF NOT FOUND OR NOT (own OR public.viewer_sees_organization_by('KEYS')) THEN
        RAISE EXCEPTION 'no_such_key' USING ERRCODE = 'TT002';
    END IF;
    IF NOT (own OR public.viewer_owns_organization_by('KEYS')) THEN
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

--changeset tokentally:not-by-token stripComments:false splitStatements:false
-- Passwords, sessions and tokens are for the person alone.
CREATE FUNCTION public.refuse_password_by_token() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM public.require_no_token();
    RETURN NULL;
END
$$;

CREATE TRIGGER a_refuse_password_by_token BEFORE UPDATE OF password_hash, one_time_password, operator ON public.accounts
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_password_by_token();

CREATE OR REPLACE FUNCTION public.choose_organization() RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM public.require_no_token();
    UPDATE public.accounts SET chosen_organization = public.viewer_organization_id()
    WHERE user_id = public.viewer_user_id() AND public.viewer_organization_id() IS NOT NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no_such_organization' USING ERRCODE = 'TT002';
    END IF;
    UPDATE public.sessions SET chosen_organization = public.viewer_organization_id()
    WHERE id = public.viewer_session_id();
END
$$;

-- One of the viewer's own. API tokens are revoked, not ended.
CREATE OR REPLACE FUNCTION public.end_own_session(wanted uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := public.viewer_user_id();
BEGIN
    PERFORM public.require_no_token();
    UPDATE public.sessions SET ended_at = now()
    WHERE id = wanted AND user_id = viewer AND ended_at IS NULL AND kind <> 'API_TOKEN';
    IF FOUND THEN
        PERFORM public.append_audit_entry(NULL, viewer, 'session.ended', 'session', wanted::text, NULL, NULL);
        RETURN true;
    END IF;
    RETURN false;
END
$$;

CREATE OR REPLACE FUNCTION public.end_own_other_sessions() RETURNS int
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := public.viewer_user_id();
    ended int;
BEGIN
    PERFORM public.require_no_token();
    UPDATE public.sessions SET ended_at = now()
    WHERE user_id = viewer AND id <> public.viewer_session_id() AND ended_at IS NULL AND kind NOT IN ('WORK', 'API_TOKEN');
    GET DIAGNOSTICS ended = ROW_COUNT;
    IF ended > 0 THEN
        PERFORM public.append_audit_entry(NULL, viewer, 'session.others_ended', 'user', viewer, NULL,
            jsonb_build_object('sessions', ended));
    END IF;
    RETURN ended;
END
$$;

--changeset tokentally:api-token-ends stripComments:false splitStatements:false
-- end_sessions_of() ends tokens too, for what others do to an account. This leaves them, for what the person does, and for a
-- role that is looked up at each call.
CREATE FUNCTION public.end_sign_ins_of(changed_user_id text) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.sessions session SET ended_at = now()
    WHERE session.user_id = changed_user_id
      AND session.ended_at IS NULL
      AND session.kind <> 'API_TOKEN'
      AND session.id IS DISTINCT FROM (SELECT own.id FROM public.viewer_session() own)
$$;

CREATE OR REPLACE FUNCTION public.end_sessions_of_member() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM public.end_sign_ins_of(OLD.user_id);
    IF TG_OP = 'DELETE' THEN
        UPDATE public.sessions SET ended_at = now()
        WHERE user_id = OLD.user_id AND organization_id = OLD.organization_id AND kind = 'API_TOKEN' AND ended_at IS NULL;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.end_sessions_of_account() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.one_time_password OR NEW.operator <> OLD.operator OR NEW.login <> OLD.login THEN
        PERFORM public.end_sessions_of(OLD.user_id);
    ELSE
        PERFORM public.end_sign_ins_of(OLD.user_id);
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER end_sessions ON public.accounts;
CREATE TRIGGER end_sessions AFTER UPDATE OF password_hash, one_time_password, operator, login ON public.accounts
    FOR EACH ROW EXECUTE FUNCTION public.end_sessions_of_account();

-- The first use is always written down, so that a token that was never used is told from one that was.
CREATE OR REPLACE FUNCTION public.note_session_activity(wanted_token_hash bytea) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.sessions SET last_active_at = now()
    WHERE token_hash = wanted_token_hash AND ended_at IS NULL
      AND (last_active_at < now() - interval '10 seconds' OR last_active_at = created_at)
$$;

-- A token that was revoked is remembered for a month.
CREATE OR REPLACE FUNCTION public.purge_sessions() RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    WITH purged AS (
        DELETE FROM public.sessions session
        WHERE session.expires_at < now() - CASE session.kind WHEN 'BROWSER' THEN interval '30 days' ELSE interval '1 hour' END
            OR (session.kind = 'API_TOKEN' AND session.ended_at < now() - interval '30 days')
        RETURNING 1)
    SELECT count(*) FROM purged
$$;

--changeset tokentally:manage-api-tokens stripComments:false splitStatements:false
-- Made by the person, who has just shown who they are, in the organization looked at.
CREATE FUNCTION public.create_api_token(
    new_token_hash bytea, new_name text, new_scopes text[], new_expires_at timestamptz) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := public.viewer_user_id();
    organization text := public.viewer_organization_id();
    of_operator boolean := 'METRICS' = ANY (new_scopes);
    operates boolean;
    new_id uuid;
BEGIN
    PERFORM public.require_no_token();
    PERFORM public.require_fresh_sign_in();
    -- A session that opens one page alone makes no tokens.
    IF viewer IS NULL THEN
        PERFORM public.refuse('fresh_sign_in_required', NULL);
    END IF;
    -- One token after the other.
    SELECT account.operator INTO operates FROM public.accounts account WHERE account.user_id = viewer FOR UPDATE;
    IF of_operator AND operates IS NOT TRUE THEN
        PERFORM public.refuse('scope_not_yours', 'METRICS');
    ELSIF of_operator AND cardinality(new_scopes) > 1 THEN
        PERFORM public.refuse('metrics_alone', NULL);
    ELSIF NOT of_operator AND organization IS NULL THEN
        PERFORM public.refuse('no_organization', NULL);
    ELSIF 'ORGANIZATION_USAGE' = ANY (new_scopes) AND NOT public.viewer_sees_organization() THEN
        PERFORM public.refuse('scope_not_yours', 'ORGANIZATION_USAGE');
    ELSIF 'MEMBERS' = ANY (new_scopes) AND NOT public.viewer_owns_organization() THEN
        PERFORM public.refuse('scope_not_yours', 'MEMBERS');
    END IF;
    IF new_expires_at <= now() OR new_expires_at > now() + interval '8784 hours' THEN
        PERFORM public.refuse('expiry_not_possible', NULL);
    END IF;
    IF (SELECT count(*) FROM public.sessions session
        WHERE session.user_id = viewer AND session.kind = 'API_TOKEN' AND session.ended_at IS NULL
            AND session.expires_at > now()) >= 50 THEN
        PERFORM public.refuse('too_many_tokens', '50');
    END IF;
    organization := CASE WHEN NOT of_operator THEN organization END;
    INSERT INTO public.sessions (
        token_hash, kind, user_id, organization_id, chosen_organization, name, scopes, expires_at, client_address)
    SELECT new_token_hash, 'API_TOKEN', viewer, organization, organization, new_name, new_scopes, new_expires_at,
        own.client_address
    FROM public.viewer_session() own
    RETURNING id INTO new_id;
    PERFORM public.append_audit_entry(organization, viewer, 'api_token.created', 'api_token', new_id::text, NULL,
        jsonb_build_object('name', new_name, 'scopes', new_scopes, 'expires_at', new_expires_at));
    RETURN new_id;
END
$$;

-- What owners know of the tokens that their organization's people use: never the token.
CREATE FUNCTION public.api_tokens_of_organization()
    RETURNS TABLE (
        id uuid, organization_id text, user_id text, login text, display_name text, name text, scopes text[],
        created_at timestamptz, expires_at timestamptz, last_active_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT session.id, session.organization_id, account.user_id, account.login, account.display_name, session.name,
        session.scopes, session.created_at, session.expires_at, session.last_active_at
    FROM public.sessions session
    JOIN public.accounts account ON account.user_id = session.user_id
    WHERE session.kind = 'API_TOKEN' AND session.ended_at IS NULL AND session.expires_at > now()
      AND session.organization_id = public.viewer_organization_id()
      AND public.viewer_owns_organization()
$$;

-- Work that goes on for a token goes with it.
CREATE FUNCTION public.end_api_token(wanted public.sessions, actor text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.sessions SET ended_at = now()
    WHERE ended_at IS NULL AND user_id = wanted.user_id
      AND (id = wanted.id OR (kind = 'WORK' AND scopes IS NOT NULL AND organization_id = wanted.organization_id));
    PERFORM public.append_audit_entry(wanted.organization_id, actor, 'api_token.revoked', 'api_token', wanted.id::text,
        jsonb_build_object('name', wanted.name, 'holder', wanted.user_id), NULL);
END
$$;

-- The viewer's own, or one that is used in the organization that they own.
CREATE FUNCTION public.revoke_api_token(wanted_id uuid) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := public.viewer_user_id();
    wanted public.sessions;
BEGIN
    PERFORM public.require_no_token();
    SELECT * INTO wanted FROM public.sessions session
    WHERE session.id = wanted_id AND session.kind = 'API_TOKEN' AND session.ended_at IS NULL
      AND (session.user_id = viewer
          OR (session.organization_id = public.viewer_organization_id() AND public.viewer_owns_organization()))
    FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM public.refuse('no_such_token', wanted_id::text);
    END IF;
    PERFORM public.end_api_token(wanted, viewer);
END
$$;

CREATE FUNCTION public.revoke_own_api_tokens() RETURNS int
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := public.viewer_user_id();
    wanted public.sessions;
    revoked int := 0;
BEGIN
    PERFORM public.require_no_token();
    -- The installation's chain of the audit log last.
    FOR wanted IN
        SELECT * FROM public.sessions session
        WHERE session.user_id = viewer AND session.kind = 'API_TOKEN' AND session.ended_at IS NULL
        ORDER BY session.organization_id NULLS LAST, session.id
        FOR UPDATE
    LOOP
        PERFORM public.end_api_token(wanted, viewer);
        revoked := revoked + 1;
    END LOOP;
    RETURN revoked;
END
$$;

--changeset tokentally:scope-policies stripComments:false
-- Prices are for whoever belongs to the organization, by any token; everything else names its scope.
ALTER POLICY viewer_reads ON public.sessions
    USING (user_id = (SELECT public.viewer_user_id()) AND (SELECT public.viewer_is_unscoped()));

ALTER POLICY viewer_reads ON public.api_usage_logs
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE'))
            OR (user_id = (SELECT public.viewer_user_id())
                AND (SELECT public.viewer_may('OWN_USAGE', 'ORGANIZATION_USAGE')))));
ALTER POLICY viewer_reads ON public.usage_rollups
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE'))
            OR (user_id = (SELECT public.viewer_user_id())
                AND (SELECT public.viewer_may('OWN_USAGE', 'ORGANIZATION_USAGE')))));
ALTER POLICY viewer_reads ON public.usage_response_times
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE'))
            OR (user_id = (SELECT public.viewer_user_id())
                AND (SELECT public.viewer_may('OWN_USAGE', 'ORGANIZATION_USAGE')))));

ALTER POLICY viewer_reads ON public.memberships
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('MEMBERS')) OR user_id = (SELECT public.viewer_user_id())));
ALTER POLICY viewer_reads ON public.accounts
    USING (user_id IN (SELECT public.people_known_to_viewer()));
ALTER POLICY viewer_reads ON public.former_members
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE', 'KEYS', 'MEMBERS'))
            OR user_id = (SELECT public.viewer_user_id())));
ALTER POLICY viewer_reads ON public.invitations
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_owns_organization_by('MEMBERS')));

ALTER POLICY viewer_reads ON public.candidates
    USING (organization_id = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_is_unscoped()));
ALTER POLICY viewer_adds ON public.candidates
    WITH CHECK (organization_id = (SELECT public.viewer_organization_id())
        AND uploaded_by = (SELECT public.viewer_user_id()) AND (SELECT public.viewer_is_unscoped()));
ALTER POLICY viewer_removes ON public.candidates
    USING (organization_id = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_is_unscoped()));

ALTER POLICY viewer_reads ON public.repricings
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_sees_organization_by('PRICES')));
ALTER POLICY viewer_reads ON public.repriced_calls
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_sees_organization_by('PRICES')));

ALTER POLICY viewer_reads ON public.virtual_keys
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('KEYS'))
            OR (holder_kind = 'USER' AND user_id = (SELECT public.viewer_user_id())
                AND (SELECT public.viewer_may('KEYS')))));
ALTER POLICY viewer_reads ON public.provider_keys
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_owns_organization_by('KEYS')));
ALTER POLICY viewer_reads ON public.key_policies
    USING (organization_id = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_may('KEYS')));

ALTER POLICY owner_reads ON public.audit_entries
    USING (chain = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_owns_organization_by('MEMBERS')));
ALTER POLICY owner_reads ON public.audit_personal
    USING (chain = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_owns_organization_by('MEMBERS')));
ALTER POLICY owner_reads ON public.audit_heads
    USING (chain = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_owns_organization_by('MEMBERS')));

REVOKE ALL ON FUNCTION
    public.viewer_is_unscoped(), public.viewer_sees_organization_by(text[]), public.viewer_owns_organization_by(text[]),
    public.people_known_to_viewer(), public.require_scope(text), public.require_no_token(),
    public.refuse_password_by_token(), public.end_sign_ins_of(text), public.end_sessions_of_account(),
    public.create_api_token(bytea, text, text[], timestamptz), public.api_tokens_of_organization(),
    public.end_api_token(public.sessions, text), public.revoke_api_token(uuid), public.revoke_own_api_tokens()
    FROM PUBLIC;
GRANT SELECT (organization_id, name, scopes) ON public.sessions TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.viewer_is_unscoped(), public.viewer_sees_organization_by(text[]), public.viewer_owns_organization_by(text[]),
    public.people_known_to_viewer(), public.create_api_token(bytea, text, text[], timestamptz),
    public.api_tokens_of_organization(), public.revoke_api_token(uuid), public.revoke_own_api_tokens()
    TO tokentally_app;
