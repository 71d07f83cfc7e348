package io.tokentally.adapter.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has threads do something to the same thing at the same moment, over and over, and counts what comes of it: what cannot be seen by
 * reading shows among some ten thousand times.
 *
 * @param <S> what they do it to, which is new each time
 * @see <a href="https://github.com/openjdk/jcstress">jcstress, which does so in processes of its own</a>
 */
final class Stress<S> {

    private static final int SPINS = 200;
    private static final int[] STAGGERS = {7, 11, 13};
    private static final int MOST_SPINS = 41;

    /** Where what must not be is waiting, not even all of the times are waited for. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Supplier<S> states;
    private final List<BiConsumer<S, List<String>>> actors = new ArrayList<>();

    private Stress(Supplier<S> states) {
        this.states = states;
    }

    static <S> Stress<S> of(Supplier<S> states) {
        return new Stress<>(states);
    }

    /** @param actor does it, and may add what it saw */
    Stress<S> actor(BiConsumer<S, List<String>> actor) {
        actors.add(actor);
        return this;
    }

    /** How often each outcome came, of what the actors saw, in their order, and of what is left when all are done. */
    Map<String, Integer> outcomes(int times, Function<S, String> left) throws InterruptedException {
        Map<String, Integer> outcomes = new TreeMap<>();
        AtomicReference<@Nullable S> shared = new AtomicReference<>();
        List<List<String>> seen =
                actors.stream().<List<String>>map(actor -> new ArrayList<>()).toList();
        Gate gate = new Gate(actors.size() + 1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < actors.size(); i++) {
            BiConsumer<S, List<String>> actor = actors.get(i);
            List<String> mine = seen.get(i);
            // Of each, another: what is between two steps of the one meets each step of the other.
            int stagger = STAGGERS[i];
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                gate.pass();
                int spins = 0;
                for (S state = shared.get(); state != null; state = shared.get()) {
                    spins = (spins + stagger) % MOST_SPINS;
                    for (int spin = 0; spin < spins; spin++) {
                        Thread.onSpinWait();
                    }
                    actor.accept(state, mine);
                    gate.pass();
                    gate.pass();
                }
            }));
        }
        long end = System.nanoTime() + MOST_NANOS;
        for (int time = 0; time < times && end - System.nanoTime() > 0; time++) {
            S state = states.get();
            shared.set(state);
            gate.pass();
            gate.pass();
            StringBuilder outcome = new StringBuilder();
            for (List<String> words : seen) {
                words.forEach(word -> outcome.append(word).append(' '));
                words.clear();
            }
            outcomes.merge(outcome.append(left.apply(state)).toString(), 1, Integer::sum);
        }
        shared.set(null);
        gate.pass();
        for (Thread thread : threads) {
            thread.join();
        }
        return outcomes;
    }

    /** Lets nobody through until all are there, and all at once then: a thread that was parked would come late. */
    private static final class Gate {

        private final Phaser phaser;

        Gate(int parties) {
            phaser = new Phaser(parties);
        }

        @SuppressWarnings(
                "ThreadPriorityCheck") // Where there are fewer cores than threads, whoever is not there yet needs this
        // one.
        void pass() {
            int phase = phaser.arrive();
            int spins = 0;
            while (phaser.getPhase() == phase) {
                spins++;
                if (spins % SPINS == 0) {
                    Thread.yield();
                } else {
                    Thread.onSpinWait();
                }
            }
        }
    }
}
