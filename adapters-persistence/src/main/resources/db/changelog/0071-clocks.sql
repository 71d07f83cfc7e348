--liquibase formatted sql

--changeset tokentally:attempts-of-a-later-clock stripComments:false splitStatements:false
-- Whoever signed in while the clock was ahead would wait until it is as late again: a pause counts from now at the latest.
CREATE OR REPLACE FUNCTION public.begin_sign_in(wanted_user_id text, wanted_block text, wanted_device bytea) RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    here public.sign_in_attempts;
    anywhere public.sign_in_attempts;
    known boolean := EXISTS (
        SELECT FROM public.known_devices device
        WHERE device.user_id = wanted_user_id AND device.device_hash = wanted_device);
    open_at timestamptz;
    this_instant timestamptz;
BEGIN
    -- One attempt for an account after the other; the row of all addresses is locked first.
    INSERT INTO public.sign_in_attempts (user_id, client_block, attempts, last_at)
    SELECT account.user_id, block, 0, now()
    FROM public.accounts account, unnest(ARRAY['*', wanted_block]) block
    WHERE account.user_id = wanted_user_id
    ORDER BY block
    ON CONFLICT DO NOTHING;
    SELECT * INTO anywhere FROM public.sign_in_attempts attempt
    WHERE attempt.user_id = wanted_user_id AND attempt.client_block = '*' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    SELECT * INTO here FROM public.sign_in_attempts attempt
    WHERE attempt.user_id = wanted_user_id AND attempt.client_block = wanted_block FOR UPDATE;
    this_instant := clock_timestamp();
    IF greatest(here.last_at, anywhere.last_at) > this_instant THEN
        UPDATE public.sign_in_attempts SET last_at = this_instant
        WHERE user_id = wanted_user_id AND client_block IN ('*', wanted_block) AND last_at > this_instant;
        here.last_at := least(here.last_at, this_instant);
        anywhere.last_at := least(anywhere.last_at, this_instant);
    END IF;
    IF here.last_at < this_instant - interval '1 hour' THEN
        here.attempts := 0;
    END IF;
    IF anywhere.last_at < this_instant - interval '1 hour' THEN
        anywhere.attempts := 0;
    END IF;
    open_at := here.last_at + public.sign_in_pause(here.attempts, 5);
    IF NOT known THEN
        open_at := greatest(open_at, anywhere.last_at + public.sign_in_pause(anywhere.attempts, 50));
    END IF;
    IF open_at > this_instant THEN
        RETURN ceil(extract(epoch FROM open_at - this_instant))::integer;
    END IF;
    UPDATE public.sign_in_attempts SET attempts = here.attempts + 1, last_at = this_instant
    WHERE user_id = wanted_user_id AND client_block = wanted_block;
    UPDATE public.sign_in_attempts SET attempts = anywhere.attempts + 1, last_at = this_instant
    WHERE user_id = wanted_user_id AND client_block = '*';
    RETURN 0;
END
$$;

--changeset tokentally:sessions-of-a-later-clock stripComments:false splitStatements:false
-- A session that began later than now was opened while the clock was ahead, and would last longer than it was meant to. Some minutes
-- are borne with, since a transaction's time is that of its beginning.
CREATE OR REPLACE FUNCTION public.viewer_session() RETURNS public.sessions
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT session
    FROM public.sessions session
    WHERE session.token_hash = sha256(convert_to(nullif(current_setting('tokentally.session_token', true), ''), 'UTF8'))
      AND session.ended_at IS NULL
      AND session.expires_at > now()
      AND session.created_at < now() + interval '5 minutes'
      AND (session.idle_limit IS NULL OR session.last_active_at > now() - session.idle_limit
          AND session.last_active_at < now() + interval '5 minutes')
$$;

CREATE OR REPLACE FUNCTION public.session_by_token(wanted_token_hash bytea) RETURNS public.sessions
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT session
    FROM public.sessions session
    WHERE session.token_hash = wanted_token_hash
      AND session.ended_at IS NULL
      AND session.expires_at > now()
      AND session.created_at < now() + interval '5 minutes'
      AND (session.idle_limit IS NULL OR session.last_active_at > now() - session.idle_limit
          AND session.last_active_at < now() + interval '5 minutes')
      AND (NOT session.code_pending OR session.created_at > now() - interval '15 minutes')
$$;

--changeset tokentally:refused-access-is-audited stripComments:false splitStatements:false
-- That somebody who is known was refused is a failure like others: summed by address and minute.
CREATE OR REPLACE FUNCTION public.audit_authentication(
    organization text, actor text, action text, subject text, detail jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    act text := audit_authentication.action;
    whom text := left(audit_authentication.subject, 300);
    whose_chain text := coalesce(audit_authentication.organization, '');
    this_minute timestamptz := date_trunc('minute', clock_timestamp());
    whence text := public.audit_address(nullif(current_setting('tokentally.client_address', true), ''));
BEGIN
    IF split_part(act, '.', 1) NOT IN (
        'access', 'account', 'api_token', 'invitation', 'lock_out', 'one_time_password', 'operator', 'passkey', 'password',
        'recovery_code', 'recovery_codes', 'reset', 'second_factor', 'session', 'sessions', 'sign_in', 'sign_out') THEN
        RAISE EXCEPTION 'unknown_audit_action' USING ERRCODE = 'TT002', DETAIL = act;
    END IF;
    IF act !~ '\.(failed|refused|locked|locked_out|throttled)$' THEN
        PERFORM public.append_audit_entry(
            audit_authentication.organization, audit_authentication.actor, act, 'account', whom, NULL,
            audit_authentication.detail);
        RETURN;
    END IF;
    IF (SELECT count(*) FROM public.audit_failures WHERE minute = this_minute) >= 1000 THEN
        whence := 'others';
        whose_chain := '';
        whom := NULL;
    END IF;
    INSERT INTO public.audit_failures AS known (minute, chain, address, action, attempts, subject)
    VALUES (this_minute, whose_chain, whence, act, 1, whom)
    ON CONFLICT (minute, chain, address, action) DO UPDATE SET
        attempts = known.attempts + 1,
        subject = CASE WHEN known.subject = excluded.subject THEN known.subject END;
END
$$;
