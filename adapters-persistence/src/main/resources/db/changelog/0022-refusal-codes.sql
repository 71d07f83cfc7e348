--liquibase formatted sql

--changeset tokentally:refusal-codes stripComments:false splitStatements:false
-- The database decides who may and answers a code, by SQLSTATE TT002; the application has the words.

-- Lets one change after the other into an organization, and none but by an owner, or by an owner's API token with
-- the scope. Business that has no scope here is none of a token's.
CREATE OR REPLACE FUNCTION public.require_owner_to(business text) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.viewer_organization_id();
    scope text := CASE
        WHEN business IN ('set_prices', 'grant_discounts', 'take_prices_back', 'reprice') THEN 'PRICES'
        WHEN business IN ('make_service_keys', 'manage_provider_keys', 'lay_down_key_policy') THEN 'KEYS'
    END;
BEGIN
    PERFORM FROM public.organizations WHERE id = organization FOR NO KEY UPDATE;
    -- A statement of its own: it has to see what was committed while this one waited.
    IF organization IS NULL OR NOT public.viewer_owns_organization_by(scope) THEN
        PERFORM public.require_scope(scope);
        PERFORM public.refuse('only_owners_' || business, NULL);
    END IF;
    RETURN organization;
END
$$;

CREATE OR REPLACE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'never_changed' USING ERRCODE = 'TT002', DETAIL = TG_TABLE_NAME;
END
$$;

CREATE OR REPLACE FUNCTION public.refuse_removal_of_audited() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF current_setting('tokentally.erasing_from_audit', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'removed_by_erasure_only' USING ERRCODE = 'TT002', DETAIL = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION public.require_next_audit_head() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.chain <> OLD.chain OR NEW.number <> OLD.number + 1 OR NOT EXISTS (
        SELECT FROM public.audit_entries entry
        WHERE entry.chain = NEW.chain AND entry.number = NEW.number AND entry.hash = NEW.hash
            AND entry.previous_hash = OLD.hash) THEN
        RAISE EXCEPTION 'not_the_next_audit_entry' USING ERRCODE = 'TT002', DETAIL = NEW.chain;
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION public.refuse_name_of_service() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM public.virtual_keys key
        WHERE key.organization_id = NEW.organization_id AND key.user_id = NEW.user_id AND key.holder_kind = 'SERVICE') THEN
        PERFORM public.refuse('named_as_service', NEW.user_id);
    END IF;
    RETURN NEW;
END
$$;

--changeset tokentally:name-owners-business-by-code stripComments:false splitStatements:false
-- Functions that ask for an owner said in words what for. Nothing else of them changes.
DO $$
DECLARE
    business record;
    known oid;
BEGIN
    FOR business IN
        SELECT * FROM (VALUES
            ('set prices', 'set_prices'),
            ('grant discounts', 'grant_discounts'),
            ('take prices back', 'take_prices_back'),
            ('price calls again', 'reprice'),
            ('make keys for services', 'make_service_keys'),
            ('manage the providers'''' keys', 'manage_provider_keys'),
            ('say what keys may do', 'lay_down_key_policy')) AS named (words, code)
    LOOP
        FOR known IN
            SELECT oid FROM pg_catalog.pg_proc
            WHERE pronamespace = 'public'::regnamespace
              AND strpos(prosrc, 'require_owner_to(''' || business.words || ''')') > 0
        LOOP
            EXECUTE replace(
                pg_get_functiondef(known),
                'require_owner_to(''' || business.words || ''')',
                'require_owner_to(''' || business.code || ''')');
        END LOOP;
    END LOOP;
END
$$;

--changeset tokentally:drop-words stripComments:false
DROP FUNCTION IF EXISTS public.require_owner();
