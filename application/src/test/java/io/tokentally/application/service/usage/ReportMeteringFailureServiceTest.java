package io.tokentally.application.service.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.domain.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportMeteringFailureServiceTest {

    private final List<String> told = new ArrayList<>();

    @Test
    void passesFailuresOn() {
        ReportMeteringFailureService service = new ReportMeteringFailureService(new Monitor(() -> {}));

        service.recordingFailed(new IllegalStateException("full"));
        service.lost(3, "too late");

        assertThat(told).containsExactly("failed: full", "lost 3: too late");
    }

    @Test
    void aMonitorThatFailsReachesNobody() {
        ReportMeteringFailureService service = new ReportMeteringFailureService(new Monitor(() -> {
            throw new StackOverflowError("deep");
        }));

        assertThatCode(() -> service.recordingFailed(new IllegalStateException("full")))
                .doesNotThrowAnyException();
        assertThatCode(() -> service.lost(1, "too late")).doesNotThrowAnyException();
    }

    private final class Monitor implements MeteringMonitor {

        private final Runnable failure;

        Monitor(Runnable failure) {
            this.failure = failure;
        }

        @Override
        public void recorded(UsageRecord usageRecord) {}

        @Override
        public void posted(int usageRecords) {}

        @Override
        public void postingDelayed(int usageRecords, Throwable cause) {}

        @Override
        public void recordingFailed(Throwable cause) {
            failure.run();
            told.add("failed: " + cause.getMessage());
        }

        @Override
        public void lost(int usageRecords, String reason) {
            failure.run();
            told.add("lost %d: %s".formatted(usageRecords, reason));
        }
    }
}
