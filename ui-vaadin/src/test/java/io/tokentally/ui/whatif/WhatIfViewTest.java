package io.tokentally.ui.whatif;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.price;
import static io.tokentally.ui.fake.BrowserlessApplication.NOW;
import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.usage.UsageRecordFixtures;
import io.tokentally.domain.view.UsageViewId;
import io.tokentally.domain.view.UsageViewState;
import io.tokentally.domain.whatif.UsedModel;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAlternatives;
import io.tokentally.ui.fake.FakeReports;
import io.tokentally.ui.fake.FakeTagDimensions;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.fake.FakeUsageViews;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
class WhatIfViewTest extends SpringBrowserlessTest {

    private static final ModelName LARGE = new ModelName("gpt-5");
    private static final ModelName SMALL = new ModelName("gpt-5-nano");

    @Autowired
    private FakeAlternatives alternatives;

    @Autowired
    private FakeUsage usage;

    @Autowired
    private FakeReports reports;

    @Autowired
    private FakeTagDimensions tags;

    @Autowired
    private FakeUsageViews views;

    @BeforeEach
    void setUp() {
        usage.clear();
        reports.clear();
        tags.are();
        views.reset();
        usage.add(UsageRecordFixtures.aUsageRecord().of(ACME, MEMBER).at(NOW).build());
        alternatives.used(
                new PriceBook(
                        Money.USD,
                        List.of(
                                price("large", LARGE, LAUNCH, null, perMillion(UsageUnit.INPUT_TOKENS, "4")),
                                price("small", SMALL, LAUNCH, null, perMillion(UsageUnit.INPUT_TOKENS, "1")))),
                new UsedModel(
                        Provider.OPENAI,
                        LARGE,
                        ServiceTier.STANDARD,
                        1_500,
                        Map.of(UsageUnit.INPUT_TOKENS, 2_000_000L),
                        Money.usd("9")),
                new UsedModel(Provider.OPENAI, SMALL, ServiceTier.STANDARD, 0, Map.of(), Money.usd("0")));
    }

    @Test
    @WithMockUser("member@acme.example")
    void aViewKeepsTheDiscount() {
        UsageViewId view = views.store(
                ViewerFixtures.viewer(MEMBER, ACME, Role.MEMBER),
                new UsageViewState("api-usage/what-if?discount=25&period=last_30_days&scope=own", false));

        open("view=" + view);

        assertThat(rows().stream().map(List::getFirst)).anyMatch(kind -> kind.contains("25%"));
    }

    @Test
    @WithMockUser("member@acme.example")
    void alternativesAreRankedByWhatTheySave() {
        open("scope=own");

        assertThat(texts()).contains("1,500 calls: $9.00 were paid. By today's prices the same would cost $8.00.");
        assertThat(rows())
                .containsExactly(
                        List.of(
                                "Priced as gpt-5-nano",
                                "gpt-5openai · standard",
                                "1,500",
                                "$8.00",
                                "$2.00",
                                "$6.00 (75.0%)"),
                        List.of("10% discount", "All of openai", "1,500", "$8.00", "$7.20", "$0.80 (10.0%)"));
    }

    @Test
    @WithMockUser("member@acme.example")
    void onePeriodIsComparedWithNoOther() {
        open("scope=own");

        assertThat(find(Select.class).withClassName("tt-compare").exists()).isFalse();
    }

    @Test
    @WithMockUser("member@acme.example")
    void modelAndDiscountStandInTheAddress() {
        open("scope=own&period=last_7_days");
        test(discounts()).selectItem("25% discount");

        assertThat(address()).contains("discount=25", "period=last_7_days");
        assertThat(rows()).extracting(row -> row.getFirst()).contains("25% discount");

        open("scope=own&discount=25&instead=gpt-5-nano");
        assertThat(alternatives.asked())
                .extracting(query -> query.instead(), query -> query.discount())
                .containsExactly(SMALL, Percentage.of("25"));

        open("scope=own&discount=26");
        assertThat(notices()).contains("There is no such discount. Showing 10%.");
    }

    @Test
    @WithMockUser("member@acme.example")
    void nothingToPriceIsSaid() {
        alternatives.used(new PriceBook(Money.USD, List.of()));

        open("scope=own");

        assertThat(texts()).contains("There is nothing to price: no call of these days has a price.");
    }

    @Test
    @WithMockUser("member@acme.example")
    void whatWouldTakeTooLongIsToldWithTheRemedy() {
        alternatives.looksAtTooManyCalls();

        open("scope=own");

        assertThat(texts()).anySatisfy(text -> assertThat(text).contains("more than 200,000", "Choose fewer days"));
        assertThat(find(AlternativesTable.class).exists()).isFalse();
    }

    private static void open(String query) {
        UI.getCurrent().navigate(WhatIfView.class, QueryParameters.fromString(query));
        roundTrip();
    }

    @SuppressWarnings("unchecked") // The only select with this label holds percentages.
    private Select<Percentage> discounts() {
        return find(Select.class).withAriaLabel("Discount").single();
    }

    private List<List<String>> rows() {
        return find(NativeTableRow.class, find(AlternativesTable.class).single()).all().stream()
                .skip(1)
                .map(row -> row.getChildren().map(WhatIfViewTest::textOf).toList())
                .toList();
    }

    private List<String> texts() {
        return find(Paragraph.class).all().stream().map(Paragraph::getText).toList();
    }

    private List<String> notices() {
        return find(Notification.class).all().stream()
                .map(notice -> test(notice).getText())
                .toList();
    }

    private static String address() {
        return UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters();
    }

    private static String textOf(Component component) {
        return component.getElement().getTextRecursively();
    }
}
