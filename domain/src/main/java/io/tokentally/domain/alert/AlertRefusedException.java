package io.tokentally.domain.alert;

/** Says why a change to alerts, to where they are told or to what is looked for cannot be made. */
public final class AlertRefusedException extends RuntimeException {

    public AlertRefusedException(String message) {
        super(message);
    }
}
