--liquibase formatted sql

--changeset tokentally:operations stripComments:false
-- What a call asked of the provider's API, whichever feature made it.
ALTER TABLE public.api_usage_logs ADD COLUMN operation text CHECK (length(operation) BETWEEN 1 AND 120);

-- Calls that named no feature have their operation as their endpoint. Of the others nobody knows it any more. No cost changes, so
-- that the roll-ups need not look.
ALTER TABLE public.api_usage_logs DISABLE TRIGGER roll_up_repriced_calls;
UPDATE public.api_usage_logs SET operation = endpoint
WHERE endpoint IN (
    'audio.speech', 'audio.transcriptions', 'audio.translations', 'batches', 'batches.cancel', 'chat.completions',
    'completions', 'embeddings', 'images.edits', 'images.generations', 'images.variations', 'messages',
    'messages.count_tokens', 'moderations', 'responses', 'responses.cancel', 'responses.compact', 'responses.retrieve');
ALTER TABLE public.api_usage_logs ENABLE TRIGGER roll_up_repriced_calls;

-- Of a call nothing but its cost may ever be another.
DROP TRIGGER refuse_change ON public.api_usage_logs;
CREATE TRIGGER refuse_change
    BEFORE UPDATE OF
        created_at, user_id, organization_id, endpoint, model, input_tokens, output_tokens, total_tokens,
        response_time_ms, success, id, provider, served_model, service_tier, region, attribution, tags, virtual_key_id,
        usage_reading, quantities, currency, time_to_first_token_ms, failure_kind, http_status, error_type, error_code,
        operation
    ON public.api_usage_logs FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--changeset tokentally:operations-of-keys stripComments:false splitStatements:false
-- A policy may name the operations that may be called; one that was laid down before lets any be called, as an empty list does.

CREATE OR REPLACE FUNCTION public.require_key_policy(policy jsonb) RETURNS void
    LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF public.is_unrestricted(policy) THEN
        RETURN;
    END IF;
    IF jsonb_typeof(policy) IS DISTINCT FROM 'object'
        OR jsonb_typeof(policy -> 'operations') IS DISTINCT FROM 'array'
        OR jsonb_typeof(policy -> 'paths') IS DISTINCT FROM 'array'
        OR jsonb_typeof(coalesce(policy -> 'calls', '[]')) IS DISTINCT FROM 'array'
        OR jsonb_typeof(policy -> 'models') IS DISTINCT FROM 'array'
        OR jsonb_typeof(policy -> 'providers') IS DISTINCT FROM 'array'
        OR jsonb_typeof(policy -> 'unknownIds') IS DISTINCT FROM 'boolean'
        OR coalesce(policy ->> 'resources', '') NOT IN ('KEY', 'HOLDER', 'ORGANIZATION')
        OR NOT policy -> 'operations' <@ '["MODELS", "RESOURCES", "LISTS", "ADMINISTRATION"]'::jsonb
        OR length(policy::text) > 40000 THEN
        RAISE EXCEPTION 'policy_malformed' USING ERRCODE = 'TT002';
    END IF;
END
$$;

-- Whether a list of the one that may be empty for any is within the other's.
CREATE FUNCTION public.is_choice_within(choice jsonb, most jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(most, '[]') = '[]' OR (coalesce(choice, '[]') <> '[]' AND choice <@ most)
$$;

REVOKE ALL ON FUNCTION public.is_choice_within(jsonb, jsonb) FROM PUBLIC;

CREATE OR REPLACE FUNCTION public.is_key_policy_within(policy jsonb, most jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT public.is_unrestricted(most) OR (
        NOT public.is_unrestricted(policy)
        AND policy -> 'operations' <@ (most -> 'operations')
        AND policy -> 'paths' <@ (most -> 'paths')
        AND public.is_choice_within(policy -> 'calls', most -> 'calls')
        AND public.is_choice_within(policy -> 'models', most -> 'models')
        AND public.is_choice_within(policy -> 'providers', most -> 'providers')
        AND array_position(ARRAY['KEY', 'HOLDER', 'ORGANIZATION'], policy ->> 'resources')
            <= array_position(ARRAY['KEY', 'HOLDER', 'ORGANIZATION'], most ->> 'resources')
        AND ((most ->> 'unknownIds')::boolean OR NOT (policy ->> 'unknownIds')::boolean))
$$;
