package io.tokentally.application.port.in.refusal;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import java.util.List;

/** An operator asks which calls were refused that came without a key of this installation, and so are no organization's. */
@ActsForPerson
public interface ReadStrayCallsUseCase {

    /**
     * The scope, and a key to tell them apart by, mean nothing here.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the session's person is no operator
     */
    RefusalReport report(Session session, RefusalQuery query);

    /**
     * The newest that are kept as samples, the newest first.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the session's person is no operator
     */
    List<RefusedCall> samples(Session session);
}
