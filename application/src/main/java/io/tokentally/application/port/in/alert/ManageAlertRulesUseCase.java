package io.tokentally.application.port.in.alert;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertRuleId;
import io.tokentally.domain.alert.AlertRuleStanding;
import io.tokentally.domain.alert.AlertRuleTerms;
import io.tokentally.domain.alert.RuleCrossing;
import java.time.Instant;
import java.util.List;

/** Says what raises alerts besides budgets. Admins see it, owners change it. */
@ReadsOrganizationData
public interface ManageAlertRulesUseCase {

    /** How many crossings a trial tells at most. */
    int MAX_CROSSINGS = 200;

    /** Those in force, by name, and how they stand now. */
    List<AlertRuleStanding> rules(Viewer viewer);

    /** @throws io.tokentally.domain.alert.AlertRefusedException if there cannot be such a rule */
    AlertRuleId create(Viewer viewer, AlertRuleTerms terms);

    void change(Viewer viewer, AlertRuleId id, AlertRuleTerms terms);

    /** It raises nothing from now on; what it raised stays. */
    void end(Viewer viewer, AlertRuleId id);

    /** When a rule would have been crossed: in the last eight weeks, or of an hour's rule in the last two. One without a window cannot be tried. */
    Trial tryOut(Viewer viewer, AlertRuleTerms terms);

    /**
     * What a rule would have done.
     *
     * @param since from when on it was looked at
     * @param crossings the newest first, {@value #MAX_CROSSINGS} at most
     */
    record Trial(Instant since, List<RuleCrossing> crossings) {

        public Trial {
            crossings = List.copyOf(crossings);
        }
    }
}
