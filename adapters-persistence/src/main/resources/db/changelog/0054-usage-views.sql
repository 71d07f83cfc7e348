--liquibase formatted sql

--changeset tokentally:usage-views stripComments:false
-- What people keep of pages of usage: under a name, for themselves or for all of the organization; or without one, in an address's place.
CREATE TABLE public.usage_views (
    organization_id text        NOT NULL,
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    user_id         text        NOT NULL,
    name            text        CHECK (length(name) BETWEEN 1 AND 80),
    shared          boolean     NOT NULL DEFAULT false,
    -- The page and what it is asked.
    address         text        NOT NULL CHECK (length(address) BETWEEN 1 AND 20000),
    -- Whether it shows the organization's usage, and so is for those who may see it.
    of_organization boolean     NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (organization_id, id),
    CHECK (name IS NOT NULL OR NOT shared)
);
CREATE UNIQUE INDEX usage_views_by_name ON public.usage_views (organization_id, user_id, name) WHERE name IS NOT NULL;
CREATE UNIQUE INDEX usage_views_by_address ON public.usage_views (organization_id, user_id, md5(address)) WHERE name IS NULL;

-- What a person begins with, and what they looked at last.
CREATE TABLE public.usage_view_choices (
    organization_id text    NOT NULL,
    user_id         text    NOT NULL,
    start_view      uuid,
    last_address    text    CHECK (length(last_address) BETWEEN 1 AND 20000),
    of_organization boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organization_id, user_id),
    FOREIGN KEY (organization_id, start_view) REFERENCES public.usage_views (organization_id, id) ON DELETE SET NULL (start_view)
);

ALTER TABLE public.usage_views ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.usage_view_choices ENABLE ROW LEVEL SECURITY;
-- One without a name is found by whoever was sent its id.
CREATE POLICY viewer_reads ON public.usage_views FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_is_unscoped())
        AND (user_id = (SELECT public.viewer_user_id())
            OR (shared OR name IS NULL) AND (NOT of_organization OR (SELECT public.viewer_sees_organization()))));
CREATE POLICY viewer_adds ON public.usage_views FOR INSERT TO tokentally_app
    WITH CHECK (organization_id = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_is_unscoped())
        AND user_id = (SELECT public.viewer_user_id()));
CREATE POLICY viewer_changes ON public.usage_views FOR UPDATE TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_is_unscoped())
        AND user_id = (SELECT public.viewer_user_id()));
CREATE POLICY viewer_removes ON public.usage_views FOR DELETE TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_is_unscoped())
        AND (user_id = (SELECT public.viewer_user_id()) OR shared AND (SELECT public.viewer_owns_organization())));
CREATE POLICY viewer_chooses ON public.usage_view_choices TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_is_unscoped())
        AND user_id = (SELECT public.viewer_user_id()));
REVOKE ALL ON public.usage_views, public.usage_view_choices FROM PUBLIC, tokentally_app, tokentally_metering;
GRANT SELECT, INSERT (organization_id, user_id, name, shared, address, of_organization),
    UPDATE (shared, address, of_organization), DELETE ON public.usage_views TO tokentally_app;
GRANT SELECT, INSERT, UPDATE (start_view, last_address, of_organization) ON public.usage_view_choices TO tokentally_app;

--changeset tokentally:usage-views-in-bounds stripComments:false splitStatements:false
-- A person keeps a hundred with a name; of the others, which are links that were sent, the oldest of a thousand gives way.
CREATE FUNCTION public.keep_usage_views_in_bounds() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.name IS NULL THEN
        DELETE FROM public.usage_views
        WHERE organization_id = NEW.organization_id AND id IN (
            SELECT id FROM public.usage_views
            WHERE organization_id = NEW.organization_id AND user_id = NEW.user_id AND name IS NULL
            ORDER BY created_at DESC, id OFFSET 1000);
    ELSIF (
        SELECT count(*) FROM public.usage_views
        WHERE organization_id = NEW.organization_id AND user_id = NEW.user_id AND name IS NOT NULL) > 100
    THEN
        PERFORM public.refuse('too_many_usage_views', NULL);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER keep_in_bounds AFTER INSERT ON public.usage_views
    FOR EACH ROW EXECUTE FUNCTION public.keep_usage_views_in_bounds();

REVOKE ALL ON FUNCTION public.keep_usage_views_in_bounds() FROM PUBLIC;

--changeset tokentally:erase-usage-views stripComments:false splitStatements:false
-- Whether an id or an address of a person stands in a text, or in an address of a page, where @ may be %40.
CREATE FUNCTION public.names_person(given text, ids text[], addresses text[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM unnest(ids || addresses) AS known
        WHERE strpos(replace(lower(given), '%40', '@'), lower(known)) > 0)
$$;
REVOKE ALL ON FUNCTION public.names_person(text, text[], text[]) FROM PUBLIC;

-- Whoever is erased keeps no views, and nobody keeps one that names them. Nothing else of the function changes.
DO $$
DECLARE
    change record;
    definition text;
BEGIN
    SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname = 'remove_rows_of_person';
    FOR change IN
        SELECT * FROM (VALUES
            ('account AS (', 'choices AS (
            DELETE FROM public.usage_view_choices
            WHERE user_id = ANY (ids) OR public.names_person(last_address, ids, addresses) RETURNING 1),
        views AS (
            DELETE FROM public.usage_views
            WHERE user_id = ANY (ids) OR public.names_person(address, ids, addresses) OR public.names_person(name, ids, addresses)
            RETURNING 1),
        account AS ('),
            ('''sign_in_attempts'', (SELECT count(*) FROM attempts)', '''sign_in_attempts'', (SELECT count(*) FROM attempts),
        ''usage_view_choices'', (SELECT count(*) FROM choices),
        ''usage_views'', (SELECT count(*) FROM views)')) AS places (place, replacement)
    LOOP
        -- Fails where the place is not there exactly once.
        ASSERT length(replace(definition, change.place, '')) = length(definition) - length(change.place), change.place;
        definition := replace(definition, change.place, change.replacement);
    END LOOP;
    EXECUTE definition;
END
$$;
