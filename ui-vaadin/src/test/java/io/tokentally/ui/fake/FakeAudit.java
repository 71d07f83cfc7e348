package io.tokentally.ui.fake;

import io.tokentally.application.port.in.audit.ReadAuditUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainVerdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An audit log in memory, whose chain is intact until a test breaks it. */
public final class FakeAudit implements ReadAuditUseCase {

    private static final String HASH = "ab".repeat(32);

    private final Clock clock;
    private final List<AuditEntry> entries = new ArrayList<>();
    private final List<AuditFilter> asked = new ArrayList<>();
    private long brokenAt;
    private boolean failing;
    private long left;

    public FakeAudit(Clock clock) {
        this.clock = clock;
    }

    public void reset() {
        entries.clear();
        asked.clear();
        brokenAt = 0;
        failing = false;
        left = 0;
    }

    /** So many entries lie before those that are told. */
    public void leaveOut(long entries) {
        left = entries;
    }

    /** Some of what happens in a company. */
    public void fill() {
        String owner = FakeAccess.OWNER.value();
        add(
                "member.added",
                owner,
                "user",
                FakeAccess.SECOND.value(),
                Map.of(),
                Map.of("role", new AuditText("MEMBER"), "login", new AuditText(FakeAccess.SECOND.value())));
        add(
                "member.role_changed",
                owner,
                "user",
                FakeAccess.ADMIN.value(),
                Map.of("role", new AuditText("MEMBER")),
                Map.of("role", new AuditText("ADMIN")));
        add(
                "sign_in.failed",
                null,
                "account",
                FakeAccess.MEMBER.value(),
                Map.of(),
                Map.of("attempts", new AuditText("212")));
        add(
                "price.added",
                owner,
                "price",
                "gpt-4.1-nano/contract",
                Map.of(),
                Map.of("reason", new AuditText("Contract of 2026"), "author", AuditText.ERASED));
        add("virtual_key.revoked", owner, "virtual_key", "tt_abcdefgh", Map.of(), Map.of());
        add(
                "usage.exported",
                FakeAccess.ADMIN.value(),
                "export",
                "calls",
                Map.of(),
                Map.of("from", new AuditText("2026-10-01")));
    }

    public void add(
            String action,
            @Nullable String actor,
            String kind,
            String subject,
            Map<String, AuditText> before,
            Map<String, AuditText> after) {
        long number = left + entries.size() + 1;
        entries.add(new AuditEntry(
                "acme",
                number,
                new UUID(0, number),
                clock.instant().minus(Duration.ofHours(100 - Math.min(99, number - left))),
                new AuditAction(action),
                actor == null ? null : new AuditText(actor),
                kind,
                new AuditText(subject),
                new AuditText("203.0.113.7"),
                before,
                after,
                HASH));
    }

    public void breakAt(long number) {
        brokenAt = number;
    }

    public void fail() {
        failing = true;
    }

    public List<AuditFilter> asked() {
        return asked;
    }

    @Override
    public List<AuditEntry> entries(Viewer viewer, AuditFilter filter, @Nullable Long before, int limit) {
        if (failing) {
            throw new IllegalStateException("The database is gone");
        }
        asked.add(filter);
        return entries.stream()
                .sorted(Comparator.comparingLong(AuditEntry::number).reversed())
                .filter(entry -> before == null || entry.number() < before)
                .filter(entry ->
                        filter.action() == null || entry.action().name().equals(filter.action()))
                .filter(entry -> filter.text() == null || entry.toString().contains(filter.text()))
                .limit(limit)
                .toList();
    }

    @Override
    public void export(Viewer viewer, AuditFilter filter, Consumer<AuditEntry> sink) {
        entries(viewer, filter, null, MAX_LIMIT).forEach(sink);
    }

    @Override
    public List<AuditAction> actions(Viewer viewer) {
        return entries.stream().map(AuditEntry::action).distinct().sorted().toList();
    }

    @Override
    public ChainVerdict verify(Viewer viewer) {
        return brokenAt > 0
                ? new ChainVerdict.Broken("acme", brokenAt, ChainVerdict.Fault.CHANGED)
                : new ChainVerdict.Intact(new ChainHead("acme", entries.size(), HASH), 1);
    }
}
