--liquibase formatted sql

--changeset tokentally:members stripComments:false splitStatements:false
-- The application's role cannot write accounts and memberships. It can call these, and they let none but an owner change
-- the members of the organization that the viewer looks at. SQLSTATE TT001 refuses with a message for that person.
--
-- Owners learn of other organizations only this: taking in a login answers whether it has an account already, and then
-- shows its name. It cannot be hidden, since the one-time password of a new account is shown to them; each such probe
-- makes a member, or an account that stays. Resetting a password refuses in the same words
-- whoever else the account belongs to.

-- Lets one change after the other into an organization: of two owners who step down at once the second sees what the
-- first has done, and whoever has just lost the role is refused.
CREATE FUNCTION public.require_owner() RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := nullif(current_setting('tokentally.user_id', true), '');
    organization text := nullif(current_setting('tokentally.organization_id', true), '');
BEGIN
    PERFORM FROM public.organizations WHERE id = organization FOR NO KEY UPDATE;
    -- A statement of its own: it has to see what was committed while this one waited.
    IF NOT EXISTS (
        SELECT FROM public.memberships membership
        WHERE membership.user_id = viewer AND membership.organization_id = organization AND membership.role = 'OWNER') THEN
        RAISE EXCEPTION 'Only owners manage the organization''s members. Ask an owner.' USING ERRCODE = 'TT001';
    END IF;
    RETURN organization;
END
$$;

CREATE FUNCTION public.require_another_owner(organization text, leaving_user_id text) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.memberships membership
        WHERE membership.organization_id = organization
          AND membership.role = 'OWNER'
          AND membership.user_id <> leaving_user_id) THEN
        RAISE EXCEPTION 'Somebody must stay owner. Make another member an owner first.' USING ERRCODE = 'TT001';
    END IF;
END
$$;

CREATE FUNCTION public.require_member(organization text, wanted_user_id text) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.memberships membership
        WHERE membership.organization_id = organization AND membership.user_id = wanted_user_id) THEN
        RAISE EXCEPTION 'There is no such member in the organization. Load the list again.' USING ERRCODE = 'TT001';
    END IF;
END
$$;

CREATE FUNCTION public.add_member(
    new_user_id text, new_login text, new_display_name text, new_password_hash text, new_role text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner();
    known_user_id text;
BEGIN
    INSERT INTO public.accounts (user_id, login, display_name, password_hash, one_time_password, managed_by)
    VALUES (new_user_id, new_login, new_display_name, new_password_hash, true, organization)
    ON CONFLICT DO NOTHING;
    IF FOUND THEN
        INSERT INTO public.memberships (user_id, organization_id, role) VALUES (new_user_id, organization, new_role);
        RETURN true;
    END IF;
    -- The account stays as it is, and stays with the organization that manages it, if any.
    SELECT account.user_id INTO known_user_id
    FROM public.accounts account
    WHERE lower(account.login) = lower(new_login);
    IF known_user_id IS NULL THEN
        RAISE EXCEPTION 'This e-mail address cannot be used. Choose another.' USING ERRCODE = 'TT001';
    END IF;
    INSERT INTO public.memberships (user_id, organization_id, role) VALUES (known_user_id, organization, new_role)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% belongs to the organization already.', new_login USING ERRCODE = 'TT001';
    END IF;
    RETURN false;
END
$$;

CREATE FUNCTION public.change_member_role(wanted_user_id text, new_role text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner();
BEGIN
    PERFORM public.require_member(organization, wanted_user_id);
    IF new_role <> 'OWNER' THEN
        PERFORM public.require_another_owner(organization, wanted_user_id);
    END IF;
    UPDATE public.memberships SET role = new_role
    WHERE organization_id = organization AND user_id = wanted_user_id;
END
$$;

CREATE FUNCTION public.remove_member(wanted_user_id text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner();
BEGIN
    PERFORM public.require_member(organization, wanted_user_id);
    PERFORM public.require_another_owner(organization, wanted_user_id);
    DELETE FROM public.memberships WHERE organization_id = organization AND user_id = wanted_user_id;
END
$$;

CREATE FUNCTION public.reset_password(wanted_user_id text, new_password_hash text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner();
BEGIN
    PERFORM public.require_member(organization, wanted_user_id);
    -- Waits for any other organization that is taking the person in.
    PERFORM FROM public.accounts WHERE user_id = wanted_user_id FOR UPDATE;
    IF EXISTS (
            SELECT FROM public.accounts account
            WHERE account.user_id = wanted_user_id AND account.managed_by IS DISTINCT FROM organization)
        OR EXISTS (
            SELECT FROM public.memberships membership
            WHERE membership.user_id = wanted_user_id AND membership.organization_id <> organization) THEN
        RAISE EXCEPTION 'This account is not your organization''s alone, so its password is not yours to reset. '
            'The person can change it, or ask whoever runs this installation.'
            USING ERRCODE = 'TT001';
    END IF;
    UPDATE public.accounts SET password_hash = new_password_hash, one_time_password = true
    WHERE user_id = wanted_user_id;
END
$$;

-- The viewer's own account and no other, whichever organization they look at.
CREATE FUNCTION public.own_password_hash() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known_hash text;
BEGIN
    SELECT account.password_hash INTO known_hash
    FROM public.accounts account
    WHERE account.user_id = public.viewer_user_id();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Your account is gone. Sign in again.' USING ERRCODE = 'TT001';
    END IF;
    RETURN known_hash;
END
$$;

CREATE FUNCTION public.replace_own_password(new_password_hash text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.accounts SET password_hash = new_password_hash, one_time_password = false
    WHERE user_id = public.viewer_user_id();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Your account is gone. Sign in again.' USING ERRCODE = 'TT001';
    END IF;
END
$$;

--changeset tokentally:members-grants stripComments:false
REVOKE ALL ON FUNCTION
    public.require_owner(), public.require_another_owner(text, text), public.require_member(text, text),
    public.add_member(text, text, text, text, text), public.change_member_role(text, text), public.remove_member(text),
    public.reset_password(text, text), public.own_password_hash(), public.replace_own_password(text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.add_member(text, text, text, text, text), public.change_member_role(text, text), public.remove_member(text),
    public.reset_password(text, text), public.own_password_hash(), public.replace_own_password(text)
    TO tokentally_app;
