package io.tokentally.application.service.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.service.report.FixedTagDimensions;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.OrganizationPricing;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceFixtures;
import io.tokentally.domain.pricing.Withdrawal;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Retries;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.UndeclaredTagException;
import io.tokentally.domain.report.UnitSum;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.whatif.Alternative;
import io.tokentally.domain.whatif.WhatIf;
import io.tokentally.domain.whatif.WhatIfQuery;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriceAlternativesServiceTest {

    private static final Viewer ADMIN =
            ViewerFixtures.viewer(new UserId("bob@acme"), new OrganizationId("acme"), Role.ADMIN);
    private static final Viewer MEMBER =
            ViewerFixtures.viewer(new UserId("ada@acme"), new OrganizationId("acme"), Role.MEMBER);
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final PriceAlternativesService service = new PriceAlternativesService(
            new Reports(),
            new FixedTagDimensions(List.of()),
            () -> new PriceBook(Money.USD, List.of(PriceFixtures.nanoPrice())),
            new NoAgreements(),
            Clock.fixed(NOW, ZoneOffset.UTC));

    /** Of 5 million input tokens of two versions of a price 3 are left out, which had none. */
    @Test
    void whatHadAPriceIsPricedByTodaysBook() {
        WhatIf whatIf = service.whatIf(ADMIN, query(UsageScope.ORGANIZATION, Map.of()));

        assertThat(whatIf.totals().requests()).isEqualTo(9);
        assertThat(whatIf.costNow()).isEqualTo(Money.usd("0.5"));
        assertThat(whatIf.alternatives())
                .extracting(Alternative::kind, Alternative::calls, Alternative::saving)
                .containsExactly(tuple(Alternative.Kind.DISCOUNT, 5L, Money.usd("0.05")));
    }

    @Test
    void membersAndUndeclaredTagsAreRefused() {
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> service.whatIf(MEMBER, query(UsageScope.ORGANIZATION, Map.of())));
        assertThatExceptionOfType(UndeclaredTagException.class)
                .isThrownBy(() -> service.whatIf(ADMIN, query(UsageScope.OWN, Map.of(new Tag("planet"), "mars"))));
    }

    private static WhatIfQuery query(UsageScope scope, Map<Dimension, String> filters) {
        return new WhatIfQuery(
                scope,
                new Period(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 19), ZoneId.of("UTC")),
                filters,
                null,
                Percentage.of("10"));
    }

    private static Report.Row row(List<String> group, long requests, long tokens) {
        return new Report.Row(
                NOW,
                group,
                group.isEmpty(),
                new Figures(
                        new UsageTotals(requests, 0, 0, 0, tokens, 0, Money.usd("7")),
                        Money.zero(Money.USD),
                        Map.of(),
                        Map.of(UsageUnit.INPUT_TOKENS, new UnitSum(tokens, Money.usd("7"), Money.usd("7")))));
    }

    private static final class Reports implements UsageReports {

        @Override
        public Retries retries(Viewer viewer, ReportQuery query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Report.Row> rows(Viewer viewer, ReportQuery query) {
            if (query.by().contains(Attribute.PROVIDER)) {
                return List.of(row(List.of("openai", ServiceTier.STANDARD.value()), 9, 8_000_000));
            }
            assertThat(query.filters())
                    .containsEntry(Attribute.PROVIDER, "openai")
                    .containsEntry(Attribute.SERVICE_TIER, ServiceTier.STANDARD.value());
            return List.of(
                    row(List.of("gpt-4.1-nano", "v1"), 2, 2_000_000),
                    row(List.of("gpt-4.1-nano", "v2"), 3, 3_000_000),
                    row(List.of("gpt-4.1-nano", ""), 3, 3_000_000),
                    row(List.of(), 1, 0));
        }

        @Override
        public List<Report.Row> rowsOf(Viewer viewer, ReportQuery query, List<List<String>> groups) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class NoAgreements implements OrganizationPrices {

        @Override
        public OrganizationPricing find(Viewer viewer) {
            return OrganizationPricing.NONE;
        }

        @Override
        public void add(Viewer viewer, List<ModelPrice> prices) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void add(Viewer viewer, Discount discount) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void withdraw(Viewer viewer, String versionOrDiscount, Withdrawal withdrawal) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int withdrawImport(Viewer viewer, Instant importedAt, Withdrawal withdrawal) {
            throw new UnsupportedOperationException();
        }
    }
}
