--liquibase formatted sql

--changeset tokentally:work-sessions-by-authentication stripComments:false splitStatements:false
-- Sessions for work are made by the authentication role alone, as all others: whoever runs SQL as the application's role, with the
-- token of an owner who is signed in, comes by no session of a repricing, in which costs change. What may be asked for is what the
-- asking session may: its person, in an organization of theirs, with its scopes.
DROP FUNCTION public.open_work_session(bytea, text, interval);
CREATE FUNCTION public.open_work_session(
    wanted_token_hash bytea, wanted_organization text, new_token_hash bytea, new_job text, lifetime interval) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own public.sessions := public.session_by_token(wanted_token_hash);
BEGIN
    -- Waits for whoever puts the person out, and is waited for.
    PERFORM FROM public.memberships membership
    WHERE membership.user_id = own.user_id AND membership.organization_id = wanted_organization
    FOR KEY SHARE;
    IF NOT FOUND OR own.kind = 'WORK' OR public.session_limit(own) <> 'NONE' OR lifetime > interval '7 days'
        OR own.organization_id <> wanted_organization OR (own.kind = 'API_TOKEN' AND own.organization_id IS NULL) THEN
        PERFORM public.refuse('no_work_session', wanted_organization);
    END IF;
    INSERT INTO public.sessions (
        token_hash, kind, user_id, organization_id, job, scopes, authenticated_at, expires_at, client_address)
    VALUES (
        new_token_hash, 'WORK', own.user_id, wanted_organization, new_job, own.scopes, own.authenticated_at, now() + lifetime,
        own.client_address);
END
$$;

REVOKE ALL ON FUNCTION public.open_work_session(bytea, text, bytea, text, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.open_work_session(bytea, text, bytea, text, interval) TO tokentally_auth;
