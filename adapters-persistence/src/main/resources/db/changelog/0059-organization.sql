--liquibase formatted sql

--changeset tokentally:first-steps stripComments:false
-- Whether a person wants to see no more how far the organization is.
ALTER TABLE public.usage_view_choices ADD COLUMN first_steps_hidden boolean NOT NULL DEFAULT false;
GRANT UPDATE (first_steps_hidden) ON public.usage_view_choices TO tokentally_app;

--changeset tokentally:rename-organization stripComments:false splitStatements:false
CREATE FUNCTION public.rename_organization(new_name text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_of_members();
    old_name text;
BEGIN
    SELECT name INTO old_name FROM public.organizations WHERE id = organization;
    IF new_name IS NULL OR length(new_name) NOT BETWEEN 1 AND 255 THEN
        PERFORM public.refuse('name_not_possible', NULL);
    END IF;
    IF old_name <> new_name THEN
        UPDATE public.organizations SET name = new_name WHERE id = organization;
        PERFORM public.append_audit_entry(
            organization, public.viewer_user_id(), 'organization.renamed', 'organization', organization,
            jsonb_build_object('name', old_name), jsonb_build_object('name', new_name));
    END IF;
END
$$;

REVOKE ALL ON FUNCTION public.rename_organization(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.rename_organization(text) TO tokentally_app;

--changeset tokentally:last-sign-ins stripComments:false
-- When a person last signed in by browser, to the hour: sessions go when they are over. Apart from accounts, which whoever signs in at
-- the same time has locked.
CREATE TABLE public.last_sign_ins (
    user_id      text        PRIMARY KEY REFERENCES public.accounts ON DELETE CASCADE,
    signed_in_at timestamptz NOT NULL
);
INSERT INTO public.last_sign_ins (user_id, signed_in_at)
SELECT user_id, date_trunc('hour', max(created_at)) FROM public.sessions
WHERE kind = 'BROWSER' AND NOT code_pending GROUP BY user_id;

ALTER TABLE public.last_sign_ins ENABLE ROW LEVEL SECURITY;
CREATE POLICY viewer_reads ON public.last_sign_ins FOR SELECT TO tokentally_app
    USING (user_id IN (SELECT public.people_known_to_viewer())
        AND (SELECT public.viewer_sees_organization_by('MEMBERS')));
REVOKE ALL ON public.last_sign_ins FROM PUBLIC, tokentally_app, tokentally_metering, tokentally_auth;
GRANT SELECT ON public.last_sign_ins TO tokentally_app;

--changeset tokentally:note-sign-ins stripComments:false splitStatements:false
CREATE FUNCTION public.note_sign_in() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO public.last_sign_ins AS known (user_id, signed_in_at) VALUES (NEW.user_id, date_trunc('hour', now()))
    ON CONFLICT (user_id) DO UPDATE SET signed_in_at = excluded.signed_in_at WHERE known.signed_in_at < excluded.signed_in_at;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION public.note_sign_in() FROM PUBLIC;

-- Whoever has a second factor has signed in once the code was given.
CREATE TRIGGER note_sign_in AFTER INSERT ON public.sessions
    FOR EACH ROW WHEN (NEW.kind = 'BROWSER' AND NOT NEW.code_pending) EXECUTE FUNCTION public.note_sign_in();
CREATE TRIGGER note_sign_in_by_code AFTER UPDATE OF code_pending ON public.sessions
    FOR EACH ROW WHEN (NEW.kind = 'BROWSER' AND OLD.code_pending AND NOT NEW.code_pending) EXECUTE FUNCTION public.note_sign_in();
