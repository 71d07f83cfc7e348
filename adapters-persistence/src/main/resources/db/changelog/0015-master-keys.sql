--liquibase formatted sql

--changeset tokentally:master-keys stripComments:false
-- Which master keys the application uses, by values that tell nothing of them. Secrets that are sealed in the first form do
-- not tell which one they are sealed under: it is the nameless one.
CREATE TABLE public.master_keys (
    mark     text        PRIMARY KEY,
    state    text        NOT NULL CHECK (state IN ('CURRENT', 'PREVIOUS')),
    nameless boolean     NOT NULL DEFAULT false,
    since    timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX master_keys_one_of_each ON public.master_keys (state);
CREATE UNIQUE INDEX master_keys_one_nameless ON public.master_keys (nameless) WHERE nameless;

INSERT INTO public.master_keys (mark, state, nameless) SELECT mark, 'CURRENT', true FROM public.master_key_mark;
DROP TABLE public.master_key_mark;

--changeset tokentally:hashing-keys stripComments:false
-- The secrets that virtual keys are hashed under, sealed by the application under its master key. At most two are valid: the
-- current one, and the one before until its deadline. The first one of an installation that had keys before this table is
-- derived from the master key, and sealed by the next start. Of one that has ended the secret is gone.
CREATE TABLE public.hashing_keys (
    number      integer     PRIMARY KEY CHECK (number > 0),
    sealed      text        CHECK (length(sealed) BETWEEN 1 AND 4000),
    state       text        NOT NULL CHECK (state IN ('CURRENT', 'OLD', 'ENDED')),
    created_at  timestamptz NOT NULL,
    valid_until timestamptz,
    CHECK ((state = 'CURRENT') = (valid_until IS NULL)),
    CHECK ((sealed IS NULL) = (state = 'ENDED') OR number = 1)
);

CREATE UNIQUE INDEX hashing_keys_one_current ON public.hashing_keys (state) WHERE state = 'CURRENT';
CREATE UNIQUE INDEX hashing_keys_one_old ON public.hashing_keys (state) WHERE state = 'OLD';

INSERT INTO public.hashing_keys (number, state, created_at)
SELECT 1, 'CURRENT', now() WHERE EXISTS (SELECT FROM public.virtual_keys);

-- Whoever makes a key says in the transaction which hashing key it is hashed under.
ALTER TABLE public.virtual_keys
    ADD COLUMN hashing_key integer NOT NULL
        DEFAULT coalesce(nullif(current_setting('tokentally.hashing_key', true), ''), '1')::integer
        REFERENCES public.hashing_keys;

CREATE INDEX virtual_keys_of_hashing_key ON public.virtual_keys (hashing_key) WHERE revoked_at IS NULL;

CREATE TRIGGER count_key_change BEFORE INSERT OR UPDATE OR DELETE ON public.hashing_keys
    FOR EACH STATEMENT EXECUTE FUNCTION public.count_key_change();

--changeset tokentally:renew-key-hash stripComments:false splitStatements:false
-- Has a key that was used known by its hash under the current hashing key. Whoever meters can do this with a key that is
-- known by an old hash and still works by it, and with no other.
CREATE FUNCTION public.renew_key_hash(key_id uuid, old_hash bytea, new_hash bytea, new_hashing_key integer) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE public.virtual_keys AS key SET hash = new_hash, hashing_key = new_hashing_key
    WHERE key.id = key_id AND key.hash = old_hash AND key.revoked_at IS NULL
      AND EXISTS (
          SELECT FROM public.hashing_keys known
          WHERE known.number = key.hashing_key AND known.state = 'OLD' AND known.valid_until > now())
      AND EXISTS (
          SELECT FROM public.hashing_keys known WHERE known.number = new_hashing_key AND known.state = 'CURRENT')
$$;

--changeset tokentally:master-key-grants stripComments:false
-- Whoever meters reads the hashing keys, sealed, since it checks keys; whoever looks reads until when old ones work.
ALTER TABLE public.master_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.hashing_keys ENABLE ROW LEVEL SECURITY;

CREATE POLICY viewer_reads ON public.hashing_keys FOR SELECT TO tokentally_app USING (true);
CREATE POLICY metering_reads ON public.hashing_keys FOR SELECT TO tokentally_metering USING (true);

REVOKE ALL ON public.master_keys, public.hashing_keys FROM PUBLIC, tokentally_app, tokentally_metering;
REVOKE ALL ON FUNCTION public.renew_key_hash(uuid, bytea, bytea, integer) FROM PUBLIC;

GRANT SELECT (number, state, valid_until) ON public.hashing_keys TO tokentally_app;
GRANT SELECT (hashing_key) ON public.virtual_keys TO tokentally_app;
GRANT SELECT (number, sealed, state, valid_until) ON public.hashing_keys TO tokentally_metering;
GRANT EXECUTE ON FUNCTION public.renew_key_hash(uuid, bytea, bytea, integer) TO tokentally_metering;
