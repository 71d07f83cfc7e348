package io.tokentally.domain.usage;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.BilledPart;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.InputBand;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.UnpricedReason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Calls of every kind, the same ones for the same seed: priced, estimated, unpriced, free, failed; of few users. */
public final class RandomCalls {

    public static final String TAG_OF_STRANGE_NAME = "Kosten:'stelle' \"🦊\"";

    private static final List<UsagePart.Flaw> FLAWS = List.of(UsagePart.Flaw.values());

    private final Random random;

    /** How calls are divided into parts, so that the rest of a seed's calls does not depend on it. */
    private final Random division;

    /** Which of those that are not billed are free of charge whatever becomes of them, and what each is found by elsewhere. */
    private final Random freedom;

    /** Of its own, for the same reason. */
    private final Random agreement;

    /** For which lengths of input their prices are. */
    private final Random banding;

    /** What they are tagged with. */
    private final Random tagging;

    private final OrganizationId organizationId;
    private final Instant from;
    private final Duration length;
    private boolean ofThisVersion = true;

    public RandomCalls(long seed, OrganizationId organizationId, Instant from, Duration length) {
        this.random = new Random(seed);
        this.division = new Random(~seed);
        this.freedom = new Random(seed + 1);
        this.agreement = new Random(seed + 3);
        this.tagging = new Random(seed + 2);
        this.banding = new Random(seed + 4);
        this.organizationId = organizationId;
        this.from = from;
        this.length = length;
    }

    /** As they were recorded before attempts and bands of input were told. */
    public RandomCalls ofEarlierVersions() {
        ofThisVersion = false;
        return this;
    }

    public List<UsageRecord> take(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    public UsageRecord next() {
        UsageReading asOne = reading();
        boolean success = random.nextInt(10) > 0;
        Duration responseTime = Duration.ofMillis((long) Math.exp(random.nextInt(1100) / 100.0));
        UsageRecordId id = UsageRecordId.at(from.plusMillis(random.nextLong(length.toMillis())), random);
        MeteredCall call = new MeteredCall(
                id.instant(),
                new Attribution(
                        organizationId,
                        new UserId(oneOf("ada", "bob", "cleo") + "@" + organizationId),
                        new Endpoint(oneOf("extract_candidate_info", "analyze_resume_match", "chat.completions")),
                        oneOf(Attribution.Source.values()),
                        tags(),
                        null),
                random.nextInt(5) == 0 ? null : new Operation(oneOf("chat.completions", "embeddings")),
                Provider.OPENAI,
                new ModelName(oneOf("gpt-4.1-nano", "gpt-4o", "own-model 🦊")),
                random.nextBoolean() ? null : new ModelName("gpt-4.1-nano-2025-04-14"),
                oneOf(ServiceTier.STANDARD, ServiceTier.BATCH),
                random.nextInt(4) == 0 ? new Region(oneOf("us", "eu")) : null,
                asOne,
                new Timing(
                        responseTime,
                        random.nextBoolean() ? null : responseTime.dividedBy(3).truncatedTo(ChronoUnit.MILLIS)),
                success ? new Outcome.Success() : failure(),
                null,
                List.of(),
                asOne instanceof UsageReading.NotBilled && freedom.nextBoolean(),
                trace());
        return inParts(new UsageRecord(id, call, cost(asOne)));
    }

    /** Every third call that could be billed in parts is. Its parts have models of their own, or the call's. */
    private UsageRecord inParts(UsageRecord call) {
        if (!(call.reading() instanceof UsageReading.Reported) || division.nextInt(3) > 0) {
            return call;
        }
        List<Quantities> shares = shares(call.quantities());
        List<UsagePart> parts = shares.stream().map(this::part).toList();
        List<CostLine> lines = IntStream.range(0, shares.size())
                .boxed()
                .flatMap(i -> linesOf(call, i, shares.get(i)).stream())
                .toList();
        Cost cost = call.cost();
        return new UsageRecord(
                call.id(),
                call.call().withReading(UsageReading.Reported.inParts(parts)),
                new Cost(
                        cost.status(),
                        cost.currency(),
                        lines,
                        cost.priceVersion(),
                        cost.inputBand(),
                        cost.unpricedReason()));
    }

    private Tags tags() {
        Map<String, String> tags = new HashMap<>();
        putSome(tags, "team", "core", "search", "Other");
        putSome(tags, TAG_OF_STRANGE_NAME, "it's \"quoted\"", "🦊");
        putSome(tags, "candidate", "one", "two", "three", "four");
        return new Tags(tags);
    }

    private void putSome(Map<String, String> tags, String name, String... values) {
        if (tagging.nextBoolean()) {
            tags.put(name, values[tagging.nextInt(values.length)]);
        }
    }

    private CallTrace trace() {
        return new CallTrace(
                freedom.nextInt(3) > 0 ? Map.of() : Map.of("x-claude-code-session-id", "session " + freedom.nextInt(5)),
                freedom.nextBoolean() ? null : "req_" + freedom.nextInt(1_000_000),
                attempt());
    }

    private CallAttempt attempt() {
        return !ofThisVersion || freedom.nextInt(4) > 0
                ? CallAttempt.UNTOLD
                : new CallAttempt(
                        freedom.nextBoolean() ? null : (Integer) (1 + freedom.nextInt(3)),
                        freedom.nextBoolean() ? null : new CallId(new UUID(freedom.nextLong(), freedom.nextLong())));
    }

    private List<Quantities> shares(Quantities whole) {
        int count = 1 + division.nextInt(4);
        List<Quantities.Builder> shares =
                Stream.generate(Quantities::builder).limit(count).toList();
        whole.amounts().forEach((unit, amount) -> {
            long first = division.nextLong(amount + 1);
            shares.getFirst().add(unit, first);
            shares.get(division.nextInt(count)).add(unit, amount - first);
        });
        return shares.stream().map(Quantities.Builder::build).toList();
    }

    private UsagePart part(Quantities share) {
        boolean flawed = division.nextInt(8) == 0;
        String model =
                List.of("", "gpt-image-2", "gpt-4o", "gpt-4.1-nano-2025-04-14").get(division.nextInt(4));
        return new UsagePart(
                List.of("message", "compaction", "image_generation").get(division.nextInt(3)),
                model.isEmpty() ? null : new ModelName(model),
                division.nextBoolean() ? null : ServiceTier.FLEX,
                share,
                share.inputTokens() / 3,
                flawed ? FLAWS.get(division.nextInt(FLAWS.size())) : null);
    }

    private static List<CostLine> linesOf(UsageRecord call, int index, Quantities share) {
        BilledPart part = new BilledPart(index, new ModelName("model of part " + index), "price of part " + index);
        return call.cost().lines().stream()
                .filter(line -> share.of(line.unit()) > 0)
                .map(line ->
                        new CostLine(share.of(line.unit()), line.rate(), line.adjustments(), part, line.listRate()))
                .toList();
    }

    private UsageReading reading() {
        return switch (random.nextInt(5)) {
            case 0 -> new UsageReading.Estimated(quantities());
            case 1 -> oneOf(new UsageReading.Missing(), new UsageReading.Invalid(), new UsageReading.NotBilled());
            default -> new UsageReading.Reported(quantities());
        };
    }

    private Quantities quantities() {
        Quantities.Builder quantities = Quantities.builder();
        for (UsageUnit unit : UsageUnit.values()) {
            if (random.nextInt(3) == 0) {
                quantities.add(unit, random.nextInt(1_000_000));
            }
        }
        return quantities.build();
    }

    private Cost cost(UsageReading reading) {
        boolean hasPrice = random.nextInt(4) > 0;
        String version = "price " + random.nextInt(5);
        return switch (reading) {
            case UsageReading.Reported reported
            when hasPrice -> priced(CostStatus.MEASURED, reported.quantities(), version);
            case UsageReading.Estimated estimated
            when hasPrice -> priced(CostStatus.ESTIMATED, estimated.quantities(), version);
            case UsageReading.NotBilled notBilled -> Cost.free(Money.USD);
            case UsageReading.Missing missing -> Cost.unpriced(Money.USD, UnpricedReason.NO_USAGE);
            case UsageReading.Invalid invalid -> Cost.unpriced(Money.USD, UnpricedReason.INVALID_USAGE);
            default -> Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE);
        };
    }

    private Cost priced(CostStatus status, Quantities quantities, String version) {
        InputBand band = switch (banding.nextInt(4)) {
            case 0 -> new InputBand(0, 200_000L);
            case 1 -> new InputBand(200_001, null);
            default -> null;
        };
        return new Cost(status, Money.USD, lines(quantities), version, ofThisVersion ? band : null, null);
    }

    /** Prices with many digits, so that whatever is not exact shows. */
    private List<CostLine> lines(Quantities quantities) {
        return quantities.amounts().entrySet().stream()
                .map(amount -> new CostLine(
                        amount.getValue(),
                        new Rate(amount.getKey(), Money.usd(new BigDecimal(new BigInteger(60, random), 15)), 1_000_000),
                        adjustments(),
                        null,
                        agreement.nextInt(4) > 0
                                ? null
                                : new Rate(
                                        amount.getKey(),
                                        Money.usd(new BigDecimal(new BigInteger(50, agreement), 12)),
                                        1_000)))
                .toList();
    }

    private List<Adjustment> adjustments() {
        return random.nextInt(3) > 0
                ? List.of()
                : List.of(
                        new Adjustment(Adjustment.Kind.REGION_UPLIFT, "us", Percentage.of("10")),
                        new Adjustment(Adjustment.Kind.DISCOUNT, "frame contract", Percentage.of("-12.345678")));
    }

    private Outcome failure() {
        return new Outcome.Failure(
                oneOf(Outcome.Failure.Kind.values()),
                random.nextBoolean() ? null : 429,
                random.nextBoolean() ? null : "insufficient_quota",
                random.nextBoolean() ? null : "rate_limit_exceeded");
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
