package io.tokentally.application.port.in.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsageContextTest {

    private static final Attribution ADA = attribution("ada");
    private static final Attribution BOB = attribution("bob");

    private final AtomicReference<Optional<Attribution>> seen = new AtomicReference<>(Optional.empty());

    @AfterEach
    void nothingIsLeftOnTheThread() {
        assertThat(UsageContext.current()).isEmpty();
    }

    @Test
    void holdsWithinTheTask() throws Exception {
        UsageContext.of(ADA).run(this::look);

        assertThat(seen.get()).contains(ADA);
        assertThat(UsageContext.of(BOB).call(UsageContext::current)).contains(BOB);
    }

    @Test
    void theInnerContextHoldsAndTheOuterComesBack() {
        UsageContext.of(ADA).run(() -> {
            UsageContext.of(BOB).run(this::look);
            assertThat(seen.get()).contains(BOB);
            assertThat(UsageContext.current()).contains(ADA);
        });
    }

    @Test
    void theOneBeforeComesBackAfterAnException() {
        UsageContext.of(ADA).run(() -> {
            assertThatThrownBy(() -> UsageContext.of(BOB).run(() -> {
                        throw new IllegalStateException("broken");
                    }))
                    .hasMessage("broken");
            assertThatThrownBy(() -> UsageContext.of(BOB).call(() -> {
                        throw new IOException("broken too");
                    }))
                    .hasMessage("broken too");
            assertThat(UsageContext.current()).contains(ADA);
        });
    }

    @Test
    void aWrappedTaskTakesItsContextToAnotherThread() throws Exception {
        List<Runnable> tasks = new ArrayList<>();
        List<Callable<Optional<Attribution>>> calls = new ArrayList<>();
        UsageContext.of(ADA).run(() -> {
            tasks.add(UsageContext.wrap((Runnable) this::look));
            calls.add(UsageContext.wrap(UsageContext::current));
        });
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            executor.submit(tasks.getFirst()).get();
            assertThat(seen.get()).contains(ADA);
            assertThat(executor.submit(calls.getFirst()).get()).contains(ADA);
            assertThat(executor.submit(UsageContext::current).get()).isEmpty();
        }
    }

    @Test
    void aThreadAloneKnowsNothingOfItsParentsContext() throws Exception {
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            UsageContext.of(ADA).call(() -> executor.submit(this::look).get());
        }

        assertThat(seen.get()).isEmpty();
    }

    @Test
    void aWrappedExecutorTakesTheContextOfEachHandOver() throws Exception {
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            CompletableFuture<Optional<Attribution>> ada = UsageContext.of(ADA)
                    .call(() -> CompletableFuture.supplyAsync(UsageContext::current, UsageContext.wrap(executor)));
            CompletableFuture<Optional<Attribution>> nobody =
                    CompletableFuture.supplyAsync(UsageContext::current, UsageContext.wrap(executor));

            assertThat(ada.get()).contains(ADA);
            assertThat(nobody.get()).isEmpty();
        }
    }

    @Test
    void aTaskWrappedWithoutContextHasNoneWhereverItRuns() throws Exception {
        Runnable task = UsageContext.wrap((Runnable) this::look);
        Callable<Optional<Attribution>> call = UsageContext.wrap(UsageContext::current);
        seen.set(Optional.of(BOB));

        UsageContext.of(ADA).run(task);

        assertThat(seen.get()).isEmpty();
        assertThat(UsageContext.of(ADA).call(call)).isEmpty();
    }

    @Test
    void aWrappedTaskThatFailsLeavesTheWorkersContextAlone() {
        UsageContext.of(ADA).run(() -> {
            Runnable failing = UsageContext.wrap((Runnable) () -> {
                throw new IllegalStateException("broken");
            });
            UsageContext.of(BOB).run(() -> {
                assertThatThrownBy(failing::run).hasMessage("broken");
                assertThat(UsageContext.current()).contains(BOB);
            });
        });
    }

    private void look() {
        seen.set(UsageContext.current());
    }

    private static Attribution attribution(String user) {
        return Attribution.of(new OrganizationId("acme"), new UserId(user), new Endpoint("chat"));
    }
}
