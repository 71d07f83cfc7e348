package io.tokentally.adapter.persistence.shortlist;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.shortlist.Candidates;
import io.tokentally.domain.access.Viewer;
import io.tokentally.tck.shortlist.CandidatesContract;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.RegisterExtension;

class JpaCandidatesIT extends CandidatesContract {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected Candidates candidates() {
        return DATABASE.bean(Candidates.class);
    }

    @Override
    protected void givenMember(Viewer viewer) {
        DATABASE.addMember(viewer);
    }

    @Override
    protected <T> T working(Supplier<T> work) {
        return DATABASE.inTransaction(work);
    }
}
