package io.tokentally.bootstrap.retention;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tokentally.application.port.in.retention.CallArchive;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A month is in the archive as a whole or not at all. */
class ParquetArchiveTest {

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    private final List<UsageRecord> calls = new RandomCalls(3, ACME, NOON, Duration.ofDays(3)).take(100);

    @TempDir
    private Path folder;

    @Test
    void aMonthIsAFileThatIsThereOnceItIsKept() throws IOException {
        try (CallArchive.Draft draft = new ParquetArchive(folder).begin(ACME, OCTOBER)) {
            for (UsageRecord call : calls) {
                draft.write(call);
            }
            assertThat(folder.resolve("acme/2026-10.parquet")).doesNotExist();
            draft.keep();
        }

        byte[] file = Files.readAllBytes(folder.resolve("acme/2026-10.parquet"));
        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .startsWith("PAR1")
                .endsWith("PAR1");
        assertThat(files()).containsExactly("acme/2026-10.parquet");
    }

    @Test
    void whatIsBrokenOffLeavesNothingAndTheOneBeforeAsItWas() throws IOException {
        Path before = Files.createDirectories(folder.resolve("acme")).resolve("2026-10.parquet");
        Files.writeString(before, "before");

        try (CallArchive.Draft draft = new ParquetArchive(folder).begin(ACME, OCTOBER)) {
            draft.write(calls.getFirst());
        }

        assertThat(files()).containsExactly("acme/2026-10.parquet");
        assertThat(before).hasContent("before");
    }

    @Test
    void aCallThatTheFileHasNoRoomForIsNamed() throws IOException {
        UsageRecord tooDear = aUsageRecord()
                .withCost(Cost.measured(
                        Money.USD,
                        List.of(new CostLine(1, new Rate(UsageUnit.INPUT_TOKENS, Money.usd("123456789012345"), 1))),
                        "dear"))
                .build();

        try (CallArchive.Draft draft = new ParquetArchive(folder).begin(ACME, OCTOBER)) {
            assertThatIOException()
                    .isThrownBy(() -> draft.write(tooDear))
                    .withMessageContaining(tooDear.id().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "acme, acme",
        "acme-eu_1, acme-eu_1",
        "../../etc, %2E.%2F..%2Fetc",
        "., %2E",
        "a/b, a%2Fb",
        "c\\d, c%5Cd",
        "Ärzte & Co, %C3%84rzte+%26+Co"
    })
    void whateverAnOrganizationIsCalledItsFolderLiesInTheArchive(String organization, String name) {
        assertThat(ParquetArchive.folderName(new OrganizationId(organization))).isEqualTo(name);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
