package io.tokentally.application.service.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.failure.FailureGroups;
import io.tokentally.application.service.report.FixedTagDimensions;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.failure.FailedCalls;
import io.tokentally.domain.failure.FailureGroup;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.failure.FailureReport;
import io.tokentally.domain.failure.FailureSums;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.UndeclaredTagException;
import io.tokentally.domain.summary.Period;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TellFailuresServiceTest {

    private static final Viewer ADMIN =
            ViewerFixtures.viewer(new UserId("bob@acme"), new OrganizationId("acme"), Role.ADMIN);
    private static final Viewer MEMBER =
            ViewerFixtures.viewer(new UserId("ada@acme"), new OrganizationId("acme"), Role.MEMBER);
    private static final Period NOVEMBER =
            new Period(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30), ZoneId.of("UTC"));
    private static final Instant NOW = Instant.parse("2026-11-20T12:07:00Z");
    private static final FailureGroup TIMEOUT = new FailureGroup(Failure.Kind.TIMEOUT, null, "gpt-5", "chat");
    private static final FailureGroup RATE = new FailureGroup(Failure.Kind.PROVIDER_ERROR, 429, "gpt-5", "chat");

    private final Groups groups = new Groups();
    private final TellFailuresService service =
            new TellFailuresService(groups, new FixedTagDimensions(List.of()), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void theSameGroupsAreToldOfEarlierDaysThatEndAtTheSameTimeOfDay() {
        FailureReport report = service.failures(ADMIN, query(Map.of(), Comparison.MONTH_BEFORE));

        assertThat(report.sums().top()).extracting(FailedCalls::group).containsExactly(TIMEOUT, RATE);
        assertThat(report.earlier()).isNotNull().satisfies(earlier -> {
            assertThat(earlier.count(TIMEOUT)).isEqualTo(4);
            assertThat(earlier.count(RATE)).isZero();
            assertThat(earlier.calls().period().firstDay()).isEqualTo(LocalDate.of(2026, 10, 1));
            assertThat(earlier.calls().until()).isEqualTo(Instant.parse("2026-10-20T12:15:00Z"));
        });
        assertThat(groups.counted).containsExactly(TIMEOUT, RATE);
    }

    @Test
    void whereNothingIsComparedNothingIsAskedOfEarlierDays() {
        FailureReport report = service.failures(ADMIN, query(Map.of(Attribute.HTTP_STATUS, "429"), null));

        assertThat(report.earlier()).isNull();
        assertThat(groups.asked).extracting(ReportQuery::filters).containsExactly(Map.of(Attribute.HTTP_STATUS, "429"));
        assertThat(groups.asked).extracting(ReportQuery::top).containsExactly(7);
    }

    @Test
    void aMemberAsksForNobodyElse() {
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> service.failures(MEMBER, query(Map.of(), null)));
        assertThat(groups.asked).isEmpty();
    }

    @Test
    void aTagThatNobodyDeclaredIsRefused() {
        assertThatExceptionOfType(UndeclaredTagException.class)
                .isThrownBy(() -> service.failures(ADMIN, query(Map.of(new Tag("planet"), "mars"), null)));
    }

    private static FailureQuery query(Map<Dimension, String> filters, @Nullable Comparison comparison) {
        return new FailureQuery(UsageScope.ORGANIZATION, NOVEMBER, filters, 7, comparison);
    }

    private static final class Groups implements FailureGroups {

        private final List<ReportQuery> asked = new ArrayList<>();
        private final List<FailureGroup> counted = new ArrayList<>();

        @Override
        public FailureSums sums(Viewer viewer, ReportQuery question) {
            asked.add(question);
            return new FailureSums(List.of(failed(TIMEOUT), failed(RATE)), 2, 2, Money.zero(Money.USD));
        }

        private static FailedCalls failed(FailureGroup group) {
            return new FailedCalls(group, 1, Money.zero(Money.USD), 1, NOW, NOW, null);
        }

        @Override
        public Map<FailureGroup, Long> counts(Viewer viewer, ReportQuery question, Collection<FailureGroup> wanted) {
            counted.addAll(wanted);
            return Map.of(TIMEOUT, 4L);
        }
    }
}
