--liquibase formatted sql

--changeset tokentally:organizations-accounts-memberships stripComments:false
CREATE TABLE public.organizations (
    id   text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 255),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255)
);

CREATE TABLE public.accounts (
    user_id       text PRIMARY KEY CHECK (length(user_id) BETWEEN 1 AND 255),
    login         text NOT NULL CHECK (length(login) BETWEEN 1 AND 255),
    display_name  text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 255),
    password_hash text NOT NULL,
    -- Given out by somebody else, and to be changed at the first sign-in.
    one_time_password boolean NOT NULL,
    -- The organization that brought the account in, and the only one that may give it another password. Belonging to an
    -- organization is not enough: owners take in whomever they like.
    managed_by    text REFERENCES public.organizations ON DELETE SET NULL
);

CREATE INDEX accounts_managed_by ON public.accounts (managed_by);

-- One account per login, in whichever case it is written.
CREATE UNIQUE INDEX accounts_login ON public.accounts (lower(login));

CREATE TABLE public.memberships (
    user_id         text NOT NULL REFERENCES public.accounts ON DELETE CASCADE,
    organization_id text NOT NULL REFERENCES public.organizations ON DELETE CASCADE,
    role            text NOT NULL CHECK (role IN ('MEMBER', 'ADMIN', 'OWNER')),
    PRIMARY KEY (user_id, organization_id)
);

CREATE INDEX memberships_of_organization ON public.memberships (organization_id, user_id);
