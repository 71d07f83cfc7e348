package io.tokentally.application.service.alert;

import io.tokentally.application.port.in.alert.WatchTroublesUseCase;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.out.alert.OperatorNotices;
import io.tokentally.domain.alert.AlertEvent;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertMessage;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.alert.OperatorNotice;
import io.tokentally.domain.alert.OperatorTrouble;
import io.tokentally.domain.alert.OperatorWatch;
import io.tokentally.domain.alert.OperatorWatch.Sight;
import io.tokentally.domain.usage.MeteringHealth;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells of the troubles of this instance. What is to be told is kept before it is sent, and that it arrived after that: whoever dies between
 * the two tells it again under the same identity. Nothing here asks the ledger's database, which may be what is in trouble. Not for more than
 * one thread.
 */
public final class WatchTroublesService implements WatchTroublesUseCase {

    /** How old the oldest record may be that the ledger lacks. */
    static final Duration MOST_LAG = Duration.ofMinutes(5);

    private static final System.Logger LOG = System.getLogger(WatchTroublesService.class.getName());

    /** In the place of an organization's name. */
    private static final String INSTALLATION = "Tokentally";

    private final RecordUsageUseCase usage;
    private final ComparedSums sums;
    private final MissedRecords missed;
    private final OperatorNotices notices;
    private final OperatorReceivers receivers;
    private final AlertSending sending;
    private final String instance;
    private final Supplier<UUID> ids;
    private final Clock clock;
    private @Nullable OperatorWatch watch;

    /** @param instance what this one is called where there are several */
    public WatchTroublesService(
            RecordUsageUseCase usage,
            ComparedSums sums,
            MissedRecords missed,
            OperatorNotices notices,
            OperatorReceivers receivers,
            AlertSending sending,
            String instance,
            Supplier<UUID> ids,
            Clock clock) {
        this.usage = usage;
        this.sums = sums;
        this.missed = missed;
        this.notices = notices;
        this.receivers = receivers;
        this.sending = sending;
        this.instance = instance;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public int look() {
        OperatorWatch known = watch == null ? notices.load() : watch;
        OperatorWatch seen = known.seeing(sight(), receivers.all(), now(), () -> new AlertEventId(ids.get()));
        keep(known, seen);
        int sent = 0;
        for (OperatorNotice notice : seen.due(now())) {
            DeliveryOutcome outcome = send(notice);
            OperatorWatch before = seen;
            seen = seen.sent(notice, outcome.hasArrived(), now());
            keep(before, seen);
            sent++;
        }
        return sent;
    }

    private Sight sight() {
        Map<OperatorTrouble, SortedMap<String, String>> present = new EnumMap<>(OperatorTrouble.class);
        MeteringHealth health = usage.health();
        if (!health.journalWrites()) {
            present.put(OperatorTrouble.JOURNAL_BROKEN, figures(health));
        }
        if (health.lag().compareTo(MOST_LAG) >= 0) {
            present.put(OperatorTrouble.LEDGER_BEHIND, figures(health));
        }
        if (health.setAsideRecords() > 0) {
            present.put(
                    OperatorTrouble.RECORDS_SET_ASIDE,
                    AlertEvent.sorted(Map.of("records", Long.toString(health.setAsideRecords()))));
        }
        OptionalLong differing = sums.differing();
        if (differing.orElse(0) > 0) {
            present.put(
                    OperatorTrouble.SUMS_DIFFER,
                    AlertEvent.sorted(Map.of("sums", Long.toString(differing.getAsLong()))));
        }
        missed.figures().ifPresent(figures -> present.put(OperatorTrouble.RECORDS_LOST, figures));
        Set<OperatorTrouble> unknown =
                differing.isEmpty() ? EnumSet.of(OperatorTrouble.SUMS_DIFFER) : EnumSet.noneOf(OperatorTrouble.class);
        if (!present.containsKey(OperatorTrouble.RECORDS_LOST) && !missed.knowsTheHour()) {
            unknown.add(OperatorTrouble.RECORDS_LOST);
        }
        return new Sight(present, unknown);
    }

    private static SortedMap<String, String> figures(MeteringHealth health) {
        SortedMap<String, String> figures = new TreeMap<>(Map.of(
                "waiting_records", Long.toString(health.waitingRecords()),
                "lag_seconds", Long.toString(health.lag().toSeconds())));
        if (health.lastFailure() != null) {
            figures.put("failure", health.lastFailure());
        }
        return figures;
    }

    /** Where it cannot be kept, as on a disk that is full, it is told nevertheless, and perhaps once more after the next start. */
    private void keep(OperatorWatch before, OperatorWatch after) {
        watch = after;
        if (after.equals(before)) {
            return;
        }
        try {
            notices.save(after);
        } catch (UncheckedIOException e) {
            LOG.log(System.Logger.Level.WARNING, "What the operator is to be told could not be kept", e);
        }
    }

    /** For a receiver that is not set any more, there is nothing left to do. */
    private DeliveryOutcome send(OperatorNotice notice) {
        AlertMessage message = new AlertMessage(
                INSTALLATION,
                new AlertEvent(
                        notice.id(),
                        notice.trouble().kind(),
                        notice.state(),
                        notice.at(),
                        null,
                        null,
                        null,
                        AlertEvent.sorted(Map.of("instance", instance)),
                        notice.figures()),
                notice.round());
        return switch (notice.receiver()) {
            case MAIL ->
                receivers.mail() == null ? DeliveryOutcome.arrived() : sending.byMail(receivers.mail(), message);
            case WEBHOOK ->
                receivers.webhook() == null
                        ? DeliveryOutcome.arrived()
                        : sending.byHook(ChannelType.WEBHOOK, receivers.webhook(), message);
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
