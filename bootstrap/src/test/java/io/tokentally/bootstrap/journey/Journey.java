package io.tokentally.bootstrap.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.tokentally.bootstrap.product.Api;
import io.tokentally.bootstrap.product.ProductTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A way of somebody through the product, in the system's Chromium. */
@Tag("long")
@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Journey {

    private static final double PATIENCE_MS = 30_000;
    private static final String ZONE = "Europe/Berlin";

    @LocalServerPort
    private int port;

    private Playwright playwright;
    private Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();
    final List<String> foreignRequests = new ArrayList<>();
    Api api;

    @BeforeAll
    void openBrowser() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        playwright = Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @BeforeEach
    void openApi() {
        api = new Api(port);
    }

    @AfterEach
    void closePages() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        foreignRequests.clear();
    }

    @AfterAll
    void closeBrowser() {
        browser.close();
        playwright.close();
    }

    /** A page of a fresh browser at a desk. */
    Page page() {
        return page(new Browser.NewContextOptions().setViewportSize(1440, 900));
    }

    Page page(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setTimezoneId(ZONE).setBaseURL(address()));
        context.setDefaultTimeout(PATIENCE_MS);
        contexts.add(context);
        Page page = context.newPage();
        page.onRequest(request -> {
            if (request.url().startsWith("http") && !request.url().startsWith(address())) {
                foreignRequests.add(request.url());
            }
        });
        return page;
    }

    /** Somebody of the demo signs in by the form and lands on the usage page. */
    static Page signIn(Page page, String login) {
        submitSignIn(page, login, "demo");
        page.waitForURL("**/api-usage**");
        page.locator(".tt-metric").first().waitFor();
        return page;
    }

    static void submitSignIn(Page page, String login, String password) {
        page.navigate("/login");
        page.getByLabel("Email").fill(login);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
        page.keyboard().press("Enter");
    }

    String address() {
        return "http://localhost:" + port;
    }

    private static Path chromium() {
        String named = System.getenv("CHROMIUM");
        return Stream.of(
                        named == null ? "" : named,
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/snap/bin/chromium",
                        "/Applications/Chromium.app/Contents/MacOS/Chromium",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The browser journeys need Chromium: install it (apt-get install chromium),"
                                + " or name its program in the environment variable CHROMIUM."));
    }
}
