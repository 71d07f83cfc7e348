package io.tokentally.provider.wire;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.domain.text.PlainText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes names of ours out of a provider's texts, whatever they hold: a record is never lost for an odd name. */
@ParsesOutsideInput
public final class Identifiers {

    /** Stands where a request names no model that could be kept. */
    public static final ModelName UNKNOWN_MODEL = ModelName.UNKNOWN;

    private static final int MAX_ERROR_LENGTH = 120;
    private static final int REPLACEMENT = '?';

    private Identifiers() {}

    /** The model, cut to what a name may hold; absent if nothing is left. */
    public static @Nullable ModelName model(@Nullable String text) {
        String kept = clip(text, ModelName.MAX_LENGTH);
        return kept == null ? null : new ModelName(kept);
    }

    /** An error's type or code, cut likewise. */
    public static @Nullable String error(@Nullable String text) {
        return clip(text, MAX_ERROR_LENGTH);
    }

    /** The tier by its name in small letters, cut likewise; the standard if none is named. */
    public static ServiceTier serviceTier(@Nullable String text) {
        String kept = clip(inSmallLetters(text), ServiceTier.MAX_LENGTH);
        return kept == null ? ServiceTier.STANDARD : new ServiceTier(kept);
    }

    /** The region by its name in small letters, cut likewise; absent if none is named. */
    public static @Nullable Region region(@Nullable String text) {
        String kept = clip(inSmallLetters(text), Region.MAX_LENGTH);
        return kept == null ? null : new Region(kept);
    }

    /** Before it is cut: İ is two characters then. */
    private static @Nullable String inSmallLetters(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String clip(@Nullable String text, int maxLength) {
        if (text == null) {
            return null;
        }
        if (PlainText.isAcceptable(text, maxLength)) {
            return text.strip();
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
