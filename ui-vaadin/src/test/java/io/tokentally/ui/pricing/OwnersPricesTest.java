package io.tokentally.ui.pricing;

import static io.tokentally.ui.fake.FakePrices.LUNA;
import static io.tokentally.ui.fake.FakePrices.NANO;
import static io.tokentally.ui.fake.FakePrices.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.QueryParameters;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.Provenance.Origin;
import io.tokentally.domain.pricing.ShutdownComparison;
import io.tokentally.domain.repricing.CallsOfVersion;
import io.tokentally.domain.repricing.MispricedCalls;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakePrices;
import io.tokentally.ui.fake.FakeRepricing;
import io.tokentally.ui.fake.FakeShutdowns;
import io.tokentally.ui.fake.FakeWaitingCalls;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.Polling;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@ExtendWith(OutputCaptureExtension.class)
@WithMockUser(username = "owner@acme.example", roles = "OWNER")
class OwnersPricesTest extends SpringBrowserlessTest {

    @Autowired
    private FakePrices prices;

    @Autowired
    private FakeRepricing repricing;

    @Autowired
    private FakeWaitingCalls waitingCalls;

    @Autowired
    private FakeShutdowns shutdowns;

    @Autowired
    private CurrentViewer currentViewer;

    @BeforeEach
    void setUp() {
        prices.reset();
        repricing.reset();
        shutdowns.reset();
        waitingCalls.reset();
    }

    @Test
    @WithMockUser(username = "admin@acme.example", roles = "ADMIN")
    void whoIsNoOwnerSeesPricesAndNoneOfTheOwnersThings() {
        for (String tab : List.of("own", "unpriced", "repricing")) {
            open("tab=" + tab);

            assertThat(find(Tabs.class).exists()).isFalse();
            assertThat(find(ModelGrid.class).exists()).isTrue();
        }
        UI.getCurrent().navigate("prices/openai/gpt-4.1-nano");

        assertThat(find(Button.class).withText("Set own rates").exists()).isFalse();
        assertThat(find(RatesPanel.class).exists()).isTrue();
    }

    @Test
    void theTabStandsInTheAddress() {
        navigate(PricesView.class);

        test(find(Tabs.class).single()).select("Unpriced");

        assertThat(UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters())
                .isEqualTo("prices?tab=unpriced");
        assertThat(find(UnpricedPanel.class).exists()).isTrue();
        assertThat(find(Tabs.class).single().getSelectedTab().getLabel()).isEqualTo("Unpriced");
    }

    @Test
    void ownRatesBeginWithTheRatesInForceAndKeepTiersAndUplifts() {
        UI.getCurrent().navigate("prices/openai/gpt-5.6-luna");
        click("Set own rates");

        priceFields().getFirst().setValue("1.00");
        fill("Reason", "Frame contract");
        fill("Source", "Contract 7");
        click("Save");

        ModelPrice saved = ownPrices().getFirst();
        assertThat(saved.model()).isEqualTo(LUNA);
        assertThat(saved.validity().from()).isEqualTo(Instant.parse("2026-10-15T00:00:00Z"));
        assertThat(saved.terms()
                        .rateOf(UsageUnit.INPUT_TOKENS)
                        .orElseThrow()
                        .at(300_000)
                        .price())
                .hasToString("USD 2.5");
        assertThat(saved.terms()
                        .rateOf(UsageUnit.INPUT_TOKENS)
                        .orElseThrow()
                        .base()
                        .price())
                .hasToString("USD 1");
        assertThat(saved.terms().regionUplifts()).containsEntry(new Region("eu"), Percentage.of("10"));
        assertThat(textOf(find(RatesPanel.class).single())).contains("$1.00", "instead of the list price", "$1.25");
    }

    @Test
    void aPriceThatIsNoneIsSaidBesideIt() {
        UI.getCurrent().navigate("prices/openai/gpt-4.1-nano");
        click("Set own rates");
        fill("Reason", "Frame contract");
        fill("Source", "Contract 7");

        for (String wrong : List.of("", "free", "-1", "1000001", "0.0000000000001", "1e-20")) {
            priceFields().getFirst().setValue(wrong);
            click("Save");

            assertThat(priceFields().getFirst().isInvalid()).as(wrong).isTrue();
            assertThat(ownPrices()).isEmpty();
        }
    }

    @Test
    void ownRatesNeedAReasonASourceAndADay() {
        UI.getCurrent().navigate("prices/openai/gpt-4.1-nano");
        click("Set own rates");
        click("Save");
        assertThat(field("Reason").isInvalid()).isTrue();

        fill("Reason", "Frame contract");
        click("Save");
        assertThat(field("Source").isInvalid()).isTrue();

        fill("Source", "Contract 7");
        day("Valid from").clear();
        click("Save");
        assertThat(day("Valid from").isInvalid()).isTrue();
        assertThat(ownPrices()).isEmpty();
    }

    @Test
    void aRegularExpressionIsNoModelName() {
        UI.getCurrent().navigate("prices/openai/gpt-4.1-nano");
        click("Set own rates");

        fill("Model names", "(a+)+$");
        click("Save");

        assertThat(field("Model names").isInvalid()).isTrue();
    }

    @Test
    void whatTheCoreRefusesIsSaidInTheDialog() {
        UI.getCurrent().navigate("prices/openai/gpt-4.1-nano");
        click("Set own rates");
        fill("Reason", "Frame contract");
        fill("Source", "Contract 7");
        prices.failWith(new PriceRefusedException("The price is a hundredfold of the list's. Check the unit."));
        click("Save");

        assertThat(message()).isEqualTo("The price is a hundredfold of the list's. Check the unit.");

        prices.failWith(new AccessRefusedException("Only owners set prices. Ask an owner."));
        click("Save");

        assertThat(message()).isEqualTo("Only owners set prices. Ask an owner.");
    }

    @Test
    void whatBreaksInsideStaysInside(CapturedOutput output) {
        UI.getCurrent().navigate("prices/openai/gpt-4.1-nano");
        click("Set own rates");
        fill("Reason", "Frame contract");
        fill("Source", "Contract 7");
        prices.failWith(new IllegalStateException("secret detail"));
        click("Save");

        assertThat(message()).doesNotContain("secret detail").contains("Try again in a moment");
        assertThat(output).contains("The prices could not be changed");
    }

    @Test
    void allThatIsWrongWithAFormIsSaidAtOnceAndWhatItNeedsIsMarked() {
        open("tab=own");
        click("Grant a discount");
        fill("Percent off", "none");
        click("Save");

        assertThat(find(TextField.class, find(DiscountDialog.class).single()).all().stream()
                        .filter(TextField::isInvalid)
                        .map(TextField::getLabel))
                .containsExactly("Percent off", "Reason", "Source");
        assertThat(find(TextField.class, find(DiscountDialog.class).single()).all().stream()
                        .filter(TextField::isRequiredIndicatorVisible)
                        .map(TextField::getLabel))
                .containsExactly("Percent off", "Provider", "Reason", "Source");
    }

    @Test
    void aDiscountIsGrantedAndTakenBackWithAReason() {
        open("tab=own");
        click("Grant a discount");
        fill("Percent off", "12.5 %");
        fill("Models (optional)", "gpt-4*");
        fill("Reason", "Volume");
        fill("Source", "Contract 8");
        click("Save");

        Discount discount = prices.pricing(currentViewer.viewer()).discounts().getFirst();
        assertThat(discount.percentage()).isEqualTo(Percentage.of("12.5"));
        assertThat(textOf(find(OwnPricesPanel.class).single())).contains("openai · gpt-4*", "12.5 %", "Volume");

        test(find(Button.class).withAriaLabel("Take discount-1 back").single()).click();
        test(find(Button.class, find(WithdrawDialog.class).single())
                        .withText("Take back")
                        .single())
                .click();
        assertThat(field("Reason").isInvalid()).isTrue();
        fill("Reason", "Mistyped");
        test(find(Button.class, find(WithdrawDialog.class).single())
                        .withText("Take back")
                        .single())
                .click();

        assertThat(prices.pricing(currentViewer.viewer()).withdrawals().get("discount-1"))
                .hasFieldOrPropertyWithValue("reason", "Mistyped");
        assertThat(textOf(find(OwnPricesPanel.class).single())).contains("Taken back", "Mistyped");
    }

    @Test
    void aDiscountLiesAboveNothingAndUpToAHundred() {
        open("tab=own");
        click("Grant a discount");

        for (String wrong : List.of("", "0", "-5", "100.1", "much")) {
            fill("Percent off", wrong);
            click("Save");

            assertThat(field("Percent off").isInvalid()).as(wrong).isTrue();
        }
        assertThat(prices.pricing(currentViewer.viewer()).discounts()).isEmpty();
    }

    @Test
    void settingThePriceOfAWaitingModelOffersToRepriceItsCalls() {
        open("tab=unpriced");
        assertThat(textOf(find(UnpricedPanel.class).single())).contains("o5-preview", "1,204", "3,812,004");

        test(find(Button.class).withAriaLabel("Set the price of o5-preview").single())
                .click();
        priceFields().getFirst().setValue("5");
        priceFields().get(1).setValue("20");
        fill("Reason", "Published");
        fill("Source", "https://openai.com/api/pricing/");
        click("Save");

        assertThat(ownPrices().getFirst().validity().from()).isEqualTo(Instant.parse("2026-10-03T00:00:00Z"));
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(find(Checkbox.class, find(RepricingDialog.class).single())
                        .single()
                        .getValue())
                .isTrue();
        click("Dry run");
        roundTrip();
        click("Apply");

        RepricingRequest request =
                repricing.repricings(currentViewer.viewer()).getFirst().request();
        assertThat(request.unpricedOnly()).isTrue();
        assertThat(request.provider()).isEqualTo(Provider.OPENAI);
        assertThat(request.model()).hasToString(WAITING.value());
        assertThat(request.range().from()).isEqualTo(Instant.parse("2026-10-03T00:00:00Z"));
        assertThat(request.range().until()).isEqualTo(Instant.parse("2026-10-16T00:00:00Z"));
        assertThat(find(RepricingsPanel.class).exists()).isTrue();
    }

    @Test
    void whatWasPricedByACorrectedRateIsOfferedForRepricing() {
        repricing.correct(
                mispriced("gpt-5.5", "Priority costs 2.5 times", Money.usd("1.25")),
                mispriced("gpt-3.5-turbo-1106", "Not sold by batch", null));
        open("tab=repricing");
        roundTrip();

        assertThat(textOf(find(MispricedTable.class).single()))
                .contains("gpt-5.5", "Priority costs 2.5 times", "$4.00", "$1.25", "See the dry run");
        test(find(Button.class).withAriaLabel("Reprice the calls of gpt-5.5").single())
                .click();
        click("Dry run");
        roundTrip();
        click("Apply");

        RepricingRequest request =
                repricing.repricings(currentViewer.viewer()).getFirst().request();
        assertThat(request.model()).hasToString("gpt-5.5");
        assertThat(request.unpricedOnly()).isFalse();
        assertThat(request.reason()).isEqualTo("Corrected: Priority costs 2.5 times");
        assertThat(request.range().from()).isEqualTo(Instant.parse("2026-10-03T00:00:00Z"));
        assertThat(request.range().until()).isEqualTo(Instant.parse("2026-10-06T00:00:00Z"));
    }

    @Test
    void nobodyIsToldOfCorrectionsWhereNothingWasPricedByOne() {
        open("tab=repricing");
        roundTrip();

        assertThat(find(MispricedTable.class).exists()).isFalse();
    }

    private static MispricedCalls mispriced(String model, String reason, @Nullable Money difference) {
        return new MispricedCalls(
                new CallsOfVersion(
                        model + "-2026-04-24",
                        Provider.OPENAI,
                        new ModelName(model),
                        12,
                        Money.usd("4"),
                        Instant.parse("2026-10-03T12:00:00Z"),
                        Instant.parse("2026-10-05T12:00:00Z")),
                reason,
                difference);
    }

    @Test
    void nothingIsRepricedThatNoDryRunHasShown() {
        open("tab=repricing");
        click("Reprice calls");
        assertThat(button("Apply").isEnabled()).isFalse();

        fill("Reason", "Contract signed late");
        click("Dry run");
        roundTrip();
        assertThat(textOf(find(RepricedTable.class).single()))
                .contains("1,204", "$0.00 and 1,204 calls without a cost", "$12.0000345");
        assertThat(button("Apply").isEnabled()).isTrue();

        fill("Models (optional)", "gpt-4*");
        assertThat(button("Apply").isEnabled()).isFalse();
        assertThat(find(RepricedTable.class).exists()).isFalse();
        assertThat(repricing.repricings(currentViewer.viewer())).isEmpty();
    }

    @Test
    void aRepricingThatChangesNothingCannotBeApplied() {
        open("tab=repricing");
        click("Reprice calls");
        fill("Reason", "Just looking");
        fill("Provider (optional)", "google");
        click("Dry run");
        roundTrip();

        assertThat(button("Apply").isEnabled()).isFalse();
        assertThat(textOf(find(RepricingDialog.class).single())).contains("It would change nothing.");
    }

    @Test
    void theEndsOfModelsAreComparedWithWhatTheProviderTells() {
        open("");

        click("Check shutdown dates");
        click("Compare");
        roundTrip();

        assertThat(find(InlineAlert.class, find(ShutdownComparisonDialog.class).single())
                        .single()
                        .getText())
                .isEqualTo("Your organization has stored no key for openai.");
        assertThat(button("Compare").isEnabled()).isTrue();

        shutdowns.tells(
                true,
                new ShutdownComparison.Difference(new ModelName("o1"), null, LocalDate.parse("2027-01-15")),
                new ShutdownComparison.Difference(new ModelName("o3"), LocalDate.parse("2026-12-11"), null));
        click("Compare");
        roundTrip();

        assertThat(textOf(find(ShutdownComparisonDialog.class).single()))
                .contains("the price list says something else", "openai says")
                .contains("o1", "No end known", "2027-01-15", "o3", "2026-12-11")
                .doesNotContain("has stored no key");
        assertThat(find(Button.class).withText("Compare").exists()).isFalse();
        click("Close");
        assertThat(find(ShutdownComparisonDialog.class).exists()).isFalse();
    }

    @Test
    void whetherWaitingCallsArePricedByThemselvesIsAnOwnersChoice() {
        open("tab=unpriced");
        Checkbox choice = find(Checkbox.class)
                .withCaption("Price waiting calls automatically")
                .single();
        assertThat(choice.getValue()).isFalse();

        test(choice).click();

        assertThat(waitingCalls.arePriced(currentViewer.viewer())).isTrue();
        open("tab=unpriced");
        assertThat(find(Checkbox.class)
                        .withCaption("Price waiting calls automatically")
                        .single()
                        .getValue())
                .isTrue();
    }

    @Test
    void aComparisonWithoutADifferenceSaysSo() {
        shutdowns.tells(true);
        open("");
        click("Check shutdown dates");
        click("Compare");
        roundTrip();

        assertThat(textOf(find(ShutdownComparisonDialog.class).single()))
                .contains("openai lists 87 models, and the price list says the same of all of them.");
    }

    @Test
    void aProviderThatTellsOfNoDayIsSaidToBeSilent() {
        shutdowns.tells(false);
        open("");
        click("Check shutdown dates");
        click("Compare");
        roundTrip();

        assertThat(textOf(find(ShutdownComparisonDialog.class).single())).contains("tells of no day");
    }

    @Test
    void aRangeThatRunsBackwardsIsRefused() {
        open("tab=repricing");
        click("Reprice calls");
        fill("Reason", "Contract signed late");
        test(day("First day")).setValue(LocalDate.parse("2026-10-20"));
        click("Dry run");

        assertThat(find(InlineAlert.class, find(RepricingDialog.class).single())
                        .single()
                        .getText())
                .isEqualTo("The last day is before the first. Swap them.");
    }

    @Test
    void theBarMovesAsLongAsSomethingIsAtWork() {
        repricing.add(Repricing.State.APPLYING, FakeRepricing.october("Contract signed late"), 301);
        repricing.setAtWork(true);
        open("tab=repricing");

        assertThat(find(ProgressBar.class).single().getValue()).isEqualTo(0.25);
        assertThat(find(Button.class).withText("Resume").exists()).isFalse();
        assertThat(UI.getCurrent().getPollInterval()).isPositive();

        repricing.finish();
        ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));

        assertThat(find(ProgressBar.class).exists()).isFalse();
        assertThat(textOf(find(RepricingCard.class).single())).contains("Applied");
        assertThat(UI.getCurrent().getPollInterval()).isNegative();
    }

    @Test
    void theListTakesTheIntervalOfNobodyWhoWaitsForSomething() {
        repricing.add(Repricing.State.APPLIED, FakeRepricing.october("Contract signed late"), 1_204);
        open("tab=repricing");
        Polling.every(UI.getCurrent(), Duration.ofMillis(300));

        ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));
        assertThat(UI.getCurrent().getPollInterval()).isEqualTo(300);

        open("tab=models");
        assertThat(UI.getCurrent().getPollInterval()).isEqualTo(300);
    }

    @Test
    void anInterruptedRepricingIsResumed() {
        repricing.add(Repricing.State.APPLYING, FakeRepricing.october("Contract signed late"), 700);
        open("tab=repricing");
        assertThat(textOf(find(RepricingCard.class).single())).contains("Interrupted", "nobody works at it");

        click("Resume");

        assertThat(textOf(find(RepricingCard.class).single()))
                .contains("At work")
                .doesNotContain("Interrupted");
    }

    @Test
    void aRepricingIsUndoneOnlyOnceConfirmedAndARefusalSaysWhy() {
        repricing.add(Repricing.State.APPLIED, FakeRepricing.october("First"), 1_204);
        repricing.add(Repricing.State.APPLIED, FakeRepricing.october("Second"), 1_204);
        open("tab=repricing");

        test(find(Button.class).withText("Undo").all().getLast()).click();
        assertThat(textOf(find(RepricingsPanel.class).single())).doesNotContain("Undone");
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(message()).isEqualTo("A later repricing has changed the same calls. Undo that first.");

        test(find(Button.class).withText("Undo").all().getFirst()).click();
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(textOf(find(RepricingCard.class).all().getFirst())).contains("Second", "Undone");
    }

    @Test
    void anImportShowsWhatDiffersBeforeAnythingIsEntered() {
        open("tab=own");
        click("Import a price map");
        upload("data.json", "{}");

        assertThat(textOf(find(ImportDialog.class).single()))
                .contains("1 new, 1 changed, 1 the same")
                .contains("Input tokens: $1.25 ($2.50 above 272,000) → $1.00 ($2.00 above 272,000)")
                .contains("Output tokens: – → $2.50")
                .contains("1 remark on prices", "openai/gpt-image-1", "the field input_cost_per_pixel is not known")
                .doesNotContain(NANO.value());
        assertThat(ownPrices()).isEmpty();

        chooseProviders(Set.of(Provider.GOOGLE));
        assertThat(textOf(find(ImportDialog.class).single()))
                .contains("1 new, 0 changed, 0 the same")
                .doesNotContain("remark on prices");
        fill("Reason", "Gemini 3");
        click("Apply");

        assertThat(ownPrices()).singleElement().satisfies(price -> {
            assertThat(price.provenance().origin()).isEqualTo(Origin.IMPORTED);
            assertThat(price.provider()).isEqualTo(Provider.GOOGLE);
        });
    }

    @Test
    void aLongListOfImportedPricesIsShownByPagesAndSearched() {
        prices.addImported(currentViewer.viewer(), 3_000);

        open("tab=own");

        OwnPricesPanel panel = find(OwnPricesPanel.class).single();
        assertThat(textOf(panel))
                .contains("model-3000", "model-2951", "1–50 of 3,000")
                .doesNotContain("model-2950");
        assertThat(elements(panel.getElement())).isLessThan(2_000);

        test(find(Button.class).withText("Next").all().stream()
                        .filter(Component::isVisible)
                        .findFirst()
                        .orElseThrow())
                .click();
        assertThat(textOf(panel)).contains("model-2950", "51–100 of 3,000").doesNotContain("model-2951");

        test(find(TextField.class, panel).single()).setValue("MODEL-0007");
        assertThat(textOf(panel)).contains("model-0007").doesNotContain("model-2950");
    }

    @Test
    void anImportIsTakenBackInOneStep() {
        prices.addImported(currentViewer.viewer(), 3);
        open("tab=own");
        OwnPricesPanel panel = find(OwnPricesPanel.class).single();
        assertThat(textOf(panel)).contains("3 entered, 0 taken back");

        test(find(Button.class, panel).withText("Take back").all().getFirst()).click();
        fill("Reason", "Wrong map");
        test(find(Button.class, find(WithdrawDialog.class).single())
                        .withText("Take back")
                        .single())
                .click();

        assertThat(prices.pricing(currentViewer.viewer()).withdrawals()).hasSize(3);
        assertThat(textOf(panel)).contains("3 entered, 3 taken back");
        assertThat(find(Button.class, panel).withText("Take back").exists()).isFalse();
    }

    private static int elements(Element element) {
        return 1 + element.getChildren().mapToInt(child -> elements(child)).sum();
    }

    @Test
    void aFileThatCannotBeUsedSaysWhyAndCannotBeApplied() {
        open("tab=own");
        click("Import a price map");
        upload("empty.json", "");

        assertThat(message()).isEqualTo("empty.json is empty. Choose a price map.");
        assertThat(button("Apply").isEnabled()).isFalse();
    }

    @SuppressWarnings("unchecked") // The only checkbox group holds providers.
    private void chooseProviders(Set<Provider> providers) {
        find(CheckboxGroup.class).single().setValue(providers);
    }

    private void upload(String name, String content) {
        test(find(Upload.class).single()).upload(name, "application/json", content.getBytes(StandardCharsets.UTF_8));
        roundTrip();
    }

    private List<ModelPrice> ownPrices() {
        return prices.pricing(currentViewer.viewer()).prices();
    }

    private List<TextField> priceFields() {
        return find(TextField.class).withLabel("US dollars").all();
    }

    private void fill(String label, String value) {
        test(field(label)).setValue(value);
    }

    private TextField field(String label) {
        return find(TextField.class).withLabel(label).single();
    }

    private DatePicker day(String label) {
        return find(DatePicker.class).withLabel(label).single();
    }

    private void click(String text) {
        test(button(text)).click();
    }

    private Button button(String text) {
        return find(Button.class).withText(text).single();
    }

    private String message() {
        return find(InlineAlert.class).all().stream()
                .filter(Component::isVisible)
                .map(InlineAlert::getText)
                .findFirst()
                .orElse("");
    }

    private static void open(String query) {
        UI.getCurrent().navigate(PricesView.PATH, QueryParameters.fromString(query));
    }

    private static String textOf(Component component) {
        return component.getElement().getTextRecursively();
    }
}
