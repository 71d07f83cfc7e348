package io.tokentally.application.service.alert;

import io.tokentally.application.port.in.alert.ManageAlertRulesUseCase;
import io.tokentally.application.port.out.alert.AlertRules;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertRefusedException;
import io.tokentally.domain.alert.AlertRuleId;
import io.tokentally.domain.alert.AlertRuleStanding;
import io.tokentally.domain.alert.AlertRuleTerms;
import io.tokentally.domain.alert.AlertWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** Keeps rules as the database lets the viewer. */
@Transactional
public class ManageAlertRulesService implements ManageAlertRulesUseCase {

    private static final Duration DAYS_TRIED = Duration.ofDays(56);
    /** There are as many hours in them as a database compares in a few seconds. */
    private static final Duration HOURS_TRIED = Duration.ofDays(14);

    private final AlertRules rules;
    private final Clock clock;

    public ManageAlertRulesService(AlertRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<AlertRuleStanding> rules(Viewer viewer) {
        viewer.requireMayLook(UsageScope.ORGANIZATION);
        return rules.standings(viewer, now());
    }

    @Override
    public AlertRuleId create(Viewer viewer, AlertRuleTerms terms) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        return rules.set(viewer, null, terms);
    }

    @Override
    public void change(Viewer viewer, AlertRuleId id, AlertRuleTerms terms) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        var unused = rules.set(viewer, id, terms);
    }

    @Override
    public void end(Viewer viewer, AlertRuleId id) {
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        rules.end(viewer, id);
    }

    @Override
    @Transactional(readOnly = true)
    public Trial tryOut(Viewer viewer, AlertRuleTerms terms) {
        viewer.requireMayLook(UsageScope.ORGANIZATION);
        if (!terms.kind().hasWindow()) {
            throw new AlertRefusedException("Such a rule cannot be tried on the past. Set it, and see its state.");
        }
        Instant now = now();
        Instant since = now.minus(terms.window() == AlertWindow.HOUR ? HOURS_TRIED : DAYS_TRIED);
        return new Trial(since, rules.tryOut(viewer, terms, since, now, MAX_CROSSINGS));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
