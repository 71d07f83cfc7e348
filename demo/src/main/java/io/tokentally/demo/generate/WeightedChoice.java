package io.tokentally.demo.generate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws numbers from 0 on, each as often as its weight says, in constant time.
 *
 * @see <a href="https://doi.org/10.1109/32.92917">Vose: a linear algorithm for generating random numbers with a given
 *     distribution</a>
 */
final class WeightedChoice {

    private final double[] keeps;
    private final int[] aliases;

    /** @throws IllegalArgumentException if no weight is positive */
    WeightedChoice(double[] weights) {
        double mean =
                IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).sum() / weights.length;
        if (!(mean > 0)) {
            throw new IllegalArgumentException("There is nothing to choose among %d weights".formatted(weights.length));
        }
        keeps = new double[weights.length];
        aliases = new int[weights.length];
        Deque<Integer> small = new ArrayDeque<>();
        Deque<Integer> large = new ArrayDeque<>();
        for (int i = 0; i < weights.length; i++) {
            keeps[i] = weights[i] / mean;
            (keeps[i] < 1 ? small : large).push(i);
        }
        while (!small.isEmpty() && !large.isEmpty()) {
            int filled = small.pop();
            int giver = large.pop();
            aliases[filled] = giver;
            keeps[giver] -= 1 - keeps[filled];
            (keeps[giver] < 1 ? small : large).push(giver);
        }
        // What is left over is whole but for rounding.
        small.forEach(i -> keeps[i] = 1);
        large.forEach(i -> keeps[i] = 1);
    }

    /** The first is drawn most, the one of rank r as often as 1 / r to that power says. */
    static WeightedChoice zipf(int size, double exponent) {
        return new WeightedChoice(IntStream.rangeClosed(1, size)
                .mapToDouble(rank -> StrictMath.pow(rank, -exponent))
                .toArray());
    }

    int draw(RandomGenerator random) {
        double place = random.nextDouble() * keeps.length;
        int column = (int) place;
        return place - column < keeps[column] ? column : aliases[column];
    }
}
