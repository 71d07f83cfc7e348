package io.tokentally.domain.metering;

import io.tokentally.domain.text.PlainText;
import java.util.regex.Pattern;

/**
 * A model as the provider names it, for instance {@code gpt-4.1-nano} or its dated snapshot {@code gpt-4.1-nano-2025-04-14}.
 *
 * @param value the text, at most 200 characters, without control characters
 */
public record ModelName(String value) {

    public static final int MAX_LENGTH = 200;

    /** Stands for the model of a call that names none. */
    public static final ModelName UNKNOWN = new ModelName("unknown");

    /**
     * The date of a snapshot, as providers write it at the end: {@code -2025-08-07}, {@code -20250805}, {@code @20250805},
     * {@code -20241022-v2:0}, {@code -09-2025}, {@code -05-20}, {@code -0613}. The database knows it as {@code base_model}.
     */
    private static final Pattern SNAPSHOT =
            Pattern.compile("(?<=[A-Za-z0-9])(?:[-@]20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
                    + "|[-@]20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:-v[0-9]+(?::[0-9]+)?)?"
                    + "|-(?:0[1-9]|1[0-2])-20[0-9]{2}"
                    + "|(?<!20[0-9]{2})-(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12][0-9]|3[01]))$");

    public ModelName {
        value = PlainText.require("model", value, MAX_LENGTH);
    }

    /** The model that this is a snapshot of, by its name without the date: itself if there is none. */
    public ModelName base() {
        String base = SNAPSHOT.matcher(value).replaceFirst("");
        return base.length() == value.length() ? this : new ModelName(base);
    }

    /** Whether this is that model, or a snapshot of it. */
    public boolean isOf(ModelName other) {
        return equals(other) || base().equals(other);
    }

    @Override
    public String toString() {
        return value;
    }
}
