package io.tokentally.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.demo.generate.UsagePlan;
import io.tokentally.domain.access.OrganizationId;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.StaticApplicationContext;

class GenerateOptionsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);

    @Test
    void whatIsNotSaidIsUsual() {
        GenerateOptions options = options("--calls=1000", "--organizations=2");

        assertThat(options.plan())
                .isEqualTo(new UsagePlan(
                        List.of(new OrganizationId("generated-01"), new OrganizationId("generated-02")),
                        300,
                        1_000,
                        LocalDate.of(2026, 10, 30),
                        30,
                        1));
        assertThat(options.plan().lastDay()).isEqualTo(LocalDate.of(2026, 11, 28));
        assertThat(options.existing()).isNull();
        assertThat(options.password()).isNull();
        assertThat(options.skipped()).isZero();
    }

    @Test
    void whatIsSaidCounts() {
        GenerateOptions options = options(
                "--calls=10_000_000",
                "--days=365",
                "--until=2026-06-30",
                "--organization=acme",
                "--users=20",
                "--seed=-7",
                "--skip=4000",
                "--password=long enough to be one");

        assertThat(options.plan())
                .isEqualTo(new UsagePlan(
                        List.of(new OrganizationId("acme")), 20, 10_000_000, LocalDate.of(2025, 7, 1), 365, -7));
        assertThat(options.existing()).isEqualTo(new OrganizationId("acme"));
        assertThat(options.skipped()).isEqualTo(4_000);
        assertThat(options.password()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--organizations=2                              | --calls is missing.                  | --calls=100000",
                "--calls=0 --organizations=1                    | --calls=0 is not possible.           | between 1 and",
                "--calls=many --organizations=1                 | --calls=many is not possible.        | between 1 and",
                "--calls=9 --organizations=10                   | --calls=9 is too few                 | --calls=10 or more",
                "--calls=9                                      | It is not said whose usage           | --organization=acme",
                "--calls=9 --organizations=2 --organization=a   | --organization and --organizations   | one of them",
                "--calls=9 --organizations=0                    | --organizations=0 is not possible.   | between 1 and",
                "--calls=9 --organization=                      | --organization names no organization | --organization=acme",
                "--calls=9 --organizations=1 --days=0           | --days=0 is not possible.            | between 1 and 3660",
                "--calls=9 --organizations=1 --days=3661        | --days=3661 is not possible.         | between 1 and 3660",
                "--calls=9 --organizations=1 --users=0          | --users=0 is not possible.           | between 1 and 200000",
                "--calls=9 --organizations=4 --users=50001      | --users=50001 is not possible.       | between 1 and 50000",
                "--calls=9 --organizations=1 --until=2026-11-29 | --until=2026-11-29 is a day that     | 2026-11-28",
                "--calls=9 --organizations=1 --until=June       | --until=June is no day.              | --until=2026-11-28",
                "--calls=9 --organizations=1 --skip=10          | --skip=10 is not possible.           | between 0 and 9",
                "--calls=9 --organizations=1 --password=short   | --password: The new password needs   | leave it out",
                "--calls=9 --organizations=1 --color=red        | There is no argument '--color'.      | --organizations=…",
            })
    void whatCannotBeDoneIsRefusedByTheNameOfTheOptionAndWithARemedy(String arguments, String message, String remedy) {
        assertThatExceptionOfType(CommandRefusedException.class)
                .isThrownBy(() -> options(arguments.split(" ")))
                .satisfies(refused -> {
                    assertThat(refused).hasMessageContaining(message);
                    assertThat(refused.remedy()).contains(remedy);
                });
    }

    private static GenerateOptions options(String... arguments) {
        return GenerateOptions.of(
                new CommandRun(List.of(arguments), new StaticApplicationContext(), System.out, System.err), TODAY);
    }
}
