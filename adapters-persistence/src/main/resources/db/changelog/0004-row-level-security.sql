--liquibase formatted sql

--changeset tokentally:viewer stripComments:false splitStatements:false
-- Who looks is set for one transaction: tokentally.user_id and tokentally.organization_id. What the viewer may see is never
-- told but looked up here. Without an identity, or with one that does not belong together, these answer NULL and false,
-- and every policy hides every row.
CREATE FUNCTION public.viewer_user_id() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT nullif(current_setting('tokentally.user_id', true), '')
$$;

CREATE FUNCTION public.viewer_organization_id() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT membership.organization_id
    FROM public.memberships membership
    WHERE membership.user_id = nullif(current_setting('tokentally.user_id', true), '')
      AND membership.organization_id = nullif(current_setting('tokentally.organization_id', true), '')
$$;

CREATE FUNCTION public.viewer_sees_organization() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM public.memberships membership
        WHERE membership.user_id = nullif(current_setting('tokentally.user_id', true), '')
          AND membership.organization_id = nullif(current_setting('tokentally.organization_id', true), '')
          AND membership.role IN ('ADMIN', 'OWNER'))
$$;

--changeset tokentally:sign-in stripComments:false splitStatements:false
-- Before anybody is signed in there is no viewer; these two answer for one login and one user at a time.
CREATE FUNCTION public.find_account(wanted_login text)
    RETURNS TABLE (user_id text, login text, display_name text, password_hash text, one_time_password boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT account.user_id, account.login, account.display_name, account.password_hash, account.one_time_password
    FROM public.accounts account
    WHERE lower(account.login) = lower(wanted_login)
$$;

CREATE FUNCTION public.memberships_of(wanted_user_id text)
    RETURNS TABLE (organization_id text, organization_name text, role text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT organization.id, organization.name, membership.role
    FROM public.memberships membership
    JOIN public.organizations organization ON organization.id = membership.organization_id
    WHERE membership.user_id = wanted_user_id
$$;

--changeset tokentally:policies stripComments:false
-- Not forced on the owner, who administers the data. The functions stand in sub-selects, so that they run once per query.
ALTER TABLE public.organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.api_usage_logs ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.usage_rollups ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.usage_response_times ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.candidates ENABLE ROW LEVEL SECURITY;

CREATE POLICY viewer_reads ON public.organizations FOR SELECT TO tokentally_app
    USING (id = (SELECT public.viewer_organization_id()));

CREATE POLICY viewer_reads ON public.memberships FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization()) OR user_id = (SELECT public.viewer_user_id())));

-- Whose memberships the viewer sees: the policy above applies to the sub-select.
CREATE POLICY viewer_reads ON public.accounts FOR SELECT TO tokentally_app
    USING (user_id IN (
        SELECT membership.user_id
        FROM public.memberships membership
        WHERE membership.organization_id = (SELECT public.viewer_organization_id())));

CREATE POLICY viewer_reads ON public.api_usage_logs FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization()) OR user_id = (SELECT public.viewer_user_id())));

CREATE POLICY viewer_reads ON public.usage_rollups FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization()) OR user_id = (SELECT public.viewer_user_id())));

CREATE POLICY viewer_reads ON public.usage_response_times FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization()) OR user_id = (SELECT public.viewer_user_id())));

CREATE POLICY viewer_reads ON public.candidates FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()));

CREATE POLICY viewer_adds ON public.candidates FOR INSERT TO tokentally_app
    WITH CHECK (organization_id = (SELECT public.viewer_organization_id())
        AND uploaded_by = (SELECT public.viewer_user_id()));

CREATE POLICY viewer_removes ON public.candidates FOR DELETE TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()));

CREATE POLICY metering_posts ON public.api_usage_logs FOR INSERT TO tokentally_metering
    WITH CHECK (true);

--changeset tokentally:grants stripComments:false
REVOKE ALL ON
    public.organizations, public.accounts, public.memberships, public.api_usage_logs, public.usage_rollups,
    public.usage_response_times, public.candidates
    FROM PUBLIC, tokentally_app, tokentally_metering;
REVOKE ALL ON FUNCTION
    public.viewer_user_id(), public.viewer_organization_id(), public.viewer_sees_organization(),
    public.find_account(text), public.memberships_of(text), public.ensure_usage_partition(date)
    FROM PUBLIC;

GRANT SELECT ON public.organizations, public.memberships TO tokentally_app;
GRANT SELECT (user_id, login, display_name) ON public.accounts TO tokentally_app;
GRANT SELECT ON public.api_usage_logs, public.usage_rollups, public.usage_response_times TO tokentally_app;
GRANT SELECT, INSERT, DELETE ON public.candidates TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.viewer_user_id(), public.viewer_organization_id(), public.viewer_sees_organization(),
    public.find_account(text), public.memberships_of(text)
    TO tokentally_app;

GRANT INSERT ON public.api_usage_logs TO tokentally_metering;
GRANT EXECUTE ON FUNCTION public.ensure_usage_partition(date) TO tokentally_metering;
