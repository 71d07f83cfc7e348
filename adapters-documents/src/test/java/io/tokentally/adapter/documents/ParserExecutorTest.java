package io.tokentally.adapter.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.shortlist.ResumeFile;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParserExecutorTest {

    @Test
    void interruptsAParserThatIsNotDoneInTime() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);

        try (ParserExecutor room = new ParserExecutor(Duration.ofMillis(50), 1)) {
            assertThatThrownBy(() -> room.read(() -> blockUntilInterrupted(interrupted)))
                    .isInstanceOf(UnreadableResumeException.class)
                    .hasMessageContaining("too long");

            assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void survivesParsersThatFailInAnyWay() {
        try (ParserExecutor room = new ParserExecutor(Duration.ofMinutes(1), 1)) {
            assertThatThrownBy(() -> room.read(() -> {
                        throw new StackOverflowError();
                    }))
                    .isInstanceOf(UnreadableResumeException.class)
                    .hasMessageContaining("damaged");

            assertThat(room.<String>read(() -> "still here")).isEqualTo("still here");
        }
    }

    @Test
    void turnsAwayMoreThanItHasRoomFor() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (ParserExecutor room = new ParserExecutor(Duration.ofMinutes(1), 1)) {
            Thread first = Thread.ofVirtual()
                    .start(() -> room.read(() -> {
                        inside.countDown();
                        return done.await(1, TimeUnit.MINUTES);
                    }));
            assertThat(inside.await(1, TimeUnit.MINUTES)).isTrue();

            assertThatThrownBy(() -> room.read(() -> "one more"))
                    .isInstanceOf(UnreadableResumeException.class)
                    .hasMessageContaining("Too many files");

            done.countDown();
            first.join();
            assertThat(room.<String>read(() -> "one more")).isEqualTo("one more");
        }
    }

    @Test
    void aPdfThatDrawsItselfOverAndOverEndsWithTheTimeLimit() throws Exception {
        try (ParserExecutor room = new ParserExecutor(Duration.ofMillis(200), 1);
                DocumentResumeReader reader = new DocumentResumeReader(room)) {
            ResumeFile file = new ResumeFile("a.pdf", pdfOfFormsThatDrawForms(14));

            assertThatThrownBy(() -> reader.read(file)).hasMessageContaining("too long");

            assertThat(room.awaitQuiet(Duration.ofMinutes(1))).isTrue();
        }
    }

    /** Each form draws the next ten times, the last ten to the power of {@code depth} times. */
    private static byte[] pdfOfFormsThatDrawForms(int depth) {
        return Documents.pdf(document -> {
            PDFormXObject inner = form(document, "", null);
            for (int level = 0; level < depth; level++) {
                inner = form(document, "/X Do ".repeat(10), inner);
            }
            PDPage page = new PDPage();
            page.setResources(resources(inner));
            PDStream content = new PDStream(document);
            try (var out = content.createOutputStream()) {
                out.write("/X Do".getBytes(StandardCharsets.US_ASCII));
            }
            page.setContents(content);
            document.addPage(page);
        });
    }

    private static PDFormXObject form(PDDocument document, String operators, @Nullable PDFormXObject inner)
            throws IOException {
        PDFormXObject form = new PDFormXObject(document);
        try (var out = form.getContentStream().createOutputStream()) {
            out.write(operators.getBytes(StandardCharsets.US_ASCII));
        }
        form.setBBox(new PDRectangle(100, 100));
        if (inner != null) {
            form.setResources(resources(inner));
        }
        return form;
    }

    private static PDResources resources(PDFormXObject form) {
        PDResources resources = new PDResources();
        resources.put(COSName.getPDFName("X"), form);
        return resources;
    }

    private static String blockUntilInterrupted(CountDownLatch interrupted) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }
}
