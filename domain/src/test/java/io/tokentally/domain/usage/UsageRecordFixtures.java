package io.tokentally.domain.usage;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.InputBand;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.UnpricedReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Usage records with good defaults: a priced call of {@code gpt-4.1-nano} by a member of acme. */
public final class UsageRecordFixtures {

    public static final Instant NOON = Instant.parse("2026-10-15T12:00:00Z");
    public static final OrganizationId ACME = new OrganizationId("acme");
    public static final UserId MEMBER = new UserId("member@acme.example");

    private static final long MILLION = 1_000_000;

    private Instant createdAt = NOON;
    private OrganizationId organizationId = ACME;
    private UserId userId = MEMBER;
    private Endpoint endpoint = new Endpoint("extract_candidate_info");
    private @Nullable Operation operation = new Operation("chat.completions");
    private ModelName model = new ModelName("gpt-4.1-nano");
    private UsageReading reading = new UsageReading.NotBilled();
    private Cost cost = Cost.free(Money.USD);
    private Timing timing = new Timing(Duration.ofMillis(850), null);
    private Outcome outcome = new Outcome.Success();
    private boolean free;
    private CallTrace trace = CallTrace.NONE;
    private Tags tags = Tags.NONE;
    private @Nullable VirtualKeyId keyId;
    private long seed = 1;

    private UsageRecordFixtures() {}

    public static UsageRecordFixtures aUsageRecord() {
        return new UsageRecordFixtures().withTokens(10_000, 2_500);
    }

    public UsageRecordFixtures at(Instant instant) {
        createdAt = instant;
        return this;
    }

    public UsageRecordFixtures of(OrganizationId organization, UserId user) {
        organizationId = organization;
        userId = user;
        return this;
    }

    public UsageRecordFixtures by(UserId user) {
        userId = user;
        return this;
    }

    public UsageRecordFixtures withEndpoint(String name) {
        endpoint = new Endpoint(name);
        return this;
    }

    public UsageRecordFixtures withOperation(String name) {
        operation = new Operation(name);
        return this;
    }

    /** As before operations were recorded. */
    public UsageRecordFixtures withoutOperation() {
        operation = null;
        return this;
    }

    public UsageRecordFixtures withModel(String name) {
        model = new ModelName(name);
        return this;
    }

    /** Priced as {@code gpt-4.1-nano}: USD 0.10 and 0.40 per million. */
    public UsageRecordFixtures withTokens(long input, long output) {
        reading = new UsageReading.Reported(Quantities.builder()
                .add(UsageUnit.INPUT_TOKENS, input)
                .add(UsageUnit.OUTPUT_TOKENS, output)
                .build());
        cost = Cost.measured(
                Money.USD,
                List.of(
                        new CostLine(input, new Rate(UsageUnit.INPUT_TOKENS, Money.usd("0.10"), MILLION)),
                        new CostLine(output, new Rate(UsageUnit.OUTPUT_TOKENS, Money.usd("0.40"), MILLION))),
                "gpt-4.1-nano-2025-04-14");
        return this;
    }

    public UsageRecordFixtures inParts(UsagePart... parts) {
        reading = UsageReading.Reported.inParts(List.of(parts));
        return this;
    }

    public UsageRecordFixtures withCost(Cost value) {
        cost = value;
        return this;
    }

    public UsageRecordFixtures unpriced() {
        return unpriced(UnpricedReason.NO_PRICE);
    }

    public UsageRecordFixtures unpriced(UnpricedReason reason) {
        cost = Cost.unpriced(Money.USD, reason);
        return this;
    }

    public UsageRecordFixtures taking(Duration responseTime) {
        timing = new Timing(responseTime, null);
        return this;
    }

    public UsageRecordFixtures failing(Outcome.Failure failure) {
        outcome = failure;
        reading = new UsageReading.NotBilled();
        cost = Cost.free(Money.USD);
        return this;
    }

    /** At rates for these lengths of input. */
    public UsageRecordFixtures inBand(InputBand band) {
        cost = new Cost(cost.status(), cost.currency(), cost.lines(), cost.priceVersion(), band, cost.unpricedReason());
        return this;
    }

    /** Of those that no provider bills, however they end. */
    public UsageRecordFixtures free() {
        free = true;
        reading = new UsageReading.NotBilled();
        cost = Cost.free(Money.USD);
        return this;
    }

    public UsageRecordFixtures tracedBy(CallTrace value) {
        trace = value;
        return this;
    }

    /** Another seed makes another id. */
    public UsageRecordFixtures withSeed(long value) {
        seed = value;
        return this;
    }

    /** Through the gateway. */
    public UsageRecordFixtures madeWith(VirtualKeyId key, Tags said) {
        keyId = key;
        tags = said;
        return this;
    }

    public UsageRecordFixtures tagged(Tags said) {
        tags = said;
        return this;
    }

    public UsageRecord build() {
        return new UsageRecord(
                UsageRecordId.at(createdAt, new Random(seed)),
                new MeteredCall(
                        createdAt,
                        new Attribution(organizationId, userId, endpoint, Attribution.Source.CONTEXT, tags, keyId),
                        operation,
                        Provider.OPENAI,
                        model,
                        new ModelName(model.value() + "-2025-04-14"),
                        ServiceTier.STANDARD,
                        null,
                        reading,
                        timing,
                        outcome,
                        null,
                        List.of(),
                        free,
                        trace),
                cost);
    }
}
