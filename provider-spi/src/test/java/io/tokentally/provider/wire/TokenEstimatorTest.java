package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TokenEstimatorTest {

    private static final String WORDS = "The quick brown fox jumps over the lazy dog. ";

    @Test
    void tokensAreThoseOfTheTokenizer() {
        assertThat(tally(WORDS).tokens(Tokenizer.O200K_BASE)).isEqualTo(Tokenizer.O200K_BASE.count(WORDS));
        assertThat(tally("").tokens(Tokenizer.O200K_BASE)).isZero();
    }

    @Test
    void whatIsNotKeptIsExtrapolated() {
        int times = 10 * TokenEstimator.MAX_KEPT / WORDS.length();
        long each = Tokenizer.CL100K_BASE.count(WORDS.strip() + " ") - 1;

        assertThat(tally(WORDS.repeat(times)).tokens(Tokenizer.CL100K_BASE))
                .isCloseTo(times * each, withinPercentage(2));
    }

    @Test
    void textBeyondWhatTheSkeletonKeepsCountsToo() {
        int times = 4 * SelectiveJsonParser.MAX_TEXT / WORDS.length();
        byte[] json = ("{\"text\": \"" + WORDS.repeat(times) + "\"}").getBytes(StandardCharsets.UTF_8);
        TokenEstimator tally = new TokenEstimator();

        tally.add(SelectiveJsonParser.of(FieldSelection.of("text"), json).node().path("text"));

        assertThat(tally.tokens(Tokenizer.O200K_BASE))
                .isEqualTo(tally(WORDS.repeat(times)).tokens(Tokenizer.O200K_BASE));
    }

    @Test
    void everyNameAndEveryTextWithinIsCountedAndNothingElse() throws JsonProcessingException {
        TokenEstimator all = new TokenEstimator();
        all.addAll(new ObjectMapper()
                .readTree("{\"one \": [\"two \", 7, {\"three \": \"four \"}, [\"five\"]], \" six\": null}"));

        assertThat(all.tokens(Tokenizer.O200K_BASE))
                .isEqualTo(Tokenizer.O200K_BASE.count("one two three four five six"));
    }

    @Test
    void whatIsNoTextIsNotCounted() {
        TokenEstimator none = new TokenEstimator();
        none.add(IntNode.valueOf(7));
        none.add(NullNode.getInstance());

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.tokens(Tokenizer.O200K_BASE)).isZero();
    }

    @Test
    void tokensAreRoundedUp() {
        TokenEstimator tally = tally("x ".repeat(TokenEstimator.MAX_KEPT / 2));
        long kept = tally.tokens(Tokenizer.O200K_BASE);

        tally.add("y");

        assertThat(tally.tokens(Tokenizer.O200K_BASE)).isEqualTo(kept + 1);
    }

    private static TokenEstimator tally(String text) {
        TokenEstimator tally = new TokenEstimator();
        tally.add(text);
        return tally;
    }
}
