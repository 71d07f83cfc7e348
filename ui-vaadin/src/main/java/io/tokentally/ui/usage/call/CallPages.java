package io.tokentally.ui.usage.call;

import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.provider.Query;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.PageRequest;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the calls that belong to the figures on show. The grid asks by their place; it is remembered which call each page begins
 * behind, so that none is left out or comes twice while others are added.
 */
final class CallPages {

    private static final Logger LOG = LoggerFactory.getLogger(CallPages.class);

    /** As many can be scrolled to at once, and are looked through for one. */
    static final int MOST_LISTED = 10_000;

    private static final int FIRST_SEARCHED = 100;
    private static final long RANDOM_BITS = 0x3FFF_FFFF_FFFF_FFFFL;

    private final NavigableMap<Integer, @Nullable UsageRecordId> lastBefore = new TreeMap<>();
    private @Nullable List<UsageRecord> standingOut;
    private final ListCallsUseCase calls;
    private final Supplier<@Nullable ShownUsage> usage;
    private final Consumer<@Nullable RuntimeException> onOutcome;

    /** @param onOutcome learns of each answer why it failed; nothing where it did not */
    CallPages(
            ListCallsUseCase calls,
            Supplier<@Nullable ShownUsage> usage,
            Consumer<@Nullable RuntimeException> onOutcome) {
        this.calls = calls;
        this.usage = usage;
        this.onOutcome = onOutcome;
        forget();
    }

    DataProvider<UsageRecord, Void> provider() {
        return new CallbackDataProvider<>(this::fetch, this::count, UsageRecord::id);
    }

    /** The calls may be others from now on. */
    void forget() {
        standingOut = null;
        lastBefore.clear();
        lastBefore.put(0, null);
    }

    /** Where the call stands in the list, from 0; nothing where it is not in it, or too far down to be looked for. */
    OptionalInt placeOf(UsageRecord call) {
        return ask(shown -> placeOf(shown, call), OptionalInt.empty());
    }

    /** The call that stands there in the list. */
    Optional<UsageRecord> at(int place) {
        return ask(shown -> page(shown, place, 1).stream().findFirst(), Optional.empty());
    }

    private OptionalInt placeOf(ShownUsage shown, UsageRecord call) {
        CallRanking ranking = shown.query().ranking();
        if (ranking != null) {
            List<UsageRecord> all = standingOut(shown, ranking);
            return IntStream.range(0, all.size())
                    .filter(place -> all.get(place).id().equals(call.id()))
                    .findFirst();
        }
        Map.Entry<Integer, @Nullable UsageRecordId> start = lastBefore.descendingMap().entrySet().stream()
                .filter(page -> page.getValue() == null || page.getValue().compareTo(call.id()) > 0)
                .findFirst()
                .orElseGet(lastBefore::firstEntry);
        int end = start.getKey() + MOST_LISTED;
        int limit = FIRST_SEARCHED;
        while (start.getKey() < end) {
            List<UsageRecord> page = read(shown, start, limit);
            for (int i = 0; i < page.size(); i++) {
                int order = page.get(i).id().compareTo(call.id());
                if (order <= 0) {
                    return order == 0 ? OptionalInt.of(start.getKey() + i) : OptionalInt.empty();
                }
            }
            if (page.size() < limit) {
                return OptionalInt.empty();
            }
            start = lastBefore.floorEntry(start.getKey() + limit);
            limit = PageRequest.MAX_LIMIT;
        }
        return OptionalInt.empty();
    }

    /** All attempts of the call that this is one of; none where it is not told which these are. */
    List<UsageRecord> attempts(UsageRecord attempt) {
        CallId call = attempt.trace().attempt().call();
        return call == null
                ? List.of()
                : ask(shown -> calls.attempts(shown.viewer(), call, attempt.createdAt()), List.of());
    }

    private Stream<UsageRecord> fetch(Query<UsageRecord, Void> asked) {
        int offset = asked.getOffset();
        int limit = Math.min(asked.getLimit(), PageRequest.MAX_LIMIT);
        return ask(shown -> page(shown, offset, limit), List.<UsageRecord>of()).stream();
    }

    private List<UsageRecord> page(ShownUsage shown, int offset, int limit) {
        CallRanking ranking = shown.query().ranking();
        if (ranking != null) {
            return standingOut(shown, ranking).stream()
                    .skip(offset)
                    .limit(limit)
                    .toList();
        }
        Map.Entry<Integer, @Nullable UsageRecordId> start = lastBefore.floorEntry(offset);
        while (start.getKey() < offset) {
            List<UsageRecord> skipped = read(shown, start, Math.min(offset - start.getKey(), PageRequest.MAX_LIMIT));
            if (skipped.isEmpty()) {
                return skipped;
            }
            start = lastBefore.floorEntry(offset);
        }
        return read(shown, start, limit);
    }

    private List<UsageRecord> standingOut(ShownUsage shown, CallRanking ranking) {
        List<UsageRecord> known = standingOut;
        if (known == null) {
            known = calls.top(shown.viewer(), shown.callQuery(), ranking);
            standingOut = known;
        }
        return known;
    }

    /** Remembers where the next page begins. */
    private List<UsageRecord> read(ShownUsage shown, Map.Entry<Integer, @Nullable UsageRecordId> start, int limit) {
        List<UsageRecord> page = calls.older(shown.viewer(), shown.callQuery(), start.getValue(), limit);
        if (start.getKey() == 0 && start.getValue() == null && !page.isEmpty()) {
            // What comes later is not in the list, wherever in it one is.
            lastBefore.put(0, justBefore(page.getFirst().id()));
        }
        if (!page.isEmpty()) {
            lastBefore.put(start.getKey() + page.size(), page.getLast().id());
        }
        return page;
    }

    /** An id that no call stands behind but that one and what follows it. */
    private static @Nullable UsageRecordId justBefore(UsageRecordId id) {
        long random = id.value().getLeastSignificantBits();
        return (random & RANDOM_BITS) == RANDOM_BITS
                ? null
                : new UsageRecordId(new UUID(id.value().getMostSignificantBits(), random + 1));
    }

    private int count(Query<UsageRecord, Void> asked) {
        return ask(this::count, 0);
    }

    private int count(ShownUsage shown) {
        CallRanking ranking = shown.query().ranking();
        return ranking == null
                ? (int) Math.min(calls.count(shown.viewer(), shown.callQuery()), MOST_LISTED)
                : standingOut(shown, ranking).size();
    }

    /** Answers with the substitute where there is nothing to ask for yet, or the answer fails. */
    private <T> T ask(Function<ShownUsage, T> question, T substitute) {
        ShownUsage shown = usage.get();
        if (shown == null) {
            return substitute;
        }
        try {
            T answer = question.apply(shown);
            onOutcome.accept(null);
            return answer;
        } catch (TooManyReadingsException | TooManyCallsException e) {
            onOutcome.accept(e);
            return substitute;
        } catch (RuntimeException e) {
            LOG.error("The calls could not be read", e);
            onOutcome.accept(e);
            return substitute;
        }
    }
}
