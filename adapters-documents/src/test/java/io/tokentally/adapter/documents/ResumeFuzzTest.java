package io.tokentally.adapter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tokentally.domain.shortlist.ResumeFile;
import io.tokentally.domain.shortlist.ResumeText;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;

/**
 * Whatever somebody hands in as a résumé, its text is read or it is refused. With {@code JAZZER_FUZZ=1} the fuzzer looks for files of
 * which that is not so, from those under {@code ResumeFuzzTestInputs} on; otherwise it tries these.
 */
class ResumeFuzzTest {

    private static final DocumentResumeReader READER =
            new DocumentResumeReader(new ParserExecutor(Duration.ofSeconds(20), 1));
    private static final String TYPES = """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" \
            ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" \
            ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""";
    private static final String LINKS = """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" \
            Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
            Target="word/document.xml"/></Relationships>""";

    @AfterAll
    static void close() {
        READER.close();
    }

    /** As it came, and as the body of a DOCX. */
    @FuzzTest(maxDuration = "2m")
    void aFileIsReadOrRefused(byte[] bytes) {
        for (byte[] content : List.of(bytes, docx(new String(bytes, StandardCharsets.UTF_8)))) {
            if (content.length > 0) {
                try {
                    ResumeText text = READER.read(new ResumeFile("a", content));
                    assertThat(text.passages()).isNotEmpty();
                } catch (UnreadableResumeException refused) {
                    assertThat(refused).hasMessageMatching("(?s).+");
                }
            }
        }
    }

    private static byte[] docx(String body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "[Content_Types].xml", TYPES);
            put(zip, "_rels/.rels", LINKS);
            put(zip, "word/document.xml", """
                    <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body>\
                    </w:document>""".formatted(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
}
