package io.tokentally.bootstrap.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures of every page of the demo, to be looked at: {@code ./tokentally screenshots FOLDER}. */
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class ScreenshotsIT extends Journey {

    static Stream<Arguments> screens() {
        return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                .flatMap(scheme -> Stream.of(
                        Arguments.of(1440, 900, scheme),
                        Arguments.of(1280, 800, scheme),
                        Arguments.of(390, 844, scheme)));
    }

    @ParameterizedTest
    @MethodSource("screens")
    void everyPageIsPictured(int width, int height, ColorScheme scheme) {
        Path folder = Path.of(System.getProperty("screenshots"))
                .resolve("%dx%d-%s".formatted(width, height, scheme.name().toLowerCase(Locale.ROOT)));
        Browser.NewContextOptions screen =
                new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme);
        take(page(screen), ShownPage.BEFORE_SIGN_IN, folder);
        Page owner = signIn(page(screen), "owner@acme.example");
        take(owner, ShownPage.OF_OWNERS, folder);
        take(owner, ShownPage.DIALOGS, folder);
        Page operator = page(screen);
        submitSignIn(operator, "operator@demo.example", "demo");
        operator.waitForURL("**/installation**");
        take(operator, ShownPage.OF_OPERATORS, folder);
    }

    private static void take(Page page, List<ShownPage> pages, Path folder) {
        pages.forEach(shown -> {
            shown.openOn(page);
            page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(shown.name() + ".png")));
        });
    }
}
