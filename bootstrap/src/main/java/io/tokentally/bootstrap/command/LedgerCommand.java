package io.tokentally.bootstrap.command;

import io.tokentally.adapter.persistence.retention.ExpiringCallsConfiguration;
import io.tokentally.adapter.persistence.summary.RollupUpkeepConfiguration;
import io.tokentally.application.port.in.summary.CheckLedgerUseCase;
import io.tokentally.application.port.in.summary.CheckLedgerUseCase.PeriodChecked;
import io.tokentally.application.port.in.summary.CheckLedgerUseCase.Selection;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.RollupDrift;
import io.tokentally.domain.summary.RollupMending;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code ledger verify} and {@code ledger rebuild}: whether the sums are those of the calls, and how they become so; and {@code ledger
 * retain}, which removes calls whose time is over.
 */
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
                + " --from=DATE, --to=DATE); retain: remove calls that are older than their organizations keep them (--dry-run,"
                + " --archive=FOLDER)";
    }

    @Override
    public Class<?>[] wiring() {
        return new Class<?>[] {RollupUpkeepConfiguration.class, ExpiringCallsConfiguration.class, LedgerWiring.class};
    }

    @Override
    public void run(CommandRun run) {
        if (!run.arguments().isEmpty() && run.arguments().getFirst().equals(RetainStep.RETAIN)) {
            RetainStep.run(run.after(RetainStep.RETAIN));
            return;
        }
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

    /** Tells of days and months as they come, and of all at the end. */
    private static final class Findings {

        private final PrintStream out;
        private final PrintStream err;
        private final List<PeriodChecked> wrong = new ArrayList<>();
        private int periods;

        Findings(PrintStream out, PrintStream err) {
            this.out = out;
            this.err = err;
        }

        void add(PeriodChecked period) {
            periods++;
            if (periods % 100 == 0) {
                err.println("%,d days and sealed months, the last: %s of %s."
                        .formatted(periods, period.period(), period.organizationId()));
            }
            if (!period.drift().isEmpty()) {
                wrong.add(period);
                tell(period);
            }
        }

        private void tell(PeriodChecked period) {
            out.println("%s of %s: %d sums are not what they should be%s"
                    .formatted(
                            period.period(),
                            period.organizationId(),
                            period.drift().size(),
                            switch (period.mending()) {
                                case NONE -> ".";
                                case REBUILT -> "; they were made anew.";
                                case WITHOUT_CALLS -> "; there are no calls in the log to make them of.";
                                case SEALED -> "; they are sealed, and are not made anew.";
                            }));
            for (RollupDrift drift :
                    period.drift().subList(0, Math.min(SHOWN, period.drift().size()))) {
                out.println("  %s (%s): %s, and should be %s"
                        .formatted(drift.rollup(), drift.row(), text(drift.found()), text(drift.expected())));
            }
        }

        private static String text(String figures) {
            return figures.isEmpty() ? "not there" : figures;
        }

        void conclude(boolean rebuilds) {
            long left = wrong.stream()
                    .filter(period -> period.mending() != RollupMending.REBUILT)
                    .count();
            out.println("%,d days and sealed months were compared; in %,d of them sums differed."
                    .formatted(periods, wrong.size()));
            if (left > 0) {
                throw new CommandRefusedException(
                        "The sums of %,d days or sealed months are not what they should be.".formatted(left),
                        rebuilds
                                ? "They stayed as they are, for what is sealed or has no calls in the log cannot be made anew. Compare them"
                                        + " with a backup: docs/retention.md says how."
                                : "Run ./tokentally ledger rebuild, and tell us about it: docs/scale.md says how.");
            }
        }
    }
}
