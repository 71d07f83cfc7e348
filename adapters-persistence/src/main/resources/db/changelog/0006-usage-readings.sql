--liquibase formatted sql

--changeset tokentally:usage-readings stripComments:false
-- Where a call was processed, and what is known of its usage and from whom: what a call is priced by, so that it can be
-- priced again.
ALTER TABLE public.api_usage_logs
    ADD COLUMN region text CHECK (length(region) BETWEEN 1 AND 60),
    ADD COLUMN usage_reading text NOT NULL DEFAULT 'REPORTED'
        CHECK (usage_reading IN ('REPORTED', 'ESTIMATED', 'MISSING', 'INVALID', 'NOT_BILLED'));

UPDATE public.api_usage_logs
SET usage_reading = CASE
    WHEN cost_status = 'FREE' THEN 'NOT_BILLED'
    WHEN unpriced_reason = 'NO_USAGE' THEN 'MISSING'
    ELSE 'INVALID'
END
WHERE cost_status = 'FREE' OR unpriced_reason IN ('NO_USAGE', 'INVALID_USAGE');

ALTER TABLE public.api_usage_logs ALTER COLUMN usage_reading DROP DEFAULT;

-- What is billed is the session, of which each of these calls took part in one at most.
UPDATE public.api_usage_logs
SET quantities = quantities - 'CODE_INTERPRETER_CALLS'
    || jsonb_build_object('CODE_INTERPRETER_SESSIONS', quantities -> 'CODE_INTERPRETER_CALLS')
WHERE quantities -> 'CODE_INTERPRETER_CALLS' IS NOT NULL;
