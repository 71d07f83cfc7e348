package io.tokentally.bootstrap.journey;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A size and a scheme of colours that a page is shown in; it need not be loaded anew for another. */
record Screen(int width, int height, ColorScheme scheme) {

    /** Of a desk and of a phone. */
    static final List<Screen> WIDEST_AND_NARROWEST = inBothSchemes(1440, 390);

    static final List<Screen> ALL = inBothSchemes(1440, 1280, 390);

    private static List<Screen> inBothSchemes(Integer... widths) {
        return Stream.of(widths)
                .flatMap(width -> Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                        .map(scheme -> new Screen(width, heightOf(width), scheme)))
                .toList();
    }

    private static int heightOf(int width) {
        return switch (width) {
            case 390 -> 844;
            case 1280 -> 800;
            default -> 900;
        };
    }

    void showOn(Page page) {
        page.setViewportSize(width, height);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    }

    /** For a folder: {@code 1440x900-light}. */
    @Override
    public String toString() {
        return "%dx%d-%s".formatted(width, height, scheme.name().toLowerCase(Locale.ROOT));
    }
}
