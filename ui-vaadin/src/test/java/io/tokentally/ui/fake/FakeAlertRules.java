package io.tokentally.ui.fake;

import io.tokentally.application.port.in.alert.ManageAlertRulesUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertRefusal;
import io.tokentally.domain.alert.AlertRule;
import io.tokentally.domain.alert.AlertRuleId;
import io.tokentally.domain.alert.AlertRuleStanding;
import io.tokentally.domain.alert.AlertRuleTerms;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.RuleCrossing;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** One organization's rules, in memory, all of which are crossed. */
public final class FakeAlertRules implements ManageAlertRulesUseCase {

    private final Clock clock;
    private final List<AlertRule> rules = new ArrayList<>();

    FakeAlertRules(Clock clock) {
        this.clock = clock;
    }

    public void reset() {
        rules.clear();
    }

    public List<AlertRule> kept() {
        return List.copyOf(rules);
    }

    @Override
    public List<AlertRuleStanding> rules(Viewer viewer) {
        return rules.stream()
                .map(rule ->
                        new AlertRuleStanding(rule, AlertState.WARNING, 1, "", new TreeMap<>(Map.of("value", "12.50"))))
                .toList();
    }

    @Override
    public AlertRuleId create(Viewer viewer, AlertRuleTerms terms) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        AlertRuleId id = new AlertRuleId(UUID.randomUUID());
        if (rules.stream().anyMatch(rule -> rule.terms().name().equals(terms.name()))) {
            throw AlertRefusal.ALERT_RULE_NAMED_SO.about(terms.name());
        }
        rules.add(new AlertRule(id, 1, terms, viewer.userId(), clock.instant()));
        return id;
    }

    @Override
    public void change(Viewer viewer, AlertRuleId id, AlertRuleTerms terms) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        rules.replaceAll(rule -> rule.id().equals(id)
                ? new AlertRule(id, rule.version() + 1, terms, viewer.userId(), clock.instant())
                : rule);
    }

    @Override
    public void end(Viewer viewer, AlertRuleId id) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        rules.removeIf(rule -> rule.id().equals(id));
    }

    @Override
    public Trial tryOut(Viewer viewer, AlertRuleTerms terms) {
        return new Trial(
                clock.instant().minus(Duration.ofDays(56)),
                List.of(new RuleCrossing(clock.instant(), "", new TreeMap<>(Map.of("value", "77")))));
    }
}
