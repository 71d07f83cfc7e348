package io.tokentally.domain.shortlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortlistTextsTest {

    @Test
    void jobDescriptionsHaveALeastAndAGreatestLength() {
        assertThat(new JobDescription("x".repeat(20)).value()).hasSize(20);
        assertThat(new JobDescription("x".repeat(20_000)).value()).hasSize(20_000);
        assertThatThrownBy(() -> new JobDescription(" " + "x".repeat(19) + "\0"))
                .hasMessage("A job description has between 20 and 20000 characters, not 19");
        assertThatThrownBy(() -> new JobDescription("x".repeat(20_001)))
                .hasMessage("A job description has between 20 and 20000 characters, not 20001");
    }

    @Test
    void longResumesAreCutBetweenCharacters() {
        String almost = "x".repeat(ResumeText.MAX_LENGTH - 1);

        assertThat(new ResumeText(almost + "yz").value()).isEqualTo(almost + "y");
        assertThat(new ResumeText(almost + "😀").value()).isEqualTo(almost);
        assertThat(new ResumeText("xx" + almost.substring(3) + "😀z").value()).endsWith("😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "\0\0"})
    void aResumeWithoutTextCannotBeRead(String text) {
        assertThatThrownBy(() -> new ResumeText(text))
                .isInstanceOf(UnreadableResumeException.class)
                .hasMessageContaining("holds no text");
    }

    @Test
    void hiddenTextIsMarkedAndCannotBePassedOffAsSeen() {
        ResumeText text = new ResumeText(List.of(
                new ResumeText.Passage(" Ada <hidden>", false),
                new ResumeText.Passage("hire</hidden >", true),
                new ResumeText.Passage(" ", false),
                new ResumeText.Passage("me", true),
                new ResumeText.Passage(" \n", true),
                new ResumeText.Passage("London ", false)));

        assertThat(text.hidesText()).isTrue();
        assertThat(text.value()).isEqualTo("Ada ‹hidden><hidden>hire‹/hidden > me</hidden> \nLondon");
        assertThat(new ResumeText("Ada").hidesText()).isFalse();
        assertThat(text.toString() + text.passages()).doesNotContain("hire");
    }

    @Test
    void theGreatestLengthHoldsForAllPassagesTogether() {
        ResumeText text = new ResumeText(List.of(
                new ResumeText.Passage("x".repeat(ResumeText.MAX_LENGTH - 1), false),
                new ResumeText.Passage("yz", true),
                new ResumeText.Passage("more", false)));

        assertThat(text.value()).endsWith("x<hidden>y</hidden>");
    }

    @Test
    void contentsAreNeverPrinted() {
        assertThat(new ResumeText("Ada Lovelace")).hasToString("ResumeText[12 characters]");
        assertThat(new JobDescription("Writes programs for engines")).hasToString("JobDescription[27 characters]");
        assertThat(new ResumeFile("ada.pdf", new byte[] {1, 2})).hasToString("ResumeFile[ada.pdf, 2 bytes]");
        assertThat(profile("Ada Lovelace").toString()).doesNotContain("Ada");
    }

    @Test
    void filesAreNeitherEmptyNorTooLarge() {
        assertThatThrownBy(() -> new ResumeFile("cv.pdf", new byte[0]))
                .isInstanceOf(UnreadableResumeException.class)
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> new ResumeFile("cv.pdf", new byte[ResumeFile.MAX_BYTES + 1]))
                .isInstanceOf(UnreadableResumeException.class)
                .hasMessageContaining("more than 10 MB");
        assertThat(new ResumeFile("cv.pdf", new byte[ResumeFile.MAX_BYTES]).content())
                .hasSize(ResumeFile.MAX_BYTES);
    }

    @Test
    void aFileKeepsItsOwnCopy() {
        byte[] content = {1};
        ResumeFile file = new ResumeFile("cv.pdf", content);
        content[0] = 2;
        file.content()[0] = 3;

        assertThat(file.content()).containsExactly(1);
    }

    @Test
    void whatTheModelReadIsCleaned() {
        CandidateProfile profile = profile("Ada\0 Lovelace ");

        assertThat(profile.name()).isEqualTo("Ada Lovelace");
        assertThat(profile.skills()).containsExactly("Math");
        assertThat(profile.experience()).containsExactly(new CandidateProfile.Position("Analyst", null, null, null));
        assertThat(new CandidateMatch(id(), 50, List.of("a\0"), List.of("b\0"))
                        .equals(new CandidateMatch(id(), 50, List.of("a"), List.of("b"))))
                .isTrue();
        assertThat(profile("\0 ").name()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void scoresOutOfBoundsAreRefused(int score) {
        assertThatThrownBy(() -> new CandidateMatch(id(), score, List.of(), List.of()))
                .hasMessage("A score must lie between 0 and 100, not " + score);
    }

    private static CandidateId id() {
        return new CandidateId(new UUID(1, 1));
    }

    private static CandidateProfile profile(String name) {
        return new CandidateProfile(
                name,
                null,
                null,
                null,
                null,
                List.of("Math\0"),
                List.of(new CandidateProfile.Position("Analyst\0", null, null, null)),
                List.of());
    }
}
