package io.tokentally.ui.usage.call;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static io.tokentally.ui.fake.BrowserlessApplication.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.ui.chart.FigureTable;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeModelEnds;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
class CallDetailsTest extends SpringBrowserlessTest {

    @Test
    @WithMockUser("member@acme.example")
    void aFailedCallExplainsItself() {
        CallDetails details = detailsOf(aUsageRecord()
                .failing(new Failure(Failure.Kind.PROVIDER_ERROR, 429, "requests", "rate_limit_exceeded"))
                .build());

        assertThat(textOf(details))
                .contains("Too many requests in too short a time", "HTTP 429", "code rate_limit_exceeded");
    }

    @Test
    @WithMockUser("member@acme.example")
    void aPricedCallShowsItsBillToTheLastDigit() {
        CallDetails details = new CallDetails(
                aUsageRecord()
                        .withTokens(10_000, 2_500)
                        .madeWith(new VirtualKeyId(new UUID(0, 7)), new Tags(Map.of("team", "search", "stage", "test")))
                        .tracedBy(new CallTrace(Map.of("session-id", "s1"), "req_1"))
                        .build(),
                "Mia Schmidt",
                "laptop (tt_12345678…)",
                null,
                List.of(),
                ZoneId.of("UTC"));

        assertThat(find(FigureTable.class, details).single().shown())
                .containsExactly(
                        List.of("Input tokens", "10,000", "$0.10 per 1M", "$0.001"),
                        List.of("Output tokens", "2,500", "$0.40 per 1M", "$0.001"),
                        List.of("Total", "", "", "$0.002"));
        assertThat(find(RouterLink.class, details).single())
                .returns("Price version gpt-4.1-nano-2025-04-14", RouterLink::getText)
                .returns("prices?version=gpt-4.1-nano-2025-04-14", RouterLink::getHref);
        assertThat(textOf(details))
                .contains(
                        "Operationchat.completions",
                        "Tagsstage=test, team=search",
                        "Virtual keylaptop (tt_12345678…)",
                        "Sessionsession-id=s1",
                        "Request at the providerreq_1");
    }

    @Test
    @WithMockUser("member@acme.example")
    void oneOfSeveralAttemptsShowsThemAllAndLeadsToTheOthers() {
        CallId call = new CallId(new UUID(0, 9));
        UsageRecord first = aUsageRecord()
                .at(NOW.minus(Duration.ofMinutes(3)))
                .failing(new Failure(Failure.Kind.PROVIDER_ERROR, 500, null, null))
                .tracedBy(new CallTrace(Map.of(), null, new CallAttempt(1, call)))
                .withSeed(50)
                .build();
        UsageRecord second = aUsageRecord()
                .at(NOW.minus(Duration.ofMinutes(2)))
                .tracedBy(new CallTrace(Map.of(), null, new CallAttempt(2, call)))
                .withSeed(51)
                .build();

        CallDetails details =
                new CallDetails(second, "Mia Schmidt", null, null, List.of(first, second), ZoneId.of("UTC"));

        assertThat(textOf(details)).contains("Attempt2 of call 00000000-0000-0000-0000-000000000009");
        assertThat(find(NativeTableRow.class, find(StackingTable.class, details).single())
                        .all())
                .extracting(
                        row -> row.getChildren().map(CallDetailsTest::textOf).toList())
                .extracting(row -> row.get(0), row -> row.get(2), row -> row.get(3), row -> row.get(4))
                .contains(tuple("1", "HTTP 500", "$0.00", "Open"), tuple("2", "Succeeded", "$0.002", "This one"));
        assertThat(find(RouterLink.class, details).withText("Open").single().getHref())
                .isEqualTo("api-usage/calls?call=" + first.id());
    }

    @Test
    @WithMockUser("member@acme.example")
    void whereTheNumberAloneIsKnownItIsShown() {
        CallDetails details = new CallDetails(
                aUsageRecord()
                        .tracedBy(new CallTrace(Map.of(), null, new CallAttempt(3, null)))
                        .build(),
                "Mia Schmidt",
                null,
                null,
                List.of(),
                ZoneId.of("UTC"));

        assertThat(textOf(details)).contains("Attempt3").doesNotContain("of call", "Attempts of this call");
    }

    @Test
    @WithMockUser("member@acme.example")
    void aCallThatWasAnsweredAfterAShutdownIsMarked() {
        ModelLifecycle lifecycle = FakeModelEnds.ending("gpt-4.1-nano", LocalDate.of(2026, 10, 23), null, null)
                .lifecycle();

        CallDetails details =
                new CallDetails(aUsageRecord().build(), "Mia Schmidt", null, lifecycle, List.of(), ZoneId.of("UTC"));

        assertThat(textOf(details))
                .contains("After shutdown", "had shut this model down on Fri, 23 Oct 2026", "costs what it cost last");
    }

    @Test
    @WithMockUser("member@acme.example")
    void aBillNamesWhatRaisedAndLoweredTheRate() {
        CostLine line = new CostLine(
                10_000,
                new Rate(UsageUnit.INPUT_TOKENS, Money.usd("0.10"), 1_000_000),
                List.of(
                        new Adjustment(Adjustment.Kind.REGION_UPLIFT, "eu", Percentage.of("10")),
                        new Adjustment(Adjustment.Kind.DISCOUNT, "discount-1", Percentage.of("-15"))));
        CallDetails details = new CallDetails(
                aUsageRecord()
                        .withCost(Cost.measured(Money.USD, List.of(line), "nano-1"))
                        .build(),
                "Mia Schmidt",
                "laptop (tt_12345678…)",
                null,
                List.of(),
                ZoneId.of("UTC"));

        assertThat(find(FigureTable.class, details).single().shown().getFirst())
                .containsExactly(
                        "Input tokens", "10,000", "$0.10 per 1M +10 % (region eu) −15 % (discount)", "$0.000935");
    }

    @Test
    @WithMockUser("member@acme.example")
    void anEstimatedCallSaysSo() {
        Cost measured = aUsageRecord().build().cost();
        UsageRecord estimated = aUsageRecord()
                .withCost(Cost.estimated(measured.currency(), measured.lines(), "gpt-4.1-nano-2025-04-14"))
                .build();

        assertThat(new CostText(estimated.cost()).getText()).isEqualTo("≈ $0.002");
        assertThat(textOf(detailsOf(estimated)))
                .contains("Estimated", "counted here, since the provider reported no usage");
    }

    @Test
    @WithMockUser("member@acme.example")
    void whenItEndedAndWhoToldItsUsageAreTold() {
        CallDetails details = detailsOf(
                aUsageRecord().at(NOW).taking(Duration.ofMillis(2_500)).build());

        assertThat(textOf(details))
                .contains("EndedThursday, 15 October 2026, 12:00:02.500", "UsageAs the provider reported it");
    }

    private static CallDetails detailsOf(UsageRecord call) {
        return new CallDetails(call, "Mia Schmidt", null, null, List.of(), ZoneId.of("UTC"));
    }

    private static String textOf(Component component) {
        return component.getElement().getTextRecursively();
    }
}
