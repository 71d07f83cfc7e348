package io.tokentally.demo.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UsagePostingTest {

    private static final UsagePlan PLAN =
            new UsagePlan(GeneratedPeople.organizations(2), 3, 1_000, LocalDate.of(2026, 1, 5), 7, 1);

    private final Set<UsageRecord> ledger = ConcurrentHashMap.newKeySet();
    private final List<UsageRecord> told = new ArrayList<>();

    @Test
    void allCallsGetToTheLedgerAndAreToldInOrder() {
        post(ledger::addAll);

        assertThat(ledger).hasSize(1_000);
        List<UsageRecord> expected = new ArrayList<>();
        generator().forEachRemaining(expected::addAll);
        assertThat(told).isEqualTo(expected);
    }

    @Test
    void noMoreThanTwoBatchesArePostedAtOnce() {
        AtomicInteger atOnce = new AtomicInteger();
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        // Of the ten batches each waits for another that is posted meanwhile.
        CyclicBarrier bothAtWork = new CyclicBarrier(2);

        post(batch -> {
            seen.add(atOnce.incrementAndGet());
            meet(bothAtWork);
            atOnce.decrementAndGet();
        });

        assertThat(seen).contains(2).doesNotContain(3, 4);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("No other batch was posted at the same time", e);
        }
    }

    @Test
    void aBatchThatFailsIsTriedAgain() {
        Map<UsageRecord, Integer> attempts = new ConcurrentHashMap<>();

        post(batch -> {
            if (attempts.merge(batch.iterator().next(), 1, Integer::sum) < 3) {
                throw new IllegalStateException("The database is restarted");
            }
            ledger.addAll(batch);
        });

        assertThat(ledger).hasSize(1_000);
        assertThat(attempts)
                .hasSize(10)
                .allSatisfy((batch, times) -> assertThat(times).isEqualTo(3));
    }

    @Test
    void whatIsToldBeforeItStopsIsInTheLedger() {
        List<UsageRecord> third = new ArrayList<>();
        UsageGenerator generator = generator();
        generator.next();
        generator.next();
        third.addAll(generator.next());

        assertThatThrownBy(() -> post(batch -> {
                    if (batch.contains(third.getFirst())) {
                        throw new IllegalStateException("The disk is full");
                    }
                    ledger.addAll(batch);
                }))
                .isInstanceOf(UsagePosting.StoppedException.class)
                .hasMessageContaining("The disk is full");

        assertThat(told).hasSize(200).allMatch(ledger::contains);
    }

    @Test
    void whatTheLedgerRejectsIsNotTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();

        assertThatThrownBy(() -> post(batch -> {
                    attempts.incrementAndGet();
                    throw new RecordsRejectedException("SQLSTATE 23514", new IllegalStateException());
                }))
                .isInstanceOf(UsagePosting.StoppedException.class);

        assertThat(attempts.get()).isLessThanOrEqualTo(4);
    }

    private void post(UsageLedger port) {
        new UsagePosting(port, Duration.ofMillis(1)).post(generator(), told::addAll);
    }

    private static UsageGenerator generator() {
        return new UsageGenerator(PLAN, id -> Optional.of(new PriceBook(Money.USD, List.of())), 100);
    }
}
