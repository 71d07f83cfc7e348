package io.tokentally.adapter.persistence.report;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.tck.report.UsageReportsContract;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdbcUsageReportsIT extends UsageReportsContract {

    private static final LocalDate NOON_DAY = LocalDate.ofInstant(NOON, ZoneOffset.UTC);

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected UsageReports reports() {
        return DATABASE.bean(UsageReports.class);
    }

    @Override
    protected void given(Collection<UsageRecord> usageRecords) {
        DATABASE.bean(UsageLedger.class).post(usageRecords);
    }

    @Override
    protected void givenMember(Viewer viewer) {
        DATABASE.addMember(viewer);
    }

    @Override
    protected void givenDeclared(Viewer owner, List<String> names) {
        DeclaredTags.declare(DATABASE, owner, names);
    }

    @Override
    protected <T> T reading(Supplier<T> work) {
        return DATABASE.inTransaction(work);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESPONSE_TIME", "LIST_COST"})
    void noMoreCallsAreLookedAtThanCanBeWhileSomebodyWaits(Measure detailed) {
        Viewer ada = ViewerFixtures.viewer(new UserId("ada@acme"), ACME, Role.MEMBER);
        givenMember(ada);
        given(IntStream.range(0, 11)
                .mapToObj(seed -> aUsageRecord().by(ada.userId()).withSeed(seed).build())
                .toList());
        ReportQuery query = query(UsageScope.OWN, Attribute.MODEL, Map.of(), detailed);

        assertThat(reading(() -> reports(11).rows(ada, query))).hasSize(1);
        assertThatExceptionOfType(TooManyCallsException.class)
                .isThrownBy(() -> reading(() -> reports(10).rows(ada, query)))
                .extracting(TooManyCallsException::most)
                .isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESPONSE_TIME", "LIST_COST"})
    void callsThatAFilterLeavesOutAreNoneOfThem(Measure detailed) {
        Viewer olga = ViewerFixtures.viewer(new UserId("olga@acme"), ACME, Role.OWNER);
        givenMember(olga);
        given(List.of(aUsageRecord().by(olga.userId()).unpriced().build()));
        given(IntStream.range(1, 12)
                .mapToObj(
                        seed -> aUsageRecord().by(olga.userId()).withSeed(seed).build())
                .toList());
        ReportQuery query =
                query(UsageScope.ORGANIZATION, Attribute.USER, Map.of(Attribute.COST_STATUS, "UNPRICED"), detailed);

        assertThat(reading(() -> reports(10).rows(olga, query)))
                .singleElement()
                .satisfies(row -> assertThat(row.figures().totals().requests()).isEqualTo(1));
    }

    @Test
    void distributionsAreTheSameWhoeverPutsThemTogether() {
        Viewer olga = ViewerFixtures.viewer(new UserId("olga@acme"), ACME, Role.OWNER);
        givenMember(olga);
        given(IntStream.range(0, 40)
                .mapToObj(seed -> aUsageRecord()
                        .by(olga.userId())
                        .taking(Duration.ofMillis(seed * 100L))
                        .withSeed(seed)
                        .build())
                .toList());
        ReportQuery query =
                query(UsageScope.ORGANIZATION, Attribute.MODEL, Map.of(), Measure.RESPONSE_TIME, Measure.COST_PER_CALL);

        List<Report.Row> here = reading(() -> reports(0).rows(olga, query));

        assertThat(here)
                .singleElement()
                .satisfies(row -> assertThat(row.figures().distributions())
                        .hasEntrySatisfying(
                                Measure.RESPONSE_TIME,
                                times -> assertThat(times.counts()).hasSizeGreaterThan(20)));
        assertThat(reading(() -> reports(0, 0).rows(olga, query))).isEqualTo(here);
    }

    @Test
    void callsWithATagAreNotLookedForAmongTooMany() {
        Viewer ada = ViewerFixtures.viewer(new UserId("ada@acme"), ACME, Role.MEMBER);
        givenMember(ada);
        given(IntStream.range(0, 11)
                .mapToObj(seed -> aUsageRecord()
                        .by(ada.userId())
                        .tagged(new Tags(Map.of("team", "team " + seed)))
                        .withSeed(seed)
                        .build())
                .toList());
        SumsQuestion question = SumsQuestion.of(
                        ada, UsageScope.OWN, new Period(NOON_DAY, NOON_DAY, ZoneId.of("UTC")).range())
                .only(CallFilter.ALL.with(new Tag("team"), "team 3"));

        assertThat(reading(() -> counted(question, 11))).isEqualTo(1);
        assertThatExceptionOfType(TooManyCallsException.class).isThrownBy(() -> reading(() -> counted(question, 10)));
        assertThatExceptionOfType(TooManyCallsException.class)
                .isThrownBy(() -> reading(() -> {
                    DATABASE.bean(ViewerIdentity.class).assume(ada);
                    new NewestCalls(sums(10)).requireFew(question);
                    return question;
                }));
    }

    private static ReportQuery query(
            UsageScope scope, Dimension by, Map<Dimension, String> filters, Measure... measures) {
        return new ReportQuery(
                scope,
                new Period(NOON_DAY, NOON_DAY, ZoneId.of("UTC")),
                Grain.TOTAL,
                List.of(by),
                filters,
                List.of(measures),
                10);
    }

    private static long counted(SumsQuestion question, int mostCalls) {
        DATABASE.bean(ViewerIdentity.class).assume(question.viewer());
        return sums(mostCalls).countTagged(question);
    }

    private static RollupSums sums(int mostCalls) {
        return new RollupSums(DATABASE.asApplication(), mostCalls);
    }

    private static UsageReports reports(int mostCalls) {
        return reports(mostCalls, JdbcUsageReports.PLAIN_TEXT);
    }

    private static UsageReports reports(int mostCalls, int plainText) {
        return new JdbcUsageReports(
                sums(mostCalls),
                new RetriedCalls(DATABASE.asApplication()),
                DATABASE.bean(ViewerIdentity.class),
                plainText);
    }
}
