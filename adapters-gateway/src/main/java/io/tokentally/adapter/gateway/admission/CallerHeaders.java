package io.tokentally.adapter.gateway.admission;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The headers in which a caller tells of its call: {@code X-Tokentally-User}, {@code X-Tokentally-Endpoint}, and {@code
 * X-Tokentally-Tags} in the form {@code team=search,env=prod}. All of them may be percent-encoded, as commas and equals signs
 * in tags must be.
 *
 * @param clientIds what coding agents tell of their session, by header
 * @param attempt what the caller's SDK tells of the attempt that it makes
 */
@ParsesOutsideInput
record CallerHeaders(
        @Nullable UserId user,
        @Nullable Endpoint endpoint,
        Tags tags,
        Map<String, String> clientIds,
        AttemptHeaders attempt) {

    static final String USER = "X-Tokentally-User";
    static final String ENDPOINT = "X-Tokentally-Endpoint";
    static final String TAGS = "X-Tokentally-Tags";

    private static final AsciiString USER_NAME = AsciiString.cached(USER);
    private static final AsciiString ENDPOINT_NAME = AsciiString.cached(ENDPOINT);
    private static final AsciiString TAGS_NAME = AsciiString.cached(TAGS);

    static CallerHeaders of(HttpHeaders headers) {
        return new CallerHeaders(
                single(headers, USER_NAME, UserId::new),
                single(headers, ENDPOINT_NAME, Endpoint::new),
                tags(headers),
                ClientIds.of(headers),
                AttemptHeaders.of(headers));
    }

    private static <T> @Nullable T single(HttpHeaders headers, AsciiString name, Function<String, T> reading) {
        if (!headers.contains(name)) {
            return null;
        }
        List<String> values = headers.getAll(name);
        if (values.size() > 1) {
            throw refused(name, "it is sent more than once");
        }
        return read(name, () -> reading.apply(HeaderText.of(values.getFirst())));
    }

    private static Tags tags(HttpHeaders headers) {
        if (!headers.contains(TAGS_NAME)) {
            return Tags.NONE;
        }
        Map<String, String> tags = new HashMap<>();
        for (String header : headers.getAll(TAGS_NAME)) {
            for (String tag : header.split(",", -1)) {
                int equals = tag.indexOf('=');
                if (equals < 0) {
                    throw refused(TAGS_NAME, "tags are written as in team=search,env=prod");
                }
                String value = read(TAGS_NAME, () -> decoded(tag.substring(equals + 1)));
                if (tags.put(read(TAGS_NAME, () -> decoded(tag.substring(0, equals))), value) != null) {
                    throw refused(TAGS_NAME, "a tag is named twice");
                }
            }
        }
        return read(TAGS_NAME, () -> new Tags(tags));
    }

    private static String decoded(String text) {
        return HeaderText.of(text.strip());
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T read(AsciiString name, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IllegalArgumentException e) {
            throw refused(name, String.valueOf(e.getMessage()));
        }
    }

    private static RequestRejectedException refused(AsciiString name, String why) {
        return new RequestRejectedException(
                RefusalReason.MALFORMED_REQUEST, "The header " + name + " cannot be used: " + why + ".");
    }
}
