package io.tokentally.adapter.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelinedMessagesTest {

    private final PipelinedMessages messages = new PipelinedMessages();
    private final List<Object> taken = new ArrayList<>();

    @Test
    void theyAreHandedOnInOrderAsLongAsTheyMay() {
        messages.add("a");
        messages.add("b");
        messages.add("c");

        assertThat(messages.handOn(() -> taken.size() < 2, taken::add)).isTrue();
        assertThat(taken).containsExactly("a", "b");
        assertThat(messages.isEmpty()).isFalse();
        messages.handOn(() -> true, taken::add);
        assertThat(taken).containsExactly("a", "b", "c");
        assertThat(messages.isEmpty()).isTrue();
    }

    @Test
    void whoeverTakesOneAndAsksForTheNextGetsItAfterwards() {
        messages.add("a");
        messages.add("b");
        messages.handOn(() -> true, message -> {
            assertThat(messages.handOn(() -> true, taken::add)).isFalse();
            taken.add(message);
        });

        assertThat(taken).containsExactly("a", "b");
    }

    @Test
    void oneThatCannotBeTakenHoldsNoneOfTheOthersUp() {
        messages.add("a");
        messages.add("b");
        try {
            messages.handOn(() -> true, message -> {
                throw new IllegalStateException("planted");
            });
        } catch (IllegalStateException e) {
            taken.add(e.getMessage());
        }
        messages.handOn(() -> true, taken::add);

        assertThat(taken).containsExactly("planted", "b");
    }

    @Test
    void whatWaitsIsReleasedAtTheEnd() {
        ByteBuf buffer = Unpooled.buffer(1);
        messages.add(buffer);
        messages.release();

        assertThat(buffer.refCnt()).isZero();
        assertThat(messages.isEmpty()).isTrue();
    }
}
