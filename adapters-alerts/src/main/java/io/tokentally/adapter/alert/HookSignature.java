package io.tokentally.adapter.alert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** {@code t=<seconds>,v1=<hex>}: HMAC-SHA256 by the channel's key over the seconds, a dot and the body, as docs/alerts.md tells receivers. */
final class HookSignature {

    static final String HEADER = "X-Tokentally-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private HookSignature() {}

    static String of(String key, Instant at, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((at.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=%d,v1=%s".formatted(at.getEpochSecond(), HexFormat.of().formatHex(mac.doFinal(body)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
