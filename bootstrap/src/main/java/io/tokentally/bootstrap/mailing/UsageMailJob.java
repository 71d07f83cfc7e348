package io.tokentally.bootstrap.mailing;

import io.tokentally.application.port.in.mailing.SendUsageMailsUseCase;
import io.tokentally.bootstrap.schedule.PeriodicJob;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has mails about usage sent, every minute. */
final class UsageMailJob extends PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(UsageMailJob.class);

    private final SendUsageMailsUseCase mails;

    UsageMailJob(SendUsageMailsUseCase mails, Duration every) {
        super("usage-mails", every, every);
        this.mails = mails;
    }

    @Override
    protected void work() {
        int tried = mails.sendDue();
        if (tried > 0) {
            LOG.info("{} mails about usage were tried", tried);
        }
    }

    @Override
    protected void failed(Throwable failure) {
        LOG.warn("Mails about usage cannot be sent at the moment; they are kept, and it is tried again", failure);
    }
}
