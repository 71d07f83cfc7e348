--liquibase formatted sql

--changeset tokentally:second-factors stripComments:false
-- What people show beside their password: codes of an app that shares a secret with the application, which seals it.
CREATE TABLE public.second_factors (
    user_id   text        PRIMARY KEY REFERENCES public.accounts ON DELETE CASCADE,
    sealed    text        NOT NULL CHECK (length(sealed) BETWEEN 1 AND 4000),
    since     timestamptz NOT NULL DEFAULT now(),
    -- The last 30 seconds, counted from 1970, that a code was taken of. One of them or before is taken no more.
    last_step bigint      NOT NULL CHECK (last_step > 0)
);

-- For whoever has lost the app. Each is 80 bits of chance, which need no slow hash, and works once.
CREATE TABLE public.recovery_codes (
    user_id   text        NOT NULL REFERENCES public.second_factors ON DELETE CASCADE,
    code_hash bytea       NOT NULL CHECK (length(code_hash) = 32),
    used_at   timestamptz,
    PRIMARY KEY (user_id, code_hash)
);

ALTER TABLE public.organizations
    -- Whether whoever belongs to it needs a second factor.
    ADD COLUMN second_factor_required boolean NOT NULL DEFAULT false;

ALTER TABLE public.sessions
    -- The password was right, and the code has not been given yet.
    ADD COLUMN code_pending  boolean NOT NULL DEFAULT false,
    -- When the person last gave a code in it.
    ADD COLUMN code_given_at timestamptz,
    -- Whether an operator may go without a second factor, as in the demo.
    ADD COLUMN factor_waived boolean NOT NULL DEFAULT false;

--changeset tokentally:session-limits stripComments:false splitStatements:false
CREATE FUNCTION public.must_have_second_factor(wanted_user_id text, as_operator boolean) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
            SELECT FROM public.memberships membership
            JOIN public.organizations organization ON organization.id = membership.organization_id
            WHERE membership.user_id = wanted_user_id AND organization.second_factor_required)
        OR as_operator AND EXISTS (
            SELECT FROM public.accounts account WHERE account.user_id = wanted_user_id AND account.operator)
$$;

-- What the session opens until something is done, and nothing else; one thing at a time. It is looked up and not kept, so
-- that it holds from the moment on at which somebody has to have a second factor.
CREATE FUNCTION public.session_limit(limited public.sessions) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE
        WHEN limited.code_pending THEN 'SECOND_FACTOR'
        WHEN limited.password_change_only THEN 'PASSWORD_CHANGE'
        WHEN public.must_have_second_factor(
                limited.user_id, limited.kind IN ('BROWSER', 'BASIC') AND NOT limited.factor_waived)
            AND NOT EXISTS (SELECT FROM public.second_factors factor WHERE factor.user_id = limited.user_id)
            THEN 'SECOND_FACTOR_SETUP'
        ELSE 'NONE' END
$$;

CREATE OR REPLACE FUNCTION public.viewer_user_id() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT session.user_id FROM public.viewer_session() session
    WHERE session.id IS NOT NULL AND public.session_limit(session) = 'NONE'
$$;

CREATE OR REPLACE FUNCTION public.viewer_membership() RETURNS public.memberships
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT membership
    FROM public.viewer_session() session
    JOIN public.memberships membership ON membership.user_id = session.user_id
    WHERE public.session_limit(session) = 'NONE'
      AND membership.organization_id = nullif(current_setting('tokentally.organization_id', true), '')
      AND (session.organization_id IS NULL OR session.organization_id = membership.organization_id)
$$;

CREATE OR REPLACE FUNCTION public.end_own_other_sessions() RETURNS int
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := public.viewer_user_id();
    ended int;
BEGIN
    UPDATE public.sessions SET ended_at = now()
    WHERE user_id = viewer AND id <> public.viewer_session_id() AND ended_at IS NULL AND kind <> 'WORK';
    GET DIAGNOSTICS ended = ROW_COUNT;
    IF ended > 0 THEN
        PERFORM public.append_audit_entry(NULL, viewer, 'session.others_ended', 'user', viewer, NULL,
            jsonb_build_object('sessions', ended));
    END IF;
    RETURN ended;
END
$$;

--changeset tokentally:sign-in-with-second-factor stripComments:false splitStatements:false
-- Somebody with a second factor opens a session that waits for the code, and none by a password that comes with a request.
DROP FUNCTION public.open_session(bytea, text, text, boolean, interval, interval, text, text);
CREATE FUNCTION public.open_session(
    new_token_hash bytea, new_kind text, wanted_user_id text, new_password_change_only boolean, lifetime interval,
    new_idle_limit interval, new_client_address text, new_user_agent text, new_factor_waived boolean DEFAULT false)
    RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    has_factor boolean;
    new_id uuid;
BEGIN
    -- Waits for whoever is setting a second factor up.
    PERFORM FROM public.accounts WHERE user_id = wanted_user_id FOR SHARE;
    has_factor := EXISTS (SELECT FROM public.second_factors factor WHERE factor.user_id = wanted_user_id);
    IF new_kind = 'BASIC'
        AND (has_factor OR public.must_have_second_factor(wanted_user_id, NOT new_factor_waived)) THEN
        PERFORM public.refuse('second_factor_needs_token', wanted_user_id);
    END IF;
    INSERT INTO public.sessions (
        token_hash, kind, user_id, chosen_organization, password_change_only, code_pending, factor_waived, expires_at,
        idle_limit, client_address, user_agent)
    SELECT new_token_hash, new_kind, account.user_id, account.chosen_organization, new_password_change_only,
        new_kind = 'BROWSER' AND has_factor, new_factor_waived, now() + lifetime, new_idle_limit, new_client_address,
        new_user_agent
    FROM public.accounts account WHERE account.user_id = wanted_user_id
    RETURNING id INTO new_id;
    RETURN new_id;
END
$$;

-- One that lasts; of those that wait for a code, one that has not waited for a quarter of an hour.
CREATE FUNCTION public.session_by_token(wanted_token_hash bytea) RETURNS public.sessions
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT session
    FROM public.sessions session
    WHERE session.token_hash = wanted_token_hash
      AND session.ended_at IS NULL
      AND session.expires_at > now()
      AND (session.idle_limit IS NULL OR session.last_active_at + session.idle_limit > now())
      AND (NOT session.code_pending OR session.created_at > now() - interval '15 minutes')
$$;

DROP FUNCTION public.session_state(bytea);
CREATE FUNCTION public.session_state(wanted_token_hash bytea)
    RETURNS TABLE (
        id uuid, kind text, user_id text, login text, display_name text, operator boolean, session_limit text,
        scopes text[], authenticated_at timestamptz, expires_at timestamptz, chosen_organization text, memberships jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT session.id, session.kind, account.user_id, account.login, account.display_name, account.operator,
        public.session_limit(session), session.scopes, session.authenticated_at, session.expires_at,
        session.chosen_organization,
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                    'organization', organization.id, 'name', organization.name, 'role', membership.role)
                ORDER BY organization.name, organization.id)
            FROM public.memberships membership
            JOIN public.organizations organization ON organization.id = membership.organization_id
            WHERE membership.user_id = account.user_id
              AND (session.organization_id IS NULL OR session.organization_id = organization.id)), '[]')
    FROM public.session_by_token(wanted_token_hash) session
    JOIN public.accounts account ON account.user_id = session.user_id
$$;

-- The second factor of whoever the session is of.
CREATE FUNCTION public.find_second_factor(wanted_token_hash bytea)
    RETURNS TABLE (user_id text, sealed text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT factor.user_id, factor.sealed
    FROM public.session_by_token(wanted_token_hash) session
    JOIN public.second_factors factor ON factor.user_id = session.user_id
$$;

-- The session waits no more, and goes by another token from now on, if there is one: who knew the old one shall not have it.
CREATE FUNCTION public.note_code_given(giver public.sessions, new_token_hash bytea) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.sessions
    SET code_given_at = now(), last_active_at = now(), code_pending = false,
        authenticated_at = CASE WHEN code_pending THEN now() ELSE authenticated_at END,
        token_hash = coalesce(new_token_hash, token_hash)
    WHERE id = giver.id
$$;

-- Takes the code of those 30 seconds, unless it or a later one was taken before: of many at once one is.
CREATE FUNCTION public.accept_step(wanted_token_hash bytea, wanted_step bigint, new_token_hash bytea) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own public.sessions := public.session_by_token(wanted_token_hash);
BEGIN
    UPDATE public.second_factors SET last_step = wanted_step WHERE user_id = own.user_id AND last_step < wanted_step;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM public.note_code_given(own, new_token_hash);
    RETURN true;
END
$$;

CREATE FUNCTION public.use_recovery_code(
    wanted_token_hash bytea, wanted_code_hash bytea, new_token_hash bytea) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own public.sessions := public.session_by_token(wanted_token_hash);
BEGIN
    UPDATE public.recovery_codes SET used_at = now()
    WHERE user_id = own.user_id AND code_hash = wanted_code_hash AND used_at IS NULL;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM public.note_code_given(own, new_token_hash);
    PERFORM public.append_audit_entries_of(own.user_id, own.user_id, 'recovery_code.used', jsonb_build_object(
        'left', (SELECT count(*) FROM public.recovery_codes code WHERE code.user_id = own.user_id AND code.used_at IS NULL)));
    RETURN true;
END
$$;

-- A device is known once the whole of the sign-in was good, which forgives no other attempt for that.
CREATE OR REPLACE FUNCTION public.sign_in_succeeded(wanted_user_id text, wanted_block text, new_device bytea) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- In the order in which attempts lock them.
    PERFORM FROM public.sign_in_attempts WHERE user_id = wanted_user_id AND client_block = '*' FOR UPDATE;
    DELETE FROM public.sign_in_attempts WHERE user_id = wanted_user_id AND client_block = wanted_block;
    IF FOUND THEN
        UPDATE public.sign_in_attempts SET attempts = greatest(attempts - 1, 0)
        WHERE user_id = wanted_user_id AND client_block = '*';
    END IF;
    IF new_device IS NOT NULL THEN
        INSERT INTO public.known_devices (user_id, device_hash, last_used_at)
        SELECT account.user_id, new_device, now() FROM public.accounts account WHERE account.user_id = wanted_user_id
        ON CONFLICT (user_id, device_hash) DO UPDATE SET last_used_at = now();
        DELETE FROM public.known_devices device
        WHERE device.user_id = wanted_user_id AND device.device_hash NOT IN (
            SELECT latest.device_hash FROM public.known_devices latest
            WHERE latest.user_id = wanted_user_id ORDER BY latest.last_used_at DESC LIMIT 20);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION public.replace_password(wanted_token_hash bytea, new_password_hash text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own public.sessions := public.session_by_token(wanted_token_hash);
BEGIN
    IF own.id IS NULL OR own.code_pending OR own.kind NOT IN ('BROWSER', 'BASIC') THEN
        RAISE EXCEPTION 'session_ended' USING ERRCODE = 'TT002';
    END IF;
    UPDATE public.accounts
    SET password_hash = new_password_hash, one_time_password = false, password_expires_at = NULL
    WHERE user_id = own.user_id;
    -- The trigger has ended all of them, since the authentication role looks as nobody.
    UPDATE public.sessions SET ended_at = NULL, password_change_only = false, authenticated_at = now()
    WHERE id = own.id;
    PERFORM public.append_audit_entry(NULL, own.user_id, 'password.changed', 'user', own.user_id, NULL, NULL);
END
$$;

--changeset tokentally:own-second-factor stripComments:false splitStatements:false
-- The session of somebody in a browser who changes their own second factor: they have just shown who they are, and do
-- this where nothing but the second factor itself is missing.
CREATE FUNCTION public.require_own_browser() RETURNS public.sessions
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own public.sessions := public.viewer_session();
BEGIN
    IF own.id IS NULL OR own.kind <> 'BROWSER' OR public.session_limit(own) NOT IN ('NONE', 'SECOND_FACTOR_SETUP') THEN
        PERFORM public.refuse('second_factor_no_session', NULL);
    END IF;
    PERFORM public.require_fresh_sign_in();
    -- One change after the other, and no session is opened meanwhile.
    PERFORM FROM public.accounts WHERE user_id = own.user_id FOR UPDATE;
    RETURN own;
END
$$;

CREATE FUNCTION public.own_second_factor() RETURNS TABLE (since timestamptz, codes_left int, required boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT factor.since,
        (SELECT count(*)::int FROM public.recovery_codes code
         WHERE code.user_id = session.user_id AND code.used_at IS NULL),
        public.must_have_second_factor(session.user_id, NOT session.factor_waived)
    FROM public.viewer_session() session
    LEFT JOIN public.second_factors factor ON factor.user_id = session.user_id
    WHERE session.id IS NOT NULL AND public.session_limit(session) IN ('NONE', 'SECOND_FACTOR_SETUP')
$$;

CREATE FUNCTION public.add_second_factor(new_sealed text, first_step bigint, code_hashes bytea[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own public.sessions := public.require_own_browser();
BEGIN
    INSERT INTO public.second_factors (user_id, sealed, last_step) VALUES (own.user_id, new_sealed, first_step)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        PERFORM public.refuse('second_factor_exists', own.user_id);
    END IF;
    INSERT INTO public.recovery_codes (user_id, code_hash) SELECT own.user_id, unnest(code_hashes);
    PERFORM public.end_sessions_of(own.user_id);
    -- Whoever has been here with the password alone is not known any more.
    DELETE FROM public.known_devices WHERE user_id = own.user_id;
    PERFORM public.append_audit_entries_of(own.user_id, own.user_id, 'second_factor.added', NULL);
END
$$;

CREATE FUNCTION public.renew_recovery_codes(code_hashes bytea[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own public.sessions := public.require_own_browser();
BEGIN
    IF NOT EXISTS (SELECT FROM public.second_factors factor WHERE factor.user_id = own.user_id) THEN
        PERFORM public.refuse('second_factor_none', own.user_id);
    END IF;
    DELETE FROM public.recovery_codes WHERE user_id = own.user_id;
    INSERT INTO public.recovery_codes (user_id, code_hash) SELECT own.user_id, unnest(code_hashes);
    PERFORM public.end_sessions_of(own.user_id);
    PERFORM public.append_audit_entries_of(own.user_id, own.user_id, 'second_factor.codes_renewed', NULL);
END
$$;

-- By whoever has given a code in this session a moment ago.
CREATE FUNCTION public.remove_second_factor() RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own public.sessions := public.require_own_browser();
BEGIN
    IF public.must_have_second_factor(own.user_id, NOT own.factor_waived) THEN
        PERFORM public.refuse('second_factor_required', own.user_id);
    END IF;
    IF own.code_given_at IS NULL OR own.code_given_at < now() - interval '1 minute' THEN
        PERFORM public.refuse('second_factor_code_needed', own.user_id);
    END IF;
    DELETE FROM public.second_factors WHERE user_id = own.user_id;
    IF NOT FOUND THEN
        PERFORM public.refuse('second_factor_none', own.user_id);
    END IF;
    PERFORM public.end_sessions_of(own.user_id);
    PERFORM public.append_audit_entries_of(own.user_id, own.user_id, 'second_factor.removed', NULL);
END
$$;

--changeset tokentally:second-factors-of-others stripComments:false splitStatements:false
-- Whoever asks others for a second factor has one.
CREATE FUNCTION public.require_second_factor(wanted boolean) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_of_members();
BEGIN
    IF wanted AND NOT EXISTS (
        SELECT FROM public.second_factors factor WHERE factor.user_id = public.viewer_user_id()) THEN
        PERFORM public.refuse('own_second_factor_first', NULL);
    END IF;
    UPDATE public.organizations SET second_factor_required = wanted
    WHERE id = organization AND second_factor_required <> wanted;
    IF FOUND THEN
        PERFORM public.append_audit_entry(organization, public.viewer_user_id(),
            CASE WHEN wanted THEN 'second_factor.required' ELSE 'second_factor.not_required' END, 'organization',
            organization, NULL, NULL);
    END IF;
END
$$;

CREATE FUNCTION public.drop_second_factor(wanted_user_id text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM public.second_factors WHERE user_id = wanted_user_id;
    IF NOT FOUND THEN
        PERFORM public.refuse('no_second_factor', wanted_user_id);
    END IF;
    UPDATE public.sessions SET ended_at = now() WHERE user_id = wanted_user_id AND ended_at IS NULL;
END
$$;

-- For a member who has lost app and codes, and whose account is the organization's alone.
CREATE FUNCTION public.reset_second_factor(wanted_user_id text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_of_members();
BEGIN
    PERFORM public.require_member(organization, wanted_user_id);
    -- Waits for any other organization that is taking the person in.
    PERFORM FROM public.accounts WHERE user_id = wanted_user_id FOR UPDATE;
    IF wanted_user_id = public.viewer_user_id() THEN
        PERFORM public.refuse('own_second_factor', wanted_user_id);
    END IF;
    IF public.is_vouched_for_by_others(organization, wanted_user_id) THEN
        PERFORM public.refuse('second_factor_not_yours', wanted_user_id);
    END IF;
    PERFORM public.append_audit_entry(organization, public.viewer_user_id(), 'second_factor.reset', 'user', wanted_user_id,
        NULL, NULL);
    PERFORM public.drop_second_factor(wanted_user_id);
END
$$;

-- For a person whom no organization alone vouches for.
CREATE FUNCTION public.reset_second_factor_of_account(wanted_user_id text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    operator_id text := public.require_operator();
BEGIN
    PERFORM FROM public.accounts
    WHERE user_id = wanted_user_id AND closed_at IS NULL AND NOT operator FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM public.refuse('no_such_account', wanted_user_id);
    END IF;
    PERFORM public.append_audit_entries_of(wanted_user_id, operator_id, 'second_factor.reset', NULL);
    PERFORM public.drop_second_factor(wanted_user_id);
END
$$;

--changeset tokentally:second-factor-policies stripComments:false
ALTER TABLE public.second_factors ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.recovery_codes ENABLE ROW LEVEL SECURITY;

-- Owners know who has one.
CREATE POLICY owner_reads ON public.second_factors FOR SELECT TO tokentally_app
    USING ((SELECT public.viewer_owns_organization()) AND (SELECT public.viewer_may('MEMBERS'))
        AND user_id IN (
            SELECT membership.user_id FROM public.memberships membership
            WHERE membership.organization_id = (SELECT public.viewer_organization_id())));

REVOKE ALL ON public.second_factors, public.recovery_codes
    FROM PUBLIC, tokentally_app, tokentally_metering, tokentally_auth;
REVOKE ALL ON FUNCTION
    public.must_have_second_factor(text, boolean), public.session_limit(public.sessions),
    public.open_session(bytea, text, text, boolean, interval, interval, text, text, boolean),
    public.session_by_token(bytea), public.session_state(bytea), public.find_second_factor(bytea),
    public.note_code_given(public.sessions, bytea), public.accept_step(bytea, bigint, bytea),
    public.use_recovery_code(bytea, bytea, bytea), public.require_own_browser(), public.own_second_factor(),
    public.add_second_factor(text, bigint, bytea[]), public.renew_recovery_codes(bytea[]), public.remove_second_factor(),
    public.require_second_factor(boolean), public.drop_second_factor(text), public.reset_second_factor(text),
    public.reset_second_factor_of_account(text)
    FROM PUBLIC;

GRANT SELECT (user_id, since) ON public.second_factors TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.own_second_factor(), public.add_second_factor(text, bigint, bytea[]), public.renew_recovery_codes(bytea[]),
    public.remove_second_factor(), public.require_second_factor(boolean), public.reset_second_factor(text),
    public.reset_second_factor_of_account(text)
    TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.open_session(bytea, text, text, boolean, interval, interval, text, text, boolean), public.session_state(bytea),
    public.find_second_factor(bytea), public.accept_step(bytea, bigint, bytea),
    public.use_recovery_code(bytea, bytea, bytea)
    TO tokentally_auth;
