package io.tokentally.domain.audit;

import java.util.regex.Pattern;

/**
 * The last entry of an audit chain.
 *
 * @param chain the organization, empty for the installation
 * @param number 0 for a chain without entries
 * @param hash in hexadecimal
 */
public record ChainHead(String chain, long number, String hash) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if the number is negative or the hash no SHA-256 in hexadecimal */
    public ChainHead {
        if (number < 0) {
            throw new IllegalArgumentException("number must not be negative: " + number);
        }
        if (!SHA_256.matcher(hash).matches()) {
            throw new IllegalArgumentException(
                    "hash must be 64 hexadecimal digits, not " + hash.length() + " characters");
        }
    }

    /** The head of a chain that nothing was written to. */
    public static ChainHead none(String chain) {
        return new ChainHead(chain, 0, ChainHash.NONE);
    }

    /** What is signed. */
    public byte[] message() {
        return ChainHash.message("tokentally-audit-head-1", chain, Long.toString(number), hash);
    }
}
