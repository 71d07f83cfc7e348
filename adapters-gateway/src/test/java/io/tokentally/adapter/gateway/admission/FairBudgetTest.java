package io.tokentally.adapter.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.VirtualKey;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

public class FairBudgetTest {

    private static final VirtualKey ONE = key(1, "acme");
    private static final VirtualKey TWO = key(2, "acme");
    private static final VirtualKey THREE = key(3, "acme");
    private static final VirtualKey OTHERS = key(4, "globex");

    private final FairBudget budget = new FairBudget(100, 50, 30);

    public static VirtualKey key(long number, String organization) {
        return KnownKeys.key(
                new VirtualKeyId(new UUID(7, number)),
                organization,
                KeyHolder.service(new UserId("service")),
                KeyLimits.OF_THE_INSTALLATION);
    }

    @Test
    void aKeyHasItsShareAndNoMore() {
        assertThat(budget.take(ONE, 30)).isEqualTo(FairBudget.Outcome.TAKEN);
        assertThat(budget.take(ONE, 1)).isEqualTo(FairBudget.Outcome.KEY_HAS_ITS_SHARE);
        assertThat(budget.take(TWO, 20)).isEqualTo(FairBudget.Outcome.TAKEN);
        budget.giveBack(ONE, 10);
        assertThat(budget.take(ONE, 10)).isEqualTo(FairBudget.Outcome.TAKEN);
    }

    @Test
    void allKeysOfAnOrganizationTogetherHaveTheirs() {
        budget.take(ONE, 30);
        budget.take(TWO, 20);

        assertThat(budget.take(THREE, 1)).isEqualTo(FairBudget.Outcome.ORGANIZATION_HAS_ITS_SHARE);
        assertThat(budget.take(OTHERS, 30)).isEqualTo(FairBudget.Outcome.TAKEN);
    }

    @Test
    void whatIsRefusedTakesNothing() {
        budget.take(ONE, 30);
        budget.take(TWO, 20);
        budget.take(THREE, 1);
        assertThat(budget.free()).isEqualTo(50);

        budget.giveBack(ONE, 30);
        budget.giveBack(TWO, 20);
        assertThat(budget.free()).isEqualTo(100);
        assertThat(budget.holders()).isZero();
    }

    @Test
    void thereIsNoMoreThanThereIs() {
        FairBudget small = new FairBudget(40, 50, 30);
        small.take(ONE, 30);

        assertThat(small.take(OTHERS, 11)).isEqualTo(FairBudget.Outcome.NOTHING_LEFT);
        assertThat(small.take(OTHERS, 10)).isEqualTo(FairBudget.Outcome.TAKEN);
    }

    @Test
    void nothingIsLostAmongManyThreads() throws InterruptedException {
        FairBudget wide = new FairBudget(1_000_000, 600_000, 300_000);
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (VirtualKey key : new VirtualKey[] {ONE, TWO, THREE, OTHERS}) {
                threads.execute(() -> takeAndGiveBack(wide, key, start));
            }
            start.countDown();
            threads.shutdown();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(wide.free()).isEqualTo(1_000_000);
        assertThat(wide.holders()).isZero();
    }

    private static void takeAndGiveBack(FairBudget budget, VirtualKey key, CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (int i = 0; i < 50_000; i++) {
            if (budget.take(key, 250_000) == FairBudget.Outcome.TAKEN) {
                budget.giveBack(key, 250_000);
            }
        }
    }
}
