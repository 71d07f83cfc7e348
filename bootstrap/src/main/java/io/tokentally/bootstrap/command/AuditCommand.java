package io.tokentally.bootstrap.command;

import io.tokentally.adapter.crypto.AcceptedKeysConfiguration;
import io.tokentally.adapter.persistence.audit.AuditChainsConfiguration;
import io.tokentally.adapter.persistence.key.MasterKeyConfiguration;
import io.tokentally.application.port.in.audit.VerifyChainsUseCase;
import io.tokentally.bootstrap.audit.AuditVerification;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** {@code audit verify}: checks all audit chains, and whether they hold what was signed. */
final class AuditCommand implements Command {

    private static final String VERIFY = "verify";
    private static final String HEADS = "--heads";
    private static final String PUBLIC_KEY = "--public-key";

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public String description() {
        return "verify: check the audit log from its first entry to its last, and against signed heads (--heads=FILE)";
    }

    @Override
    public Class<?>[] wiring() {
        return new Class<?>[] {
            MasterKeyConfiguration.class,
            AcceptedKeysConfiguration.class,
            AuditChainsConfiguration.class,
            VerificationWiring.class
        };
    }

    @Override
    public void run(CommandRun run) {
        CommandRun verification = run.after(VERIFY);
        verification.requireOnly(HEADS, PUBLIC_KEY);
        List<Path> heads = verification.options(HEADS).stream().map(Path::of).toList();
        if (!isIntact(verification, heads, verification.options(PUBLIC_KEY))) {
            throw new CommandRefusedException(
                    "The audit log is not what was written.",
                    "Keep the database and the logs as they are: docs/audit.md says what each finding means.");
        }
    }

    private static boolean isIntact(CommandRun run, List<Path> heads, List<String> formerKeys) {
        AuditVerification verification = new AuditVerification(run.bean(VerifyChainsUseCase.class), run.out());
        try {
            return verification.run(heads, formerKeys);
        } catch (VerifyChainsUseCase.SignatureUnknownException e) {
            throw new CommandRefusedException(
                    String.valueOf(e.getMessage()),
                    "If another master key was in use then, give its public key: %s=MCowBQ…".formatted(PUBLIC_KEY));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new CommandRefusedException(
                    String.valueOf(e.getMessage()) + ".",
                    "Give the log output of the application as %s=FILE, and public keys as this command prints them."
                            .formatted(HEADS));
        }
    }
}
