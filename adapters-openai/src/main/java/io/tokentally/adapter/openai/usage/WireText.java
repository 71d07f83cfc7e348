package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.ServiceTier;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes names of ours out of a provider's texts, whatever they hold: a record is never lost for an odd name. */
final class WireText {

    /** Stands where a request names no model that could be kept. */
    static final ModelName UNKNOWN_MODEL = new ModelName("unknown");

    private static final int MAX_ERROR_LENGTH = 120;
    private static final int REPLACEMENT = '?';

    private WireText() {}

    /** The model, cut to what a name may hold; absent if nothing is left. */
    static @Nullable ModelName model(@Nullable String text) {
        String kept = clip(text, ModelName.MAX_LENGTH);
        return kept == null ? null : new ModelName(kept);
    }

    /** An error's type or code, cut likewise. */
    static @Nullable String error(@Nullable String text) {
        return clip(text, MAX_ERROR_LENGTH);
    }

    /**
     * The tier that was served. The answer repeats {@code auto} only where nothing else was chosen, so it stands for
     * {@code default}; {@code fast} is another name of {@code priority}. A tier that nobody knows keeps its name, so
     * that it is not priced as another.
     */
    static ServiceTier serviceTier(@Nullable String text) {
        String kept = clip(text, ServiceTier.MAX_LENGTH);
        if (kept == null) {
            return ServiceTier.STANDARD;
        }
        String name = kept.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "default", "auto", "standard" -> ServiceTier.STANDARD;
            case "fast", "priority" -> ServiceTier.PRIORITY;
            default -> new ServiceTier(name);
        };
    }

    private static @Nullable String clip(@Nullable String text, int maxLength) {
        if (text == null) {
            return null;
        }
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .limit(2L * maxLength)
                .map(point -> isPlain(point) ? point : REPLACEMENT)
                .forEach(kept::appendCodePoint);
        String stripped = kept.toString().strip();
        if (stripped.length() > maxLength) {
            int end = Character.isHighSurrogate(stripped.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
            stripped = stripped.substring(0, end).strip();
        }
        return stripped.isEmpty() ? null : stripped;
    }

    private static boolean isPlain(int codePoint) {
        return !Character.isISOControl(codePoint)
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }
}
