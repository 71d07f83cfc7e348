package io.tokentally.domain.failure;

/** Whether more or fewer of a hundred requests fail than before. */
public enum RateChange {
    BETTER,
    WORSE,
    /** What differs is no more than chance makes. */
    SAME;

    /** Standard errors: chance alone goes beyond in one of twenty cases. */
    private static final double LEAST_ERRORS = 1.96;

    /**
     * By the test of two proportions, with the pooled rate p: the difference of the rates, divided by √(p(1-p)(1/n<sub>1</sub> +
     * 1/n<sub>2</sub>)), is beyond {@value #LEAST_ERRORS}.
     */
    public static RateChange between(long failuresBefore, long requestsBefore, long failures, long requests) {
        if (requestsBefore == 0 || requests == 0) {
            return SAME;
        }
        double pooled = ((double) failuresBefore + failures) / ((double) requestsBefore + requests);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / requestsBefore + 1.0 / requests));
        double difference = (double) failures / requests - (double) failuresBefore / requestsBefore;
        if (error == 0 || Math.abs(difference) <= LEAST_ERRORS * error) {
            return SAME;
        }
        return difference > 0 ? WORSE : BETTER;
    }
}
