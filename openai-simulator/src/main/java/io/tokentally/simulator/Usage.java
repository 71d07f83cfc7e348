package io.tokentally.simulator;

/**
 * What a generation used, in tokens.
 *
 * @param prompt all tokens of the prompt
 * @param cached those of the prompt that came from the cache
 * @param completion all tokens of the answer, reasoning included
 * @param reasoning those of the answer that nobody sees
 */
record Usage(int prompt, int cached, int completion, int reasoning) {

    Usage {
        if (cached < 0 || cached > prompt || reasoning < 0 || reasoning > completion) {
            throw new IllegalArgumentException("The parts exceed the whole: prompt " + prompt + ", cached " + cached
                    + ", completion " + completion + ", reasoning " + reasoning);
        }
    }
}
