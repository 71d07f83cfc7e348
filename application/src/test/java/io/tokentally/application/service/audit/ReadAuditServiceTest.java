package io.tokentally.application.service.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.audit.AuditLog;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.application.service.reading.Shares;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainLink;
import io.tokentally.domain.audit.ChainVerdict;
import io.tokentally.domain.usage.TooManyReadingsException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners' reading takes turns, page by page, and what is added meanwhile is no fault. */
class ReadAuditServiceTest {

    private static final Viewer OWNER =
            ViewerFixtures.viewer(new UserId("oscar"), new OrganizationId("acme"), Role.OWNER);
    private static final Instant NOON = Instant.parse("2026-10-15T12:00:00Z");

    private final FairTurns places = turns();
    private final FairTurns turns = turns();
    private final Log log = new Log();
    private final ReadAuditService service = new ReadAuditService(new AuditSteps(log), places, turns);

    private static FairTurns turns() {
        return new FairTurns(new Shares("readings", 1, 1, 1, 0, Duration.ofMillis(1), Duration.ofSeconds(5)));
    }

    private final class Log implements AuditLog {

        private final List<ChainLink> links = new ArrayList<>();
        private final List<String> done = new ArrayList<>();
        private Runnable meanwhile = () -> {};
        private @Nullable ChainHead head;

        private void append() {
            String before = links.isEmpty() ? "0".repeat(64) : links.getLast().hash();
            links.add(link(before, hash(link(before, ""))));
        }

        private ChainLink link(String before, String hash) {
            long number = links.size() + 1L;
            return new ChainLink(
                    "acme",
                    number,
                    new UUID(1, number),
                    NOON,
                    "key.created",
                    null,
                    null,
                    "{}",
                    "{}",
                    Map.of(),
                    Map.of(),
                    before,
                    hash);
        }

        @Override
        public List<AuditEntry> entries(Viewer viewer, AuditFilter filter, @Nullable Long before, int limit) {
            done.add("entries in %d turn".formatted(turns.taken()));
            return List.of();
        }

        @Override
        public List<AuditAction> actions(Viewer viewer) {
            return List.of();
        }

        @Override
        public ChainHead head(Viewer viewer) {
            if (head != null) {
                return head;
            }
            return links.isEmpty()
                    ? ChainHead.none("acme")
                    : new ChainHead("acme", links.size(), links.getLast().hash());
        }

        @Override
        public List<ChainLink> links(Viewer viewer, long after, int limit) {
            done.add("links in %d turn".formatted(turns.taken()));
            List<ChainLink> page = List.copyOf(links.subList(
                    Math.toIntExact(Math.min(after, links.size())),
                    Math.toIntExact(Math.min(after + limit, links.size()))));
            meanwhile.run();
            return page;
        }

        @Override
        public void rollFailures() {
            // There are none.
        }

        @Override
        public void ownAct(
                Viewer viewer, AuditAction action, String subjectKind, String subject, Map<String, String> detail) {
            done.add(action.name());
        }
    }

    /** As docs/audit.md has it, of an entry without a subject. */
    private static String hash(ChainLink link) {
        String framed = Stream.of(
                                "tokentally-audit-1",
                                link.chain(),
                                Long.toString(link.number()),
                                link.id().toString(),
                                "2026-10-15T12:00:00.000000Z",
                                link.action())
                        .map(text -> text.length() + ":" + text)
                        .collect(Collectors.joining())
                + "-1:-1:2:{}2:{}64:" + link.previousHash();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(framed.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void hold(int entries) {
        for (int i = 0; i < entries; i++) {
            log.append();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 499, 500, 501, 1_234})
    void aChainIsCheckedPageByPageInTurns(int entries) {
        hold(entries);

        assertThat(service.verify(OWNER))
                .isInstanceOfSatisfying(
                        ChainVerdict.Intact.class,
                        intact -> assertThat(intact.head().number()).isEqualTo(entries));

        assertThat(log.done).isNotEmpty().containsOnly("links in 1 turn");
        assertThat(turns.taken()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 499, 500, 501})
    void whatIsAddedMeanwhileIsNoFault(int entries) {
        hold(entries);
        log.meanwhile = () -> hold(3);

        assertThat(service.verify(OWNER)).isInstanceOf(ChainVerdict.Intact.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 499, 500, 501})
    void whatLiesBeyondTheHeadIs(int entries) {
        hold(entries);
        log.head = log.head(OWNER);
        hold(1);

        assertThat(service.verify(OWNER)).isInstanceOfSatisfying(ChainVerdict.Broken.class, broken -> {
            assertThat(broken.fault()).isEqualTo(ChainVerdict.Fault.BEYOND_HEAD);
            assertThat(broken.number()).isEqualTo(entries + 1L);
        });
    }

    @Test
    void whoeverComesWhileNoTurnIsLeftIsToldWhenToComeBack() {
        FairTurns.Turn taken = turns.take(OWNER);

        assertThatExceptionOfType(TooManyReadingsException.class).isThrownBy(() -> service.verify(OWNER));
        assertThatExceptionOfType(TooManyReadingsException.class)
                .isThrownBy(() -> service.entries(OWNER, AuditFilter.ALL, null, 10));
        assertThat(log.done).isEmpty();

        taken.close();
        assertThat(service.entries(OWNER, AuditFilter.ALL, null, 10)).isEmpty();
        assertThat(log.done).containsExactly("entries in 1 turn");
    }

    @Test
    void anExportTakesOneOfThePlacesAndIsWrittenDownOnceItHasIt() {
        FairTurns.Turn taken = places.take(OWNER);
        assertThatExceptionOfType(TooManyReadingsException.class)
                .isThrownBy(() -> service.export(OWNER, AuditFilter.ALL, entry -> {}));
        assertThat(log.done).isEmpty();

        taken.close();
        service.export(OWNER, AuditFilter.ALL, entry -> {});
        assertThat(log.done).containsExactly("audit.exported", "entries in 1 turn");
        assertThat(places.taken()).isZero();
    }
}
