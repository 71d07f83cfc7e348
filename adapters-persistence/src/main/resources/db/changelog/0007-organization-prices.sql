--liquibase formatted sql

--changeset tokentally:organization-prices stripComments:false
-- What organizations pay besides the list. A cost names the version and the discounts that made it, and can be explained
-- by them years later: nothing here is ever changed or removed, a correction is another entry, and taking one back is an
-- entry, too. Organizations are named as in the ledger, whose costs outlive them.
--
-- An organization's entries are numbered in the order in which they are committed, since each waits for the one before:
-- whoever has seen the last number has seen all.
CREATE SEQUENCE public.price_entries;

CREATE TABLE public.price_versions (
    organization_id text        NOT NULL,
    version         text        NOT NULL CHECK (length(version) BETWEEN 1 AND 300),
    entry           bigint      NOT NULL DEFAULT nextval('public.price_entries'),
    -- Amounts and percentages are texts, so that no reader makes a binary fraction of them.
    terms           jsonb       NOT NULL CHECK (jsonb_typeof(terms) = 'object'),
    origin          text        NOT NULL CHECK (origin IN ('IMPORTED', 'OWN')),
    author          text        NOT NULL,
    reason          text        NOT NULL,
    source          text        NOT NULL,
    recorded_at     timestamptz NOT NULL,
    -- Who it was, as the database looked it up; the author is what people read.
    entered_by      text        NOT NULL,
    PRIMARY KEY (organization_id, version),
    UNIQUE (organization_id, entry)
);

CREATE TABLE public.price_discounts (
    organization_id text        NOT NULL,
    id              text        NOT NULL CHECK (length(id) BETWEEN 1 AND 120),
    entry           bigint      NOT NULL DEFAULT nextval('public.price_entries'),
    terms           jsonb       NOT NULL CHECK (jsonb_typeof(terms) = 'object'),
    origin          text        NOT NULL CHECK (origin IN ('IMPORTED', 'OWN')),
    author          text        NOT NULL,
    reason          text        NOT NULL,
    source          text        NOT NULL,
    recorded_at     timestamptz NOT NULL,
    entered_by      text        NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, entry)
);

CREATE TABLE public.price_withdrawals (
    organization_id text        NOT NULL,
    withdrawn       text        NOT NULL,
    entry           bigint      NOT NULL DEFAULT nextval('public.price_entries'),
    author          text        NOT NULL,
    reason          text        NOT NULL,
    withdrawn_at    timestamptz NOT NULL,
    entered_by      text        NOT NULL,
    PRIMARY KEY (organization_id, withdrawn),
    UNIQUE (organization_id, entry)
);

--changeset tokentally:refuse-change stripComments:false splitStatements:false
CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'What % holds here is never changed or removed.', TG_TABLE_NAME USING ERRCODE = 'TT002';
END
$$;

--changeset tokentally:immutable-prices stripComments:false
REVOKE ALL ON FUNCTION public.refuse_change() FROM PUBLIC;

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON public.price_versions
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON public.price_discounts
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON public.price_withdrawals
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--changeset tokentally:owners-business stripComments:false splitStatements:false
-- As require_owner() was, for any business of owners.
CREATE FUNCTION public.require_owner_to(business text) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    viewer text := nullif(current_setting('tokentally.user_id', true), '');
    organization text := nullif(current_setting('tokentally.organization_id', true), '');
BEGIN
    PERFORM FROM public.organizations WHERE id = organization FOR NO KEY UPDATE;
    -- A statement of its own: it has to see what was committed while this one waited.
    IF NOT EXISTS (
        SELECT FROM public.memberships membership
        WHERE membership.user_id = viewer AND membership.organization_id = organization AND membership.role = 'OWNER') THEN
        RAISE EXCEPTION 'Only owners %. Ask an owner.', business USING ERRCODE = 'TT001';
    END IF;
    RETURN organization;
END
$$;

CREATE OR REPLACE FUNCTION public.require_owner() RETURNS text
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT public.require_owner_to('manage the organization''s members')
$$;

--changeset tokentally:enter-prices stripComments:false splitStatements:false
CREATE FUNCTION public.require_new_price_name(organization text, name text) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM public.price_versions WHERE organization_id = organization AND version = name)
        OR EXISTS (SELECT FROM public.price_discounts WHERE organization_id = organization AND id = name) THEN
        RAISE EXCEPTION 'There is a price or a discount % already, and it never changes. Enter it under another name.', name
            USING ERRCODE = 'TT001';
    END IF;
END
$$;

CREATE FUNCTION public.add_price_versions(added json) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('set prices');
    price record;
BEGIN
    FOR price IN SELECT * FROM json_to_recordset(added) AS price (
        name text, terms jsonb, origin text, author text, reason text, source text, recorded_at timestamptz)
    LOOP
        PERFORM public.require_new_price_name(organization, price.name);
        INSERT INTO public.price_versions (
            organization_id, version, terms, origin, author, reason, source, recorded_at, entered_by)
        VALUES (organization, price.name, price.terms, price.origin, price.author, price.reason, price.source,
            price.recorded_at, public.viewer_user_id());
    END LOOP;
END
$$;

CREATE FUNCTION public.add_price_discount(added json) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('grant discounts');
    discount record;
BEGIN
    SELECT * INTO discount FROM json_to_record(added) AS discount (
        name text, terms jsonb, origin text, author text, reason text, source text, recorded_at timestamptz);
    PERFORM public.require_new_price_name(organization, discount.name);
    INSERT INTO public.price_discounts (
        organization_id, id, terms, origin, author, reason, source, recorded_at, entered_by)
    VALUES (organization, discount.name, discount.terms, discount.origin, discount.author, discount.reason,
        discount.source, discount.recorded_at, public.viewer_user_id());
END
$$;

CREATE FUNCTION public.withdraw_price(name text, new_author text, new_reason text, taken_back_at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('take prices back');
BEGIN
    IF NOT EXISTS (SELECT FROM public.price_versions WHERE organization_id = organization AND version = name)
        AND NOT EXISTS (SELECT FROM public.price_discounts WHERE organization_id = organization AND id = name) THEN
        RAISE EXCEPTION 'The organization has no price or discount % of its own. Load the list again.', name
            USING ERRCODE = 'TT001';
    END IF;
    INSERT INTO public.price_withdrawals (organization_id, withdrawn, author, reason, withdrawn_at, entered_by)
    VALUES (organization, name, new_author, new_reason, taken_back_at, public.viewer_user_id())
    ON CONFLICT (organization_id, withdrawn) DO NOTHING;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% was taken back before.', name USING ERRCODE = 'TT001';
    END IF;
END
$$;

--changeset tokentally:price-policies stripComments:false
-- Whoever meters has no viewer, and prices for everybody.
ALTER TABLE public.price_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.price_discounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.price_withdrawals ENABLE ROW LEVEL SECURITY;

CREATE POLICY viewer_reads ON public.price_versions FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()));
CREATE POLICY viewer_reads ON public.price_discounts FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()));
CREATE POLICY viewer_reads ON public.price_withdrawals FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()));

CREATE POLICY metering_reads ON public.price_versions FOR SELECT TO tokentally_metering USING (true);
CREATE POLICY metering_reads ON public.price_discounts FOR SELECT TO tokentally_metering USING (true);
CREATE POLICY metering_reads ON public.price_withdrawals FOR SELECT TO tokentally_metering USING (true);

REVOKE ALL ON public.price_versions, public.price_discounts, public.price_withdrawals
    FROM PUBLIC, tokentally_app, tokentally_metering;
REVOKE ALL ON SEQUENCE public.price_entries FROM PUBLIC, tokentally_app, tokentally_metering;
REVOKE ALL ON FUNCTION
    public.require_owner_to(text), public.require_new_price_name(text, text), public.add_price_versions(json),
    public.add_price_discount(json), public.withdraw_price(text, text, text, timestamptz)
    FROM PUBLIC;
GRANT SELECT ON public.price_versions, public.price_discounts, public.price_withdrawals
    TO tokentally_app, tokentally_metering;
GRANT EXECUTE ON FUNCTION
    public.add_price_versions(json), public.add_price_discount(json),
    public.withdraw_price(text, text, text, timestamptz)
    TO tokentally_app;

--changeset tokentally:unpriced-calls stripComments:false
-- Few among many: calls that wait for a price are found without reading the others.
CREATE INDEX api_usage_logs_without_price ON public.api_usage_logs (organization_id, created_at)
    WHERE unpriced_reason = 'NO_PRICE';
