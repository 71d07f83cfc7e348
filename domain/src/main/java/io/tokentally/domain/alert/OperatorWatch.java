package io.tokentally.domain.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which troubles last, and what of them is still to be told. Each is told once when it begins, once a day while it lasts, and once when it
 * has ended.
 *
 * @param pending in the order in which it came about
 */
public record OperatorWatch(Map<OperatorTrouble, Lasting> lasting, List<OperatorNotice> pending) {

    public static final OperatorWatch NONE = new OperatorWatch(Map.of(), List.of());

    /** What comes and goes is one trouble as long as it does not stay away for so long. */
    public static final Duration CALM = Duration.ofMinutes(2);

    public static final Duration TOLD_AGAIN_AFTER = Duration.ofHours(24);

    public OperatorWatch {
        lasting = Map.copyOf(lasting);
        pending = List.copyOf(pending);
    }

    /**
     * A trouble that has begun and not ended.
     *
     * @param round how often it was told
     * @param calmSince since when nothing is seen of it; absent while it is
     */
    public record Lasting(
            Instant since,
            Instant toldAt,
            int round,
            @Nullable Instant calmSince) {}

    /**
     * What somebody saw.
     *
     * @param present troubles by the figures that they are told with
     * @param unknown of which nobody can say just now: they stay as they are
     */
    public record Sight(Map<OperatorTrouble, SortedMap<String, String>> present, Set<OperatorTrouble> unknown) {

        public Sight {
            present = Map.copyOf(present);
            unknown = Set.copyOf(unknown);
        }
    }

    /** What there is to tell after that. */
    public OperatorWatch seeing(
            Sight sight, Collection<OperatorReceiver> receivers, Instant now, Supplier<AlertEventId> ids) {
        Map<OperatorTrouble, Lasting> after = new EnumMap<>(OperatorTrouble.class);
        List<OperatorNotice> told = new ArrayList<>(pending);
        for (OperatorTrouble trouble : OperatorTrouble.values()) {
            Lasting before = lasting.get(trouble);
            SortedMap<String, String> figures = sight.present().get(trouble);
            Lasting next = sight.unknown().contains(trouble) ? before : next(before, figures != null, now);
            if (next != null) {
                after.put(trouble, next);
            }
            if (next != null && (before == null || next.round() > before.round())) {
                tell(told, trouble, AlertState.OVER, next.round(), figures, receivers, now, ids.get());
            } else if (next == null && before != null) {
                SortedMap<String, String> since =
                        new TreeMap<>(Map.of("since", before.since().toString()));
                tell(told, trouble, AlertState.OK, 1, since, receivers, now, ids.get());
            }
        }
        return new OperatorWatch(after, told);
    }

    private static @Nullable Lasting next(@Nullable Lasting before, boolean present, Instant now) {
        if (!present) {
            if (before == null) {
                return null;
            }
            Instant calmSince = before.calmSince() == null ? now : before.calmSince();
            return calmSince.plus(CALM).isAfter(now)
                    ? new Lasting(before.since(), before.toldAt(), before.round(), calmSince)
                    : null;
        }
        if (before == null) {
            return new Lasting(now, now, 1, null);
        }
        return before.toldAt().plus(TOLD_AGAIN_AFTER).isAfter(now)
                ? new Lasting(before.since(), before.toldAt(), before.round(), null)
                : new Lasting(before.since(), now, before.round() + 1, null);
    }

    private static void tell(
            List<OperatorNotice> told,
            OperatorTrouble trouble,
            AlertState state,
            int round,
            @Nullable SortedMap<String, String> figures,
            Collection<OperatorReceiver> receivers,
            Instant now,
            AlertEventId id) {
        SortedMap<String, String> known = figures == null ? new TreeMap<>() : figures;
        receivers.stream()
                .sorted()
                .map(receiver -> new OperatorNotice(id, trouble, state, now, round, known, receiver, 0, now))
                .forEach(told::add);
    }

    /** What is to be sent now. */
    public List<OperatorNotice> due(Instant now) {
        return pending.stream()
                .filter(notice -> !notice.nextAttempt().isAfter(now))
                .toList();
    }

    /** That one was sent: it is told no more if it arrived, or if it has been tried for as long as alerts are. */
    public OperatorWatch sent(OperatorNotice notice, boolean arrived, Instant now) {
        return new OperatorWatch(
                lasting,
                pending.stream()
                        .flatMap(each -> each.equals(notice) ? left(each, arrived, now) : Stream.of(each))
                        .toList());
    }

    private static Stream<OperatorNotice> left(OperatorNotice notice, boolean arrived, Instant now) {
        return arrived
                ? Stream.empty()
                : DeliverySchedule.next(notice.at(), notice.attempts() + 1, now).map(notice::again).stream();
    }
}
