package io.tokentally.adapter.documents.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.report.PrintedReport;
import io.tokentally.domain.report.PrintedReport.Bar;
import io.tokentally.domain.report.PrintedReport.Bars;
import io.tokentally.domain.report.PrintedReport.Figure;
import io.tokentally.domain.report.PrintedReport.KeyFigures;
import io.tokentally.domain.report.PrintedReport.Remarks;
import io.tokentally.domain.report.PrintedReport.Row;
import io.tokentally.domain.report.PrintedReport.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfReportPrinterTest {

    private static final List<String> COLUMNS = List.of("Model", "Cost", "Share", "Requests");

    private final PdfReportPrinter printer = new PdfReportPrinter();

    @Test
    void allTextsStandThereInTheirOrder() {
        byte[] pdf = printer.print(month(models(3)));

        assertThat(textOf(pdf))
                .containsSubsequence(
                        "Acme: AI usage in October 2026",
                        "1 Oct 2026 – 31 Oct 2026",
                        "Cost",
                        "$1,234.56",
                        "12% more than the month before",
                        "Cost per day",
                        "most: $99.10",
                        "Models",
                        "Model Cost Share Requests",
                        "model-1 $1.00 1% 1",
                        "model-3 $3.00 3% 3",
                        "Total $9.00 100% 9",
                        "Good to know",
                        "3 calls have no known cost.");
        assertThat(pages(pdf)).isEqualTo(1);
    }

    @Test
    void titleAndLanguageAreToldAndTheFontIsEmbedded() {
        read(printer.print(month(models(3))), document -> {
            PDDocumentCatalog catalog = document.getDocumentCatalog();
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Acme: AI usage in October 2026");
            assertThat(catalog.getLanguage()).isEqualTo("en");
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(fonts(document)).isNotEmpty().allSatisfy(font -> {
                assertThat(font.isEmbedded()).isTrue();
                assertThat(font.getName()).endsWith("LiberationSans");
            });
            return true;
        });
    }

    @Test
    void itsStructureIsTagged() {
        read(printer.print(month(models(3))), document -> {
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            List<PDStructureElement> elements =
                    elements(document.getDocumentCatalog().getStructureTreeRoot());
            assertThat(elements)
                    .extracting(PDStructureElement::getStructureType)
                    .startsWith("Document", "H1", "P", "P")
                    .containsSubsequence("H2", "Figure", "H2", "Table", "TR", "TH", "TH", "TH", "TH", "TR", "TH", "TD");
            assertThat(elements)
                    .filteredOn(element -> element.getStructureType().equals("Figure"))
                    .extracting(PDStructureElement::getAlternateDescription)
                    .containsExactly("What each day cost");
            assertThat(document.getDocumentCatalog()
                            .getStructureTreeRoot()
                            .getParentTree()
                            .getCOSObject()
                            .getCOSArray(COSName.NUMS)
                            .size())
                    .isEqualTo(2 * document.getNumberOfPages());
            return true;
        });
    }

    @Test
    void threeHundredModelsGoOnWithTheirHeadingsAndNoRowIsCutOff() {
        byte[] pdf = printer.print(month(models(300)));

        String text = textOf(pdf);
        assertThat(IntStream.rangeClosed(1, 300).mapToObj(model -> "model-%1$d $%1$d.00 %1$d%% %1$d".formatted(model)))
                .allSatisfy(row -> assertThat(text).containsOnlyOnce(row + System.lineSeparator()));
        assertThat(pages(pdf)).isGreaterThan(5);
        assertThat(text.split("Model Cost Share Requests", -1)).hasSize(pages(pdf) + 1);
        assertThat(text).contains("2 / " + pages(pdf));
        assertThat(read(pdf, PdfReportPrinterTest::places)).allSatisfy(place -> {
            assertThat(place.getX()).isBetween(40f, 560f);
            assertThat(place.getY()).isBetween(40f, 820f);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Müller & Söhne: Straßenbau",
                "Αθήνα",
                "Москва, Україна",
                "Łódź, Ñandú, Çeşme, Ðà Nẵng",
                "office affluent final"
            })
    void lettersOfTheFontAreShown(String name) {
        assertThat(textOf(printer.print(month(List.of(row(name, 1)))))).contains(name + " $1.00");
    }

    @Test
    void whatIsWrittenFromRightToLeftReadsSo() {
        assertThat(textOf(printer.print(month(List.of(row("שלום", 1)))))).contains("שלום");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "東京の支店",
                "👩‍💻 team",
                "\uD800 alone",
                "عربى",
                "tab\tand\nline",
                "\u0000\u0007",
                "ก็",
                "\u202Eturned"
            })
    void whatHasNoGlyphHasAReplacementAndNoException(String name) {
        String text = textOf(printer.print(month(List.of(row(name, 7), row("next", 8)))));

        assertThat(text).contains("$7.00 7% 7", "next $8.00").doesNotContain(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "W", "Ü", "漢", "👩‍💻", "ש"})
    void longNamesAreShortenedBesideTheirFigures(String letter) {
        String name = letter.repeat(255);
        byte[] pdf = printer.print(new PrintedReport(
                Locale.ENGLISH,
                name,
                List.of(name),
                List.of(
                        new KeyFigures(List.of(new Figure(name, name, List.of(name)))),
                        new Table(name, COLUMNS, List.of(row(name, 5))),
                        new Remarks(name, List.of(name)))));

        assertThat(textOf(pdf)).contains("$5.00 5% 5", "…");
        assertThat(read(pdf, PdfReportPrinterTest::places))
                .allSatisfy(place -> assertThat(place.getX()).isBetween(40f, 560f));
        assertThat(pages(pdf)).isEqualTo(1);
    }

    @Test
    void aMonthWithNothingIsADocument() {
        byte[] pdf = printer.print(new PrintedReport(
                Locale.GERMAN,
                "Acme: KI-Nutzung im Oktober 2026",
                List.of(),
                List.of(
                        new KeyFigures(List.of()),
                        new Bars("Kosten je Tag", "Nichts", "", List.of(new Bar("1", "0,00 $", BigDecimal.ZERO))),
                        new Table("Modelle", COLUMNS, List.of()),
                        new Remarks("Hinweise", List.of("In diesem Monat wurde nichts verbraucht.")))));

        assertThat(textOf(pdf))
                .contains("Acme: KI-Nutzung im Oktober 2026", "In diesem Monat wurde nichts verbraucht.");
        String language = read(pdf, document -> document.getDocumentCatalog().getLanguage());
        assertThat(language).isEqualTo("de");
    }

    private static PrintedReport month(List<Row> rows) {
        return new PrintedReport(
                Locale.ENGLISH,
                "Acme: AI usage in October 2026",
                List.of("1 Oct 2026 – 31 Oct 2026", "Made for Ada"),
                List.of(
                        new KeyFigures(List.of(
                                new Figure("Cost", "$1,234.56", List.of("12% more than the month before")),
                                new Figure("Requests", "1,234", List.of()))),
                        new Bars(
                                "Cost per day",
                                "What each day cost",
                                "most: $99.10",
                                IntStream.rangeClosed(1, 31)
                                        .mapToObj(day -> new Bar(
                                                Integer.toString(day),
                                                "$" + day,
                                                BigDecimal.valueOf(day).movePointLeft(2)))
                                        .toList()),
                        new Table("Models", COLUMNS, rows),
                        new Remarks("Good to know", List.of("3 calls have no known cost."))));
    }

    private static List<Row> models(int count) {
        List<Row> rows = new ArrayList<>(IntStream.rangeClosed(1, count)
                .mapToObj(model -> row("model-" + model, model))
                .toList());
        rows.add(new Row(List.of("Total", "$9.00", "100%", "9"), true));
        return rows;
    }

    private static Row row(String name, int figure) {
        return new Row(List.of(name, "$" + figure + ".00", figure + "%", Integer.toString(figure)), false);
    }

    private static int pages(byte[] pdf) {
        return read(pdf, PDDocument::getNumberOfPages);
    }

    private static String textOf(byte[] pdf) {
        return read(pdf, document -> {
            try {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setSortByPosition(true);
                return stripper.getText(document);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Of all letters but those of the foot. */
    private static List<TextPosition> places(PDDocument document) {
        List<TextPosition> places = new ArrayList<>();
        try {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    if (text.getYDirAdj() < 800) {
                        places.add(text);
                    }
                }
            }.getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return places;
    }

    private static List<PDFont> fonts(PDDocument document) {
        return StreamSupport.stream(document.getPages().spliterator(), false)
                .map(PDPage::getResources)
                .flatMap(resources -> StreamSupport.stream(
                                resources.getFontNames().spliterator(), false)
                        .map(name -> {
                            try {
                                return resources.getFont(name);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }))
                .toList();
    }

    /** In the order in which they are read. */
    private static List<PDStructureElement> elements(PDStructureNode node) {
        List<PDStructureElement> elements = new ArrayList<>();
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                elements.add(element);
                elements.addAll(elements(element));
            }
        }
        return elements;
    }

    private static <T> T read(byte[] pdf, Function<PDDocument, T> reading) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return reading.apply(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
