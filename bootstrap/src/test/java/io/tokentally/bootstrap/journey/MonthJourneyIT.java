package io.tokentally.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonthJourneyIT extends Journey {

    private static final List<String> PARTS =
            List.of("Cost per day", "Endpoints", "Models", "People", "Keys", "Total", "Good to know");

    @ParameterizedTest
    @ValueSource(strings = {"A4", "Letter"})
    void theSheetAloneIsPrintedInLightColours(String format) throws IOException {
        Page page =
                signIn(page(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK)), "owner@acme.example");
        Locator sheet = open(page);

        byte[] pdf = page.pdf(new Page.PdfOptions().setFormat(format));

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isBetween(1, 3);
            assertThat(textOf(document))
                    .contains(PARTS)
                    .contains(sheet.locator("h2").innerText())
                    .doesNotContain("Download PDF", "Print", "Explorer", "Show as table", "Ctrl K");
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.evaluate("getComputedStyle(document.querySelector('.tt-sheet h2')).color"))
                .asString()
                .satisfies(MonthJourneyIT::isDark);
        assertThat(sheet.locator(".tt-day-bar").first()).isVisible();
    }

    @Test
    void thePdfThatIsTakenAlongSaysWhatThePageSays() throws IOException {
        Page page = signIn(page(), "owner@acme.example");
        Locator sheet = open(page);

        Download download =
                page.waitForDownload(() -> page.getByText("Download PDF").click());

        assertThat(download.suggestedFilename()).matches("tokentally-\\d{4}-\\d{2}-organization\\.pdf");
        try (InputStream bytes = download.createReadStream();
                PDDocument document = Loader.loadPDF(bytes.readAllBytes())) {
            assertThat(document.getNumberOfPages()).isBetween(1, 2);
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(textOf(document))
                    .contains(PARTS)
                    .contains(sheet.locator("h2").innerText())
                    .contains(sheet.locator(".tt-metric-value").allInnerTexts())
                    .contains(sheet.locator(".tt-sheet-part > .tt-figures td:nth-child(2)")
                            .allInnerTexts());
        }
    }

    private static Locator open(Page page) {
        page.navigate("/api-usage/month?scope=organization");
        Locator sheet = page.locator(".tt-sheet");
        assertThat(sheet).containsText("Good to know");
        return sheet;
    }

    /** Of a colour as a browser computes it: {@code rgb(22, 22, 31)}, {@code oklch(0.2 …)}. */
    private static void isDark(String color) {
        String first = color.replaceAll("^[a-z]+\\((?:srgb )?([0-9.]+).*", "$1");
        double lightness = Double.parseDouble(first);
        assertThat(color.startsWith("rgb") ? lightness / 255 : lightness)
                .as(color)
                .isLessThan(0.4);
    }

    private static String textOf(PDDocument document) {
        try {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
