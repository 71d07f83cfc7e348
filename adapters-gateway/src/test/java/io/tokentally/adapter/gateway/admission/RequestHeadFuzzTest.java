package io.tokentally.adapter.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.tokentally.adapter.gateway.http.ContentDecoder;
import io.tokentally.adapter.gateway.http.ForwardedFor;
import io.tokentally.adapter.gateway.http.ForwardedHeaders;
import io.tokentally.adapter.gateway.http.PathNormalizer;
import io.tokentally.adapter.gateway.http.PercentEncoding;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.http.RequestTarget;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.upstream.Routes;
import io.tokentally.adapter.openai.usage.OpenAiProtocol;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.net.IpRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Whatever stands in the head of a request, it is read as the standards have it or refused, and a virtual key in it is seen. With
 * {@code JAZZER_FUZZ=1} the fuzzer looks for heads of which that is not so, from those under {@code RequestHeadFuzzTestInputs} on;
 * otherwise it tries these.
 */
class RequestHeadFuzzTest {

    private static final String KEY = "tt_0123456789abcdefghijABCDEFGHIJ0123456789";
    private static final List<String> KEY_PARAMETERS = List.of("key", "api_key");
    private static final List<IpRange> TRUSTED = List.of(IpRange.parse("10.0.0.0/8"), IpRange.parse("::1"));
    private static final Routes ROUTES = Routes.of(
            new GatewayOptions(
                    "127.0.0.1",
                    0,
                    Provider.OPENAI,
                    List.of(new GatewayOptions.Upstream(Provider.OPENAI, URI.create("https://one.example/v1"))),
                    GatewayOptions.Limits.DEFAULT,
                    GatewayOptions.Timeouts.DEFAULT),
            List.of(new OpenAiProtocol()));

    @FuzzTest(maxDuration = "2m")
    void aTargetIsOnePathAndOneQueryOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        answered(() -> RequestTarget.of(text)).ifPresent(target -> {
            requireAsJavaReadsIt(text, target);
            ROUTES.find(target.path())
                    .ifPresent(route -> answered(() -> {
                        PathReadings.refuseAmbiguous(route, "POST");
                        return route.apiPath();
                    }));
            String query = target.query();
            assertThat(QueryKeys.values(QueryKeys.without(query, KEY_PARAMETERS, value -> true), KEY_PARAMETERS))
                    .isEmpty();
            assertThat(QueryKeys.without(query, KEY_PARAMETERS, value -> false)).isEqualTo(query);
        });

        assertThat(VirtualKeySecret.isWithin(text) && !StrayKeys.holdsKey(text)).isFalse();
        for (String hidden : hidden(text + KEY)) {
            assertThat(StrayKeys.holdsKey(hidden)).as(hidden).isTrue();
        }
        if (PercentEncoding.isWellFormed(text)) {
            assertThat(PercentEncoding.decoded(text))
                    .isEqualTo(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.ISO_8859_1));
            String plain = PathNormalizer.plain(text);
            assertThat(PathNormalizer.plain(plain)).isEqualTo(plain);
            assertThat(PercentEncoding.decoded(plain).replaceAll("/+", "/"))
                    .isIn(
                            PercentEncoding.decoded(text).replaceAll("/+", "/"),
                            PercentEncoding.decoded(text).replaceAll("/+", "/").replaceFirst("/$", ""));
        }
    }

    private static void requireAsJavaReadsIt(String text, RequestTarget target) {
        assertThat(target.path()).startsWith("/").doesNotContain("?", "#", "\\", " ");
        if (text.startsWith("/")) {
            assertThat(target.path() + target.query()).isEqualTo(text);
            return;
        }
        try {
            URI uri = new URI(text);
            String path = Objects.requireNonNullElse(uri.getRawPath(), "");
            assertThat(target.path()).isEqualTo(path.isEmpty() ? "/" : path);
            assertThat(target.query()).isEqualTo(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (URISyntaxException e) {
            // Java refuses more than the gateway need.
        }
    }

    /** Ways in which a text with a key in it could be passed on unseen. */
    private static List<String> hidden(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return List.of(
                URLEncoder.encode(text, StandardCharsets.ISO_8859_1),
                "%" + HexFormat.ofDelimiter("%").formatHex(bytes),
                Base64.getEncoder().encodeToString(bytes),
                "abc" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** A header on each line. */
    @FuzzTest(maxDuration = "2m")
    void headersAreReadOrRefused(byte[] bytes) {
        HttpHeaders headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("[\r\n]+", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
            }
            String text = new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            assertThat(HeaderText.of(
                            URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20")))
                    .isEqualTo(text);
        }

        answered(() -> CallerHeaders.of(headers)).ifPresent(caller -> {
            assertThat(caller.attempt().number()).isNotNegative();
            assertThat(caller.clientIds().values()).noneMatch(id -> id.startsWith("sk-") || id.contains(KEY));
        });
        requireLastOfTheUntrusted(headers);
        ForwardedHeaders.ofRequest(headers);
        assertThat(headers.names())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-tokentally-")
                        || name.equalsIgnoreCase("forwarded")
                        || name.equalsIgnoreCase("cookie")
                        || name.equalsIgnoreCase("transfer-encoding"));
        assertThat(headers.contains(HttpHeaderNames.CONNECTION)).isFalse();
    }

    private static void requireLastOfTheUntrusted(HttpHeaders headers) {
        var client = ForwardedFor.in(headers, TRUSTED);
        if (client != null) {
            String told =
                    String.join(",", headers.getAll("forwarded")) + String.join(",", headers.getAll("x-forwarded-for"));
            assertThat(told).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "2m")
    void compressedBytesAreReadAsJavaReadsThem(byte[] bytes) {
        byte[] whole = decoded("gzip", bytes, bytes.length);
        int pieceSize = 1 + Math.floorMod(Arrays.hashCode(bytes), 50);

        assertThat(decoded("gzip", bytes, pieceSize)).isEqualTo(whole);
        assertThat(decoded("deflate", bytes, pieceSize)).isEqualTo(decoded("deflate", bytes, bytes.length));
        byte[] java = unzipped(bytes);
        if (java != null) {
            assertThat(whole).as("what Java unzips").isEqualTo(Arrays.copyOf(java, whole.length));
        }
    }

    private static byte[] decoded(String encoding, byte[] bytes, int pieceSize) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        try (ContentDecoder decoder = Objects.requireNonNull(ContentDecoder.of(encoding))) {
            for (int at = 0; at < bytes.length; at += pieceSize) {
                decoder.decode(bytes, at, Math.min(pieceSize, bytes.length - at), decoded::write);
            }
        }
        return decoded.toByteArray();
    }

    private static byte @Nullable [] unzipped(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }

    private static <T> Optional<T> answered(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (RequestRejectedException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
            return Optional.empty();
        }
    }
}
