package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageUnit;
import java.util.Optional;

/**
 * What OpenAI bills by the request and not by what comes back: DALL·E's images, by number, size and quality, and what
 * {@code tts-1} speaks, by the character.
 *
 * @see <a href="https://platform.openai.com/docs/pricing">OpenAI: pricing</a>
 */
final class RequestBasedBilling {

    private static final int MAX_IMAGES = 10;

    private RequestBasedBilling() {}

    static Optional<Quantities> of(MeteredApi api, ObjectNode body, ModelName model) {
        if (api == MeteredApi.SPEECH && model.value().startsWith("tts-1")) {
            String text = textOf(body.path("input"), "");
            return Optional.of(of(UsageUnit.SPEECH_CHARACTERS, text.codePointCount(0, text.length())));
        }
        if (api.makesImages() && model.value().startsWith("dall-e")) {
            return images(body);
        }
        return Optional.empty();
    }

    /** Nothing if a size or a number is asked for that no model makes. */
    private static Optional<Quantities> images(ObjectNode body) {
        boolean hd = "hd".equals(body.path("quality").textValue());
        UsageUnit unit = switch (textOf(body.path("size"), "1024x1024")) {
            case "256x256" -> UsageUnit.IMAGES_256;
            case "512x512" -> UsageUnit.IMAGES_512;
            case "1024x1024" -> hd ? UsageUnit.HD_IMAGES_1024 : UsageUnit.IMAGES_1024;
            case "1024x1792", "1792x1024" -> hd ? UsageUnit.HD_IMAGES_1792 : UsageUnit.IMAGES_1792;
            default -> null;
        };
        JsonNode number = body.path("n");
        // In a form it is a text.
        int images = number.isMissingNode() || number.isNull() ? 1 : number.asInt(0);
        return unit == null || images < 1 || images > MAX_IMAGES ? Optional.empty() : Optional.of(of(unit, images));
    }

    private static String textOf(JsonNode node, String otherwise) {
        return node.isTextual() ? node.textValue() : otherwise;
    }

    private static Quantities of(UsageUnit unit, long amount) {
        return Quantities.builder().add(unit, amount).build();
    }
}
