package io.tokentally.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentlyFoundTest {

    private static final int MAX = 10_000;

    private final ConcurrentLinkedQueue<String> searched = new ConcurrentLinkedQueue<>();
    private final RecentlyFound<String, String> found = new RecentlyFound<>(MAX);

    private String find(String name) {
        return found.find(name, missing -> {
            searched.add(missing);
            return "price of " + missing;
        });
    }

    @Test
    void searchesOnceForANameThatComesAgain() {
        assertThat(find("gpt-4o")).isEqualTo("price of gpt-4o");
        assertThat(find("gpt-4o")).isEqualTo("price of gpt-4o");

        assertThat(searched).containsExactly("gpt-4o");
    }

    @Test
    void remembersARealNameThroughAFloodOfMadeUpOnes() {
        for (int i = 0; i < 5 * MAX; i++) {
            find("made-up-" + i);
            if (i % 1_000 == 0) {
                find("gpt-4o");
            }
        }

        assertThat(searched).filteredOn("gpt-4o"::equals).hasSize(1);
    }

    @Test
    void remembersANameThatComesAfterTheFlood() {
        IntStream.range(0, MAX).forEach(i -> find("made-up-" + i));

        find("gpt-4o");
        find("gpt-4o");

        assertThat(searched).filteredOn("gpt-4o"::equals).hasSize(1);
    }

    @Test
    void holdsNoMoreThanItMay() {
        IntStream.range(0, 5 * MAX).forEach(i -> find("made-up-" + i));

        assertThat(found.size()).isBetween(MAX / 2, MAX);
    }

    @Test
    void answersRightAndStaysBoundedForManyThreads() {
        List<Integer> wrong = IntStream.range(0, 20 * MAX)
                .parallel()
                .filter(i -> !find("name-" + i % (3 * MAX)).equals("price of name-" + i % (3 * MAX)))
                .boxed()
                .toList();

        assertThat(wrong).isEmpty();
        assertThat(found.size()).isLessThan(MAX + 100);
    }
}
