package io.tokentally.adapter.persistence.usage;

import io.tokentally.domain.metering.UsageReading;

/** The columns {@code usage_reading} and {@code quantities} of a call. */
public final class StoredReading {

    private StoredReading() {}

    public static UsageReading read(String usageReading, String quantities) {
        return ReadingName.reading(usageReading, UsageJson.readQuantities(quantities));
    }
}
