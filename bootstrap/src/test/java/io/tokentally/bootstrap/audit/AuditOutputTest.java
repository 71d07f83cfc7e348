package io.tokentally.bootstrap.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class AuditOutputTest {

    private final FakeChains chains = new FakeChains();

    @Test
    void anEntryIsOneLineWithoutWhatWasErased() {
        chains.happen(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AuditOutput output = new AuditOutput(chains, "test", () -> out);

        output.passOn();
        output.passOn();

        assertThat(out).hasToString("""
                {"type":"tokentally.audit","time":"2026-11-28T01:00:00.123456Z","organization":"acme","number":1,\
                "id":"00000000-0000-0000-0000-000000000001","action":"member.role_changed","actor":"oscar",\
                "subjectKind":"member","before":{"role":"MEMBER\\n"},"after":{"role":"ADMIN"},"hash":"%s"}
                """.formatted("ab".repeat(32)));
    }

    @Test
    void whatTheOutputDoesNotTakeWaits() {
        chains.happen(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new AuditOutput(chains, "test", () -> {
                            throw new IOException("disk full");
                        })
                        .passOn());
        new AuditOutput(chains, "test", () -> out).passOn();

        assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8)).contains("\"number\":1");
    }
}
