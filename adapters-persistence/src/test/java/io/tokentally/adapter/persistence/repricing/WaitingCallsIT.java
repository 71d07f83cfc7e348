package io.tokentally.adapter.persistence.repricing;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.usage.LedgerContents;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.application.port.out.repricing.WaitingCalls;
import io.tokentally.application.port.out.repricing.WaitingCallsChoice;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.application.service.repricing.PriceWaitingCallsService;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.RepricingRefusedException;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Calls that wait for a price, from the ledger on. */
class WaitingCallsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Viewer ADMIN = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
    private static final Cost WAITING = Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE);

    private final WaitingCalls calls = DATABASE.bean(WaitingCalls.class);
    private final WaitingCallsChoice choice = DATABASE.bean(WaitingCallsChoice.class);

    private final UsageRecord first =
            aUsageRecord().withSeed(1).at(NOON).withCost(WAITING).build();
    private final UsageRecord second = aUsageRecord()
            .withSeed(2)
            .at(NOON.plusSeconds(60))
            .withCost(WAITING)
            .build();
    private final UsageRecord ofAnUpstream = aUsageRecord()
            .withSeed(3)
            .at(NOON.plusSeconds(120))
            .withCost(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICES_FOR_UPSTREAM))
            .build();
    private final UsageRecord withoutUsage = aUsageRecord()
            .withSeed(4)
            .withCost(Cost.unpriced(Money.USD, UnpricedReason.NO_USAGE))
            .build();
    private final UsageRecord ofAnother = aUsageRecord()
            .withSeed(5)
            .of(GLOBEX, new UserId("owner@globex"))
            .withCost(WAITING)
            .build();
    private final UsageRecord priced = aUsageRecord().withSeed(6).build();

    @BeforeEach
    void post() {
        DATABASE.addMember(OWNER);
        DATABASE.addMember(ADMIN);
        DATABASE.bean(UsageLedger.class).post(List.of(first, second, ofAnUpstream, withoutUsage, ofAnother, priced));
    }

    @Test
    void nothingIsPricedThatNoOwnerLetBePriced() {
        assertThat(calls.organizations()).isEmpty();
        assertThat(calls.after(ACME, null, 10)).isEmpty();
        assertThat(price(ACME, first)).isZero();

        choose(true);
        choose(false);

        assertThat(price(ACME, first)).isZero();
        assertThat(LedgerContents.recordsOf(DATABASE, ACME)).contains(first);
    }

    @Test
    void theyArePricedAndToldAsARepricingThatCanBeUndone() {
        choose(true);
        PriceWaitingCallsService service = new PriceWaitingCallsService(
                calls, organizationId -> Optional.of(TestDatabase.LIST), UUID::randomUUID, 2, Clock.systemUTC());

        assertThat(service.priceWaitingCalls()).isEqualTo(3);
        assertThat(service.priceWaitingCalls()).isZero();

        assertThat(LedgerContents.recordsOf(DATABASE, ACME))
                .contains(withoutUsage, priced)
                .filteredOn(call ->
                        List.of(first.id(), second.id(), ofAnUpstream.id()).contains(call.id()))
                .hasSize(3)
                .allSatisfy(call ->
                        assertThat(call.cost().total()).isEqualTo(priced.cost().total()));
        assertThat(LedgerContents.recordsOf(DATABASE, GLOBEX)).containsExactly(ofAnother);
        assertThat(DATABASE.asOwner()
                        .sql("SELECT sum(unpriced) FROM " + LedgerContents.SUMS + " WHERE organization_id = 'acme'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        List<Repricing> told = DATABASE.inTransaction(
                () -> DATABASE.bean(RepricingLedger.class).all(OWNER));
        assertThat(told).hasSize(2).allSatisfy(repricing -> {
            assertThat(repricing.state()).isEqualTo(Repricing.State.APPLIED);
            assertThat(repricing.request().reason())
                    .isEqualTo("There is a price by now, which these calls waited for.");
        });
        assertThat(audited("repricing.started")).isEqualTo(2);
    }

    @Test
    void whatPricesThemReachesNoOtherCall() {
        choose(true);

        assertThat(calls.organizations()).containsExactly(ACME);
        assertThat(calls.after(ACME, null, 10))
                .extracting(call -> call.id())
                .containsExactly(first.id(), second.id(), ofAnUpstream.id());
        assertThat(calls.after(ACME, first.id(), 1))
                .extracting(call -> call.id())
                .containsExactly(second.id());
        assertThat(calls.after(GLOBEX, null, 10)).isEmpty();
        for (UsageRecord other : List.of(withoutUsage, priced, ofAnother)) {
            assertThat(price(ACME, other)).isZero();
        }
        assertThat(price(GLOBEX, ofAnother)).isZero();
        assertThat(LedgerContents.recordsOf(DATABASE, ACME)).contains(withoutUsage, priced, first);
    }

    @Test
    void ownersAloneDecideAndEachDecisionIsTold() {
        assertThat(isPriced(ADMIN)).isFalse();
        assertThatExceptionOfType(RepricingRefusedException.class).isThrownBy(() -> choose(ADMIN, true));

        choose(true);
        choose(true);

        assertThat(isPriced(ADMIN)).isTrue();
        assertThat(audited("waiting_calls.priced")).isEqualTo(1);
        choose(false);
        assertThat(audited("waiting_calls.left")).isEqualTo(1);
    }

    @Test
    void noConnectionIsHeldAfterwards() {
        choose(true);
        try (HikariDataSource pool = DATABASE.impatientMeteringPool()) {
            WaitingCalls waiting = new JdbcWaitingCalls(JdbcClient.create(pool));

            assertThat(waiting.organizations()).isNotEmpty();
            assertThat(waiting.after(ACME, null, 10)).isNotEmpty();

            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    @Test
    void theApplicationsRoleCannotPriceThemNorTheMeteringsRoleDecide() {
        assertThatThrownBy(() -> DATABASE.asApplication()
                        .sql("SELECT price_waiting_calls('acme', gen_random_uuid(), '[]', '[]')")
                        .query()
                        .singleRow())
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> DATABASE.asMetering()
                        .sql("SELECT let_waiting_calls_be_priced(true)")
                        .query()
                        .singleRow())
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> DATABASE.asMetering()
                        .sql(
                                "SELECT price_unpriced_calls('acme', gen_random_uuid(), '[]', '[]', ARRAY['NO_USAGE'], 'x')")
                        .query()
                        .singleRow())
                .hasStackTraceContaining("permission denied");
    }

    private int price(OrganizationId organization, UsageRecord call) {
        return calls.price(
                organization, new RepricingId(UUID.randomUUID()), Map.of(call.id(), priced.cost()), List.of());
    }

    private void choose(boolean wanted) {
        choose(OWNER, wanted);
    }

    private void choose(Viewer viewer, boolean wanted) {
        var unused = DATABASE.inTransaction(() -> {
            choice.setPriced(viewer, wanted);
            return viewer;
        });
    }

    private boolean isPriced(Viewer viewer) {
        return DATABASE.inTransaction(() -> choice.isPriced(viewer));
    }

    private static long audited(String action) {
        return DATABASE.asOwner()
                .sql("SELECT count(*) FROM audit_entries WHERE chain = 'acme' AND action = ?")
                .param(action)
                .query(Long.class)
                .single();
    }
}
