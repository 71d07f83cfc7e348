package io.tokentally.adapter.rest;

import io.tokentally.domain.access.Role;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The field {@code role} of a body. */
final class RoleField {

    static final String NAME = "role";

    private RoleField() {}

    /** @throws InvalidParameterException if it is missing or no role */
    static Role of(JsonBody body) {
        return body.required(NAME, RoleField::role);
    }

    private static Role role(String word) {
        return Stream.of(Role.values())
                .filter(role -> ApiEnumNames.word(role).equals(word))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("it must be one of "
                        + Stream.of(Role.values()).map(ApiEnumNames::word).collect(Collectors.joining(", "))));
    }
}
