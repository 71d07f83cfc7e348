package io.tokentally.adapter.documents.print;

import io.tokentally.application.port.out.report.ReportPrinter;
import io.tokentally.domain.report.PrintedReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/** Sets a report on A4 pages, with its title and language told and its structure tagged, so that it can be read aloud, too. */
final class PdfReportPrinter implements ReportPrinter {

    private static final String PRODUCT = "Tokentally";

    @Override
    public byte[] print(PrintedReport report) {
        try (PDDocument document = new PDDocument();
                PrintFont font = PrintFont.embeddedIn(document)) {
            describe(document, report);
            PdfTags tags = new PdfTags(document);
            PageFlow pages = new PageFlow(document, font, tags);
            new ReportSetting(pages).set(report);
            pages.finish(report.title());
            tags.finish();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("The report could not be set", e);
        }
    }

    private static void describe(PDDocument document, PrintedReport report) {
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(report.title());
        information.setCreator(PRODUCT);
        information.setProducer(PRODUCT);
        document.getDocumentCatalog().setLanguage(report.language().toLanguageTag());
        PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        document.getDocumentCatalog().setViewerPreferences(preferences);
    }
}
