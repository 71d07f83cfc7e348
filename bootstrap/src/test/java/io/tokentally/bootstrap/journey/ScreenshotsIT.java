package io.tokentally.bootstrap.journey;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Pictures of every page of the demo, to be looked at: {@code ./tokentally screenshots FOLDER}. */
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class ScreenshotsIT extends Journey {

    @Test
    void everyPageIsPictured() {
        take(page(), ShownPage.BEFORE_SIGN_IN);
        Page owner = signIn(page(), "owner@acme.example");
        take(owner, ShownPage.OF_OWNERS);
        take(owner, ShownPage.DIALOGS);
        take(signIn(page(), "member@acme.example"), ShownPage.OF_MEMBERS);
        Page operator = page();
        submitSignIn(operator, "operator@demo.example", "demo");
        operator.waitForURL("**/installation**");
        take(operator, ShownPage.OF_OPERATORS);
    }

    private static void take(Page page, List<ShownPage> pages) {
        Path folder = Path.of(System.getProperty("screenshots"));
        for (ShownPage shown : pages) {
            Screen.ALL.getFirst().showOn(page);
            shown.openOn(page);
            for (Screen screen : Screen.ALL) {
                screen.showOn(page);
                ShownPage.settle(page);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(folder.resolve(screen.toString()).resolve(shown.name() + ".png")));
            }
        }
    }
}
