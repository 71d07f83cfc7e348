package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.api.IntArrayList;
import org.junit.jupiter.api.Test;

class PromptCacheTest {

    private final PromptCache cache = new PromptCache();

    @Test
    void nothingIsCachedTheFirstTime() {
        assertThat(cache.cachedTokens("gpt-4.1-nano", tokens(3000, 7))).isZero();
    }

    @Test
    void shortPromptsAreNeverCached() {
        cache.cachedTokens("gpt-4.1-nano", tokens(1023, 7));

        assertThat(cache.cachedTokens("gpt-4.1-nano", tokens(1023, 7))).isZero();
    }

    @Test
    void cachedTokensGoInSteps() {
        cache.cachedTokens("gpt-4.1-nano", tokens(1024 + 128 + 127, 7));

        assertThat(cache.cachedTokens("gpt-4.1-nano", tokens(5000, 7))).isEqualTo(1024 + 128);
        assertThat(cache.cachedTokens("gpt-4.1-nano", tokens(1024, 7))).isEqualTo(1024);
    }

    @Test
    void anotherBeginningOrModelIsNotCached() {
        cache.cachedTokens("gpt-4.1-nano", tokens(2000, 7));

        assertThat(cache.cachedTokens("gpt-4.1-nano", tokens(2000, 8))).isZero();
        assertThat(cache.cachedTokens("gpt-4.1", tokens(2000, 7))).isZero();
    }

    private static IntArrayList tokens(int count, int first) {
        IntArrayList tokens = new IntArrayList();
        for (int i = 0; i < count; i++) {
            tokens.add(first + i);
        }
        return tokens;
    }
}
