package io.tokentally.bootstrap.audit;

import io.tokentally.application.service.audit.AuditSteps;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** What is done with the audit log beside the work, from the start to the end: sum failures up, sign heads, pass entries on. */
final class AuditJobs implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AuditJobs.class);

    private static final Duration ROLL_EVERY = Duration.ofSeconds(20);
    private static final Duration PASS_ON_EVERY = Duration.ofSeconds(2);

    private final AuditSteps steps;
    private final HeadLog heads;
    private final @Nullable AuditOutput output;
    private final Duration signEvery;
    private @Nullable ScheduledExecutorService executor;

    AuditJobs(AuditSteps steps, HeadLog heads, @Nullable AuditOutput output, Duration signEvery) {
        this.steps = steps;
        this.heads = heads;
        this.output = output;
        this.signEvery = signEvery;
    }

    @Override
    public void start() {
        ScheduledExecutorService jobs = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("audit").daemon().factory());
        repeat(jobs, "summing failures up", steps::rollFailures, ROLL_EVERY);
        repeat(jobs, "signing heads", heads::write, signEvery);
        if (output != null) {
            repeat(jobs, "passing entries on", output::passOn, PASS_ON_EVERY);
        }
        executor = jobs;
    }

    /** What came since the last time is signed and passed on, unless the database is gone. */
    @Override
    public void stop() {
        if (executor == null) {
            return;
        }
        executor.shutdown();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
        executor = null;
        guarded("signing heads", heads::write).run();
        if (output != null) {
            guarded("passing entries on", output::passOn).run();
        }
    }

    @Override
    public boolean isRunning() {
        return executor != null;
    }

    private static void repeat(ScheduledExecutorService jobs, String what, Runnable job, Duration every) {
        var unused = jobs.scheduleWithFixedDelay(
                guarded(what, job), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Fails as often as it must, and goes on. */
    private static Runnable guarded(String what, Runnable job) {
        return () -> {
            try {
                job.run();
            } catch (RuntimeException e) {
                LOG.warn("The audit log: {} failed, and is tried again", what, e);
            }
        };
    }
}
