package io.tokentally.domain.view;

import java.util.UUID;

/** The identity of a view that is kept; an address holds it in the view's place. */
public record UsageViewId(UUID value) {

    /** @throws IllegalArgumentException if it is no UUID in full */
    public static UsageViewId of(String text) {
        UUID value = UUID.fromString(text);
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("A view is named by a UUID, not by '%s'".formatted(text));
        }
        return new UsageViewId(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
