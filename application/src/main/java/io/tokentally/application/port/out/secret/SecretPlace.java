package io.tokentally.application.port.out.secret;

import java.util.List;

/**
 * Where a secret is kept, and the only place that it opens in: what it is for, and which one of those it is.
 *
 * @param purpose what it is, the same for all of a kind: {@code provider-key}
 * @param context what tells it from the others of its kind: organization and provider. It is not secret.
 */
public record SecretPlace(String purpose, List<String> context) {

    public SecretPlace {
        if (purpose.isBlank()) {
            throw new IllegalArgumentException("A secret's place needs a purpose: '" + purpose + "'");
        }
        context = List.copyOf(context);
    }

    public static SecretPlace of(String purpose, String... context) {
        return new SecretPlace(purpose, List.of(context));
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return context.isEmpty() ? purpose : purpose + " of " + String.join(", ", context);
    }
}
