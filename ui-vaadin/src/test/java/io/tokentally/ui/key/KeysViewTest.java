package io.tokentally.ui.key;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static io.tokentally.ui.fake.BrowserlessApplication.NOW;
import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.GLOBEX;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static io.tokentally.ui.fake.FakeAccess.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSubject;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyHolder.Kind;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.ReplacedKeyEnd;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.report.Attribute;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAccess;
import io.tokentally.ui.fake.FakeBudgets;
import io.tokentally.ui.fake.FakeKeys;
import io.tokentally.ui.fake.FakeNotifications;
import io.tokentally.ui.fake.FakeReports;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.report.FirstCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
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
@WithMockUser(username = "member@acme.example", roles = "MEMBER")
@ExtendWith(OutputCaptureExtension.class)
class KeysViewTest extends SpringBrowserlessTest {

    private static final Viewer OLIVIA = ViewerFixtures.viewer(OWNER, ACME, Role.OWNER);
    private static final Viewer MIA = ViewerFixtures.viewer(MEMBER, ACME, Role.MEMBER);

    @Autowired
    private FakeKeys keys;

    @Autowired
    private FakeReports reports;

    @Autowired
    private FakeUsage usage;

    @Autowired
    private FakeNotifications notifications;

    @Autowired
    private FakeAccess access;

    @Autowired
    private FakeBudgets budgets;

    @BeforeEach
    void setUp() {
        keys.reset();
        reports.clear();
        usage.clear();
        budgets.reset();
    }

    @AfterEach
    void leaveNoBudgets() {
        budgets.reset();
    }

    private Budget budget(Viewer owner, String name, @Nullable UserId user, @Nullable BudgetDimension forEach) {
        BudgetTerms terms = new BudgetTerms(
                name,
                new BudgetSelector(user, null, null, null, null, null, null),
                forEach,
                BudgetMeasure.COST,
                new BigDecimal("50"),
                new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.MONTH),
                BudgetAction.BLOCK,
                List.of(),
                BlockingRules.DEFAULT);
        return budgets.find(owner, budgets.create(owner, terms)).orElseThrow();
    }

    private static BudgetUse spent(Budget budget, String subject, String amount) {
        return new BudgetUse(
                budget.id(),
                new BudgetSubject(subject),
                Instant.parse("2026-10-01T00:00:00Z"),
                new BigDecimal(amount),
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }

    @Test
    void eachKeyTellsOfTheBudgetsThatBindItWithWhatIsLeft() {
        VirtualKey key = keys.add(OLIVIA, KeyHolder.user(MEMBER), "laptop", null, NOW);
        Budget each = budget(OLIVIA, "Each key", null, BudgetDimension.KEY);
        Budget mine = budget(OLIVIA, "Mia's", MEMBER, null);
        budget(OLIVIA, "Olivia's", OWNER, null);
        budget(OLIVIA, "Everybody", null, null);
        budget(OLIVIA, "Each user", null, BudgetDimension.USER);
        budgets.used(
                spent(each, key.id().toString(), "42"), spent(each, "somebody else's", "49"), spent(mine, "", "10"));

        navigate(KeysView.class);

        assertThat(rows())
                .singleElement()
                .asString()
                .contains("Each key", "$8.00 left", "Mia's", "$40.00 left", "Each user", "One more budget")
                .doesNotContain("$1.00 left", "Olivia's");
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void aServicesKeyIsBoundByNoUsersBudgets() {
        keys.add(OLIVIA, KeyHolder.service(new UserId("nightly")), "import", null, NOW);
        budget(OLIVIA, "Each user", null, BudgetDimension.USER);
        budget(OLIVIA, "Everybody", null, null);

        navigate(KeysView.class);

        assertThat(rows())
                .singleElement()
                .asString()
                .contains("Everybody", "$50.00 left")
                .doesNotContain("Each user");
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void whatWasTypedIsThrownAwayOnlyOnPurpose() {
        navigate(KeysView.class);
        test(find(Button.class).withText("New key").single()).click();
        escape();
        assertThat(find(NewKeyDialog.class).exists()).isFalse();

        test(find(Button.class).withText("New key").single()).click();
        test(find(TextField.class).withLabel("Name").single()).setValue("laptop");
        escape();
        assertThat(find(NewKeyDialog.class).exists()).isTrue();
        test(find(ConfirmDialog.class).single()).cancel();
        assertThat(find(NewKeyDialog.class).exists()).isTrue();

        escape();
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(find(NewKeyDialog.class).exists()).isFalse();
    }

    @Test
    @WithMockUser(username = "admin@acme.example", roles = "ADMIN")
    void eachKeyTellsWhatItUsedLatelyAndLeadsToIt() {
        VirtualKey key = keys.add(OLIVIA, KeyHolder.user(MEMBER), "laptop", null, NOW);
        keys.add(OLIVIA, KeyHolder.user(MEMBER), "idle", null, NOW);
        VirtualKey once = keys.add(OLIVIA, KeyHolder.user(MEMBER), "used once", null, NOW);
        reports.add(Attribute.KEY, key.id().toString(), 1_204, 3, "12.34");
        reports.add(Attribute.KEY, once.id().toString(), 1, 0, "0.01");

        navigate(KeysView.class);

        Anchor link = find(Anchor.class)
                .withAttribute("aria-label", "$12.34 in the last 30 days: laptop")
                .single();
        assertThat(link.getHref().split("[?&]"))
                .containsExactlyInAnyOrder("api-usage", "key=" + key.id(), "days=30", "scope=organization");
        Anchor calls = find(Anchor.class)
                .withAttribute("aria-label", "1,204 calls, 3 failed, in the last 30 days: laptop")
                .single();
        assertThat(calls.getHref().split("[?&]"))
                .containsExactlyInAnyOrder("api-usage/calls", "key=" + key.id(), "days=30", "scope=organization");
        assertThat(find(NativeTableRow.class).all())
                .extracting(row -> row.getElement().getTextRecursively())
                .anyMatch(row -> row.contains("laptop") && row.contains("$12.341,204 calls, 3 failed"))
                .anyMatch(row -> row.contains("used once") && row.contains("$0.011 call"))
                .noneMatch(row -> row.contains("1 calls"))
                .anyMatch(row -> row.contains("idle") && row.contains("–"));
        assertThat(reports.asked().getLast().scope()).isEqualTo(UsageScope.ORGANIZATION);
        assertThat(reports.asked().getLast().period().days()).isEqualTo(30);
    }

    @Test
    void aMembersKeysTellWhatTheMemberUsedAndStandWhereNothingCanBeTold() {
        keys.add(MIA, KeyHolder.user(MEMBER), "laptop", null, NOW);
        navigate(KeysView.class);
        assertThat(reports.asked().getLast().scope()).isEqualTo(UsageScope.OWN);

        reports.failWith(new IllegalStateException("no database"));
        navigate(KeysView.class);
        assertThat(find(NativeTableRow.class).all())
                .extracting(row -> row.getElement().getTextRecursively())
                .anyMatch(row -> row.contains("laptop"));
    }

    private void escape() {
        NewKeyDialog dialog = find(NewKeyDialog.class).single();
        ComponentUtil.fireEvent(dialog, new Dialog.DialogCloseActionEvent(dialog, true));
        roundTrip();
    }

    @Test
    void withoutKeysThePageSaysWhatTheyAreFor() {
        navigate(KeysView.class);

        assertThat(isEmptyShown()).isTrue();
        assertThat(text()).contains("its calls appear in your usage", "/openai/v1 for openai");
        assertThat(rows()).isEmpty();
        assertThat(find(Tabs.class).exists()).isFalse();
    }

    @Test
    void aMemberSeesTheirOwnKeys() {
        keys.add(MIA, KeyHolder.user(MEMBER), "laptop", NOW.plus(Duration.ofDays(2)), NOW.minusSeconds(90));
        keys.add(OLIVIA, KeyHolder.service(new UserId("import")), "import", null, null);

        navigate(KeysView.class);

        assertThat(rows()).hasSize(1);
        assertThat(rows().getFirst())
                .startsWith("laptop")
                .contains("…", "Mia Schmidt", "Person", "15 Sep 2026", "17 Oct 2026", "15 Oct 2026, 11:58", "Active");
        assertThat(text()).doesNotContain("import");
        assertThat(isEmptyShown()).isFalse();
    }

    @Test
    void aKeyThatIsKnownByAnOldHashSaysUntilWhenItWorks() {
        keys.age(keys.add(MIA, KeyHolder.user(MEMBER), "due", null, null), NOW.plus(Duration.ofDays(2)));
        keys.age(keys.add(MIA, KeyHolder.user(MEMBER), "over", null, null), NOW.minus(Duration.ofDays(2)));
        keys.add(MIA, KeyHolder.user(MEMBER), "fresh", null, null);

        navigate(KeysView.class);

        assertThat(rows())
                .satisfiesExactlyInAnyOrder(
                        due -> assertThat(due)
                                .startsWith("due")
                                .contains("Old hash, works until 17 Oct 2026", "used next, it is renewed"),
                        over -> assertThat(over).startsWith("over").contains("Old hash, worked until 13 Oct 2026"),
                        fresh -> assertThat(fresh).startsWith("fresh").doesNotContain("Old hash"));
    }

    @Test
    void aNewKeyIsShownOnceWithTheLineThatChanges(CapturedOutput output) {
        navigate(KeysView.class);

        click("New key");
        assertThat(find(RadioButtonGroup.class).exists()).isFalse();
        assertThat(find(IntegerField.class).withLabel("Requests a minute").exists())
                .isFalse();
        fill("Name", "laptop");
        click("Make key");

        String secret = keys.told().getFirst().value();
        assertThat(text()).contains(secret);
        IssuedKeyDialog dialog = find(IssuedKeyDialog.class).single();
        assertThat(find(Code.class).withId("tt-issued-key").single().getText()).isEqualTo(secret);
        assertThat(dialog.isCloseOnEsc()).isFalse();
        assertThat(dialog.isCloseOnOutsideClick()).isFalse();
        assertThat(textOf(dialog))
                .contains(
                        "It is shown this once",
                        "base_url=\"https://gateway.acme.example/openai/v1\"",
                        "base_url=\"https://gateway.acme.example/anthropic\"",
                        "Python, vllm",
                        "client = OpenAI(base_url=\"https://gateway.acme.example/gpu/v1\", api_key=KEY)",
                        "curl https://gateway.acme.example/openai/v1/chat/completions");
        assertThat(text())
                .contains(
                        "https://gateway.acme.example/anthropic for anthropic, https://gateway.acme.example/gpu/v1 for vllm");

        click("Done");

        assertThat(find(IssuedKeyDialog.class).exists()).isFalse();
        assertThat(text()).doesNotContain(secret);
        assertThat(rows()).singleElement().asString().contains("laptop", "13 Jan 2027", "Not yet");
        assertThat(output).doesNotContain(secret);
    }

    @Test
    void theDialogOfANewKeyTellsOfItsFirstCall() {
        usage.add(aUsageRecord().of(ACME, MEMBER).at(NOW).withSeed(1).build());
        navigate(KeysView.class);
        int others = notifications.watchers();
        click("New key");
        fill("Name", "laptop");
        click("Make key");
        String secret = keys.told().getFirst().value();
        assertThat(textOf(find(FirstCall.class).single())).contains("Waiting for the first call");
        assertThat(textOf(find(IssuedKeyDialog.class).single())).contains("KEY=" + secret);

        notifications.come();
        roundTrip();
        assertThat(find(FirstCall.class).single().hasArrived())
                .as("a call of another key")
                .isFalse();

        VirtualKey made = keys.keys(MIA).getFirst();
        usage.add(aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOW)
                .withModel("gpt-4.1-nano")
                .madeWith(made.id(), Tags.NONE)
                .withSeed(2)
                .build());
        notifications.come();
        roundTrip();

        assertThat(textOf(find(FirstCall.class).single())).contains("The first call has arrived", "gpt-4.1-nano");
        assertThat(find(Anchor.class)
                        .withText("Show it in the overview")
                        .single()
                        .getHref())
                .contains("key=" + made.id());
        click("Done");
        assertThat(notifications.watchers()).isEqualTo(others);
    }

    @Test
    void aKeyNeedsAName() {
        navigate(KeysView.class);

        click("New key");
        click("Make key");

        assertThat(field("Name").getErrorMessage()).isEqualTo("Enter a name, on one line.");
        assertThat(keys.told()).isEmpty();
    }

    @Test
    void aKeyMayLastForever() {
        navigate(KeysView.class);

        click("New key");
        fill("Name", "laptop");
        test(lifetime()).selectItem("Never");
        click("Make key");

        assertThat(keys.keys(MIA)).extracting(VirtualKey::expiresAt).containsOnlyNulls();
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void anOwnerMakesALimitedKeyForAService() {
        navigate(KeysView.class);

        click("New key");
        assertThat(find(TextField.class).withLabel("Service").exists()).isFalse();
        test(holder()).selectItem("A service");
        fill("Name", "import");
        click("Make key");
        assertThat(field("Service").getErrorMessage()).isEqualTo("Enter the service's name, on one line.");

        fill("Service", "nightly-import");
        test(find(IntegerField.class).withLabel("Requests a minute").single()).setValue(60);
        click("Make key");

        VirtualKey made = keys.keys(OLIVIA).getFirst();
        assertThat(made.holder()).isEqualTo(KeyHolder.service(new UserId("nightly-import")));
        assertThat(made.limits()).isEqualTo(new KeyLimits(60, null));
        click("Done");
        assertThat(rows()).singleElement().asString().contains("nightly-import", "Service · 60 a minute");
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void whatIsRefusedIsSaidInTheDialog() {
        navigate(KeysView.class);

        click("New key");
        test(holder()).selectItem("A service");
        fill("Service", "member@acme.example");
        fill("Name", "import");
        click("Make key");

        assertThat(find(NewKeyDialog.class).exists()).isTrue();
        assertThat(text()).contains("A member of the organization is called member@acme.example.");
    }

    @Test
    void aKeyIsRevokedAfterAQuestion() {
        keys.add(MIA, KeyHolder.user(MEMBER), "laptop", null, null);
        navigate(KeysView.class);

        click("Revoke");
        assertThat(keys.keys(MIA)).extracting(VirtualKey::revokedAt).containsOnlyNulls();
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(keys.keys(MIA)).extracting(VirtualKey::revokedAt).containsExactly(NOW);
        assertThat(rows()).singleElement().asString().contains("Revoked");
        assertThat(find(Button.class).withText("Revoke").exists()).isFalse();
    }

    @Test
    void aKeyIsRenamed() {
        VirtualKey key = keys.add(MIA, KeyHolder.user(MEMBER), "laptop", null, null);
        navigate(KeysView.class);

        click("Rename");
        fill("Name", " ");
        clickInDialog("Rename");
        assertThat(field("Name").getErrorMessage()).isEqualTo("Enter a name, on one line.");
        fill("Name", "desk");
        clickInDialog("Rename");

        assertThat(find(RenameKeyDialog.class).exists()).isFalse();
        assertThat(keys.keys(MIA)).extracting(VirtualKey::name).containsExactly("desk");
        assertThat(rows()).singleElement().asString().startsWith("desk").contains(key.prefix());
    }

    @Test
    void aRotatedKeyIsShownOnceWithTheOneThatItReplaces() {
        VirtualKey old = keys.add(MIA, KeyHolder.user(MEMBER), "laptop", null, NOW);
        navigate(KeysView.class);

        click("Rotate");
        assertThat(endOfOld().getValue()).isEqualTo(ReplacedKeyEnd.IN_A_DAY);
        endOfOld().setValue(ReplacedKeyEnd.IN_AN_HOUR);
        clickInDialog("Rotate");

        assertThat(find(RotateKeyDialog.class).exists()).isFalse();
        String secret = keys.told().getFirst().value();
        assertThat(find(Code.class).withId("tt-issued-key").single().getText()).isEqualTo(secret);
        click("Done");
        String prefix = keys.told().getFirst().prefix();
        assertThat(rows())
                .satisfiesExactlyInAnyOrder(
                        made -> assertThat(made).contains(prefix + "…Replaces " + old.prefix() + "…", "Active"),
                        replaced -> assertThat(replaced)
                                .contains(
                                        old.prefix() + "…Replaced by " + prefix + "…, works until 15 Oct 2026, 13:00"));
        assertThat(find(Button.class).withText("Rotate").all())
                .as("what was replaced is replaced no more")
                .hasSize(1);
    }

    @Test
    void whatIsRefusedOfARotationIsSaidInTheDialog() {
        keys.add(MIA, KeyHolder.user(MEMBER), "laptop", null, NOW);
        navigate(KeysView.class);

        click("Rotate");
        keys.failWith(new KeyRefusedException("The key has expired or was revoked."));
        clickInDialog("Rotate");

        assertThat(find(RotateKeyDialog.class).exists()).isTrue();
        assertThat(text()).contains("The key has expired or was revoked.");
        assertThat(keys.told()).isEmpty();
    }

    @Test
    void keysThatReplacedEachOtherTellWhatAllOfThemUsed() {
        VirtualKey old = keys.add(MIA, KeyHolder.user(MEMBER), "laptop", null, NOW);
        VirtualKey made = keys.rotate(MIA, old.id(), ReplacedKeyEnd.AT_ONCE).key();
        keys.add(MIA, KeyHolder.user(MEMBER), "other", null, NOW);
        reports.add(Attribute.KEY, old.id().toString(), 10, 1, "2.00");
        reports.add(Attribute.KEY, made.id().toString(), 5, 0, "1.50");

        navigate(KeysView.class);

        List<Anchor> both = find(Anchor.class)
                .withAttribute("aria-label", "$3.50 in the last 30 days: laptop, 2 keys that replaced each other")
                .all();
        assertThat(both).hasSize(2);
        assertThat(both).allSatisfy(link -> assertThat(link.getHref()).contains("key=" + old.id() + "%2C" + made.id()));
        assertThat(rows())
                .extracting(row -> row.substring(0, 5))
                .as("what replaced each other stands together")
                .containsExactly("other", "lapto", "lapto");
        assertThat(rows())
                .filteredOn(row -> row.startsWith("laptop"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).contains("All 2 keys of the line$3.5015 calls, 1 failed"));
        assertThat(rows()).filteredOn(row -> row.startsWith("other")).noneMatch(row -> row.contains("of the line"));
    }

    @SuppressWarnings("unchecked") // What is found is known by its raw class.
    private Select<ReplacedKeyEnd> endOfOld() {
        return find(Select.class).withCaption("The old key ends").single();
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void anOwnerRotatesKeysOfServicesAndNotThoseOfOthers() {
        keys.add(MIA, KeyHolder.user(MEMBER), "laptop", null, null);
        keys.add(OLIVIA, KeyHolder.service(new UserId("import")), "import", null, null);
        keys.add(OLIVIA, KeyHolder.service(new UserId("import")), "expired", NOW.minusSeconds(1), null);

        navigate(KeysView.class);

        assertThat(find(Button.class).withText("Rename").all()).hasSize(3);
        assertThat(find(Button.class).withText("Rotate").all())
                .extracting(button -> button.getAriaLabel().orElseThrow())
                .containsExactly("Rotate import");
    }

    @Test
    @WithMockUser(username = "admin@acme.example", roles = "ADMIN")
    void anAdminLooksAtTheKeysOfOthersAndLeavesThem() {
        keys.add(MIA, KeyHolder.user(MEMBER), "laptop", null, null);
        keys.add(OLIVIA, KeyHolder.service(new UserId("import")), "import", NOW.minusSeconds(1), null);

        navigate(KeysView.class);

        assertThat(rows()).hasSize(2);
        assertThat(rows().getFirst()).as("those that open something come first").contains("laptop", "Active");
        assertThat(rows().getLast()).contains("import", "Expired");
        for (String action : List.of("Rename", "Rotate", "Revoke")) {
            assertThat(find(Button.class).withText(action).exists()).isFalse();
        }
        assertThat(find(Tabs.class).exists()).isFalse();
    }

    @Test
    void manyKeysAreSearched() {
        for (int i = 0; i <= KeysPanel.MAX_SHOWN; i++) {
            keys.add(MIA, KeyHolder.user(MEMBER), "key " + i + ".", null, null);
        }
        navigate(KeysView.class);
        assertThat(rows()).hasSize(KeysPanel.MAX_SHOWN);
        assertThat(text()).contains("1 more: search to find them.");

        test(find(TextField.class).single()).setValue("KEY 0.");

        assertThat(rows()).singleElement().asString().startsWith("key 0.");
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void anOwnerStoresReplacesAndRemovesAProvidersKey() {
        UI.getCurrent().navigate(KeysView.PATH, QueryParameters.of("tab", "providers"));
        assertThat(rows()).hasSize(3);
        assertThat(rows().getFirst()).contains("openai", "/openai/v1", "https://api.openai.com/v1", "None");
        assertThat(rows().getLast()).contains("vllm", "/gpu/v1", "http://10.0.0.7:8000/v1", "None");

        click("Store", 0);
        test(find(PasswordField.class).single()).setValue("sk proj");
        clickInDialog("Store");
        assertThat(text()).contains("A provider's key has 8 to 1000 characters.");
        test(find(PasswordField.class).single()).setValue("sk-proj-4711");
        clickInDialog("Store");

        assertThat(keys.secrets()).containsEntry(Provider.OPENAI, new ProviderSecret("sk-proj-4711"));
        assertThat(rows().getFirst()).contains("…4711", "Olivia Owens, 15 Oct 2026, 12:00", "Replace", "Remove");
        assertThat(text()).doesNotContain("sk-proj-4711");

        click("Remove");
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(keys.secrets()).isEmpty();
        assertThat(rows().getFirst()).contains("None");
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void anOwnerTestsAProvidersKey() {
        keys.store(OLIVIA, Provider.OPENAI, new ProviderSecret("sk-proj-4711"));
        UI.getCurrent().navigate(KeysView.PATH, QueryParameters.of("tab", "providers"));
        assertThat(rows().getFirst()).contains("…4711Not tested");
        assertThat(find(Button.class).withText("Test").all()).hasSize(1);

        click("Test");
        roundTrip();
        assertThat(text()).contains("openai knows the key: calls can be made with it.");
        assertThat(rows().getFirst()).contains("…4711Worked on 15 Oct 2026, 12:00");

        keys.answerTestsWith(ProviderKeyTest.Outcome.REFUSED, 401);
        click("Test");
        roundTrip();
        assertThat(text()).contains("openai refuses the key (status 401).").doesNotContain("openai knows the key");
        assertThat(rows().getFirst()).contains("Refused on 15 Oct 2026, 12:00");

        keys.answerTestsWith(ProviderKeyTest.Outcome.TIMED_OUT, null);
        click("Test");
        roundTrip();
        assertThat(text()).contains("openai did not answer in time.").doesNotContain("sk-proj-4711");

        keys.store(OLIVIA, Provider.OPENAI, new ProviderSecret("sk-proj-0815"));
        navigate(KeysView.class);
        UI.getCurrent().navigate(KeysView.PATH, QueryParameters.of("tab", "providers"));
        assertThat(rows().getFirst()).contains("…0815Not tested");
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void aTestThatIsRefusedIsSaidOnThePage() {
        keys.store(OLIVIA, Provider.OPENAI, new ProviderSecret("sk-proj-4711"));
        UI.getCurrent().navigate(KeysView.PATH, QueryParameters.of("tab", "providers"));

        keys.failTestsWith(new KeyRefusedException("Keys for openai cannot be tested without a cost."));
        click("Test");
        roundTrip();

        assertThat(text()).contains("cannot be tested without a cost");
        assertThat(find(Button.class).withText("Test").single().isEnabled()).isTrue();
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void theTabsLeadFromOneKindToTheOther() {
        navigate(KeysView.class);

        find(Tabs.class).single().setSelectedIndex(1);
        assertThat(find(ProviderKeysPanel.class).exists()).isTrue();
        assertThat(find(Button.class).withText("New key").exists()).isFalse();

        find(Tabs.class).single().setSelectedIndex(0);
        assertThat(find(KeysPanel.class).exists()).isTrue();
    }

    @Test
    void aMembersKeyCallsModelsAndUsesItsOwnUnlessItIsHeldToLess() {
        navigate(KeysView.class);

        click("New key");
        fill("Name", "laptop");
        fill("Models", "gpt-(4|5)");
        fill("Providers", "openai");
        click("Make key");
        assertThat(keys.told()).isEmpty();
        assertThat(text()).contains("has the character ( of regular expressions");
        fill("Models", "gpt-4.1-nano*, o#");
        fill("Operations", "chat.completions");
        click("Make key");
        click("Done");

        assertThat(keys.keys(MIA).getFirst().policy())
                .isEqualTo(KeyPolicy.STANDARD.only(
                        Set.of(new Operation("chat.completions")),
                        List.of(new ModelPattern("gpt-4.1-nano*"), new ModelPattern("o#")),
                        Set.of(Provider.OPENAI)));
        assertThat(rows())
                .singleElement()
                .asString()
                .contains("Models, own files", "chat.completions, gpt-4.1-nano*, o#, openai");
    }

    @Test
    void aKeyIsAskedToTellOfBudgetsAndTheListSaysSo() {
        navigate(KeysView.class);

        click("New key");
        fill("Name", "laptop");
        test(find(Checkbox.class)
                        .withCaption("Answers tell what is left of budgets")
                        .single())
                .click();
        click("Make key");
        click("Done");

        assertThat(keys.keys(MIA).getFirst().policy()).isEqualTo(KeyPolicy.STANDARD.tellingBudgets(true));
        assertThat(rows()).singleElement().asString().contains("Models, own files", "tells of budgets");
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void whatKeysMayDoAtMostSaysNothingOfWhatAnswersTell() {
        keys.layDown(OLIVIA, new OrganizationKeyPolicy(KeyPolicy.STANDARD, KeyPolicy.MODELS, null, null));
        UI.getCurrent().navigate(KeysView.PATH, QueryParameters.of("tab", "rules"));

        Checkbox usual = find(Checkbox.class)
                .withCaption("Answers tell what is left of budgets")
                .single();
        test(usual).click();
        click("Save rules");

        assertThat(keys.policy(OLIVIA))
                .isEqualTo(new OrganizationKeyPolicy(
                        KeyPolicy.STANDARD.tellingBudgets(true), KeyPolicy.MODELS, null, null));
    }

    @Test
    void aKeyLimitsAnswersWhereARequestDoesNot() {
        navigate(KeysView.class);

        click("New key");
        fill("Name", "laptop");
        test(find(IntegerField.class)
                        .withLabel("Output tokens of an answer where a request sets no limit")
                        .single())
                .setValue(4_096);
        click("Make key");
        click("Done");

        assertThat(keys.keys(MIA).getFirst().policy()).isEqualTo(KeyPolicy.STANDARD.limitingOutput(4_096L));
        assertThat(rows())
                .singleElement()
                .asString()
                .contains("Models, own files", "answers of 4,096 tokens, where no limit is set");
    }

    @Test
    void membersAreNotOfferedEverything() {
        navigate(KeysView.class);

        click("New key");

        assertThat(may("What it may do").getListDataView().getItems())
                .containsExactly(KeyPreset.OWN, KeyPreset.MODELS, KeyPreset.RULES);
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void ownersAreToldOfKeysThatMayDoEverything() {
        navigate(KeysView.class);
        assertThat(text()).doesNotContain("may do everything");
        keys.add(MIA, KeyHolder.user(MEMBER), "laptop", null, null);
        keys.add(MIA, KeyHolder.user(MEMBER), "expired", NOW.minusSeconds(1), null);

        navigate(KeysView.class);

        assertThat(text()).contains("1 key may do everything that an account can");
        assertThat(rows().getFirst()).contains("Everything");
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void anOwnerLaysDownWhatKeysMayDo() {
        UI.getCurrent().navigate(KeysView.PATH, QueryParameters.of("tab", "rules"));
        may("A new key may, unless another choice is made").setValue(KeyPreset.MODELS);
        test(find(Checkbox.class)
                        .withCaption("Lay down the most that members' own keys may do")
                        .single())
                .click();
        may("Members' own keys may at most").setValue(KeyPreset.MODELS);
        test(find(IntegerField.class)
                        .withLabel("Keys of their own that a member may have")
                        .single())
                .setValue(3);
        test(find(IntegerField.class)
                        .withLabel("Days that members' own new keys are good for at most")
                        .single())
                .setValue(45);

        click("Save rules");

        assertThat(keys.policy(OLIVIA)).isEqualTo(new OrganizationKeyPolicy(KeyPolicy.MODELS, KeyPolicy.MODELS, 3, 45));
    }

    @Test
    void aMemberIsOfferedTheLifetimesThatOwnersLetKeysHave() {
        keys.layDown(OLIVIA, new OrganizationKeyPolicy(KeyPolicy.STANDARD, null, null, 45));
        navigate(KeysView.class);

        click("New key");
        fill("Name", "laptop");

        assertThat(lifetime().getListDataView().getItems().map(lifetime().getItemLabelGenerator()))
                .containsExactly("In 30 days", "In 45 days");
        assertThat(lifetime().getValue()).isEqualTo(NewKeyDialog.Lifetime.AS_LONG_AS_LET);
        click("Make key");
        assertThat(keys.told()).hasSize(1);
    }

    @SuppressWarnings("unchecked") // What is found is known by its raw class.
    private Select<KeyPreset> may(String label) {
        return find(Select.class).withCaption(label).single();
    }

    @Test
    void nobodyElseGetsToTheRules() {
        UI.getCurrent().navigate(KeysView.PATH, QueryParameters.of("tab", "rules"));

        assertThat(find(KeyRulesPanel.class).exists()).isFalse();
    }

    @Test
    void nobodyElseGetsToTheProvidersKeys() {
        UI.getCurrent().navigate(KeysView.PATH, QueryParameters.of("tab", "providers"));

        assertThat(find(ProviderKeysPanel.class).exists()).isFalse();
        assertThat(find(KeysPanel.class).exists()).isTrue();
    }

    @Test
    @WithMockUser(
            username = "consultant@demo.example",
            roles = {"OWNER", "MEMBER"})
    void aRoleCountsWhereItIsHeld() {
        navigate(KeysView.class);
        assertThat(find(Tabs.class).exists()).isFalse();

        access.switchTo(GLOBEX);
        navigate(KeysView.class);
        UI.getCurrent().navigate(KeysView.PATH, QueryParameters.of("tab", "providers"));
        assertThat(find(ProviderKeysPanel.class).exists()).isTrue();
    }

    @Test
    void whatBreaksInsideStaysInside(CapturedOutput output) {
        keys.failWith(new IllegalStateException("secret detail"));

        navigate(KeysView.class);

        assertThat(find(InlineAlert.class).single().getText()).startsWith("That did not work");
        assertThat(text()).doesNotContain("secret detail");
        assertThat(isEmptyShown()).isFalse();
        assertThat(output).contains("Something with keys did not work");
    }

    private boolean isEmptyShown() {
        return find(H2.class).withText("No keys yet").exists();
    }

    private void fill(String label, String value) {
        test(field(label)).setValue(value);
    }

    private TextField field(String label) {
        return find(TextField.class).withLabel(label).single();
    }

    private void click(String text) {
        test(find(Button.class).withText(text).single()).click();
    }

    private void click(String text, int index) {
        test(find(Button.class).withText(text).all().get(index)).click();
    }

    private void clickInDialog(String text) {
        test(find(Button.class).withText(text).all().getLast()).click();
    }

    @SuppressWarnings("unchecked") // What is found is known by its raw class.
    private Select<NewKeyDialog.Lifetime> lifetime() {
        return find(Select.class).withCaption("Expires").single();
    }

    @SuppressWarnings("unchecked") // What is found is known by its raw class.
    private RadioButtonGroup<Kind> holder() {
        return find(RadioButtonGroup.class).single();
    }

    private List<String> rows() {
        return find(NativeTableRow.class).all().stream()
                .map(KeysViewTest::textOf)
                .filter(row -> !row.contains("Actions"))
                .toList();
    }

    /** Of the page and of the dialogs above it. */
    private String text() {
        return Stream.concat(find(KeysView.class).all().stream(), find(Dialog.class).all().stream())
                .map(KeysViewTest::textOf)
                .collect(Collectors.joining("\n"));
    }

    private static String textOf(Component component) {
        return component.getElement().getTextRecursively();
    }
}
