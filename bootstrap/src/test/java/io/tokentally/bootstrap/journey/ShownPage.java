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
            behind("call", "/api-usage/calls", ".tt-details-button", ".tt-drawer"),
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
            behind("budget", "/budgets", "main a[href^='budgets/']", ".tt-budget-links"),
            at("alerts", "/alerts"),
            at("keys", "/keys"),
            at("people", "/people"),
            at("organization", "/organization"),
            at("audit", "/audit"),
            at("refused-calls", "/refused-calls"),
            at("account", "/account"),
            at("no-such-page", "/no/such/page"));

    /** What looks otherwise to members. */
    static final List<ShownPage> OF_MEMBERS =
            List.of(at("member-overview", "/api-usage"), at("member-keys", "/keys"), at("member-budgets", "/budgets"));

    static final List<ShownPage> OF_OPERATORS = List.of(
            at("installation", "/installation"),
            at("unknown-keys", "/unknown-keys"),
            at("installation-audit", "/installation-audit"));

    static final List<ShownPage> DIALOGS = List.of(
            dialog("go-to", "/people", page -> page.keyboard().press("Control+k")),
            dialog("shortcuts", "/people", page -> page.keyboard().press("?")),
            dialog("views", "/api-usage/explorer?form=table", press("Views")),
            dialog("new-budget", "/budgets", press("New budget")),
            dialog("new-rule", "/alerts", press("Add a rule")),
            dialog("new-channel", "/alerts", press("Add a channel")),
            dialog("new-key", "/keys", press("New key")),
            dialog("invite", "/people", press("Invite")),
            dialog("new-token", "/account", press("New token")));

    /**
     * Until nothing of the page has changed for 150 ms, longer than a push takes to come, while nothing is asked of the server and
     * nothing moves that ever comes to rest; where something does all the time, ten seconds.
     */
    private static final String SETTLED = """
            () => new Promise(resolve => {
                const latest = Date.now() + 10_000;
                const busy = () => document.readyState !== 'complete'
                    || Object.values(window.Vaadin?.Flow?.clients ?? {}).some(client => client.isActive?.())
                    || document.querySelector('vaadin-grid[loading]')
                    || document.getAnimations().some(each =>
                        each.playState === 'running' && each.effect.getComputedTiming().endTime !== Infinity);
                const end = () => (changes.disconnect(), resolve());
                let rest;
                const wait = () => {
                    clearTimeout(rest);
                    rest = setTimeout(() => busy() && Date.now() < latest ? wait() : end(), 150);
                };
                const changes = new MutationObserver(wait);
                changes.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
                wait();
            })""";

    private static ShownPage at(String name, String path) {
        return new ShownPage(name, path, page -> {});
    }

    /** What opens by a click on the first of such elements. */
    private static ShownPage behind(String name, String path, String clicked, String opened) {
        return new ShownPage(name, path, page -> {
            page.locator(clicked).first().click();
            page.locator(opened).first().waitFor();
            settle(page);
        });
    }

    private static ShownPage dialog(String name, String path, Consumer<Page> opening) {
        return new ShownPage(name, path, page -> {
            opening.accept(page);
            page.locator("vaadin-dialog[opened]")
                    .first()
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
            settle(page);
        });
    }

    private static Consumer<Page> press(String button) {
        return page -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .first()
                .click();
    }

    void openOn(Page page) {
        page.navigate(path);
        page.locator("h1").first().waitFor();
        settle(page);
        opening.accept(page);
    }

    static void settle(Page page) {
        page.evaluate(SETTLED);
    }
}
