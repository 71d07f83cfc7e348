package io.tokentally.application.port.in.usage;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import java.util.Optional;

/** Somebody sees how far their exports have come, and stops them: their own alone, in the organization that they look at. */
@ReadsOrganizationData
public interface FollowExportUseCase {

    /** An export that can be followed from now on, until it is closed and for a while after. */
    UnderWay begin(Viewer viewer, ExportId id);

    /** How far it has come; absent if no such export of theirs is known here. */
    Optional<ExportProgress> progress(Viewer viewer, ExportId id);

    /** Ends the export before its next call, if it is known here and still goes on. */
    void stop(Viewer viewer, ExportId id);

    /** An export, as those tell of it who write it. What is closed without being complete is broken, or was stopped. */
    interface UnderWay extends AutoCloseable {

        /**
         * The next call is about to be written.
         *
         * @throws io.tokentally.domain.usage.ExportStoppedException if it is not wanted any more
         */
        void next();

        void complete();

        @Override
        void close();
    }
}
