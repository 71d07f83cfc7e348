package io.tokentally.bootstrap.command;

import io.tokentally.domain.start.StartRefusedException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The commands of the application's jar: the first argument names one of them, or is an option of the application. */
public final class CommandLine {

    /** In the order in which they are listed. */
    static final List<Command> COMMANDS = List.of(
            new OperatorCommand(),
            new RotateMasterCommand(),
            new RotateHashingKeyCommand(),
            new AuditCommand(),
            new LedgerCommand(),
            new PersonCommand(),
            new PricesCommand(),
            new GenerateCommand(),
            new ImportCommand());

    private final List<Command> commands;
    private final PrintStream out;
    private final PrintStream err;

    CommandLine(List<Command> commands, PrintStream out, PrintStream err) {
        this.commands = List.copyOf(commands);
        this.out = out;
        this.err = err;
    }

    /** That of this process. */
    public static CommandLine ofProcess() {
        return new CommandLine(COMMANDS, System.out, System.err);
    }

    /** Whether the arguments call a command, so that the application is not to be started. */
    public static boolean calls(String[] arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-");
    }

    /** Does what the arguments call for, and returns the exit code: 0 if it was done, 1 if not, 2 if there is no such thing. */
    public int run(String... arguments) {
        Optional<Command> command = commands.stream()
                .filter(known -> arguments.length > 0 && known.name().equals(arguments[0]))
                .findFirst();
        if (command.isEmpty()) {
            err.println("There is no command '%s'. There are:%n%s"
                    .formatted(arguments.length == 0 ? "" : arguments[0], list()));
            return 2;
        }
        return run(command.get(), withValues(command.get().flags(), arguments));
    }

    /** What stands after the command: an option and its value, which may follow it as {@code --days 30}, are one argument. */
    private static String[] withValues(Set<String> flags, String[] arguments) {
        List<String> joined = new ArrayList<>();
        for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
            String before = joined.isEmpty() ? "" : joined.getLast();
            boolean isValue = before.startsWith("--")
                    && !before.contains("=")
                    && !flags.contains(before)
                    && !argument.startsWith("--");
            if (isValue) {
                joined.set(joined.size() - 1, before + "=" + argument);
            } else {
                joined.add(argument);
            }
        }
        return joined.toArray(String[]::new);
    }

    private String list() {
        StringBuilder text = new StringBuilder();
        for (Command command : commands) {
            text.append("  %-20s %s%n".formatted(command.name(), command.description()));
        }
        return text.toString();
    }

    private int run(Command command, String[] arguments) {
        Class<?>[] sources = Stream.concat(Stream.of(CommandContext.class), Arrays.stream(command.wiring()))
                .toArray(Class<?>[]::new);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(sources)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .logStartupInfo(false)
                .run(arguments)) {
            command.run(new CommandRun(List.of(arguments), context, out, err));
            return 0;
        } catch (RuntimeException e) {
            return refused(e);
        }
    }

    /** What somebody can do something about is told in words; the rest is a fault, with its trace. */
    private int refused(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CommandRefusedException refused) {
                err.println(refused.getMessage() + "\n" + refused.remedy());
                return 1;
            }
            if (cause instanceof StartRefusedException refused) {
                err.println(refused.getMessage() + "\n" + refused.remedy());
                return 1;
            }
        }
        throw failure;
    }
}
