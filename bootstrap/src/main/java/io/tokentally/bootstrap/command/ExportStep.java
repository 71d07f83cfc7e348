package io.tokentally.bootstrap.command;

import io.tokentally.application.port.in.person.ManagePersonalDataUseCase;
import io.tokentally.domain.person.ErasureRefusedException;
import io.tokentally.domain.person.KnownPerson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** {@code person export}: a ZIP file with a file of JSON Lines for each kind of data. */
final class ExportStep {

    static final String EXPORT = "export";

    private static final String TO = "--to";

    private ExportStep() {}

    static void run(CommandRun run) {
        run.requireOnly(PersonCommand.USER, PersonCommand.EMAIL, TO);
        Path file = run.option(TO)
                .map(Path::of)
                .orElseThrow(() -> new CommandRefusedException(
                        "It is not said where to.", "Give a file that is not there yet: %s=FILE.zip.".formatted(TO)));
        KnownPerson person = PersonCommand.person(run);
        // Whoever else has an account on this machine has no business with it.
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            PersonZip zip = new PersonZip(out);
            restrictToOwner(file);
            run.bean(ManagePersonalDataUseCase.class).export(person, zip);
            zip.finish();
        } catch (IOException e) {
            throw new CommandRefusedException(
                    "The file %s cannot be written: %s.".formatted(file, e),
                    "Give one that is not there yet, in a folder that is: %s=FILE.zip.".formatted(TO));
        } catch (ErasureRefusedException e) {
            remove(file);
            throw e;
        }
        run.out().println("All that is of %s is in %s.".formatted(person.id(), file));
    }

    private static void restrictToOwner(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CommandRefusedException("The file %s is of no use: %s.".formatted(file, e), "Remove it.");
        }
    }
}
