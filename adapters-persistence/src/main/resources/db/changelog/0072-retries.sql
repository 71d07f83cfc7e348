--liquibase formatted sql

--changeset tokentally:calls-sent-again stripComments:false
-- What was sent again is told of days without a look at all of their calls. Few are, and the others take no room for it.
CREATE INDEX usage_calls_sent_again ON public.usage_calls (organization_id, created_at) WHERE attempt > 1;
