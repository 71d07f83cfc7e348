package io.tokentally.adapter.journal;

import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageReading;

/** What the journal calls the kinds of readings. */
final class RecordNames {

    private RecordNames() {}

    static String of(UsageReading reading) {
        return switch (reading) {
            case UsageReading.Reported reported -> "REPORTED";
            case UsageReading.Estimated estimated -> "ESTIMATED";
            case UsageReading.Missing missing -> "MISSING";
            case UsageReading.Invalid invalid -> "INVALID";
            case UsageReading.NotBilled notBilled -> "NOT_BILLED";
        };
    }

    static UsageReading reading(String name, Quantities quantities) {
        return switch (name) {
            case "REPORTED" -> new UsageReading.Reported(quantities);
            case "ESTIMATED" -> new UsageReading.Estimated(quantities);
            case "MISSING" -> new UsageReading.Missing();
            case "INVALID" -> new UsageReading.Invalid();
            case "NOT_BILLED" -> new UsageReading.NotBilled();
            default -> throw new IllegalArgumentException("There is no usage reading " + name);
        };
    }
}
