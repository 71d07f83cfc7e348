package io.tokentally.provider.wire;

import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.provider.OutgoingRequest;
import java.util.Optional;

/**
 * A key in {@code Authorization: Bearer …}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section 2.1</a>
 */
@ParsesOutsideInput
public final class BearerKey {

    public static final String HEADER = "authorization";

    private static final String SCHEME = "Bearer";

    private BearerKey() {}

    /** The key, if the header's value has the scheme; an empty one if it has nothing else. */
    public static Optional<String> in(String value) {
        int end = SCHEME.length();
        boolean isBearer = value.regionMatches(true, 0, SCHEME, 0, end)
                && (value.length() == end || Character.isWhitespace(value.charAt(end)));
        return isBearer ? Optional.of(value.substring(end).strip()) : Optional.empty();
    }

    /** Shows the key in that header. */
    public static void authorize(OutgoingRequest request, ProviderSecret secret) {
        request.header(HEADER, SCHEME + " " + secret.value());
    }
}
