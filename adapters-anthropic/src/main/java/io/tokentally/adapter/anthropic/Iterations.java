package io.tokentally.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.metering.InvalidQuantitiesException;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsagePart.Flaw;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.wire.Counts;
import io.tokentally.provider.wire.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code usage.iterations}: the passes that a message took. The figures beside them leave out compaction and advisors, which
 * are billed all the same; the passes of the message itself are those figures once more, so that they count once.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/compaction">Anthropic: compaction</a>
 */
final class Iterations {

    private static final String MESSAGE = "message";
    private static final String SERVED_BY_FALLBACK = "fallback_message";

    private final DeclinedAttempts declined;
    private final @Nullable ServiceTier advisorsTier;
    private final List<UsagePart> passes = new ArrayList<>();
    private final List<UsagePart> others = new ArrayList<>();

    /** @param fast whether the message was served in fast mode, which is a way to be served that its advisors have no part in */
    private Iterations(DeclinedAttempts declined, boolean fast) {
        this.declined = declined;
        this.advisorsTier = fast ? ServiceTier.STANDARD : null;
    }

    /**
     * The parts that a message is billed in.
     *
     * @param whole what the figures beside the iterations say
     * @return none where that is all
     */
    static List<UsagePart> read(JsonNode usage, Quantities whole, DeclinedAttempts declined) {
        JsonNode iterations = usage.path("iterations");
        if (iterations.isEmpty()) {
            return List.of();
        }
        if (iterations.size() >= UsagePart.MAX_PARTS) {
            return List.of(
                    UsagePart.of(MESSAGE, null, whole),
                    UsagePart.flawed("iterations", null, Quantities.NONE, Flaw.INVALID_FIGURES));
        }
        Iterations parts =
                new Iterations(declined, "fast".equals(usage.path("speed").textValue()));
        parts.takeAll(iterations);
        return parts.beside(whole);
    }

    private void takeAll(JsonNode iterations) {
        int hops = declinedHops(iterations);
        int place = 0;
        for (JsonNode iteration : iterations) {
            String type = Identifiers.error(iteration.path("type").textValue());
            switch (type) {
                case SERVED_BY_FALLBACK -> passes.add(part(MESSAGE, null, iteration));
                case MESSAGE -> {
                    if (place < hops) {
                        takeDeclined(place, iteration);
                        place++;
                    } else {
                        passes.add(part(MESSAGE, null, iteration));
                    }
                }
                case "compaction" -> add(part(type, null, iteration));
                case "advisor_message" -> add(ofAnotherModel(type, iteration, advisorsTier));
                case null, default -> others.add(unknown(type, iteration));
            }
        }
    }

    /** Where a fallback served the message, the passes ahead of it are those that were declined. */
    private static int declinedHops(JsonNode iterations) {
        int messages = 0;
        int hops = 0;
        for (JsonNode iteration : iterations) {
            String type = iteration.path("type").textValue();
            messages += MESSAGE.equals(type) ? 1 : 0;
            hops = SERVED_BY_FALLBACK.equals(type) ? messages : hops;
        }
        return hops;
    }

    private void takeDeclined(int place, JsonNode iteration) {
        UsagePart part = ofAnotherModel(MESSAGE, iteration, null);
        if (hasNoFigures(part) || declined.isBilled(place, part.quantities().outputTokens())) {
            add(part);
        }
    }

    /** Nothing costs nothing, whoever did it. */
    private void add(UsagePart part) {
        if (hasNoFigures(part) || !part.quantities().isEmpty()) {
            others.add(part);
        }
    }

    private static boolean hasNoFigures(UsagePart part) {
        return part.flaw() == Flaw.NO_FIGURES || part.flaw() == Flaw.INVALID_FIGURES;
    }

    private static UsagePart ofAnotherModel(String kind, JsonNode iteration, @Nullable ServiceTier tier) {
        UsagePart part = part(kind, tier, iteration);
        return part.flaw() == null && part.model() == null
                ? UsagePart.flawed(kind, null, part.quantities(), Flaw.NO_MODEL)
                : part;
    }

    private static UsagePart unknown(@Nullable String type, JsonNode iteration) {
        UsagePart part = part("unknown", null, iteration);
        String kind = type == null || type.length() > UsagePart.MAX_KIND_LENGTH ? "unknown" : type;
        return UsagePart.flawed(
                kind, part.model(), part.quantities(), Objects.requireNonNullElse(part.flaw(), Flaw.UNKNOWN_KIND));
    }

    private static UsagePart part(String kind, @Nullable ServiceTier tier, JsonNode iteration) {
        ModelName model = Identifiers.model(iteration.path("model").textValue());
        if (!MessageUsage.hasInput(iteration) || Counts.isAbsent(iteration.path("output_tokens"))) {
            return UsagePart.flawed(kind, model, Quantities.NONE, Flaw.NO_FIGURES);
        }
        try {
            Quantities quantities = MessageUsage.quantities(iteration, Counts.of(iteration.path("output_tokens")));
            return new UsagePart(kind, model, tier, quantities, quantities.inputTokens(), null);
        } catch (InvalidQuantitiesException e) {
            return UsagePart.flawed(kind, model, Quantities.NONE, Flaw.INVALID_FIGURES);
        }
    }

    /** The message as one part, or pass by pass where the passes are just what it is said to have used: each has its own length. */
    private List<UsagePart> beside(Quantities whole) {
        List<UsagePart> parts = new ArrayList<>(
                isSumOfPasses(whole) ? withSearches(whole) : List.of(UsagePart.of(MESSAGE, null, whole)));
        parts.addAll(others);
        return parts.size() == 1 ? List.of() : parts;
    }

    private boolean isSumOfPasses(Quantities whole) {
        return passes.size() > 1
                && passes.stream().allMatch(pass -> pass.flaw() == null)
                && UsagePart.sumOf(passes).equals(MessageUsage.without(whole, UsageUnit.WEB_SEARCHES));
    }

    /** The searches are told of the whole; the first pass has them. */
    private List<UsagePart> withSearches(Quantities whole) {
        List<UsagePart> all = new ArrayList<>();
        for (UsagePart pass : passes) {
            Quantities quantities = all.isEmpty()
                    ? pass.quantities()
                            .plus(Quantities.builder()
                                    .add(UsageUnit.WEB_SEARCHES, whole.of(UsageUnit.WEB_SEARCHES))
                                    .build())
                    : pass.quantities();
            all.add(UsagePart.of(MESSAGE, null, quantities));
        }
        return all;
    }
}
