package io.tokentally.domain.metering;

import io.tokentally.domain.text.PlainText;

/**
 * The service tier that a provider served a call on, by the provider's own name.
 *
 * @param value the text, at most 60 characters, without control characters
 */
public record ServiceTier(String value) {

    public static final int MAX_LENGTH = 60;

    /** The tier that list prices are for; OpenAI calls it {@code default}. */
    public static final ServiceTier STANDARD = new ServiceTier("standard");

    public static final ServiceTier BATCH = new ServiceTier("batch");
    public static final ServiceTier FLEX = new ServiceTier("flex");
    /** Faster than standard, for a surcharge; OpenAI calls it {@code fast} as well. */
    public static final ServiceTier PRIORITY = new ServiceTier("priority");

    /** Anthropic's fast mode. */
    public static final ServiceTier FAST = new ServiceTier("fast");

    /** OpenAI's fastest, above {@link #PRIORITY}. */
    public static final ServiceTier ULTRAFAST = new ServiceTier("ultrafast");

    /** OpenAI's background responses that may take two hours: {@code completion_window} is {@code 2h}. */
    public static final ServiceTier BACKGROUND_2H = new ServiceTier("background-2h");

    /** OpenAI's background responses that may take eight hours: {@code completion_window} is {@code 8h}. */
    public static final ServiceTier BACKGROUND_8H = new ServiceTier("background-8h");

    public ServiceTier {
        value = PlainText.require("service tier", value, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
