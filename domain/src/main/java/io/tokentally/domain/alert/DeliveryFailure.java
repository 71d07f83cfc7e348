package io.tokentally.domain.alert;

import java.util.Locale;

/** Why a message did not arrive. */
public enum DeliveryFailure {
    /** It is an address of one's own network, which is not allowed. */
    ADDRESS_NOT_ALLOWED,
    UNKNOWN_HOST,
    UNREACHABLE,
    TIMED_OUT,
    /** Whoever answered could not show who they are. */
    NOT_TRUSTED,
    REDIRECTED,
    /** With a status of 400 to 499. */
    REFUSED,
    /** With a status of 500 or more, or one that says nothing. */
    FAILED,
    MAIL_NOT_TAKEN,
    NO_MAIL_SERVER,
    /** It was sealed under another master key. */
    SECRET_UNREADABLE,
    CHANNEL_REMOVED;

    /** As programs write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
