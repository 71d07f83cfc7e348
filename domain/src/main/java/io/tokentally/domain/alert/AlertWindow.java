package io.tokentally.domain.alert;

/** In which time a rule counts, by the organization's clocks. */
public enum AlertWindow {
    HOUR,
    DAY
}
