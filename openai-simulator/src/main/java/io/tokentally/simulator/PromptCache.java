package io.tokentally.simulator;

import com.knuddels.jtokkit.api.IntArrayList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the beginnings of prompts, as hashes. A beginning seen before counts as cached: from 1,024 tokens on, in
 * steps of 128.
 *
 * @see <a href="https://platform.openai.com/docs/guides/prompt-caching">Prompt caching</a>
 */
final class PromptCache {

    private static final int MINIMUM_TOKENS = 1024;
    private static final int STEP_TOKENS = 128;
    private static final int REMEMBERED = 50_000;

    private final Map<Long, Boolean> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** The number of tokens at the start that an earlier prompt for this model had too; remembers this prompt. */
    int cachedTokens(String model, IntArrayList tokens) {
        List<Long> prefixes = prefixes(model, tokens);
        int cached = 0;
        synchronized (seen) {
            for (int i = 0; i < prefixes.size(); i++) {
                if (seen.put(prefixes.get(i), Boolean.TRUE) != null) {
                    cached = MINIMUM_TOKENS + i * STEP_TOKENS;
                }
            }
        }
        return cached;
    }

    private static List<Long> prefixes(String model, IntArrayList tokens) {
        List<Long> prefixes = new ArrayList<>();
        long hash = model.hashCode();
        for (int i = 0; i < tokens.size(); i++) {
            hash = (hash ^ tokens.get(i)) * 0x100000001b3L;
            int length = i + 1;
            if (length >= MINIMUM_TOKENS && (length - MINIMUM_TOKENS) % STEP_TOKENS == 0) {
                prefixes.add(hash);
            }
        }
        return prefixes;
    }
}
