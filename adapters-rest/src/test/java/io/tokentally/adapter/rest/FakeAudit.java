package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.audit.ReadAuditUseCase;
import io.tokentally.application.port.in.audit.VerifyChainsUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainVerdict;
import io.tokentally.domain.audit.SignedHead;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** An audit log of three entries, which remembers what it was asked for. */
final class FakeAudit implements ReadAuditUseCase, VerifyChainsUseCase {

    static final String HASH = "ab".repeat(32);

    private AuditFilter asked = AuditFilter.ALL;
    private volatile int moreToExport;
    private volatile CountDownLatch exportEnded = new CountDownLatch(1);
    private ChainVerdict verdict = new ChainVerdict.Intact(new ChainHead("acme", 3, HASH), 1);

    /** So many entries more are in its export. */
    void holdsMore(int entries) {
        moreToExport = entries;
    }

    /** Is at zero once an export has ended, well or badly. */
    CountDownLatch exportEnded() {
        return exportEnded;
    }

    AuditFilter asked() {
        return asked;
    }

    void breakAt(long number) {
        verdict = new ChainVerdict.Broken("acme", number, ChainVerdict.Fault.OUT_OF_ORDER);
    }

    void reset() {
        moreToExport = 0;
        exportEnded = new CountDownLatch(1);
        asked = AuditFilter.ALL;
        verdict = new ChainVerdict.Intact(new ChainHead("acme", 3, HASH), 1);
    }

    @Override
    public List<AuditEntry> entries(Viewer viewer, AuditFilter filter, @Nullable Long before, int limit) {
        viewer.requireOwner(OwnerAction.READ_AUDIT_LOG);
        asked = filter;
        return LongStream.iterate(before == null ? 3 : before - 1, number -> number > 0, number -> number - 1)
                .limit(limit)
                .mapToObj(FakeAudit::entry)
                .toList();
    }

    @Override
    public void export(Viewer viewer, AuditFilter filter, Consumer<AuditEntry> sink) {
        entries(viewer, filter, null, MAX_LIMIT).forEach(sink);
        try {
            for (int more = 0; more < moreToExport; more++) {
                sink.accept(entry(2));
            }
        } finally {
            exportEnded.countDown();
        }
    }

    @Override
    public List<AuditAction> actions(Viewer viewer) {
        return List.of(new AuditAction("member.role_changed"));
    }

    @Override
    public ChainVerdict verify(Viewer viewer) {
        viewer.requireOwner(OwnerAction.READ_AUDIT_LOG);
        return verdict;
    }

    @Override
    public List<ChainVerdict> verify(List<SignedHead> signedHeads, List<String> formerKeys) {
        return List.of(verdict);
    }

    @Override
    public String publicKey() {
        return "MCowBQYDK2VwAyEA";
    }

    private static AuditEntry entry(long number) {
        return new AuditEntry(
                "acme",
                number,
                new UUID(0, number),
                RestTestApplication.NOW,
                new AuditAction("member.role_changed"),
                new AuditText("oscar"),
                "member",
                number == 1 ? AuditText.ERASED : new AuditText("=ada"),
                new AuditText("203.0.113.7"),
                Map.of("role", new AuditText("MEMBER")),
                Map.of("role", new AuditText("ADMIN")),
                HASH);
    }
}
