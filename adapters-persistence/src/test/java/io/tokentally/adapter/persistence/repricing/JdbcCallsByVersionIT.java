package io.tokentally.adapter.persistence.repricing;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.repricing.CallsByVersion;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.BilledPart;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.ReplacedPrice;
import io.tokentally.domain.repricing.CallsOfVersion;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordFixtures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls that a version of a price was applied to, from the ledger. */
class JdbcCallsByVersionIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Viewer MEMBER = ViewerFixtures.viewer(new UserId("member@acme.example"), ACME, Role.MEMBER);
    private static final Viewer STRANGER = ViewerFixtures.viewer(new UserId("owner@globex"), GLOBEX, Role.OWNER);

    private int seed;

    @BeforeEach
    void post() {
        DATABASE.addMember(OWNER);
        DATABASE.addMember(MEMBER);
        DATABASE.addMember(STRANGER);
        DATABASE.bean(UsageLedger.class)
                .post(List.of(
                        call("wrong", NOON.minusSeconds(1), "1"),
                        call("wrong", NOON, "2"),
                        call("wrong", NOON.plusSeconds(60), "4"),
                        call("right", NOON, "8"),
                        ofGlobex("wrong"),
                        inParts("right", "wrong"),
                        inParts("right", "right")));
    }

    @Test
    void findsWhatAVersionPricedSinceItIsWrongByTheWholeOrByAPart() {
        assertThat(find(
                        OWNER,
                        new ReplacedPrice("wrong", NOON, "r"),
                        new ReplacedPrice("never", NOON.minusSeconds(9), "r")))
                .extracting(
                        CallsOfVersion::version, CallsOfVersion::calls, CallsOfVersion::cost, CallsOfVersion::lastSeen)
                .containsExactly(tuple("wrong", 3L, Money.usd("38"), NOON.plusSeconds(60)));
        assertThat(find(OWNER, new ReplacedPrice("wrong", NOON.minusSeconds(1), "r")))
                .extracting(CallsOfVersion::calls, CallsOfVersion::firstSeen)
                .containsExactly(tuple(4L, NOON.minusSeconds(1)));
    }

    @Test
    void nobodySeesWhatAnotherOrganizationPays() {
        assertThat(find(STRANGER, new ReplacedPrice("wrong", NOON, "r")))
                .extracting(CallsOfVersion::calls)
                .containsExactly(1L);
        assertThat(find(
                        ViewerFixtures.viewer(STRANGER.userId(), ACME, Role.OWNER),
                        new ReplacedPrice("wrong", NOON, "r")))
                .isEmpty();
    }

    private List<CallsOfVersion> find(Viewer viewer, ReplacedPrice... replaced) {
        return DATABASE.inTransaction(() -> DATABASE.bean(CallsByVersion.class).find(viewer, List.of(replaced)));
    }

    private UsageRecord call(String version, Instant at, String cost) {
        return fixture(at)
                .withCost(Cost.measured(Money.USD, List.of(line(cost)), version))
                .build();
    }

    private UsageRecord ofGlobex(String version) {
        return fixture(NOON)
                .of(GLOBEX, STRANGER.userId())
                .withCost(Cost.measured(Money.USD, List.of(line("16")), version))
                .build();
    }

    /** For 32 in two lines. */
    private UsageRecord inParts(String first, String second) {
        List<CostLine> lines = List.of(
                lineOf(new BilledPart(0, new ModelName("one"), first)),
                lineOf(new BilledPart(1, new ModelName("other"), second)));
        return fixture(NOON)
                .inParts(part("one"), part("other"))
                .withCost(Cost.measured(Money.USD, lines, first))
                .build();
    }

    private static UsagePart part(String model) {
        return UsagePart.of(
                "message",
                new ModelName(model),
                Quantities.builder().add(UsageUnit.INPUT_TOKENS, 1).build());
    }

    private UsageRecordFixtures fixture(Instant at) {
        return aUsageRecord().withSeed(++seed).at(at);
    }

    private static CostLine lineOf(BilledPart part) {
        return new CostLine(1, new Rate(UsageUnit.INPUT_TOKENS, Money.usd("16"), 1), List.of(), part);
    }

    private static CostLine line(String amount) {
        return new CostLine(1, new Rate(UsageUnit.INPUT_TOKENS, Money.usd(amount), 1));
    }
}
