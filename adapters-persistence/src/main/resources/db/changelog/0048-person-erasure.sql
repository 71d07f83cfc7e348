--liquibase formatted sql

--changeset tokentally:erased-people stripComments:false splitStatements:false
-- Whether an id tells nothing of whose it is.
CREATE FUNCTION public.is_made_up(user_id text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT user_id ~ '^u_[0-9a-f]{24}$'
$$;

CREATE FUNCTION public.make_up_id() RETURNS text
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'u_' || left(translate(gen_random_uuid()::text, '-', ''), 24)
$$;

-- By what somebody was known who was erased, as a digest, and the id that says nothing of them: what comes late from a journal shall not
-- bring them back. Kept for 30 days.
CREATE TABLE public.erased_people (
    digest    bytea       PRIMARY KEY CHECK (length(digest) = 32),
    salt      text        NOT NULL,
    user_id   text        NOT NULL,
    erased_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE public.erased_people ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON public.erased_people FROM PUBLIC, tokentally_app, tokentally_metering;

CREATE FUNCTION public.note_erased(known_as text, new_id text) RETURNS void
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO public.erased_people (digest, salt, user_id)
    SELECT public.audit_digest(salt, known_as), salt, new_id
    FROM (SELECT translate(gen_random_uuid()::text, '-', '') AS salt) AS salted
$$;

-- The id that stands for one that was erased; as it is given where it was not.
CREATE FUNCTION public.id_after_erasure(given text) RETURNS text
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((
        SELECT erased.user_id FROM public.erased_people erased
        WHERE erased.digest IN (public.audit_digest(erased.salt, given), public.audit_digest(erased.salt, lower(given)))
        ORDER BY erased.digest = public.audit_digest(erased.salt, given) DESC LIMIT 1), given)
$$;

-- Callers as calls describe them, under the ids that stand for whoever was erased.
CREATE FUNCTION public.callers_after_erasure(described jsonb) RETURNS jsonb
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN EXISTS (SELECT FROM public.erased_people) THEN (
        SELECT jsonb_agg(
            entry || jsonb_build_object('user_id', public.id_after_erasure(entry ->> 'user_id')) ORDER BY place)
        FROM jsonb_array_elements(described) WITH ORDINALITY AS given (entry, place)) ELSE described END
$$;

-- What calls were given along, without that of whoever was erased.
CREATE FUNCTION public.texts_after_erasure(described jsonb, callers int[], texts text[]) RETURNS text[]
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN EXISTS (SELECT FROM public.erased_people) THEN ARRAY(
        SELECT CASE WHEN described -> (caller - 1) ->> 'user_id' IN (SELECT user_id FROM public.erased_people) THEN NULL ELSE value END
        FROM unnest(callers, texts) WITH ORDINALITY AS given (caller, value, place)
        ORDER BY place) ELSE texts END
$$;

REVOKE ALL ON FUNCTION
    public.is_made_up(text), public.make_up_id(), public.note_erased(text, text), public.id_after_erasure(text),
    public.callers_after_erasure(jsonb), public.texts_after_erasure(jsonb, int[], text[])
    FROM PUBLIC;

--changeset tokentally:free-texts-in-audit stripComments:false splitStatements:false
-- Reasons, and names of keys and tokens, are somebody's own words: from now on they are beside the entry, as what is personal is.
CREATE FUNCTION public.audit_personal_keys(kind text) RETURNS text[]
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT public.audit_personal_keys() || '{reason}'::text[]
        || CASE WHEN kind IN ('key', 'api_token') THEN '{name}' ELSE '{}' END::text[]
$$;

REVOKE ALL ON FUNCTION public.audit_personal_keys(text) FROM PUBLIC;

-- Nothing else of these functions changes.
DO $$
DECLARE
    change record;
    definition text;
BEGIN
    FOR change IN
        SELECT * FROM (VALUES
            ('write_audit_entry', 'public.audit_personal_keys()', 'public.audit_personal_keys(new_kind)', 3),
            ('audit_person', '''device'')', '''device'', ''reason'', ''name'')', 1),
            ('post_calls', 'PERFORM public.share_rollups(organization);',
             'PERFORM public.share_rollups(organization);
    described_callers := public.callers_after_erasure(described_callers);
    tags := public.texts_after_erasure(described_callers, callers, tags);
    client_ids := public.texts_after_erasure(described_callers, callers, client_ids);', 1),
            ('purge_sessions', 'WITH purged AS (',
             'WITH forgotten AS (
        DELETE FROM public.erased_people WHERE erased_at < now() - interval ''30 days''
    ), purged AS (', 1)) AS places (function, place, replacement, times)
    LOOP
        SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname = change.function;
        ASSERT length(replace(definition, change.place, '')) = length(definition) - change.times * length(change.place),
            change.function;
        EXECUTE replace(definition, change.place, change.replacement);
    END LOOP;
END
$$;

--changeset tokentally:erasable-texts stripComments:false
-- As before, but for who wrote something and why, and for what calls were given along: erasing a person changes these.
DROP TRIGGER refuse_change ON public.price_versions;
CREATE TRIGGER refuse_change
    BEFORE DELETE OR UPDATE OF organization_id, version, entry, terms, origin, source, recorded_at
    ON public.price_versions FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refuse_change_but_erasure BEFORE UPDATE OF author, reason, entered_by ON public.price_versions
    FOR EACH STATEMENT WHEN (current_setting('tokentally.erases_person', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION public.refuse_change();

DROP TRIGGER refuse_change ON public.price_discounts;
CREATE TRIGGER refuse_change
    BEFORE DELETE OR UPDATE OF organization_id, id, entry, terms, origin, source, recorded_at
    ON public.price_discounts FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refuse_change_but_erasure BEFORE UPDATE OF author, reason, entered_by ON public.price_discounts
    FOR EACH STATEMENT WHEN (current_setting('tokentally.erases_person', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION public.refuse_change();

DROP TRIGGER refuse_change ON public.price_withdrawals;
CREATE TRIGGER refuse_change
    BEFORE DELETE OR UPDATE OF organization_id, withdrawn, entry, withdrawn_at
    ON public.price_withdrawals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refuse_change_but_erasure BEFORE UPDATE OF author, reason, entered_by ON public.price_withdrawals
    FOR EACH STATEMENT WHEN (current_setting('tokentally.erases_person', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION public.refuse_change();

DROP TRIGGER refuse_change ON public.repricings;
CREATE TRIGGER refuse_change
    BEFORE DELETE OR UPDATE OF
        organization_id, id, begun, range_from, range_until, provider, model, unpriced_only, started_at, records
    ON public.repricings FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refuse_change_but_erasure BEFORE UPDATE OF author, reason ON public.repricings
    FOR EACH STATEMENT WHEN (current_setting('tokentally.erases_person', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION public.refuse_change();

DROP TRIGGER refuse_change ON public.usage_calls;
CREATE TRIGGER refuse_change
    BEFORE UPDATE OF
        created_at, created_hour, input_tokens, output_tokens, id, caller, response_time_ms, time_to_first_token_ms, organization_id,
        quantities, provider_request_id, error_type, error_code, usage_parts
    ON public.usage_calls FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refuse_change_but_erasure BEFORE UPDATE OF tags, client_ids ON public.usage_calls
    FOR EACH ROW WHEN (
        current_setting('tokentally.erases_texts_of_calls', true) IS DISTINCT FROM OLD.organization_id || ' ' || OLD.caller
        OR NEW.tags IS NOT NULL OR NEW.client_ids IS NOT NULL)
    EXECUTE FUNCTION public.refuse_change();

--changeset tokentally:erase-from-audit stripComments:false splitStatements:false
-- Takes away the clear text in every chain of what tells of a person, whom it knows by an id and by addresses, and of what was called
-- by keys of theirs; a made-up id stays. Returns how many texts each chain had.
CREATE FUNCTION public.erase_from_audit(erased text, addresses text[], own_keys text[]) RETURNS TABLE (erased_from text, texts bigint)
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    names CONSTANT text[] := addresses || lower(erased);
BEGIN
    UPDATE public.audit_failures SET subject = NULL WHERE lower(subject) = ANY (names);
    PERFORM set_config('tokentally.erasing_from_audit', 'on', true);
    RETURN QUERY
    WITH gone AS (
        DELETE FROM public.audit_personal known
        WHERE (lower(known.person) = ANY (names) OR lower(known.value) = ANY (names)
                OR split_part(known.field, '.', 2) = 'name' AND EXISTS (
                    SELECT FROM public.audit_entries entry
                    WHERE entry.chain = known.chain AND entry.number = known.number AND entry.subject = ANY (own_keys)))
            AND NOT (known.value = erased AND public.is_made_up(erased))
        RETURNING known.chain)
    SELECT gone.chain, count(*) FROM gone GROUP BY gone.chain;
    PERFORM set_config('tokentally.erasing_from_audit', '', true);
END
$$;

REVOKE ALL ON FUNCTION public.erase_from_audit(text, text[], text[]) FROM PUBLIC;

--changeset tokentally:erase-person stripComments:false splitStatements:false
-- The addresses that somebody had, in lower case, and that nobody else has an account by now.
CREATE FUNCTION public.addresses_of_person(erased text, known_address text) RETURNS text[]
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(array_agg(DISTINCT lower(known.address)), '{}')
    FROM (
        SELECT known_address AS address
        UNION ALL
        SELECT erased
        UNION ALL
        SELECT account.login FROM public.accounts account WHERE account.user_id = erased
        UNION ALL
        SELECT former.login FROM public.former_members former WHERE former.user_id = erased
        UNION ALL
        -- Invitations that they answered, and what was said of their account.
        SELECT told.value
        FROM public.audit_personal whom
        JOIN public.audit_entries entry ON entry.chain = whom.chain AND entry.number = whom.number
        JOIN public.audit_personal told ON told.chain = whom.chain AND told.number = whom.number
        WHERE whom.value = erased AND split_part(told.field, '.', 2) IN ('login', 'email', 'address')
            AND (whom.field = 'subject' OR whom.field = 'actor' AND entry.action IN ('invitation.accepted', 'invitation.declined'))
    ) AS known
    WHERE known.address LIKE '%_@_%'
        AND NOT EXISTS (
            SELECT FROM public.accounts other WHERE lower(other.login) = lower(known.address) AND other.user_id <> erased)
$$;

-- Ends memberships and closes the account, which no organization loses its last owner by, and the installation not its last operator.
CREATE FUNCTION public.close_for_erasure(erased text) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM public.require_another_owner(membership.organization_id, erased)
    FROM public.memberships membership WHERE membership.user_id = erased AND membership.role = 'OWNER';
    IF EXISTS (
            SELECT FROM public.accounts account
            WHERE account.user_id = erased AND account.operator AND account.closed_at IS NULL)
        AND NOT EXISTS (
            SELECT FROM public.accounts other
            WHERE other.user_id <> erased AND other.operator AND other.closed_at IS NULL)
    THEN
        PERFORM public.refuse('last_operator', erased);
    END IF;
    DELETE FROM public.memberships WHERE user_id = erased;
    PERFORM public.shut_account(erased);
END
$$;

-- What is nobody's but theirs goes.
CREATE FUNCTION public.remove_rows_of_person(ids text[], addresses text[]) RETURNS jsonb
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    WITH codes AS (DELETE FROM public.recovery_codes WHERE user_id = ANY (ids) RETURNING 1),
        factors AS (DELETE FROM public.second_factors WHERE user_id = ANY (ids) RETURNING 1),
        devices AS (DELETE FROM public.known_devices WHERE user_id = ANY (ids) RETURNING 1),
        attempts AS (DELETE FROM public.sign_in_attempts WHERE user_id = ANY (ids) RETURNING 1),
        resets AS (DELETE FROM public.password_resets WHERE user_id = ANY (ids) RETURNING 1),
        own_sessions AS (DELETE FROM public.sessions WHERE user_id = ANY (ids) RETURNING 1),
        former AS (DELETE FROM public.former_members WHERE user_id = ANY (ids) RETURNING 1),
        invited AS (DELETE FROM public.invitations WHERE lower(address) = ANY (addresses) RETURNING 1),
        -- Their own: whoever's address stands in it is whom a résumé is of.
        resumes AS (
            DELETE FROM public.candidates candidate USING unnest(addresses) AS own_address
            WHERE strpos(lower(candidate.file_name || ' ' || candidate.profile::text), own_address) > 0 RETURNING 1),
        samples AS (
            DELETE FROM public.refused_call_samples
            WHERE user_id = ANY (ids) OR called_for = ANY (ids) OR lower(called_for) = ANY (addresses) RETURNING 1),
        account AS (DELETE FROM public.accounts WHERE user_id = ANY (ids) RETURNING 1)
    SELECT jsonb_build_object(
        'accounts', (SELECT count(*) FROM account),
        'candidates', (SELECT count(*) FROM resumes),
        'former_members', (SELECT count(*) FROM former),
        'invitations', (SELECT count(*) FROM invited),
        'known_devices', (SELECT count(*) FROM devices),
        'password_resets', (SELECT count(*) FROM resets),
        'recovery_codes', (SELECT count(*) FROM codes),
        'refused_call_samples', (SELECT count(*) FROM samples),
        'second_factors', (SELECT count(*) FROM factors),
        'sessions', (SELECT count(*) FROM own_sessions),
        'sign_in_attempts', (SELECT count(*) FROM attempts))
$$;

-- What they wrote into rows that stay.
CREATE FUNCTION public.erase_texts_of_person(ids text[]) RETURNS jsonb
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    WITH keys AS (
            UPDATE public.virtual_keys SET name = '(erased)', revoked_at = coalesce(revoked_at, clock_timestamp())
            WHERE holder_kind = 'USER' AND user_id = ANY (ids) RETURNING 1),
        prices AS (
            UPDATE public.price_versions SET reason = '(erased)' WHERE author = ANY (ids) OR entered_by = ANY (ids) RETURNING 1),
        discounts AS (
            UPDATE public.price_discounts SET reason = '(erased)' WHERE author = ANY (ids) OR entered_by = ANY (ids) RETURNING 1),
        withdrawals AS (
            UPDATE public.price_withdrawals SET reason = '(erased)' WHERE author = ANY (ids) OR entered_by = ANY (ids) RETURNING 1),
        changes AS (UPDATE public.repricings SET reason = '(erased)' WHERE author = ANY (ids) RETURNING 1)
    SELECT jsonb_build_object(
        'virtual_keys', (SELECT count(*) FROM keys),
        'price_versions', (SELECT count(*) FROM prices),
        'price_discounts', (SELECT count(*) FROM discounts),
        'price_withdrawals', (SELECT count(*) FROM withdrawals),
        'repricings', (SELECT count(*) FROM changes))
$$;

-- What their calls were given along. Figures are of none of it.
CREATE FUNCTION public.erase_texts_of_calls(ids text[]) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own record;
    emptied bigint;
    calls bigint := 0;
BEGIN
    FOR own IN
        SELECT caller.organization_id, caller.number FROM public.usage_callers caller
        WHERE caller.user_id = ANY (ids) ORDER BY caller.organization_id, caller.number
    LOOP
        PERFORM set_config('tokentally.erases_texts_of_calls', own.organization_id || ' ' || own.number, true);
        UPDATE public.usage_calls SET tags = NULL, client_ids = NULL
        WHERE organization_id = own.organization_id AND caller = own.number AND (tags IS NOT NULL OR client_ids IS NOT NULL);
        GET DIAGNOSTICS emptied = ROW_COUNT;
        calls := calls + emptied;
    END LOOP;
    PERFORM set_config('tokentally.erases_texts_of_calls', '', true);
    RETURN jsonb_build_object('usage_calls', calls);
END
$$;

-- Wherever an id stands that tells whose it is, another stands.
CREATE FUNCTION public.replace_id(old_id text, new_id text) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.usage_callers SET user_id = new_id, digest = public.attributes_digest(jsonb_build_object(
        'user_id', new_id, 'virtual_key_id', virtual_key_id, 'attribution', attribution))
    WHERE user_id = old_id;
    UPDATE public.virtual_keys SET user_id = new_id WHERE user_id = old_id AND holder_kind = 'USER';
    UPDATE public.virtual_keys SET created_by = new_id WHERE created_by = old_id;
    UPDATE public.refused_calls SET user_id = new_id WHERE user_id = old_id;
    UPDATE public.invitations SET created_by = new_id WHERE created_by = old_id;
    UPDATE public.password_resets SET issued_by = new_id WHERE issued_by = old_id;
    UPDATE public.provider_keys SET stored_by = new_id WHERE stored_by = old_id;
    UPDATE public.key_policies SET changed_by = new_id WHERE changed_by = old_id;
    UPDATE public.candidates SET uploaded_by = new_id WHERE uploaded_by = old_id;
    UPDATE public.price_bundles SET applied_by = new_id WHERE applied_by = old_id;
    UPDATE public.price_versions SET author = new_id WHERE author = old_id;
    UPDATE public.price_versions SET entered_by = new_id WHERE entered_by = old_id;
    UPDATE public.price_discounts SET author = new_id WHERE author = old_id;
    UPDATE public.price_discounts SET entered_by = new_id WHERE entered_by = old_id;
    UPDATE public.price_withdrawals SET author = new_id WHERE author = old_id;
    UPDATE public.price_withdrawals SET entered_by = new_id WHERE entered_by = old_id;
    UPDATE public.repricings SET author = new_id WHERE author = old_id;
END
$$;

-- The organizations that somebody belongs or belonged to, or calls are counted for.
CREATE FUNCTION public.organizations_of_person(ids text[]) RETURNS SETOF text
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT membership.organization_id FROM public.memberships membership WHERE membership.user_id = ANY (ids)
    UNION
    SELECT former.organization_id FROM public.former_members former WHERE former.user_id = ANY (ids)
    UNION
    SELECT caller.organization_id FROM public.usage_callers caller WHERE caller.user_id = ANY (ids)
    UNION
    SELECT key.organization_id FROM public.virtual_keys key WHERE key.holder_kind = 'USER' AND key.user_id = ANY (ids)
$$;

-- The ids that somebody's calls are counted under: their own, and addresses of theirs that programs named calls by.
CREATE FUNCTION public.ids_of_person(erased text, addresses text[]) RETURNS text[]
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT array_agg(DISTINCT known.user_id)
    FROM (
        SELECT erased AS user_id
        UNION ALL
        SELECT caller.user_id FROM public.usage_callers caller WHERE lower(caller.user_id) = ANY (addresses)
        UNION ALL
        SELECT key.user_id FROM public.virtual_keys key WHERE key.holder_kind = 'USER' AND lower(key.user_id) = ANY (addresses)
    ) AS known
    WHERE known.user_id = erased
        OR NOT EXISTS (SELECT FROM public.accounts other WHERE other.user_id = known.user_id)
$$;

-- Refuses where erasing would take apart what belongs to somebody else, or would not hold.
CREATE FUNCTION public.require_erasable(erased text, ids text[], closes boolean) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM public.virtual_keys WHERE holder_kind = 'SERVICE' AND user_id = ANY (ids)) THEN
        PERFORM public.refuse('named_as_service', erased);
    END IF;
    -- A statement of its own: where the table is gone, it would not even be read.
    IF to_regclass('public.calls_to_move') IS NOT NULL THEN
        IF EXISTS (SELECT FROM public.calls_to_move WHERE user_id = ANY (ids))
            OR EXISTS (SELECT FROM public.rollups_to_move WHERE user_id = ANY (ids))
        THEN
            PERFORM public.refuse('usage_not_moved', erased);
        END IF;
    END IF;
    IF NOT closes AND (
        EXISTS (SELECT FROM public.accounts WHERE user_id = erased AND closed_at IS NULL)
        OR EXISTS (SELECT FROM public.memberships WHERE user_id = erased))
    THEN
        PERFORM public.refuse('account_not_closed', erased);
    END IF;
END
$$;

-- Erases a person: what tells who they are goes, and figures stay, under an id that says nothing. Says that id, how many rows of which
-- table were erased or changed, and the addresses that they were known by. For the schema's owner.
CREATE FUNCTION public.erase_person(
    erased text, known_address text, closes boolean, OUT known_as text, OUT addresses text[], OUT changed jsonb)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ids text[];
    concerned text[];
    own_keys text[];
    new_ids jsonb := '{}';
    old_id text;
    audited record;
BEGIN
    addresses := public.addresses_of_person(erased, known_address);
    ids := public.ids_of_person(erased, addresses);
    -- Whoever takes people in, seals or posts has these first, too, and in this order.
    concerned := ARRAY(SELECT public.organizations_of_person(ids) ORDER BY 1);
    PERFORM FROM public.organizations WHERE id = ANY (concerned) ORDER BY id FOR NO KEY UPDATE;
    PERFORM public.hold_rollups(organization) FROM unnest(concerned) AS organization;
    PERFORM FROM public.accounts WHERE user_id = erased FOR UPDATE;
    ids := public.ids_of_person(erased, addresses);
    PERFORM public.require_erasable(erased, ids, closes);

    PERFORM public.close_for_erasure(erased);
    own_keys := ARRAY(
        SELECT key.id::text FROM public.virtual_keys key WHERE key.holder_kind = 'USER' AND key.user_id = ANY (ids));
    PERFORM set_config('tokentally.erases_person', 'on', true);
    changed := public.remove_rows_of_person(ids, addresses) || public.erase_texts_of_person(ids)
        || public.erase_texts_of_calls(ids);
    FOREACH old_id IN ARRAY ids LOOP
        known_as := CASE WHEN public.is_made_up(old_id) THEN old_id ELSE public.make_up_id() END;
        new_ids := new_ids || jsonb_build_object(old_id, known_as);
        PERFORM public.note_erased(old_id, known_as);
        IF known_as <> old_id THEN
            PERFORM public.replace_id(old_id, known_as);
        END IF;
    END LOOP;
    PERFORM set_config('tokentally.erases_person', '', true);
    known_as := new_ids ->> erased;
    PERFORM public.note_erased(own_address, known_as) FROM unnest(addresses) AS own_address WHERE own_address <> ALL (ids);

    FOR audited IN
        SELECT affected.chain, coalesce(sum(affected.texts), 0) AS texts
        FROM (
            SELECT erased_from AS chain, texts FROM public.erase_from_audit(erased, addresses, own_keys)
            UNION ALL
            SELECT unnest(concerned || ''::text), 0
        ) AS affected
        GROUP BY affected.chain ORDER BY affected.chain = '', affected.chain
    LOOP
        PERFORM public.append_audit_entry(
            audited.chain, public.viewer_user_id(), 'person.erased', 'user', known_as, NULL,
            jsonb_build_object('texts', audited.texts));
        changed := jsonb_set(changed, '{audit_personal}', to_jsonb(
            coalesce((changed ->> 'audit_personal')::bigint, 0) + audited.texts));
    END LOOP;
    IF concerned = '{}' AND NOT EXISTS (SELECT FROM jsonb_each_text(changed) WHERE value <> '0') THEN
        PERFORM public.refuse('no_such_person', erased);
    END IF;
END
$$;

REVOKE ALL ON FUNCTION
    public.addresses_of_person(text, text), public.close_for_erasure(text), public.remove_rows_of_person(text[], text[]),
    public.erase_texts_of_person(text[]), public.erase_texts_of_calls(text[]), public.replace_id(text, text),
    public.organizations_of_person(text[]), public.ids_of_person(text, text[]), public.require_erasable(text, text[], boolean),
    public.erase_person(text, text, boolean)
    FROM PUBLIC;

--changeset tokentally:find-texts stripComments:false splitStatements:false
-- Looks for texts in all columns of all tables, whatever they are of and in whatever case, as one would in a whole dump: how many rows of
-- which column hold one of them.
CREATE FUNCTION public.find_texts(wanted text[]) RETURNS TABLE (place text, found bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- And as JSON and columns of bytes hold them.
    forms CONSTANT text[] := ARRAY(
        SELECT DISTINCT lower(form) FROM unnest(wanted) AS text
        CROSS JOIN LATERAL unnest(ARRAY[
            text, trim(BOTH '"' FROM to_json(text)::text), encode(convert_to(text, 'UTF8'), 'escape')]) AS form
        WHERE text <> '');
    searched record;
BEGIN
    FOR searched IN
        SELECT of_table.oid::regclass AS named, string_agg(format(
            'count(*) FILTER (WHERE EXISTS (SELECT FROM unnest($1) AS form WHERE strpos(lower(%s), form) > 0))',
            CASE held.atttypid WHEN 'bytea'::regtype THEN format('encode(%I, ''escape'')', held.attname)
                ELSE format('%I::text', held.attname) END), ', ' ORDER BY held.attnum) AS counts,
            array_agg(of_table.relname || '.' || held.attname ORDER BY held.attnum) AS places
        FROM pg_class of_table
        JOIN pg_attribute held ON held.attrelid = of_table.oid AND held.attnum > 0 AND NOT held.attisdropped
        WHERE of_table.relnamespace = 'public'::regnamespace AND of_table.relkind IN ('r', 'p') AND NOT of_table.relispartition
        GROUP BY of_table.oid ORDER BY of_table.oid::regclass::text
    LOOP
        RETURN QUERY EXECUTE format(
            'SELECT * FROM (SELECT unnest($2), unnest(ARRAY[%s]) AS found FROM %s) AS counted WHERE found > 0',
            searched.counts, searched.named)
        USING forms, searched.places;
    END LOOP;
END
$$;

REVOKE ALL ON FUNCTION public.find_texts(text[]) FROM PUBLIC;
