--liquibase formatted sql

--changeset tokentally:call-traces stripComments:false
-- By what a call is found again elsewhere: what coding agents tell of their session, by header, and what the provider calls the
-- request. No sum goes by them.
ALTER TABLE public.api_usage_logs
    ADD COLUMN client_ids jsonb CHECK (jsonb_typeof(client_ids) = 'object' AND length(client_ids::text) <= 10000),
    ADD COLUMN provider_request_id text CHECK (length(provider_request_id) BETWEEN 1 AND 200);

-- Of a call nothing but its cost may ever be another.
DROP TRIGGER refuse_change ON public.api_usage_logs;
CREATE TRIGGER refuse_change
    BEFORE UPDATE OF
        created_at, user_id, organization_id, endpoint, model, input_tokens, output_tokens, total_tokens,
        response_time_ms, success, id, provider, served_model, service_tier, region, attribution, tags, virtual_key_id,
        usage_reading, quantities, currency, time_to_first_token_ms, failure_kind, http_status, error_type, error_code,
        operation, usage_parts, free_of_charge, client_ids, provider_request_id
    ON public.api_usage_logs FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
