--liquibase formatted sql

--changeset tokentally:candidates stripComments:false
-- The key begins with the organization, so that no key of another organization can be found out by inserting it.
CREATE TABLE public.candidates (
    organization_id text        NOT NULL REFERENCES public.organizations ON DELETE CASCADE,
    id              uuid        NOT NULL,
    uploaded_by     text        NOT NULL,
    uploaded_at     timestamptz NOT NULL,
    file_name       text        NOT NULL,
    profile         jsonb       NOT NULL CHECK (jsonb_typeof(profile) = 'object'),
    PRIMARY KEY (organization_id, id)
);

CREATE INDEX candidates_newest ON public.candidates (organization_id, uploaded_at, id);
