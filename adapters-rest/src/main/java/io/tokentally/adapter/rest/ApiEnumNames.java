package io.tokentally.adapter.rest;

import io.tokentally.domain.metering.UsageUnit;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The API's words for constants of the domain: their names in lower case. */
final class ApiEnumNames {

    private ApiEnumNames() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static boolean isUnit(String word) {
        return Stream.of(UsageUnit.values()).anyMatch(unit -> word(unit).equals(word));
    }

    /** @param word one that {@link #isUnit} knows */
    static UsageUnit unit(String word) {
        return UsageUnit.valueOf(word.toUpperCase(Locale.ROOT));
    }

    static String units() {
        return Stream.of(UsageUnit.values()).map(ApiEnumNames::word).collect(Collectors.joining(", "));
    }
}
