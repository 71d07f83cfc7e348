package io.tokentally.application.service.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.in.usage.ExportId;
import io.tokentally.application.port.in.usage.ExportProgress;
import io.tokentally.application.port.in.usage.ExportProgress.State;
import io.tokentally.application.port.in.usage.FollowExportUseCase.UnderWay;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.usage.ExportStoppedException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FollowExportServiceTest {

    private static final Viewer ADA = ViewerFixtures.viewer("ada", "acme", Role.MEMBER);
    private static final ExportId ID = new ExportId(new UUID(1, 2));

    private Instant now = Instant.parse("2026-10-15T12:00:00Z");
    private final FollowExportService exports = new FollowExportService(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void tellsHowManyCallsWereWrittenAndThatItIsComplete() {
        try (UnderWay export = exports.begin(ADA, ID)) {
            assertThat(exports.progress(ADA, ID)).contains(new ExportProgress(0, State.RUNNING));
            export.next();
            export.next();
            assertThat(exports.progress(ADA, ID)).contains(new ExportProgress(2, State.RUNNING));
            export.complete();
        }

        assertThat(exports.progress(ADA, ID)).contains(new ExportProgress(2, State.COMPLETE));
    }

    @Test
    void whatIsClosedWithoutBeingCompleteIsBroken() {
        exports.begin(ADA, ID).close();

        assertThat(exports.progress(ADA, ID)).contains(new ExportProgress(0, State.BROKEN));
    }

    @Test
    void isStoppedBeforeTheNextCall() {
        try (UnderWay export = exports.begin(ADA, ID)) {
            export.next();
            exports.stop(ADA, ID);

            assertThatExceptionOfType(ExportStoppedException.class).isThrownBy(export::next);
        }

        assertThat(exports.progress(ADA, ID)).contains(new ExportProgress(1, State.STOPPED));
    }

    @Test
    void nobodySeesOrStopsAnothersNorTheirOwnOfAnotherOrganization() {
        Viewer owner = ViewerFixtures.viewer("oscar", "acme", Role.OWNER);
        Viewer elsewhere = ViewerFixtures.viewer("ada", "globex", Role.MEMBER);
        try (UnderWay export = exports.begin(ADA, ID)) {
            exports.stop(owner, ID);
            exports.stop(elsewhere, ID);
            exports.stop(ADA, new ExportId(new UUID(1, 3)));

            export.next();
            assertThat(exports.progress(owner, ID)).isEmpty();
            assertThat(exports.progress(elsewhere, ID)).isEmpty();
        }
    }

    @Test
    void whatEndedIsForgottenAfterAWhileAndWhatGoesOnIsNot() {
        ExportId lasting = new ExportId(new UUID(9, 9));
        exports.begin(ADA, ID).close();
        exports.begin(ADA, lasting);

        now = now.plus(FollowExportService.REMEMBERED).plusMillis(1);
        exports.begin(ADA, new ExportId(new UUID(1, 3)));

        assertThat(exports.progress(ADA, ID)).isEmpty();
        assertThat(exports.progress(ADA, lasting)).isPresent();
    }
}
