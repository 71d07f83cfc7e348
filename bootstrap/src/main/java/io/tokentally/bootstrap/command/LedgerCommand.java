package io.tokentally.bootstrap.command;

import io.tokentally.adapter.persistence.summary.RollupUpkeepConfiguration;
import io.tokentally.application.port.in.summary.CheckLedgerUseCase;
import io.tokentally.application.port.in.summary.CheckLedgerUseCase.DayChecked;
import io.tokentally.application.port.in.summary.CheckLedgerUseCase.Selection;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.RollupDrift;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code ledger verify} and {@code ledger rebuild}: whether the sums are those of the calls, and how they become so. */
final class LedgerCommand implements Command {

    private static final String VERIFY = "verify";
    private static final String REBUILD = "rebuild";
    private static final String ORGANIZATION = "--organization";
    private static final String FROM = "--from";
    private static final String TO = "--to";

    /** More of a day would not be read. */
    private static final int SHOWN = 5;

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public String description() {
        return "verify: compare all sums with the calls; rebuild: make those of days that differ anew (--organization=ID,"
                + " --from=DATE, --to=DATE)";
    }

    @Override
    public Class<?>[] wiring() {
        return new Class<?>[] {RollupUpkeepConfiguration.class, LedgerWiring.class};
    }

    @Override
    public void run(CommandRun run) {
        boolean rebuilds =
                !run.arguments().isEmpty() && run.arguments().getFirst().equals(REBUILD);
        CommandRun check = run.after(rebuilds ? REBUILD : VERIFY);
        check.requireOnly(ORGANIZATION, FROM, TO);
        Selection selection = selection(check);
        CheckLedgerUseCase ledger = check.bean(CheckLedgerUseCase.class);
        Findings findings = new Findings(check.out(), check.err());
        if (rebuilds) {
            ledger.rebuild(selection, findings::add);
        } else {
            ledger.verify(selection, findings::add);
        }
        findings.conclude(rebuilds);
    }

    private static Selection selection(CommandRun run) {
        try {
            return new Selection(
                    run.option(ORGANIZATION).map(OrganizationId::new).orElse(null), date(run, FROM), date(run, TO));
        } catch (IllegalArgumentException e) {
            throw new CommandRefusedException(
                    e.getMessage() + ".",
                    "Give %s=ID, %s=2026-11-01 and %s=2026-11-30.".formatted(ORGANIZATION, FROM, TO));
        }
    }

    private static @Nullable LocalDate date(CommandRun run, String option) {
        Optional<String> given = run.option(option);
        try {
            return given.map(LocalDate::parse).orElse(null);
        } catch (DateTimeException e) {
            throw new CommandRefusedException(
                    "%s is no day.".formatted(option), "Write it as %s=2026-11-01.".formatted(option));
        }
    }

    /** Tells of days as they come, and of all at the end. */
    private static final class Findings {

        private final PrintStream out;
        private final PrintStream err;
        private final List<DayChecked> wrong = new ArrayList<>();
        private int days;

        Findings(PrintStream out, PrintStream err) {
            this.out = out;
            this.err = err;
        }

        void add(DayChecked day) {
            days++;
            if (days % 100 == 0) {
                err.println("%,d days, the last: %s of %s.".formatted(days, day.day(), day.organizationId()));
            }
            if (!day.drift().isEmpty()) {
                wrong.add(day);
                tell(day);
            }
        }

        private void tell(DayChecked day) {
            out.println("%s of %s: %d sums are not those of its calls%s"
                    .formatted(
                            day.day(),
                            day.organizationId(),
                            day.drift().size(),
                            day.rebuilt() ? "; they were made anew." : "."));
            for (RollupDrift drift :
                    day.drift().subList(0, Math.min(SHOWN, day.drift().size()))) {
                out.println("  %s (%s): %s, and should be %s"
                        .formatted(drift.rollup(), drift.row(), text(drift.found()), text(drift.expected())));
            }
        }

        private static String text(String figures) {
            return figures.isEmpty() ? "not there" : figures;
        }

        void conclude(boolean rebuilds) {
            long left = wrong.stream().filter(day -> !day.rebuilt()).count();
            out.println("%,d days were compared; on %,d of them sums differed.".formatted(days, wrong.size()));
            if (left > 0) {
                throw new CommandRefusedException(
                        "The sums of %,d days are not those of their calls.".formatted(left),
                        rebuilds
                                ? "These days have no calls in the log any more, so that their sums stayed as they are."
                                : "Run ./tokentally ledger rebuild, and tell us about it: docs/scale.md says how.");
            }
        }
    }
}
