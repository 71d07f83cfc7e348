package io.tokentally.domain.audit;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an audit chain as it once was, signed: kept elsewhere it shows that a chain has lost its end, or was written
 * anew.
 *
 * @param signature Ed25519 over {@link ChainHead#message()}, in Base64
 */
@ParsesOutsideInput
public record SignedHead(ChainHead head, String signature) {

    private static final Pattern LINE =
            Pattern.compile("audit-head chain=(?<chain>[^ ]*) number=(?<number>\\d{1,18}) hash=(?<hash>[0-9a-f]{64})"
                    + " signature=(?<signature>[A-Za-z0-9+/]{86}==)");

    /** One line of text; the chain is percent-encoded. */
    public String line() {
        return "audit-head chain=%s number=%d hash=%s signature=%s"
                .formatted(
                        URLEncoder.encode(head.chain(), StandardCharsets.UTF_8), head.number(), head.hash(), signature);
    }

    /** What a line says, wherever in it; nothing if it says something else. */
    public static Optional<SignedHead> in(String line) {
        Matcher found = LINE.matcher(line);
        if (!found.find()) {
            return Optional.empty();
        }
        String chain;
        try {
            chain = URLDecoder.decode(found.group("chain"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(new SignedHead(
                new ChainHead(chain, Long.parseLong(found.group("number")), found.group("hash")),
                found.group("signature")));
    }
}
