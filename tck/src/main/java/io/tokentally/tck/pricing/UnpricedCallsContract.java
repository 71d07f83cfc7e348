package io.tokentally.tck.pricing;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.pricing.UnpricedCalls;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.UnpricedModel;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where calls are found that wait for a price. There are none at the start of each test. */
public abstract class UnpricedCallsContract {

    protected static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada@acme"), ACME, Role.MEMBER);
    private static final OrganizationId GLOBEX = new OrganizationId("globex");

    private record Key(ModelName model, ServiceTier serviceTier) {}

    /** What waits for one price. */
    private record Share(UsageRecord call, ModelName model, ServiceTier serviceTier, Quantities quantities) {}

    protected abstract UnpricedCalls unpriced();

    /** The records are in the ledger. */
    protected abstract void given(Collection<UsageRecord> usageRecords);

    /** The viewer is who they say they are. */
    protected abstract void givenMember(Viewer viewer);

    /** Reads as a service would, in a transaction if there are any. */
    protected <T> T reading(Supplier<T> query) {
        return query.get();
    }

    @Test
    void tellsWhatWaitsForAPriceAndForHowLong() {
        List<UsageRecord> calls = calls(ACME);
        givenMember(OSCAR);
        given(calls);
        given(calls(GLOBEX));

        List<UnpricedModel> found = reading(() -> unpriced().find(OSCAR));

        assertThat(found).containsExactlyInAnyOrderElementsOf(waiting(calls, call -> true));
        assertThat(found)
                .isSortedAccordingTo(
                        Comparator.comparingLong(UnpricedModel::calls).reversed());
    }

    /** An own rate prices them as well; what says nothing of its usage no rate prices. */
    @Test
    void callsOfAnUpstreamThatHasNobodysPricesWaitToo() {
        givenMember(OSCAR);
        given(List.of(
                aUsageRecord().unpriced(UnpricedReason.NO_PRICES_FOR_UPSTREAM).build(),
                aUsageRecord().unpriced(UnpricedReason.NO_PRICE_BOOK).build()));

        assertThat(reading(() -> unpriced().find(OSCAR)))
                .singleElement()
                .extracting(UnpricedModel::calls)
                .isEqualTo(1L);
    }

    @Test
    void nobodySeesMoreThanTheirRoleAllows() {
        List<UsageRecord> calls = calls(ACME);
        givenMember(ADA);
        given(calls);

        assertThat(reading(() -> unpriced().find(ViewerFixtures.viewer(ADA.userId(), ACME, Role.OWNER))))
                .containsExactlyInAnyOrderElementsOf(
                        waiting(calls, call -> call.attribution().userId().equals(ADA.userId())));
        assertThat(reading(() -> unpriced().find(OSCAR))).isEmpty();
        assertThat(reading(() -> unpriced().find(ViewerFixtures.viewer(ADA.userId(), GLOBEX, Role.OWNER))))
                .isEmpty();
    }

    private static List<UsageRecord> calls(OrganizationId organizationId) {
        return new RandomCalls(13, organizationId, NOON, Duration.ofDays(40)).take(300);
    }

    private static List<UnpricedModel> waiting(List<UsageRecord> calls, Predicate<UsageRecord> seen) {
        return calls.stream()
                .filter(call -> call.cost().unpricedReason() == UnpricedReason.NO_PRICE)
                .filter(seen)
                .flatMap(UnpricedCallsContract::shares)
                .collect(groupingBy(share -> new Key(share.model(), share.serviceTier())))
                .values()
                .stream()
                .map(UnpricedCallsContract::together)
                .toList();
    }

    /** A call, or each of its parts. */
    private static Stream<Share> shares(UsageRecord call) {
        List<UsagePart> parts = call.reading().parts();
        return parts.isEmpty()
                ? Stream.of(new Share(call, call.billedModel(), call.serviceTier(), call.quantities()))
                : parts.stream()
                        .map(part -> new Share(
                                call,
                                Objects.requireNonNullElse(part.model(), call.billedModel()),
                                Objects.requireNonNullElse(part.serviceTier(), call.serviceTier()),
                                part.quantities()));
    }

    private static UnpricedModel together(List<Share> shares) {
        Set<UsageUnit> units = new HashSet<>();
        shares.forEach(share -> units.addAll(share.quantities().amounts().keySet()));
        List<Instant> instants =
                shares.stream().map(share -> share.call().createdAt()).sorted().toList();
        Share any = shares.getFirst();
        return new UnpricedModel(
                any.call().provider(),
                any.model(),
                any.serviceTier(),
                units,
                shares.size(),
                shares.stream()
                        .mapToLong(share -> share.quantities().totalTokens())
                        .sum(),
                instants.getFirst(),
                instants.getLast());
    }
}
