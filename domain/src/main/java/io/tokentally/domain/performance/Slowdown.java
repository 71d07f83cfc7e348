package io.tokentally.domain.performance;

import java.time.Instant;

/**
 * Since when calls are slower, and by how much.
 *
 * @param since when the first part of the time began that was slower
 * @param change of all calls from then on against all calls before
 * @param callsBefore how many calls the earlier percentile is of
 * @param callsSince how many calls the later one is of
 */
public record Slowdown(Instant since, SpeedChange change, long callsBefore, long callsSince) {}
