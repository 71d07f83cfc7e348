package io.tokentally.simulator;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;

/**
 * Counts tokens as OpenAI's models do: {@code o200k_base} for chat, {@code cl100k_base} for embeddings and the older
 * models.
 *
 * @see <a href="https://github.com/openai/tiktoken/blob/main/tiktoken/model.py">Which model has which encoding</a>
 */
final class Tokenizer {

    private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

    private final Encoding encoding;

    private Tokenizer(EncodingType type) {
        this.encoding = ENCODINGS.getEncoding(type);
    }

    static Tokenizer of(String model) {
        boolean older = model.startsWith("text-embedding")
                || model.startsWith("gpt-3.5")
                || model.equals("gpt-4")
                || model.startsWith("gpt-4-");
        return new Tokenizer(older ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE);
    }

    /** The number of tokens; text that looks like a special token counts as the plain text it is. */
    int count(String text) {
        return encoding.countTokensOrdinary(text);
    }

    IntArrayList encode(String text) {
        return encoding.encodeOrdinary(text);
    }

    /** The longest beginning of the text that has no more than so many tokens. */
    String limit(String text, int maxTokens) {
        if (maxTokens <= 0) {
            return "";
        }
        IntArrayList tokens = encoding.encodeOrdinary(text, maxTokens).getTokens();
        return encoding.decode(tokens);
    }
}
