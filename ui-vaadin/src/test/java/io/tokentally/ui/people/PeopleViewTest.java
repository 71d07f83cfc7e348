package io.tokentally.ui.people;

import static io.tokentally.ui.fake.FakeAccess.ADMIN;
import static io.tokentally.ui.fake.FakeAccess.GLOBEX;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static io.tokentally.ui.fake.FakeAccess.OWNER;
import static io.tokentally.ui.fake.FakeMembers.ONE_TIME_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.KeyToReview;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
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
import io.tokentally.ui.budget.BudgetsOfOne;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAccess;
import io.tokentally.ui.fake.FakeBudgets;
import io.tokentally.ui.fake.FakeMembers;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.form.SecretLinkDialog;
import io.tokentally.ui.usage.ApiUsageView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
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
@WithMockUser(username = "owner@acme.example", roles = "OWNER")
@ExtendWith(OutputCaptureExtension.class)
class PeopleViewTest extends SpringBrowserlessTest {

    private static final String SOLE_OWNER =
            "The only owner. Make somebody else one first, to leave or to change role.";

    @Autowired
    private FakeMembers members;

    @Autowired
    private FakeAccess access;

    @Autowired
    private CurrentViewer currentViewer;

    @Autowired
    private FakeBudgets budgets;

    @BeforeEach
    void setUp() {
        members.reset();
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
    void anOwnerSeesWhichBudgetsBindEachAndWhatIsLeft() {
        Budget each = budget(currentViewer.viewer(), "Each user", null, BudgetDimension.USER);
        budget(currentViewer.viewer(), "Mia's", MEMBER, null);
        budget(currentViewer.viewer(), "Everybody's", null, null);
        budgets.used(spent(each, MEMBER.value(), "42"));

        navigate(PeopleView.class);

        List<String> shown = find(MemberRow.class).all().stream()
                .map(row -> textOf(find(BudgetsOfOne.class, row).single()))
                .toList();
        assertThat(shown).hasSize(5).noneMatch(budgetsOfOne -> budgetsOfOne.contains("Everybody's"));
        assertThat(shown.get(2)).contains("Each user", "$8.00 left", "Mia's", "$50.00 left");
        assertThat(shown.get(0)).contains("Each user", "$50.00 left").doesNotContain("Mia's", "$8.00 left");
    }

    @Test
    void anOwnerSeesEverybodyOfTheOrganizationAndNobodyElse() {
        members.signedIn(MEMBER, Instant.parse("2026-10-14T09:00:00Z"));
        navigate(PeopleView.class);

        assertThat(rows())
                .containsExactly(
                        "Adam Milleradmin@acme.exampleNever signed in: ADMIN",
                        "Cleo Costaconsultant@demo.exampleNever signed in: MEMBER",
                        "Mia Schmidtmember@acme.exampleLast signed in: 14 Oct 2026, 09:00: MEMBER",
                        "Olivia Owens (you)owner@acme.exampleNever signed in" + SOLE_OWNER + ": OWNER",
                        "Sam Okaforsecond@acme.exampleNever signed in: MEMBER");
        assertThat(navigation())
                .containsExactly(
                        "API Usage",
                        "Explorer",
                        "Calls",
                        "Performance",
                        "Errors",
                        "Cost change",
                        "What if",
                        "AI Shortlist",
                        "Prices",
                        "Budgets",
                        "Keys",
                        "Refused calls",
                        "Alerts",
                        "People",
                        "Organization",
                        "Audit");
    }

    @Test
    void anOwnerSeesWhoHasASecondFactorAndResetsIt() {
        access.secondFactors().add(MEMBER);
        navigate(PeopleView.class);
        assertThat(rows()).contains("Mia Schmidtmember@acme.exampleSecond factorNever signed in: MEMBER");

        click("Reset second factor");
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(access.secondFactors()).isEmpty();
        assertThat(find(Button.class).withText("Reset second factor").exists()).isFalse();
    }

    @Test
    void anOwnerDecidesAboutTheKeysOfWhoeverGotANewPassword() {
        navigate(PeopleView.class);
        assertThat(find(KeyReviewPanel.class).exists()).isFalse();

        KeyToReview kept = keyToReview("laptop");
        members.keysToReview.add(kept);
        members.keysToReview.add(keyToReview("gone"));
        navigate(ApiUsageView.class);
        navigate(PeopleView.class);
        test(find(Button.class).withText("Keep").all().getFirst()).click();
        assertThat(members.keysToReview).doesNotContain(kept).hasSize(1);

        members.keysToReview.clear();
        test(find(Button.class).withText("Keep").single()).click();
        assertThat(find(InlineAlert.class).all().stream()
                        .filter(Component::isVisible)
                        .map(InlineAlert::getText))
                .containsExactly("There is no such key to decide about. Load the list again.");
    }

    private static KeyToReview keyToReview(String name) {
        return new KeyToReview(
                new VirtualKeyId(UUID.randomUUID()), name, "tt_abcdefgh", "Mia Schmidt", BrowserlessApplication.NOW);
    }

    @Test
    @WithMockUser(username = "admin@acme.example", roles = "ADMIN")
    void anAdminIsRefusedAndSeesNoWayThere() {
        UI.getCurrent().navigate(PeopleView.PATH);
        assertThat(heading()).isEqualTo("You cannot see this");
        assertThat(find(MemberRow.class).exists()).isFalse();

        navigate(ApiUsageView.class);
        assertThat(navigation())
                .containsExactly(
                        "API Usage",
                        "Explorer",
                        "Calls",
                        "Performance",
                        "Errors",
                        "Cost change",
                        "What if",
                        "AI Shortlist",
                        "Prices",
                        "Budgets",
                        "Keys",
                        "Refused calls",
                        "Alerts",
                        "Organization");
    }

    @Test
    @WithMockUser(
            username = "consultant@demo.example",
            roles = {"OWNER", "MEMBER"})
    void anOwnerOfAnotherOrganizationIsRefusedInThisOne() {
        UI.getCurrent().navigate(PeopleView.PATH);
        assertThat(heading()).isEqualTo("You cannot see this");
        assertThat(find(MemberRow.class).exists()).isFalse();

        navigate(ApiUsageView.class);
        assertThat(navigation())
                .containsExactly(
                        "API Usage",
                        "Explorer",
                        "Calls",
                        "Performance",
                        "Errors",
                        "Cost change",
                        "What if",
                        "AI Shortlist",
                        "Prices",
                        "Budgets",
                        "Keys",
                        "Refused calls",
                        "Alerts");
    }

    @Test
    @WithMockUser(
            username = "consultant@demo.example",
            roles = {"OWNER", "MEMBER"})
    void whoSwitchesToTheirOwnOrganizationManagesItsPeople() {
        access.switchTo(GLOBEX);

        navigate(PeopleView.class);

        assertThat(rows())
                .hasSize(3)
                .contains("Cleo Costa (you)consultant@demo.exampleNever signed in" + SOLE_OWNER + ": OWNER");
    }

    @Test
    void anInvitationsLinkIsShownOnce(CapturedOutput output) {
        navigate(PeopleView.class);

        invite("New@acme.example");

        assertThat(find(Code.class).single().getText())
                .isEqualTo("https://tokentally.acme.example/invitation#" + FakeMembers.LINK_SECRET);
        assertThat(find(SecretLinkDialog.class).single().isCloseOnEsc()).isFalse();
        assertThat(rows()).hasSize(5);
        assertThat(textOf(find(InvitationsPanel.class).single()))
                .contains("new@acme.example")
                .contains("Member · invited by Olivia Owens");

        click("Done");

        assertThat(find(Code.class).exists()).isFalse();
        assertThat(textOf(find(PeopleView.class).single())).doesNotContain(FakeMembers.LINK_SECRET);
        assertThat(output).doesNotContain(FakeMembers.LINK_SECRET);
    }

    @Test
    void anInvitationIsRevoked() {
        navigate(PeopleView.class);
        invite("new@acme.example");
        click("Done");

        test(find(Button.class)
                        .withAriaLabel("Revoke the invitation of new@acme.example")
                        .single())
                .click();

        assertThat(members.invitations(currentViewer.viewer())).isEmpty();
        assertThat(find(InvitationsPanel.class).exists()).isFalse();
    }

    @Test
    void whoBelongsAlreadyIsRefusedInTheDialog() {
        navigate(PeopleView.class);

        invite("member@acme.example");

        assertThat(find(InviteDialog.class).exists()).isTrue();
        assertThat(message()).isEqualTo("This person belongs to the organization already.");
    }

    @Test
    void anInvitationNeedsAnAddress() {
        navigate(PeopleView.class);

        invite("somebody");

        assertThat(field("Email").getErrorMessage()).isEqualTo("Enter an email address.");
        assertThat(field("Email").isInvalid()).isTrue();
    }

    @Test
    void whoSignedInLongAgoIsAskedForThePasswordFirst() {
        navigate(PeopleView.class);
        members.signInIsLongAgo();

        test(roleOf("Mia Schmidt")).selectItem("Admin");
        assertThat(members.roleOf(currentViewer.viewer(), MEMBER)).contains(Role.MEMBER);

        PasswordField password = find(PasswordField.class).single();
        test(password).setValue("wrong");
        click("Continue");
        assertThat(message()).isEqualTo("The password is wrong.");
        assertThat(members.roleOf(currentViewer.viewer(), MEMBER)).contains(Role.MEMBER);

        test(password).setValue(FakeMembers.FIRST_PASSWORD);
        click("Continue");
        assertThat(members.roleOf(currentViewer.viewer(), MEMBER)).contains(Role.ADMIN);
    }

    @Test
    void aRoleIsChangedAtOnce() {
        navigate(PeopleView.class);

        test(roleOf("Mia Schmidt")).selectItem("Admin");

        assertThat(members.roleOf(currentViewer.viewer(), MEMBER)).contains(Role.ADMIN);
        assertThat(find(Notification.class).all())
                .extracting(notice -> test(notice).getText())
                .containsExactly("Role of Mia Schmidt: Admin");
    }

    @Test
    void theSoleOwnerIsOfferedNothingThatWouldBeRefused() {
        navigate(PeopleView.class);

        assertThat(roleOf("Olivia Owens").isReadOnly()).isTrue();
        assertThat(find(Button.class).withAriaLabel("Leave, Olivia Owens").exists())
                .isFalse();
        assertThat(find(Span.class).withTextContaining("The only owner.").exists())
                .isTrue();

        members.changeRole(currentViewer.viewer(), MEMBER, Role.OWNER);
        navigate(PeopleView.class);

        assertThat(roleOf("Olivia Owens").isReadOnly()).isFalse();
        assertThat(find(Button.class).withAriaLabel("Leave, Olivia Owens").exists())
                .isTrue();
        assertThat(find(Span.class).withTextContaining("The only owner.").exists())
                .isFalse();
    }

    @Test
    void theLastOwnerStaysOwner() {
        members.changeRole(currentViewer.viewer(), MEMBER, Role.OWNER);
        navigate(PeopleView.class);
        members.changeRole(currentViewer.viewer(), MEMBER, Role.MEMBER);

        test(roleOf("Olivia Owens")).selectItem("Member");
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(message()).isEqualTo("Somebody must stay owner. Make another member an owner first.");
        assertThat(members.roleOf(currentViewer.viewer(), OWNER)).contains(Role.OWNER);
        assertThat(roleOf("Olivia Owens").getValue()).isEqualTo(Role.OWNER);
    }

    @Test
    void thinkingBetterOfItLeavesTheOwnRole() {
        members.changeRole(currentViewer.viewer(), MEMBER, Role.OWNER);
        navigate(PeopleView.class);

        test(roleOf("Olivia Owens")).selectItem("Member");
        test(find(ConfirmDialog.class).single()).cancel();

        assertThat(roleOf("Olivia Owens").getValue()).isEqualTo(Role.OWNER);
        assertThat(members.roleOf(currentViewer.viewer(), OWNER)).contains(Role.OWNER);
    }

    @Test
    void aMemberIsRemovedOnlyOnceConfirmed() {
        navigate(PeopleView.class);

        test(find(Button.class).withAriaLabel("Remove Mia Schmidt").single()).click();
        assertThat(members.roleOf(currentViewer.viewer(), MEMBER)).isPresent();
        assertThat(find(ConfirmDialog.class).single().getElement().getProperty("message"))
                .contains("Their usage stays in its figures.");

        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(members.roleOf(currentViewer.viewer(), MEMBER)).isEmpty();
        assertThat(rows()).hasSize(4);
    }

    @Test
    void aPasswordIsResetOnlyOnceConfirmed() {
        navigate(PeopleView.class);

        test(find(Button.class)
                        .withAriaLabel("Reset the password of Mia Schmidt")
                        .single())
                .click();
        assertThat(members.passwordOf(MEMBER)).isEqualTo(FakeMembers.FIRST_PASSWORD);
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(members.passwordOf(MEMBER)).isEqualTo(ONE_TIME_PASSWORD);
        assertThat(find(Code.class).single().getText()).isEqualTo(ONE_TIME_PASSWORD);
    }

    @Test
    void aRefusedResetSaysWhyAndShowsNoPassword() {
        navigate(PeopleView.class);

        test(find(Button.class)
                        .withAriaLabel("Reset the password of Adam Miller")
                        .single())
                .click();
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(message()).contains("not yours to reset");
        assertThat(find(OneTimePasswordDialog.class).exists()).isFalse();
        assertThat(members.passwordOf(ADMIN)).isEqualTo(FakeMembers.FIRST_PASSWORD);
    }

    @Test
    void nobodyResetsTheirOwnPasswordHere() {
        navigate(PeopleView.class);

        assertThat(find(Button.class)
                        .withAriaLabel("Reset the password of Olivia Owens")
                        .exists())
                .isFalse();
    }

    @Test
    void whoIsNoOwnerAnyMoreIsTold() {
        navigate(PeopleView.class);
        members.failWith(new AccessRefusedException("Only owners manage the organization's members. Ask an owner."));

        test(roleOf("Mia Schmidt")).selectItem("Admin");

        assertThat(message()).isEqualTo("Only owners manage the organization's members. Ask an owner.");
        assertThat(rows()).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked") // A select of roles.
    void aGermanReaderIsRefusedInGerman() {
        UI.getCurrent().setLocale(Locale.GERMAN);
        navigate(PeopleView.class);
        members.failWith(new AccessRefusedException(OwnerAction.MANAGE_MEMBERS.refusal()));

        Select<Role> role =
                find(Select.class).withAriaLabel("Rolle von Mia Schmidt").single();
        test(role).selectItem("Admin");

        assertThat(message())
                .isEqualTo("Nur Inhaber verwalten die Mitglieder der Organisation. Fragen Sie einen Inhaber.");
    }

    @Test
    void whatBreaksInsideStaysInside(CapturedOutput output) {
        navigate(PeopleView.class);
        members.failWith(new IllegalStateException("secret detail"));

        test(roleOf("Mia Schmidt")).selectItem("Admin");

        assertThat(message())
                .isEqualTo("That did not work, and it is not your fault. Nothing was changed. Try again in a moment.");
        assertThat(output).contains("The members could not be changed");
    }

    @Test
    void manyMembersAreSearched() {
        for (int i = 0; i < MemberList.MAX_SHOWN; i++) {
            String login = "p" + i + "@acme.example";
            members.takeIn(currentViewer.viewer(), new Person(new UserId(login), login, "Person " + i), Role.MEMBER);
        }
        navigate(PeopleView.class);
        assertThat(find(MemberRow.class).all()).hasSize(MemberList.MAX_SHOWN);
        assertThat(textOf(find(MemberList.class).single())).contains("5 more: search to find them.");

        test(find(TextField.class).single()).setValue("MIA");

        assertThat(rows()).containsExactly("Mia Schmidtmember@acme.exampleNever signed in: MEMBER");
    }

    @Test
    void theOneTimePasswordReachesNoLog(CapturedOutput output) {
        navigate(PeopleView.class);

        test(find(Button.class)
                        .withAriaLabel("Reset the password of Mia Schmidt")
                        .single())
                .click();
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(members.passwordOf(MEMBER)).isEqualTo(ONE_TIME_PASSWORD);
        assertThat(output).doesNotContain(ONE_TIME_PASSWORD);
    }

    private void invite(String address) {
        click("Invite a person");
        test(field("Email")).setValue(address);
        click("Invite");
    }

    private TextField field(String label) {
        return find(TextField.class).withLabel(label).single();
    }

    private void click(String text) {
        test(find(Button.class).withText(text).single()).click();
    }

    @SuppressWarnings("unchecked") // It is found by its raw class.
    private Select<Role> roleOf(String name) {
        return find(Select.class).withAriaLabel("Role of " + name).single();
    }

    private List<String> rows() {
        return find(MemberRow.class).all().stream()
                .map(row -> textOf(find(Div.class, row)
                                .withClassName("tt-member-names")
                                .single())
                        + ": " + find(RoleSelect.class, row).single().getValue())
                .toList();
    }

    private List<String> navigation() {
        return find(SideNavItem.class).all().stream().map(SideNavItem::getLabel).toList();
    }

    private String heading() {
        return find(H1.class).single().getText();
    }

    private String message() {
        return find(InlineAlert.class).all().stream()
                .filter(InlineAlert::isVisible)
                .findFirst()
                .orElseThrow()
                .getText();
    }

    private static String textOf(Component component) {
        return component.getElement().getTextRecursively();
    }
}
