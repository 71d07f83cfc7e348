--liquibase formatted sql

--changeset tokentally:usage-mails stripComments:false
-- Who is told of their usage by mail, how often and in which language. Whoever is not, has no row; with the membership it goes.
CREATE TABLE public.usage_mail_choices (
    organization_id text        NOT NULL,
    user_id         text        NOT NULL,
    rhythm          text        NOT NULL CHECK (rhythm IN ('weekly', 'monthly')),
    language        text        NOT NULL CHECK (language ~ '^[a-z]{2}$'),
    -- When the rhythm was chosen: what had ended by then is not told.
    since           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, user_id),
    FOREIGN KEY (organization_id, user_id) REFERENCES public.memberships (organization_id, user_id) ON DELETE CASCADE
);

-- The mail about one week or month, of which there is one for each person. That it was sent is kept here, and nothing that stood in it.
CREATE TABLE public.usage_mails (
    organization_id text        NOT NULL,
    user_id         text        NOT NULL,
    first_day       date        NOT NULL,
    last_day        date        NOT NULL,
    -- By which whoever gets it twice knows it.
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    state           text        NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'failed', 'sent', 'empty', 'gave_up')),
    attempts        integer     NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    next_attempt_at timestamptz,
    -- Whoever sends it does until then; and by which they may say what came of it.
    leased_until    timestamptz,
    lease           uuid,
    PRIMARY KEY (organization_id, user_id, first_day, last_day),
    UNIQUE (organization_id, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES public.usage_mail_choices ON DELETE CASCADE,
    CHECK ((next_attempt_at IS NOT NULL) = (state IN ('pending', 'failed')))
);
CREATE INDEX usage_mails_due ON public.usage_mails (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

ALTER TABLE public.usage_mail_choices ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.usage_mails ENABLE ROW LEVEL SECURITY;
CREATE POLICY viewer_chooses ON public.usage_mail_choices TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_is_unscoped())
        AND user_id = (SELECT public.viewer_user_id()));
REVOKE ALL ON public.usage_mail_choices, public.usage_mails FROM PUBLIC, tokentally_app, tokentally_metering, tokentally_auth;
GRANT SELECT, INSERT (organization_id, user_id, rhythm, language), UPDATE (rhythm, language, since), DELETE
    ON public.usage_mail_choices TO tokentally_app;

--changeset tokentally:send-usage-mails stripComments:false splitStatements:false
-- Whether somebody may look at an organization at all just now, and is reached by mail: their account is open, has the second factor that
-- is asked of it, and an address that is theirs, since whoever else it belongs to would learn what was used.
CREATE FUNCTION public.may_be_told_of_usage(wanted_user_id text) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM public.accounts account WHERE account.user_id = wanted_user_id AND account.closed_at IS NULL
            AND account.address_proven_at IS NOT NULL)
        AND (NOT public.must_have_second_factor(wanted_user_id, false)
            OR EXISTS (SELECT FROM public.second_factors factor WHERE factor.user_id = wanted_user_id))
$$;

CREATE FUNCTION public.viewer_address_is_proven() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM public.accounts account
        WHERE account.user_id = public.viewer_user_id() AND account.address_proven_at IS NOT NULL)
$$;

-- Decides whom the week or month that has ended is told, by the organization's clocks, and once for each. It has ended for two hours by
-- then, so that what was still on its way to the ledger is in it. Returns how many are to be sent more.
CREATE FUNCTION public.decide_usage_mails(at timestamptz) RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    WITH bygone AS (DELETE FROM public.usage_mails WHERE created_at < at - interval '400 days'),
        ended AS (
            SELECT choice.organization_id, choice.user_id, choice.rhythm, choice.since, organization.time_zone,
                CASE choice.rhythm
                    WHEN 'weekly' THEN local.day - (extract(isodow FROM local.day)::int - organization.first_day_of_week + 7) % 7
                    ELSE date_trunc('month', local.day)::date END AS first_day
            FROM public.usage_mail_choices choice
            JOIN public.organizations organization ON organization.id = choice.organization_id
            JOIN public.accounts account ON account.user_id = choice.user_id
            CROSS JOIN LATERAL (SELECT ((at - interval '2 hours') AT TIME ZONE organization.time_zone)::date AS day) AS local
            WHERE account.login LIKE '%_@_%' AND public.may_be_told_of_usage(choice.user_id)),
        added AS (
            INSERT INTO public.usage_mails (organization_id, user_id, first_day, last_day, created_at, next_attempt_at)
            SELECT ended.organization_id, ended.user_id,
                CASE ended.rhythm WHEN 'weekly' THEN ended.first_day - 7
                    ELSE (ended.first_day - interval '1 month')::date END,
                ended.first_day - 1, at, at
            FROM ended
            WHERE ended.since < ended.first_day::timestamp AT TIME ZONE ended.time_zone
            ON CONFLICT (organization_id, user_id, first_day, last_day) DO NOTHING
            RETURNING 1)
    SELECT count(*) FROM added
$$;

-- What is due, for whoever asks alone until the lease ends: what they have not said the end of by then is somebody else's.
CREATE FUNCTION public.claim_usage_mails(at timestamptz, lease_ends timestamptz, most integer)
    RETURNS TABLE (
        mail_id uuid, mail_lease uuid, attempts integer, created_at timestamptz, organization_id text, organization_name text,
        user_id text, role text, address text, language text, first_day date, last_day date, time_zone text, first_day_of_week smallint)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    WITH due AS (
        SELECT mail.organization_id, mail.id
        FROM public.usage_mails mail
        WHERE mail.next_attempt_at <= at AND (mail.leased_until IS NULL OR mail.leased_until <= at)
            AND public.may_be_told_of_usage(mail.user_id)
        ORDER BY mail.next_attempt_at, mail.id LIMIT most
        FOR UPDATE SKIP LOCKED
    ), claimed AS (
        UPDATE public.usage_mails mail
        SET leased_until = lease_ends, lease = gen_random_uuid(), attempts = mail.attempts + 1
        FROM due WHERE mail.organization_id = due.organization_id AND mail.id = due.id
        RETURNING mail.*)
    SELECT claimed.id, claimed.lease, claimed.attempts, claimed.created_at, organization.id, organization.name, account.user_id,
        membership.role, account.login, choice.language, claimed.first_day, claimed.last_day, organization.time_zone,
        organization.first_day_of_week
    FROM claimed
    JOIN public.usage_mail_choices choice
        ON choice.organization_id = claimed.organization_id AND choice.user_id = claimed.user_id
    JOIN public.memberships membership
        ON membership.organization_id = claimed.organization_id AND membership.user_id = claimed.user_id
    JOIN public.accounts account ON account.user_id = claimed.user_id
    JOIN public.organizations organization ON organization.id = claimed.organization_id
$$;

-- A session for reading what stands in a mail, for whoever holds its lease: its person's, in its organization, and for usage alone. Says
-- whether there is one: nobody reads for somebody who has left meanwhile. That nobody has shown who they are makes it no fresh sign-in.
CREATE FUNCTION public.open_usage_mail_session(organization text, mail uuid, held_lease uuid, new_token_hash bytea) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- Waits for whoever puts the person out, and is waited for.
    PERFORM FROM public.usage_mails wanted
    JOIN public.memberships membership
        ON membership.organization_id = wanted.organization_id AND membership.user_id = wanted.user_id
    WHERE wanted.organization_id = organization AND wanted.id = mail
    FOR KEY SHARE OF membership;
    INSERT INTO public.sessions (token_hash, kind, user_id, organization_id, job, scopes, authenticated_at, expires_at)
    SELECT new_token_hash, 'WORK', wanted.user_id, wanted.organization_id, 'usage mail ' || wanted.id,
        ARRAY['OWN_USAGE', 'ORGANIZATION_USAGE'], to_timestamp(0), now() + interval '10 minutes'
    FROM public.usage_mails wanted
    WHERE wanted.organization_id = organization AND wanted.id = mail AND wanted.lease = held_lease
        AND public.may_be_told_of_usage(wanted.user_id);
    RETURN FOUND;
END
$$;

-- What came of it: sent, empty where there was nothing to tell, or failed. Says nothing where the lease was another's by then. Without
-- another attempt it is given up.
CREATE FUNCTION public.finish_usage_mail(organization text, mail uuid, held_lease uuid, outcome text, next_attempt timestamptz) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.usage_mails SET
        state = CASE WHEN outcome = 'failed' AND next_attempt IS NULL THEN 'gave_up' ELSE outcome END,
        next_attempt_at = CASE WHEN outcome = 'failed' THEN next_attempt END,
        leased_until = NULL, lease = NULL
    WHERE organization_id = organization AND id = mail AND lease = held_lease
$$;

REVOKE ALL ON FUNCTION
    public.may_be_told_of_usage(text), public.viewer_address_is_proven(), public.decide_usage_mails(timestamptz),
    public.claim_usage_mails(timestamptz, timestamptz, integer), public.open_usage_mail_session(text, uuid, uuid, bytea),
    public.finish_usage_mail(text, uuid, uuid, text, timestamptz)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.decide_usage_mails(timestamptz), public.claim_usage_mails(timestamptz, timestamptz, integer),
    public.open_usage_mail_session(text, uuid, uuid, bytea), public.finish_usage_mail(text, uuid, uuid, text, timestamptz)
    TO tokentally_auth;
GRANT EXECUTE ON FUNCTION public.viewer_address_is_proven() TO tokentally_app;

--changeset tokentally:first-statistics-of-usage-mails stripComments:false splitStatements:false
DO $$
BEGIN
    PERFORM public.assume_one_organization(format('public.%I', fresh)::regclass)
    FROM unnest(ARRAY['usage_mail_choices', 'usage_mails']) AS fresh;
END
$$;
