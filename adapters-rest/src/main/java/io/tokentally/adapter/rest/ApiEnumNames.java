package io.tokentally.adapter.rest;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The API's words for constants of the domain: their names in lower case. */
final class ApiEnumNames {

    private ApiEnumNames() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The constant that the API calls so, in lower case and in no other. */
    static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> word(constant).equals(word))
                .findAny();
    }

    /** All words of a type, for a message. */
    static String words(Class<? extends Enum<?>> type) {
        return Stream.of(type.getEnumConstants()).map(ApiEnumNames::word).collect(Collectors.joining(", "));
    }
}
