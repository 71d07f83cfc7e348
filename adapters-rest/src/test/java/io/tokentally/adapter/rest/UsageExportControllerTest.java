package io.tokentally.adapter.rest;

import static io.tokentally.domain.usage.UsageRecordFixtures.MEMBER;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.UsageUnit;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class UsageExportControllerTest extends RestTest {

    private static final String HEADER = "Date,User ID,Endpoint,Model,Input Tokens,Output Tokens,Total Tokens,"
            + "Total Cost (USD),Success,Response Time (ms)\r\n";

    @Test
    void writesCallsInUtc() {
        usage.holds(aUsageRecord().build());

        assertThat(get("/api/v1/usage/export.csv"))
                .hasStatusOk()
                .hasBodyTextEqualTo(HEADER + "2026-10-15T12:00:00.000Z,member@acme.example,extract_candidate_info,"
                        + "gpt-4.1-nano,10000,2500,12500,0.002,true,850\r\n");
    }

    @Test
    void allColumnsBeginWithTheKnownOnes() {
        usage.holds(aUsageRecord()
                .failing(new Outcome.Failure(Outcome.Failure.Kind.PROVIDER_ERROR, 429, "requests", "rate_limit"))
                .build());

        MvcTestResult result = get("/api/v1/usage/export.csv?columns=all");

        assertThat(result)
                .bodyText()
                .startsWith(HEADER.strip()
                        + ",Cost Status,Unpriced Reason,Attribution,Provider,Operation,Model Served,Service Tier,Region,"
                        + "Usage,Quantity: input_tokens,Quantity: cached_input_tokens,")
                .contains(
                        ",Cost Lines,Price Version,Virtual Key ID,Tags,Failure,HTTP Status,Error Type,Error Code,Record ID,"
                                + "Time to First Token (ms),Provider Request ID,Client IDs,Attempt,Attempt Of,Input Band,Model Shut Down,"
                                + "Free of Charge,Usage Parts (JSON),Cost Lines (JSON),Texts as Recorded (JSON)\r\n2026-10-15T12:00:00.000Z,",
                        ",850,free,,context,openai,chat.completions,",
                        ",provider_error,429,requests,rate_limit,");
    }

    @ParameterizedTest
    @EnumSource(UsageUnit.class)
    void eachUnitHasAColumn(UsageUnit unit) {
        assertThat(get("/api/v1/usage/export.csv?columns=all"))
                .bodyText()
                .contains("Quantity: " + unit.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void aByteOrderMarkComesWhereItIsAskedFor() {
        assertThat(get("/api/v1/usage/export.csv?bom=true")).hasBodyTextEqualTo("\uFEFF" + HEADER);
        assertThat(get("/api/v1/usage/export.csv?bom=false")).hasBodyTextEqualTo(HEADER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    columns=ten | columns must be known or all, not 'ten'. Leave it out for the ten known ones.
                    bom=perhaps | bom must be true or false, not 'perhaps'. Leave it out for false.
                    """)
    void refusesWhatCannotBeWritten(String parameter, String sentence) {
        assertThat(get("/api/v1/usage/export.csv?" + parameter))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyText()
                .contains(sentence);
    }

    @Test
    void writesDatesWithTheOffsetOfTheZone() {
        usage.holds(
                aUsageRecord().at(Instant.parse("2026-10-25T00:59:59.999Z")).build(),
                aUsageRecord().at(Instant.parse("2026-10-25T01:00:00Z")).build());

        assertThat(get("/api/v1/usage/export.csv?zone=Europe/Berlin"))
                .bodyText()
                .contains("\n2026-10-25T02:59:59.999+02:00,", "\n2026-10-25T02:00:00.000+01:00,");
    }

    @Test
    void anEmptyExportHasItsHeader() {
        assertThat(get("/api/v1/usage/export.csv")).hasStatusOk().hasBodyTextEqualTo(HEADER);
    }

    @Test
    void writesTheSmallestCostsInFull() {
        usage.holds(aUsageRecord().withTokens(1, 0).build());

        assertThat(get("/api/v1/usage/export.csv")).bodyText().contains(",1,0,1,0.0000001,true,");
    }

    @Test
    void aCostThatIsNotKnownIsNoZero() {
        usage.holds(aUsageRecord().unpriced().build());

        assertThat(get("/api/v1/usage/export.csv")).bodyText().contains(",10000,2500,12500,,true,850\r\n");
    }

    @Test
    void aFailedCallThatCostsNothingIsAZero() {
        usage.holds(aUsageRecord()
                .failing(Outcome.Failure.of(Outcome.Failure.Kind.TIMEOUT))
                .build());

        assertThat(get("/api/v1/usage/export.csv")).bodyText().contains(",0,0,0,0,false,850\r\n");
    }

    @Test
    void disarmsFormulas() {
        usage.holds(aUsageRecord()
                .by(new UserId("=HYPERLINK(\"http://evil.example\")"))
                .withEndpoint("@SUM(A1)")
                .withModel("-2+3")
                .build());

        assertThat(get("/api/v1/usage/export.csv"))
                .bodyText()
                .contains(",\"'=HYPERLINK(\"\"http://evil.example\"\")\",'@SUM(A1),'-2+3,10000,");
    }

    @Test
    void isADownloadOfUtf8ThatNoBrowserTakesForAnythingElse() {
        usage.holds(aUsageRecord().by(new UserId("zoë👩‍💻")).build());

        MvcTestResult result = get("/api/v1/usage/export.csv?from=2026-10-01&to=2026-10-31");

        assertThat(result)
                .hasHeader(
                        "Content-Disposition",
                        "attachment; filename=\"tokentally-usage-acme-2026-10-01-2026-10-31.csv\"")
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader("Content-Type", "text/csv;charset=UTF-8")
                .bodyText()
                .contains(",zoë👩‍💻,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ../../etc/passwd | filename="tokentally-usage-.-.-etc-passwd-2026-10-01-2026-10-31.csv"
                    a"; x="b | filename="tokentally-usage-a-x-b-2026-10-01-2026-10-31.csv"
                    Łódź | filename="tokentally-usage-_odz-2026-10-01-2026-10-31.csv"; filename*=UTF-8''tokentally-usage-%C5%81%C3%B3d%C5%BA-2026-10-01-2026-10-31.csv
                    """)
    void namesTheFileSafely(String organization, String disposition) {
        usage.alsoIn(new OrganizationId(organization), Role.MEMBER);

        MvcTestResult result =
                get("/api/v1/usage/export.csv?from=2026-10-01&to=2026-10-31&organization={id}", organization);

        assertThat(result).hasHeader("Content-Disposition", "attachment; " + disposition);
    }

    @Test
    void aVeryLongOrganizationMakesNoVeryLongName() {
        OrganizationId organization = new OrganizationId("😀x".repeat(85));
        usage.alsoIn(organization, Role.MEMBER);

        MvcTestResult result = get("/api/v1/usage/export.csv?organization={id}", organization);

        assertThat(result).hasStatusOk();
        assertThat(result.getResponse().getHeader("Content-Disposition")).hasSizeLessThan(200);
    }

    @Test
    void writesCallsAsJsonLines() {
        usage.holds(aUsageRecord().build(), aUsageRecord().withSeed(2).build());

        MvcTestResult result = get("/api/v1/usage/export?format=jsonl&from=2026-10-01&to=2026-10-31");

        assertThat(result)
                .hasHeader("Content-Type", "application/x-ndjson")
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader(
                        "Content-Disposition",
                        "attachment; filename=\"tokentally-usage-acme-2026-10-01-2026-10-31.jsonl\"")
                .bodyText()
                .satisfies(text -> assertThat(text.lines()).hasSize(2));
    }

    @ParameterizedTest
    @CsvSource({
        "csv, text/csv;charset=UTF-8, csv",
        "jsonl, application/x-ndjson, jsonl",
        "parquet, application/vnd.apache.parquet, parquet",
        "focus, text/csv;charset=UTF-8, focus.csv",
        "focus_unpriced, text/csv;charset=UTF-8, focus-unpriced.csv"
    })
    void eachFormatHasItsTypeAndItsName(String format, String type, String nameEnd) {
        usage.holds(aUsageRecord().build());

        assertThat(get("/api/v1/usage/export?from=2026-10-01&to=2026-10-31&format=" + format))
                .hasStatusOk()
                .hasHeader("Content-Type", type)
                .hasHeader(
                        "Content-Disposition",
                        "attachment; filename=\"tokentally-usage-acme-2026-10-01-2026-10-31.%s\"".formatted(nameEnd))
                .body()
                .isNotEmpty();
    }

    @Test
    void tellsHowFarItHasComeWhereSomebodyFollowsIt() {
        usage.holds(aUsageRecord().build(), aUsageRecord().withSeed(2).build());
        String id = "0199e7a5-1c00-7abc-8def-0123456789ab";

        get("/api/v1/usage/export");
        get("/api/v1/usage/export?format=parquet&id=" + id);

        assertThat(exports.told()).containsExactly(id + " of member@acme.example begins", "complete after 2", "closed");
    }

    @Test
    void whatFailsIsNotComplete() {
        usage.holds(() -> {
            throw new IllegalStateException();
        });

        get("/api/v1/usage/export?id=0199e7a5-1c00-7abc-8def-0123456789ab");

        assertThat(exports.told()).hasSize(2).last().isEqualTo("closed");
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void whatIsStoppedBeforeItsFirstBytesIsNoFile(ExportFormat format) {
        usage.holds(aUsageRecord().build(), aUsageRecord().withSeed(2).build());
        exports.stopAfter(1);

        MvcTestResult result =
                get("/api/v1/usage/export?id=0199e7a5-1c00-7abc-8def-0123456789ab&format=" + ApiEnumNames.word(format));

        assertThat(result).hasStatus(HttpStatus.NO_CONTENT).hasBodyTextEqualTo("");
        assertThat(result.getResponse().getHeader("Content-Disposition")).isNull();
        assertThat(exports.told()).hasSize(2).last().isEqualTo("closed");
    }

    @Test
    void withoutAFormatAnExportIsTheCsvThatItAlwaysWas() throws Exception {
        usage.holds(aUsageRecord().build());

        assertThat(get("/api/v1/usage/export"))
                .hasHeader("Content-Type", "text/csv;charset=UTF-8")
                .hasBodyTextEqualTo(
                        get("/api/v1/usage/export.csv").getResponse().getContentAsString());
        assertThat(get("/api/v1/usage/export?columns=all&bom=true"))
                .hasBodyTextEqualTo(get("/api/v1/usage/export.csv?columns=all&bom=true")
                        .getResponse()
                        .getContentAsString());
    }

    @Test
    void exportsWhatTheFilterShows() {
        get("/api/v1/usage/export.csv?endpoint=chat&status=succeeded&user={user}", MEMBER);

        assertThat(usage.lastQuery().filter())
                .hasToString("CallFilter[values={ENDPOINT=chat, USER=member@acme.example, STATUS=SUCCEEDED}]");
    }
}
