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
