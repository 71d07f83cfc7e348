package io.tokentally.adapter.persistence.alert;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.alert.AlertChannels;
import io.tokentally.application.port.out.alert.AlertHistory;
import io.tokentally.application.port.out.alert.AlertQueue;
import io.tokentally.application.port.out.alert.AlertQueue.Due;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertDelivery;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertFilter;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertRefusedException;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryFailure;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.alert.NotedAlert;
import io.tokentally.domain.key.SealedSecret;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A crossing makes one event, which is told by each channel that fits, and by nobody twice at the same time. */
class AlertsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    /** By the database's clock, which the tests cannot set, and the same for all of them. */
    @SuppressWarnings("TimeInStaticInitializer")
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private final AlertQueue queue = DATABASE.bean(AlertQueue.class);
    private final AlertHistory history = DATABASE.bean(AlertHistory.class);
    private final AlertChannels channels = DATABASE.bean(AlertChannels.class);

    @BeforeEach
    void fill() {
        DATABASE.addMember(OSCAR);
        DATABASE.addMember(ADA);
    }

    private static @Nullable UUID raise(String dedupe, AlertState state, String details) {
        return JdbcClient.create(DATABASE.metering())
                .sql("SELECT public.raise_alert('acme', 'budget', ?, ?, now(), ?::jsonb)")
                .params(dedupe, state.code(), details)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, UUID.class)))
                .single()
                .orElse(null);
    }

    private AlertChannelId channel(String name, AlertState minimum, Set<AlertKind> kinds, @Nullable Integer renotify) {
        AlertChannelId id = new AlertChannelId(UUID.randomUUID());
        inTransaction(() -> channels.save(
                OSCAR,
                new AlertChannel(id, name, ChannelType.EMAIL, "ops@acme.example", true, minimum, kinds, renotify),
                null,
                NOW));
        return id;
    }

    private static void inTransaction(Runnable work) {
        DATABASE.inTransaction(() -> {
            work.run();
            return true;
        });
    }

    private List<Due> claim(Instant now) {
        return queue.claim(now, now.plus(Duration.ofMinutes(5)), 100);
    }

    private List<AlertDelivery> deliveries(UUID event) {
        return DATABASE.inTransaction(() -> history.deliveries(OSCAR, new AlertEventId(event)));
    }

    private List<NotedAlert> found(Viewer viewer) {
        return DATABASE.inTransaction(() -> history.find(viewer, AlertFilter.newest(100)));
    }

    @Test
    void oneCrossingIsOneEventHoweverOftenItIsDecided() {
        UUID first = raise("budget 1 / 2026-11 / 80 %", AlertState.WARNING, "{}");

        assertThat(first).isNotNull();
        assertThat(first.version()).isEqualTo(7);
        assertThat(raise("budget 1 / 2026-11 / 80 %", AlertState.WARNING, "{}")).isNull();
        assertThat(raise("budget 1 / 2026-12 / 80 %", AlertState.WARNING, "{}")).isNotNull();
        assertThat(found(OSCAR)).hasSize(2);
    }

    @Test
    void manyThatDecideAtTheSameTimeMakeOneEvent() throws Exception {
        int instances = 16;
        try (ExecutorService executor = Executors.newFixedThreadPool(instances)) {
            List<Callable<List<UUID>>> deciders = new ArrayList<>();
            for (int i = 0; i < instances; i++) {
                deciders.add(() -> {
                    List<UUID> made = new ArrayList<>();
                    for (int crossing = 0; crossing < 20; crossing++) {
                        UUID id = raise("crossing " + crossing, AlertState.OVER, "{}");
                        if (id != null) {
                            made.add(id);
                        }
                    }
                    return made;
                });
            }
            List<UUID> made = new ArrayList<>();
            for (Future<List<UUID>> decided : executor.invokeAll(deciders)) {
                made.addAll(decided.get());
            }
            assertThat(made).hasSize(20).doesNotHaveDuplicates();
        }
        assertThat(found(OSCAR)).hasSize(20);
    }

    /** Whoever posts raises them in the same transaction. */
    @Test
    void whatWasRaisedIsGoneWithItsTransaction() throws SQLException {
        try (Connection connection = DATABASE.metering().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT public.raise_alert('acme', 'budget', 'once', 'over', now(), '{}')");
            connection.rollback();

            assertThat(raise("once", AlertState.OVER, "{}"))
                    .as("by another, while the connection goes on")
                    .isNotNull();
        }
    }

    @Test
    void itIsToldByChannelsThatFit() {
        AlertChannelId all = channel("all", AlertState.OK, Set.of(), null);
        channel("grave", AlertState.OVER, Set.of(), null);
        channel("others", AlertState.OK, Set.of(new AlertKind("later")), null);
        AlertChannelId removed = channel("removed", AlertState.OK, Set.of(), null);
        inTransaction(() -> channels.remove(OSCAR, removed, NOW));
        UUID event = raise(
                "a", AlertState.WARNING, "{\"figures\": {\"spent\": 12.50}, \"subject\": {\"model\": \"gpt-5\"}}");

        assertThat(queue.spread(NOW, 100)).isEqualTo(1);
        assertThat(queue.spread(NOW, 100)).isZero();

        List<Due> due = claim(NOW);
        assertThat(due).singleElement().satisfies(each -> {
            assertThat(each.channel()).isEqualTo(all);
            assertThat(each.message().event().id().value()).isEqualTo(event);
            assertThat(each.message().event().figures()).containsEntry("spent", "12.50");
            assertThat(each.message().organization()).isNotBlank();
        });
    }

    @Test
    void nobodyElseSendsWhatIsLeased() {
        channel("all", AlertState.OK, Set.of(), null);
        raise("a", AlertState.OVER, "{}");
        queue.spread(NOW, 100);

        Due first = claim(NOW).getFirst();
        assertThat(claim(NOW)).isEmpty();
        // Whoever had it has died.
        Instant later = NOW.plus(Duration.ofMinutes(5));
        Due second = claim(later).getFirst();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.attempts()).isEqualTo(2);

        // Not so dead after all: what it says is of no more interest, be it early or late.
        queue.finish(first, DeliveryOutcome.failed(DeliveryFailure.TIMED_OUT), later, null);
        assertThat(deliveries(first.message().event().id().value()))
                .extracting(AlertDelivery::state)
                .doesNotContain(AlertDelivery.State.GAVE_UP);
        queue.finish(second, DeliveryOutcome.ofStatus(202), later, null);
        queue.finish(first, DeliveryOutcome.failed(DeliveryFailure.TIMED_OUT), later, null);
        assertThat(deliveries(first.message().event().id().value()))
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(delivery.state()).isEqualTo(AlertDelivery.State.SENT);
                    assertThat(delivery.status()).isEqualTo(202);
                    assertThat(delivery.sentAt()).isEqualTo(later);
                });
        assertThat(claim(later.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void manyInstancesTakeEachMessageOnce() throws Exception {
        for (int i = 0; i < 4; i++) {
            channel("channel " + i, AlertState.OK, Set.of(), null);
        }
        for (int i = 0; i < 25; i++) {
            raise("crossing " + i, AlertState.OVER, "{}");
        }
        Set<Object> taken = new HashSet<>();
        int count = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            List<Callable<List<Due>>> instances = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                instances.add(() -> {
                    List<Due> own = new ArrayList<>();
                    for (int round = 0; round < 10; round++) {
                        queue.spread(NOW, 5);
                        own.addAll(queue.claim(NOW, NOW.plusSeconds(300), 3));
                    }
                    return own;
                });
            }
            for (Future<List<Due>> each : executor.invokeAll(instances)) {
                for (Due due : each.get()) {
                    count++;
                    taken.add(due.id());
                }
            }
        }
        queue.spread(NOW, 1000);
        for (Due due : claim(NOW)) {
            count++;
            taken.add(due.id());
        }
        assertThat(taken).hasSize(100);
        assertThat(count).isEqualTo(100);
    }

    @Test
    void whatFailedIsSentAgainUntilItIsGivenUp() {
        channel("all", AlertState.OK, Set.of(), null);
        UUID event = requireNonNull(raise("a", AlertState.OVER, "{}"));
        queue.spread(NOW, 100);

        queue.finish(claim(NOW).getFirst(), DeliveryOutcome.ofStatus(503), NOW, NOW.plusSeconds(10));
        assertThat(claim(NOW.plusSeconds(9))).isEmpty();
        assertThat(deliveries(event).getFirst())
                .satisfies(delivery -> assertThat(delivery.state()).isEqualTo(AlertDelivery.State.FAILED))
                .satisfies(delivery -> assertThat(delivery.error()).isEqualTo("failed"));

        queue.finish(claim(NOW.plusSeconds(10)).getFirst(), DeliveryOutcome.ofStatus(503), NOW, null);
        assertThat(deliveries(event).getFirst().state()).isEqualTo(AlertDelivery.State.GAVE_UP);
        assertThat(claim(NOW.plus(Duration.ofDays(2)))).isEmpty();

        DATABASE.inTransaction(
                () -> history.replay(OSCAR, deliveries(event).getFirst().id(), NOW));
        Due again = claim(NOW).getFirst();
        assertThat(again.message().round()).isEqualTo(2);
        assertThat(again.message().event().id().value()).isEqualTo(event);
    }

    @Test
    void whatIsMutedOrLateIsInTheHistoryAlone() {
        channel("all", AlertState.OK, Set.of(), null);
        DATABASE.inTransaction(() ->
                history.mute(OSCAR, AlertKind.BUDGET, new TreeMap<>(Map.of("model", "gpt-5")), NOW.plusSeconds(3600)));
        raise("muted", AlertState.OVER, "{\"subject\": {\"model\": \"gpt-5\", \"endpoint\": \"chat\"}}");
        raise("late", AlertState.OVER, "{\"quiet\": true}");
        raise("told", AlertState.OVER, "{\"subject\": {\"model\": \"gpt-4\"}}");

        queue.spread(NOW, 100);

        assertThat(claim(NOW)).hasSize(1);
        assertThat(found(OSCAR)).hasSize(3);
        assertThat(found(OSCAR)).filteredOn(NotedAlert::muted).hasSize(1);
        assertThat(found(OSCAR)).filteredOn(NotedAlert::quiet).hasSize(1);
        assertThat(DATABASE.inTransaction(() -> history.countUnseen(OSCAR, NOW.minusSeconds(60))))
                .isEqualTo(1);
    }

    @Test
    void whatLastsIsToldAgainUntilItIsOverOrAllRight() {
        channel("reminding", AlertState.OK, Set.of(), 2);
        String details =
                "{\"subject\": {\"budget\": \"b\"}, \"window_end\": \"%s\"}".formatted(NOW.plus(Duration.ofHours(5)));
        raise("a", AlertState.OVER, details);
        queue.spread(NOW, 100);
        queue.finish(claim(NOW).getFirst(), DeliveryOutcome.arrived(), NOW, null);

        assertThat(queue.spread(NOW.plus(Duration.ofMinutes(119)), 100)).isZero();
        Instant later = NOW.plus(Duration.ofHours(2));
        assertThat(queue.spread(later, 100)).isEqualTo(1);
        assertThat(queue.spread(later, 100)).isZero();
        Due again = claim(later).getFirst();
        assertThat(again.message().round()).isEqualTo(2);
        queue.finish(again, DeliveryOutcome.arrived(), later, null);

        raise("all right", AlertState.OK, details);
        assertThat(queue.spread(later.plus(Duration.ofHours(2)), 100))
                .as("the one that says so")
                .isEqualTo(1);
        assertThat(queue.spread(NOW.plus(Duration.ofHours(6)), 100)).isZero();
    }

    @Test
    void membersSeeWhatConcernsThemAndCountIt() {
        raise("of ada", AlertState.OVER, "{\"user_id\": \"ada\"}");
        raise("of all", AlertState.OVER, "{}");

        assertThat(found(ADA)).hasSize(1).allMatch(alert -> !alert.seen());
        inTransaction(() -> history.markSeen(
                ADA, found(OSCAR).stream().map(alert -> alert.event().id()).toList()));
        assertThat(found(ADA)).allMatch(NotedAlert::seen);
        assertThat(found(OSCAR)).noneMatch(NotedAlert::seen);
        assertThat(DATABASE.inTransaction(() -> history.countUnseen(ADA, Instant.EPOCH)))
                .isZero();
        assertThat(DATABASE.inTransaction(() -> history.countUnseen(OSCAR, Instant.EPOCH)))
                .isEqualTo(2);
    }

    @Test
    void aHooksSecretIsKeptUntilThereIsAnother() {
        AlertChannelId id = new AlertChannelId(UUID.randomUUID());
        saveHook(id, "hook", ChannelType.WEBHOOK, new SealedSecret("Zmlyc3Q="));
        saveHook(id, "renamed", ChannelType.SLACK, null);

        assertThat(queue.secret(ACME, id)).map(SealedSecret::base64).contains("Zmlyc3Q=");
        assertThat(DATABASE.inTransaction(() -> channels.all(OSCAR)))
                .singleElement()
                .satisfies(channel -> assertThat(channel.name()).isEqualTo("renamed"));
        inTransaction(() -> channels.remove(OSCAR, id, NOW));
        assertThat(queue.secret(ACME, id)).isEmpty();
        assertThat(DATABASE.asOwner()
                        .sql(
                                "SELECT action FROM audit_entries WHERE chain = 'acme' AND action LIKE 'alert%' ORDER BY number")
                        .query(String.class)
                        .list())
                .containsExactly("alert_channel.saved", "alert_channel.saved", "alert_channel.removed");
    }

    private void saveHook(AlertChannelId id, String name, ChannelType type, @Nullable SealedSecret sealed) {
        inTransaction(() -> channels.save(
                OSCAR,
                new AlertChannel(id, name, type, "example.org", true, AlertState.OK, Set.of(), null),
                sealed,
                NOW));
    }

    @Test
    void noTwoChannelsHaveOneName() {
        channel("On call", AlertState.OK, Set.of(), null);

        assertThatExceptionOfType(AlertRefusedException.class)
                .isThrownBy(() -> channel("on CALL", AlertState.OK, Set.of(), null))
                .withMessage("Another channel is called on CALL. Choose another name.");
    }
}
