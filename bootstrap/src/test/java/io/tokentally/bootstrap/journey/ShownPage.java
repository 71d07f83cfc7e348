package io.tokentally.bootstrap.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import java.util.function.Consumer;

/**
 * A page of the demo, or a dialog on it.
 *
 * @param name of a file that shows it
 * @param opening what is done on the page that is at the address
 */
record ShownPage(String name, String path, Consumer<Page> opening) {

    static final List<ShownPage> BEFORE_SIGN_IN = List.of(
            at("sign-in", "/login"),
            at("sign-in-failed", "/login?error"),
            at("password-forgotten", "/forgotten"),
            at("invitation", "/invitation"));

    static final List<ShownPage> OF_OWNERS = List.of(
            at("overview", "/api-usage"),
            at("explorer", "/api-usage/explorer"),
            at("explorer-lines", "/api-usage/explorer?form=lines&measure=response_time_p95&by=model"),
            at("calls", "/api-usage/calls"),
            at("performance", "/api-usage/performance"),
            at("errors", "/api-usage/errors"),
            at("month", "/api-usage/month"),
            at("cost-change", "/api-usage/change"),
            at("what-if", "/api-usage/what-if"),
            at("ai-shortlist", "/ai-shortlist"),
            at("prices", "/prices"),
            at("prices-of-a-model", "/prices/openai/gpt-4.1-nano"),
            at("own-prices", "/prices?tab=own"),
            at("budgets", "/budgets"),
            at("keys", "/keys"),
            at("people", "/people"),
            at("organization", "/organization"),
            at("audit", "/audit"),
            at("refused-calls", "/refused-calls"),
            at("account", "/account"),
            at("no-such-page", "/no/such/page"));

    static final List<ShownPage> OF_OPERATORS = List.of(
            at("installation", "/installation"),
            at("unknown-keys", "/unknown-keys"),
            at("installation-audit", "/installation-audit"));

    static final List<ShownPage> DIALOGS = List.of(
            dialog("go-to", "/api-usage", page -> page.keyboard().press("Control+k")),
            dialog("shortcuts", "/api-usage", page -> page.keyboard().press("?")),
            dialog("views", "/api-usage", press("Views")),
            dialog("new-budget", "/budgets", press("New budget")),
            dialog("new-key", "/keys", press("New key")),
            dialog("invite", "/people", press("Invite")),
            dialog("new-token", "/account", press("New token")));

    private static final double SETTLED_MS = 700;

    private static ShownPage at(String name, String path) {
        return new ShownPage(name, path, page -> {});
    }

    private static ShownPage dialog(String name, String path, Consumer<Page> opening) {
        return new ShownPage(name, path, page -> {
            opening.accept(page);
            page.locator("vaadin-dialog[opened]")
                    .first()
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
            page.waitForTimeout(SETTLED_MS);
        });
    }

    private static Consumer<Page> press(String button) {
        return page -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .first()
                .click();
    }

    /** Waits until nothing moves any more. */
    void openOn(Page page) {
        page.navigate(path);
        page.locator("h1").first().waitFor();
        page.waitForTimeout(SETTLED_MS);
        opening.accept(page);
    }
}
