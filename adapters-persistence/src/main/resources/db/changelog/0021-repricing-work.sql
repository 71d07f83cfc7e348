--liquibase formatted sql

--changeset tokentally:repricing-work stripComments:false splitStatements:false
-- Costs change in the session of the repricing's own work, and in no other: the session that an owner looks around with begins
-- a repricing, or its undoing, and changes no cost. Asked at each batch, so that work whose session has ended, or whose
-- person was put out, gets no further.
CREATE FUNCTION public.require_repricing_work(wanted uuid) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF public.viewer_job() IS DISTINCT FROM 'repricing ' || wanted THEN
        PERFORM public.refuse('no_repricing_work', wanted::text);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION public.require_repricing(wanted uuid, wanted_state text) RETURNS public.repricings
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    repricing public.repricings;
BEGIN
    SELECT * INTO repricing FROM public.lock_repricing(wanted);
    IF repricing.id IS NULL THEN
        PERFORM public.refuse('repricing_unknown', wanted::text);
    END IF;
    IF repricing.state IS DISTINCT FROM wanted_state THEN
        PERFORM public.refuse('repricing_in_other_state', lower(repricing.state));
    END IF;
    IF repricing.state IN ('APPLYING', 'UNDOING') THEN
        PERFORM public.require_repricing_work(wanted);
    END IF;
    RETURN repricing;
END
$$;

REVOKE ALL ON FUNCTION public.require_repricing_work(uuid) FROM PUBLIC;
