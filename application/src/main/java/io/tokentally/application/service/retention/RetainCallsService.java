package io.tokentally.application.service.retention;

import io.tokentally.application.port.in.retention.CallArchive;
import io.tokentally.application.port.in.retention.RetainCallsUseCase;
import io.tokentally.application.port.out.retention.ExpiringCalls;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.retention.RetentionTerm;
import io.tokentally.domain.retention.SealedMonth;
import io.tokentally.domain.retention.SealingObstacle;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes from step to step, each of which is a transaction of its own and is known to be done afterwards: sums compared with calls, month
 * sealed, archive kept, calls removed.
 */
public final class RetainCallsService implements RetainCallsUseCase {

    /** So many at a time, of which none waits for long. */
    static final int AT_A_TIME = 5_000;

    private final ExpiringCalls calls;
    private final RollupUpkeep rollups;
    private final Clock clock;

    public RetainCallsService(ExpiringCalls calls, RollupUpkeep rollups, Clock clock) {
        this.calls = calls;
        this.rollups = rollups;
        this.clock = clock;
    }

    @Override
    public void plan(Consumer<MonthRetained> told) {
        for (RetentionTerm term : calls.terms()) {
            YearMonth last = term.lastExpired(current());
            List<YearMonth> due = new ArrayList<>();
            calls.sealed(term.organizationId(), last).forEach(month -> due.add(month.month()));
            due.addAll(unsealed(term, last));
            due.forEach(month -> told.accept(outcome(term, month, Outcome.DUE)));
        }
    }

    @Override
    public void retain(@Nullable CallArchive archive, Consumer<MonthRetained> told) {
        Map<YearMonth, List<OrganizationId>> ready = new TreeMap<>();
        for (RetentionTerm term : calls.terms()) {
            seal(term, told);
            for (SealedMonth month : calls.sealed(term.organizationId(), term.lastExpired(current()))) {
                if (isArchived(term, month, archive, told)) {
                    ready.computeIfAbsent(month.month(), any -> new ArrayList<>())
                            .add(term.organizationId());
                }
            }
        }
        ready.forEach((month, organizations) -> {
            remove(month, organizations, archive != null);
            organizations.forEach(
                    organization -> told.accept(new MonthRetained(organization, month, Outcome.REMOVED, "")));
        });
        calls.dropEmptyMonths(current());
    }

    /** Month after month, as far as nothing is in the way. */
    private void seal(RetentionTerm term, Consumer<MonthRetained> told) {
        YearMonth last = term.lastExpired(current());
        for (YearMonth month : unsealed(term, last)) {
            Outcome obstacle = obstacle(term, month);
            if (obstacle != null) {
                told.accept(outcome(term, month, obstacle));
                return;
            }
        }
        // Also where there was no usage, so that none comes any more.
        calls.seal(term.organizationId(), last);
    }

    private @Nullable Outcome obstacle(RetentionTerm term, YearMonth month) {
        if (isWrong(term.organizationId(), month)) {
            return Outcome.SUMS_DIFFER;
        }
        Optional<SealingObstacle> obstacle = calls.seal(term.organizationId(), month);
        return obstacle.map(found -> switch (found) {
                    case MOVE_OF_USAGE -> Outcome.WAITS_FOR_MOVE;
                    case REPRICING -> Outcome.WAITS_FOR_REPRICING;
                })
                .orElse(null);
    }

    /** Whether sums differ from calls that there are: once these are gone, nobody could make them anew. */
    private boolean isWrong(OrganizationId organizationId, YearMonth month) {
        // Days are the organization's, of which the first and the last may reach into the month.
        LocalDate first = month.atDay(1).minusDays(1);
        LocalDate last = month.atEndOfMonth().plusDays(1);
        return rollups.days(organizationId).stream()
                .filter(day -> !day.isBefore(first) && !day.isAfter(last))
                .flatMap(day -> rollups.drift(organizationId, day).stream())
                .anyMatch(drift -> !drift.expected().isEmpty());
    }

    private List<YearMonth> unsealed(RetentionTerm term, YearMonth last) {
        return rollups.days(term.organizationId()).stream()
                .map(YearMonth::from)
                .distinct()
                .filter(month -> !month.isAfter(last) && !term.isSealed(month))
                .toList();
    }

    private boolean isArchived(
            RetentionTerm term, SealedMonth month, @Nullable CallArchive archive, Consumer<MonthRetained> told) {
        if (archive == null || !month.isToArchive()) {
            return true;
        }
        try {
            archive(term.organizationId(), month, archive);
            return true;
        } catch (IOException e) {
            told.accept(new MonthRetained(
                    term.organizationId(), month.month(), Outcome.NOT_ARCHIVED, String.valueOf(e.getMessage())));
            return false;
        }
    }

    private void archive(OrganizationId organizationId, SealedMonth month, CallArchive archive) throws IOException {
        try (CallArchive.Draft draft = archive.begin(organizationId, month.month())) {
            long written = calls.copy(organizationId, month.month(), draft::write);
            if (written != month.calls()) {
                throw new IOException("There are %,d calls, and there were %,d when the month was sealed"
                        .formatted(written, month.calls()));
            }
            draft.keep();
        }
        calls.archived(organizationId, month.month());
    }

    private void remove(YearMonth month, List<OrganizationId> organizations, boolean mustBeArchived) {
        if (calls.removeAtOnce(organizations, month, mustBeArchived)) {
            return;
        }
        for (OrganizationId organization : organizations) {
            boolean more = true;
            while (more) {
                more = calls.removeSome(organization, month, mustBeArchived, AT_A_TIME);
            }
        }
    }

    private YearMonth current() {
        return YearMonth.now(clock.withZone(ZoneOffset.UTC));
    }

    private static MonthRetained outcome(RetentionTerm term, YearMonth month, Outcome outcome) {
        return new MonthRetained(term.organizationId(), month, outcome, "");
    }
}
