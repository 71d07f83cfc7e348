package io.tokentally.adapter.usagefile;

import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.usage.SummedUsage;
import java.util.Arrays;
import java.util.Map;

/** The kinds of usage that OpenAI tells, and what each result of them says was used. */
enum OpenAiUsage {
    COMPLETIONS("completions") {
        @Override
        Quantities quantities(Fields result) {
            return CompletionTokens.of(result);
        }

        // Batches cost half: of a sum of both nobody can tell what it costs.
        @Override
        ServiceTier tier(Fields result, Notes notes) {
            Boolean batch = result.optionalTruth("batch");
            if (batch == null) {
                throw new RowRefusedException(
                        "it does not tell batches apart, which cost half: group by model and batch");
            }
            String tier = result.optionalText("service_tier");
            if (batch) {
                return ServiceTier.BATCH;
            }
            if (tier == null) {
                notes.add("Completions are not grouped by service_tier: they are priced as if all were of the standard"
                        + " tier.");
                return ServiceTier.STANDARD;
            }
            return namedTier(tier);
        }
    },
    EMBEDDINGS("embeddings") {
        @Override
        Quantities quantities(Fields result) {
            return one(UsageUnit.EMBEDDING_INPUT_TOKENS, result.number("input_tokens"));
        }
    },
    IMAGES("images") {
        // What an image costs goes by its quality, too, which nobody tells, but for one model that makes no other.
        @Override
        Quantities quantities(Fields result) {
            UsageUnit bySize = "dall-e-2".equals(result.optionalText("model"))
                    ? SQUARES.get(String.valueOf(result.optionalText("size")))
                    : null;
            return one(bySize == null ? UsageUnit.IMAGES : bySize, result.number("images"));
        }
    },
    AUDIO_SPEECHES("audio_speeches") {
        @Override
        Quantities quantities(Fields result) {
            return one(UsageUnit.SPEECH_CHARACTERS, result.number("characters"));
        }
    },
    AUDIO_TRANSCRIPTIONS("audio_transcriptions") {
        @Override
        Quantities quantities(Fields result) {
            return one(UsageUnit.AUDIO_SECONDS, result.number("seconds"));
        }
    };

    private static final Map<String, UsageUnit> SQUARES = Map.of(
            "256x256", UsageUnit.IMAGES_256, "512x512", UsageUnit.IMAGES_512, "1024x1024", UsageUnit.IMAGES_1024);

    private final String word;

    OpenAiUsage(String word) {
        this.word = word;
    }

    /** @throws RowRefusedException if results of that kind are not taken */
    static OpenAiUsage of(String object) {
        return Arrays.stream(values())
                .filter(kind -> object.equals(kind.operation() + ".result"))
                .findAny()
                .orElseThrow(() -> new RowRefusedException(
                        "results of '%s' are not taken in: they tell of no model's usage. There are %s"
                                .formatted(
                                        object,
                                        Arrays.stream(values())
                                                .map(kind -> kind.word)
                                                .toList())));
    }

    String operation() {
        return SummedUsage.OPERATION_PREFIX + word;
    }

    /** What its usage part is called. */
    String part() {
        return word;
    }

    abstract Quantities quantities(Fields result);

    ServiceTier tier(Fields result, Notes notes) {
        return ServiceTier.STANDARD;
    }

    private static Quantities one(UsageUnit unit, long amount) {
        return Quantities.builder().add(unit, amount).build();
    }

    /** By OpenAI's names, of which two are older and newer ones of the same. */
    private static ServiceTier namedTier(String name) {
        return switch (name) {
            case "default", "auto" -> ServiceTier.STANDARD;
            case "fast" -> ServiceTier.PRIORITY;
            default -> new ServiceTier(name);
        };
    }
}
