package io.tokentally.application.service.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.refusal.RefusalLedger;
import io.tokentally.application.port.out.refusal.RefusalMonitor;
import io.tokentally.application.port.out.refusal.RefusalsRejectedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.refusal.RefusalBatch;
import io.tokentally.domain.refusal.RefusalCounter;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountRefusedCallsServiceTest {

    private static final UUID WRITER = new UUID(7, 7);
    private static final Instant HOUR = Instant.parse("2026-03-01T12:00:00Z");
    private static final RefusedKey KEY = key(1);

    private final List<RefusalBatch> written = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Consumer<RefusalBatch> ledger = written::add;
    private final CountRefusedCallsService service = new CountRefusedCallsService(
            batch -> ledger.accept(batch),
            new RefusalMonitor() {
                @Override
                public void delayed(long calls, Throwable cause) {
                    told.add("delayed " + calls);
                }

                @Override
                public void lost(long calls, String reason) {
                    told.add("lost " + calls);
                }
            },
            WRITER);

    private static RefusedKey key(int number) {
        return new RefusedKey(new OrganizationId("acme"), new VirtualKeyId(new UUID(1, number)));
    }

    private static RefusedCall call(@Nullable RefusedKey key, RefusalReason reason, Instant at, String model) {
        return new RefusedCall(at, reason, key, null, null, null, new Endpoint("chat"), null, new ModelName(model));
    }

    private void refuse(RefusalReason reason) {
        service.refused(call(KEY, reason, HOUR.plusSeconds(61), "gpt-4.1-nano"));
    }

    private Map<RefusalCounter, Long> lastCalls() {
        return written.getLast().calls();
    }

    @Test
    void callsAreCountedByHourKeyAndReason() {
        refuse(RefusalReason.CALLS_PER_MINUTE);
        refuse(RefusalReason.CALLS_PER_MINUTE);
        refuse(RefusalReason.MODEL_NOT_ALLOWED);
        service.refused(call(KEY, RefusalReason.CALLS_PER_MINUTE, HOUR.plusSeconds(3_600), "gpt-4.1-nano"));
        service.refused(call(null, RefusalReason.UNKNOWN_KEY, HOUR, "gpt-4.1-nano"));

        service.write();

        assertThat(lastCalls())
                .containsOnly(
                        Map.entry(new RefusalCounter(HOUR, KEY, RefusalReason.CALLS_PER_MINUTE), 2L),
                        Map.entry(new RefusalCounter(HOUR, KEY, RefusalReason.MODEL_NOT_ALLOWED), 1L),
                        Map.entry(new RefusalCounter(HOUR.plusSeconds(3_600), KEY, RefusalReason.CALLS_PER_MINUTE), 1L),
                        Map.entry(new RefusalCounter(HOUR, null, RefusalReason.UNKNOWN_KEY), 1L));
        assertThat(written.getLast().samples()).hasSize(5);
    }

    @Test
    void eachBatchIsNumberedAndNothingIsWrittenTwice() {
        refuse(RefusalReason.CALLS_PER_MINUTE);
        service.write();
        service.write();
        refuse(RefusalReason.CALLS_PER_MINUTE);
        service.write();

        assertThat(written).extracting(RefusalBatch::number).containsExactly(1L, 2L);
        assertThat(written).extracting(RefusalBatch::writer).containsOnly(WRITER);
        assertThat(written).extracting(RefusalBatch::size).containsExactly(1L, 1L);
    }

    @Test
    void aBatchWhoseAnswerWasLostIsSentAgainAsItWas() {
        List<RefusalBatch> sent = new ArrayList<>();
        ledger = batch -> {
            sent.add(batch);
            throw new IllegalStateException("The connection broke");
        };
        refuse(RefusalReason.CALLS_PER_MINUTE);
        service.write();
        refuse(RefusalReason.CALLS_PER_MINUTE);
        service.write();
        ledger = written::add;
        service.write();

        assertThat(sent).hasSize(2).containsOnly(sent.getFirst());
        assertThat(written).hasSize(2).startsWith(sent.getFirst());
        assertThat(written).extracting(RefusalBatch::number).containsExactly(1L, 2L);
        assertThat(told).containsExactly("delayed 1", "delayed 1");
    }

    @Test
    void whatTheLedgerNeverTakesIsTold() {
        ledger = batch -> {
            throw new RefusalsRejectedException(new IllegalStateException());
        };
        refuse(RefusalReason.CALLS_PER_MINUTE);
        refuse(RefusalReason.CALLS_PER_MINUTE);
        service.write();
        ledger = written::add;
        service.write();

        assertThat(written).isEmpty();
        assertThat(told).containsExactly("lost 2");
    }

    @Test
    void whatCannotBeWrittenAtTheEndIsTold() {
        ledger = batch -> {
            throw new IllegalStateException("No database");
        };
        refuse(RefusalReason.CALLS_PER_MINUTE);
        service.write();
        refuse(RefusalReason.CALLS_PER_MINUTE);
        refuse(RefusalReason.CALLS_PER_MINUTE);

        service.writeLast();

        assertThat(told).containsExactly("delayed 1", "delayed 1", "lost 3");
    }

    @Test
    void atTheEndAllIsWritten() {
        refuse(RefusalReason.CALLS_PER_MINUTE);

        service.writeLast();

        assertThat(written).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void whatTheCallerChoosesMakesNoFurtherCounterAndNoMoreSamplesThanAreKept() {
        for (int i = 0; i < 100_000; i++) {
            service.refused(new RefusedCall(
                    HOUR,
                    RefusalReason.MODEL_NOT_ALLOWED,
                    KEY,
                    null,
                    null,
                    null,
                    new Endpoint("endpoint-" + i),
                    null,
                    new ModelName("model-" + i)));
            service.refused(new RefusedCall(
                    HOUR, RefusalReason.UNKNOWN_KEY, null, "tt_%08d".formatted(i), null, null, null, null, null));
        }

        service.write();

        assertThat(lastCalls()).hasSize(2).containsValue(100_000L);
        assertThat(written.getLast().samples())
                .hasSize(2 * RefusalLedger.SAMPLES)
                .extracting(RefusedCall::model)
                .contains(new ModelName("model-99999"))
                .doesNotContain(new ModelName("model-99899"));
    }

    @Test
    void withoutADatabaseCountersAndSamplesStayBoundedAndWhatHasNoRoomIsTold() {
        for (int i = 0; i < CountedRefusals.MAX_COUNTERS + 5; i++) {
            OrganizationId organization = new OrganizationId("org-" + i % 5_000);
            service.refused(call(
                    new RefusedKey(organization, new VirtualKeyId(new UUID(1, i))),
                    RefusalReason.CALLS_PER_MINUTE,
                    HOUR,
                    "gpt-4.1-nano"));
        }
        service.refused(call(
                new RefusedKey(new OrganizationId("org-0"), new VirtualKeyId(new UUID(1, 0))),
                RefusalReason.CALLS_PER_MINUTE,
                HOUR,
                "gpt-4.1-nano"));

        service.write();

        assertThat(lastCalls()).hasSize(CountedRefusals.MAX_COUNTERS);
        assertThat(written.getLast().size()).isEqualTo(CountedRefusals.MAX_COUNTERS + 1);
        assertThat(written.getLast().samples()).hasSize(CountedRefusals.MAX_SAMPLES);
        assertThat(told).containsExactly("lost 5");
    }

    @Test
    void manyCountAtOnceAndNoneIsMissing() throws InterruptedException {
        int threads = 4;
        int each = 5_000;
        CountDownLatch ready = new CountDownLatch(threads);
        List<Thread> counting = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            counting.add(Thread.startVirtualThread(() -> {
                ready.countDown();
                for (int n = 0; n < each; n++) {
                    refuse(RefusalReason.CALLS_PER_MINUTE);
                }
            }));
        }
        ready.await();
        service.write();
        for (Thread thread : counting) {
            thread.join();
        }
        service.write();

        assertThat(written.stream().mapToLong(RefusalBatch::size).sum()).isEqualTo((long) threads * each);
    }
}
