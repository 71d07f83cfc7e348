package io.tokentally.application.port.out.report;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A replica of the database, which takes questions about periods off it. Who may see what is decided there as it is here. */
@ReadsOrganizationData
public interface ReportsReplica {

    /** The database answers everything itself. */
    ReportsReplica NONE = new ReportsReplica() {
        @Override
        public <T> Answer<T> answer(Viewer viewer, Supplier<T> question) {
            return Answer.ofNow(question.get());
        }
    };

    /**
     * Has the replica answer; or the database, where the replica is too far behind, fails, or does not know the viewer yet as the
     * database does.
     *
     * @param question begins its transaction itself, and may be asked twice
     */
    <T> Answer<T> answer(Viewer viewer, Supplier<T> question);

    /**
     * What was answered.
     *
     * @param asOf all that was committed until then was there; absent where the database answered itself
     */
    record Answer<T>(T value, @Nullable Instant asOf) {

        public static <T> Answer<T> ofNow(T value) {
            return new Answer<>(value, null);
        }
    }
}
