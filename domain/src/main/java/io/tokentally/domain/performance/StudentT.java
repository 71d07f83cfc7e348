package io.tokentally.domain.performance;

/** How far out a value lies in Student's distribution. */
final class StudentT {

    private StudentT() {}

    /**
     * The probability of a value of t or more. By Wallace's transformation to a normal variable (1959,
     * <a href="https://doi.org/10.1214/aoms/1177705801">Bounds on normal approximations to Student's and the chi-square distributions</a>),
     * which is wrong by about a tenth of the probability from 4 degrees of freedom on, and less with more of them.
     */
    static double upperTail(double t, int degrees) {
        double z = Math.sqrt(degrees * Math.log1p(t * t / degrees)) * (8.0 * degrees + 1) / (8.0 * degrees + 3);
        double tail = normalTail(z);
        return t < 0 ? 1 - tail : tail;
    }

    /** Of a standard normal variable, for what is not less than 0: as in Abramowitz and Stegun, 26.2.17, wrong by less than 7.5e-8. */
    private static double normalTail(double z) {
        double k = 1 / (1 + 0.2316419 * z);
        double series =
                k * (0.319381530 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
    }
}
