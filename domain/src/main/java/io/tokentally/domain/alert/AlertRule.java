package io.tokentally.domain.alert;

import io.tokentally.domain.access.UserId;
import java.time.Instant;

/** What raises alerts, as it is in force. */
public record AlertRule(AlertRuleId id, int version, AlertRuleTerms terms, UserId changedBy, Instant inForceFrom) {}
