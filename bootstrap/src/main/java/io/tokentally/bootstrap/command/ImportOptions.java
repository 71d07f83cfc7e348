package io.tokentally.bootstrap.command;

import io.tokentally.domain.access.OrganizationId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code import} was called with.
 *
 * @param besideMetered whether sums are taken although calls of that time were metered here
 * @param dryRun whether it is only told what would be done
 */
record ImportOptions(OrganizationId organizationId, List<Path> files, boolean besideMetered, boolean dryRun) {

    static final String ORGANIZATION = "--organization";
    static final String DRY_RUN = "--dry-run";
    static final String BESIDE_METERED = "--beside-metered";

    /** @throws CommandRefusedException if an option is missing or unknown, or a file cannot be read */
    static ImportOptions of(CommandRun run) {
        run.withoutFlags(DRY_RUN, BESIDE_METERED).withoutOperands().requireOnly(ORGANIZATION);
        List<Path> files = run.operands().stream().map(Path::of).toList();
        if (files.isEmpty()) {
            throw new CommandRefusedException(
                    "No file is given.", "Name one or more, as in %s=acme calls.jsonl.".formatted(ORGANIZATION));
        }
        for (Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new CommandRefusedException(
                        "There is no file %s that can be read.".formatted(file),
                        "Nothing was taken in. Look at its name.");
            }
        }
        return new ImportOptions(organization(run), files, run.flag(BESIDE_METERED), run.flag(DRY_RUN));
    }

    private static OrganizationId organization(CommandRun run) {
        String text = run.option(ORGANIZATION)
                .orElseThrow(() -> new CommandRefusedException(
                        "It is not said whose usage it is.", "Give %s=acme.".formatted(ORGANIZATION)));
        try {
            return new OrganizationId(text);
        } catch (IllegalArgumentException e) {
            throw new CommandRefusedException(
                    "%s names no organization: %s.".formatted(ORGANIZATION, e.getMessage()),
                    "Give the id of one, as in %s=acme.".formatted(ORGANIZATION));
        }
    }
}
