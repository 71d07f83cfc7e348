package io.tokentally.application.port.out.alert;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertRuleId;
import io.tokentally.domain.alert.AlertRuleStanding;
import io.tokentally.domain.alert.AlertRuleTerms;
import io.tokentally.domain.alert.RuleCrossing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An organization's rules. Changes are refused by {@link io.tokentally.domain.alert.AlertRefusedException}. */
@ReadsOrganizationData
public interface AlertRules {

    /** Those in force, by name, and how they stand at that instant; nothing for members. */
    List<AlertRuleStanding> standings(Viewer viewer, Instant now);

    /** @param id of the one that is changed; none for a new one */
    AlertRuleId set(Viewer viewer, @Nullable AlertRuleId id, AlertRuleTerms terms);

    void end(Viewer viewer, AlertRuleId id);

    /** When it would have been crossed, the newest first. */
    List<RuleCrossing> tryOut(Viewer viewer, AlertRuleTerms terms, Instant since, Instant now, int most);
}
