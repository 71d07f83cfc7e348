package io.tokentally.bootstrap.command;

import io.tokentally.application.port.in.retention.CallArchive;
import io.tokentally.application.port.in.retention.RetainCallsUseCase;
import io.tokentally.application.port.in.retention.RetainCallsUseCase.MonthRetained;
import io.tokentally.application.port.in.retention.RetainCallsUseCase.Outcome;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import io.tokentally.bootstrap.retention.ParquetArchive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ledger retain}: what the application does once a day. */
final class RetainStep {

    static final String RETAIN = "retain";

    private static final String DRY_RUN = "--dry-run";
    private static final String ARCHIVE = "--archive";

    private RetainStep() {}

    static void run(CommandRun run) {
        CommandRun retain = run.without(DRY_RUN);
        retain.requireOnly(ARCHIVE);
        RetainCallsUseCase retention = retain.bean(RetainCallsUseCase.class);
        List<MonthRetained> months = new ArrayList<>();
        if (run.has(DRY_RUN)) {
            retention.plan(months::add);
        } else {
            retention.retain(archive(retain), months::add);
        }
        months.forEach(month ->
                run.out().println("%s of %s: %s".formatted(month.month(), month.organizationId(), text(month))));
        conclude(run, months);
    }

    /** The folder that is said, or the application's. */
    private static @Nullable CallArchive archive(CommandRun run) {
        Path folder = run.option(ARCHIVE)
                .map(Path::of)
                .orElseGet(
                        () -> run.bean(TokentallyProperties.class).retention().archive());
        return folder == null ? null : new ParquetArchive(folder);
    }

    private static String text(MonthRetained month) {
        return switch (month.outcome()) {
            case DUE -> "is due.";
            case REMOVED -> "its calls have been removed.";
            case WAITS_FOR_MOVE ->
                "its calls stay until usage of an earlier version has been moved. Start the application.";
            case WAITS_FOR_REPRICING ->
                "its calls stay, for a repricing of that time is not finished. Have an owner resume or undo it.";
            case SUMS_DIFFER ->
                "its calls stay, for its sums are not those of its calls. Run ./tokentally ledger rebuild, then again.";
            case NOT_ARCHIVED -> "its calls stay, for they cannot be archived: %s.".formatted(month.detail());
        };
    }

    private static void conclude(CommandRun run, List<MonthRetained> months) {
        long left = months.stream()
                .filter(month -> month.outcome() != Outcome.REMOVED && month.outcome() != Outcome.DUE)
                .count();
        run.out().println("%,d months are due or were.".formatted(months.size()));
        if (left > 0) {
            throw new CommandRefusedException(
                    "The calls of %,d months could not be removed.".formatted(left), "Each says above what to do.");
        }
    }
}
