--liquibase formatted sql

--changeset tokentally:price-bundles stripComments:false
-- Signed editions of the built-in price list. One waits for an operator at most; those that were applied stay for good, and
-- those of them are needed that have versions which no later one has.
CREATE TABLE public.price_bundles (
    sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    version integer NOT NULL CHECK (version > 0),
    dated date NOT NULL,
    key_sha256 text NOT NULL CHECK (key_sha256 ~ '^[0-9a-f]{64}$'),
    content bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 20971520),
    door text NOT NULL CHECK (door IN ('FOLDER', 'UPLOAD', 'ADDRESS')),
    offered_at timestamptz NOT NULL DEFAULT now(),
    applied_at timestamptz,
    applied_by text,
    needed boolean NOT NULL DEFAULT false,
    CHECK ((applied_at IS NULL) = (applied_by IS NULL)),
    CHECK (applied_at IS NOT NULL OR NOT needed)
);

CREATE UNIQUE INDEX price_bundles_one_waits ON public.price_bundles ((applied_at IS NULL)) WHERE applied_at IS NULL;
CREATE UNIQUE INDEX price_bundles_applied ON public.price_bundles (version) WHERE applied_at IS NOT NULL;

ALTER TABLE public.price_bundles ENABLE ROW LEVEL SECURITY;
CREATE POLICY metering_reads ON public.price_bundles FOR SELECT TO tokentally_metering USING (true);
GRANT SELECT ON public.price_bundles TO tokentally_metering;

--changeset tokentally:price-bundle-functions stripComments:false splitStatements:false
-- Refuses what is no later than what was applied. Whoever changes bundles takes turns from here on.
CREATE FUNCTION public.require_later_price_bundle(new_version integer, new_dated date) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    last public.price_bundles;
BEGIN
    LOCK TABLE public.price_bundles IN SHARE ROW EXCLUSIVE MODE;
    SELECT * INTO last FROM public.price_bundles WHERE applied_at IS NOT NULL ORDER BY version DESC LIMIT 1;
    IF FOUND AND (new_version <= last.version OR new_dated < last.dated) THEN
        PERFORM public.refuse('price_bundle_outdated', format('version %s of %s', last.version, last.dated));
    END IF;
END
$$;

CREATE FUNCTION public.put_price_bundle(
    new_sha256 text, new_version integer, new_dated date, new_key text, new_content bytea, new_door text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM public.require_later_price_bundle(new_version, new_dated);
    DELETE FROM public.price_bundles WHERE applied_at IS NULL;
    INSERT INTO public.price_bundles (sha256, version, dated, key_sha256, content, door)
    VALUES (new_sha256, new_version, new_dated, new_key, new_content, new_door);
END
$$;

-- What comes by itself does not take the place of a later one.
CREATE FUNCTION public.offer_price_bundle(
    new_sha256 text, new_version integer, new_dated date, new_key text, new_content bytea, new_door text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM public.require_later_price_bundle(new_version, new_dated);
    IF NOT EXISTS (
        SELECT FROM public.price_bundles
        WHERE applied_at IS NULL AND (version > new_version OR sha256 = new_sha256)) THEN
        PERFORM public.put_price_bundle(new_sha256, new_version, new_dated, new_key, new_content, new_door);
    END IF;
END
$$;

CREATE FUNCTION public.upload_price_bundle(
    new_sha256 text, new_version integer, new_dated date, new_key text, new_content bytea) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    operator_id text := public.require_operator();
BEGIN
    PERFORM public.put_price_bundle(new_sha256, new_version, new_dated, new_key, new_content, 'UPLOAD');
    PERFORM public.append_audit_entry(
        NULL, operator_id, 'price_bundle.offered', 'price', 'bundle ' || new_version, NULL,
        jsonb_build_object('sha256', new_sha256, 'dated', new_dated, 'key', new_key));
END
$$;

CREATE FUNCTION public.put_price_bundle_in_force(chosen text, replaced text[], author text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    bundle public.price_bundles;
BEGIN
    SELECT * INTO bundle FROM public.price_bundles WHERE sha256 = chosen AND applied_at IS NULL;
    IF NOT FOUND THEN
        PERFORM public.refuse('price_bundle_gone', NULL);
    END IF;
    PERFORM public.require_later_price_bundle(bundle.version, bundle.dated);
    UPDATE public.price_bundles SET needed = false WHERE needed AND sha256 = ANY (replaced);
    UPDATE public.price_bundles SET applied_at = now(), applied_by = author, needed = true
    WHERE sha256 = chosen AND applied_at IS NULL;
    IF NOT FOUND THEN
        PERFORM public.refuse('price_bundle_gone', NULL);
    END IF;
    PERFORM public.append_audit_entry(
        NULL, author, 'price_bundle.applied', 'price', 'bundle ' || bundle.version, NULL,
        jsonb_build_object(
            'sha256', bundle.sha256, 'dated', bundle.dated, 'key', bundle.key_sha256, 'door', bundle.door));
END
$$;

CREATE FUNCTION public.apply_price_bundle(chosen text, replaced text[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    operator_id text := public.require_operator();
BEGIN
    PERFORM public.put_price_bundle_in_force(chosen, replaced, operator_id);
END
$$;

-- For an installation that is set to apply bundles by itself.
CREATE FUNCTION public.apply_price_bundle_by_itself(chosen text, replaced text[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM public.put_price_bundle_in_force(chosen, replaced, 'tokentally');
END
$$;

REVOKE ALL ON FUNCTION
    public.require_later_price_bundle(integer, date),
    public.put_price_bundle(text, integer, date, text, bytea, text),
    public.offer_price_bundle(text, integer, date, text, bytea, text),
    public.upload_price_bundle(text, integer, date, text, bytea),
    public.put_price_bundle_in_force(text, text[], text),
    public.apply_price_bundle(text, text[]),
    public.apply_price_bundle_by_itself(text, text[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.upload_price_bundle(text, integer, date, text, bytea), public.apply_price_bundle(text, text[])
    TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.offer_price_bundle(text, integer, date, text, bytea, text),
    public.apply_price_bundle_by_itself(text, text[])
    TO tokentally_metering;
