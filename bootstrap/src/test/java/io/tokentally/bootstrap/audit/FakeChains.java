package io.tokentally.bootstrap.audit;

import io.tokentally.application.port.out.audit.AuditChains;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** Heads in memory, and entries that have to be passed on. */
final class FakeChains implements AuditChains {

    private final Map<String, ChainHead> heads = new TreeMap<>();
    private final List<AuditEntry> waiting = new ArrayList<>();

    void grow(String chain, long number) {
        heads.put(chain, new ChainHead(chain, number, "ab".repeat(32)));
    }

    void happen(long number) {
        waiting.add(new AuditEntry(
                "acme",
                number,
                new UUID(0, number),
                Instant.parse("2026-11-28T01:00:00.123456Z"),
                new AuditAction("member.role_changed"),
                new AuditText("oscar"),
                "member",
                AuditText.ERASED,
                null,
                Map.of("role", new AuditText("MEMBER\n")),
                Map.of("role", new AuditText("ADMIN"), "login", AuditText.ERASED),
                "ab".repeat(32)));
    }

    @Override
    public List<ChainHead> heads() {
        return List.copyOf(heads.values());
    }

    @Override
    public List<ChainLink> links(String chain, long after, int limit) {
        return List.of();
    }

    @Override
    public void passOn(String output, Consumer<List<AuditEntry>> sink) {
        if (!waiting.isEmpty()) {
            sink.accept(List.copyOf(waiting));
            waiting.clear();
        }
    }
}
