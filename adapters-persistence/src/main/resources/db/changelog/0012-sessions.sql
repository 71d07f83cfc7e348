--liquibase formatted sql

--changeset tokentally:accounts-have-choices stripComments:false
ALTER TABLE public.accounts
    -- Until when a password works that somebody else gave out; absent for one of the person's own.
    ADD COLUMN password_expires_at timestamptz,
    -- The organization that the person acts for unless a request names another.
    ADD COLUMN chosen_organization text REFERENCES public.organizations ON DELETE SET NULL,
    -- Runs the installation, and belongs to no organization.
    ADD COLUMN operator boolean NOT NULL DEFAULT false;

-- What people look at when the schema is brought up to date, they go on looking at.
UPDATE public.accounts account SET chosen_organization = (
    SELECT membership.organization_id
    FROM public.memberships membership
    JOIN public.organizations organization ON organization.id = membership.organization_id
    WHERE membership.user_id = account.user_id
    ORDER BY organization.name, organization.id LIMIT 1);

UPDATE public.accounts SET password_expires_at = now() + interval '72 hours' WHERE one_time_password;

--changeset tokentally:sessions stripComments:false
-- Who is signed in. The token is kept nowhere but with whoever holds it; what is here is its SHA-256. Nobody but the
-- authentication role makes sessions of people; a person's session makes those of the work that goes on without them.
CREATE TABLE public.sessions (
    id               uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    token_hash       bytea       NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    kind             text        NOT NULL CHECK (kind IN ('BROWSER', 'BASIC', 'API_TOKEN', 'WORK')),
    user_id          text        NOT NULL REFERENCES public.accounts ON DELETE CASCADE,
    -- Bound to one organization, or to any that the person belongs to.
    organization_id  text        REFERENCES public.organizations ON DELETE CASCADE,
    -- What a session of the kind WORK is for.
    job              text        CHECK (length(job) BETWEEN 1 AND 100),
    -- The organization that the person acts for in this session unless a request names another.
    chosen_organization text     REFERENCES public.organizations ON DELETE SET NULL,
    -- What it may do; absent for whatever the person may.
    scopes           text[],
    -- Opens the change of the password and nothing else.
    password_change_only boolean NOT NULL DEFAULT false,
    created_at       timestamptz NOT NULL DEFAULT now(),
    -- When the person last showed who they are.
    authenticated_at timestamptz NOT NULL DEFAULT now(),
    last_active_at   timestamptz NOT NULL DEFAULT now(),
    idle_limit       interval,
    expires_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    client_address   text        CHECK (length(client_address) <= 100),
    user_agent       text        CHECK (length(user_agent) <= 300),
    CHECK ((kind = 'WORK') = (job IS NOT NULL)),
    CHECK (kind <> 'WORK' OR organization_id IS NOT NULL)
);

CREATE INDEX sessions_of_user ON public.sessions (user_id) WHERE ended_at IS NULL;
CREATE INDEX sessions_expired ON public.sessions (expires_at);

--changeset tokentally:viewer-by-session stripComments:false splitStatements:false
-- Who looks is proven, for one transaction, by the token of a session: tokentally.session_token. Of the organizations that
-- the person belongs to, tokentally.organization_id names the one looked at.
CREATE FUNCTION public.viewer_session() RETURNS public.sessions
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT session
    FROM public.sessions session
    WHERE session.token_hash = sha256(convert_to(nullif(current_setting('tokentally.session_token', true), ''), 'UTF8'))
      AND session.ended_at IS NULL
      AND session.expires_at > now()
      AND (session.idle_limit IS NULL OR session.last_active_at + session.idle_limit > now())
$$;

CREATE OR REPLACE FUNCTION public.viewer_user_id() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT session.user_id FROM public.viewer_session() session WHERE NOT session.password_change_only
$$;

-- The viewer's membership in the organization looked at, or nothing.
CREATE FUNCTION public.viewer_membership() RETURNS public.memberships
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT membership
    FROM public.viewer_session() session
    JOIN public.memberships membership ON membership.user_id = session.user_id
    WHERE NOT session.password_change_only
      AND membership.organization_id = nullif(current_setting('tokentally.organization_id', true), '')
      AND (session.organization_id IS NULL OR session.organization_id = membership.organization_id)
$$;

CREATE FUNCTION public.viewer_session_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT session.id FROM public.viewer_session() session
$$;

-- Whether the session may do that, whatever the person's role.
CREATE FUNCTION public.viewer_may(VARIADIC wanted text[]) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT session.scopes IS NULL OR session.scopes && wanted FROM public.viewer_session() session), false)
$$;

CREATE OR REPLACE FUNCTION public.viewer_organization_id() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT membership.organization_id FROM public.viewer_membership() membership
$$;

CREATE OR REPLACE FUNCTION public.viewer_sees_organization() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT membership.role IN ('ADMIN', 'OWNER') FROM public.viewer_membership() membership), false)
        AND public.viewer_may('ORGANIZATION_USAGE', 'MEMBERS', 'KEYS', 'PRICES')
$$;

CREATE OR REPLACE FUNCTION public.viewer_owns_organization() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT membership.role = 'OWNER' FROM public.viewer_membership() membership), false)
        AND public.viewer_may('MEMBERS', 'KEYS', 'PRICES')
$$;

CREATE OR REPLACE FUNCTION public.require_owner_to(business text) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.viewer_organization_id();
BEGIN
    PERFORM FROM public.organizations WHERE id = organization FOR NO KEY UPDATE;
    -- A statement of its own: it has to see what was committed while this one waited.
    IF organization IS NULL OR NOT public.viewer_owns_organization() THEN
        RAISE EXCEPTION 'Only owners %. Ask an owner.', business USING ERRCODE = 'TT001';
    END IF;
    RETURN organization;
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
        RAISE EXCEPTION 'Members make keys for themselves only.' USING ERRCODE = 'TT001';
    END IF;
    RETURN organization;
END
$$;

-- How long ago the viewer must have shown who they are at most, before keys, roles, provider keys and passwords are
-- touched. HTTP Basic shows it with each request; what a token is for was said when it was made.
CREATE FUNCTION public.require_fresh_sign_in() RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.viewer_session() session
        WHERE session.kind IN ('BASIC', 'API_TOKEN') OR session.authenticated_at > now() - interval '15 minutes') THEN
        RAISE EXCEPTION 'fresh_sign_in_required' USING ERRCODE = 'TT002';
    END IF;
END
$$;

--changeset tokentally:organization-choice stripComments:false splitStatements:false
-- The organization that somebody acts for never changes by itself: the first is chosen, and after that only they choose.
CREATE FUNCTION public.choose_first_organization() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.accounts account SET chosen_organization = NEW.organization_id
    WHERE account.user_id = NEW.user_id
      AND account.chosen_organization IS NULL
      AND NOT EXISTS (
          SELECT FROM public.memberships other
          WHERE other.user_id = NEW.user_id AND other.organization_id <> NEW.organization_id);
    IF FOUND THEN
        UPDATE public.sessions SET chosen_organization = NEW.organization_id
        WHERE user_id = NEW.user_id AND chosen_organization IS NULL AND ended_at IS NULL;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER choose_first_organization AFTER INSERT ON public.memberships
    FOR EACH ROW EXECUTE FUNCTION public.choose_first_organization();

CREATE FUNCTION public.choose_organization() RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.accounts SET chosen_organization = public.viewer_organization_id()
    WHERE user_id = public.viewer_user_id() AND public.viewer_organization_id() IS NOT NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no_such_organization' USING ERRCODE = 'TT002';
    END IF;
    UPDATE public.sessions SET chosen_organization = public.viewer_organization_id()
    WHERE id = public.viewer_session_id();
END
$$;

--changeset tokentally:session-ends stripComments:false splitStatements:false
-- Whatever changes a person's rights or secrets ends their sessions at once, but for the one that changed it.
CREATE FUNCTION public.end_sessions_of(changed_user_id text) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.sessions session SET ended_at = now()
    WHERE session.user_id = changed_user_id
      AND session.ended_at IS NULL
      AND session.id IS DISTINCT FROM (SELECT own.id FROM public.viewer_session() own)
$$;

CREATE FUNCTION public.end_sessions_of_member() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM public.end_sessions_of(OLD.user_id);
    RETURN NULL;
END
$$;

CREATE TRIGGER end_sessions AFTER DELETE OR UPDATE OF role ON public.memberships
    FOR EACH ROW EXECUTE FUNCTION public.end_sessions_of_member();
CREATE TRIGGER end_sessions AFTER UPDATE OF password_hash, one_time_password, operator, login ON public.accounts
    FOR EACH ROW EXECUTE FUNCTION public.end_sessions_of_member();

-- One of the viewer's own.
CREATE FUNCTION public.end_own_session(wanted uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := public.viewer_user_id();
BEGIN
    UPDATE public.sessions SET ended_at = now()
    WHERE id = wanted AND user_id = viewer AND ended_at IS NULL;
    IF FOUND THEN
        PERFORM public.append_audit_entry(NULL, viewer, 'session.ended', 'session', wanted::text, NULL, NULL);
        RETURN true;
    END IF;
    RETURN false;
END
$$;

CREATE FUNCTION public.end_own_other_sessions() RETURNS int
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own public.sessions := public.viewer_session();
    ended int;
BEGIN
    UPDATE public.sessions SET ended_at = now()
    WHERE user_id = own.user_id AND id <> own.id AND ended_at IS NULL AND kind <> 'WORK';
    GET DIAGNOSTICS ended = ROW_COUNT;
    IF ended > 0 THEN
        PERFORM public.append_audit_entry(NULL, own.user_id, 'session.others_ended', 'user', own.user_id, NULL,
            jsonb_build_object('sessions', ended));
    END IF;
    RETURN ended;
END
$$;

--changeset tokentally:work-sessions stripComments:false splitStatements:false
-- Work that goes on when its person has gone: one act, for one person, one organization and one job, until it ends. What
-- the person may do is looked up at each step.
CREATE FUNCTION public.open_work_session(new_token_hash bytea, new_job text, lifetime interval) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own public.sessions := public.viewer_session();
    organization text := public.viewer_organization_id();
BEGIN
    IF organization IS NULL OR own.kind = 'WORK' OR lifetime > interval '7 days' THEN
        RAISE EXCEPTION 'no_work_session' USING ERRCODE = 'TT002';
    END IF;
    INSERT INTO public.sessions (
        token_hash, kind, user_id, organization_id, job, scopes, authenticated_at, expires_at, client_address)
    VALUES (
        new_token_hash, 'WORK', own.user_id, organization, new_job, own.scopes, own.authenticated_at, now() + lifetime,
        own.client_address);
END
$$;

CREATE FUNCTION public.end_work_session() RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.sessions SET ended_at = now()
    WHERE id = (SELECT own.id FROM public.viewer_session() own WHERE own.kind = 'WORK')
$$;

CREATE FUNCTION public.viewer_job() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT session.job FROM public.viewer_session() session WHERE session.kind = 'WORK'
$$;

--changeset tokentally:authentication stripComments:false splitStatements:false
-- What the authentication role can do, and nobody else: find an account with what it is checked by, and open, look up and
-- end sessions.
DROP FUNCTION public.memberships_of(text);
DROP FUNCTION public.find_account(text);
CREATE FUNCTION public.find_account(wanted_login text)
    RETURNS TABLE (
        user_id text, login text, display_name text, password_hash text, one_time_password boolean,
        password_expires_at timestamptz, operator boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT account.user_id, account.login, account.display_name, account.password_hash, account.one_time_password,
        account.password_expires_at, account.operator
    FROM public.accounts account
    WHERE lower(account.login) = lower(wanted_login)
$$;

CREATE FUNCTION public.open_session(
    new_token_hash bytea, new_kind text, wanted_user_id text, new_password_change_only boolean, lifetime interval,
    new_idle_limit interval, new_client_address text, new_user_agent text) RETURNS uuid
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO public.sessions (
        token_hash, kind, user_id, chosen_organization, password_change_only, expires_at, idle_limit, client_address,
        user_agent)
    SELECT new_token_hash, new_kind, account.user_id, account.chosen_organization, new_password_change_only,
        now() + lifetime, new_idle_limit, new_client_address, new_user_agent
    FROM public.accounts account WHERE account.user_id = wanted_user_id
    RETURNING id
$$;

-- Nothing if it has ended.
CREATE FUNCTION public.session_state(wanted_token_hash bytea)
    RETURNS TABLE (
        id uuid, kind text, user_id text, login text, display_name text, operator boolean,
        password_change_only boolean, scopes text[], authenticated_at timestamptz, expires_at timestamptz,
        chosen_organization text, memberships jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT session.id, session.kind, account.user_id, account.login, account.display_name, account.operator,
        session.password_change_only, session.scopes, session.authenticated_at, session.expires_at,
        session.chosen_organization,
        coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                    'organization', organization.id, 'name', organization.name, 'role', membership.role)
                ORDER BY organization.name, organization.id)
            FROM public.memberships membership
            JOIN public.organizations organization ON organization.id = membership.organization_id
            WHERE membership.user_id = account.user_id
              AND (session.organization_id IS NULL OR session.organization_id = organization.id)), '[]')
    FROM public.sessions session
    JOIN public.accounts account ON account.user_id = session.user_id
    WHERE session.token_hash = wanted_token_hash
      AND session.ended_at IS NULL
      AND session.expires_at > now()
      AND (session.idle_limit IS NULL OR session.last_active_at + session.idle_limit > now())
$$;

CREATE FUNCTION public.note_session_activity(wanted_token_hash bytea) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.sessions SET last_active_at = now()
    WHERE token_hash = wanted_token_hash AND ended_at IS NULL AND last_active_at < now() - interval '10 seconds'
$$;

CREATE FUNCTION public.renew_authentication(wanted_token_hash bytea) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.sessions SET authenticated_at = now(), last_active_at = now()
    WHERE token_hash = wanted_token_hash AND ended_at IS NULL AND kind = 'BROWSER'
$$;

CREATE FUNCTION public.end_session(wanted_token_hash bytea) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.sessions SET ended_at = now() WHERE token_hash = wanted_token_hash AND ended_at IS NULL
$$;

-- The person's own password: the session's others end.
CREATE FUNCTION public.replace_password(wanted_token_hash bytea, new_password_hash text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own public.sessions;
BEGIN
    SELECT * INTO own FROM public.sessions session
    WHERE session.token_hash = wanted_token_hash AND session.ended_at IS NULL AND session.expires_at > now()
      AND session.kind IN ('BROWSER', 'BASIC');
    IF NOT FOUND THEN
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

-- What ended long ago, a month at most after it could have been of use.
CREATE FUNCTION public.purge_sessions() RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    WITH purged AS (
        DELETE FROM public.sessions session
        WHERE session.expires_at < now() - CASE session.kind WHEN 'BROWSER' THEN interval '30 days' ELSE interval '1 hour' END
        RETURNING 1)
    SELECT count(*) FROM purged
$$;

--changeset tokentally:reset-expires stripComments:false splitStatements:false
CREATE OR REPLACE FUNCTION public.expire_one_time_password() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.password_expires_at := CASE WHEN NEW.one_time_password
        THEN coalesce(NEW.password_expires_at, now() + interval '72 hours') END;
    IF TG_OP = 'UPDATE' AND NEW.one_time_password AND NEW.password_hash <> OLD.password_hash THEN
        NEW.password_expires_at := now() + interval '72 hours';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER expire_one_time_password BEFORE INSERT OR UPDATE OF one_time_password, password_hash ON public.accounts
    FOR EACH ROW EXECUTE FUNCTION public.expire_one_time_password();

--changeset tokentally:no-hash-for-the-application stripComments:false
-- The application's role reads no password hash any more, not even the viewer's own.
DROP FUNCTION public.own_password_hash();
DROP FUNCTION public.replace_own_password(text);

--changeset tokentally:session-policies stripComments:false
ALTER TABLE public.sessions ENABLE ROW LEVEL SECURITY;
CREATE POLICY viewer_reads ON public.sessions FOR SELECT TO tokentally_app
    USING (user_id = (SELECT public.viewer_user_id()));

REVOKE ALL ON public.sessions FROM PUBLIC, tokentally_app, tokentally_metering, tokentally_auth;
REVOKE ALL ON FUNCTION
    public.viewer_session(), public.viewer_session_id(), public.viewer_membership(), public.viewer_may(text[]), public.require_fresh_sign_in(),
    public.choose_first_organization(), public.choose_organization(), public.end_sessions_of(text),
    public.end_sessions_of_member(), public.end_own_session(uuid), public.end_own_other_sessions(),
    public.open_work_session(bytea, text, interval), public.end_work_session(), public.viewer_job(),
    public.find_account(text),
    public.open_session(bytea, text, text, boolean, interval, interval, text, text), public.session_state(bytea),
    public.note_session_activity(bytea), public.renew_authentication(bytea), public.end_session(bytea),
    public.replace_password(bytea, text), public.purge_sessions(), public.expire_one_time_password()
    FROM PUBLIC;

GRANT SELECT (id, kind, user_id, created_at, authenticated_at, last_active_at, expires_at, ended_at, client_address, user_agent)
    ON public.sessions TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.viewer_session_id(), public.choose_organization(), public.end_own_session(uuid),
    public.end_own_other_sessions(), public.open_work_session(bytea, text, interval), public.end_work_session()
    TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.find_account(text),
    public.open_session(bytea, text, text, boolean, interval, interval, text, text), public.session_state(bytea),
    public.note_session_activity(bytea), public.renew_authentication(bytea), public.end_session(bytea),
    public.replace_password(bytea, text), public.purge_sessions()
    TO tokentally_auth;

--changeset tokentally:keep-calls stripComments:false
-- A call that went would leave the roll-ups with more than the rows.
CREATE TRIGGER refuse_deletion BEFORE DELETE ON public.api_usage_logs
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
