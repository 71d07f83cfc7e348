--liquibase formatted sql

--changeset tokentally:operators-belong-nowhere stripComments:false splitStatements:false
-- Whoever runs the installation sees no organization's figures: operators belong to no organization.
CREATE FUNCTION public.keep_operator_out_of_organizations() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- Waits for whoever makes the account an operator's.
    PERFORM FROM public.accounts account WHERE account.user_id = NEW.user_id AND account.operator FOR SHARE;
    IF FOUND THEN
        PERFORM public.refuse('operator_belongs_nowhere', NEW.user_id);
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION public.keep_member_from_operating() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.operator AND EXISTS (SELECT FROM public.memberships membership WHERE membership.user_id = NEW.user_id) THEN
        PERFORM public.refuse('operator_belongs_nowhere', NEW.user_id);
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER keep_operator_out BEFORE INSERT OR UPDATE OF user_id ON public.memberships
    FOR EACH ROW EXECUTE FUNCTION public.keep_operator_out_of_organizations();
CREATE TRIGGER keep_member_from_operating BEFORE INSERT OR UPDATE OF operator ON public.accounts
    FOR EACH ROW EXECUTE FUNCTION public.keep_member_from_operating();

--changeset tokentally:operator-looks stripComments:false splitStatements:false
-- Whether an operator looks, by a session that may do whatever they may.
CREATE FUNCTION public.viewer_is_operator() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM public.viewer_session() session
        JOIN public.accounts account ON account.user_id = session.user_id
        WHERE account.user_id = public.viewer_user_id() AND account.operator AND account.closed_at IS NULL
          AND session.scopes IS NULL AND session.kind <> 'WORK')
$$;

CREATE OR REPLACE FUNCTION public.require_operator() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT public.viewer_is_operator() THEN
        PERFORM public.refuse('operator_only', NULL);
    END IF;
    PERFORM public.require_fresh_sign_in();
    RETURN public.viewer_user_id();
END
$$;

-- The organizations and how many people are in them. What they spend is not the operator's to see.
CREATE FUNCTION public.organizations_of_installation()
    RETURNS TABLE (id text, name text, people bigint, owners bigint, open_invitations bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT public.viewer_is_operator() THEN
        PERFORM public.refuse('operator_only', NULL);
    END IF;
    RETURN QUERY
    SELECT organization.id, organization.name,
        (SELECT count(*) FROM public.memberships membership WHERE membership.organization_id = organization.id),
        (SELECT count(*) FROM public.memberships membership
            JOIN public.accounts account ON account.user_id = membership.user_id
            WHERE membership.organization_id = organization.id AND membership.role = 'OWNER' AND account.closed_at IS NULL),
        (SELECT count(*) FROM public.invitations invitation
            WHERE invitation.organization_id = organization.id AND invitation.state = 'OPEN' AND invitation.expires_at > now())
    FROM public.organizations organization
    ORDER BY lower(organization.name), organization.id;
END
$$;

--changeset tokentally:operator-makes-organizations stripComments:false splitStatements:false
-- Invites somebody to own an organization that nobody owns, which is how one begins and how one goes on whose last owner has
-- gone. Links before it open nothing any more.
CREATE FUNCTION public.invite_first_owner(
    organization text, new_secret_hash bytea, owner_address text, lifetime interval, sent_by_mail boolean) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    operator_id text := public.require_operator();
    new_id uuid;
    told jsonb := jsonb_build_object('address', owner_address, 'role', 'OWNER', 'byMail', sent_by_mail);
BEGIN
    PERFORM FROM public.organizations known WHERE known.id = organization FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM public.refuse('no_such_organization', organization);
    END IF;
    IF EXISTS (
        SELECT FROM public.memberships membership
        JOIN public.accounts account ON account.user_id = membership.user_id
        WHERE membership.organization_id = organization AND membership.role = 'OWNER' AND account.closed_at IS NULL) THEN
        PERFORM public.refuse('organization_has_owner', organization);
    END IF;
    UPDATE public.invitations SET state = 'REVOKED', settled_at = now()
    WHERE organization_id = organization AND state = 'OPEN' AND role = 'OWNER';
    INSERT INTO public.invitations (secret_hash, organization_id, address, role, by_mail, created_by, expires_at)
    VALUES (new_secret_hash, organization, owner_address, 'OWNER', sent_by_mail, operator_id,
        now() + least(lifetime, interval '30 days'))
    RETURNING id INTO new_id;
    PERFORM public.append_audit_entry(
        organization, operator_id, 'invitation.created', 'invitation', new_id::text, NULL, told);
    PERFORM public.append_audit_entry(
        NULL, operator_id, 'organization.owner_invited', 'organization', organization, NULL, told);
    RETURN new_id;
END
$$;

-- An organization, which nobody belongs to until its first owner has accepted.
CREATE FUNCTION public.create_organization(new_id text, new_name text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    operator_id text := public.require_operator();
BEGIN
    INSERT INTO public.organizations (id, name) VALUES (new_id, new_name) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        PERFORM public.refuse('organization_exists', new_id);
    END IF;
    PERFORM public.append_audit_entry(
        NULL, operator_id, 'organization.created', 'organization', new_id, NULL, jsonb_build_object('name', new_name));
END
$$;

--changeset tokentally:operator-policies stripComments:false
CREATE POLICY operator_reads ON public.audit_entries FOR SELECT TO tokentally_app
    USING (chain = '' AND (SELECT public.viewer_is_operator()));
CREATE POLICY operator_reads ON public.audit_personal FOR SELECT TO tokentally_app
    USING (chain = '' AND (SELECT public.viewer_is_operator()));
CREATE POLICY operator_reads ON public.audit_heads FOR SELECT TO tokentally_app
    USING (chain = '' AND (SELECT public.viewer_is_operator()));

REVOKE ALL ON FUNCTION
    public.keep_operator_out_of_organizations(), public.keep_member_from_operating(), public.viewer_is_operator(),
    public.organizations_of_installation(), public.invite_first_owner(text, bytea, text, interval, boolean),
    public.create_organization(text, text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.viewer_is_operator(), public.organizations_of_installation(),
    public.invite_first_owner(text, bytea, text, interval, boolean), public.create_organization(text, text)
    TO tokentally_app;
