--liquibase formatted sql

--changeset tokentally:named-members stripComments:false splitStatements:false
-- A service may name somebody who is no member of its organization; that stays told apart from those who are.
ALTER TABLE public.api_usage_logs DROP CONSTRAINT api_usage_logs_attribution_check;
ALTER TABLE public.api_usage_logs ADD CONSTRAINT api_usage_logs_attribution_check
    CHECK (attribution IN ('context', 'default', 'non_member')) NOT VALID;

-- One row: how often members changed.
CREATE TABLE public.member_changes (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    last     bigint  NOT NULL
);
INSERT INTO public.member_changes (last) VALUES (0);
ALTER TABLE public.member_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.member_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY metering_reads ON public.member_changes FOR SELECT TO tokentally_metering USING (true);
CREATE POLICY owner_counts ON public.member_changes TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT ON public.member_changes TO tokentally_metering;

CREATE FUNCTION public.count_member_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.member_changes SET last = last + 1;
    RETURN NULL;
END
$$;

-- At the end of the transaction: whoever waits here has all other locks already, so that no two wait for each other.
CREATE CONSTRAINT TRIGGER count_change AFTER INSERT OR UPDATE OR DELETE ON public.memberships
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.count_member_change();
CREATE CONSTRAINT TRIGGER count_change AFTER UPDATE OF login, closed_at ON public.accounts
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.count_member_change();

-- What each member may be named by.
CREATE FUNCTION public.members_by_name() RETURNS TABLE (organization_id text, user_id text, login text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT membership.organization_id, membership.user_id, account.login
    FROM public.memberships membership
    JOIN public.accounts account ON account.user_id = membership.user_id
    WHERE account.closed_at IS NULL
$$;

REVOKE ALL ON FUNCTION public.count_member_change(), public.members_by_name() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.members_by_name() TO tokentally_metering;
