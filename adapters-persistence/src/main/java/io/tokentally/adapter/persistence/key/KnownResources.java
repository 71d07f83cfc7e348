package io.tokentally.adapter.persistence.key;

import io.tokentally.application.port.out.key.ResourceDirectory;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.ResourceOwner;
import io.tokentally.domain.metering.Provider;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Who made what, as far as it was told or asked lately; the rest it asks the database for, on threads of its own. What is in
 * memory is bounded: when half of it is full, the older half is dropped, and asked for when it is needed. So is what may wait
 * for the database: beyond that nobody can tell. No cache of a library, which would drop by use and might drop what came last:
 * what was made a moment ago is not in the database yet, and must be known.
 */
final class KnownResources implements ResourceDirectory, AutoCloseable {

    static final String THREAD = "resource-directory";

    private static final int THREADS = 2;
    private static final int MAX_WAITING = 256;
    private static final long IDLE_SECONDS = 30;

    private final StoredResources stored;
    private final int half;
    private final ThreadPoolExecutor readers = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().name(THREAD + "-", 0).daemon().factory());
    private volatile Halves halves = new Halves(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

    private record Halves(ConcurrentMap<Named, ResourceOwner> recent, ConcurrentMap<Named, ResourceOwner> older) {}

    private record Named(OrganizationId organizationId, Provider provider, String id) {}

    /** @param half how many are kept for certain, and half of how many are kept at most */
    KnownResources(StoredResources stored, int half) {
        this.stored = stored;
        this.half = half;
        readers.allowCoreThreadTimeOut(true);
    }

    @Override
    public Optional<ResourceOwner> known(OrganizationId organizationId, Provider provider, String id) {
        Named named = new Named(organizationId, provider, id);
        Halves current = halves;
        ResourceOwner recent = current.recent().get(named);
        if (recent != null) {
            return Optional.of(recent);
        }
        ResourceOwner older = current.older().get(named);
        if (older != null) {
            keep(named, older);
        }
        return Optional.ofNullable(older);
    }

    @Override
    public void remember(OrganizationId organizationId, Provider provider, String id, ResourceOwner owner) {
        Named named = new Named(organizationId, provider, id);
        Halves current = halves;
        if (!current.recent().containsKey(named)) {
            ResourceOwner older = current.older().get(named);
            keep(named, older == null ? owner : older);
        }
    }

    private void keep(Named named, ResourceOwner owner) {
        if (halves.recent().size() >= half) {
            synchronized (this) {
                Halves current = halves;
                if (current.recent().size() >= half) {
                    halves = new Halves(new ConcurrentHashMap<>(), current.recent());
                }
            }
        }
        var unused = halves.recent().putIfAbsent(named, owner);
    }

    @Override
    public CompletableFuture<Map<String, ResourceOwner>> find(
            OrganizationId organizationId, Provider provider, Set<String> ids) {
        try {
            return CompletableFuture.supplyAsync(() -> read(organizationId, provider, ids), readers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Map<String, ResourceOwner> read(OrganizationId organizationId, Provider provider, Set<String> ids) {
        Map<String, ResourceOwner> found = stored.owners(organizationId, provider, ids);
        found.forEach((id, owner) -> remember(organizationId, provider, id, owner));
        return found;
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
