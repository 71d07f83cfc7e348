package io.tokentally.adapter.openai.usage;

import java.io.IOException;

/** Watches the body of an answer on its way to the caller. */
interface AnswerObserver {

    /** These bytes have arrived. */
    void arrived(byte[] bytes, int offset, int length);

    /** The body is at its end. */
    void ended();

    /** The body broke off. */
    void broke(IOException cause);

    /** The caller reads no further; whether the body is at its end or not. */
    void closed();
}
