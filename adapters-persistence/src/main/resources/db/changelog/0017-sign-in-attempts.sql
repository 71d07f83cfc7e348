--liquibase formatted sql

--changeset tokentally:sign-in-attempts stripComments:false
-- Attempts to sign in, counted before the password is looked at, so that many at once count as many. Of accounts alone: a name
-- that nobody has costs no row.
CREATE TABLE public.sign_in_attempts (
    user_id      text        NOT NULL REFERENCES public.accounts ON DELETE CASCADE,
    -- The client's address, of IPv6 its /64; '*' for all together.
    client_block text        NOT NULL CHECK (length(client_block) BETWEEN 1 AND 60),
    attempts     integer     NOT NULL CHECK (attempts >= 0),
    last_at      timestamptz NOT NULL,
    PRIMARY KEY (user_id, client_block)
);

-- Browsers that an account has signed in with, by the SHA-256 of what their cookie holds. The limit for all addresses together
-- spares them, so that nobody can lock somebody out of where they work.
CREATE TABLE public.known_devices (
    user_id      text        NOT NULL REFERENCES public.accounts ON DELETE CASCADE,
    device_hash  bytea       NOT NULL CHECK (length(device_hash) = 32),
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, device_hash)
);

--changeset tokentally:count-sign-in-attempts stripComments:false splitStatements:false
-- How long an attempt has to wait that comes after so many that failed: five or fifty are free, then it is 5 s, and twice as
-- long each time, up to a quarter of an hour.
CREATE FUNCTION public.sign_in_pause(attempts integer, free integer) RETURNS interval
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN attempts < free THEN interval '0'
        ELSE least(interval '15 minutes', interval '5 seconds' * power(2, least(attempts - free, 10))) END
$$;

-- Counts one attempt unless it has to wait, and returns the seconds that it has to: 0 to go on.
CREATE FUNCTION public.begin_sign_in(wanted_user_id text, wanted_block text, wanted_device bytea) RETURNS integer
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

CREATE FUNCTION public.sign_in_succeeded(wanted_user_id text, wanted_block text, new_device bytea) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- In the order in which they are locked above.
    UPDATE public.sign_in_attempts SET attempts = greatest(attempts - 1, 0)
    WHERE user_id = wanted_user_id AND client_block = '*';
    DELETE FROM public.sign_in_attempts WHERE user_id = wanted_user_id AND client_block = wanted_block;
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

--changeset tokentally:bcrypt-alone stripComments:false
-- A password that was kept in clear, or encoded in a way that nobody checks any more, opens nothing from now on.
UPDATE public.accounts SET password_hash = '{bcrypt}$2a$10$' || repeat('.', 53)
WHERE password_hash !~ '^\{bcrypt\}\$2[aby]\$(1[0-9]|2[0-9]|3[01])\$[./A-Za-z0-9]{53}$';
ALTER TABLE public.accounts ADD CONSTRAINT password_is_bcrypt
    CHECK (password_hash ~ '^\{bcrypt\}\$2[aby]\$(1[0-9]|2[0-9]|3[01])\$[./A-Za-z0-9]{53}$');

--changeset tokentally:sign-in-grants stripComments:false
ALTER TABLE public.sign_in_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.known_devices ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON public.sign_in_attempts, public.known_devices FROM PUBLIC, tokentally_app, tokentally_metering, tokentally_auth;
REVOKE ALL ON FUNCTION
    public.sign_in_pause(integer, integer), public.begin_sign_in(text, text, bytea),
    public.sign_in_succeeded(text, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.begin_sign_in(text, text, bytea), public.sign_in_succeeded(text, text, bytea),
    public.audit_authentication(text, text, text, text, jsonb)
    TO tokentally_auth;
