package io.tokentally.bootstrap.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.application.service.alert.MissedRecords;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class AlertWiringTest {

    private final List<String> counted = new ArrayList<>();

    /** The journal, the gateway and what records ask for a monitor by its type. */
    @Test
    void whoeverTellsOfLostRecordsTellsTheOperatorsWatchAndTheMetrics() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            // Nothing else that alerts need is there.
            context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
            context.registerBean("meteringMonitor", MeteringMonitor.class, Counting::new);
            context.registerBean(Clock.class, Clock::systemUTC);
            context.register(AlertWiring.class);
            context.refresh();

            MeteringMonitor told = context.getBean(MeteringMonitor.class);
            told.lost(2, "the journal cannot write");

            assertThat(told).isInstanceOf(MissedRecords.class);
            assertThat(counted).containsExactly("2 lost");
        }
    }

    private final class Counting implements MeteringMonitor {

        @Override
        public void recorded(UsageRecord usageRecord) {
            throw new AssertionError("Nothing is recorded here");
        }

        @Override
        public void posted(int usageRecords) {
            throw new AssertionError("Nothing is posted here");
        }

        @Override
        public void postingDelayed(int usageRecords, Throwable cause) {
            throw new AssertionError("Nothing is posted here");
        }

        @Override
        public void recordingFailed(Throwable cause) {
            throw new AssertionError("Nothing is recorded here");
        }

        @Override
        public void lost(int usageRecords, String reason) {
            counted.add(usageRecords + " lost");
        }
    }
}
