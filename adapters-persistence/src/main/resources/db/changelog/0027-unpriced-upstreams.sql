--liquibase formatted sql

--changeset tokentally:calls-without-any-price stripComments:false
-- An owner's rates price both: those whose model has no price, and those of an upstream that nobody's list prices hold for.
CREATE INDEX api_usage_logs_without_any_price ON public.api_usage_logs (organization_id, created_at)
    WHERE unpriced_reason IN ('NO_PRICE', 'NO_PRICES_FOR_UPSTREAM');
DROP INDEX public.api_usage_logs_without_price;
