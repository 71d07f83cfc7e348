package io.tokentally.ui.usage.frame;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.MEMBER;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.VaadinSession;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.view.UsageView;
import io.tokentally.domain.view.UsageViewId;
import io.tokentally.domain.view.UsageViewState;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeReports;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.fake.FakeUsageViews;
import io.tokentally.ui.home.HomeView;
import io.tokentally.ui.usage.ApiUsageView;
import io.tokentally.ui.usage.query.RememberedQueries;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

/** What a page shows is kept, shared, begun with; and where it names people, its address does not. */
@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
class ViewsTest extends SpringBrowserlessTest {

    private static final Viewer ADMIN = viewer("admin@acme.example", Role.ADMIN);
    private static final Viewer OWNER = viewer("owner@acme.example", Role.OWNER);

    private static final String[] KEPT = {"endpoint=extract_candidate_info", "period=last_7_days", "scope=organization"
    };

    @Autowired
    private FakeUsageViews views;

    @Autowired
    private FakeUsage usage;

    @Autowired
    private FakeReports reports;

    private static Viewer viewer(String user, Role role) {
        return new Viewer(new UserId(user), new OrganizationId("acme"), role);
    }

    @BeforeEach
    void setUp() {
        views.reset();
        usage.clear();
        reports.clear();
        usage.add(aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOON.minus(Duration.ofHours(1)))
                .withSeed(1)
                .build());
    }

    @Test
    @WithMockUser("admin@acme.example")
    void anAddressNamesNobody() {
        open("scope=organization&period=last_7_days&user=member@acme.example");

        assertThat(address()).matches("api-usage\\?view=[0-9a-f-]{36}");
        assertThat(chips()).hasSize(1);
        String first = address();
        open("scope=organization&period=last_7_days&user=member@acme.example");
        assertThat(address()).isEqualTo(first);
    }

    @Test
    @WithMockUser("owner@acme.example")
    void itShowsTheSameToWhoeverItIsSentTo() {
        UsageViewId sent = views.store(
                ADMIN,
                new UsageViewState("api-usage?scope=organization&period=last_7_days&user=member%40acme.example", true));

        open("view=" + sent);

        assertThat(chips())
                .singleElement()
                .satisfies(chip -> assertThat(chip.getText()).startsWith("User: "));
        assertThat(notices()).isEmpty();
    }

    @Test
    @WithMockUser("member@acme.example")
    void itIsNotForThoseWhoMayNotSeeIt() {
        UsageViewId sent = views.store(ADMIN, new UsageViewState("api-usage?scope=organization", true));

        open("view=" + sent);

        assertThat(notices()).first().asString().startsWith("That view is not there any more, or is not for you.");
        assertThat(address()).isEqualTo("api-usage?period=last_30_days&scope=own");
        open("view=mine");
        assertThat(address()).isEqualTo("api-usage?period=last_30_days&scope=own");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void anAddressThatWouldBeTooLongIsStored() {
        open("scope=organization&period=last_7_days&endpoint=" + "x".repeat(250));
        assertThat(address()).doesNotContain("view=");

        String tooMuch = IntStream.range(0, 9)
                .mapToObj(number -> List.of(
                                        "endpoint",
                                        "operation",
                                        "provider",
                                        "model",
                                        "snapshot",
                                        "service_tier",
                                        "region",
                                        "price_version",
                                        "status")
                                .get(number)
                        + "=" + (number == 8 ? "failed" : "%C3%A9".repeat(50)))
                .reduce("scope=organization&period=last_7_days", (all, each) -> all + "&" + each);
        open(tooMuch);

        assertThat(address()).matches("api-usage\\?view=[0-9a-f-]{36}");
        assertThat(chips()).hasSizeGreaterThan(5);
    }

    @Test
    @WithMockUser("owner@acme.example")
    void aViewIsKeptSharedAndBegunWith() {
        open("scope=organization&period=last_7_days&endpoint=extract_candidate_info");
        test(find(Button.class).withText("Views").single()).click();
        test(find(TextField.class).withCaption("Keep what this page shows as").single())
                .setValue("Extracting, this week");
        test(find(Checkbox.class).withCaption("Share with admins and owners").single())
                .click();
        test(find(Button.class).withText("Keep view").single()).click();

        assertThat(views.views(ADMIN)).singleElement().satisfies(view -> {
            assertThat(view.name()).isEqualTo("Extracting, this week");
            assertThat(view.state().address()).isEqualTo("api-usage?" + String.join("&", KEPT));
        });
        assertThat(find(Anchor.class).withText("Extracting, this week").single().getHref())
                .satisfies(says(KEPT));
        test(find(Checkbox.class).withCaption("Start page").single()).click();
        assertThat(views.start(OWNER)).map(UsageView::name).contains("Extracting, this week");

        UI.getCurrent().navigate(HomeView.class);
        roundTrip();
        assertThat(address()).satisfies(says(KEPT));
    }

    @Test
    @WithMockUser("owner@acme.example")
    void aViewHasANameAndIsRemoved() {
        open("scope=organization&period=last_7_days");
        test(find(Button.class).withText("Views").single()).click();
        test(find(Button.class).withText("Keep view").single()).click();

        assertThat(views.views(OWNER)).isEmpty();
        views.keep(ADMIN, "of the admin", true, new UsageViewState("api-usage", true));
        open("scope=organization&period=last_30_days");
        test(find(Button.class).withText("Views").last()).click();
        test(find(Button.class).withText("Remove").last()).click();
        assertThat(views.views(OWNER)).isEmpty();
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aNewSessionBeginsWhereTheLastOneEnded() {
        views.begin(ADMIN, new UsageViewState("api-usage?scope=own&period=last_90_days&compare=year_before", false));
        VaadinSession.getCurrent().setAttribute(RememberedQueries.class, null);

        navigate(ApiUsageView.class);
        assertThat(address()).satisfies(says("compare=year_before", "period=last_90_days", "scope=own"));

        open("scope=organization&period=last_7_days&endpoint=extract_candidate_info");
        assertThat(views.seenLast(ADMIN).address()).satisfies(says("period=last_7_days", "scope=organization"));
    }

    /** Parameters have no order. */
    private static Consumer<String> says(String... parameters) {
        return address -> {
            assertThat(address).startsWith("api-usage?");
            assertThat(address.substring("api-usage?".length()).split("&")).containsExactlyInAnyOrder(parameters);
        };
    }

    private void open(String query) {
        UI.getCurrent().navigate(ApiUsageView.class, QueryParameters.fromString(query));
        roundTrip();
    }

    private static String address() {
        return UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters();
    }

    private List<Button> chips() {
        return find(Button.class).withClassName("tt-filter-chip").all();
    }

    private List<String> notices() {
        return find(Notification.class).all().stream()
                .map(notification -> test(notification).getText())
                .toList();
    }
}
