package io.tokentally.domain.alert;

/** Where whoever runs the installation is told. */
public enum OperatorReceiver {
    MAIL,
    WEBHOOK
}
