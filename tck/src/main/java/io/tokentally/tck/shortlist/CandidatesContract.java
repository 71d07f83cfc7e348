package io.tokentally.tck.shortlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.shortlist.Candidates;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import io.tokentally.domain.shortlist.CandidateProfile;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every keeper of candidates does. There are none at the start of each test. */
public abstract class CandidatesContract {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    private static final Viewer BOB = ViewerFixtures.viewer(new UserId("bob"), ACME, Role.MEMBER);
    private static final Viewer CLEO =
            ViewerFixtures.viewer(new UserId("cleo"), new OrganizationId("globex"), Role.OWNER);
    private static final Instant NOON = Instant.parse("2026-10-15T12:00:00.123456Z");

    protected abstract Candidates candidates();

    /** The viewer is who they say they are. */
    protected abstract void givenMember(Viewer viewer);

    /** Works as a service would, in a transaction if there are any. */
    protected <T> T working(Supplier<T> work) {
        return work.get();
    }

    @Test
    void keepsEveryDetailForTheWholeOrganization() {
        Candidate candidate = candidate(ADA, NOON, fullProfile());
        givenMembers();

        add(ADA, candidate);

        assertThat(all(ADA)).containsExactly(candidate);
        assertThat(all(BOB)).containsExactly(candidate);
    }

    @Test
    void listsTheNewestFirst() {
        Candidate older = candidate(ADA, NOON, profile("Older"));
        Candidate newer = candidate(BOB, NOON.plusSeconds(1), profile("Newer"));
        givenMembers();

        add(BOB, newer);
        add(ADA, older);

        assertThat(all(ADA)).containsExactly(newer, older);
    }

    @Test
    void anotherOrganizationSeesNothingAndRemovesNothing() {
        Candidate candidate = candidate(ADA, NOON, fullProfile());
        givenMembers();
        add(ADA, candidate);

        remove(CLEO, candidate.id());

        assertThat(all(CLEO)).isEmpty();
        assertThat(all(ADA)).containsExactly(candidate);
    }

    @Test
    void anyMemberRemovesForGood() {
        Candidate candidate = candidate(ADA, NOON, fullProfile());
        givenMembers();
        add(ADA, candidate);

        remove(BOB, candidate.id());
        remove(BOB, candidate.id());

        assertThat(all(ADA)).isEmpty();
    }

    @Test
    void refusesACandidateOfAnotherOrganization() {
        givenMembers();

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> add(CLEO, candidate(ADA, NOON, fullProfile())));
        assertThat(all(ADA)).isEmpty();
    }

    @Test
    void keepsTextsOfEveryKindOfCharacter() {
        givenMembers();

        add(ADA, candidate(ADA, NOON, profile("A\0da 🦊 \\u0000 \ud800!")));

        assertThat(all(ADA))
                .singleElement()
                .satisfies(kept -> assertThat(kept.profile().name()).isEqualTo("Ada 🦊 \\u0000 \ufffd!"));
    }

    private void givenMembers() {
        givenMember(ADA);
        givenMember(BOB);
        givenMember(CLEO);
    }

    private void add(Viewer viewer, Candidate candidate) {
        working(() -> {
            candidates().add(viewer, candidate);
            return true;
        });
    }

    private void remove(Viewer viewer, CandidateId candidateId) {
        working(() -> {
            candidates().remove(viewer, candidateId);
            return true;
        });
    }

    private List<Candidate> all(Viewer viewer) {
        return working(() -> candidates().all(viewer));
    }

    private static Candidate candidate(Viewer uploader, Instant uploadedAt, CandidateProfile profile) {
        return new Candidate(
                new CandidateId(UUID.randomUUID()),
                uploader.organizationId(),
                uploader.userId(),
                uploadedAt,
                "résumé.pdf",
                profile);
    }

    private static CandidateProfile profile(String name) {
        return new CandidateProfile(name, null, null, null, null, List.of(), List.of(), List.of());
    }

    private static CandidateProfile fullProfile() {
        return new CandidateProfile(
                "Ada \"Countess\" Lovelace",
                "ada@example.org",
                "+44 20 7946 0000",
                "London",
                "Wrote the first program.\nFor a machine that was never built.",
                List.of("mathematics", "punched cards"),
                List.of(
                        new CandidateProfile.Position("Analyst", "Babbage & Co", "1833 – 1843", "Notes A to G"),
                        new CandidateProfile.Position("Author", null, null, null)),
                List.of(new CandidateProfile.Degree("Mathematics", "tutored by De Morgan", "1840")));
    }
}
