package io.tokentally.domain.alert;

import java.util.Locale;
import java.util.stream.Stream;

/** In which way a channel tells. */
public enum ChannelType {
    EMAIL,
    /** A request of our own form, signed. */
    WEBHOOK,
    /** The body that Slack's incoming webhooks take, and what is compatible. */
    SLACK,
    /** An Adaptive Card, as the workflows of Microsoft Teams take it. */
    TEAMS;

    public boolean isHook() {
        return this != EMAIL;
    }

    /** As programs write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is none of that code */
    public static ChannelType of(String code) {
        return Stream.of(values())
                .filter(type -> type.code().equals(code))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no channel of the kind '%s'".formatted(code)));
    }
}
