--liquibase formatted sql

--changeset tokentally:first-day-of-week stripComments:false
-- As ISO 8601 counts: 1 is Monday, 7 is Sunday.
ALTER TABLE public.organizations ADD COLUMN first_day_of_week smallint NOT NULL DEFAULT 1
    CHECK (first_day_of_week BETWEEN 1 AND 7);

--changeset tokentally:set-calendar stripComments:false splitStatements:false
-- No sums are kept by the week: another first day changes nothing that is stored.
CREATE FUNCTION public.set_calendar(zone text, first_day int) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('set_time_zone');
    before smallint;
BEGIN
    PERFORM public.set_time_zone(zone);
    SELECT first_day_of_week INTO before FROM public.organizations WHERE id = organization FOR UPDATE;
    IF before <> first_day THEN
        UPDATE public.organizations SET first_day_of_week = first_day WHERE id = organization;
        PERFORM public.append_audit_entry(
            organization, public.viewer_user_id(), 'first_day_of_week.changed', 'organization', organization,
            jsonb_build_object('day', before), jsonb_build_object('day', first_day));
    END IF;
END
$$;

REVOKE ALL ON FUNCTION public.set_calendar(text, int) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.set_time_zone(text) FROM tokentally_app;
GRANT EXECUTE ON FUNCTION public.set_calendar(text, int) TO tokentally_app;
