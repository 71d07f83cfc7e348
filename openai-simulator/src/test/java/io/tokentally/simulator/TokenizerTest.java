package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenizerTest {

    /** Figures of OpenAI's cookbook, "How to count tokens with tiktoken". */
    @Test
    void countsAsOpenAiDoes() {
        assertThat(Tokenizer.of("gpt-4.1-nano").count("antidisestablishmentarianism"))
                .isEqualTo(6);
        assertThat(Tokenizer.of("text-embedding-3-small").count("tiktoken is great!"))
                .isEqualTo(6);
        assertThat(Tokenizer.of("text-embedding-3-small").count("お誕生日おめでとう")).isEqualTo(9);
        assertThat(Tokenizer.of("gpt-4o").count("お誕生日おめでとう")).isEqualTo(8);
    }

    @Test
    void specialTokensCountAsText() {
        assertThat(Tokenizer.of("gpt-4.1-nano").count("<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void limitKeepsTheBeginning() {
        Tokenizer tokenizer = Tokenizer.of("gpt-4.1-nano");
        String text = "one two three four five six";

        assertThat(tokenizer.limit(text, 3)).isEqualTo("one two three");
        assertThat(tokenizer.limit(text, 100)).isEqualTo(text);
        assertThat(tokenizer.limit(text, 0)).isEmpty();
    }
}
