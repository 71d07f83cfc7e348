package io.tokentally.ui.organization;

import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TagDimension;
import io.tokentally.domain.retention.CallRetention;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeAccess;
import io.tokentally.ui.fake.FakeCalendar;
import io.tokentally.ui.fake.FakeMembers;
import io.tokentally.ui.fake.FakeOrganization;
import io.tokentally.ui.fake.FakeRetention;
import io.tokentally.ui.fake.FakeTagDimensions;
import io.tokentally.ui.shell.BrowserWeek;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser(username = "owner@acme.example", roles = "OWNER")
class OrganizationViewTest extends SpringBrowserlessTest {

    @Autowired
    private FakeMembers members;

    @Autowired
    private FakeAccess access;

    @Autowired
    private FakeCalendar calendar;

    @Autowired
    private FakeRetention retention;

    @Autowired
    private FakeTagDimensions tags;

    @Autowired
    private FakeOrganization organization;

    @Autowired
    private CurrentViewer currentViewer;

    @BeforeEach
    void setUp() {
        members.reset();
        retention.reset();
        organization.reset();
    }

    @Test
    void anOwnerNamesTheOrganization() {
        navigate(OrganizationView.class);
        TextField name = find(TextField.class)
                .withLabel("What the organization is called")
                .single();
        assertThat(name.getValue()).isEqualTo("Acme");

        test(name).setValue(" ");
        click("Save name");
        assertThat(textOf(find(NamePanel.class).single())).contains("This name is not possible. Choose another.");
        test(name).setValue("Acme Ltd.");
        click("Save name");

        assertThat(organization.name(currentViewer.viewer())).isEqualTo("Acme Ltd.");
        assertThat(find(RouterLink.class).withText("Rules for keys").single().getHref())
                .isEqualTo("keys?tab=rules");
    }

    @Test
    @WithMockUser(username = "admin@acme.example", roles = "ADMIN")
    void anAdminSeesHowItIsSetUpAndChangesNothing() {
        tags.are(new TagDimension(new Tag("team"), 3, false, null));
        navigate(OrganizationView.class);

        assertThat(find(Button.class).all().stream().filter(Button::isVisible).map(Button::getText))
                .doesNotContain(
                        "Save name",
                        "Use these days and weeks",
                        "Keep calls that long",
                        "Tell usage apart by these",
                        "Require a second factor");
        assertThat(find(TextField.class).single().isReadOnly()).isTrue();
        assertThat(find(IntegerField.class).single().isReadOnly()).isTrue();
        assertThat(timeZones().isReadOnly()).isTrue();
        assertThat(tagNames().isReadOnly()).isTrue();
        assertThat(textOf(find(OrganizationView.class).single()))
                .contains("Owners change it.", "team: 3 values this month");
        tags.are();
    }

    @Test
    @WithMockUser(username = "member@acme.example", roles = "MEMBER")
    void aMemberDoesNotGetThere() {
        UI.getCurrent().navigate(OrganizationView.PATH);

        assertThat(find(OrganizationView.class).exists()).isFalse();
    }

    /** Their role of elsewhere lets them come, and the page does not. */
    @Test
    @WithMockUser(
            username = "consultant@demo.example",
            roles = {"OWNER", "MEMBER"})
    void aRoleCountsWhereItIsHeld() {
        UI.getCurrent().navigate(OrganizationView.PATH);

        assertThat(find(H1.class).all()).extracting(H1::getText).doesNotContain("Organization");
    }

    @Test
    void whoRequiresASecondFactorHasOne() {
        navigate(OrganizationView.class);

        click("Require a second factor");
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(access.secondFactorRequired()).isEmpty();
        assertThat(textOf(find(SecondFactorRule.class).single())).contains("Set up a second factor of your own first");

        access.secondFactors().add(OWNER);
        click("Require a second factor");
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(access.secondFactorRequired()).containsExactly(ACME);
        assertThat(find(Button.class).withText("Require it no more").exists()).isTrue();
    }

    @Test
    void anOwnerSaysByWhoseClocksDaysBeginAndOnWhichWeeksDo() {
        navigate(OrganizationView.class);
        CalendarPanel panel = find(CalendarPanel.class).single();
        assertThat(textOf(panel)).contains("Everybody sees days by the clocks of their own browser");

        test(timeZones()).selectItem("Asia/Kathmandu");
        assertThat(firstDays().getValue()).isEqualTo(BrowserWeek.firstDay());
        test(firstDays()).selectItem("Saturday");
        click("Use these days and weeks");

        assertThat(calendar.calendar(currentViewer.viewer()))
                .isEqualTo(new ReportingCalendar(ZoneId.of("Asia/Kathmandu"), DayOfWeek.SATURDAY, true));
        assertThat(textOf(panel)).contains("Days begin by the clocks of Asia/Kathmandu, and weeks on Saturday");
        calendar.reset();
    }

    @Test
    void anOwnerSeesWhatBecameOfOldCalls() {
        retention.is(
                new CallRetention(12, Instant.parse("2025-11-01T00:00:00Z"), Instant.parse("2025-10-01T00:00:00Z")));

        navigate(OrganizationView.class);

        assertThat(textOf(find(RetentionPanel.class).single()))
                .contains(
                        "Calls are kept for 12 whole months beside the current one",
                        "What was called before 1 Nov 2025 is sealed",
                        "Calls before 1 Oct 2025 have been removed");
    }

    @Test
    void callsAreRemovedOnlyAfterAnOwnerIsAsked() {
        navigate(OrganizationView.class);
        assertThat(textOf(find(RetentionPanel.class).single())).contains("Calls are kept for ever.");

        test(find(IntegerField.class).withLabel("Months to keep").single()).setValue(6);
        click("Keep calls that long");
        assertThat(kept()).isNull();
        test(find(ConfirmDialog.class).single()).confirm();

        assertThat(kept()).isEqualTo(6);
        assertThat(textOf(find(RetentionPanel.class).single())).contains("Calls are kept for 6 whole months");

        test(find(IntegerField.class).withLabel("Months to keep").single()).setValue(null);
        click("Keep calls that long");
        assertThat(kept()).isNull();
    }

    private @Nullable Integer kept() {
        return retention.retention(currentViewer.viewer()).months();
    }

    // The box knows what it holds, and the class that it is found by does not.
    @SuppressWarnings("unchecked") // It is found by its raw class.
    private ComboBox<String> timeZones() {
        return (ComboBox<String>) find(ComboBox.class).withLabel("Time zone").single();
    }

    @SuppressWarnings("unchecked") // It is found by its raw class.
    private Select<DayOfWeek> firstDays() {
        return (Select<DayOfWeek>)
                find(Select.class).withLabel("First day of the week").single();
    }

    @Test
    void anOwnerSaysWhichTagsUsageIsToldApartBy() {
        navigate(OrganizationView.class);
        TagsPanel panel = find(TagsPanel.class).single();
        assertThat(tagNames().getListDataView().getItems()).containsExactly("feature", "team");

        tagNames().setValue("team");
        click("Tell usage apart by these");

        assertThat(tags.names()).containsExactly("team");
        assertThat(textOf(panel)).contains("team: 0 values this month. Calls from before are not told apart by it yet");

        tags.are(
                new TagDimension(new Tag("team"), 1_000, true, null),
                new TagDimension(new Tag("old"), 2, false, Instant.parse("2026-10-15T12:15:00Z")));
        panel.reload();
        assertThat(tagNames().getValue()).containsExactlyInAnyOrder("old", "team");
        assertThat(textOf(panel))
                .contains("team: 1,000 values this month. Further ones are told together as Other.")
                .contains("old: 2 values this month. Calls are told apart by it from Oct 15");

        tagNames().setItems("1", "2", "3", "4", "5", "6");
        tagNames().setValue("1", "2", "3", "4", "5", "6");
        click("Tell usage apart by these");
        assertThat(textOf(panel)).contains("at most 5 tags are dimensions, not 6: leave some out");
        assertThat(tags.names()).containsExactly("team", "old");
        tags.are();
    }

    // The box knows what it holds, and the class that it is found by does not.
    @SuppressWarnings("unchecked") // It is found by its raw class.
    private MultiSelectComboBox<String> tagNames() {
        return (MultiSelectComboBox<String>)
                find(MultiSelectComboBox.class).withAriaLabel("Tags").single();
    }

    private void click(String text) {
        test(find(Button.class).withText(text).single()).click();
    }

    private static String textOf(Component component) {
        return component.getElement().getTextRecursively();
    }
}
