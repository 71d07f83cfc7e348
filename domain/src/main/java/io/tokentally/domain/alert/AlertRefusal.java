package io.tokentally.domain.alert;

import io.tokentally.domain.access.OwnerAction;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why the database refuses a change to alerts: it answers a code, which is the name in small letters, and here are the words. */
public enum AlertRefusal {
    ONLY_OWNERS_MANAGE_ALERTS(OwnerAction.MANAGE_ALERTS.refusal()),
    ALERT_CHANNEL_NAMED_SO("Another channel is called %s. Choose another name."),
    NO_SUCH_ALERT_CHANNEL("There is no such channel in the organization. Load the list again."),
    TOO_MANY_ALERT_CHANNELS("50 channels already. Remove one that nobody needs any more."),
    NO_SUCH_ALERT_DELIVERY("There is no such delivery, or its channel was removed. Load the list again."),
    TOO_MANY_ALERT_MUTES("200 mutes already. End one first."),
    ALERT_RULE_NAMED_SO("Another rule is called %s. Choose another name."),
    ALERT_RULE_TAG_NOT_DECLARED(
            "Usage is not told apart by the tag %s. Declare it among the organization's settings first."),
    NO_SUCH_ALERT_RULE("There is no such rule, or it was ended. Load the list again."),
    TOO_MANY_ALERT_RULES("100 rules already. End one that nobody needs any more.");

    private final String text;

    AlertRefusal(String text) {
        this.text = text;
    }

    /** The one of that code; absent if there is none. */
    public static Optional<AlertRefusal> of(String code) {
        return Stream.of(values())
                .filter(refusal -> refusal.name().toLowerCase(Locale.ROOT).equals(code))
                .findFirst();
    }

    /** @param about what it is about, as far as the words name it */
    public AlertRefusedException about(String about) {
        return new AlertRefusedException(text.contains("%s") ? text.formatted(about) : text);
    }
}
