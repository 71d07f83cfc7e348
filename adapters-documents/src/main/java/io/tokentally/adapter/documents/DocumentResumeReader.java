package io.tokentally.adapter.documents;

import io.tokentally.application.port.out.shortlist.ResumeReader;
import io.tokentally.domain.shortlist.ResumeFile;
import io.tokentally.domain.shortlist.ResumeText;
import io.tokentally.domain.shortlist.ResumeText.Passage;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.util.List;

/** Reads PDF, DOCX and plain text, each with its own parser and none of them trusted with time or memory. */
@ParsesOutsideInput
final class DocumentResumeReader implements ResumeReader, AutoCloseable {

    private final ParserExecutor readingRoom;
    private final PdfText pdfText = new PdfText();
    private final DocxText docxText = new DocxText();
    private final PlainTextDecoding plainText = new PlainTextDecoding();

    DocumentResumeReader(ParserExecutor readingRoom) {
        this.readingRoom = readingRoom;
    }

    @Override
    public ResumeText read(ResumeFile file) {
        byte[] content = file.content();
        DocumentFormat format = DocumentFormat.of(content);
        return new ResumeText(CleanText.of(readingRoom.read(() -> textOf(format, content))));
    }

    private List<Passage> textOf(DocumentFormat format, byte[] content) throws Exception {
        return switch (format) {
            case PDF -> pdfText.read(content);
            case ZIP -> docxText.read(content);
            case OLE2 -> throw LegacyOffice.refusal(content);
            case RICH_TEXT ->
                throw new UnreadableResumeException(
                        "The file is in Rich Text Format. Save it as DOCX or PDF and try again.");
            case PICTURE ->
                throw new UnreadableResumeException(
                        "The file is a picture. Run a text recognition on it, or choose a résumé as PDF, DOCX or plain text.");
            case OTHER -> List.of(new Passage(plainText.read(content), false));
        };
    }

    @Override
    public void close() {
        readingRoom.close();
    }
}
