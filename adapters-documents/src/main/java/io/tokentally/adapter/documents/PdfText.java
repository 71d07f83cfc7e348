package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.ResumeText;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/** Reads the text of a PDF, page by page until there is enough. */
final class PdfText {

    static final int MAX_PAGES = 50;

    PdfText() {
        FontMappers.set(new FallbackFontMapper());
    }

    String read(byte[] content) throws IOException {
        try (PDDocument document = new GuardedPdfParser(content).parse()) {
            requireModestLength(document.getNumberOfPages());
            return textOf(document);
        }
    }

    private static void requireModestLength(int pages) {
        if (pages == 0) {
            throw new UnreadableResumeException("The PDF has no pages. Choose a résumé as PDF, DOCX or plain text.");
        }
        if (pages > MAX_PAGES) {
            throw new UnreadableResumeException(
                    "The PDF has %d pages; a résumé may have at most %d. Choose a shorter one."
                            .formatted(pages, MAX_PAGES));
        }
    }

    private static String textOf(PDDocument document) throws IOException {
        StringBuilder text = new StringBuilder();
        GuardedTextStripper stripper = new GuardedTextStripper();
        for (int page = 1; page <= document.getNumberOfPages() && text.length() < ResumeText.MAX_LENGTH; page++) {
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            text.append(stripper.getText(document));
        }
        return text.toString();
    }
}
