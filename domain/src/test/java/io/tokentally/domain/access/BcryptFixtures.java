package io.tokentally.domain.access;

/** Texts of the form of a bcrypt hash, which tell by their name what they stand for. */
public final class BcryptFixtures {

    private static final int LENGTH = 53;

    private BcryptFixtures() {}

    /** No hash of that password: only a text that the database takes for one. */
    public static String of(String password) {
        String name = password.replaceAll("[^A-Za-z0-9]", ".");
        return "{bcrypt}$2a$10$" + name + ".".repeat(LENGTH - name.length());
    }
}
