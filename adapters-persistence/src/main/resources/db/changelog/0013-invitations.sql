--liquibase formatted sql

--changeset tokentally:accounts-are-vouched-for stripComments:false
ALTER TABLE public.accounts
    -- When a message to the login, which is an e-mail address, has last been shown to reach the person.
    ADD COLUMN address_proven_at timestamptz,
    -- From when on nobody signs in to the account any more.
    ADD COLUMN closed_at timestamptz;

ALTER TABLE public.virtual_keys
    -- When its holder's password was reset, until an owner has said whether the key stays.
    ADD COLUMN holder_reset_at timestamptz;

-- Whom calls of the organization are counted for though they have gone, so that figures go on having names.
CREATE TABLE public.former_members (
    organization_id text        NOT NULL REFERENCES public.organizations ON DELETE CASCADE,
    user_id         text        NOT NULL,
    login           text        NOT NULL,
    display_name    text        NOT NULL,
    left_at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, user_id)
);

--changeset tokentally:invitations stripComments:false
-- Nobody belongs to an organization without having said so. What is here of an invitation's link is its SHA-256.
CREATE TABLE public.invitations (
    id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    secret_hash     bytea       NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    organization_id text        NOT NULL REFERENCES public.organizations ON DELETE CASCADE,
    address         text        NOT NULL CHECK (length(address) BETWEEN 3 AND 255),
    role            text        NOT NULL CHECK (role IN ('MEMBER', 'ADMIN', 'OWNER')),
    -- Whether the link went to the address and to nobody else, so that whoever shows it reads mail there.
    by_mail         boolean     NOT NULL,
    created_by      text        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL,
    state           text        NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'ACCEPTED', 'DECLINED', 'REVOKED')),
    -- When it stopped being open, but for the passing of time.
    settled_at      timestamptz,
    CHECK ((state = 'OPEN') = (settled_at IS NULL))
);

CREATE INDEX invitations_of_organization ON public.invitations (organization_id, created_at);
CREATE INDEX invitations_to_address ON public.invitations (lower(address)) WHERE state = 'OPEN';

-- Links by which somebody takes a new password.
CREATE TABLE public.password_resets (
    id          uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    secret_hash bytea       NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    user_id     text        NOT NULL REFERENCES public.accounts ON DELETE CASCADE,
    by_mail     boolean     NOT NULL,
    -- The operator who made it; absent where the person asked for it.
    issued_by   text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz,
    CHECK (by_mail = (issued_by IS NULL))
);

CREATE INDEX password_resets_of_user ON public.password_resets (user_id) WHERE used_at IS NULL;

--changeset tokentally:refusals stripComments:false splitStatements:false
-- The functions below decide who may, and refuse with SQLSTATE TT002 and a code; the application has the words.
CREATE FUNCTION public.refuse(code text, about text) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '%', code USING ERRCODE = 'TT002', DETAIL = coalesce(about, '');
END
$$;

-- Lets one change after the other into an organization, and none but by an owner who has just shown who they are.
CREATE FUNCTION public.require_owner_of_members() RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.viewer_organization_id();
BEGIN
    PERFORM FROM public.organizations WHERE id = organization FOR NO KEY UPDATE;
    -- A statement of its own: it has to see what was committed while this one waited.
    IF organization IS NULL OR NOT public.viewer_owns_organization() OR NOT public.viewer_may('MEMBERS') THEN
        PERFORM public.refuse('owner_only', NULL);
    END IF;
    PERFORM public.require_fresh_sign_in();
    RETURN organization;
END
$$;

CREATE FUNCTION public.require_operator() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := public.viewer_user_id();
BEGIN
    IF NOT EXISTS (
            SELECT FROM public.accounts account
            WHERE account.user_id = viewer AND account.operator AND account.closed_at IS NULL)
        OR (SELECT session.scopes IS NOT NULL OR session.kind = 'WORK' FROM public.viewer_session() session) THEN
        PERFORM public.refuse('operator_only', NULL);
    END IF;
    PERFORM public.require_fresh_sign_in();
    RETURN viewer;
END
$$;

-- Of those who can still sign in. A sub-role of the owner's own functions; nobody else calls it.
CREATE OR REPLACE FUNCTION public.require_another_owner(organization text, leaving_user_id text) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.memberships membership
        JOIN public.accounts account ON account.user_id = membership.user_id
        WHERE membership.organization_id = organization
          AND membership.role = 'OWNER'
          AND membership.user_id <> leaving_user_id
          AND account.closed_at IS NULL) THEN
        PERFORM public.refuse('last_owner', leaving_user_id);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION public.require_member(organization text, wanted_user_id text) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.memberships membership
        WHERE membership.organization_id = organization AND membership.user_id = wanted_user_id) THEN
        PERFORM public.refuse('no_such_member', wanted_user_id);
    END IF;
END
$$;

-- An account that another organization vouches for is not this one's to set the password of, or to close.
CREATE FUNCTION public.is_vouched_for_by_others(organization text, wanted_user_id text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT NOT EXISTS (
            SELECT FROM public.accounts account
            WHERE account.user_id = wanted_user_id AND account.managed_by = organization AND NOT account.operator)
        OR EXISTS (
            SELECT FROM public.memberships membership
            WHERE membership.user_id = wanted_user_id AND membership.organization_id <> organization)
$$;

--changeset tokentally:membership-ends stripComments:false splitStatements:false
CREATE FUNCTION public.remember_former_member() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO public.former_members AS known (organization_id, user_id, login, display_name)
    SELECT organization.id, account.user_id, account.login, account.display_name
    FROM public.accounts account, public.organizations organization
    WHERE account.user_id = OLD.user_id AND organization.id = OLD.organization_id
    ON CONFLICT (organization_id, user_id) DO UPDATE
    SET login = excluded.login, display_name = excluded.display_name, left_at = excluded.left_at;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.forget_former_member() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM public.former_members WHERE organization_id = NEW.organization_id AND user_id = NEW.user_id;
    RETURN NULL;
END
$$;

-- Whoever is no owner any more has nobody in the organization by a link made before.
CREATE FUNCTION public.revoke_invitations_of_former_owner() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.invitations SET state = 'REVOKED', settled_at = now()
    WHERE organization_id = OLD.organization_id AND created_by = OLD.user_id AND state = 'OPEN'
      AND NOT EXISTS (
          SELECT FROM public.memberships membership
          WHERE membership.organization_id = OLD.organization_id AND membership.user_id = OLD.user_id
            AND membership.role = 'OWNER');
    RETURN NULL;
END
$$;

CREATE TRIGGER remember_former_member AFTER DELETE ON public.memberships
    FOR EACH ROW EXECUTE FUNCTION public.remember_former_member();
CREATE TRIGGER forget_former_member AFTER INSERT ON public.memberships
    FOR EACH ROW EXECUTE FUNCTION public.forget_former_member();
CREATE TRIGGER revoke_invitations AFTER DELETE OR UPDATE OF role ON public.memberships
    FOR EACH ROW EXECUTE FUNCTION public.revoke_invitations_of_former_owner();

--changeset tokentally:members-by-consent stripComments:false splitStatements:false
DROP FUNCTION public.add_member(text, text, text, text, text);

CREATE OR REPLACE FUNCTION public.change_member_role(wanted_user_id text, new_role text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_of_members();
    old_role text;
BEGIN
    PERFORM public.require_member(organization, wanted_user_id);
    IF new_role <> 'OWNER' THEN
        PERFORM public.require_another_owner(organization, wanted_user_id);
    END IF;
    SELECT membership.role INTO old_role FROM public.memberships membership
    WHERE membership.organization_id = organization AND membership.user_id = wanted_user_id;
    IF old_role = new_role THEN
        RETURN;
    END IF;
    PERFORM public.append_audit_entry(organization, public.viewer_user_id(), 'member.role_changed', 'user', wanted_user_id,
        jsonb_build_object('role', old_role), jsonb_build_object('role', new_role));
    UPDATE public.memberships SET role = new_role
    WHERE organization_id = organization AND user_id = wanted_user_id;
END
$$;

CREATE OR REPLACE FUNCTION public.remove_member(wanted_user_id text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_of_members();
    old_role text;
BEGIN
    PERFORM public.require_member(organization, wanted_user_id);
    PERFORM public.require_another_owner(organization, wanted_user_id);
    SELECT membership.role INTO old_role FROM public.memberships membership
    WHERE membership.organization_id = organization AND membership.user_id = wanted_user_id;
    PERFORM public.append_audit_entry(organization, public.viewer_user_id(), 'member.removed', 'user', wanted_user_id,
        jsonb_build_object('role', old_role), NULL);
    DELETE FROM public.memberships WHERE organization_id = organization AND user_id = wanted_user_id;
END
$$;

-- The viewer goes. Whoever is the last owner stays.
CREATE FUNCTION public.leave_organization() RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := public.viewer_user_id();
    organization text := public.viewer_organization_id();
    own_role text;
BEGIN
    PERFORM FROM public.organizations WHERE id = organization FOR NO KEY UPDATE;
    SELECT membership.role INTO own_role FROM public.memberships membership
    WHERE membership.organization_id = organization AND membership.user_id = viewer;
    IF own_role IS NULL OR (SELECT session.scopes IS NOT NULL OR session.kind = 'WORK' FROM public.viewer_session() session) THEN
        PERFORM public.refuse('no_such_member', viewer);
    END IF;
    PERFORM public.require_fresh_sign_in();
    IF own_role = 'OWNER' THEN
        PERFORM public.require_another_owner(organization, viewer);
    END IF;
    PERFORM public.append_audit_entry(organization, viewer, 'member.left', 'user', viewer,
        jsonb_build_object('role', own_role), NULL);
    DELETE FROM public.memberships WHERE organization_id = organization AND user_id = viewer;
END
$$;

-- Nobody signs in to it any more, its address is free for another, and what it used stays counted.
CREATE FUNCTION public.shut_account(wanted_user_id text) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.accounts
    SET login = 'released ' || gen_random_uuid(), address_proven_at = NULL, closed_at = coalesce(closed_at, now())
    WHERE user_id = wanted_user_id;
    UPDATE public.sessions SET ended_at = now() WHERE user_id = wanted_user_id AND ended_at IS NULL;
    UPDATE public.password_resets SET used_at = now() WHERE user_id = wanted_user_id AND used_at IS NULL;
$$;

CREATE FUNCTION public.close_account(wanted_user_id text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_of_members();
BEGIN
    PERFORM public.require_member(organization, wanted_user_id);
    PERFORM public.require_another_owner(organization, wanted_user_id);
    -- Waits for any other organization that is taking the person in.
    PERFORM FROM public.accounts WHERE user_id = wanted_user_id FOR UPDATE;
    IF public.is_vouched_for_by_others(organization, wanted_user_id) THEN
        PERFORM public.refuse('not_yours_to_close', wanted_user_id);
    END IF;
    PERFORM public.append_audit_entry(organization, public.viewer_user_id(), 'account.closed', 'user', wanted_user_id,
        NULL, NULL);
    DELETE FROM public.memberships WHERE organization_id = organization AND user_id = wanted_user_id;
    PERFORM public.shut_account(wanted_user_id);
END
$$;

-- Keys of a person whose password was reset stay until an owner says that they go.
CREATE FUNCTION public.mark_keys_of(wanted_user_id text) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.virtual_keys SET holder_reset_at = now()
    WHERE user_id = wanted_user_id AND holder_kind = 'USER' AND revoked_at IS NULL
$$;

CREATE OR REPLACE FUNCTION public.reset_password(wanted_user_id text, new_password_hash text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_of_members();
BEGIN
    PERFORM public.require_member(organization, wanted_user_id);
    -- Waits for any other organization that is taking the person in.
    PERFORM FROM public.accounts WHERE user_id = wanted_user_id FOR UPDATE;
    IF public.is_vouched_for_by_others(organization, wanted_user_id)
        OR EXISTS (SELECT FROM public.accounts account
            WHERE account.user_id = wanted_user_id AND account.closed_at IS NOT NULL) THEN
        PERFORM public.refuse('not_yours_to_reset', wanted_user_id);
    END IF;
    PERFORM public.append_audit_entry(organization, public.viewer_user_id(), 'password.reset', 'user', wanted_user_id,
        NULL, NULL);
    UPDATE public.accounts SET password_hash = new_password_hash, one_time_password = true
    WHERE user_id = wanted_user_id;
    UPDATE public.password_resets SET used_at = now() WHERE user_id = wanted_user_id AND used_at IS NULL;
    PERFORM public.mark_keys_of(wanted_user_id);
END
$$;

CREATE FUNCTION public.keep_key(wanted_id uuid) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_of_members();
BEGIN
    UPDATE public.virtual_keys SET holder_reset_at = NULL
    WHERE id = wanted_id AND organization_id = organization AND holder_reset_at IS NOT NULL AND revoked_at IS NULL;
    IF NOT FOUND THEN
        PERFORM public.refuse('no_such_key', wanted_id::text);
    END IF;
    PERFORM public.append_audit_entry(organization, public.viewer_user_id(), 'key.kept', 'key', wanted_id::text, NULL, NULL);
END
$$;

--changeset tokentally:manage-invitations stripComments:false splitStatements:false
-- A link made anew for the same address takes the place of the one before.
CREATE FUNCTION public.create_invitation(
    new_secret_hash bytea, new_address text, new_role text, lifetime interval, sent_by_mail boolean) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_of_members();
    new_id uuid;
BEGIN
    IF EXISTS (
        SELECT FROM public.memberships membership
        JOIN public.accounts account ON account.user_id = membership.user_id
        WHERE membership.organization_id = organization AND lower(account.login) = lower(new_address)) THEN
        PERFORM public.refuse('already_member', new_address);
    END IF;
    UPDATE public.invitations SET state = 'REVOKED', settled_at = now()
    WHERE organization_id = organization AND lower(address) = lower(new_address) AND state = 'OPEN';
    IF (SELECT count(*) FROM public.invitations invitation
        WHERE invitation.organization_id = organization AND invitation.state = 'OPEN' AND invitation.expires_at > now()) >= 200 THEN
        PERFORM public.refuse('too_many_invitations', '200');
    END IF;
    INSERT INTO public.invitations (secret_hash, organization_id, address, role, by_mail, created_by, expires_at)
    VALUES (new_secret_hash, organization, new_address, new_role, sent_by_mail, public.viewer_user_id(),
        now() + least(lifetime, interval '30 days'))
    RETURNING id INTO new_id;
    PERFORM public.append_audit_entry(organization, public.viewer_user_id(), 'invitation.created', 'invitation',
        new_id::text, NULL, jsonb_build_object('address', new_address, 'role', new_role, 'byMail', sent_by_mail));
    RETURN new_id;
END
$$;

CREATE FUNCTION public.revoke_invitation(wanted_id uuid) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_of_members();
    revoked public.invitations;
BEGIN
    UPDATE public.invitations SET state = 'REVOKED', settled_at = now()
    WHERE id = wanted_id AND organization_id = organization AND state = 'OPEN'
    RETURNING * INTO revoked;
    IF NOT FOUND THEN
        PERFORM public.refuse('no_such_invitation', wanted_id::text);
    END IF;
    PERFORM public.append_audit_entry(organization, public.viewer_user_id(), 'invitation.revoked', 'invitation',
        wanted_id::text, jsonb_build_object('address', revoked.address, 'role', revoked.role), NULL);
END
$$;

-- The invitation, which nobody else can settle until this transaction ends. Refuses one that is not open.
CREATE FUNCTION public.open_invitation(wanted public.invitations) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF wanted.id IS NULL THEN
        PERFORM public.refuse('no_such_invitation', NULL);
    ELSIF wanted.state <> 'OPEN' THEN
        PERFORM public.refuse('invitation_' || lower(wanted.state), NULL);
    ELSIF wanted.expires_at <= now() THEN
        PERFORM public.refuse('invitation_expired', NULL);
    END IF;
END
$$;

CREATE FUNCTION public.settle_invitation(wanted public.invitations, new_state text, actor text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.invitations SET state = new_state, settled_at = now() WHERE id = wanted.id;
    PERFORM public.append_audit_entry(wanted.organization_id, actor, 'invitation.' || lower(new_state), 'invitation',
        wanted.id::text, NULL, jsonb_build_object('address', wanted.address, 'role', wanted.role));
END
$$;

CREATE FUNCTION public.join_organization(wanted public.invitations, joining_user_id text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO public.memberships (user_id, organization_id, role)
    VALUES (joining_user_id, wanted.organization_id, wanted.role) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        PERFORM public.refuse('already_member', wanted.address);
    END IF;
    PERFORM public.settle_invitation(wanted, 'ACCEPTED', joining_user_id);
    PERFORM public.append_audit_entry(wanted.organization_id, joining_user_id, 'member.joined', 'user', joining_user_id,
        NULL, jsonb_build_object('role', wanted.role, 'invitedBy', wanted.created_by));
END
$$;

-- The viewer holds the link, and signs in by the address that it is for.
CREATE FUNCTION public.accept_invitation(wanted_secret_hash bytea) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := public.viewer_user_id();
    wanted public.invitations;
BEGIN
    SELECT * INTO wanted FROM public.invitations invitation WHERE invitation.secret_hash = wanted_secret_hash FOR UPDATE;
    PERFORM public.open_invitation(wanted);
    IF (SELECT session.scopes IS NULL AND session.kind <> 'WORK' FROM public.viewer_session() session) IS NOT TRUE
        OR NOT EXISTS (
            SELECT FROM public.accounts account
            WHERE account.user_id = viewer AND lower(account.login) = lower(wanted.address) AND NOT account.operator
                AND account.closed_at IS NULL) THEN
        PERFORM public.refuse('invitation_for_another', wanted.address);
    END IF;
    IF wanted.by_mail THEN
        UPDATE public.accounts SET address_proven_at = now() WHERE user_id = viewer;
    END IF;
    -- Waits for an owner who is setting the account's password.
    PERFORM FROM public.accounts WHERE user_id = viewer FOR UPDATE;
    PERFORM public.join_organization(wanted, viewer);
    RETURN wanted.organization_id;
END
$$;

-- What the viewer is invited to, if mail has proven that the address is theirs; else nothing, since the account's login may
-- be anybody's address.
CREATE FUNCTION public.invitations_to_viewer()
    RETURNS TABLE (id uuid, organization_id text, organization_name text, role text, expires_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT invitation.id, organization.id, organization.name, invitation.role, invitation.expires_at
    FROM public.accounts account
    JOIN public.invitations invitation ON lower(invitation.address) = lower(account.login)
    JOIN public.organizations organization ON organization.id = invitation.organization_id
    WHERE account.user_id = public.viewer_user_id()
      AND account.address_proven_at IS NOT NULL
      AND (SELECT session.scopes IS NULL FROM public.viewer_session() session)
      AND invitation.state = 'OPEN'
      AND invitation.expires_at > now()
    ORDER BY organization.name, organization.id
$$;

CREATE FUNCTION public.answer_own_invitation(wanted_id uuid, accepts boolean) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := public.viewer_user_id();
    wanted public.invitations;
BEGIN
    SELECT * INTO wanted FROM public.invitations invitation WHERE invitation.id = wanted_id FOR UPDATE;
    -- A statement of its own: it has to see what was committed while this one waited.
    IF NOT EXISTS (SELECT FROM public.invitations_to_viewer() own WHERE own.id = wanted_id) THEN
        PERFORM public.refuse('no_such_invitation', wanted_id::text);
    END IF;
    IF accepts THEN
        PERFORM FROM public.accounts WHERE user_id = viewer FOR UPDATE;
        PERFORM public.join_organization(wanted, viewer);
    ELSE
        PERFORM public.settle_invitation(wanted, 'DECLINED', viewer);
    END IF;
    RETURN wanted.organization_id;
END
$$;

--changeset tokentally:links stripComments:false splitStatements:false
-- What holds for whoever has a link and is not signed in: for the authentication role.
CREATE FUNCTION public.invitation_by_secret(wanted_secret_hash bytea)
    RETURNS TABLE (organization_name text, role text, address text, expires_at timestamptz, has_account boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT organization.name, invitation.role, invitation.address, invitation.expires_at,
        EXISTS (SELECT FROM public.accounts account WHERE lower(account.login) = lower(invitation.address))
    FROM public.invitations invitation
    JOIN public.organizations organization ON organization.id = invitation.organization_id
    WHERE invitation.secret_hash = wanted_secret_hash AND invitation.state = 'OPEN' AND invitation.expires_at > now()
$$;

-- Makes the account of somebody who has none and takes them in, both or neither.
CREATE FUNCTION public.join_by_invitation(
    wanted_secret_hash bytea, new_user_id text, new_display_name text, new_password_hash text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    wanted public.invitations;
BEGIN
    SELECT * INTO wanted FROM public.invitations invitation WHERE invitation.secret_hash = wanted_secret_hash FOR UPDATE;
    PERFORM public.open_invitation(wanted);
    INSERT INTO public.accounts (
        user_id, login, display_name, password_hash, one_time_password, managed_by, address_proven_at)
    VALUES (new_user_id, wanted.address, new_display_name, new_password_hash, false, wanted.organization_id,
        CASE WHEN wanted.by_mail THEN now() END)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        PERFORM public.refuse('address_taken', wanted.address);
    END IF;
    PERFORM public.join_organization(wanted, new_user_id);
END
$$;

CREATE FUNCTION public.decline_invitation(wanted_secret_hash bytea) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    wanted public.invitations;
BEGIN
    SELECT * INTO wanted FROM public.invitations invitation WHERE invitation.secret_hash = wanted_secret_hash FOR UPDATE;
    PERFORM public.open_invitation(wanted);
    PERFORM public.settle_invitation(wanted, 'DECLINED', NULL);
END
$$;

CREATE FUNCTION public.reset_by_secret(wanted_secret_hash bytea)
    RETURNS TABLE (login text, display_name text, expires_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT account.login, account.display_name, reset.expires_at
    FROM public.password_resets reset
    JOIN public.accounts account ON account.user_id = reset.user_id
    WHERE reset.secret_hash = wanted_secret_hash AND reset.used_at IS NULL AND reset.expires_at > now()
      AND account.closed_at IS NULL
$$;

-- Everywhere the person belongs, it is written down that their password was reset.
CREATE FUNCTION public.append_audit_entries_of(
    wanted_user_id text, actor text, action text, after jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text;
BEGIN
    PERFORM public.append_audit_entry(NULL, actor, action, 'user', wanted_user_id, NULL, after);
    FOR organization IN
        SELECT membership.organization_id FROM public.memberships membership
        WHERE membership.user_id = wanted_user_id ORDER BY membership.organization_id
    LOOP
        PERFORM public.append_audit_entry(organization, actor, action, 'user', wanted_user_id, NULL, after);
    END LOOP;
END
$$;

CREATE FUNCTION public.reset_password_by_link(wanted_secret_hash bytea, new_password_hash text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    wanted public.password_resets;
BEGIN
    SELECT * INTO wanted FROM public.password_resets reset WHERE reset.secret_hash = wanted_secret_hash FOR UPDATE;
    IF wanted.id IS NULL OR wanted.used_at IS NOT NULL OR wanted.expires_at <= now() THEN
        PERFORM public.refuse('no_such_reset', NULL);
    END IF;
    UPDATE public.accounts
    SET password_hash = new_password_hash, one_time_password = false, password_expires_at = NULL,
        address_proven_at = CASE WHEN wanted.by_mail THEN now() ELSE address_proven_at END
    WHERE user_id = wanted.user_id AND closed_at IS NULL;
    IF NOT FOUND THEN
        PERFORM public.refuse('no_such_reset', NULL);
    END IF;
    UPDATE public.password_resets SET used_at = now() WHERE user_id = wanted.user_id AND used_at IS NULL;
    UPDATE public.sessions SET ended_at = now() WHERE user_id = wanted.user_id AND ended_at IS NULL;
    PERFORM public.mark_keys_of(wanted.user_id);
    PERFORM public.append_audit_entries_of(wanted.user_id, wanted.user_id, 'password.reset_by_link',
        jsonb_build_object('byMail', wanted.by_mail, 'issuedBy', wanted.issued_by));
END
$$;

-- Makes a link that goes to the person's proven address and nowhere else, three an hour at most. Answers the address to
-- send it to, or nothing, which nobody outside is told apart.
CREATE FUNCTION public.request_reset(wanted_login text, new_secret_hash bytea) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    wanted public.accounts;
BEGIN
    SELECT * INTO wanted FROM public.accounts account
    WHERE lower(account.login) = lower(wanted_login) AND account.address_proven_at IS NOT NULL
      AND account.closed_at IS NULL AND NOT account.operator
    FOR UPDATE;
    IF NOT FOUND OR (
        SELECT count(*) FROM public.password_resets reset
        WHERE reset.user_id = wanted.user_id AND reset.by_mail AND reset.created_at > now() - interval '1 hour') >= 3 THEN
        RETURN NULL;
    END IF;
    INSERT INTO public.password_resets (secret_hash, user_id, by_mail, expires_at)
    VALUES (new_secret_hash, wanted.user_id, true, now() + interval '1 hour');
    PERFORM public.append_audit_entry(NULL, NULL, 'password.reset_requested', 'user', wanted.user_id, NULL, NULL);
    RETURN wanted.login;
END
$$;

--changeset tokentally:operators-business stripComments:false splitStatements:false
-- For a person whom no organization alone vouches for.
CREATE FUNCTION public.issue_reset_link(wanted_user_id text, new_secret_hash bytea) RETURNS void
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
    UPDATE public.password_resets SET used_at = now() WHERE user_id = wanted_user_id AND used_at IS NULL;
    INSERT INTO public.password_resets (secret_hash, user_id, by_mail, issued_by, expires_at)
    VALUES (new_secret_hash, wanted_user_id, false, operator_id, now() + interval '24 hours');
    PERFORM public.append_audit_entries_of(wanted_user_id, operator_id, 'password.reset_link_issued', NULL);
END
$$;

-- Takes an address from an account that nobody can show to be theirs. The account is as good as closed, and stays a member.
CREATE FUNCTION public.release_address(wanted_user_id text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    operator_id text := public.require_operator();
    old_login text;
BEGIN
    SELECT account.login INTO old_login FROM public.accounts account
    WHERE account.user_id = wanted_user_id AND account.closed_at IS NULL AND NOT account.operator FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM public.refuse('no_such_account', wanted_user_id);
    END IF;
    PERFORM public.append_audit_entries_of(wanted_user_id, operator_id, 'address.released',
        jsonb_build_object('address', old_login));
    UPDATE public.virtual_keys SET revoked_at = clock_timestamp()
    WHERE user_id = wanted_user_id AND holder_kind = 'USER' AND revoked_at IS NULL;
    PERFORM public.shut_account(wanted_user_id);
END
$$;

-- Whom the operator can do that for, by the address.
CREATE FUNCTION public.account_by_address(wanted_login text)
    RETURNS TABLE (user_id text, login text, display_name text, address_proven_at timestamptz, organizations int)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM public.require_operator();
    RETURN QUERY
    SELECT account.user_id, account.login, account.display_name, account.address_proven_at,
        (SELECT count(*)::int FROM public.memberships membership WHERE membership.user_id = account.user_id)
    FROM public.accounts account
    WHERE lower(account.login) = lower(wanted_login) AND account.closed_at IS NULL AND NOT account.operator;
END
$$;

--changeset tokentally:closed-accounts stripComments:false splitStatements:false
CREATE OR REPLACE FUNCTION public.find_account(wanted_login text)
    RETURNS TABLE (
        user_id text, login text, display_name text, password_hash text, one_time_password boolean,
        password_expires_at timestamptz, operator boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT account.user_id, account.login, account.display_name, account.password_hash, account.one_time_password,
        account.password_expires_at, account.operator
    FROM public.accounts account
    WHERE lower(account.login) = lower(wanted_login) AND account.closed_at IS NULL
$$;

-- Whoever opens sessions, and however: none is of an account that is closed. Waits for whoever is closing it.
CREATE FUNCTION public.refuse_session_of_closed_account() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM FROM public.accounts account
    WHERE account.user_id = NEW.user_id AND account.closed_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
        PERFORM public.refuse('account_closed', NEW.user_id);
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER refuse_closed_account BEFORE INSERT ON public.sessions
    FOR EACH ROW EXECUTE FUNCTION public.refuse_session_of_closed_account();

--changeset tokentally:fresh-sign-in-for-keys stripComments:false splitStatements:false
-- Whoever changes keys as somebody signed in has shown lately who they are. What changes them without a viewer is the
-- application's own work.
CREATE FUNCTION public.require_fresh_sign_in_of_viewer() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF nullif(current_setting('tokentally.session_token', true), '') IS NOT NULL THEN
        PERFORM public.require_fresh_sign_in();
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER a_require_fresh_sign_in BEFORE INSERT OR UPDATE ON public.virtual_keys
    FOR EACH STATEMENT EXECUTE FUNCTION public.require_fresh_sign_in_of_viewer();
CREATE TRIGGER a_require_fresh_sign_in BEFORE INSERT OR UPDATE OR DELETE ON public.provider_keys
    FOR EACH STATEMENT EXECUTE FUNCTION public.require_fresh_sign_in_of_viewer();

--changeset tokentally:invitation-policies stripComments:false
ALTER TABLE public.invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.password_resets ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.former_members ENABLE ROW LEVEL SECURITY;

CREATE POLICY viewer_reads ON public.invitations FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_owns_organization()) AND (SELECT public.viewer_may('MEMBERS')));
CREATE POLICY viewer_reads ON public.former_members FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization()) OR user_id = (SELECT public.viewer_user_id())));

REVOKE ALL ON public.invitations, public.password_resets, public.former_members
    FROM PUBLIC, tokentally_app, tokentally_metering, tokentally_auth;
REVOKE ALL ON FUNCTION
    public.refuse(text, text), public.require_owner_of_members(), public.require_operator(),
    public.is_vouched_for_by_others(text, text), public.remember_former_member(), public.forget_former_member(),
    public.revoke_invitations_of_former_owner(), public.leave_organization(), public.shut_account(text),
    public.close_account(text), public.mark_keys_of(text), public.keep_key(uuid),
    public.create_invitation(bytea, text, text, interval, boolean), public.revoke_invitation(uuid),
    public.open_invitation(public.invitations), public.settle_invitation(public.invitations, text, text),
    public.join_organization(public.invitations, text), public.accept_invitation(bytea), public.invitations_to_viewer(),
    public.answer_own_invitation(uuid, boolean), public.invitation_by_secret(bytea),
    public.join_by_invitation(bytea, text, text, text), public.decline_invitation(bytea), public.reset_by_secret(bytea),
    public.append_audit_entries_of(text, text, text, jsonb), public.reset_password_by_link(bytea, text),
    public.request_reset(text, bytea), public.issue_reset_link(text, bytea), public.release_address(text),
    public.account_by_address(text), public.refuse_session_of_closed_account(), public.require_fresh_sign_in_of_viewer()
    FROM PUBLIC;

GRANT SELECT (id, organization_id, address, role, by_mail, created_by, created_at, expires_at, state, settled_at)
    ON public.invitations TO tokentally_app;
GRANT SELECT ON public.former_members TO tokentally_app;
GRANT SELECT (holder_reset_at) ON public.virtual_keys TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.viewer_may(text[]), public.leave_organization(), public.close_account(text), public.keep_key(uuid),
    public.create_invitation(bytea, text, text, interval, boolean), public.revoke_invitation(uuid),
    public.accept_invitation(bytea), public.invitations_to_viewer(), public.answer_own_invitation(uuid, boolean),
    public.issue_reset_link(text, bytea), public.release_address(text), public.account_by_address(text)
    TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.invitation_by_secret(bytea), public.join_by_invitation(bytea, text, text, text),
    public.decline_invitation(bytea), public.reset_by_secret(bytea), public.reset_password_by_link(bytea, text),
    public.request_reset(text, bytea)
    TO tokentally_auth;
