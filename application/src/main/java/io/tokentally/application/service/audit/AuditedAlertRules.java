package io.tokentally.application.service.audit;

import io.tokentally.application.port.in.alert.ManageAlertRulesUseCase;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertRuleId;
import io.tokentally.domain.alert.AlertRuleStanding;
import io.tokentally.domain.alert.AlertRuleTerms;
import java.util.List;

/**
 * Manages rules as another does. Who reads how they stand, or tries one on the past, reads what each person, key or model used: that
 * is written down as a look at others' usage. A trial is a query that may take many seconds, and waits for a turn of the viewer's
 * without holding a connection to the database.
 */
public final class AuditedAlertRules implements ManageAlertRulesUseCase {

    private final ManageAlertRulesUseCase rules;
    private final LooksAtOthers looks;
    private final FairTurns turns;

    /** @param rules begins its transactions itself */
    public AuditedAlertRules(ManageAlertRulesUseCase rules, LooksAtOthers looks, FairTurns turns) {
        this.rules = rules;
        this.looks = looks;
        this.turns = turns;
    }

    @Override
    public List<AlertRuleStanding> rules(Viewer viewer) {
        looks.noteIfSeen(viewer, "alert_rules");
        return rules.rules(viewer);
    }

    @Override
    public AlertRuleId create(Viewer viewer, AlertRuleTerms terms) {
        return rules.create(viewer, terms);
    }

    @Override
    public void change(Viewer viewer, AlertRuleId id, AlertRuleTerms terms) {
        rules.change(viewer, id, terms);
    }

    @Override
    public void end(Viewer viewer, AlertRuleId id) {
        rules.end(viewer, id);
    }

    @Override
    public Trial tryOut(Viewer viewer, AlertRuleTerms terms) {
        viewer.requireMayLook(UsageScope.ORGANIZATION);
        looks.note(viewer, "alert_trial");
        return turns.during(viewer, () -> rules.tryOut(viewer, terms));
    }
}
