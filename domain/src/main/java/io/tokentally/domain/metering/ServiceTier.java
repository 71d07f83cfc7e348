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
    public static final ServiceTier PRIORITY = new ServiceTier("priority");

    public ServiceTier {
        value = PlainText.require("service tier", value, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
