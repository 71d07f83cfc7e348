package io.tokentally.adapter.usagefile;

import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageUnit;

/**
 * The tokens of a result of completions. OpenAI tells the whole, and since 2025 also of what it consists: text, audio and images that
 * were neither read from a cache nor written to one, each of them read from a cache, and what was written to one.
 */
final class CompletionTokens {

    private static final String INPUT = "input_tokens";
    private static final String OUTPUT = "output_tokens";

    private CompletionTokens() {}

    /** @throws RowRefusedException if the kinds do not add up to the whole */
    static Quantities of(Fields result) {
        Quantities.Builder tokens = Quantities.builder();
        if (result.value("input_text_tokens") == null) {
            addWhole(result, tokens);
        } else {
            addKinds(result, tokens);
        }
        addCacheWrites(result, tokens);
        addOutput(result, tokens);
        Quantities quantities = tokens.build();
        requireSum(INPUT, result.number(INPUT), quantities.inputTokens());
        requireSum(OUTPUT, result.number(OUTPUT), quantities.outputTokens());
        return quantities;
    }

    private static void addKinds(Fields result, Quantities.Builder tokens) {
        tokens.add(UsageUnit.INPUT_TOKENS, result.number("input_text_tokens"))
                .add(UsageUnit.AUDIO_INPUT_TOKENS, result.numberOrZero("input_audio_tokens"))
                .add(UsageUnit.IMAGE_INPUT_TOKENS, result.numberOrZero("input_image_tokens"))
                .add(UsageUnit.CACHED_INPUT_TOKENS, result.numberOrZero("input_cached_text_tokens"))
                .add(UsageUnit.CACHED_AUDIO_INPUT_TOKENS, result.numberOrZero("input_cached_audio_tokens"))
                .add(UsageUnit.CACHED_IMAGE_INPUT_TOKENS, result.numberOrZero("input_cached_image_tokens"));
    }

    /** An earlier form does not say whether audio is among the whole. */
    private static void addWhole(Fields result, Quantities.Builder tokens) {
        if (result.numberOrZero("input_audio_tokens") > 0) {
            throw new RowRefusedException(
                    "it does not say whether audio is among its input_tokens: fetch it anew, OpenAI tells"
                            + " input_text_tokens now");
        }
        long cached = result.numberOrZero("input_cached_tokens");
        long written = result.numberOrZero("input_cache_write_tokens");
        tokens.add(UsageUnit.CACHED_INPUT_TOKENS, cached)
                .add(UsageUnit.INPUT_TOKENS, result.number(INPUT) - cached - written);
    }

    private static void addCacheWrites(Fields result, Quantities.Builder tokens) {
        long written = result.numberOrZero("input_cache_write_tokens");
        long longer = result.numberOrZero("input_cache_write_12h_tokens");
        tokens.add(UsageUnit.CACHE_WRITE_12H_TOKENS, longer).add(UsageUnit.CACHE_WRITE_TOKENS, written - longer);
    }

    private static void addOutput(Fields result, Quantities.Builder tokens) {
        long audio = result.numberOrZero("output_audio_tokens");
        long images = result.numberOrZero("output_image_tokens");
        Long text = result.optionalNumber("output_text_tokens");
        tokens.add(UsageUnit.AUDIO_OUTPUT_TOKENS, audio)
                .add(UsageUnit.IMAGE_OUTPUT_TOKENS, images)
                .add(UsageUnit.OUTPUT_TOKENS, text == null ? result.number(OUTPUT) - audio - images : text);
    }

    private static void requireSum(String name, long whole, long sum) {
        if (whole != sum) {
            throw new RowRefusedException(
                    "%s is %d, and what it consists of adds up to %d".formatted(name, whole, sum));
        }
    }
}
