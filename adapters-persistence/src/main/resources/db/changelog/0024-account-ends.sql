--liquibase formatted sql

--changeset tokentally:audit-of-accounts-in-order stripComments:false splitStatements:false
-- Everywhere the person belongs, and in the installation's chain, which whoever appends to several takes last.
CREATE OR REPLACE FUNCTION public.append_audit_entries_of(
    wanted_user_id text, actor text, action text, after jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text;
BEGIN
    FOR organization IN
        SELECT membership.organization_id FROM public.memberships membership
        WHERE membership.user_id = wanted_user_id ORDER BY membership.organization_id
    LOOP
        PERFORM public.append_audit_entry(organization, actor, action, 'user', wanted_user_id, NULL, after);
    END LOOP;
    PERFORM public.append_audit_entry(NULL, actor, action, 'user', wanted_user_id, NULL, after);
END
$$;

--changeset tokentally:closed-accounts-keep-no-secret stripComments:false splitStatements:false
CREATE OR REPLACE FUNCTION public.shut_account(wanted_user_id text) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.accounts
    SET login = 'released ' || gen_random_uuid(), address_proven_at = NULL, closed_at = coalesce(closed_at, now())
    WHERE user_id = wanted_user_id;
    UPDATE public.sessions SET ended_at = now() WHERE user_id = wanted_user_id AND ended_at IS NULL;
    UPDATE public.password_resets SET used_at = now() WHERE user_id = wanted_user_id AND used_at IS NULL;
    DELETE FROM public.second_factors WHERE user_id = wanted_user_id;
    DELETE FROM public.known_devices WHERE user_id = wanted_user_id;
$$;

--changeset tokentally:forget-factors-of-closed-accounts stripComments:false
DELETE FROM public.second_factors factor USING public.accounts account
WHERE account.user_id = factor.user_id AND account.closed_at IS NOT NULL;
