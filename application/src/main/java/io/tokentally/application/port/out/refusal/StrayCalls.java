package io.tokentally.application.port.out.refusal;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import java.util.List;

/** Tells the refused calls that are no organization's, of which there are none for whoever is no operator. */
@ActsForPerson
public interface StrayCalls {

    /** As a {@link RefusalReport} has them. */
    List<RefusalReport.Row> rows(ViewerToken token, RefusalQuery query);

    /** The newest first. */
    List<RefusedCall> samples(ViewerToken token);
}
