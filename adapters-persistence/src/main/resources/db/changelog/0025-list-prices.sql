--liquibase formatted sql

--changeset tokentally:list-prices-audited stripComments:false splitStatements:false
-- Writes down that an operator changes the list prices of the installation, whose file the application keeps. Without a new
-- fingerprint the uploaded file is withdrawn.
CREATE FUNCTION public.note_list_prices(old_sha256 text, new_sha256 text, new_versions integer) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    operator_id text := public.require_operator();
BEGIN
    PERFORM public.append_audit_entry(
        NULL, operator_id,
        CASE WHEN new_sha256 IS NULL THEN 'list_prices.withdrawn' ELSE 'list_prices.replaced' END,
        'list_prices', 'installation',
        CASE WHEN old_sha256 = '' THEN NULL ELSE jsonb_build_object('sha256', old_sha256) END,
        CASE WHEN new_sha256 IS NULL THEN NULL
             ELSE jsonb_build_object('sha256', new_sha256, 'versions', new_versions) END);
END
$$;

REVOKE ALL ON FUNCTION public.note_list_prices(text, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.note_list_prices(text, text, integer) TO tokentally_app;
