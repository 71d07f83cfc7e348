package io.tokentally.application.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Retries;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TagDimension;
import io.tokentally.domain.report.UndeclaredTagException;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportUsageServiceTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Viewer ADMIN =
            ViewerFixtures.viewer(new UserId("bob@acme"), new OrganizationId("acme"), Role.ADMIN);
    private static final Tag TEAM = new Tag("team");
    private static final Period OCTOBER = new Period(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 31), UTC);

    private final Answers answers = new Answers();
    private final ReportUsageService service = new ReportUsageService(
            answers,
            new FixedTagDimensions(List.of(new TagDimension(TEAM, 0, true, null))),
            Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC));

    @Test
    void theTotalIsWhatTheRowsAddUpTo() {
        Report report = service.report(ADMIN, query(null));

        assertThat(report.total().totals().cost()).isEqualTo(Money.usd("1.5"));
        assertThat(report.compared()).isNull();
    }

    @Test
    void earlierDaysAreToldOfTheSameGroups() {
        Report report = service.report(ADMIN, query(Comparison.MONTH_BEFORE));

        assertThat(answers.askedGroups).isEqualTo(List.of(List.of("gpt-5"), List.of("gpt-4o")));
        assertThat(report.compared())
                .isNotNull()
                .extracting(
                        compared -> compared.query().period(),
                        compared -> compared.total().totals().cost())
                .containsExactly(
                        new Period(LocalDate.of(2026, 9, 1), LocalDate.of(2026, 9, 30), UTC), Money.usd("0.25"));
    }

    @Test
    void tagsThatNobodyDeclaredAreRefusedWithThoseThatAre() {
        ReportQuery byTeam = query(null);
        ReportQuery byPlanet = new ReportQuery(
                UsageScope.OWN, OCTOBER, Grain.TOTAL, List.of(new Tag("planet")), Map.of(), List.of(Measure.COST), 2);
        ReportQuery ofPlanet = new ReportQuery(
                UsageScope.OWN,
                OCTOBER,
                Grain.TOTAL,
                List.of(TEAM),
                Map.of(new Tag("planet"), "mars"),
                List.of(Measure.COST),
                2);

        assertThat(service.report(ADMIN, byTeam).rows()).isNotEmpty();
        for (ReportQuery undeclared : List.of(byPlanet, ofPlanet)) {
            assertThatExceptionOfType(UndeclaredTagException.class)
                    .isThrownBy(() -> service.report(ADMIN, undeclared))
                    .withMessageContaining("'planet'")
                    .withMessageContaining("Declared are: team");
        }
    }

    private static ReportQuery query(@Nullable Comparison comparison) {
        return new ReportQuery(
                UsageScope.ORGANIZATION,
                OCTOBER,
                Grain.DAY,
                List.of(Attribute.MODEL),
                Map.of(),
                List.of(Measure.COST),
                2,
                comparison,
                null);
    }

    private static Report.Row row(String model, LocalDate day, String cost) {
        UsageTotals totals = new UsageTotals(1, 0, 0, 0, 10, 2, Money.usd(cost));
        return new Report.Row(
                day.atStartOfDay(UTC).toInstant(),
                model.isEmpty() ? List.of() : List.of(model),
                model.isEmpty(),
                new Figures(totals, Money.zero(Money.USD), Map.of(), Map.of()));
    }

    /** The team, of which nobody knows more. */
    private static final class Answers implements UsageReports {

        private List<List<String>> askedGroups = List.of();

        @Override
        public Retries retries(Viewer viewer, ReportQuery query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Report.Row> rows(Viewer viewer, ReportQuery query) {
            return List.of(
                    row("gpt-5", OCTOBER.firstDay(), "0.75"),
                    row("gpt-5", OCTOBER.lastDay(), "0.25"),
                    row("gpt-4o", OCTOBER.firstDay(), "0.4"),
                    row("", OCTOBER.firstDay(), "0.1"));
        }

        @Override
        public List<Report.Row> rowsOf(Viewer viewer, ReportQuery query, List<List<String>> groups) {
            askedGroups = groups;
            return List.of(row("gpt-5", query.period().firstDay(), "0.25"));
        }
    }
}
