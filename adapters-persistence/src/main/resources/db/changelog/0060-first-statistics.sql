--liquibase formatted sql

--changeset tokentally:first-statistics stripComments:false splitStatements:false
-- Until PostgreSQL has analyzed a table it takes an organization for one of two hundred, whose rows are few, and any index that begins
-- with it for as good as the one that was meant: a list of four hundred calls went through each of these with each of their series. That
-- all rows are one organization's is the assumption that costs nothing; what ANALYZE finds takes its place. Before version 18 there is
-- no way to say so.
CREATE FUNCTION public.assume_one_organization(of_table regclass) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF current_setting('server_version_num')::int >= 180000 THEN
        PERFORM pg_restore_attribute_stats(
            'schemaname', relnamespace::regnamespace::text, 'relname', relname::text, 'attname', 'organization_id',
            'inherited', relkind = 'p', 'null_frac', 0::real, 'avg_width', 8, 'n_distinct', 1::real)
        FROM pg_class WHERE oid = of_table AND reltuples = -1;
    END IF;
END
$$;
REVOKE ALL ON FUNCTION public.assume_one_organization(regclass) FROM PUBLIC;

DO $$
BEGIN
    PERFORM public.assume_one_organization(attrelid)
    FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        AND attname = 'organization_id' AND NOT attisdropped;
END
$$;

-- A month's calls lie in a table that begins without any, too. Nothing else of the function changes.
DO $$
DECLARE
    place CONSTANT text := 'EXECUTE format(''ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY'', partition);';
    definition text;
BEGIN
    SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname = 'ensure_usage_month';
    -- Fails where the place is not there exactly once.
    ASSERT length(replace(definition, place, '')) = length(definition) - length(place);
    EXECUTE replace(definition, place, place || '
    PERFORM public.assume_one_organization(format(''public.%I'', partition)::regclass);');
END
$$;
