package io.tokentally.bootstrap.command;

import io.tokentally.application.port.in.usage.ImportUsageUseCase;
import io.tokentally.application.port.in.usage.ImportUsageUseCase.ImportWatcher;
import io.tokentally.application.port.in.usage.ImportUsageUseCase.PastUsage;
import io.tokentally.application.port.out.usage.UnreadableUsageFileException;
import io.tokentally.bootstrap.configuration.ImportWiring;
import io.tokentally.database.CommandDatabase;
import io.tokentally.domain.usage.ImportCounts;
import io.tokentally.domain.usage.UsageRecordId;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.springframework.dao.DataAccessException;

/** {@code import}: takes usage of the past in from files, each call once. */
final class ImportCommand implements Command {

    @Override
    public String name() {
        return "import";
    }

    @Override
    public String description() {
        return "take past usage in from files: --organization=ID FILE…, with --dry-run tell what would be done"
                + " (docs/imports.md)";
    }

    @Override
    public Class<?>[] wiring() {
        return new Class<?>[] {ImportWiring.class};
    }

    @Override
    public Set<String> flags() {
        return Set.of(ImportOptions.DRY_RUN, ImportOptions.BESIDE_METERED);
    }

    @Override
    public void run(CommandRun run) {
        ImportOptions options = ImportOptions.of(run);
        new InstalledOrganizations(run.bean(CommandDatabase.class).owner())
                .require(options.organizationId(), ImportOptions.ORGANIZATION);
        ImportCounts all = ImportCounts.NONE;
        boolean unreadable = false;
        for (Path file : options.files()) {
            try {
                all = all.plus(take(run, options, file));
            } catch (UnreadableUsageFileException e) {
                unreadable = true;
                run.err().println("%s: %s.".formatted(file, e.getMessage()));
            }
        }
        run.out().println(summary(all, options.dryRun()));
        if (unreadable || all.refused() > 0 || all.differing() > 0) {
            throw new CommandRefusedException(
                    "Not everything was taken in: the lines above say what was not, and why.",
                    "Mend these lines and give the file again: what is in the ledger already is not taken in twice.");
        }
    }

    private static ImportCounts take(CommandRun run, ImportOptions options, Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            return run.bean(ImportUsageUseCase.class)
                    .importFile(
                            new PastUsage(
                                    options.organizationId(),
                                    String.valueOf(file.getFileName()),
                                    content,
                                    Files.getLastModifiedTime(file).toInstant(),
                                    options.besideMetered(),
                                    options.dryRun()),
                            new Told(file, run.err()));
        } catch (IOException | UncheckedIOException e) {
            throw stopped(file, "it cannot be read: " + e.getMessage());
        } catch (DataAccessException e) {
            throw stopped(
                    file,
                    "the ledger does not answer: " + e.getMostSpecificCause().getMessage());
        }
    }

    private static CommandRefusedException stopped(Path file, String why) {
        return new CommandRefusedException(
                "%s was taken in up to some line; then %s.".formatted(file, why),
                "Give the same command again: it goes on from there.");
    }

    private static String summary(ImportCounts counts, boolean dryRun) {
        return String.format(
                Locale.ROOT,
                """
                calls taken in    %,d%s
                  without a cost  %,d
                there already     %,d
                differ            %,d, the ledger keeps the first
                refused           %,d\
                """,
                counts.added(),
                dryRun ? ", if it were no dry run" : "",
                counts.unpriced(),
                counts.known(),
                counts.differing(),
                counts.refused());
    }

    /** Tells of a file's lines as they come. */
    private static final class Told implements ImportWatcher {

        private static final int ROWS_BETWEEN_LINES = 100_000;

        private final Path file;
        private final PrintStream err;
        private long toldAt;

        Told(Path file, PrintStream err) {
            this.file = file;
            this.err = err;
        }

        @Override
        public void refused(long line, String reason) {
            err.println("%s line %d is refused: %s.".formatted(file, line, reason));
        }

        @Override
        public void differs(long line, UsageRecordId id) {
            err.println("%s line %d differs from the call %s that is there already, which stays as it is."
                    .formatted(file, line, id));
        }

        @Override
        public void noted(String text) {
            err.println("%s: %s".formatted(file, text));
        }

        @Override
        public void counted(ImportCounts soFar) {
            if (soFar.rows() - toldAt >= ROWS_BETWEEN_LINES) {
                toldAt = soFar.rows();
                err.println(String.format(Locale.ROOT, "%s: %,d rows.", file, soFar.rows()));
            }
        }
    }
}
