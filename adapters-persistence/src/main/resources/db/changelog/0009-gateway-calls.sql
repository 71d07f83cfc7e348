--liquibase formatted sql

--changeset tokentally:gateway-calls stripComments:false
-- What callers say of a call that comes through the gateway, and which virtual key it was made with. The key may be gone
-- while its calls are not: there is no foreign key.
ALTER TABLE public.api_usage_logs
    ADD COLUMN tags jsonb CHECK (jsonb_typeof(tags) = 'object'),
    ADD COLUMN virtual_key_id uuid;

-- Of a call nothing but its cost may ever be another.
DROP TRIGGER refuse_change ON public.api_usage_logs;
CREATE TRIGGER refuse_change
    BEFORE UPDATE OF
        created_at, user_id, organization_id, endpoint, model, input_tokens, output_tokens, total_tokens,
        response_time_ms, success, id, provider, served_model, service_tier, region, attribution, tags, virtual_key_id,
        usage_reading, quantities, currency, time_to_first_token_ms, failure_kind, http_status, error_type, error_code
    ON public.api_usage_logs FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
