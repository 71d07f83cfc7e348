--liquibase formatted sql

--changeset tokentally:alerts stripComments:false
-- What crossed a line, once for each crossing: what it is of, by which figures, and for which window.
CREATE TABLE public.alert_events (
    organization_id text        NOT NULL,
    -- A UUIDv7 of when it was noted, by which whoever is told twice knows it.
    id              uuid        NOT NULL,
    kind            text        NOT NULL CHECK (kind ~ '^[a-z][a-z0-9_]{0,39}$'),
    -- SHA-256 of what tells this crossing from every other, however often and by whomever it is decided.
    dedupe          bytea       NOT NULL CHECK (length(dedupe) = 32),
    state           text        NOT NULL CHECK (state IN ('ok', 'no_data', 'warning', 'over')),
    raised_at       timestamptz NOT NULL,
    noted_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    window_start    timestamptz,
    window_end      timestamptz,
    -- Whom it concerns, if it is one person.
    user_id         text        CHECK (length(user_id) <= 255),
    subject         jsonb       NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(subject) = 'object' AND length(subject::text) <= 4000),
    figures         jsonb       NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(figures) = 'object' AND length(figures::text) <= 4000),
    -- Whether it is for the history alone, as one of a window that was over.
    quiet           boolean     NOT NULL,
    -- Whether it was muted when it was to be told.
    muted           boolean     NOT NULL DEFAULT false,
    -- When it was decided whom to tell.
    spread_at       timestamptz,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, dedupe)
);
CREATE INDEX alert_events_to_spread ON public.alert_events (organization_id, id) WHERE spread_at IS NULL;
CREATE INDEX alert_events_of_person ON public.alert_events (organization_id, user_id, id) WHERE user_id IS NOT NULL;

-- Where alerts are told. One that was removed stays for the history, without its secret.
CREATE TABLE public.alert_channels (
    organization_id text        NOT NULL,
    id              uuid        NOT NULL,
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    kind            text        NOT NULL CHECK (kind IN ('email', 'webhook', 'slack', 'teams')),
    -- To whom it writes by mail; else which host it calls.
    address         text        NOT NULL CHECK (length(address) BETWEEN 1 AND 320),
    -- The whole address of a hook, and what it signs by: whoever knows it may call it.
    sealed          text,
    enabled         boolean     NOT NULL,
    minimum_state   text        NOT NULL CHECK (minimum_state IN ('ok', 'no_data', 'warning', 'over')),
    -- All, where there are none.
    kinds           text[]      CHECK (cardinality(kinds) BETWEEN 1 AND 40),
    renotify_hours  integer     CHECK (renotify_hours BETWEEN 1 AND 8784),
    changed_at      timestamptz NOT NULL,
    removed_at      timestamptz,
    PRIMARY KEY (organization_id, id),
    CHECK ((sealed IS NOT NULL) = (kind <> 'email' AND removed_at IS NULL))
);
CREATE UNIQUE INDEX alert_channels_by_name ON public.alert_channels (organization_id, lower(name)) WHERE removed_at IS NULL;

-- That an event is told by a channel: again in another round, where it is renewed or replayed.
CREATE TABLE public.alert_deliveries (
    organization_id text        NOT NULL,
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    event_id        uuid        NOT NULL,
    channel_id      uuid        NOT NULL,
    round           integer     NOT NULL CHECK (round > 0),
    state           text        NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'failed', 'sent', 'gave_up')),
    attempts        integer     NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    next_attempt_at timestamptz,
    -- Whoever sends it does until then; and by which they may say what came of it.
    leased_until    timestamptz,
    lease           uuid,
    -- Why it failed last, by a word of ours, and what HTTP said. Never what was answered.
    error           text        CHECK (error ~ '^[a-z_]{1,40}$'),
    http_status     integer     CHECK (http_status BETWEEN 100 AND 999),
    sent_at         timestamptz,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, event_id, channel_id, round),
    FOREIGN KEY (organization_id, event_id) REFERENCES public.alert_events,
    FOREIGN KEY (organization_id, channel_id) REFERENCES public.alert_channels,
    CHECK ((next_attempt_at IS NOT NULL) = (state IN ('pending', 'failed'))),
    CHECK ((sent_at IS NOT NULL) = (state = 'sent'))
);
CREATE INDEX alert_deliveries_due ON public.alert_deliveries (organization_id, next_attempt_at) WHERE next_attempt_at IS NOT NULL;

-- What nobody is told of until then: all of a kind, or of a subject, or of both.
CREATE TABLE public.alert_mutes (
    organization_id text        NOT NULL,
    id              uuid        NOT NULL DEFAULT gen_random_uuid(),
    kind            text        CHECK (kind ~ '^[a-z][a-z0-9_]{0,39}$'),
    subject         jsonb       CHECK (jsonb_typeof(subject) = 'object' AND length(subject::text) <= 4000),
    until           timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    CHECK (kind IS NOT NULL OR subject IS NOT NULL)
);

-- What a person has seen.
CREATE TABLE public.alert_reads (
    organization_id text NOT NULL,
    user_id         text NOT NULL,
    event_id        uuid NOT NULL,
    PRIMARY KEY (organization_id, user_id, event_id),
    FOREIGN KEY (organization_id, event_id) REFERENCES public.alert_events
);

--changeset tokentally:raise-alerts stripComments:false splitStatements:false
-- A UUIDv7 of an instant.
CREATE FUNCTION public.uuid_of_instant(at timestamptz) RETURNS uuid
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT encode(set_bit(set_bit(overlay(
        uuid_send(gen_random_uuid())
        PLACING substring(int8send(floor(extract(epoch FROM at) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- Notes that a line was crossed, at once and once: says the event's id, or nothing where it was noted before. Waits for nobody but whoever
-- notes the same crossing at the same time. Whom to tell is decided later, by spread_alerts(). Of details it takes window_start,
-- window_end, user_id, subject, figures, and quiet, where it is for the history alone.
CREATE FUNCTION public.raise_alert(
    organization text, kind text, dedupe text, state text, raised timestamptz, details jsonb) RETURNS uuid
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO public.alert_events (
        organization_id, id, kind, dedupe, state, raised_at, window_start, window_end, user_id, subject, figures, quiet, spread_at)
    VALUES (
        $1, public.uuid_of_instant(clock_timestamp()), $2, sha256(convert_to($3, 'UTF8')), $4, $5,
        ($6 ->> 'window_start')::timestamptz, ($6 ->> 'window_end')::timestamptz, $6 ->> 'user_id',
        coalesce($6 -> 'subject', '{}'), coalesce($6 -> 'figures', '{}'), coalesce(($6 ->> 'quiet')::boolean, false),
        CASE WHEN ($6 ->> 'quiet')::boolean THEN clock_timestamp() END)
    ON CONFLICT (organization_id, dedupe) DO NOTHING
    RETURNING id
$$;

--changeset tokentally:deliver-alerts stripComments:false splitStatements:false
CREATE FUNCTION public.alert_rank(state text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT array_position(ARRAY['ok', 'no_data', 'warning', 'over'], state)
$$;

CREATE FUNCTION public.is_muted(organization text, event_kind text, event_subject jsonb, at timestamptz) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM public.alert_mutes mute
        WHERE mute.organization_id = organization AND mute.until > at
            AND (mute.kind IS NULL OR mute.kind = event_kind)
            AND (mute.subject IS NULL OR event_subject @> mute.subject))
$$;

-- Decides by which channels events are told, and what is told again because it lasts. Returns how many are to be sent more.
CREATE FUNCTION public.spread_alerts(at timestamptz, most integer) RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    fresh bigint;
    renewed bigint;
BEGIN
    WITH taken AS (
        SELECT event.organization_id, event.id,
            public.is_muted(event.organization_id, event.kind, event.subject, at) AS is_muted
        FROM public.alert_events event
        WHERE event.spread_at IS NULL
        ORDER BY event.organization_id, event.id LIMIT most
        FOR UPDATE SKIP LOCKED
    ), spread AS (
        UPDATE public.alert_events event SET spread_at = at, muted = taken.is_muted
        FROM taken WHERE event.organization_id = taken.organization_id AND event.id = taken.id
        RETURNING event.organization_id, event.id, event.kind, event.state, event.muted
    ), added AS (
        INSERT INTO public.alert_deliveries (organization_id, event_id, channel_id, round, created_at, next_attempt_at)
        SELECT spread.organization_id, spread.id, channel.id, 1, at, at
        FROM spread
        JOIN public.alert_channels channel ON channel.organization_id = spread.organization_id
        WHERE NOT spread.muted AND channel.enabled AND channel.removed_at IS NULL
            AND public.alert_rank(spread.state) >= public.alert_rank(channel.minimum_state)
            AND (channel.kinds IS NULL OR spread.kind = ANY (channel.kinds))
        ON CONFLICT (organization_id, event_id, channel_id, round) DO NOTHING
        RETURNING 1)
    SELECT count(*) INTO fresh FROM added;

    WITH added AS (
        INSERT INTO public.alert_deliveries (organization_id, event_id, channel_id, round, created_at, next_attempt_at)
        SELECT last.organization_id, last.event_id, last.channel_id, last.round + 1, at, at
        FROM public.alert_channels channel
        JOIN public.alert_deliveries last ON last.organization_id = channel.organization_id AND last.channel_id = channel.id
        JOIN public.alert_events event ON event.organization_id = last.organization_id AND event.id = last.event_id
        WHERE channel.renotify_hours IS NOT NULL AND channel.enabled AND channel.removed_at IS NULL
            AND last.sent_at <= at - make_interval(hours => channel.renotify_hours)
            AND event.state <> 'ok' AND event.window_end > at
            AND NOT public.is_muted(event.organization_id, event.kind, event.subject, at)
            AND NOT EXISTS (
                SELECT FROM public.alert_deliveries later
                WHERE later.organization_id = last.organization_id AND later.event_id = last.event_id
                    AND later.channel_id = last.channel_id AND later.round > last.round)
            AND NOT EXISTS (
                SELECT FROM public.alert_events later
                WHERE later.organization_id = event.organization_id AND later.kind = event.kind
                    AND later.subject = event.subject AND later.id > event.id)
        LIMIT most
        ON CONFLICT (organization_id, event_id, channel_id, round) DO NOTHING
        RETURNING 1)
    SELECT count(*) INTO renewed FROM added;
    RETURN fresh + renewed;
END
$$;

-- What is due, for whoever asks alone until the lease ends: what they have not said the end of by then is somebody else's.
CREATE FUNCTION public.claim_alert_deliveries(at timestamptz, lease_ends timestamptz, most integer)
    RETURNS TABLE (
        organization_id text, organization_name text, delivery_id uuid, delivery_lease uuid, attempts integer, round integer,
        created_at timestamptz, event_id uuid, event_kind text, event_state text, raised_at timestamptz, window_start timestamptz,
        window_end timestamptz, subject jsonb, figures jsonb, channel_id uuid, channel_kind text, address text, sealed text)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    WITH due AS (
        SELECT delivery.organization_id, delivery.id
        FROM public.alert_deliveries delivery
        WHERE delivery.next_attempt_at <= at AND (delivery.leased_until IS NULL OR delivery.leased_until <= at)
        ORDER BY delivery.next_attempt_at, delivery.organization_id LIMIT most
        FOR UPDATE SKIP LOCKED
    ), claimed AS (
        UPDATE public.alert_deliveries delivery
        SET leased_until = lease_ends, lease = gen_random_uuid(), attempts = delivery.attempts + 1
        FROM due WHERE delivery.organization_id = due.organization_id AND delivery.id = due.id
        RETURNING delivery.*)
    SELECT claimed.organization_id, organization.name, claimed.id, claimed.lease, claimed.attempts, claimed.round, claimed.created_at,
        event.id, event.kind, event.state, event.raised_at, event.window_start, event.window_end, event.subject, event.figures,
        channel.id, channel.kind, channel.address, channel.sealed
    FROM claimed
    JOIN public.alert_events event ON event.organization_id = claimed.organization_id AND event.id = claimed.event_id
    JOIN public.alert_channels channel ON channel.organization_id = claimed.organization_id AND channel.id = claimed.channel_id
    JOIN public.organizations organization ON organization.id = claimed.organization_id
$$;

-- What came of it. Says nothing where the lease was another's by then. Without another attempt it is given up.
CREATE FUNCTION public.finish_alert_delivery(
    organization text, delivery uuid, held_lease uuid, at timestamptz, arrived boolean, failure text, status integer,
    next_attempt timestamptz) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.alert_deliveries SET
        state = CASE WHEN arrived THEN 'sent' WHEN next_attempt IS NULL THEN 'gave_up' ELSE 'failed' END,
        sent_at = CASE WHEN arrived THEN at END,
        next_attempt_at = CASE WHEN NOT arrived THEN next_attempt END,
        error = CASE WHEN NOT arrived THEN failure END,
        http_status = status, leased_until = NULL, lease = NULL
    WHERE organization_id = organization AND id = delivery AND lease = held_lease
$$;

-- What a hook is called by, to try it.
CREATE FUNCTION public.alert_channel_secret(organization text, channel uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT known.sealed FROM public.alert_channels known WHERE known.organization_id = organization AND known.id = channel
$$;

--changeset tokentally:manage-alerts stripComments:false splitStatements:false
CREATE FUNCTION public.described_alert_channel(organization text, channel uuid) RETURNS jsonb
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_build_object(
        'name', known.name, 'kind', known.kind, 'address', known.address, 'enabled', known.enabled,
        'minimum_state', known.minimum_state, 'kinds', known.kinds, 'renotify_hours', known.renotify_hours)
    FROM public.alert_channels known WHERE known.organization_id = organization AND known.id = channel AND known.removed_at IS NULL
$$;

-- Keeps a channel as it is now. Without a secret it keeps the one that it has.
CREATE FUNCTION public.save_alert_channel(
    channel uuid, new_name text, new_kind text, new_address text, new_sealed text, new_enabled boolean, new_minimum text,
    new_kinds text[], new_renotify_hours integer, at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('manage_alerts');
    was jsonb := public.described_alert_channel(organization, channel);
BEGIN
    IF EXISTS (
        SELECT FROM public.alert_channels other
        WHERE other.organization_id = organization AND other.id <> channel AND other.removed_at IS NULL
            AND lower(other.name) = lower(new_name)) THEN
        PERFORM public.refuse('alert_channel_named_so', new_name);
    END IF;
    IF was IS NULL AND EXISTS (
        SELECT FROM public.alert_channels known WHERE known.organization_id = organization AND known.id = channel) THEN
        PERFORM public.refuse('no_such_alert_channel', channel::text);
    END IF;
    IF was IS NULL AND (
        SELECT count(*) >= 50 FROM public.alert_channels known
        WHERE known.organization_id = organization AND known.removed_at IS NULL) THEN
        PERFORM public.refuse('too_many_alert_channels', NULL);
    END IF;
    INSERT INTO public.alert_channels AS known (
        organization_id, id, name, kind, address, sealed, enabled, minimum_state, kinds, renotify_hours, changed_at)
    VALUES (
        organization, channel, new_name, new_kind, new_address,
        CASE WHEN new_kind <> 'email' THEN coalesce(new_sealed, (
            SELECT old.sealed FROM public.alert_channels old WHERE old.organization_id = organization AND old.id = channel)) END,
        new_enabled, new_minimum, new_kinds, new_renotify_hours, at)
    ON CONFLICT (organization_id, id) DO UPDATE SET
        name = excluded.name, kind = excluded.kind, address = excluded.address, sealed = excluded.sealed, enabled = excluded.enabled,
        minimum_state = excluded.minimum_state, kinds = excluded.kinds, renotify_hours = excluded.renotify_hours,
        changed_at = excluded.changed_at;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'alert_channel.saved', 'setting', channel::text, was,
        jsonb_build_object(
            'name', new_name, 'kind', new_kind, 'address', new_address, 'enabled', new_enabled, 'minimum_state', new_minimum,
            'kinds', new_kinds, 'renotify_hours', new_renotify_hours, 'new_secret', new_sealed IS NOT NULL));
END
$$;

CREATE FUNCTION public.remove_alert_channel(channel uuid, at timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('manage_alerts');
    was jsonb := public.described_alert_channel(organization, channel);
BEGIN
    IF was IS NULL THEN
        PERFORM public.refuse('no_such_alert_channel', channel::text);
    END IF;
    UPDATE public.alert_channels SET removed_at = at, sealed = NULL WHERE organization_id = organization AND id = channel;
    UPDATE public.alert_deliveries SET state = 'gave_up', next_attempt_at = NULL, error = 'channel_removed', leased_until = NULL, lease = NULL
    WHERE organization_id = organization AND channel_id = channel AND next_attempt_at IS NOT NULL;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'alert_channel.removed', 'setting', channel::text, was, NULL);
END
$$;

-- That somebody tried a channel, and what came of it.
CREATE FUNCTION public.note_alert_channel_test(channel uuid, outcome text, status integer) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('manage_alerts');
BEGIN
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'alert_channel.tested', 'setting', channel::text, NULL,
        jsonb_strip_nulls(jsonb_build_object('outcome', outcome, 'status', status)));
END
$$;

-- Has an event told once more by a channel, as a delivery of its own.
CREATE FUNCTION public.replay_alert_delivery(delivery uuid, at timestamptz) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('manage_alerts');
    fresh uuid;
BEGIN
    INSERT INTO public.alert_deliveries (organization_id, event_id, channel_id, round, created_at, next_attempt_at)
    SELECT old.organization_id, old.event_id, old.channel_id, (
            SELECT max(each.round) + 1 FROM public.alert_deliveries each
            WHERE each.organization_id = organization AND each.event_id = old.event_id AND each.channel_id = old.channel_id), at, at
    FROM public.alert_deliveries old
    JOIN public.alert_channels channel ON channel.organization_id = organization AND channel.id = old.channel_id
    WHERE old.organization_id = organization AND old.id = delivery AND channel.removed_at IS NULL
    RETURNING id INTO fresh;
    IF NOT FOUND THEN
        PERFORM public.refuse('no_such_alert_delivery', delivery::text);
    END IF;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'alert.replayed', 'setting', delivery::text, NULL, jsonb_build_object('delivery', fresh));
    RETURN fresh;
END
$$;

CREATE FUNCTION public.mute_alerts(muted_kind text, muted_subject jsonb, ends timestamptz) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('manage_alerts');
    fresh uuid;
BEGIN
    DELETE FROM public.alert_mutes WHERE organization_id = organization AND until <= clock_timestamp();
    IF (SELECT count(*) >= 200 FROM public.alert_mutes WHERE organization_id = organization) THEN
        PERFORM public.refuse('too_many_alert_mutes', NULL);
    END IF;
    INSERT INTO public.alert_mutes (organization_id, kind, subject, until) VALUES (organization, muted_kind, muted_subject, ends)
    RETURNING id INTO fresh;
    PERFORM public.append_audit_entry(
        organization, public.viewer_user_id(), 'alert.muted', 'setting', fresh::text, NULL,
        coalesce(muted_subject, '{}') || jsonb_build_object('kind', muted_kind, 'until', ends));
    RETURN fresh;
END
$$;

CREATE FUNCTION public.unmute_alerts(mute uuid) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    organization text := public.require_owner_to('manage_alerts');
    was jsonb;
BEGIN
    DELETE FROM public.alert_mutes known WHERE known.organization_id = organization AND known.id = mute
    RETURNING coalesce(known.subject, '{}') || jsonb_build_object('kind', known.kind, 'until', known.until) INTO was;
    IF FOUND THEN
        PERFORM public.append_audit_entry(
            organization, public.viewer_user_id(), 'alert.unmuted', 'setting', mute::text, was, NULL);
    END IF;
END
$$;

--changeset tokentally:alert-policies stripComments:false
ALTER TABLE public.alert_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.alert_channels ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.alert_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.alert_mutes ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.alert_reads ENABLE ROW LEVEL SECURITY;

-- Members read what concerns them.
CREATE POLICY viewer_reads ON public.alert_events FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND ((SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE'))
            OR (user_id = (SELECT public.viewer_user_id())
                AND (SELECT public.viewer_may('OWN_USAGE', 'ORGANIZATION_USAGE')))));
CREATE POLICY viewer_reads ON public.alert_channels FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE')));
CREATE POLICY viewer_reads ON public.alert_deliveries FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE')));
CREATE POLICY viewer_reads ON public.alert_mutes FOR SELECT TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id())
        AND (SELECT public.viewer_sees_organization_by('ORGANIZATION_USAGE')));
CREATE POLICY viewer_notes ON public.alert_reads TO tokentally_app
    USING (organization_id = (SELECT public.viewer_organization_id()) AND (SELECT public.viewer_is_unscoped())
        AND user_id = (SELECT public.viewer_user_id()));

REVOKE ALL ON public.alert_events, public.alert_channels, public.alert_deliveries, public.alert_mutes, public.alert_reads FROM PUBLIC, tokentally_app, tokentally_metering, tokentally_auth;
GRANT SELECT ON public.alert_events, public.alert_mutes TO tokentally_app;
GRANT SELECT, INSERT ON public.alert_reads TO tokentally_app;
GRANT SELECT (organization_id, id, name, kind, address, enabled, minimum_state, kinds, renotify_hours, changed_at, removed_at)
    ON public.alert_channels TO tokentally_app;
GRANT SELECT (organization_id, id, event_id, channel_id, round, state, attempts, created_at, next_attempt_at, error, http_status, sent_at)
    ON public.alert_deliveries TO tokentally_app;

REVOKE ALL ON FUNCTION
    public.uuid_of_instant(timestamptz), public.raise_alert(text, text, text, text, timestamptz, jsonb), public.alert_rank(text),
    public.is_muted(text, text, jsonb, timestamptz), public.spread_alerts(timestamptz, integer),
    public.claim_alert_deliveries(timestamptz, timestamptz, integer),
    public.finish_alert_delivery(text, uuid, uuid, timestamptz, boolean, text, integer, timestamptz),
    public.alert_channel_secret(text, uuid), public.described_alert_channel(text, uuid),
    public.save_alert_channel(uuid, text, text, text, text, boolean, text, text[], integer, timestamptz),
    public.remove_alert_channel(uuid, timestamptz), public.note_alert_channel_test(uuid, text, integer),
    public.replay_alert_delivery(uuid, timestamptz), public.mute_alerts(text, jsonb, timestamptz), public.unmute_alerts(uuid)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    public.save_alert_channel(uuid, text, text, text, text, boolean, text, text[], integer, timestamptz),
    public.remove_alert_channel(uuid, timestamptz), public.note_alert_channel_test(uuid, text, integer),
    public.replay_alert_delivery(uuid, timestamptz), public.mute_alerts(text, jsonb, timestamptz), public.unmute_alerts(uuid)
    TO tokentally_app;
GRANT EXECUTE ON FUNCTION
    public.raise_alert(text, text, text, text, timestamptz, jsonb), public.spread_alerts(timestamptz, integer),
    public.claim_alert_deliveries(timestamptz, timestamptz, integer),
    public.finish_alert_delivery(text, uuid, uuid, timestamptz, boolean, text, integer, timestamptz),
    public.alert_channel_secret(text, uuid) TO tokentally_metering;

--changeset tokentally:erase-alerts stripComments:false splitStatements:false
-- The same with one text in another's place, wherever it stands as a whole.
CREATE FUNCTION public.with_text_replaced(given jsonb, old_text text, new_text text) RETURNS jsonb
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT replace(given::text, to_json(old_text)::text, to_json(new_text)::text)::jsonb
$$;
REVOKE ALL ON FUNCTION public.with_text_replaced(jsonb, text, text) FROM PUBLIC;

-- Events stay, under the id that says nothing; a channel that writes to whoever is erased goes. Nothing else changes.
DO $$
DECLARE
    change record;
    definition text;
BEGIN
    FOR change IN
        SELECT * FROM (VALUES
            ('replace_id', 'UPDATE public.repricings SET author = new_id WHERE author = old_id;',
             'UPDATE public.repricings SET author = new_id WHERE author = old_id;
    UPDATE public.alert_events SET user_id = CASE user_id WHEN old_id THEN new_id ELSE user_id END,
        subject = public.with_text_replaced(subject, old_id, new_id), figures = public.with_text_replaced(figures, old_id, new_id)
    WHERE user_id = old_id OR strpos(subject::text || figures::text, to_json(old_id)::text) > 0;
    UPDATE public.alert_mutes SET subject = public.with_text_replaced(subject, old_id, new_id)
    WHERE strpos(subject::text, to_json(old_id)::text) > 0;'),
            ('remove_rows_of_person', 'account AS (DELETE',
             'reads AS (DELETE FROM public.alert_reads WHERE user_id = ANY (ids) RETURNING 1),
        channels AS (
            UPDATE public.alert_channels SET
                name = CASE WHEN public.names_person(name, ids, addresses) THEN ''(erased '' || id || '')'' ELSE name END,
                address = ''(erased)'', sealed = NULL, removed_at = coalesce(removed_at, clock_timestamp())
            WHERE public.names_person(name, ids, addresses) OR public.names_person(address, ids, addresses)
            RETURNING organization_id, id),
        untold AS (
            UPDATE public.alert_deliveries delivery
            SET state = ''gave_up'', next_attempt_at = NULL, error = ''channel_removed'', leased_until = NULL, lease = NULL
            FROM channels
            WHERE delivery.organization_id = channels.organization_id AND delivery.channel_id = channels.id
                AND delivery.next_attempt_at IS NOT NULL),
        account AS (DELETE'),
            ('remove_rows_of_person', '''accounts'', (SELECT count(*) FROM account)',
             '''accounts'', (SELECT count(*) FROM account),
        ''alert_channels'', (SELECT count(*) FROM channels),
        ''alert_reads'', (SELECT count(*) FROM reads)')) AS places (function, place, replacement)
    LOOP
        SELECT pg_get_functiondef(oid) INTO STRICT definition FROM pg_catalog.pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname = change.function;
        -- Fails where the place is not there exactly once.
        ASSERT length(replace(definition, change.place, '')) = length(definition) - length(change.place),
            change.function || ': ' || change.place;
        EXECUTE replace(definition, change.place, change.replacement);
    END LOOP;
END
$$;
