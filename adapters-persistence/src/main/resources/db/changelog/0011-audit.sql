--liquibase formatted sql

--changeset tokentally:audit-entries stripComments:false
-- What changed rights, secrets, prices or settings, who signed in, and who took figures along: who, what, to whom, from
-- where. One chain for each organization, and one with the empty name for what concerns the installation. Each entry holds
-- the hash of the one before; docs/audit.md says how hashes are made, so that anybody can check them.
--
-- An entry itself tells nothing of a person: of each personal field it holds a salted digest. The clear text is beside it,
-- and can be erased while the chain stays what it is. Detail and digests are json and not jsonb: a hash is over their very
-- text.
CREATE TABLE public.audit_entries (
    chain         text        NOT NULL,
    number        bigint      NOT NULL CHECK (number > 0),
    id            uuid        NOT NULL,
    at            timestamptz NOT NULL,
    action        text        NOT NULL CHECK (action ~ '^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$' AND length(action) <= 60),
    subject_kind  text,
    subject       text,
    detail        json        NOT NULL,
    digests       json        NOT NULL,
    previous_hash bytea       NOT NULL CHECK (length(previous_hash) = 32),
    hash          bytea       NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (chain, number)
);

CREATE INDEX audit_entries_by_time ON public.audit_entries (chain, at);
CREATE INDEX audit_entries_by_action ON public.audit_entries (chain, action, at);

-- Person: whose the value is, by user id or, where none is known, by e-mail address.
CREATE TABLE public.audit_personal (
    chain  text   NOT NULL,
    number bigint NOT NULL,
    field  text   NOT NULL,
    salt   text   NOT NULL CHECK (length(salt) = 64),
    value  text   NOT NULL CHECK (length(value) <= 300),
    person text,
    PRIMARY KEY (chain, number, field)
);

CREATE INDEX audit_personal_by_value ON public.audit_personal (chain, field, value, number);

-- The last entry of each chain. Whoever appends holds the row until their transaction ends: numbers have no gaps, and are
-- seen in their order.
CREATE TABLE public.audit_heads (
    chain  text   PRIMARY KEY,
    number bigint NOT NULL CHECK (number >= 0),
    hash   bytea  NOT NULL CHECK (length(hash) = 32)
);

-- Failures of one minute, until they become one entry for each address.
CREATE TABLE public.audit_failures (
    minute   timestamptz NOT NULL,
    chain    text        NOT NULL,
    address  text        NOT NULL,
    action   text        NOT NULL,
    attempts bigint      NOT NULL CHECK (attempts > 0),
    -- NULL where several accounts were tried.
    subject  text,
    PRIMARY KEY (minute, chain, address, action)
);

-- How far each chain was written to an output outside.
CREATE TABLE public.audit_outputs (
    output text   NOT NULL,
    chain  text   NOT NULL,
    number bigint NOT NULL CHECK (number >= 0),
    PRIMARY KEY (output, chain)
);

--changeset tokentally:audit-never-changes stripComments:false splitStatements:false
-- Of personal text nothing goes but what erase_person_from_audit() takes away.
CREATE FUNCTION public.refuse_removal_of_audited() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF current_setting('tokentally.erasing_from_audit', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'What % holds is removed by erase_person_from_audit() only.', TG_TABLE_NAME USING ERRCODE = 'TT002';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.require_next_audit_head() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.chain <> OLD.chain OR NEW.number <> OLD.number + 1 OR NOT EXISTS (
        SELECT FROM public.audit_entries entry
        WHERE entry.chain = NEW.chain AND entry.number = NEW.number AND entry.hash = NEW.hash
            AND entry.previous_hash = OLD.hash) THEN
        RAISE EXCEPTION 'The head of an audit chain is its next entry.' USING ERRCODE = 'TT002';
    END IF;
    RETURN NEW;
END
$$;

--changeset tokentally:audit-triggers stripComments:false
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON public.audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR TRUNCATE ON public.audit_personal
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE ON public.audit_personal
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_removal_of_audited();
CREATE TRIGGER refuse_change BEFORE DELETE OR TRUNCATE ON public.audit_heads
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER require_next BEFORE UPDATE ON public.audit_heads
    FOR EACH ROW EXECUTE FUNCTION public.require_next_audit_head();

--changeset tokentally:write-audit-entry stripComments:false splitStatements:false
-- SHA-256 over fields, each as the decimal count of its bytes in UTF-8, a colon and these bytes, and -1: for none.
CREATE FUNCTION public.audit_digest(VARIADIC fields text[]) RETURNS bytea
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT sha256(string_agg(
        CASE
            WHEN field IS NULL THEN convert_to('-1:', 'UTF8')
            ELSE convert_to(length(convert_to(field, 'UTF8')) || ':', 'UTF8') || convert_to(field, 'UTF8')
        END, ''::bytea ORDER BY position))
    FROM unnest(fields) WITH ORDINALITY AS parts (field, position)
$$;

-- Top-level keys of before and after whose values tell of a person.
CREATE FUNCTION public.audit_personal_keys() RETURNS text[]
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY[
        'login', 'email', 'displayName', 'display_name', 'userId', 'user_id', 'user', 'holder', 'author', 'invitedBy',
        'invited_by', 'createdBy', 'created_by', 'storedBy', 'stored_by', 'address', 'clientAddress', 'client_address', 'userAgent', 'user_agent',
        'device']
$$;

-- Nobody should pass these. Whoever does, does not get them kept.
CREATE FUNCTION public.audit_secret_keys() RETURNS text[]
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY[
        'password', 'passwordHash', 'password_hash', 'secret', 'token', 'tokenHash', 'token_hash', 'hash', 'sealed', 'code',
        'recoveryCodes', 'recovery_codes']
$$;

-- Whose the value of a personal field is.
CREATE FUNCTION public.audit_person(key text, value text, actor text, subject_person text, names jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE
        WHEN key IN ('displayName', 'display_name') THEN coalesce(subject_person, names ->> 'login', names ->> 'email')
        WHEN key IN ('login', 'email') THEN coalesce(subject_person, value)
        WHEN key IN ('address', 'clientAddress', 'client_address', 'userAgent', 'user_agent', 'device')
            THEN coalesce(actor, subject_person)
        ELSE value
    END
$$;

CREATE FUNCTION public.write_audit_entry(
    organization text, actor text, action text, subject_kind text, subject text, before jsonb, after jsonb,
    client_address text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    new_chain text := coalesce(write_audit_entry.organization, '');
    new_action text := write_audit_entry.action;
    new_kind text := write_audit_entry.subject_kind;
    who text := left(write_audit_entry.actor, 300);
    whom text := left(write_audit_entry.subject, 300);
    whence text := left(nullif(write_audit_entry.client_address, ''), 300);
    old_state jsonb := write_audit_entry.before;
    new_state jsonb := write_audit_entry.after;
    -- What is no thing of these kinds is taken for a person.
    of_person boolean := new_kind IS NULL OR new_kind NOT IN (
        'address', 'api_token', 'audit', 'budget', 'candidate', 'discount', 'export', 'hashing_key', 'installation',
        'invitation', 'job', 'key', 'key_policy', 'limit', 'master_key', 'organization', 'policy', 'price', 'provider',
        'provider_key', 'report', 'repricing', 'resource', 'service', 'session', 'setting', 'settings', 'virtual_key');
    new_number bigint;
    new_id uuid := gen_random_uuid();
    new_at timestamptz;
    new_detail json;
    new_digests json;
    last_hash bytea;
    new_hash bytea;
BEGIN
    SELECT number + 1, hash INTO new_number, last_hash FROM public.audit_heads WHERE chain = new_chain FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO public.audit_heads (chain, number, hash) VALUES (new_chain, 0, decode(repeat('00', 32), 'hex'))
        ON CONFLICT (chain) DO NOTHING;
        SELECT number + 1, hash INTO new_number, last_hash FROM public.audit_heads WHERE chain = new_chain FOR UPDATE;
    END IF;
    -- Only now: whoever waited shall not be older than the one before.
    new_at := clock_timestamp();

    WITH fields AS (
        SELECT 'actor' AS field, who AS value, who AS person
        UNION ALL
        SELECT 'subject', whom, whom WHERE of_person
        UNION ALL
        SELECT 'address', whence, coalesce(who, CASE WHEN of_person THEN whom END)
        UNION ALL
        SELECT state.side || '.' || pair.key, left(pair.value, 300), public.audit_person(
            pair.key, left(pair.value, 300), who, CASE WHEN of_person THEN whom END, state.names)
        FROM (VALUES ('before', old_state), ('after', new_state)) AS state (side, names)
        CROSS JOIN LATERAL jsonb_each_text(
            CASE jsonb_typeof(state.names) WHEN 'object' THEN state.names ELSE '{}' END) AS pair
        WHERE pair.key = ANY (public.audit_personal_keys())
    ), kept AS (
        INSERT INTO public.audit_personal (chain, number, field, salt, value, person)
        SELECT new_chain, new_number, field, translate(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), value,
            person
        FROM fields WHERE value IS NOT NULL
        RETURNING field, salt, value
    )
    SELECT '{' || coalesce(string_agg(
        to_json(field)::text || ':"' || encode(public.audit_digest(salt, field, value), 'hex') || '"',
        ',' ORDER BY field COLLATE "C"), '') || '}'
    INTO new_digests FROM kept;

    new_detail := (
        CASE jsonb_typeof(old_state) WHEN 'object' THEN jsonb_build_object(
            'before', old_state - public.audit_personal_keys() - public.audit_secret_keys()) ELSE '{}' END
        || CASE jsonb_typeof(new_state) WHEN 'object' THEN jsonb_build_object(
            'after', new_state - public.audit_personal_keys() - public.audit_secret_keys()) ELSE '{}' END)::text;
    IF of_person THEN
        whom := NULL;
    END IF;
    new_hash := public.audit_digest(
        'tokentally-audit-1', new_chain, new_number::text, new_id::text,
        to_char(new_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        new_action, new_kind, whom, new_detail::text, new_digests::text, encode(last_hash, 'hex'));
    INSERT INTO public.audit_entries (
        chain, number, id, at, action, subject_kind, subject, detail, digests, previous_hash, hash)
    VALUES (
        new_chain, new_number, new_id, new_at, new_action, new_kind, whom, new_detail, new_digests, last_hash, new_hash);
    UPDATE public.audit_heads SET number = new_number, hash = new_hash WHERE chain = new_chain;
END
$$;

-- Called by the owner's other functions, in the transaction of what they change and at its end; nobody else may. Without an
-- organization it is the installation's chain. Whoever appends to two chains takes the installation's last.
CREATE FUNCTION public.append_audit_entry(
    organization text, actor text, action text, subject_kind text, subject text, before jsonb, after jsonb) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT public.write_audit_entry(
        organization, actor, action, subject_kind, subject, before, after,
        current_setting('tokentally.client_address', true))
$$;

--changeset tokentally:audit-of-acts stripComments:false splitStatements:false
-- What only the application knows of, for the viewer and no other. Reports of others' data: once for each person and kind
-- and hour.
CREATE FUNCTION public.audit_own_act(action text, subject_kind text, subject text, detail jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    viewer text := public.viewer_user_id();
    organization text := public.viewer_organization_id();
    act text := audit_own_act.action;
    what text := left(audit_own_act.subject, 300);
    details jsonb := audit_own_act.detail;
BEGIN
    IF act NOT IN (
        'usage.exported', 'usage.report_of_others', 'prices.exported', 'keys.exported', 'audit.exported', 'audit.verified',
        'session.ended', 'sessions.ended', 'session.signed_out') THEN
        RAISE EXCEPTION 'unknown_audit_action' USING ERRCODE = 'TT002', DETAIL = act;
    END IF;
    IF viewer IS NULL OR (organization IS NULL AND act NOT LIKE 'session%') THEN
        RAISE EXCEPTION 'no_viewer' USING ERRCODE = 'TT002', DETAIL = act;
    END IF;
    IF length(details::text) > 4000 THEN
        RAISE EXCEPTION 'audit_detail_too_long' USING ERRCODE = 'TT002', DETAIL = act;
    END IF;
    IF act = 'usage.report_of_others' AND EXISTS (
        SELECT FROM public.audit_entries entry
        JOIN public.audit_personal actor ON actor.chain = entry.chain AND actor.number = entry.number
            AND actor.field = 'actor' AND actor.value = viewer
        WHERE entry.chain = organization AND entry.action = act AND entry.subject IS NOT DISTINCT FROM what
            AND entry.at >= date_trunc('hour', clock_timestamp())) THEN
        RETURN;
    END IF;
    PERFORM public.append_audit_entry(organization, viewer, act, audit_own_act.subject_kind, what, NULL, details);
END
$$;

-- An IPv6 network of 64 bits is one address: whoever has one has all of it.
CREATE FUNCTION public.audit_address(address text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    parsed inet;
BEGIN
    parsed := address::inet;
    RETURN coalesce(
        CASE family(parsed) WHEN 6 THEN network(set_masklen(parsed, 64))::text ELSE host(parsed) END, '');
EXCEPTION WHEN invalid_text_representation THEN
    RETURN left(address, 60);
END
$$;

-- Of signing in, and of what goes with it. Whoever floods the door makes one entry for each address and minute, and not
-- more than so many addresses are told apart in a minute.
CREATE FUNCTION public.audit_authentication(
    organization text, actor text, action text, subject text, detail jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    act text := audit_authentication.action;
    whom text := left(audit_authentication.subject, 300);
    whose_chain text := coalesce(audit_authentication.organization, '');
    this_minute timestamptz := date_trunc('minute', clock_timestamp());
    whence text := public.audit_address(nullif(current_setting('tokentally.client_address', true), ''));
BEGIN
    IF split_part(act, '.', 1) NOT IN (
        'account', 'api_token', 'invitation', 'lock_out', 'one_time_password', 'operator', 'passkey', 'password',
        'recovery_code', 'recovery_codes', 'reset', 'second_factor', 'session', 'sessions', 'sign_in', 'sign_out') THEN
        RAISE EXCEPTION 'unknown_audit_action' USING ERRCODE = 'TT002', DETAIL = act;
    END IF;
    IF act !~ '\.(failed|refused|locked|locked_out|throttled)$' THEN
        PERFORM public.append_audit_entry(
            audit_authentication.organization, audit_authentication.actor, act, 'account', whom, NULL,
            audit_authentication.detail);
        RETURN;
    END IF;
    IF (SELECT count(*) FROM public.audit_failures WHERE minute = this_minute) >= 1000 THEN
        whence := 'others';
        whose_chain := '';
        whom := NULL;
    END IF;
    INSERT INTO public.audit_failures AS known (minute, chain, address, action, attempts, subject)
    VALUES (this_minute, whose_chain, whence, act, 1, whom)
    ON CONFLICT (minute, chain, address, action) DO UPDATE SET
        attempts = known.attempts + 1,
        subject = CASE WHEN known.subject = excluded.subject THEN known.subject END;
END
$$;

-- Makes entries of the failures of minutes that are over; one at a time is enough.
CREATE FUNCTION public.roll_audit_failures() RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    past record;
    rolled integer := 0;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('tokentally.roll_audit_failures')) THEN
        RETURN 0;
    END IF;
    FOR past IN
        WITH gone AS (
            DELETE FROM public.audit_failures WHERE minute < date_trunc('minute', clock_timestamp()) RETURNING *)
        SELECT * FROM gone ORDER BY chain DESC, minute, address, action
    LOOP
        PERFORM public.write_audit_entry(
            past.chain, NULL, past.action, 'account', past.subject, NULL,
            jsonb_build_object(
                'attempts', past.attempts,
                'minute', to_char(past.minute AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"')),
            past.address);
        rolled := rolled + 1;
    END LOOP;
    RETURN rolled;
END
$$;

-- Takes away all clear text that tells of a person, in every chain, and leaves the digests: the chains stay valid. Returns
-- how many texts there were. For the schema's owner, and for functions of theirs that have asked who asks.
CREATE FUNCTION public.erase_person_from_audit(erased_user text) RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    names text[];
    touched record;
    texts bigint := 0;
BEGIN
    SELECT array_agg(DISTINCT lower(name)) INTO names
    FROM (
        SELECT erased_user AS name
        UNION ALL
        SELECT account.login FROM public.accounts account WHERE account.user_id = erased_user
        UNION ALL
        SELECT known.value FROM public.audit_personal known
        WHERE known.person = erased_user AND split_part(known.field, '.', 2) IN ('login', 'email')
    ) AS known_as
    WHERE name <> '';
    UPDATE public.audit_failures SET subject = NULL WHERE lower(subject) = ANY (names);
    PERFORM set_config('tokentally.erasing_from_audit', 'on', true);
    FOR touched IN
        WITH gone AS (
            DELETE FROM public.audit_personal WHERE lower(person) = ANY (names) OR lower(value) = ANY (names)
            RETURNING chain)
        SELECT chain, count(*) AS texts FROM gone GROUP BY chain ORDER BY chain DESC
    LOOP
        -- Of whom is not told: it would be there again.
        PERFORM public.append_audit_entry(
            touched.chain, public.viewer_user_id(), 'audit.person_erased', 'audit', NULL, NULL,
            jsonb_build_object('texts', touched.texts));
        texts := texts + touched.texts;
    END LOOP;
    PERFORM set_config('tokentally.erasing_from_audit', '', true);
    RETURN texts;
END
$$;

--changeset tokentally:audit-policies stripComments:false
-- Owners read their organization's chain, and nobody reads any other through the application's role.
ALTER TABLE public.audit_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.audit_personal ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.audit_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.audit_failures ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.audit_outputs ENABLE ROW LEVEL SECURITY;

CREATE POLICY owner_reads ON public.audit_entries FOR SELECT TO tokentally_app
    USING (chain = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_owns_organization()));
CREATE POLICY owner_reads ON public.audit_personal FOR SELECT TO tokentally_app
    USING (chain = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_owns_organization()));
CREATE POLICY owner_reads ON public.audit_heads FOR SELECT TO tokentally_app
    USING (chain = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_owns_organization()));

REVOKE ALL ON
    public.audit_entries, public.audit_personal, public.audit_heads, public.audit_failures, public.audit_outputs
    FROM PUBLIC, tokentally_app, tokentally_metering;
REVOKE ALL ON FUNCTION
    public.refuse_removal_of_audited(), public.require_next_audit_head(), public.audit_digest(text[]),
    public.audit_personal_keys(), public.audit_secret_keys(), public.audit_person(text, text, text, text, jsonb),
    public.write_audit_entry(text, text, text, text, text, jsonb, jsonb, text),
    public.append_audit_entry(text, text, text, text, text, jsonb, jsonb),
    public.audit_own_act(text, text, text, jsonb), public.audit_address(text),
    public.audit_authentication(text, text, text, text, jsonb), public.roll_audit_failures(),
    public.erase_person_from_audit(text)
    FROM PUBLIC;

GRANT SELECT ON public.audit_entries, public.audit_heads TO tokentally_app;
GRANT SELECT (chain, number, field, salt, value) ON public.audit_personal TO tokentally_app;
GRANT EXECUTE ON FUNCTION public.audit_own_act(text, text, text, jsonb), public.roll_audit_failures() TO tokentally_app;
