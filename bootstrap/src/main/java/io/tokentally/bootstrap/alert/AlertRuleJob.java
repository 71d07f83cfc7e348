package io.tokentally.bootstrap.alert;

import io.tokentally.application.port.in.alert.EvaluateAlertRulesUseCase;
import io.tokentally.bootstrap.schedule.PeriodicJob;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has rules looked at, every minute. */
final class AlertRuleJob extends PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(AlertRuleJob.class);

    private final EvaluateAlertRulesUseCase rules;

    AlertRuleJob(EvaluateAlertRulesUseCase rules, Duration every) {
        super("alert-rules", every, every);
        this.rules = rules;
    }

    @Override
    protected void work() {
        long raised = rules.evaluate();
        if (raised > 0) {
            LOG.info("Rules have raised {} alerts", raised);
        }
    }

    @Override
    protected void failed(Throwable failure) {
        LOG.warn("Rules of alerts cannot be looked at at the moment; it is tried again, and nothing is lost", failure);
    }
}
