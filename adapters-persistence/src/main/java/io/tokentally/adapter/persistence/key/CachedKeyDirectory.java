package io.tokentally.adapter.persistence.key;

import io.tokentally.adapter.persistence.key.StoredKeys.ProviderOfOrganization;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.domain.access.OrganizationId;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps all keys in memory and catches up with the changes to them, on one thread of its own. Nobody else ever waits for the
 * database, and an unknown key costs no query. While the database is out of reach the keys that were read last count, until
 * they are too old.
 */
final class CachedKeyDirectory implements KeyDirectory, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CachedKeyDirectory.class);

    static final String THREAD = "key-directory";

    /** Longer than any later one, since it is all of them. */
    private static final Duration FIRST_READING = Duration.ofSeconds(10);

    private record Snapshot(
            long change,
            KnownKeys keys,
            List<HashingKey> hashingKeys,
            Map<ProviderOfOrganization, SealedSecret> providerKeys,
            Map<OrganizationId, OrganizationKeyPolicy> policies) {}

    private final StoredKeys stored;
    private final KeyDirectoryOptions options;
    private final KeyUses uses = new KeyUses();
    private final HashRenewals renewals = new HashRenewals();
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(THREAD).daemon().factory());
    private volatile Snapshot snapshot = new Snapshot(0, new KnownKeys(), List.of(), Map.of(), Map.of());
    private volatile boolean everRead;
    private volatile boolean reachable = true;
    private volatile long readAtNanos;

    private CachedKeyDirectory(StoredKeys stored, KeyDirectoryOptions options) {
        this.stored = stored;
        this.options = options;
    }

    /** A directory that is kept up to date until it is closed, and which holds all keys now if the database answers. */
    static CachedKeyDirectory start(StoredKeys stored, KeyDirectoryOptions options) {
        CachedKeyDirectory directory = new CachedKeyDirectory(stored, options);
        long refresh = options.refreshInterval().toMillis();
        long use = options.useInterval().toMillis();
        await(directory.reader.submit(directory::catchUp), FIRST_READING);
        Future<?> unused = directory.reader.scheduleWithFixedDelay(
                directory::renewAndCatchUp, refresh, refresh, TimeUnit.MILLISECONDS);
        unused = directory.reader.scheduleWithFixedDelay(directory::writeUses, use, use, TimeUnit.MILLISECONDS);
        return directory;
    }

    @Override
    public Optional<VirtualKey> find(KeyHash hash) {
        return Optional.ofNullable(snapshot.keys().get(hash));
    }

    @Override
    public List<HashingKey> hashingKeys() {
        return snapshot.hashingKeys();
    }

    @Override
    public Optional<SealedSecret> providerKey(OrganizationId organizationId, Provider provider) {
        return Optional.ofNullable(snapshot.providerKeys().get(new ProviderOfOrganization(organizationId, provider)));
    }

    @Override
    public OrganizationKeyPolicy policy(OrganizationId organizationId) {
        return snapshot.policies().getOrDefault(organizationId, OrganizationKeyPolicy.DEFAULT);
    }

    @Override
    public boolean isCurrent() {
        return everRead && System.nanoTime() - readAtNanos < options.maxAge().toNanos();
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
        try {
            await(reader.submit(this::catchUp), options.timeout());
        } catch (RejectedExecutionException e) {
            LOG.debug("The key directory is closed and takes nothing over any more");
        }
    }

    /** Writes down the last uses and renewals, if the database answers in time. */
    @Override
    public void close() {
        if (reader.isShutdown()) {
            return;
        }
        try {
            await(
                    reader.submit(() -> {
                        writeRenewals();
                        writeUses();
                    }),
                    options.timeout());
        } finally {
            reader.shutdownNow();
        }
    }

    private static void await(Future<?> work, Duration timeout) {
        try {
            work.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.debug("The key directory is not up to date yet");
        } catch (ExecutionException e) {
            throw new IllegalStateException("Work on the key directory lets no exception out", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renewAndCatchUp() {
        writeRenewals();
        catchUp();
    }

    private void catchUp() {
        try {
            long startedAtNanos = System.nanoTime();
            long change = stored.lastChange();
            Snapshot known = snapshot;
            // A database that was put back to an earlier state counts from there again.
            if (!everRead || change < known.change()) {
                KnownKeys keys = new KnownKeys();
                stored.read(keys::put);
                snapshot = new Snapshot(
                        change, keys, stored.readHashingKeys(), stored.readProviderKeys(), stored.readPolicies());
            } else if (change > known.change()) {
                stored.readSince(known.change(), known.keys()::put);
                snapshot = new Snapshot(
                        change,
                        known.keys(),
                        hashingKeys(known.hashingKeys()),
                        stored.readProviderKeys(),
                        stored.readPolicies());
            }
            readAtNanos = startedAtNanos;
            everRead = true;
            reachable = true;
        } catch (RuntimeException e) {
            // Whatever it was: an exception would end the schedule.
            unreachable(e);
        }
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

    private void unreachable(RuntimeException cause) {
        if (reachable) {
            reachable = false;
            LOG.warn("Keys are out of reach; those read last count for {}", options.maxAge(), cause);
        }
    }
}
