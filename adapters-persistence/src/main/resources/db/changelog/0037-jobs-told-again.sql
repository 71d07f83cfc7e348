--liquibase formatted sql

--changeset tokentally:billed-jobs stripComments:false
-- The work that is billed once, however often and by whichever call it is told: batches, containers, videos. A job is named by the
-- digits of its record's id behind the instant, which are a digest of organization, provider and the provider's own reference.
CREATE TABLE public.billed_jobs (
    organization_id text        NOT NULL,
    job             text        NOT NULL,
    created_at      timestamptz NOT NULL,
    id              uuid        NOT NULL,
    PRIMARY KEY (organization_id, job)
);

ALTER TABLE public.billed_jobs ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON public.billed_jobs FROM PUBLIC, tokentally_app, tokentally_metering;

--changeset tokentally:keep-calls-but-one stripComments:false
-- A call that went would leave the roll-ups with more than the rows. Only a trigger may remove one, and only bill_job_once does, which
-- takes it out of the roll-ups as well: nobody but the owner makes triggers.
DROP TRIGGER refuse_deletion ON public.api_usage_logs;
CREATE TRIGGER refuse_deletion BEFORE DELETE ON public.api_usage_logs
    FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION public.refuse_change();

--changeset tokentally:bill-job-once stripComments:false splitStatements:false
-- Of a job there is one record. The first stays, whenever the others say that it was, unless nobody knew what it used: then the first
-- that knows takes its place, in the log and in the roll-ups.
CREATE FUNCTION public.bill_job_once() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    named CONSTANT text := substr(NEW.id::text, 16);
    known public.billed_jobs;
    earlier public.api_usage_logs;
    bucket timestamptz;
BEGIN
    IF NEW.cost_status <> 'FREE' THEN
        INSERT INTO public.billed_jobs (organization_id, job, created_at, id)
        VALUES (NEW.organization_id, named, NEW.created_at, NEW.id)
        ON CONFLICT DO NOTHING;
    END IF;
    SELECT * INTO known FROM public.billed_jobs
    WHERE organization_id = NEW.organization_id AND job = named FOR UPDATE;
    IF NOT FOUND THEN
        -- Free, and no job.
        RETURN NEW;
    END IF;
    SELECT * INTO earlier FROM public.api_usage_logs
    WHERE organization_id = known.organization_id AND created_at = known.created_at AND id = known.id;
    IF NOT FOUND THEN
        -- Just named; or billed in a month that has been archived since.
        RETURN CASE WHEN known.id = NEW.id THEN NEW END;
    END IF;
    IF earlier.usage_reading NOT IN ('MISSING', 'INVALID') OR NEW.usage_reading IN ('MISSING', 'INVALID') THEN
        RETURN NULL;
    END IF;
    DELETE FROM public.api_usage_logs
    WHERE organization_id = earlier.organization_id AND created_at = earlier.created_at AND id = earlier.id;
    bucket := date_bin('15 minutes', earlier.created_at, timestamptz 'epoch');
    UPDATE public.usage_rollups SET
        requests = requests - 1,
        failures = failures - (NOT earlier.success)::int,
        unpriced = unpriced - 1
    WHERE (organization_id, bucket_start, user_id, endpoint, provider, model)
        = (earlier.organization_id, bucket, earlier.user_id, earlier.endpoint, earlier.provider,
            coalesce(earlier.served_model, earlier.model));
    DELETE FROM public.usage_rollups rollup
    WHERE (organization_id, bucket_start, user_id, endpoint, provider, model)
        = (earlier.organization_id, bucket, earlier.user_id, earlier.endpoint, earlier.provider,
            coalesce(earlier.served_model, earlier.model))
        AND NOT EXISTS (
            SELECT FROM jsonb_each_text(
                to_jsonb(rollup) - ARRAY['organization_id', 'bucket_start', 'user_id', 'endpoint', 'provider', 'model'])
            WHERE value::numeric <> 0);
    UPDATE public.usage_response_times SET calls = calls - 1
    WHERE (organization_id, bucket_start, user_id, endpoint, provider, model, log_bucket)
        = (earlier.organization_id, bucket, earlier.user_id, earlier.endpoint, earlier.provider,
            coalesce(earlier.served_model, earlier.model),
            ceil(ln(greatest(earlier.response_time_ms, 1)::float8) / ln(1.04::float8)))
        AND calls > 1;
    IF NOT FOUND THEN
        DELETE FROM public.usage_response_times
        WHERE (organization_id, bucket_start, user_id, endpoint, provider, model, log_bucket)
            = (earlier.organization_id, bucket, earlier.user_id, earlier.endpoint, earlier.provider,
                coalesce(earlier.served_model, earlier.model),
                ceil(ln(greatest(earlier.response_time_ms, 1)::float8) / ln(1.04::float8)));
    END IF;
    UPDATE public.billed_jobs SET created_at = NEW.created_at, id = NEW.id
    WHERE organization_id = NEW.organization_id AND job = named;
    RETURN NEW;
END
$$;

--changeset tokentally:bill-job-once-trigger stripComments:false
REVOKE ALL ON FUNCTION public.bill_job_once() FROM PUBLIC;

CREATE TRIGGER bill_job_once
    BEFORE INSERT ON public.api_usage_logs
    FOR EACH ROW WHEN (NEW.operation IN (
        'batches', 'batches.cancel', 'containers', 'messages.batches', 'responses.cancel', 'responses.retrieve', 'videos'))
    EXECUTE FUNCTION public.bill_job_once();
