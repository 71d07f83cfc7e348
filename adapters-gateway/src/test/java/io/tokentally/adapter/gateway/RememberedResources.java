package io.tokentally.adapter.gateway;

import io.tokentally.application.port.out.key.ResourceDirectory;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.ResourceOwner;
import io.tokentally.domain.metering.Provider;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Who made what, in memory and, apart from it, in a database that a test holds in hand. */
final class RememberedResources implements ResourceDirectory {

    private final Map<String, ResourceOwner> memory = new ConcurrentHashMap<>();
    private final Map<String, ResourceOwner> stored = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile boolean reachable = true;
    private volatile Runnable beforeLater = () -> {};

    /** The database has it, and the memory does not. */
    void store(String id, ResourceOwner owner) {
        stored.put(id, owner);
    }

    void goAway() {
        reachable = false;
    }

    /** Happens before anybody asks for the second time. */
    void beforeLater(Runnable action) {
        beforeLater = action;
    }

    int questions() {
        return questions.get();
    }

    Executor later() {
        return work -> {
            beforeLater.run();
            Thread.ofVirtual().start(work);
        };
    }

    @Override
    public Optional<ResourceOwner> known(OrganizationId organizationId, Provider provider, String id) {
        return Optional.ofNullable(memory.get(id));
    }

    @Override
    public void remember(OrganizationId organizationId, Provider provider, String id, ResourceOwner owner) {
        memory.putIfAbsent(id, owner);
    }

    @Override
    public CompletableFuture<Map<String, ResourceOwner>> find(
            OrganizationId organizationId, Provider provider, Set<String> ids) {
        questions.incrementAndGet();
        if (!reachable) {
            return CompletableFuture.failedFuture(new IllegalStateException("The database is away"));
        }
        return CompletableFuture.supplyAsync(() -> {
            Map<String, ResourceOwner> found = new HashMap<>(stored);
            found.keySet().retainAll(ids);
            return found;
        });
    }
}
