package io.tokentally.provider.wire;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;

/** Counts the tokens of a text. */
public enum Tokenizer {
    /** Of OpenAI's models since GPT-4o; stands in for those of providers that publish none. */
    O200K_BASE(EncodingType.O200K_BASE),
    /** Of OpenAI's older models and its embeddings. */
    CL100K_BASE(EncodingType.CL100K_BASE);

    private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

    private final EncodingType type;

    Tokenizer(EncodingType type) {
        this.type = type;
    }

    /** The number of tokens; text that looks like a special token counts as the plain text it is. */
    public long count(String text) {
        return ENCODINGS.getEncoding(type).countTokensOrdinary(text);
    }
}
