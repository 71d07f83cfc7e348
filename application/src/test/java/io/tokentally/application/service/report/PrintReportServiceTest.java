package io.tokentally.application.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.application.service.reading.Shares;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.report.PrintedReport;
import io.tokentally.domain.usage.TooManyReadingsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PrintReportServiceTest {

    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), new OrganizationId("acme"), Role.MEMBER);
    private static final PrintedReport REPORT = new PrintedReport(Locale.ENGLISH, "October", List.of(), List.of());

    private final FairTurns turns =
            new FairTurns(new Shares("reports", 1, 1, 1, 0, Duration.ZERO, Duration.ofSeconds(1)));

    @Test
    void eachIsPrintedInATurnOfTheViewers() {
        PrintReportService alone =
                new PrintReportService(report -> report.title().getBytes(StandardCharsets.UTF_8), turns);
        assertThat(alone.print(ADA, REPORT)).asString().isEqualTo("October");

        PrintReportService crowded = new PrintReportService(report -> alone.print(ADA, report), turns);

        assertThatThrownBy(() -> crowded.print(ADA, REPORT)).isInstanceOf(TooManyReadingsException.class);
        assertThat(alone.print(ADA, REPORT)).isNotEmpty();
    }
}
