--liquibase formatted sql

--changeset tokentally:imports-taken-back stripComments:false splitStatements:false
-- Takes back what one import entered and is not taken back yet, which one entry of the audit log tells. What was recorded at one
-- instant is one import.
CREATE FUNCTION public.withdraw_price_import(
    imported_at timestamptz, new_author text, new_reason text, taken_back_at timestamptz) RETURNS int
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('take_prices_back');
    names jsonb;
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.price_versions price
        WHERE price.organization_id = organization AND price.origin = 'IMPORTED' AND price.recorded_at = imported_at) THEN
        PERFORM public.refuse('price_import_unknown', imported_at::text);
    END IF;
    WITH taken_back AS (
        INSERT INTO public.price_withdrawals (organization_id, withdrawn, author, reason, withdrawn_at, entered_by)
        SELECT organization, price.version, new_author, new_reason, taken_back_at, public.viewer_user_id()
        FROM public.price_versions price
        WHERE price.organization_id = organization AND price.origin = 'IMPORTED' AND price.recorded_at = imported_at
        ON CONFLICT (organization_id, withdrawn) DO NOTHING
        RETURNING withdrawn
    )
    SELECT jsonb_agg(withdrawn ORDER BY withdrawn) INTO names FROM taken_back;
    IF names IS NULL THEN
        PERFORM public.refuse('price_taken_back_before', 'The import of ' || imported_at);
    END IF;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'price.import_taken_back', 'price', jsonb_array_length(names) || ' prices',
        NULL, jsonb_build_object('prices', names, 'reason', new_reason, 'author', new_author));
    RETURN jsonb_array_length(names);
END
$$;

REVOKE ALL ON FUNCTION public.withdraw_price_import(timestamptz, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.withdraw_price_import(timestamptz, text, text, timestamptz) TO tokentally_app;
