--liquibase formatted sql

--changeset tokentally:keys stripComments:false
-- The keys that programs show to the gateway. The secret is kept nowhere: what is here is its keyed hash. Rows are never
-- removed, so that whoever has seen the last change has seen all. Organizations are named as in the ledger.
CREATE TABLE public.virtual_keys (
    id                  uuid        PRIMARY KEY,
    organization_id     text        NOT NULL,
    name                text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    prefix              text        NOT NULL CHECK (length(prefix) BETWEEN 1 AND 20),
    hash                bytea       NOT NULL UNIQUE CHECK (length(hash) = 32),
    holder_kind         text        NOT NULL CHECK (holder_kind IN ('USER', 'SERVICE')),
    user_id             text        NOT NULL CHECK (length(user_id) BETWEEN 1 AND 255),
    requests_per_minute integer     CHECK (requests_per_minute > 0),
    concurrent_calls    integer     CHECK (concurrent_calls > 0),
    created_by          text        NOT NULL,
    created_at          timestamptz NOT NULL,
    expires_at          timestamptz,
    revoked_at          timestamptz,
    -- The number of the change that made the row what it is.
    change              bigint      NOT NULL
);

CREATE INDEX virtual_keys_of_organization ON public.virtual_keys (organization_id, created_at);
CREATE INDEX virtual_keys_of_holder ON public.virtual_keys (organization_id, user_id);
CREATE INDEX virtual_keys_changed ON public.virtual_keys (change);

-- Apart, since it is written all the time, and by others.
CREATE TABLE public.virtual_key_uses (
    virtual_key_id uuid        PRIMARY KEY REFERENCES public.virtual_keys,
    last_used_at   timestamptz NOT NULL
);

-- The organizations' own keys with providers, encrypted by the application, which has the key to them and does not keep it
-- here.
CREATE TABLE public.provider_keys (
    organization_id text        NOT NULL,
    provider        text        NOT NULL CHECK (length(provider) BETWEEN 1 AND 60),
    sealed          text        NOT NULL CHECK (length(sealed) BETWEEN 1 AND 4000),
    hint            text        NOT NULL CHECK (length(hint) BETWEEN 1 AND 10),
    stored_by       text        NOT NULL,
    stored_at       timestamptz NOT NULL,
    PRIMARY KEY (organization_id, provider)
);

-- One row: how often keys were changed. Changes wait for each other here, so that they are committed in this order.
CREATE TABLE public.key_changes (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    last     bigint  NOT NULL
);

INSERT INTO public.key_changes (last) VALUES (0);

-- One row: what tells the application's master key from others, and nothing else of it.
CREATE TABLE public.master_key_mark (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    mark     text    NOT NULL
);

--changeset tokentally:key-changes stripComments:false splitStatements:false
-- The statement takes the number before it locks a row of the table, so that no two wait for each other.
CREATE FUNCTION public.count_key_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.key_changes SET last = last + 1;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.number_key_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.change := (SELECT last FROM public.key_changes);
    RETURN NEW;
END
$$;

-- Whoever is put out has no keys any more, and does not get them back by being taken in again.
CREATE FUNCTION public.revoke_keys_of_former_member() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.virtual_keys SET revoked_at = clock_timestamp()
    WHERE organization_id = OLD.organization_id AND user_id = OLD.user_id AND holder_kind = 'USER'
        AND revoked_at IS NULL;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.revoke_keys_of_former_organization() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.virtual_keys SET revoked_at = clock_timestamp()
    WHERE organization_id = OLD.id AND revoked_at IS NULL;
    DELETE FROM public.provider_keys WHERE organization_id = OLD.id;
    RETURN NULL;
END
$$;

-- Calls are counted by user: nobody becomes the one whom a service's calls are counted for.
CREATE FUNCTION public.refuse_name_of_service() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.virtual_keys key
        WHERE key.organization_id = NEW.organization_id AND key.user_id = NEW.user_id AND key.holder_kind = 'SERVICE') THEN
        RAISE EXCEPTION 'A service of the organization is called %. Choose another.', NEW.user_id USING ERRCODE = 'TT001';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER count_key_change BEFORE INSERT OR UPDATE ON public.virtual_keys
    FOR EACH STATEMENT EXECUTE FUNCTION public.count_key_change();
CREATE TRIGGER number_key_change BEFORE INSERT OR UPDATE ON public.virtual_keys
    FOR EACH ROW EXECUTE FUNCTION public.number_key_change();
CREATE TRIGGER refuse_change BEFORE DELETE ON public.virtual_keys
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER count_key_change BEFORE INSERT OR UPDATE OR DELETE ON public.provider_keys
    FOR EACH STATEMENT EXECUTE FUNCTION public.count_key_change();
CREATE TRIGGER revoke_keys AFTER DELETE ON public.memberships
    FOR EACH ROW EXECUTE FUNCTION public.revoke_keys_of_former_member();
CREATE TRIGGER revoke_keys AFTER DELETE ON public.organizations
    FOR EACH ROW EXECUTE FUNCTION public.revoke_keys_of_former_organization();
CREATE TRIGGER refuse_name_of_service BEFORE INSERT ON public.memberships
    FOR EACH ROW EXECUTE FUNCTION public.refuse_name_of_service();

--changeset tokentally:manage-keys stripComments:false splitStatements:false
CREATE FUNCTION public.viewer_owns_organization() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM public.memberships membership
        WHERE membership.user_id = nullif(current_setting('tokentally.user_id', true), '')
          AND membership.organization_id = nullif(current_setting('tokentally.organization_id', true), '')
          AND membership.role = 'OWNER')
$$;

-- A member makes keys for nobody but themselves. Who puts them out waits until the key is there, and so revokes it.
CREATE FUNCTION public.require_own_key(holder text) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := nullif(current_setting('tokentally.organization_id', true), '');
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

CREATE FUNCTION public.require_service_name(organization text, service text) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.memberships membership
        JOIN public.accounts account ON account.user_id = membership.user_id
        WHERE membership.organization_id = organization
          AND lower(service) IN (lower(account.user_id), lower(account.login))) THEN
        RAISE EXCEPTION 'A member of the organization is called %. Choose another name for the service.', service
            USING ERRCODE = 'TT001';
    END IF;
END
$$;

CREATE FUNCTION public.issue_key(
    new_id uuid, new_name text, new_prefix text, new_hash bytea, new_holder_kind text, new_user_id text,
    new_requests_per_minute integer, new_concurrent_calls integer, new_created_at timestamptz, new_expires_at timestamptz,
    most_per_holder integer) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text;
BEGIN
    IF new_holder_kind = 'SERVICE' THEN
        organization := public.require_owner_to('make keys for services');
        PERFORM public.require_service_name(organization, new_user_id);
    ELSE
        organization := public.require_own_key(new_user_id);
    END IF;
    IF (new_requests_per_minute IS NOT NULL OR new_concurrent_calls IS NOT NULL)
        AND NOT public.viewer_owns_organization() THEN
        RAISE EXCEPTION 'Only owners limit keys. Leave the limits out, or ask an owner.' USING ERRCODE = 'TT001';
    END IF;
    IF (SELECT count(*) FROM public.virtual_keys key
        WHERE key.organization_id = organization AND key.user_id = new_user_id AND key.revoked_at IS NULL
            AND (key.expires_at IS NULL OR key.expires_at > now())) >= most_per_holder THEN
        RAISE EXCEPTION '% has % keys already. Revoke one that nobody needs any more.', new_user_id, most_per_holder
            USING ERRCODE = 'TT001';
    END IF;
    INSERT INTO public.virtual_keys (
        id, organization_id, name, prefix, hash, holder_kind, user_id, requests_per_minute, concurrent_calls, created_by,
        created_at, expires_at)
    VALUES (
        new_id, organization, new_name, new_prefix, new_hash, new_holder_kind, new_user_id, new_requests_per_minute,
        new_concurrent_calls, public.viewer_user_id(), new_created_at, new_expires_at);
END
$$;

-- A key that the viewer may not know of is none.
CREATE FUNCTION public.revoke_key(wanted_id uuid, new_revoked_at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own boolean;
BEGIN
    SELECT key.holder_kind = 'USER' AND key.user_id = public.viewer_user_id() INTO own
    FROM public.virtual_keys key
    WHERE key.id = wanted_id AND key.organization_id = public.viewer_organization_id();
    IF NOT FOUND OR NOT (own OR public.viewer_sees_organization()) THEN
        RAISE EXCEPTION 'There is no such key in the organization. Load the list again.' USING ERRCODE = 'TT001';
    END IF;
    IF NOT (own OR public.viewer_owns_organization()) THEN
        RAISE EXCEPTION 'Only owners revoke the keys of others. Ask an owner.' USING ERRCODE = 'TT001';
    END IF;
    UPDATE public.virtual_keys SET revoked_at = new_revoked_at WHERE id = wanted_id AND revoked_at IS NULL;
END
$$;

CREATE FUNCTION public.store_provider_key(
    new_provider text, new_sealed text, new_hint text, new_stored_at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('manage the providers'' keys');
BEGIN
    INSERT INTO public.provider_keys (organization_id, provider, sealed, hint, stored_by, stored_at)
    VALUES (organization, new_provider, new_sealed, new_hint, public.viewer_user_id(), new_stored_at)
    ON CONFLICT (organization_id, provider) DO UPDATE
    SET sealed = excluded.sealed, hint = excluded.hint, stored_by = excluded.stored_by, stored_at = excluded.stored_at;
END
$$;

CREATE FUNCTION public.remove_provider_key(wanted_provider text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('manage the providers'' keys');
BEGIN
    DELETE FROM public.provider_keys WHERE organization_id = organization AND provider = wanted_provider;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The organization has stored no key for %. Load the list again.', wanted_provider
            USING ERRCODE = 'TT001';
    END IF;
END
$$;

-- In the order of the keys, so that no two who note uses wait for each other.
CREATE FUNCTION public.note_key_uses(key_ids uuid[], used_at timestamptz[]) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO public.virtual_key_uses AS known (virtual_key_id, last_used_at)
    SELECT noted.id, noted.at
    FROM unnest(key_ids, used_at) AS noted (id, at)
    JOIN public.virtual_keys key ON key.id = noted.id
    ORDER BY noted.id
    ON CONFLICT (virtual_key_id) DO UPDATE SET last_used_at = greatest(known.last_used_at, excluded.last_used_at)
$$;

--changeset tokentally:key-policies stripComments:false
-- The application's role reads what is shown, and neither hashes nor encrypted keys. Whoever meters has no viewer, and
-- checks everybody's keys.
ALTER TABLE public.virtual_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.virtual_key_uses ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.provider_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.key_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.master_key_mark ENABLE ROW LEVEL SECURITY;

CREATE POLICY viewer_reads ON public.virtual_keys FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization())
            OR (holder_kind = 'USER' AND user_id = (SELECT public.viewer_user_id()))));

-- Of the keys that the viewer sees: the policy above applies to the sub-select.
CREATE POLICY viewer_reads ON public.virtual_key_uses FOR SELECT TO tokentally_app
    USING (virtual_key_id IN (SELECT key.id FROM public.virtual_keys key));

CREATE POLICY viewer_reads ON public.provider_keys FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_owns_organization()));

CREATE POLICY metering_reads ON public.virtual_keys FOR SELECT TO tokentally_metering USING (true);
CREATE POLICY metering_reads ON public.provider_keys FOR SELECT TO tokentally_metering USING (true);
CREATE POLICY metering_reads ON public.key_changes FOR SELECT TO tokentally_metering USING (true);

REVOKE ALL ON
    public.virtual_keys, public.virtual_key_uses, public.provider_keys, public.key_changes, public.master_key_mark
    FROM PUBLIC, tokentally_app, tokentally_metering;
REVOKE ALL ON FUNCTION
    public.count_key_change(), public.number_key_change(), public.revoke_keys_of_former_member(),
    public.revoke_keys_of_former_organization(), public.refuse_name_of_service(), public.viewer_owns_organization(),
    public.require_own_key(text), public.require_service_name(text, text), public.issue_key(
        uuid, text, text, bytea, text, text, integer, integer, timestamptz, timestamptz, integer),
    public.revoke_key(uuid, timestamptz), public.store_provider_key(text, text, text, timestamptz),
    public.remove_provider_key(text), public.note_key_uses(uuid[], timestamptz[])
    FROM PUBLIC;

GRANT SELECT (
    id, organization_id, name, prefix, holder_kind, user_id, requests_per_minute, concurrent_calls, created_by, created_at,
    expires_at, revoked_at) ON public.virtual_keys TO tokentally_app;
GRANT SELECT ON public.virtual_key_uses TO tokentally_app;
GRANT SELECT (organization_id, provider, hint, stored_by, stored_at) ON public.provider_keys TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.viewer_owns_organization(), public.issue_key(
        uuid, text, text, bytea, text, text, integer, integer, timestamptz, timestamptz, integer), public.revoke_key(uuid, timestamptz),
    public.store_provider_key(text, text, text, timestamptz), public.remove_provider_key(text)
    TO tokentally_app;

GRANT SELECT ON public.virtual_keys, public.key_changes TO tokentally_metering;
GRANT SELECT (organization_id, provider, sealed) ON public.provider_keys TO tokentally_metering;
GRANT EXECUTE ON FUNCTION public.note_key_uses(uuid[], timestamptz[]) TO tokentally_metering;
