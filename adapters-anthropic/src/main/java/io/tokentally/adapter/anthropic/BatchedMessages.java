package io.tokentally.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsagePart.Flaw;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.ResponseAccumulator;
import io.tokentally.provider.wire.UsagePartSums;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a batch's results, each read as if it had been answered alone, and summed up by model and length. A message that
 * nobody can price makes the batch unpriced.
 */
final class BatchedMessages {

    private static final String MESSAGE = "message";
    private static final String REGION = "inference_geo";

    private final UsagePartSums sums = new UsagePartSums();
    private JsonNode model = MissingNode.getInstance();
    private @Nullable Region region;
    private boolean begun;

    void take(JsonNode message) {
        DeclinedAttempts attempts = new DeclinedAttempts();
        JsonNode served = servedModel(message, attempts);
        JsonNode usage = message.path("usage");
        boolean refused = "refusal".equals(message.path("stop_reason").textValue()) && !attempts.hasOutput();
        if (refused) {
            return;
        }
        ModelName by = Identifiers.model(served.textValue());
        switch (MessageUsage.read(usage, attempts)) {
            case UsageReading.Reported reported -> add(by, reported.quantities(), reported.parts());
            case UsageReading.Estimated estimated -> {
                sums.estimated();
                add(by, estimated.quantities(), estimated.parts());
            }
            case UsageReading.Missing missing -> flawed(by, Flaw.NO_FIGURES);
            case UsageReading.Invalid invalid -> flawed(by, Flaw.INVALID_FIGURES);
            case UsageReading.NotBilled notBilled -> {
                return;
            }
        }
        takeModelAndRegion(served, MessageUsage.region(usage).orElse(null));
    }

    /** A result of which nobody here knows whether it is billed. */
    void takeUnknown() {
        sums.add(UsagePart.flawed("result", null, Quantities.NONE, Flaw.UNKNOWN_KIND));
    }

    /** What holds of all of them, or of the first. */
    void tell(ResponseAccumulator facts) {
        facts.servedModel(model);
        if (region != null) {
            facts.region(region);
        }
    }

    UsageReading reading() {
        return sums.reading();
    }

    /** The model that the message names, or the last that took over. */
    private static JsonNode servedModel(JsonNode message, DeclinedAttempts attempts) {
        JsonNode served = message.path("model");
        for (JsonNode iteration : message.path("usage").path("iterations")) {
            if ("fallback_message".equals(iteration.path("type").textValue())) {
                served = iteration.path("model").isTextual() ? iteration.path("model") : served;
            }
        }
        for (JsonNode block : message.path("content")) {
            JsonNode next = attempts.take(block);
            served = next.isTextual() ? next : served;
        }
        return served;
    }

    private void add(@Nullable ModelName by, Quantities whole, List<UsagePart> parts) {
        if (parts.isEmpty()) {
            addOf(by, UsagePart.of(MESSAGE, null, whole));
        } else {
            parts.forEach(part -> addOf(by, part));
        }
    }

    /** A part of the message's own model is named after it: the batch may have been served by several. */
    private void addOf(@Nullable ModelName by, UsagePart part) {
        boolean own = part.model() == null && part.flaw() == null;
        sums.add(
                own
                        ? new UsagePart(
                                part.kind(),
                                by,
                                part.serviceTier(),
                                part.quantities(),
                                part.requestInputTokens(),
                                by == null ? Flaw.NO_MODEL : null)
                        : part);
    }

    private void flawed(@Nullable ModelName by, Flaw flaw) {
        sums.add(UsagePart.flawed(MESSAGE, by, Quantities.NONE, flaw));
    }

    /** Parts have no regions of their own, which are not all priced alike. */
    private void takeModelAndRegion(JsonNode served, @Nullable Region processedIn) {
        if (!begun) {
            begun = true;
            model = served;
            region = processedIn;
        } else if (region == null ? processedIn != null : !region.equals(processedIn)) {
            sums.add(UsagePart.flawed(REGION, null, Quantities.NONE, Flaw.UNKNOWN_KIND));
        }
    }
}
