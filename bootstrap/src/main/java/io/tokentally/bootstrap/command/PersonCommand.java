package io.tokentally.bootstrap.command;

import io.tokentally.adapter.journal.SetAsideCallsConfiguration;
import io.tokentally.adapter.persistence.person.PersonalDataConfiguration;
import io.tokentally.application.port.in.person.ManagePersonalDataUseCase;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.person.ErasureRefusedException;
import io.tokentally.domain.person.KnownPerson;
import java.util.Optional;
import java.util.Set;

/** {@code person export} and {@code person erase}: what a person may ask for of their data. */
final class PersonCommand implements Command {

    static final String USER = "--user";
    static final String EMAIL = "--email";

    @Override
    public String name() {
        return "person";
    }

    @Override
    public String description() {
        return "export: hand out all that is of a person (--to=FILE.zip); erase: make them nobody (--close, --yes);"
                + " either with --user=ID or --email=ADDRESS";
    }

    @Override
    public Class<?>[] wiring() {
        return new Class<?>[] {PersonalDataConfiguration.class, SetAsideCallsConfiguration.class, PersonWiring.class};
    }

    @Override
    public Set<String> flags() {
        return Set.of(EraseStep.CLOSE, EraseStep.YES);
    }

    @Override
    public void run(CommandRun run) {
        try {
            if (!run.arguments().isEmpty() && run.arguments().getFirst().equals(EraseStep.ERASE)) {
                EraseStep.run(run.after(EraseStep.ERASE));
            } else {
                ExportStep.run(run.after(ExportStep.EXPORT));
            }
        } catch (ErasureRefusedException e) {
            throw new CommandRefusedException(String.valueOf(e.getMessage()), e.remedy());
        }
    }

    /** Whom the options name, by one of them or by both. */
    static KnownPerson person(CommandRun run) {
        Optional<EmailAddress> address = run.option(EMAIL).map(PersonCommand::address);
        if (run.option(USER).isPresent()) {
            return new KnownPerson(run.option(USER).map(PersonCommand::id).orElseThrow(), address.orElse(null));
        }
        return address.map(run.bean(ManagePersonalDataUseCase.class)::find)
                .orElseThrow(() -> new CommandRefusedException(
                        "It is not said whom.", "Give %s=ID, or %s=ADDRESS.".formatted(USER, EMAIL)));
    }

    private static UserId id(String text) {
        try {
            return new UserId(text);
        } catch (IllegalArgumentException e) {
            throw new CommandRefusedException(
                    "'%s' is no id of a person.".formatted(text), "Give one, as in %s=u_0123….".formatted(USER));
        }
    }

    private static EmailAddress address(String text) {
        try {
            return new EmailAddress(text);
        } catch (IllegalArgumentException e) {
            throw new CommandRefusedException(
                    "'%s' is no e-mail address.".formatted(text),
                    "Give one, as in %s=ada@example.com.".formatted(EMAIL));
        }
    }
}
