--liquibase formatted sql

--changeset tokentally:audit-entries stripComments:false
-- What changed rights, secrets, prices or settings: who, what, to whom, from where. One chain for each organization, and
-- one with the empty name for what concerns the installation.
CREATE TABLE public.audit_entries (
    chain          text        NOT NULL,
    number         bigint      NOT NULL,
    at             timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor          text,
    action         text        NOT NULL CHECK (length(action) BETWEEN 1 AND 60),
    subject_kind   text,
    subject        text,
    before         jsonb,
    after          jsonb,
    client_address text,
    PRIMARY KEY (chain, number)
);

--changeset tokentally:append-audit-entry stripComments:false splitStatements:false
-- Called by the owner's other functions, in the transaction of what they change; nobody else may.
CREATE FUNCTION public.append_audit_entry(
    organization text, actor text, action text, subject_kind text, subject text, before jsonb, after jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('audit ' || coalesce(organization, ''), 0));
    INSERT INTO public.audit_entries (
        chain, number, actor, action, subject_kind, subject, before, after, client_address)
    SELECT coalesce(organization, ''),
        coalesce((SELECT max(entry.number) FROM public.audit_entries entry
            WHERE entry.chain = coalesce(organization, '')), 0) + 1,
        actor, action, subject_kind, subject, before, after,
        nullif(current_setting('tokentally.client_address', true), '');
END
$$;

--changeset tokentally:audit-grants stripComments:false
ALTER TABLE public.audit_entries ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON public.audit_entries FROM PUBLIC, tokentally_app, tokentally_metering;
REVOKE ALL ON FUNCTION public.append_audit_entry(text, text, text, text, text, jsonb, jsonb) FROM PUBLIC;
