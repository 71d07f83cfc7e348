package io.tokentally.ui.budget;

import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSubject;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetThreshold;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.TooDearCall;
import io.tokentally.domain.budget.TriedWindow;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeBudgets;
import io.tokentally.ui.usage.ApiUsageView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser(username = "owner@acme.example", roles = "OWNER")
class BudgetsViewTest extends SpringBrowserlessTest {

    private static final Instant OCTOBER = Instant.parse("2026-10-01T00:00:00Z");

    @Autowired
    private FakeBudgets budgets;

    @Autowired
    private CurrentViewer currentViewer;

    @BeforeEach
    void setUp() {
        budgets.reset();
    }

    @AfterEach
    void leaveNone() {
        budgets.reset();
    }

    @Test
    void anOwnerIsToldHowToBegin() {
        navigate(BudgetsView.class);

        assertThat(page()).contains("Set one that only observes");
        assertThat(find(SideNavItem.class).all())
                .extracting(SideNavItem::getLabel)
                .contains("Budgets");
        assertThat(find(Button.class).withText("New budget").single().isVisible())
                .isTrue();
    }

    @Test
    void warningAndOverAreToldInWords() {
        Budget warned = made(monthly("Monthly", null));
        Budget over = made(monthly("Search", null));
        budgets.used(use(warned, "", "42", "1.5"), use(over, "", "51", "0"));

        navigate(BudgetsView.class);

        assertThat(page())
                .contains("$42.00 of $50.00 spent (84%)", "$1.50 set aside", "$6.50 left", "Warning")
                .contains("$51.00 of $50.00 spent (102%)", "$0.00 left", "Over");
    }

    @Test
    void ofEachOnesAmountsTheMostUsedAreShownAndLeadToAll() {
        Budget each = made(monthly("Each", BudgetDimension.USER));
        budgets.used(
                use(each, "a", "1", "0"), use(each, "b", "2", "0"), use(each, "c", "3", "0"), use(each, "d", "4", "0"));

        navigate(BudgetsView.class);
        assertThat(page()).contains("$4.00 of", "$3.00 of", "$2.00 of", "All 4").doesNotContain("$1.00 of");

        navigate(BudgetView.class, Map.of("id", each.id().toString()));
        assertThat(page()).contains("$1.00 of", "$4.00 of");
    }

    @Test
    void onePageTellsItsWindowsItsChangesAndWhoSpentIt() {
        BudgetTerms search = new BudgetTerms(
                "Search",
                new BudgetSelector(null, null, new Endpoint("search"), null, null, null, null),
                null,
                BudgetMeasure.COST,
                new BigDecimal("50"),
                new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.MONTH),
                BudgetAction.BLOCK,
                List.of(),
                BlockingRules.DEFAULT);
        Budget budget = made(search);
        budgets.wereUsed(use(budget, "", "48.2", "0"));

        navigate(BudgetView.class, Map.of("id", budget.id().toString()));

        assertThat(find(H1.class).single().getText()).isEqualTo("Search");
        assertThat(page())
                .contains("Oct 2026", "$48.20 of $50.00 spent (96%)", "Version 1 by")
                .contains("A caller who names another endpoint or tag goes past this budget");
        assertThat(find(Anchor.class).withText("Who and what spent it").single().getHref())
                .startsWith("api-usage?")
                .contains("endpoint=search", "days=30", "scope=organization");
    }

    @Test
    void aBudgetIsSetThatOnlyObserves() {
        navigate(BudgetsView.class);
        click("New budget");
        click("Set budget");
        assertThat(field("Name").isInvalid()).isTrue();
        assertThat(field("Amount in dollars").isInvalid()).as("all at once").isTrue();

        test(field("Name")).setValue("Monthly");
        test(field("Amount in dollars")).setValue("1,250.50");
        click("Set budget");

        BudgetTerms set = budgets.list(currentViewer.viewer()).getFirst().terms();
        assertThat(set.action()).isEqualTo(BudgetAction.OBSERVE);
        assertThat(set.amount()).isEqualByComparingTo("1250.5");
        assertThat(set.thresholds()).containsExactly(BudgetThreshold.of("50%"), BudgetThreshold.of("80%"));
        assertThat(set.selector()).isEqualTo(BudgetSelector.EVERYTHING);
        assertThat(page()).contains("Monthly", "$1,250.50 a month");
    }

    @Test
    void theFormTellsWhatTheLimitWouldHaveRefusedAndSuggestsOne() {
        budgets.wouldHaveSeen(new TriedWindow(
                BudgetSubject.ALL, OCTOBER, new BigDecimal("57.5"), OCTOBER, 12, new BigDecimal("7.5")));
        navigate(BudgetsView.class);
        click("New budget");
        assertThat(dryRun()).contains("In the last 6 windows: $57.50.").doesNotContain("refused");

        click("Use $69.00");

        assertThat(field("Amount in dollars").getValue()).isEqualTo("69");
        assertThat(dryRun()).contains("This limit would have refused 12 calls ($7.50).");
    }

    @Test
    void thatThePastCannotBeReadIsSaidAndNotThatTheFormIsIncomplete() {
        budgets.failTries();
        navigate(BudgetsView.class);

        click("New budget");

        assertThat(dryRun())
                .contains("It could not be tried on past calls now.")
                .doesNotContain("Complete the form");
    }

    @Test
    @SuppressWarnings("unchecked") // They are found by their raw classes.
    void whatCanBeEvadedIsSaidInTheForm() {
        navigate(BudgetsView.class);
        click("New budget");
        assertThat(isWarned()).isFalse();

        ComboBox<String> endpoint =
                (ComboBox<String>) find(ComboBox.class).withLabel("Endpoint").single();
        endpoint.setItems("search");
        endpoint.setValue("search");

        assertThat(isWarned()).isTrue();
    }

    @Test
    @SuppressWarnings("unchecked") // They are found by their raw classes.
    void aBudgetThatBlocksIsChangedAndKeepsWhatItSaid() {
        Budget budget = made(monthly("Monthly", BudgetDimension.USER));
        navigate(BudgetView.class, Map.of("id", budget.id().toString()));

        click("Change budget");
        assertThat(field("Name").getValue()).isEqualTo("Monthly");
        RadioButtonGroup<BudgetAction> action = (RadioButtonGroup<BudgetAction>)
                find(RadioButtonGroup.class).withLabel("At the limit").single();
        action.setValue(BudgetAction.ALERT);
        Select<BudgetMeasure> measure = (Select<BudgetMeasure>)
                find(Select.class).withLabel("What it counts").single();
        measure.setValue(BudgetMeasure.REQUESTS);
        click("Save changes");

        BudgetTerms now = budgets.list(currentViewer.viewer()).getFirst().terms();
        assertThat(now.action()).isEqualTo(BudgetAction.ALERT);
        assertThat(now.measure()).isEqualTo(BudgetMeasure.REQUESTS);
        assertThat(now.forEach()).isEqualTo(BudgetDimension.USER);
        assertThat(page()).contains("Version 2 by", "50 requests a month, for each user");
    }

    @Test
    void aBudgetThatBlocksMayLimitAnswers() {
        BudgetTerms monthly = monthly("Monthly", null);
        Budget budget = made(new BudgetTerms(
                monthly.name(),
                monthly.selector(),
                null,
                monthly.measure(),
                monthly.amount(),
                monthly.window(),
                BudgetAction.BLOCK,
                List.of(),
                BlockingRules.DEFAULT.limitingOutput(4_096L)));
        navigate(BudgetView.class, Map.of("id", budget.id().toString()));

        click("Change budget");
        find(Details.class).all().forEach(details -> details.setOpened(true));
        IntegerField limit = find(IntegerField.class)
                .withLabel("Output tokens of an answer where a request sets no limit")
                .single();
        assertThat(limit.getValue()).isEqualTo(4_096);
        limit.setValue(0);
        click("Save changes");
        assertThat(limit.isInvalid()).isTrue();
        limit.setValue(900);
        click("Save changes");

        assertThat(budgets.list(currentViewer.viewer())
                        .getFirst()
                        .terms()
                        .blocking()
                        .outputTokens())
                .isEqualTo(900);
    }

    @Test
    void aCallThatWouldNeverGoOutIsSaidInTheFormWithWhatHelps() {
        budgets.wouldNeverLetOut(new TooDearCall(
                Provider.OPENAI,
                new ModelName("gpt-5"),
                1_000_000,
                500_000,
                new BigDecimal("0.40"),
                Set.of(TooDearCall.Remedy.RAISE_AMOUNT, TooDearCall.Remedy.LIMIT_OUTPUT)));
        navigate(BudgetsView.class);
        click("New budget");
        test(field("Amount in dollars")).setValue("0.10");
        assertThat(isWarned()).isFalse();

        action().setValue(BudgetAction.BLOCK);

        assertThat(isWarned()).isTrue();
        assertThat(dryRun())
                .contains("Calls to gpt-5 would never go out", "$0.40 would be set aside")
                .contains("What helps: a lower limit on answers, under More; a higher amount.");
        action().setValue(BudgetAction.OBSERVE);
        assertThat(isWarned()).isFalse();
    }

    @SuppressWarnings("unchecked") // It is found by its raw class.
    private RadioButtonGroup<BudgetAction> action() {
        return (RadioButtonGroup<BudgetAction>)
                find(RadioButtonGroup.class).withLabel("At the limit").single();
    }

    @Test
    @SuppressWarnings("unchecked") // It is found by its raw class.
    void eachValueOfATagMayHaveTheAmount() {
        Budget budget = made(monthly("Monthly", null).forEachValueOf("team"));
        budgets.used(use(budget, "search", "42", "0"));
        navigate(BudgetView.class, Map.of("id", budget.id().toString()));
        assertThat(page()).contains("$50.00 a month, for each value of the tag team", "search");

        click("Change budget");
        Select<BudgetDialog.Each> each = (Select<BudgetDialog.Each>)
                find(Select.class).withLabel("Whose amount it is").single();
        assertThat(each.getValue()).isEqualTo(new BudgetDialog.Each(null, "team"));
        assertThat(each.getItemLabelGenerator().apply(each.getValue())).isEqualTo("Each value of the tag team has it");
        click("Save changes");

        assertThat(budgets.list(currentViewer.viewer()).getFirst().terms().forEachTag())
                .isEqualTo("team");
    }

    @Test
    void endingAsksFirst() {
        Budget budget = made(monthly("Monthly", null));
        navigate(BudgetView.class, Map.of("id", budget.id().toString()));

        click("End budget");
        assertThat(budgets.list(currentViewer.viewer())).hasSize(1);
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(budgets.list(currentViewer.viewer())).isEmpty();
    }

    @Test
    void aNameThatIsTakenIsSaidInTheForm() {
        made(monthly("Monthly", null));
        navigate(BudgetsView.class);
        click("New budget");
        test(field("Name")).setValue("Monthly");
        test(field("Amount in dollars")).setValue("5");

        click("Set budget");

        assertThat(dialog()).contains("Another budget is called Monthly. Choose another name.");
    }

    @Test
    @WithMockUser(username = "admin@acme.example", roles = "ADMIN")
    void anAdminSeesAndSetsNone() {
        Budget budget = made(monthly("Monthly", null));

        navigate(BudgetsView.class);
        assertThat(page()).contains("Monthly");
        assertThat(find(Button.class).withText("New budget").exists()).isFalse();

        navigate(BudgetView.class, Map.of("id", budget.id().toString()));
        assertThat(page()).contains("Changes");
        assertThat(find(Button.class).withText("Change budget").exists()).isFalse();
        assertThat(find(Button.class).withText("End budget").exists()).isFalse();
    }

    @Test
    @WithMockUser(username = "member@acme.example", roles = "MEMBER")
    void aMemberSeesWhatIsLeftAndNoChanges() {
        Budget budget = made(monthly("Each", BudgetDimension.USER));
        budgets.used(use(budget, MEMBER.value(), "42", "0"));

        navigate(BudgetsView.class);
        assertThat(page()).contains("The budgets that bind your calls", "$8.00 left");

        navigate(BudgetView.class, Map.of("id", budget.id().toString()));
        assertThat(page()).contains("$8.00 left").doesNotContain("Version 1");
    }

    @Test
    @WithMockUser(username = "member@acme.example", roles = "MEMBER")
    void aMemberSeesWhatIsSetAsideAndWhatOfItWaitsForAPrice() {
        Budget budget = made(monthly("All of it", null));
        budgets.used(use(budget, "", "30", "12.5", "4"));

        navigate(BudgetsView.class);
        assertThat(page())
                .contains("$30.00 of $50.00 spent", "$12.50 set aside", "$4.00 of that for calls without a price")
                .contains("$7.50 left");

        budgets.used(use(budget, "", "30", "12.5"));
        navigate(BudgetView.class, Map.of("id", budget.id().toString()));
        assertThat(page()).contains("$12.50 set aside", "$7.50 left").doesNotContain("without a price");
    }

    @Test
    @WithMockUser(username = "member@acme.example", roles = "MEMBER")
    void theOverviewTellsWhatBindsTheViewer() {
        Budget each = made(monthly("Each", BudgetDimension.USER));
        budgets.used(use(each, MEMBER.value(), "42", "0"), use(each, "somebody else", "1", "0"));

        navigate(ApiUsageView.class);

        BindingBudgetsPanel panel = find(BindingBudgetsPanel.class).single();
        assertThat(panel.getElement().getTextRecursively())
                .contains("Budgets that bind you", "Each", "$8.00 left")
                .doesNotContain("$49.00 left");
    }

    @Test
    void whatIsNoBudgetIsNotFound() {
        UI.getCurrent().navigate("budgets/mine");

        assertThat(find(BudgetView.class).exists()).isFalse();
    }

    private Budget made(BudgetTerms terms) {
        Viewer viewer = currentViewer.viewer();
        BudgetId id =
                budgets.create(new Viewer(viewer.userId(), viewer.organizationId(), Role.OWNER, viewer.token()), terms);
        return budgets.find(viewer, id).orElseThrow();
    }

    private static BudgetTerms monthly(String name, @Nullable BudgetDimension forEach) {
        return new BudgetTerms(
                name,
                BudgetSelector.EVERYTHING,
                forEach,
                BudgetMeasure.COST,
                new BigDecimal("50"),
                new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.MONTH),
                BudgetAction.BLOCK,
                List.of(BudgetThreshold.of("80%")),
                BlockingRules.DEFAULT);
    }

    private static BudgetUse use(Budget budget, String subject, String spent, String reserved) {
        return use(budget, subject, spent, reserved, "0");
    }

    private static BudgetUse use(Budget budget, String subject, String spent, String reserved, String unpriced) {
        return new BudgetUse(
                budget.id(),
                new BudgetSubject(subject),
                OCTOBER,
                new BigDecimal(spent),
                new BigDecimal(reserved),
                new BigDecimal(unpriced));
    }

    private TextField field(String label) {
        return find(TextField.class).withLabel(label).single();
    }

    private String page() {
        return textOf(find(Main.class).single());
    }

    @Test
    @SuppressWarnings("unchecked") // They are found by their raw classes.
    void aNewAmountForEachNewNameIsSaidInTheForm() {
        navigate(BudgetsView.class);
        click("New budget");
        Select<Object> each = (Select<Object>)
                find(Select.class).withLabel("Whose amount it is").single();

        test(each).selectItem("Each endpoint has it");
        assertThat(warning()).contains("Whoever names a new endpoint").doesNotContain("service");

        test(each).selectItem("Each user has it");
        assertThat(warning()).contains("A service names the user").doesNotContain("new endpoint");

        test(each).selectItem("Each model has it");
        assertThat(isWarned()).isFalse();
    }

    private String warning() {
        return find(Paragraph.class).withClassName("tt-budget-evasion").single().getText();
    }

    private boolean isWarned() {
        return find(Paragraph.class).withClassName("tt-budget-evasion").exists();
    }

    private String dialog() {
        return find(BudgetDialog.class).single().getElement().getTextRecursively();
    }

    private String dryRun() {
        return find(DryRunPanel.class).single().getElement().getTextRecursively();
    }

    private static String textOf(Component component) {
        return component.getElement().getTextRecursively();
    }

    private void click(String text) {
        test(find(Button.class).withText(text).single()).click();
    }
}
