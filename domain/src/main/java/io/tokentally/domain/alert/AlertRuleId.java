package io.tokentally.domain.alert;

import java.util.UUID;

/** The identity of a rule. */
public record AlertRuleId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
