package io.tokentally.adapter.persistence.pricing;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.MEMBER;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.pricing.UsageByModel;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.ModelUsage;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcUsageByModelIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Viewer USER = ViewerFixtures.viewer(MEMBER, ACME, Role.MEMBER);
    private static final Viewer STRANGER =
            ViewerFixtures.viewer(new UserId("owner@globex"), new OrganizationId("globex"), Role.OWNER);
    private static final TimeRange RANGE = TimeRange.around(NOON.minus(Duration.ofDays(1)), NOON);

    private final UsageRecord own =
            aUsageRecord().withSeed(1).withTokens(1_000, 20).build();
    private final ModelName model = own.call().billedModel();

    @BeforeEach
    void post() {
        List.of(OWNER, USER, STRANGER).forEach(DATABASE::addMember);
        DATABASE.bean(UsageLedger.class)
                .post(List.of(
                        own,
                        aUsageRecord()
                                .withSeed(2)
                                .by(OWNER.userId())
                                .withTokens(500, 7)
                                .build(),
                        aUsageRecord().withSeed(3).withModel("another").build(),
                        aUsageRecord()
                                .withSeed(4)
                                .at(NOON.minus(Duration.ofDays(2)))
                                .build()));
    }

    @Test
    void addsUpUnitByUnitWhatTheCallsOfAModelUsed() {
        ModelUsage usage = find(OWNER, UsageScope.ORGANIZATION).getFirst();

        assertThat(find(OWNER, UsageScope.ORGANIZATION)).hasSize(1);
        assertThat(usage.model()).isEqualTo(model);
        assertThat(usage.calls()).isEqualTo(2);
        assertThat(usage.quantities().inputTokens()).isEqualTo(1_500);
        assertThat(usage.quantities().outputTokens()).isEqualTo(27);
    }

    @Test
    void aMemberSeesWhatTheyUsedAndAStrangerNothing() {
        assertThat(find(USER, UsageScope.OWN)).extracting(ModelUsage::calls).containsExactly(1L);
        assertThat(find(USER, UsageScope.ORGANIZATION))
                .extracting(ModelUsage::calls)
                .containsExactly(1L);
        assertThat(find(OWNER, UsageScope.OWN)).extracting(ModelUsage::calls).containsExactly(1L);
        assertThat(find(STRANGER, UsageScope.ORGANIZATION)).isEmpty();
        assertThat(find(ViewerFixtures.viewer(STRANGER.userId(), ACME, Role.OWNER), UsageScope.ORGANIZATION))
                .isEmpty();
    }

    private List<ModelUsage> find(Viewer viewer, UsageScope scope) {
        return DATABASE.inTransaction(
                () -> DATABASE.bean(UsageByModel.class).find(viewer, scope, RANGE, List.of(model)));
    }
}
