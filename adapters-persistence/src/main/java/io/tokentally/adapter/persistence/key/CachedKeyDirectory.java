package io.tokentally.adapter.persistence.key;

import io.tokentally.adapter.persistence.key.StoredKeys.ProviderOfOrganization;
import io.tokentally.adapter.persistence.refresh.RefreshedSnapshot;
import io.tokentally.adapter.persistence.refresh.RefreshedSnapshot.Contents;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.MemberDirectory;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps all keys in memory and catches up with the changes to them, on one thread of its own. Nobody else ever waits for the
 * database, and an unknown key costs no query. While the database is out of reach the keys that were read last count, until
 * they are too old.
 */
final class CachedKeyDirectory implements KeyDirectory, MemberDirectory, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CachedKeyDirectory.class);

    static final String THREAD = "key-directory";

    /** Longer than any later one, since it is all of them. */
    private static final Duration FIRST_READING = Duration.ofSeconds(10);

    private record Snapshot(
            long change,
            KnownKeys keys,
            List<HashingKey> hashingKeys,
            Map<ProviderOfOrganization, SealedSecret> providerKeys,
            Map<OrganizationId, OrganizationKeyPolicy> policies,
            KnownMembers members) {

        /** Ahead of every change that the database counts, so that all is read first. */
        static final Snapshot NOTHING =
                new Snapshot(Long.MAX_VALUE, new KnownKeys(), List.of(), Map.of(), Map.of(), KnownMembers.NONE);

        Snapshot with(KnownMembers others) {
            return members == others ? this : new Snapshot(change, keys, hashingKeys, providerKeys, policies, others);
        }
    }

    private final StoredKeys stored;
    private final KeyDirectoryOptions options;
    private final KeyUses uses = new KeyUses();
    private final HashRenewals renewals = new HashRenewals();
    private final RefreshedSnapshot<Snapshot> snapshot;

    private CachedKeyDirectory(StoredKeys stored, KeyDirectoryOptions options) {
        this.stored = stored;
        this.options = options;
        this.snapshot = new RefreshedSnapshot<>(
                new Contents("Keys", THREAD, options.maxAge()), Snapshot.NOTHING, this::renewAndCatchUp);
    }

    /** A directory that is kept up to date until it is closed, and which holds all keys now if the database answers. */
    static CachedKeyDirectory start(StoredKeys stored, KeyDirectoryOptions options) {
        CachedKeyDirectory directory = new CachedKeyDirectory(stored, options);
        directory.snapshot.refresh(FIRST_READING);
        directory.snapshot.refreshEvery(options.refreshInterval());
        directory.snapshot.every(options.useInterval(), directory::writeUses);
        return directory;
    }

    @Override
    public Optional<VirtualKey> find(KeyHash hash) {
        return Optional.ofNullable(snapshot.latest().keys().get(hash));
    }

    @Override
    public List<HashingKey> hashingKeys() {
        return snapshot.latest().hashingKeys();
    }

    @Override
    public Optional<SealedSecret> providerKey(OrganizationId organizationId, Provider provider) {
        return Optional.ofNullable(
                snapshot.latest().providerKeys().get(new ProviderOfOrganization(organizationId, provider)));
    }

    @Override
    public OrganizationKeyPolicy policy(OrganizationId organizationId) {
        return snapshot.latest().policies().getOrDefault(organizationId, OrganizationKeyPolicy.DEFAULT);
    }

    @Override
    public Optional<UserId> find(OrganizationId organizationId, UserId name) {
        return snapshot.latest().members().find(organizationId, name);
    }

    @Override
    public boolean isCurrent() {
        return snapshot.isCurrent();
    }

    @Override
    public void noteUse(VirtualKey key, Instant at) {
        uses.note(key.id(), at);
    }

    @Override
    public void noteRenewal(VirtualKey key, KeyHash old, KeyHash renewed) {
        renewals.note(key.id(), old, renewed);
    }

    /** Takes over what has changed, before it returns if the database answers in time. */
    void refresh() {
        snapshot.refresh(options.timeout());
    }

    /** Writes down the last uses and renewals, if the database answers in time. */
    @Override
    public void close() {
        if (snapshot.isClosed()) {
            return;
        }
        try {
            snapshot.await(
                    () -> {
                        writeRenewals();
                        writeUses();
                    },
                    options.timeout());
        } finally {
            snapshot.close();
        }
    }

    private Snapshot renewAndCatchUp(Snapshot known) {
        writeRenewals();
        KnownMembers members = members(known.members());
        return caughtUp(known).with(members);
    }

    private KnownMembers members(KnownMembers known) {
        long change = stored.lastMemberChange();
        return known != KnownMembers.NONE && known.change() == change ? known : stored.readMembers(change);
    }

    private Snapshot caughtUp(Snapshot known) {
        long change = stored.lastChange();
        // A database that was put back to an earlier state counts from there again.
        if (change < known.change()) {
            KnownKeys keys = new KnownKeys();
            stored.read(keys::put);
            return new Snapshot(
                    change,
                    keys,
                    stored.readHashingKeys(),
                    stored.readProviderKeys(),
                    stored.readPolicies(),
                    known.members());
        }
        if (change > known.change()) {
            stored.readSince(known.change(), known.keys()::put);
            return new Snapshot(
                    change,
                    known.keys(),
                    hashingKeys(known.hashingKeys()),
                    stored.readProviderKeys(),
                    stored.readPolicies(),
                    known.members());
        }
        return known;
    }

    /** The same list where nothing has changed, so that nobody opens them again. */
    private List<HashingKey> hashingKeys(List<HashingKey> known) {
        List<HashingKey> read = stored.readHashingKeys();
        return read.equals(known) ? known : read;
    }

    private void writeRenewals() {
        try {
            renewals.write(stored::renew);
        } catch (RuntimeException e) {
            LOG.debug("By which hashes keys are known from now on is written later", e);
        }
    }

    private void writeUses() {
        try {
            uses.write(stored::noteUses);
        } catch (RuntimeException e) {
            LOG.debug("When keys were used last is written later", e);
        }
    }
}
