package io.tokentally.bootstrap.command;

import java.util.Set;

/** Something that whoever runs the installation does from the command line, and which then ends. */
public interface Command {

    /** The word that it is called by, as in {@code ./tokentally rotate-master}. */
    String name();

    /** What it does, in one line. */
    String description();

    /**
     * The classes whose beans it needs, beside those of {@link CommandContext}. Beans are made when they are asked for.
     */
    Class<?>[] wiring();

    /** Its options that have no value, as in {@code --dry-run}: what stands behind one is no value of it. */
    default Set<String> flags() {
        return Set.of();
    }

    /** @throws CommandRefusedException if it cannot be done */
    void run(CommandRun run);
}
