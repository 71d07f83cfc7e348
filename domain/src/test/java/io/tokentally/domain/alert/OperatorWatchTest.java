package io.tokentally.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.domain.alert.OperatorWatch.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A trouble is told when it begins, once a day while it lasts, and when it has ended, to each receiver. */
class OperatorWatchTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Set<OperatorReceiver> BOTH = EnumSet.allOf(OperatorReceiver.class);
    private static final Sight FINE = new Sight(Map.of(), Set.of());
    private static final Sight BEHIND =
            new Sight(Map.of(OperatorTrouble.LEDGER_BEHIND, new TreeMap<>(Map.of("lag_seconds", "300"))), Set.of());

    private long last;

    private OperatorWatch see(OperatorWatch watch, Sight sight, Duration after) {
        return watch.seeing(sight, BOTH, NOON.plus(after), () -> new AlertEventId(new UUID(0, ++last)));
    }

    /** What is told, and is then out of the way. */
    private static OperatorWatch told(OperatorWatch watch) {
        return new OperatorWatch(watch.lasting(), List.of());
    }

    @Test
    void aBeginningIsToldOnceToEachUnderOneIdentity() {
        OperatorWatch watch = see(OperatorWatch.NONE, BEHIND, Duration.ZERO);

        assertThat(watch.pending())
                .extracting(OperatorNotice::receiver, OperatorNotice::state, OperatorNotice::round)
                .containsExactly(
                        tuple(OperatorReceiver.MAIL, AlertState.OVER, 1),
                        tuple(OperatorReceiver.WEBHOOK, AlertState.OVER, 1));
        assertThat(watch.pending()).extracting(OperatorNotice::id).containsOnly(new AlertEventId(new UUID(0, 1)));
        assertThat(watch.pending().getFirst().figures()).containsEntry("lag_seconds", "300");
        assertThat(see(told(watch), BEHIND, Duration.ofSeconds(15)).pending()).isEmpty();
    }

    @Test
    void whatLastsIsToldOnceADay() {
        OperatorWatch watch = told(see(OperatorWatch.NONE, BEHIND, Duration.ZERO));

        assertThat(see(watch, BEHIND, Duration.ofHours(24).minusMillis(1)).pending())
                .isEmpty();
        watch = see(watch, BEHIND, Duration.ofHours(24));
        assertThat(watch.pending()).extracting(OperatorNotice::round).containsOnly(2);
        assertThat(see(told(watch), BEHIND, Duration.ofHours(47)).pending()).isEmpty();
    }

    @Test
    void anEndIsToldOnceItHasStayedAway() {
        OperatorWatch watch = told(see(OperatorWatch.NONE, BEHIND, Duration.ZERO));

        watch = see(watch, FINE, Duration.ofMinutes(1));
        assertThat(watch.pending()).isEmpty();
        watch = see(watch, BEHIND, Duration.ofMinutes(2));
        watch = see(watch, FINE, Duration.ofMinutes(3));
        watch = see(watch, FINE, Duration.ofMinutes(5).minusMillis(1));
        assertThat(watch.pending()).as("it was back in between").isEmpty();

        watch = see(watch, FINE, Duration.ofMinutes(5));

        assertThat(watch.lasting()).isEmpty();
        assertThat(watch.pending()).hasSize(2).allSatisfy(notice -> {
            assertThat(notice.state()).isEqualTo(AlertState.OK);
            assertThat(notice.figures()).containsEntry("since", NOON.toString());
        });
        assertThat(see(told(watch), FINE, Duration.ofMinutes(6)).pending()).isEmpty();
    }

    @Test
    void whatNobodyCanSayStaysAsItIs() {
        Sight unknown = new Sight(Map.of(), Set.of(OperatorTrouble.LEDGER_BEHIND));
        OperatorWatch watch = told(see(OperatorWatch.NONE, BEHIND, Duration.ZERO));

        OperatorWatch after = see(watch, unknown, Duration.ofDays(2));

        assertThat(after).isEqualTo(watch);
        assertThat(see(OperatorWatch.NONE, unknown, Duration.ZERO)).isEqualTo(OperatorWatch.NONE);
    }

    @Test
    void whatDoesNotArriveIsSentAgainForADay() {
        OperatorWatch watch = see(OperatorWatch.NONE, BEHIND, Duration.ZERO);
        OperatorNotice mail = watch.due(NOON).getFirst();

        watch = watch.sent(mail, false, NOON);

        assertThat(watch.due(NOON.plusSeconds(9)))
                .extracting(OperatorNotice::receiver)
                .containsExactly(OperatorReceiver.WEBHOOK);
        OperatorNotice again = watch.due(NOON.plusSeconds(10)).getFirst();
        assertThat(again.id()).isEqualTo(mail.id());
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(watch.sent(again, true, NOON.plusSeconds(10)).pending()).hasSize(1);
        assertThat(watch.sent(again, false, NOON.plus(Duration.ofHours(24))).pending())
                .hasSize(1);
    }
}
