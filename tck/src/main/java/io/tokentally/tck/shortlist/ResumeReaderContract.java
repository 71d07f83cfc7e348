package io.tokentally.tck.shortlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.application.port.out.shortlist.ResumeReader;
import io.tokentally.domain.shortlist.ResumeFile;
import io.tokentally.domain.shortlist.ResumeText;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link ResumeReader} does. */
public abstract class ResumeReaderContract {

    protected abstract ResumeReader reader();

    /** A PDF of one page that says so. */
    protected abstract byte[] pdf(String text);

    /** A DOCX of one paragraph that says so. */
    protected abstract byte[] docx(String text);

    @Test
    void readsPdf() {
        assertThat(read("resume.pdf", pdf("Ada Lovelace, analyst"))).isEqualTo("Ada Lovelace, analyst");
    }

    @Test
    void readsDocx() {
        assertThat(read("resume.docx", docx("Ada Lovelace, analyst"))).isEqualTo("Ada Lovelace, analyst");
    }

    @Test
    void readsPlainText() {
        assertThat(read("resume.txt", utf8("Ada Lovelace, analyst"))).isEqualTo("Ada Lovelace, analyst");
    }

    @Test
    void goesByContentAndNotByName() {
        assertThat(read("resume.txt", pdf("Ada Lovelace"))).isEqualTo("Ada Lovelace");
        assertThat(read("resume.pdf", docx("Ada Lovelace"))).isEqualTo("Ada Lovelace");
        assertThat(read("resume.docx", utf8("Ada Lovelace"))).isEqualTo("Ada Lovelace");
    }

    @Test
    void keepsEmojiAndLeavesNulOut() {
        assertThat(read("resume.txt", utf8("Ada\0 Lovelace 👩‍💻"))).isEqualTo("Ada Lovelace 👩‍💻");
    }

    @Test
    void readsNoMoreThanTheGreatestLength() {
        byte[] content = utf8("a" + "👩".repeat(ResumeText.MAX_LENGTH));

        String text = read("resume.txt", content);

        assertThat(text).hasSize(ResumeText.MAX_LENGTH - 1).endsWith("👩");
    }

    @Test
    void refusesWhatHoldsNoText() {
        assertUnreadable(pdf(" "));
        assertUnreadable(docx(" "));
        assertUnreadable(utf8(" \n\t\0"));
    }

    @Test
    void refusesWhatIsNoDocument() {
        byte[] noise = new byte[5_000];
        new Random(7).nextBytes(noise);

        assertUnreadable(noise);
    }

    @Test
    void refusesWhatIsCutOff() {
        assertUnreadable(half(docx("Ada Lovelace")));
        assertUnreadable(Arrays.copyOf(pdf("Ada Lovelace"), 60));
    }

    protected final String read(String name, byte[] content) {
        return reader().read(new ResumeFile(name, content)).value();
    }

    /** That the reader refuses it, with a message that tells a person what to do. */
    protected final void assertUnreadable(byte[] content, String... words) {
        assertThatThrownBy(() -> read("resume.pdf", content))
                .isInstanceOf(UnreadableResumeException.class)
                .hasMessageMatching("The (file|PDF|document) .+\\. .+\\.")
                .satisfies(unreadable -> assertThat(words)
                        .allSatisfy(word -> assertThat(unreadable).hasMessageContaining(word)));
    }

    private static byte[] half(byte[] content) {
        return Arrays.copyOf(content, content.length / 2);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
