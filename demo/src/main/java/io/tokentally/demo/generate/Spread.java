package io.tokentally.demo.generate;

import java.util.Random;
import java.util.random.RandomGenerator;

/** Spreads figures about a typical one, as token counts and times are: by a log-normal distribution, out of a table. */
final class Spread {

    private static final int SIZE = 1 << 13;

    private final double[] factors = new double[SIZE];

    /** @param sigma of the logarithm */
    Spread(double sigma) {
        // Of java.util.Random the algorithm is laid down, so that the same seed means the same everywhere.
        Random normal = new Random(SIZE);
        for (int i = 0; i < SIZE; i++) {
            factors[i] = StrictMath.exp(sigma * normal.nextGaussian());
        }
    }

    /** A figure of 1 or more. */
    long around(double typical, RandomGenerator random) {
        long bits = random.nextLong();
        double factor = factors[(int) (bits & SIZE - 1)];
        // The table's steps are smoothed by a few per cent.
        double smoothing = 0.97 + 0.06 * (bits >>> 40) / (1L << 24);
        return Math.max(1, (long) (typical * factor * smoothing));
    }
}
