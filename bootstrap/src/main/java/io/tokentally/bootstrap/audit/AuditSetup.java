package io.tokentally.bootstrap.audit;

import io.tokentally.application.port.out.audit.AuditChains;
import io.tokentally.application.port.out.audit.AuditLog;
import io.tokentally.application.port.out.audit.HeadSignatures;
import io.tokentally.application.port.out.audit.InstallationAudit;
import io.tokentally.application.service.alert.ManageAlertRulesService;
import io.tokentally.application.service.alert.ReadAlertsService;
import io.tokentally.application.service.audit.AuditSteps;
import io.tokentally.application.service.audit.AuditedAlertRules;
import io.tokentally.application.service.audit.AuditedAlerts;
import io.tokentally.application.service.audit.AuditedBudgets;
import io.tokentally.application.service.audit.AuditedUsage;
import io.tokentally.application.service.audit.LooksAtOthers;
import io.tokentally.application.service.audit.ReadAuditService;
import io.tokentally.application.service.audit.ReadInstallationAuditService;
import io.tokentally.application.service.audit.ReportsSeen;
import io.tokentally.application.service.audit.VerifyChainsService;
import io.tokentally.application.service.budget.ManageBudgetsService;
import io.tokentally.application.service.change.ChangesInTurn;
import io.tokentally.application.service.failure.FailuresInTurn;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.application.service.refusal.ReadRefusedCallsService;
import io.tokentally.application.service.report.ReportsInTurn;
import io.tokentally.application.service.summary.SummariesInTurn;
import io.tokentally.application.service.usage.CallsInTurn;
import io.tokentally.application.service.usage.ExportCallsService;
import io.tokentally.application.service.whatif.AlternativesInTurn;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Wires the audit log. */
@Configuration(proxyBeanMethods = false)
class AuditSetup {

    @Bean
    AuditSteps auditSteps(AuditLog auditLog) {
        return new AuditSteps(auditLog);
    }

    @Bean
    ReadAuditService readAuditService(
            AuditSteps auditSteps,
            @Qualifier("exportPlaces") FairTurns places,
            @Qualifier("readingTurns") FairTurns turns) {
        return new ReadAuditService(auditSteps, places, turns);
    }

    @Bean
    ReadInstallationAuditService readInstallationAuditService(InstallationAudit installationAudit) {
        return new ReadInstallationAuditService(installationAudit);
    }

    @Bean
    VerifyChainsService verifyChainsService(AuditChains auditChains, HeadSignatures headSignatures) {
        return new VerifyChainsService(auditChains, headSignatures);
    }

    /** Whoever asks for usage gets it from here. */
    @Bean
    @Primary
    AuditedUsage auditedUsage(
            CallsInTurn calls,
            ExportCallsService exports,
            SummariesInTurn summaries,
            ReportsInTurn reports,
            ChangesInTurn changes,
            AlternativesInTurn alternatives,
            FailuresInTurn failures,
            ReadRefusedCallsService refusedCalls,
            AuditSteps auditSteps,
            LooksAtOthers looks) {
        return new AuditedUsage(
                calls, exports, summaries, reports, changes, alternatives, failures, refusedCalls, auditSteps, looks);
    }

    @Bean
    LooksAtOthers looksAtOthers(AuditSteps auditSteps, Clock clock) {
        return new LooksAtOthers(auditSteps, new ReportsSeen(clock));
    }

    /** Whoever asks for rules of alerts gets them from here. */
    @Bean
    @Primary
    AuditedAlertRules auditedAlertRules(
            ManageAlertRulesService rules, LooksAtOthers looks, @Qualifier("readingTurns") FairTurns turns) {
        return new AuditedAlertRules(rules, looks, turns);
    }

    /** Whoever asks for alerts gets them from here. */
    @Bean
    @Primary
    AuditedAlerts auditedAlerts(ReadAlertsService alerts, LooksAtOthers looks) {
        return new AuditedAlerts(alerts, looks);
    }

    /** Whoever asks for budgets gets them from here. */
    @Bean
    @Primary
    AuditedBudgets auditedBudgets(
            ManageBudgetsService budgets, LooksAtOthers looks, @Qualifier("readingTurns") FairTurns turns) {
        return new AuditedBudgets(budgets, looks, turns);
    }

    @Bean
    AuditJobs auditJobs(
            AuditSteps auditSteps, AuditChains auditChains, HeadSignatures headSignatures, AuditProperties properties) {
        return new AuditJobs(
                auditSteps,
                new HeadLog(auditChains, headSignatures),
                output(auditChains, properties.output(), System.out),
                properties.signEvery());
    }

    private static @Nullable AuditOutput output(AuditChains chains, String name, PrintStream standardOutput) {
        return switch (name) {
            case "none" -> null;
            case "stdout" -> new AuditOutput(chains, name, () -> unclosing(standardOutput));
            default -> {
                Path file = Path.of(name).toAbsolutePath();
                yield new AuditOutput(chains, file.toString(), () -> append(file));
            }
        };
    }

    /** Opened anew each time, so that a file that was rotated away is made again. */
    private static OutputStream append(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static OutputStream unclosing(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }
}
