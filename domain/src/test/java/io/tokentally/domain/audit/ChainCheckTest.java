package io.tokentally.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.audit.ChainVerdict.Broken;
import io.tokentally.domain.audit.ChainVerdict.Fault;
import io.tokentally.domain.audit.ChainVerdict.Intact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChainCheckTest {

    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final Instant AT = Instant.parse("2026-11-28T01:00:00.1234Z");

    /** Made with {@code printf '…' | sha256sum} as docs/audit.md says. */
    private static final String HASH_BY_HAND = "758c8a0076444f94a9c42aa07d2d078dc91cdb96f45dbb5ca147c2d7c629da4e";

    @Test
    void theHashIsTheOneThatAnybodyCanMakeByHand() {
        ChainLink link = link(1, ChainHash.NONE, "{\"after\": {\"a\": \"ü\"}}", HASH_BY_HAND);

        assertThat(ChainHash.of(link)).isEqualTo(HASH_BY_HAND);
        assertThat(check(new ChainHead("acme", 1, HASH_BY_HAND), List.of(), link))
                .isInstanceOf(Intact.class);
    }

    @Test
    void anEmptyChainIsIntactUnlessSomethingWasSigned() {
        assertThat(check(ChainHead.none("acme"), List.of())).isInstanceOf(Intact.class);
        assertThat(check(ChainHead.none("acme"), List.of(new ChainHead("acme", 4, "ab".repeat(32)))))
                .isEqualTo(new Broken("acme", 1, Fault.MISSING));
        assertThat(check(ChainHead.none("acme"), List.of(new ChainHead("globex", 4, "ab".repeat(32)))))
                .isInstanceOf(Intact.class);
    }

    @Test
    void twoSignedHeadsThatContradictEachOtherCannotBothHold() {
        assertThat(check(
                        ChainHead.none("acme"),
                        List.of(new ChainHead("acme", 4, "ab".repeat(32)), new ChainHead("acme", 4, "cd".repeat(32)))))
                .isEqualTo(new Broken("acme", 4, Fault.NOT_AS_SIGNED));
    }

    @Test
    void anEntryBehindTheHeadIsNotTaken() {
        ChainLink first = sealed(link(1, ChainHash.NONE, "{}", ""));

        assertThat(check(ChainHead.none("acme"), List.of(), first)).isEqualTo(new Broken("acme", 1, Fault.BEYOND_HEAD));
    }

    @Test
    void aTextIsPartOfItsFieldOnly() {
        assertThat(ChainHash.message("ab", "c")).isNotEqualTo(ChainHash.message("a", "bc"));
        assertThat(ChainHash.message("a", null)).isNotEqualTo(ChainHash.message("a", ""));
    }

    @Test
    void everyFieldIsInTheHash() {
        ChainLink link = link(1, ChainHash.NONE, "{}", "");
        String hash = ChainHash.of(link);

        assertThat(List.of(
                        new ChainLink(
                                "b", 1, ID, AT, "a.b", "k", "s", "{}", "{}", Map.of(), Map.of(), ChainHash.NONE, ""),
                        new ChainLink(
                                "acme", 2, ID, AT, "a.b", "k", "s", "{}", "{}", Map.of(), Map.of(), ChainHash.NONE, ""),
                        new ChainLink(
                                "acme",
                                1,
                                new UUID(0, 0),
                                AT,
                                "a.b",
                                "k",
                                "s",
                                "{}",
                                "{}",
                                Map.of(),
                                Map.of(),
                                ChainHash.NONE,
                                ""),
                        new ChainLink(
                                "acme",
                                1,
                                ID,
                                AT.plusNanos(1000),
                                "a.b",
                                "k",
                                "s",
                                "{}",
                                "{}",
                                Map.of(),
                                Map.of(),
                                ChainHash.NONE,
                                ""),
                        new ChainLink(
                                "acme", 1, ID, AT, "a.c", "k", "s", "{}", "{}", Map.of(), Map.of(), ChainHash.NONE, ""),
                        new ChainLink(
                                "acme",
                                1,
                                ID,
                                AT,
                                "a.b",
                                null,
                                "s",
                                "{}",
                                "{}",
                                Map.of(),
                                Map.of(),
                                ChainHash.NONE,
                                ""),
                        new ChainLink(
                                "acme",
                                1,
                                ID,
                                AT,
                                "a.b",
                                "k",
                                null,
                                "{}",
                                "{}",
                                Map.of(),
                                Map.of(),
                                ChainHash.NONE,
                                ""),
                        new ChainLink(
                                "acme",
                                1,
                                ID,
                                AT,
                                "a.b",
                                "k",
                                "s",
                                "{ }",
                                "{}",
                                Map.of(),
                                Map.of(),
                                ChainHash.NONE,
                                ""),
                        new ChainLink(
                                "acme",
                                1,
                                ID,
                                AT,
                                "a.b",
                                "k",
                                "s",
                                "{}",
                                "{ }",
                                Map.of(),
                                Map.of(),
                                ChainHash.NONE,
                                ""),
                        new ChainLink(
                                "acme",
                                1,
                                ID,
                                AT,
                                "a.b",
                                "k",
                                "s",
                                "{}",
                                "{}",
                                Map.of(),
                                Map.of(),
                                "1".repeat(64),
                                "")))
                .allSatisfy(other -> assertThat(ChainHash.of(other)).isNotEqualTo(hash));
    }

    private static ChainVerdict check(ChainHead head, List<ChainHead> signed, ChainLink... links) {
        ChainCheck check = new ChainCheck(head, signed);
        List.of(links).forEach(check::accept);
        return check.verdict();
    }

    private static ChainLink sealed(ChainLink link) {
        return link(link.number(), link.previousHash(), link.detail(), ChainHash.of(link));
    }

    private static ChainLink link(long number, String previousHash, String detail, String hash) {
        return new ChainLink(
                "acme", number, ID, AT, "a.b", "k", "s", detail, "{}", Map.of(), Map.of(), previousHash, hash);
    }
}
