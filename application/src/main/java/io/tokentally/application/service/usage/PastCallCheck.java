package io.tokentally.application.service.usage;

import io.tokentally.application.port.in.usage.ImportUsageUseCase.PastUsage;
import io.tokentally.application.port.out.usage.LedgerComparison;
import io.tokentally.application.port.out.usage.LedgerComparison.Conflict;
import io.tokentally.application.port.out.usage.UsageFiles.PastCall;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.usage.SummedUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a row of a file can be true, and can stand beside what the ledger has. */
final class PastCallCheck {

    /** Before this no provider sold calls of models. */
    private static final Instant EARLIEST = Instant.parse("2015-01-01T00:00:00Z");

    /** By how much the clocks of two installations may differ. */
    private static final Duration TOLERANCE = Duration.ofMinutes(10);

    private final PastUsage usage;
    private final Instant now;
    private final LedgerComparison comparison;

    /** What the ledger was asked last: the sums of one time come one after the other. */
    private @Nullable Question asked;

    private Set<Conflict> answer = Set.of();

    private record Question(String operation, Instant from, SummedUsage.Width width, String grouping) {}

    PastCallCheck(PastUsage usage, Instant now, LedgerComparison comparison) {
        this.usage = usage;
        this.now = now;
        this.comparison = comparison;
    }

    /** Why it cannot be taken; empty where it can. */
    Optional<String> faultOf(PastCall row) {
        Instant at = row.id().instant();
        if (at.isBefore(EARLIEST)) {
            return Optional.of("%s is before %s, when no provider sold calls".formatted(at, EARLIEST));
        }
        if (at.isAfter(now.plus(TOLERANCE))) {
            return Optional.of("%s is in the future, for it is %s now".formatted(at, now));
        }
        SummedUsage sum = row.sum();
        return sum == null ? Optional.empty() : faultOf(row.call(), sum);
    }

    private Optional<String> faultOf(MeteredCall call, SummedUsage sum) {
        if (sum.until().isAfter(now) || sum.until().isAfter(usage.asOf())) {
            return Optional.of("the time from %s until %s was not over when the file was written (%s): fetch it anew"
                    .formatted(sum.from(), sum.until(), usage.asOf()));
        }
        return conflicts(call, sum).stream().findFirst().map(conflict -> text(conflict, call, sum));
    }

    private Set<Conflict> conflicts(MeteredCall call, SummedUsage sum) {
        Question question = new Question(String.valueOf(call.operation()), sum.from(), sum.width(), sum.grouping());
        if (!question.equals(asked)) {
            answer = comparison.conflicts(call, sum).stream()
                    .filter(conflict -> conflict != Conflict.METERED || !usage.besideMetered())
                    .collect(Collectors.toCollection(TreeSet::new));
            asked = question;
        }
        return answer;
    }

    private static String text(Conflict conflict, MeteredCall call, SummedUsage sum) {
        return switch (conflict) {
            case METERED ->
                "calls of %s were metered here between %s and %s, and would count twice: take in what was before, or projects that are not metered here and say so"
                        .formatted(call.provider(), sum.from(), sum.until());
            case OTHER_WIDTH ->
                "usage of this day was taken in by times of another length than %s, and would count twice"
                        .formatted(sum.width().word());
            case OTHER_GROUPING ->
                "usage of the time from %s was taken in grouped by other things than %s, and would count twice"
                        .formatted(sum.from(), sum.grouping());
            case TWO_DAYS ->
                "the time from %s until %s is of two days of the organization's time zone: fetch shorter ones, with bucket_width=1h"
                        .formatted(sum.from(), sum.until());
        };
    }
}
