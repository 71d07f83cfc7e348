package io.tokentally.ui.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.ui.fake.FakeAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardQueryReaderTest {

    private static final Viewer MEMBER = ViewerFixtures.viewer(FakeAccess.MEMBER, FakeAccess.ACME, Role.MEMBER);
    private static final Viewer ADMIN = ViewerFixtures.viewer(FakeAccess.ADMIN, FakeAccess.ACME, Role.ADMIN);

    @Test
    void anEmptyAddressMeansOnesOwnLastThirtyDays() {
        var reading = DashboardQueryReader.read(QueryParameters.empty(), ADMIN);

        assertThat(reading.query()).isEqualTo(DashboardQuery.DEFAULT);
        assertThat(reading.notices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "abc", "0", "31", "99999999999999999999", "7.0", "\u0000"})
    void aPeriodThatDoesNotExistGivesWayWithANotice(String days) {
        var reading = DashboardQueryReader.read(QueryParameters.of("days", days), MEMBER);

        assertThat(reading.query().days()).isEqualTo(30);
        assertThat(reading.notices()).containsExactly("usage.notice.days");
    }

    @Test
    void aMemberAskingForTheOrganizationSeesTheirOwnWithANotice() {
        var reading = DashboardQueryReader.read(QueryParameters.fromString("scope=organization&user=somebody"), MEMBER);

        assertThat(reading.query().scope()).isEqualTo(UsageScope.OWN);
        assertThat(reading.query().filter().userId()).isNull();
        assertThat(reading.notices()).containsExactly("usage.notice.organization");
    }

    @Test
    void whatCannotBeANameGivesWayWithANotice() {
        String endless = "x".repeat(10_000);
        var reading = DashboardQueryReader.read(
                QueryParameters.fromString("scope=organization&user=" + endless + "&endpoint=" + endless + "&model="
                        + endless + "&status=odd"),
                ADMIN);

        assertThat(reading.query().filter()).isEqualTo(CallFilter.ALL);
        assertThat(reading.notices())
                .containsExactly(
                        "usage.notice.endpoint", "usage.notice.model", "usage.notice.status", "usage.notice.user");
    }

    @Test
    void anAddressSurvivesBeingWrittenAndReadAgain() {
        DashboardQuery query = new DashboardQuery(
                90,
                UsageScope.ORGANIZATION,
                CallFilter.ALL
                        .withEndpoint(new Endpoint("a&b=c d/ü"))
                        .withModel(new ModelName("gpt-4.1-nano"))
                        .withStatus(CallFilter.Status.FAILED)
                        .withUserId(new UserId("member@acme.example")),
                CallRanking.DEAREST);

        String address = query.toQueryParameters().getQueryString();

        assertThat(DashboardQueryReader.read(QueryParameters.fromString(address), ADMIN)
                        .query())
                .isEqualTo(query);
    }

    @Test
    void onesOwnUsageIsNotFilteredByUser() {
        DashboardQuery query = DashboardQuery.DEFAULT
                .withScope(UsageScope.ORGANIZATION)
                .withFilter(CallFilter.ALL.withUserId(FakeAccess.MEMBER));

        assertThat(query.withScope(UsageScope.OWN).filter()).isEqualTo(CallFilter.ALL);
    }
}
