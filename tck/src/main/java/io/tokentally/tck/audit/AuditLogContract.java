package io.tokentally.tck.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.audit.AuditLog;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.domain.audit.ChainCheck;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainVerdict;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every audit log does. It is empty at the start of each test; Oscar owns acme, Ada is a member of it, Greta owns globex. */
public abstract class AuditLogContract {

    private static final Viewer OSCAR = ViewerFixtures.viewer("oscar", "acme", Role.OWNER);
    private static final Viewer ADA = ViewerFixtures.viewer("ada", "acme", Role.MEMBER);
    private static final Viewer GRETA = ViewerFixtures.viewer("greta", "globex", Role.OWNER);

    protected abstract AuditLog log();

    /** In a transaction, as a service would. */
    protected abstract <T> T inTransaction(Supplier<T> work);

    @Test
    void whatAPersonDoesIsWrittenDownUnderTheirName() {
        act(ADA, AuditAction.USAGE_EXPORTED, "calls", Map.of("rows", "12"));

        AuditEntry entry = entries(OSCAR, AuditFilter.ALL, null, 10).getFirst();
        assertThat(entry.chain()).isEqualTo("acme");
        assertThat(entry.number()).isEqualTo(1);
        assertThat(entry.action()).isEqualTo(AuditAction.USAGE_EXPORTED);
        assertThat(entry.actor()).isEqualTo(new AuditText("ada"));
        assertThat(entry.subjectKind()).isEqualTo("report");
        assertThat(entry.subject()).isEqualTo(new AuditText("calls"));
        assertThat(entry.after()).containsEntry("rows", new AuditText("12"));
    }

    @Test
    void theNewestComeFirstPageByPage() {
        for (int i = 1; i <= 5; i++) {
            act(OSCAR, AuditAction.USAGE_EXPORTED, "report " + i, Map.of());
        }

        assertThat(numbers(entries(OSCAR, AuditFilter.ALL, null, 2))).containsExactly(5L, 4L);
        assertThat(numbers(entries(OSCAR, AuditFilter.ALL, 4L, 2))).containsExactly(3L, 2L);
        assertThat(numbers(entries(OSCAR, AuditFilter.ALL, 2L, 2))).containsExactly(1L);
        assertThat(entries(OSCAR, AuditFilter.ALL, 1L, 2)).isEmpty();
    }

    @Test
    void ownersReadTheirOwnOrganizationAndOthersNothing() {
        act(OSCAR, AuditAction.USAGE_EXPORTED, "calls", Map.of());
        act(GRETA, AuditAction.AUDIT_EXPORTED, "log", Map.of());

        assertThat(entries(OSCAR, AuditFilter.ALL, null, 10))
                .extracting(AuditEntry::chain)
                .containsExactly("acme");
        assertThat(entries(GRETA, AuditFilter.ALL, null, 10))
                .extracting(AuditEntry::chain)
                .containsExactly("globex");
        assertThat(entries(ADA, AuditFilter.ALL, null, 10)).isEmpty();
        assertThat(inTransaction(() -> log().links(ADA, 0, 10))).isEmpty();
        assertThat(inTransaction(() -> log().head(ADA))).isEqualTo(ChainHead.none("acme"));
    }

    @Test
    void aFilterLeavesOutWhatDoesNotFitIt() {
        act(OSCAR, AuditAction.USAGE_EXPORTED, "calls", Map.of());
        act(ADA, AuditAction.AUDIT_EXPORTED, "log", Map.of());

        assertThat(numbers(entries(OSCAR, byAction("usage.exported"), null, 10)))
                .containsExactly(1L);
        assertThat(numbers(entries(OSCAR, byAction("audit"), null, 10))).containsExactly(2L);
        assertThat(numbers(entries(OSCAR, new AuditFilter(null, "ada", null, null, null, null, null), null, 10)))
                .containsExactly(2L);
        assertThat(inTransaction(() -> log().actions(OSCAR)))
                .containsExactlyInAnyOrder(AuditAction.USAGE_EXPORTED, AuditAction.AUDIT_EXPORTED);
    }

    @Test
    void theChainLeadsFromTheFirstEntryToItsHead() {
        for (int i = 0; i < 4; i++) {
            act(OSCAR, AuditAction.USAGE_EXPORTED, "report " + i, Map.of("row", "r" + i));
        }

        ChainHead head = inTransaction(() -> log().head(OSCAR));
        ChainCheck check = new ChainCheck(head, List.of());
        inTransaction(() -> log().links(OSCAR, 0, 100)).forEach(check::accept);

        assertThat(head.number()).isEqualTo(4);
        assertThat(check.verdict()).isInstanceOf(ChainVerdict.Intact.class);
        assertThat(inTransaction(() -> log().links(OSCAR, 2, 1)))
                .singleElement()
                .satisfies(link -> assertThat(link.number()).isEqualTo(3));
    }

    private void act(Viewer viewer, AuditAction action, String subject, Map<String, String> detail) {
        inTransaction(() -> {
            log().ownAct(viewer, action, "report", subject, detail);
            return true;
        });
    }

    private List<AuditEntry> entries(Viewer viewer, AuditFilter filter, @Nullable Long before, int limit) {
        return inTransaction(() -> log().entries(viewer, filter, before, limit));
    }

    private static List<Long> numbers(List<AuditEntry> entries) {
        return entries.stream().map(AuditEntry::number).toList();
    }

    private static AuditFilter byAction(String action) {
        return new AuditFilter(action, null, null, null, null, null, null);
    }
}
