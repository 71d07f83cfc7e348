package io.tokentally.ui.fake;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Half a year of believable calls: busy weekdays, quiet nights, a few failures. The same for the same instant. */
public final class History {

    private static final int DAYS = 182;
    private static final long MILLION = 1_000_000;
    private static final List<String> ENDPOINTS = List.of(
            "extract_candidate_info",
            "analyze_resume_match",
            "support_reply_draft",
            "semantic_search",
            "summarize_interview_transcript");
    private static final Map<String, List<String>> PRICES = Map.of(
            "gpt-4.1-nano", List.of("0.10", "0.025", "0.40"),
            "gpt-4.1-mini", List.of("0.40", "0.10", "1.60"),
            "gpt-4.1", List.of("2.00", "0.50", "8.00"));
    private static final List<Failure> FAILURES = List.of(
            new Failure(Failure.Kind.PROVIDER_ERROR, 429, "requests", "rate_limit_exceeded"),
            new Failure(Failure.Kind.PROVIDER_ERROR, 429, "insufficient_quota", "insufficient_quota"),
            new Failure(Failure.Kind.PROVIDER_ERROR, 500, "server_error", null),
            Failure.of(Failure.Kind.TIMEOUT),
            Failure.of(Failure.Kind.CONNECTION_FAILED));

    private final Random random = new Random(20_261_015);

    /** Calls of the people of an organization up to that instant. */
    public List<UsageRecord> of(OrganizationId organizationId, List<UserId> users, Instant until) {
        List<UsageRecord> calls = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(until, ZoneOffset.UTC);
        for (int ago = DAYS; ago >= 0; ago--) {
            LocalDate day = today.minusDays(ago);
            int count = callsOn(day, DAYS - ago);
            for (int i = 0; i < count; i++) {
                Instant at = day.atStartOfDay(ZoneOffset.UTC)
                        .plusMinutes(7 * 60 + random.nextInt(12 * 60))
                        .plusNanos(random.nextInt(60_000) * 1_000_000L)
                        .toInstant();
                if (at.isBefore(until)) {
                    calls.add(call(organizationId, users.get(skewed(users.size())), at));
                }
            }
        }
        return calls;
    }

    private int callsOn(LocalDate day, int since) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return (weekend ? 2 : 14) + since / (weekend ? 40 : 8) + random.nextInt(weekend ? 4 : 16);
    }

    private int skewed(int size) {
        int one = random.nextInt(size);
        int another = random.nextInt(size);
        return Math.min(one, another);
    }

    private UsageRecord call(OrganizationId organizationId, UserId userId, Instant at) {
        String endpoint = ENDPOINTS.get(skewed(ENDPOINTS.size()));
        String model = switch (endpoint) {
            case "support_reply_draft" -> "gpt-4.1";
            case "summarize_interview_transcript" -> random.nextInt(9) == 0 ? "o5-preview" : "gpt-4.1-mini";
            default -> random.nextInt(4) == 0 ? "gpt-4.1-mini" : "gpt-4.1-nano";
        };
        boolean failed = random.nextInt(40) == 0;
        Duration responseTime = Duration.ofMillis(280 + random.nextInt(2_400) + (random.nextInt(30) == 0 ? 21_000 : 0));
        Quantities quantities = failed ? Quantities.NONE : quantities(endpoint);
        UsageRecordId id = UsageRecordId.at(at, random);
        MeteredCall call = new MeteredCall(
                at,
                new Attribution(
                        organizationId,
                        userId,
                        new Endpoint(endpoint),
                        random.nextInt(50) == 0 ? Attribution.Source.DEFAULT : Attribution.Source.CONTEXT),
                new Operation("semantic_search".equals(endpoint) ? "responses" : "chat.completions"),
                Provider.OPENAI,
                new ModelName(model),
                failed ? null : new ModelName(model + "-2025-04-14"),
                ServiceTier.STANDARD,
                null,
                failed ? new UsageReading.NotBilled() : new UsageReading.Reported(quantities),
                new Timing(responseTime, failed || random.nextInt(3) > 0 ? null : responseTime.dividedBy(4)),
                failed ? FAILURES.get(random.nextInt(FAILURES.size())) : new Outcome.Success());
        return new UsageRecord(id, call, failed ? Cost.free(Money.USD) : cost(model, quantities));
    }

    private Quantities quantities(String endpoint) {
        int size = "summarize_interview_transcript".equals(endpoint) ? 9_000 : 1_800;
        return Quantities.builder()
                .add(UsageUnit.INPUT_TOKENS, size / 3 + random.nextInt(size))
                .add(UsageUnit.CACHED_INPUT_TOKENS, random.nextInt(3) == 0 ? 1_024 : 0)
                .add(UsageUnit.OUTPUT_TOKENS, 120 + random.nextInt(700))
                .build();
    }

    private Cost cost(String model, Quantities quantities) {
        List<String> prices = PRICES.get(model);
        if (prices == null) {
            return Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE);
        }
        List<UsageUnit> units = List.of(UsageUnit.INPUT_TOKENS, UsageUnit.CACHED_INPUT_TOKENS, UsageUnit.OUTPUT_TOKENS);
        List<CostLine> lines = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            long quantity = quantities.of(units.get(i));
            if (quantity > 0) {
                lines.add(new CostLine(quantity, new Rate(units.get(i), Money.usd(prices.get(i)), MILLION)));
            }
        }
        CostStatus status = random.nextInt(120) == 0 ? CostStatus.ESTIMATED : CostStatus.MEASURED;
        return new Cost(status, Money.USD, lines, model + " since 2025-04-14", null, null);
    }
}
