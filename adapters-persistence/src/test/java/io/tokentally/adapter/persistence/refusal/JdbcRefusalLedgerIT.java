package io.tokentally.adapter.persistence.refusal;

import static io.tokentally.domain.key.KeyFixtures.hashOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.application.port.out.refusal.RefusalLedger;
import io.tokentally.application.port.out.refusal.RefusalMonitor;
import io.tokentally.application.port.out.refusal.RefusalReports;
import io.tokentally.application.port.out.refusal.RefusalsRejectedException;
import io.tokentally.application.port.out.refusal.StrayCalls;
import io.tokentally.application.service.refusal.CountRefusedCallsService;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import io.tokentally.tck.refusal.RefusalLedgerContract;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcRefusalLedgerIT extends RefusalLedgerContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected RefusalLedger ledger() {
        return DATABASE.bean(RefusalLedger.class);
    }

    @Override
    protected RefusalReports reports() {
        return DATABASE.bean(RefusalReports.class);
    }

    @Override
    protected StrayCalls strayCalls() {
        return DATABASE.bean(StrayCalls.class);
    }

    @Override
    protected void givenMember(Viewer viewer) {
        DATABASE.addMember(viewer);
    }

    @Override
    protected ViewerToken givenOperator() {
        DATABASE.asOwner().sql("""
                        INSERT INTO accounts (user_id, login, display_name, password_hash, one_time_password, operator)
                        VALUES ('op', 'op@host.example', 'Op', '{bcrypt}$2a$10$' || repeat('h', 53), false, true)""").update();
        return ViewerFixtures.token(new UserId("op"));
    }

    @Override
    protected void givenKey(Viewer viewer, VirtualKey key) {
        DATABASE.inTransaction(() -> {
            DATABASE.bean(VirtualKeys.class).add(viewer, key, hashOf(key));
            return key;
        });
    }

    @Override
    protected <T> T reading(Supplier<T> work) {
        return DATABASE.inTransaction(work);
    }

    private static long rows(String table) {
        return DATABASE.asOwner()
                .sql("SELECT count(*) FROM " + table)
                .query(Long.class)
                .single();
    }

    @Test
    void whatCallersChooseMakesNoMoreRowsThanSamples() {
        for (int number = 1; number <= 10; number++) {
            int from = number * 1_000;
            RefusedCall[] calls = IntStream.range(from, from + 1_000)
                    .mapToObj(i -> new RefusedCall(
                            HOUR,
                            RefusalReason.MODEL_NOT_ALLOWED,
                            of(ADAS),
                            null,
                            new UserId("user-" + i),
                            null,
                            new Endpoint("endpoint-" + i),
                            null,
                            new ModelName("model-" + i)))
                    .toArray(RefusedCall[]::new);
            ledger().add(batch(new UUID(3, 3), number, calls));
        }

        assertThat(rows("refused_calls")).isEqualTo(1);
        assertThat(rows("refused_call_samples")).isEqualTo(RefusalLedger.SAMPLES);
        assertThat(DATABASE.asOwner()
                        .sql("SELECT calls FROM refused_calls")
                        .query(Long.class)
                        .single())
                .isEqualTo(10_000);
    }

    @Test
    void manyGatewaysAddAtOnceAndNoCallIsMissing() {
        int gateways = 4;
        int batches = 10;
        RefusedCall[] calls = Stream.concat(
                        Stream.of(refused(null, RefusalReason.UNKNOWN_KEY)),
                        manyKeys().stream().map(key -> refused(key, RefusalReason.CALLS_PER_MINUTE)))
                .toArray(RefusedCall[]::new);
        try (ExecutorService processes = Executors.newFixedThreadPool(gateways)) {
            CompletableFuture.allOf(IntStream.range(0, gateways)
                            .mapToObj(gateway -> CompletableFuture.runAsync(
                                    () -> {
                                        for (int number = 1; number <= batches; number++) {
                                            ledger().add(batch(new UUID(4, gateway), number, calls));
                                        }
                                    },
                                    processes))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }

        assertThat(DATABASE.asOwner()
                        .sql("SELECT DISTINCT calls FROM refused_calls")
                        .query(Long.class)
                        .list())
                .containsExactly((long) gateways * batches);
        assertThat(rows("refused_calls")).isEqualTo(calls.length);
    }

    private static List<RefusedKey> manyKeys() {
        DATABASE.asOwner().sql("""
                        INSERT INTO virtual_keys (id, organization_id, name, prefix, hash, holder_kind, user_id, created_by,
                            created_at, policy)
                        SELECT gen_random_uuid(), 'acme', 'key', 'tt_', sha256(number::text::bytea), 'USER', 'ada', 'ada',
                            now(), '{"unrestricted": true}'
                        FROM generate_series(1, 200) AS number""").update();
        return DATABASE.asOwner()
                .sql("SELECT id FROM virtual_keys WHERE name = 'key'")
                .query((row, number) -> new RefusedKey(ACME, new VirtualKeyId(row.getObject(1, UUID.class))))
                .list();
    }

    private static RefusedCall refused(@Nullable RefusedKey key, RefusalReason reason) {
        return new RefusedCall(HOUR, reason, key, null, null, null, null, null, null);
    }

    @Test
    void whatCannotBeWrittenWhileTheDatabaseIsAwayIsWrittenAfterwards() {
        List<String> told = new ArrayList<>();
        CountRefusedCallsService calls = new CountRefusedCallsService(
                new JdbcRefusalLedger(new JdbcTemplate(DATABASE.impatientMeteringPool())),
                new RefusalMonitor() {
                    @Override
                    public void delayed(long waiting, Throwable cause) {
                        told.add("delayed " + waiting);
                    }

                    @Override
                    public void lost(long lost, String reason) {
                        told.add("lost " + lost);
                    }
                },
                new UUID(6, 1));
        calls.refused(refused(of(ADAS), RefusalReason.KEY_REVOKED));
        DATABASE.goAway();
        try {
            calls.write();
            calls.refused(refused(of(ADAS), RefusalReason.KEY_REVOKED));
            calls.write();
        } finally {
            DATABASE.comeBack();
        }
        assertThat(told).containsExactly("delayed 1", "delayed 1");
        // A connection may have to be broken first.
        int failed;
        do {
            failed = told.size();
            calls.write();
        } while (told.size() > failed && failed < 20);

        assertThat(told).containsOnly("delayed 1");
        assertThat(DATABASE.asOwner()
                        .sql("SELECT calls FROM refused_calls")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void whatTheDatabaseNeverTakesIsToldApartFromWhatItTakesLater() {
        RefusedCall notText =
                new RefusedCall(HOUR, RefusalReason.UNKNOWN_KEY, null, "tt_\0", null, null, null, null, null);

        assertThatExceptionOfType(RefusalsRejectedException.class)
                .isThrownBy(() -> ledger().add(batch(new UUID(6, 2), 1, notText)));

        assertThat(rows("refused_calls")).isZero();
        assertThat(rows("refused_call_writers")).isZero();
    }

    @Test
    void whatIsOfNoOrganizationThatIsKnownIsKeptNowhere() {
        ledger().add(batch(
                new UUID(6, 3),
                1,
                refused(RefusedKey.noneOf(new OrganizationId("nobody knows")), RefusalReason.BUDGET_EXCEEDED)));

        assertThat(rows("refused_calls")).isZero();
        assertThat(rows("refused_call_samples")).isZero();
    }

    @Test
    void processesThatAreGoneForAMonthAreForgotten() {
        ledger().add(batch(new UUID(5, 1), 1, refused(of(ADAS), RefusalReason.KEY_REVOKED)));
        DATABASE.asOwner()
                .sql("UPDATE refused_call_writers SET seen_at = now() - interval '31 days'")
                .update();

        ledger().add(batch(new UUID(5, 2), 1, refused(of(ADAS), RefusalReason.KEY_REVOKED)));

        assertThat(rows("refused_call_writers")).isEqualTo(1);
    }
}
