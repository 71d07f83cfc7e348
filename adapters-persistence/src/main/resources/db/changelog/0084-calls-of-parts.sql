--liquibase formatted sql

--changeset tokentally:calls-of-parts stripComments:false
-- Few calls have parts that other models did: reports of units by caller look for all of them, whatever the calls themselves are.
CREATE INDEX usage_calls_of_parts ON public.usage_calls (organization_id, caller, created_hour) WHERE usage_parts IS NOT NULL;
