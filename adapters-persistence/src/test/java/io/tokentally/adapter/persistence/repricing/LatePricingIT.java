package io.tokentally.adapter.persistence.repricing;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.usage.LedgerContents;
import io.tokentally.application.port.out.repricing.CallsWithoutPriceBook;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.application.service.repricing.PriceLateCallsService;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.usage.UsageRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Calls that were recorded while the price book could not be read, from the ledger on. */
class LatePricingIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Cost WITHOUT_BOOK = Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE_BOOK);

    private final CallsWithoutPriceBook calls = DATABASE.bean(CallsWithoutPriceBook.class);

    private final UsageRecord late =
            aUsageRecord().withSeed(1).at(NOON).withCost(WITHOUT_BOOK).build();
    private final UsageRecord later = aUsageRecord()
            .withSeed(2)
            .at(NOON.plusSeconds(40 * 86_400))
            .withCost(WITHOUT_BOOK)
            .build();
    private final UsageRecord ofAnother = aUsageRecord()
            .withSeed(3)
            .of(GLOBEX, new UserId("owner@globex"))
            .withCost(WITHOUT_BOOK)
            .build();
    private final UsageRecord withoutPrice = aUsageRecord()
            .withSeed(4)
            .withCost(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE))
            .build();
    private final UsageRecord priced = aUsageRecord().withSeed(5).build();

    @BeforeEach
    void post() {
        DATABASE.addMember(OWNER);
        DATABASE.bean(UsageLedger.class).post(List.of(late, later, ofAnother, withoutPrice, priced));
    }

    @Test
    void theyArePricedAndRolledUpAndAuditedOnceTheBookIsThere() {
        PriceLateCallsService service = new PriceLateCallsService(
                calls,
                organizationId -> organizationId.equals(ACME) ? Optional.of(TestDatabase.LIST) : Optional.empty(),
                UUID::randomUUID,
                1);

        assertThat(service.priceLateCalls()).isEqualTo(2);
        assertThat(service.priceLateCalls()).isZero();

        List<UsageRecord> acme = LedgerContents.recordsOf(DATABASE, ACME);
        assertThat(acme)
                .filteredOn(call -> call.id().equals(late.id()) || call.id().equals(later.id()))
                .hasSize(2)
                .allSatisfy(call -> {
                    assertThat(call.cost().status()).isEqualTo(CostStatus.MEASURED);
                    assertThat(call.cost().total()).isEqualTo(priced.cost().total());
                });
        assertThat(acme).contains(withoutPrice, priced);
        assertThat(LedgerContents.recordsOf(DATABASE, GLOBEX)).containsExactly(ofAnother);

        Money sum = priced.cost()
                .total()
                .plus(priced.cost().total())
                .plus(priced.cost().total());
        assertThat(DATABASE.asOwner()
                        .sql("SELECT sum(total_cost) FROM " + LedgerContents.SUMS + " WHERE organization_id = 'acme'")
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo(sum.amount());
        assertThat(DATABASE.asOwner()
                        .sql("SELECT sum(unpriced) FROM " + LedgerContents.SUMS + " WHERE organization_id = 'acme'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        List<Repricing> told = DATABASE.inTransaction(
                () -> DATABASE.bean(RepricingLedger.class).all(OWNER));
        assertThat(told).hasSize(2).allSatisfy(repricing -> {
            assertThat(repricing.state()).isEqualTo(Repricing.State.APPLIED);
            assertThat(repricing.author()).isEqualTo(new UserId("tokentally"));
            assertThat(repricing.records()).isEqualTo(1);
            assertThat(repricing.totals())
                    .singleElement()
                    .satisfies(totals ->
                            assertThat(totals.after()).isEqualTo(priced.cost().total()));
        });
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM repriced_calls WHERE old_unpriced_reason = 'NO_PRICE_BOOK'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM audit_entries WHERE chain = 'acme' AND action = 'repricing.started'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void whatPricesThemReachesNoOtherCall() {
        Cost free = Cost.free(Money.USD);

        assertThat(calls.organizations()).containsExactlyInAnyOrder(ACME, GLOBEX);
        assertThat(calls.oldest(ACME, 10)).extracting(call -> call.id()).containsExactly(late.id(), later.id());
        for (UsageRecord other : List.of(withoutPrice, priced, ofAnother)) {
            assertThat(calls.price(ACME, new RepricingId(UUID.randomUUID()), Map.of(other.id(), free), List.of()))
                    .isZero();
        }
        assertThat(calls.price(ACME, new RepricingId(UUID.randomUUID()), Map.of(late.id(), WITHOUT_BOOK), List.of()))
                .isZero();
        assertThat(LedgerContents.recordsOf(DATABASE, ACME)).contains(withoutPrice, priced, late);
        assertThat(LedgerContents.recordsOf(DATABASE, GLOBEX)).containsExactly(ofAnother);
    }

    @Test
    void noConnectionIsHeldAfterwards() {
        try (HikariDataSource pool = DATABASE.impatientMeteringPool()) {
            CallsWithoutPriceBook late = new JdbcCallsWithoutPriceBook(JdbcClient.create(pool));

            assertThat(late.organizations()).isNotEmpty();
            assertThat(late.oldest(ACME, 10)).isNotEmpty();

            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    @Test
    void theApplicationsRoleCannotPriceThem() {
        assertThatThrownBy(() -> DATABASE.asApplication()
                        .sql("SELECT price_late_calls('acme', gen_random_uuid(), '[]', '[]')")
                        .query()
                        .singleRow())
                .hasStackTraceContaining("permission denied");
    }
}
