package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.alert.ManageAlertRulesUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertRefusal;
import io.tokentally.domain.alert.AlertRule;
import io.tokentally.domain.alert.AlertRuleId;
import io.tokentally.domain.alert.AlertRuleStanding;
import io.tokentally.domain.alert.AlertRuleTerms;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.RuleCrossing;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rules that are set are crossed by 12.50; the id of the first is known. */
final class FakeAlertRules implements ManageAlertRulesUseCase {

    static final AlertRuleId FIRST = new AlertRuleId(UUID.fromString("01939c00-0000-7000-8000-000000000011"));

    private static final Instant AT = Instant.parse("2026-10-15T12:00:00Z");

    private final Map<AlertRuleId, AlertRule> rules = new LinkedHashMap<>();

    void reset() {
        rules.clear();
    }

    @Override
    public List<AlertRuleStanding> rules(Viewer viewer) {
        return rules.values().stream()
                .map(rule ->
                        new AlertRuleStanding(rule, AlertState.WARNING, 1, "", new TreeMap<>(Map.of("value", "12.50"))))
                .toList();
    }

    @Override
    public AlertRuleId create(Viewer viewer, AlertRuleTerms terms) {
        return set(viewer, null, terms);
    }

    @Override
    public void change(Viewer viewer, AlertRuleId id, AlertRuleTerms terms) {
        if (!rules.containsKey(id)) {
            throw AlertRefusal.NO_SUCH_ALERT_RULE.about(id.toString());
        }
        AlertRuleId same = set(viewer, id, terms);
        assert same.equals(id);
    }

    private AlertRuleId set(Viewer viewer, @Nullable AlertRuleId id, AlertRuleTerms terms) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        AlertRuleId own = id == null ? (rules.isEmpty() ? FIRST : new AlertRuleId(UUID.randomUUID())) : id;
        AlertRule old = rules.get(own);
        rules.put(own, new AlertRule(own, old == null ? 1 : old.version() + 1, terms, new UserId("oscar"), AT));
        return own;
    }

    @Override
    public void end(Viewer viewer, AlertRuleId id) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        if (rules.remove(id) == null) {
            throw AlertRefusal.NO_SUCH_ALERT_RULE.about(id.toString());
        }
    }

    @Override
    public Trial tryOut(Viewer viewer, AlertRuleTerms terms) {
        return new Trial(
                AT.minusSeconds(86_400), List.of(new RuleCrossing(AT, "ada", new TreeMap<>(Map.of("value", "3")))));
    }
}
