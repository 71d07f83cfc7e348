package io.tokentally.bootstrap.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContext;

/**
 * One run of a command.
 *
 * @param arguments what was written after the command
 * @param out where its answer goes, which is for a person
 * @param err where it tells how far it is
 */
public record CommandRun(List<String> arguments, ApplicationContext context, PrintStream out, PrintStream err) {

    private static final Pattern SETTING = Pattern.compile("--[a-z]+[.][a-z.-]+");

    public CommandRun {
        arguments = List.copyOf(arguments);
    }

    /** The only bean of that type. It is made now, and so is what it needs: the database is connected to, or started. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** What an option was given as, the last time that it was: {@code --days=30}. */
    public Optional<String> option(String name) {
        return options(name).reversed().stream().findFirst();
    }

    /** All that an option was given as, in that order. */
    public List<String> options(String name) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1))
                .toList();
    }

    /** Whether an option without a value was given: {@code --dry-run}. */
    public boolean flag(String name) {
        return arguments.contains(name);
    }

    /** What is no option, in that order. */
    public List<String> operands() {
        return arguments.stream().filter(argument -> !argument.startsWith("--")).toList();
    }

    CommandRun withoutOperands() {
        return without(operands());
    }

    CommandRun withoutFlags(String... flags) {
        return without(List.of(flags));
    }

    private CommandRun without(List<String> others) {
        return new CommandRun(
                arguments.stream()
                        .filter(argument -> !others.contains(argument))
                        .toList(),
                context,
                out,
                err);
    }

    /**
     * The run with what stands after that word, which says what the command is to do.
     *
     * @throws CommandRefusedException if the first argument is another, or there is none
     */
    public CommandRun after(String word) {
        if (arguments.isEmpty() || !arguments.getFirst().equals(word)) {
            throw new CommandRefusedException("It is not said what to do.", "There is '%s'.".formatted(word));
        }
        return new CommandRun(arguments.subList(1, arguments.size()), context, out, err);
    }

    /** Whether that word without a value is among the arguments: {@code --dry-run}. */
    public boolean has(String flag) {
        return arguments.contains(flag);
    }

    /** The run without that word. */
    public CommandRun without(String flag) {
        return new CommandRun(
                arguments.stream().filter(argument -> !argument.equals(flag)).toList(), context, out, err);
    }

    /**
     * Refuses whatever is neither one of these options nor a setting of the application's, which has a dot in its name.
     *
     * @throws CommandRefusedException if there is such an argument; it is named, its value is not
     */
    public void requireOnly(String... options) {
        for (String argument : arguments) {
            String name = argument.split("=", 2)[0];
            boolean known = List.of(options).contains(name) && argument.contains("=");
            if (!known && !SETTING.matcher(name).matches()) {
                throw new CommandRefusedException(
                        "There is no argument '%s'.".formatted(name),
                        options.length == 0 ? "Leave it out." : "There is " + String.join("=…, ", options) + "=….");
            }
        }
    }
}
