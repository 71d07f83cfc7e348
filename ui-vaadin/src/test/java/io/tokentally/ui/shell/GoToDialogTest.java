package io.tokentally.ui.shell;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static io.tokentally.ui.fake.BrowserlessApplication.NOW;
import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.ComboBoxBase.CustomValueSetEvent;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.shell.Destination.Kind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
class GoToDialogTest extends SpringBrowserlessTest {

    @Autowired
    private FakeUsage usage;

    @BeforeEach
    void setUp() {
        usage.clear();
        usage.add(aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOW.minus(Duration.ofHours(1)))
                .build());
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void anOwnerGoesToPagesModelsPeopleAndKeys() {
        ComboBox<Destination> field = open();

        assertThat(kinds(field)).contains(Kind.PAGE, Kind.ENDPOINT, Kind.MODEL, Kind.PERSON);
        assertThat(offered(field, ""))
                .extracting(Destination::address)
                .contains("api-usage", "people", "prices", "api-usage/month");
    }

    @Test
    @WithMockUser(username = "member@acme.example", roles = "MEMBER")
    void aMemberIsOfferedNobodyElseAndNoPagesOfOwners() {
        ComboBox<Destination> field = open();

        assertThat(kinds(field)).contains(Kind.PAGE, Kind.MODEL).doesNotContain(Kind.PERSON);
        assertThat(offered(field, "")).extracting(Destination::address).doesNotContain("people", "audit");
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void wordsAreOfTheNameOrOfWhatItIs() {
        ComboBox<Destination> field = open();

        assertThat(offered(field, "change COST")).extracting(Destination::name).containsExactly("Cost change");
        assertThat(offered(field, "model"))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.kind()).isIn(Kind.MODEL, Kind.PAGE));
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void whatIsChosenIsGoneTo() {
        ComboBox<Destination> field = open();
        Destination people = offered(field, "people").getFirst();

        test(field).selectItem(people.name());

        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo("people");
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void whatHasNoSuchNameIsSaidAndAnIdIsACall() {
        ComboBox<Destination> field = open();

        type(field, "no such thing");
        assertThat(field.isInvalid()).isTrue();
        assertThat(field.getErrorMessage()).contains("nothing of that name");

        assertThat(new io.tokentally.ui.usage.frame.UsageDestinations(services)
                        .byId(UUID.randomUUID().toString()))
                .hasValueSatisfying(call -> assertThat(call.address()).startsWith(MainLayout.CALLS + "?call="));
    }

    @Autowired
    private io.tokentally.ui.usage.frame.UsageServices services;

    private ComboBox<Destination> open() {
        UI.getCurrent().navigate(MainLayout.USAGE);
        Button button = find(Button.class).withClassName("tt-go-to-button").single();
        test(button).click();
        @SuppressWarnings("unchecked") // The dialog has no other.
        ComboBox<Destination> field =
                find(ComboBox.class, find(GoToDialog.class).single()).single();
        return field;
    }

    private static void type(ComboBox<Destination> field, String text) {
        ComponentUtil.fireEvent(field, new CustomValueSetEvent<>(field, true, text));
    }

    private static List<Destination> offered(ComboBox<Destination> field, String typed) {
        return field.getListDataView()
                .getItems()
                .filter(item -> item.matches(
                        typed, item.kind() == Kind.MODEL ? "Model" : item.kind().name()))
                .toList();
    }

    private static List<Kind> kinds(ComboBox<Destination> field) {
        return field.getListDataView()
                .getItems()
                .map(Destination::kind)
                .distinct()
                .toList();
    }
}
