package io.tokentally.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PricesJourneyIT extends Journey {

    private static final String OWNER = "owner@globex.example";
    private static final String SUMMARY = "/api/v1/usage/organization/summary?days=90";

    @Test
    void anOwnerPricesWhatHadNoPriceAndTakesItBack() {
        JsonNode before = api.json(OWNER, SUMMARY);
        long waiting = before.get("unpricedRequests").asLong();
        Page page = signIn(page(), OWNER);

        setPrice(page);
        reprice(page);
        page.getByText("Applied", new Page.GetByTextOptions().setExact(true))
                .first()
                .waitFor();
        JsonNode after = api.json(OWNER, SUMMARY);
        assertThat(after.get("unpricedRequests").asLong()).isLessThan(waiting);
        assertThat(cost(after)).isGreaterThan(cost(before));
        page.navigate("/prices?tab=unpriced");
        assertThat(page.getByText("Every call has a price.")).isVisible();

        page.navigate("/prices?tab=repricing");
        button(page, "Undo").click();
        page.getByRole(AriaRole.ALERTDIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Undo"))
                .click();
        page.getByText("Undone", new Page.GetByTextOptions().setExact(true))
                .first()
                .waitFor();
        JsonNode undone = api.json(OWNER, SUMMARY);
        assertThat(undone.get("unpricedRequests").asLong()).isEqualTo(waiting);
        assertThat(cost(undone)).isEqualByComparingTo(cost(before));
        assertThat(foreignRequests).isEmpty();
    }

    @Test
    void aMemberFindsAModelAndSeesWhatACallWouldCost() {
        Page page = signIn(page(), "member@acme.example");
        page.navigate("/prices?search=4.1-nano");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("gpt-4.1-nano").setExact(true))
                .click();
        page.waitForURL("**/prices/openai/gpt-4.1-nano");
        page.getByLabel("Input tokens", new Page.GetByLabelOptions().setExact(true))
                .fill("10000");
        page.getByLabel("Output tokens", new Page.GetByLabelOptions().setExact(true))
                .fill("2500");
        button(page, "Calculate").click();

        assertThat(page.getByText("$0.002").first()).isVisible();
        assertThat(page.getByRole(AriaRole.TAB)).hasCount(0);
    }

    private static void setPrice(Page page) {
        page.navigate("/prices?tab=unpriced");
        button(page, "Set the price of globex-tone-1").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        Locator prices = dialog.getByLabel("US dollars");
        assertThat(prices).hasCount(2);
        prices.first().fill("0.5");
        prices.last().fill("2");
        dialog.getByLabel("Reason").fill("Our own fine-tuning");
        dialog.getByLabel("Source").fill("Contract 7");
        button(page, "Save").click();
    }

    private static void reprice(Page page) {
        page.getByRole(AriaRole.ALERTDIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Reprice calls"))
                .click();
        button(page, "Dry run").click();
        page.getByText("This is what it would do.").waitFor();
        button(page, "Apply").click();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static BigDecimal cost(JsonNode summary) {
        return new BigDecimal(summary.get("totalCost").asString());
    }
}
