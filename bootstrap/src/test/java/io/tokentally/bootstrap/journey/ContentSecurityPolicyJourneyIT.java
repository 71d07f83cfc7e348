package io.tokentally.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentSecurityPolicyJourneyIT extends Journey {

    private static final List<String> PAGES = List.of(
            "/api-usage?days=30&scope=organization",
            "/api-usage/explorer?scope=organization&period=last_7_days&by=model,endpoint",
            "/api-usage/calls?scope=organization&period=last_7_days&status=failed",
            "/api-usage/month?scope=organization",
            "/ai-shortlist",
            "/prices",
            "/prices/openai/gpt-4.1-nano",
            "/keys",
            "/budgets",
            "/refused-calls",
            "/people",
            "/organization",
            "/account",
            "/no/such/page",
            "/error");

    @Test
    void noPageNeedsMoreThanItsPolicyAllows() {
        List<String> complaints = new ArrayList<>();
        Page page = page();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.text().contains("Content Security Policy")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.navigate("/login?error");
        page.navigate("/login");
        page.locator(".tt-demo-sign-in").first().click();
        assertThat(page.locator("#password").inputValue()).isEqualTo("demo");

        signIn(page, "owner@acme.example");
        for (String path : PAGES) {
            page.navigate(path);
            page.waitForLoadState(LoadState.NETWORKIDLE);
        }
        page.navigate("/swagger-ui/index.html");
        page.getByText("/api/v1/usage/summary").first().waitFor();

        // What is not found says so to the console as well.
        assertThat(complaints).allMatch(text -> text.contains("the server responded with a status of"));
    }

    @Test
    void aScriptWithoutTheNonceDoesNotRun() {
        Page page = signIn(page(), "member@acme.example");

        page.evaluate("""
            () => {
                const holder = document.createElement('div');
                holder.innerHTML = '<img src="assets/none" onerror="window.ran = 1">';
                document.body.append(holder);
                document.body.insertAdjacentHTML('beforeend', '<a id="x" href="javascript:window.ran=1">x</a>');
                document.getElementById('x').click();
            }\
            """);
        page.waitForTimeout(500);

        assertThat(page.evaluate("window.ran === undefined")).isEqualTo(true);
    }
}
