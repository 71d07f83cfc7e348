--liquibase formatted sql

--changeset tokentally:address-confirmations stripComments:false
-- Links by which somebody shows that they read mail at the address of their account. What is here of a link is its SHA-256.
CREATE TABLE public.address_confirmations (
    id          uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    secret_hash bytea       NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    user_id     text        NOT NULL REFERENCES public.accounts ON DELETE CASCADE,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    -- When it was followed, or stopped opening anything but for the passing of time.
    used_at     timestamptz
);
CREATE INDEX address_confirmations_of_user ON public.address_confirmations (user_id);

ALTER TABLE public.address_confirmations ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON public.address_confirmations FROM PUBLIC, tokentally_app, tokentally_metering, tokentally_auth;

--changeset tokentally:confirm-addresses stripComments:false splitStatements:false
-- Makes a link that goes to the address of the viewer's account and nowhere else: three an hour and five a day at most, since the mailbox may
-- be a stranger's. Answers the address to send it to, or nothing, which nobody is told apart.
CREATE FUNCTION public.request_address_confirmation(new_secret_hash bytea) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := public.viewer_user_id();
    wanted public.accounts;
BEGIN
    IF (SELECT session.scopes IS NULL AND session.kind <> 'WORK' FROM public.viewer_session() session) IS NOT TRUE THEN
        RETURN NULL;
    END IF;
    SELECT * INTO wanted FROM public.accounts account
    WHERE account.user_id = viewer AND account.login ~ '^[^@\s<>",;]+@[^@\s<>",;]+$' AND account.address_proven_at IS NULL
        AND account.closed_at IS NULL AND NOT account.operator
    FOR UPDATE;
    -- Statements of their own: they have to see what was committed while this one waited.
    IF NOT FOUND OR (
        SELECT count(*) FILTER (WHERE asked.created_at > now() - interval '1 hour') >= 3 OR count(*) >= 5
        FROM public.address_confirmations asked
        WHERE asked.user_id = wanted.user_id AND asked.created_at > now() - interval '1 day') THEN
        RETURN NULL;
    END IF;
    DELETE FROM public.address_confirmations WHERE user_id = wanted.user_id AND created_at <= now() - interval '1 day';
    INSERT INTO public.address_confirmations (secret_hash, user_id, expires_at)
    VALUES (new_secret_hash, wanted.user_id, now() + interval '1 day');
    PERFORM public.append_audit_entry(NULL, wanted.user_id, 'address.confirmation_requested', 'user', wanted.user_id, NULL, NULL);
    RETURN wanted.login;
END
$$;

CREATE FUNCTION public.confirmation_by_secret(wanted_secret_hash bytea) RETURNS TABLE (address text, expires_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT account.login, asked.expires_at
    FROM public.address_confirmations asked
    JOIN public.accounts account ON account.user_id = asked.user_id
    WHERE asked.secret_hash = wanted_secret_hash AND asked.used_at IS NULL AND asked.expires_at > now()
        AND account.closed_at IS NULL
$$;

-- Whoever follows the link reads mail at the address. That nobody else has the account's password, it does not show: it may have been made by
-- somebody to whom the address does not belong. So it is told of no invitation, which whoever has it could answer, until a password was set
-- by mail, or an invitation that was mailed was accepted.
CREATE FUNCTION public.confirm_address(wanted_secret_hash bytea) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    wanted text;
BEGIN
    -- The account first, as whatever changes it does.
    PERFORM FROM public.accounts account
    JOIN public.address_confirmations asked ON asked.user_id = account.user_id
    WHERE asked.secret_hash = wanted_secret_hash
    FOR UPDATE OF account;
    UPDATE public.address_confirmations SET used_at = now()
    WHERE secret_hash = wanted_secret_hash AND used_at IS NULL AND expires_at > now()
    RETURNING user_id INTO wanted;
    UPDATE public.accounts
    SET address_proven_at = now(),
        password_from_another_at = CASE WHEN address_proven_at IS NULL THEN coalesce(password_from_another_at, now())
            ELSE password_from_another_at END
    WHERE user_id = wanted AND closed_at IS NULL;
    IF NOT FOUND THEN
        PERFORM public.refuse('no_such_confirmation', NULL);
    END IF;
    UPDATE public.address_confirmations SET used_at = now() WHERE user_id = wanted AND used_at IS NULL;
    PERFORM public.append_audit_entries_of(wanted, wanted, 'address.confirmed', NULL);
END
$$;

-- Of another address nothing is proven, and links that went to the one before open nothing.
CREATE FUNCTION public.forget_proof_of_address() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.address_confirmations SET used_at = now() WHERE user_id = NEW.user_id AND used_at IS NULL;
    UPDATE public.password_resets SET used_at = now() WHERE user_id = NEW.user_id AND by_mail AND used_at IS NULL;
    NEW.address_proven_at := NULL;
    RETURN NEW;
END
$$;
CREATE TRIGGER forget_proof_of_address BEFORE UPDATE OF login ON public.accounts
    FOR EACH ROW WHEN (lower(OLD.login) IS DISTINCT FROM lower(NEW.login)) EXECUTE FUNCTION public.forget_proof_of_address();

REVOKE ALL ON FUNCTION
    public.request_address_confirmation(bytea), public.confirmation_by_secret(bytea), public.confirm_address(bytea),
    public.forget_proof_of_address()
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.request_address_confirmation(bytea) TO tokentally_app;
GRANT EXECUTE ON FUNCTION public.confirmation_by_secret(bytea), public.confirm_address(bytea) TO tokentally_auth;

--changeset tokentally:refused-confirmations-are-audited stripComments:false splitStatements:false
-- That a link confirmed nothing is a failure like others.
SELECT public.amend_function('audit_authentication', '''access'', ''account'',', '''access'', ''account'', ''address_confirmation'',');
