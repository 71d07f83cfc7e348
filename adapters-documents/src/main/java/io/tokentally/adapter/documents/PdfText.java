package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.ResumeText.Passage;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;

/** Reads the text of a PDF, page by page until there is enough, then what is filled in and stands on no page. */
final class PdfText {

    static final int MAX_PAGES = 50;

    PdfText() {
        FontMappers.set(new FallbackFontMapper());
    }

    List<Passage> read(byte[] content) throws IOException {
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

    private static List<Passage> textOf(PDDocument document) throws IOException {
        MarkedText text = new MarkedText();
        GuardedTextStripper stripper = new GuardedTextStripper();
        for (int page = 1; page <= document.getNumberOfPages() && !text.isFull(); page++) {
            MarkedText ofPage = stripper.read(document, page);
            addAddresses(document.getPage(page - 1), ofPage);
            text.append(ofPage);
            text.startLine();
        }
        PdfFields.addMissing(document, text);
        return text.passages();
    }

    /** Links that lead to mail or to a page, unless the page shows where. */
    private static void addAddresses(PDPage page, MarkedText text) throws IOException {
        for (PDAnnotation annotation : page.getAnnotations()) {
            Interruption.check();
            boolean seen = !annotation.isHidden() && !annotation.isNoView();
            if (seen && annotation instanceof PDAnnotationLink link && link.getAction() instanceof PDActionURI target) {
                Optional<String> address = Optional.ofNullable(target.getURI()).flatMap(LinkAddress::of);
                if (address.isPresent() && !LinkAddress.isShownIn(address.get(), text.plain())) {
                    text.startLine();
                    text.append(address.get(), false);
                }
            }
        }
    }
}
