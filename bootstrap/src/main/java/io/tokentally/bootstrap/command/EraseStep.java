package io.tokentally.bootstrap.command;

import io.tokentally.application.port.in.person.ManagePersonalDataUseCase;
import io.tokentally.application.port.in.person.ManagePersonalDataUseCase.Erasure;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import io.tokentally.bootstrap.retention.ParquetArchive;
import io.tokentally.domain.person.ArchivedMonth;
import io.tokentally.domain.person.KnownPerson;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import org.jspecify.annotations.Nullable;

/** {@code person erase}: tells whom it is about, asks back, erases, and tells what is left. */
final class EraseStep {

    static final String ERASE = "erase";
    static final String CLOSE = "--close";
    static final String YES = "--yes";

    private static final String ARCHIVE = "--archive";

    private EraseStep() {}

    static void run(CommandRun run) {
        CommandRun erase = run.withoutFlags(CLOSE, YES);
        erase.requireOnly(PersonCommand.USER, PersonCommand.EMAIL, ARCHIVE);
        ManagePersonalDataUseCase data = erase.bean(ManagePersonalDataUseCase.class);
        KnownPerson person = PersonCommand.person(erase);
        if (!run.flag(YES)) {
            requireConsent(
                    "Erase %s, known as %s? It cannot be taken back. Write yes: "
                            .formatted(person.id(), String.join(", ", data.names(person))),
                    run.out());
        }
        Erasure erasure = data.erase(person, run.flag(CLOSE));
        tellOf(erasure, run.out());
        conclude(erasure, archive(erase), run.out());
    }

    private static void requireConsent(String question, PrintStream out) {
        out.print(question);
        out.flush();
        Scanner answers = new Scanner(System.in, Charset.defaultCharset());
        if (!answers.hasNextLine()) {
            throw new CommandRefusedException(
                    "Nobody is there to ask whether to erase them.", "Give %s if you are sure.".formatted(YES));
        }
        if (!"yes".equals(answers.nextLine().strip())) {
            throw new CommandRefusedException("Nothing was erased.", "Write yes where you are asked, or give " + YES);
        }
    }

    /** The folder that is said, or the application's. */
    private static @Nullable Path archive(CommandRun run) {
        return run.option(ARCHIVE)
                .map(Path::of)
                .orElseGet(
                        () -> run.bean(TokentallyProperties.class).retention().archive());
    }

    private static void tellOf(Erasure erasure, PrintStream out) {
        out.println("They are erased. What is left of them stands under %s."
                .formatted(erasure.person().knownAs()));
        erasure.person().changed().forEach((table, rows) -> {
            if (rows > 0) {
                out.println("  %-24s %,d".formatted(table, rows));
            }
        });
        out.println(
                "Of calls that this instance's journal has set aside, %,d got that id, and %,d that cannot be read were removed."
                        .formatted(
                                erasure.setAside().renamed(), erasure.setAside().removed()));
    }

    /** What this command could not change. */
    private static void conclude(Erasure erasure, @Nullable Path archive, PrintStream out) {
        erasure.left()
                .forEach((place, rows) -> out.println(
                        "%s: %,d rows hold an address, a name or an id of theirs, in words that are others'."
                                .formatted(place, rows)));
        List<ArchivedMonth> archived = erasure.archived();
        archived.forEach(month ->
                out.println("%s holds calls of theirs: id, tags and client ids.".formatted(file(month, archive))));
        erasure.setAside().unread().forEach(file -> out.println("%s may hold calls of theirs.".formatted(file)));
        if (!erasure.left().isEmpty()
                || !archived.isEmpty()
                || !erasure.setAside().unread().isEmpty()) {
            throw new CommandRefusedException(
                    "The person is erased, and the places above may tell of them still.",
                    "docs/privacy.md says for each what to do.");
        }
    }

    private static String file(ArchivedMonth month, @Nullable Path archive) {
        Path folder = archive == null ? Path.of("") : archive;
        String file = new ParquetArchive(folder)
                .file(month.organizationId(), month.month())
                .toString();
        return archive == null ? "In the archive of calls, " + file : file;
    }
}
