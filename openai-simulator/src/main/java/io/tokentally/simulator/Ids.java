package io.tokentally.simulator;

import java.util.UUID;

/** Identifiers as OpenAI writes them: a prefix, then random digits. */
final class Ids {

    private Ids() {}

    static String next(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }
}
