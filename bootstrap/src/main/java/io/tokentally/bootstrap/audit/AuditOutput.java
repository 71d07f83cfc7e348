package io.tokentally.bootstrap.audit;

import io.tokentally.application.port.out.audit.AuditChains;
import io.tokentally.domain.audit.AuditEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Passes audit entries on as lines of JSON, each chain in its order, and each entry at least once: after a crash the last
 * ones may come again, under the same id.
 */
final class AuditOutput {

    /** Opens what is written to; the caller closes it. */
    @FunctionalInterface
    interface Target {

        OutputStream open() throws IOException;
    }

    private final AuditChains chains;
    private final String name;
    private final Target target;

    /** @param name what the database remembers under how far this output is */
    AuditOutput(AuditChains chains, String name, Target target) {
        this.chains = chains;
        this.name = name;
        this.target = target;
    }

    /** @throws UncheckedIOException if the output does not take the lines; they are kept for the next time */
    void passOn() {
        chains.passOn(name, this::write);
    }

    private void write(List<AuditEntry> entries) {
        String lines = entries.stream().map(AuditJson::line).collect(Collectors.joining("\n", "", "\n"));
        try (OutputStream out = target.open()) {
            out.write(lines.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The audit log's output cannot be written", e);
        }
    }
}
