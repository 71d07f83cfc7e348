package io.tokentally.domain.alert;

/**
 * What a channel is to tell.
 *
 * @param organization its name
 * @param round 1 for the first time, and one more each time that it is told again
 */
public record AlertMessage(String organization, AlertEvent event, int round) {}
