package io.tokentally.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokentally.bootstrap.configuration.TokentallyProperties;
import io.tokentally.domain.start.StartRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;

class CommandLineTest {

    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private record Doing(Consumer<CommandRun> work) implements Command {

        @Override
        public String name() {
            return "do";
        }

        @Override
        public String description() {
            return "does it";
        }

        @Override
        public Class<?>[] wiring() {
            return new Class<?>[] {Wiring.class};
        }

        @Override
        public void run(CommandRun run) {
            work.accept(run);
        }
    }

    static final class Broken {

        Broken() {
            throw new StartRefusedException("It is broken.", "Mend it.");
        }
    }

    static final class Wiring {

        @Bean
        Broken broken() {
            return new Broken();
        }

        @Bean
        List<String> words() {
            return List.of("wired");
        }
    }

    @Test
    void aCommandHasItsBeansAndTheSettingsAndNoDatabaseUntilItAsks() {
        int code = run(
                run -> run.out()
                        .println(run.bean(List.class) + " "
                                + run.bean(TokentallyProperties.class).home() + " "
                                + run.option("--days").orElse("")),
                "do",
                "--tokentally.home=" + home,
                "--days=3");

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[wired] " + home + " 3" + System.lineSeparator());
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void theValueOfAnOptionMayFollowIt() {
        int code = run(
                run -> run.out().println(run.arguments()), "do", "this", "--days", "3", "--out=file", "that", "--last");

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("[this, --days=3, --out=file, that, --last]\n");
    }

    @Test
    void whatCannotBeDoneIsToldInWords() {
        assertThat(run(
                        run -> {
                            throw new CommandRefusedException("No.", "Try another.");
                        },
                        "do"))
                .isEqualTo(1);
        assertThat(run(run -> run.bean(Broken.class), "do")).isEqualTo(1);

        assertThat(errors()).isEqualToNormalizingNewlines("No.\nTry another.\nIt is broken.\nMend it.\n");
    }

    @Test
    void aFaultIsNotHidden() {
        assertThatIllegalStateException()
                .isThrownBy(() -> run(
                        run -> {
                            throw new IllegalStateException("a fault");
                        },
                        "do"))
                .withMessage("a fault");
    }

    @Test
    void anUnknownCommandIsNamedBesideThoseThatThereAre() {
        assertThat(run(run -> {}, "fly")).isEqualTo(2);

        assertThat(errors()).contains("There is no command 'fly'", "do", "does it");
    }

    @Test
    void argumentsThatNobodyKnowsAreRefusedAndTheirValuesNotRepeated() {
        assertThat(run(run -> run.requireOnly("--days"), "do", "--days=3", "--tokentally.home=x"))
                .isZero();
        for (String argument : new String[] {"--nights=secret", "secretly", "--days"}) {
            assertThat(run(run -> run.requireOnly("--days"), "do", argument)).isEqualTo(1);
        }

        assertThat(errors())
                .contains("There is no argument '--nights'.", "There is no argument 'secretly'.", "There is --days=…")
                .doesNotContain("=secret");
    }

    @Test
    void withoutAnInstallationThereIsNothingToRotate() {
        CommandLine product = new CommandLine(
                List.of(new RotateMasterCommand(), new RotateHashingKeyCommand()), print(out), print(err));

        assertThat(product.run("rotate-master", "--tokentally.home=" + home)).isEqualTo(1);
        assertThat(product.run("rotate-hashing-key", "--tokentally.home=" + home, "--days=0"))
                .isEqualTo(1);
        assertThat(product.run("rotate-hashing-key", "--tokentally.home=" + home, "--days=a month"))
                .isEqualTo(1);

        assertThat(errors())
                .contains("There is no installation in the folder " + home)
                .contains("There is no time of '0' days", "There is no time of 'a month' days");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void optionsAloneStartTheApplication() {
        assertThat(CommandLine.calls(new String[] {})).isFalse();
        assertThat(CommandLine.calls(new String[] {"--server.port=0", "word"})).isFalse();
        assertThat(CommandLine.calls(new String[] {"rotate-master"})).isTrue();
    }

    private int run(Consumer<CommandRun> work, String... arguments) {
        return new CommandLine(List.of(new Doing(work)), print(out), print(err)).run(arguments);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
