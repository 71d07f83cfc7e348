package io.tokentally.adapter.openai.usage;

import io.tokentally.provider.VisibleBytes;
import java.io.IOException;

/** Watches the body of an answer on its way to the caller. */
interface AnswerObserver {

    /**
     * These bytes have arrived.
     *
     * @param visible takes what the caller sees of them, unless that is all
     */
    void arrived(byte[] bytes, int offset, int length, VisibleBytes visible);

    /**
     * The body is at its end.
     *
     * @param visible takes what the caller sees of what was held back
     */
    void ended(VisibleBytes visible);

    /** The body broke off. */
    void broke(IOException cause);

    /** The caller reads no further; whether the body is at its end or not. */
    void closed();
}
