package io.tokentally.domain.alert;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The address that a hook is called at. It is secret: whoever knows it may call it. */
public record HookAddress(URI uri) {

    public static final int MAX_LENGTH = 2000;

    /** @throws AlertRefusedException if it is none that can be called */
    public static HookAddress of(String text) {
        String address = text.strip();
        if (address.length() > MAX_LENGTH) {
            throw new AlertRefusedException("The address of a hook has at most %d characters.".formatted(MAX_LENGTH));
        }
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null) {
                throw unusable();
            }
            if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                throw new AlertRefusedException("The address of a hook has no user and no fragment (#) in it.");
            }
            return new HookAddress(uri);
        } catch (URISyntaxException e) {
            throw unusable();
        }
    }

    private static AlertRefusedException unusable() {
        return new AlertRefusedException("That is no address of a hook. Write one that begins with https://.");
    }

    public boolean isEncrypted() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** What may be shown of it. */
    public String host() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Its host alone. */
    @Override
    public String toString() {
        return host();
    }
}
