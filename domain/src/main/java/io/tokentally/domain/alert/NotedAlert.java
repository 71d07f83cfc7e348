package io.tokentally.domain.alert;

/**
 * An alert as the history has it.
 *
 * @param quiet whether it was for the history alone, as one of a window that was over
 * @param muted whether it was muted when it was to be told
 * @param seen whether whoever looks has seen it
 */
public record NotedAlert(AlertEvent event, boolean quiet, boolean muted, boolean seen) {}
