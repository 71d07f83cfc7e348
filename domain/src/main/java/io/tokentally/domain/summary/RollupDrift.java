package io.tokentally.domain.summary;

/**
 * A roll-up that is not the sum of its calls.
 *
 * @param rollup its table
 * @param row which of its rows, by the parts of its key
 * @param expected the figures that its calls add up to; empty where it should not be there
 * @param found the figures that it has; empty where it is missing
 */
public record RollupDrift(String rollup, String row, String expected, String found) {}
