package io.tokentally.domain.mailing;

import java.util.UUID;

/** The identity of a mail about a week or a month, the same however often it is sent. */
public record UsageMailId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
