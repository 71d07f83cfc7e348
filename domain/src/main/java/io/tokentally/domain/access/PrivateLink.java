package io.tokentally.domain.access;

/**
 * A link to one act. The secret is its fragment, which a browser keeps to itself: no server, no proxy and no log on the way
 * learns it, and no page that is left for another tells it.
 */
public record PrivateLink(Kind kind, LinkSecret secret) {

    /** What it is for. */
    public enum Kind {
        INVITATION("invitation"),
        PASSWORD_RESET("reset"),
        ADDRESS_CONFIRMATION("confirmation");

        private final String path;

        Kind(String path) {
            this.path = path;
        }

        public String path() {
            return path;
        }
    }

    /** @param base the address of the application, as in {@code https://tokentally.example} */
    public String under(String base) {
        return "%s/%s#%s".formatted(base.replaceFirst("/+$", ""), kind.path(), secret.value());
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return kind.path();
    }
}
