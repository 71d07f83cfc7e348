--liquibase formatted sql

--changeset tokentally:batch-files stripComments:false
-- What requests the files have that organizations keep at providers for batches: figures by model, as the gateway read them when a file was
-- sent, and nothing of what stands in it.
CREATE TABLE public.batch_files (
    organization_id text        NOT NULL REFERENCES public.organizations (id) ON DELETE CASCADE,
    provider        text        NOT NULL CHECK (length(provider) BETWEEN 1 AND 60),
    file_id         text        NOT NULL CHECK (length(file_id) BETWEEN 1 AND 200),
    requests        jsonb       NOT NULL CHECK (jsonb_typeof(requests) = 'array' AND length(requests::text) <= 20000),
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, provider, file_id)
);
CREATE INDEX batch_files_by_age ON public.batch_files (organization_id, created_at);
ALTER TABLE public.batch_files ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON public.batch_files FROM PUBLIC, tokentally_app, tokentally_metering, tokentally_auth;
SELECT public.assume_one_organization('public.batch_files'::regclass);

--changeset tokentally:keep-batch-files stripComments:false splitStatements:false
-- What is known of a file stays as it is, since no file changes. What nobody has made a batch of by then, nobody will: it goes with the
-- next file.
CREATE FUNCTION public.keep_batch_file(
    wanted_organization text, wanted_provider text, wanted_file text, new_requests jsonb, keep interval) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    DELETE FROM public.batch_files
    WHERE organization_id = wanted_organization AND created_at < now() - keep;
    INSERT INTO public.batch_files (organization_id, provider, file_id, requests)
    VALUES (wanted_organization, wanted_provider, wanted_file, new_requests)
    ON CONFLICT (organization_id, provider, file_id) DO NOTHING
$$;

CREATE FUNCTION public.requests_of_batch_file(wanted_organization text, wanted_provider text, wanted_file text)
    RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT known.requests FROM public.batch_files known
    WHERE known.organization_id = wanted_organization AND known.provider = wanted_provider AND known.file_id = wanted_file
$$;
REVOKE ALL ON FUNCTION
    public.keep_batch_file(text, text, text, jsonb, interval), public.requests_of_batch_file(text, text, text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.keep_batch_file(text, text, text, jsonb, interval), public.requests_of_batch_file(text, text, text)
    TO tokentally_metering;
