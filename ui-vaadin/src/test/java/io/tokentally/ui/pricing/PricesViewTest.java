package io.tokentally.ui.pricing;

import static io.tokentally.ui.fake.FakePrices.NANO;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PricedModel;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.pricing.Money;
import io.tokentally.ui.chart.FigureTable;
import io.tokentally.ui.chart.StepChart;
import io.tokentally.ui.chart.StepData;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAccess;
import io.tokentally.ui.fake.FakeModelEnds;
import io.tokentally.ui.fake.FakePrices;
import io.tokentally.ui.form.InlineAlert;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser("member@acme.example")
class PricesViewTest extends SpringBrowserlessTest {

    @Autowired
    private FakePrices prices;

    @Autowired
    private FakeModelEnds ends;

    @BeforeEach
    void setUp() {
        prices.reset();
        ends.set();
    }

    @Test
    void everyMemberSeesEveryModelWithItsExactPrices() {
        navigate(PricesView.class);

        assertThat(models())
                .containsExactly("claude-sonnet-4-5", "gpt-4.1", "gpt-4.1-nano", "gpt-5.6-luna", "whisper-1");
        assertThat(textOf(find(ModelGrid.class).single().getColumnByKey("cached"), NANO.value()))
                .isEqualTo("$0.025");
        assertThat(textOf(find(ModelGrid.class).single().getColumnByKey("tiers"), NANO.value()))
                .isEqualTo("standard, batch, priority");
        assertThat(textOf(find(ModelGrid.class).single().getColumnByKey("terms"), "whisper-1"))
                .isEqualTo("$0.006 per 60 · Seconds of audio");
    }

    @Test
    void whereADiscountHoldsThePriceIsWhatIsPaidWithTheListPriceStruckBeside() {
        prices.addOwnPrices(ViewerFixtures.viewer(new UserId("owner@acme.example"), FakeAccess.ACME, Role.OWNER));
        navigate(PricesView.class);

        String sonnet = "claude-sonnet-4-5";
        assertThat(textOf(find(ModelGrid.class).single().getColumnByKey("input"), sonnet))
                .isEqualTo("$2.55instead of the list price$3.00");
        assertThat(textOf(find(ModelGrid.class).single().getColumnByKey("input"), NANO.value()))
                .isEqualTo("$0.08instead of the list price$0.10");

        UI.getCurrent().navigate("prices/anthropic/" + sonnet);
        assertThat(textOf(find(RatesPanel.class).single())).contains("$2.55", "$3.00");
    }

    @Test
    void theModelsInUseThatEndAreToldWithWhatTheirReplacementsWouldHaveCost() {
        navigate(PricesView.class);
        assertThat(find(EndingModelsPanel.class).exists()).isFalse();

        ends.set(
                FakeModelEnds.ending("gpt-4.1-nano", LocalDate.of(2026, 10, 23), "gpt-5.6-luna", Money.usd("25.0001")),
                FakeModelEnds.ending("o1", LocalDate.of(2026, 9, 1), null, null));
        navigate(PricesView.class);

        assertThat(textOf(find(EndingModelsPanel.class).single()))
                .contains("gpt-4.1-nano", "ends in ", "gpt-5.6-luna", "$25.00")
                .contains("o1", "ended on 2026-09-01", "None named", "No price known");
        assertThat(find(ModelGrid.class).exists()).isTrue();
    }

    @Test
    void searchAndProviderStandInTheAddressAndAreReadFromIt() {
        navigate(PricesView.class);

        test(find(TextField.class).withAriaLabel("Find a model by name").single())
                .setValue("NANO");

        assertThat(models()).containsExactly("gpt-4.1-nano");
        assertThat(address()).isEqualTo("prices?search=NANO");

        open("search=4&provider=anthropic");

        assertThat(models()).containsExactly("claude-sonnet-4-5");
        assertThat(find(TextField.class)
                        .withAriaLabel("Find a model by name")
                        .single()
                        .getValue())
                .isEqualTo("4");
        assertThat(find(ComboBox.class).withAriaLabel("Provider").single().getValue())
                .isEqualTo(Provider.ANTHROPIC);
    }

    @Test
    void aProviderWithoutModelsLeavesAnEmptyListAndNoError() {
        open("provider=nobody&search=%20");

        assertThat(models()).isEmpty();
    }

    @Test
    void aVersionLeadsToTheModelThatHasIt() {
        UI.getCurrent().navigate("prices", PricesView.explaining("openai/gpt-5.6-luna/standard since 2026-03-05"));

        assertThat(find(H1.class).single().getText()).isEqualTo("gpt-5.6-luna");
        assertThat(find(Span.class)
                        .withAttribute("aria-current", "true")
                        .single()
                        .getText())
                .isEqualTo("openai/gpt-5.6-luna/standard since 2026-03-05");
    }

    @Test
    void anUnknownVersionIsTold() {
        UI.getCurrent().navigate("prices", PricesView.explaining("nobody's"));

        assertThat(find(Notification.class).all())
                .extracting(notice -> test(notice).getText())
                .containsExactly("There is no price version nobody's. It may belong to another organization.");
        assertThat(models()).hasSize(5);
    }

    @Test
    void aModelsPageShowsTiersRegionsNamesAndSource() {
        openModel("gpt-5.6-luna");

        assertThat(textOf(find(RatesPanel.class).single()))
                .contains(
                        "Input tokens, above 272,000 input tokens",
                        "$1.25",
                        "$2.50",
                        "eu +10 %",
                        "up to 922,000 input tokens")
                .contains("gpt-5.6-luna-####-##-##")
                .contains("The higher rate is for the whole request");
        assertThat(find(Anchor.class, find(RatesPanel.class).single()).single().getHref())
                .isEqualTo("https://openai.com/api/pricing/");
    }

    @Test
    void theHistoryIsAChartAndATable() {
        openModel("gpt-5.6-luna");

        StepData drawn = Objects.requireNonNull(find(StepChart.class).single().shown());
        assertThat(drawn.lines()).extracting(StepData.Line::label).containsExactly("Input tokens", "Output tokens");
        assertThat(drawn.lines().getFirst().steps())
                .extracting(StepData.Step::text)
                .containsExactly("$2.50", "$1.25", "$1.25");
        assertThat(find(FigureTable.class, find(HistoryPanel.class).single())
                        .single()
                        .shown())
                .containsExactly(List.of("30 Jul 2026", "$1.25", "$10.00"), List.of("5 Mar 2026", "$2.50", "$15.00"));
        assertThat(textOf(find(HistoryPanel.class).single()))
                .contains("openai/gpt-5.6-luna/standard since 2026-03-05", "List price · Tokentally", "Built-in list");
    }

    @Test
    void aModelThatNobodyHasAPriceForIsNotFound() {
        openModel("no-such-model");

        assertThat(find(H1.class).single().getText()).isEqualTo("There is no such page");
    }

    @Test
    void aCallIsEstimatedLineByLine() {
        openModel("gpt-5.6-luna");

        amount("Input tokens", "300,000");
        amount("Output tokens", "1000");
        test(region()).selectItem("eu");
        click("Calculate");

        // 300,000 × 2.50 / 1M × 1.1 and 1,000 × 15 / 1M × 1.1.
        assertThat(bill())
                .containsExactly(
                        List.of("Input tokens", "300,000", "$2.50 per 1M +10 % (region eu)", "$0.825"),
                        List.of("Output tokens", "1,000", "$15.00 per 1M +10 % (region eu)", "$0.0165"),
                        List.of("Total", "", "", "$0.8415"));
    }

    @Test
    void aCallBeforeThePriceCutIsEstimatedAtTheOldPrice() {
        openModel("gpt-5.6-luna");
        test(find(DateTimePicker.class).single()).setValue(LocalDateTime.parse("2026-07-29T23:59"));

        click("Calculate");

        assertThat(bill().getFirst()).containsExactly("Input tokens", "1,000", "$2.50 per 1M", "$0.0025");
    }

    @Test
    void beforeThereWasAPriceTheCostIsUnknownAndNotZero() {
        openModel("gpt-5.6-luna");
        test(find(DateTimePicker.class).single()).setValue(LocalDateTime.parse("2020-01-01T00:00"));

        click("Calculate");

        assertThat(find(InlineAlert.class).single().getText()).contains("the cost is unknown, not zero");
        assertThat(find(CostTable.class).exists()).isFalse();
    }

    @Test
    void whatIsNoQuantityIsSaidBesideIt() {
        openModel("gpt-5.6-luna");

        for (String wrong : List.of("-1", "1.5", "many", "100000000001", "99999999999999999999")) {
            amount("Output tokens", wrong);
            click("Calculate");

            assertThat(field("Output tokens").isInvalid()).as(wrong).isTrue();
            assertThat(field("Output tokens").getErrorMessage())
                    .isEqualTo("Enter a whole number from 0 to 100,000,000,000.");
            assertThat(find(CostTable.class).exists()).isFalse();
        }
    }

    @Test
    void onlyAPageOnTheWebIsLinkedAsASource() {
        assertThat(find(Anchor.class, new SourceLink("https://openai.com/api/pricing/"))
                        .single()
                        .getHref())
                .isEqualTo("https://openai.com/api/pricing/");
        assertThat(find(Anchor.class, new SourceLink("https://github.com/BerriAI/litellm (map.json)"))
                        .single()
                        .getHref())
                .isEqualTo("https://github.com/BerriAI/litellm");
        for (String other : List.of("Contract 7", "javascript:alert(1)", "data:text/html,x", " https://x")) {
            SourceLink source = new SourceLink(other);

            assertThat(find(Anchor.class, source).exists()).as(other).isFalse();
            assertThat(textOf(source)).isEqualTo(other);
        }
    }

    @Test
    void modelsLinkToTheirPages() {
        navigate(PricesView.class);

        RouterLink link = (RouterLink) cell(find(ModelGrid.class).single().getColumnByKey("model"), NANO.value());

        assertThat(link.getHref()).isEqualTo("prices/openai/gpt-4.1-nano");
    }

    private void openModel(String model) {
        UI.getCurrent().navigate("prices/openai/" + model);
    }

    private void open(String query) {
        UI.getCurrent().navigate(PricesView.PATH, QueryParameters.fromString(query));
    }

    private void amount(String label, String value) {
        test(field(label)).setValue(value);
    }

    private TextField field(String label) {
        return find(TextField.class).withLabel(label).single();
    }

    @SuppressWarnings("unchecked") // The only select with this label holds regions.
    private Select<Region> region() {
        return find(Select.class).withLabel("Region").single();
    }

    private void click(String text) {
        test(find(Button.class).withText(text).single()).click();
    }

    private List<List<String>> bill() {
        return find(FigureTable.class).withClassName("tt-bill").single().shown();
    }

    private List<String> models() {
        return shown().map(model -> model.model().value()).toList();
    }

    private Stream<PricedModel> shown() {
        return find(ModelGrid.class).single().getListDataView().getItems();
    }

    private String textOf(Grid.Column<PricedModel> column, String model) {
        return textOf(cell(column, model));
    }

    private Component cell(Grid.Column<PricedModel> column, String model) {
        return ((ComponentRenderer<?, PricedModel>) column.getRenderer())
                .createComponent(shown().filter(priced -> priced.model().value().equals(model))
                        .findFirst()
                        .orElseThrow());
    }

    private static String address() {
        return UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters();
    }

    private static String textOf(Component component) {
        return component.getElement().getTextRecursively();
    }
}
