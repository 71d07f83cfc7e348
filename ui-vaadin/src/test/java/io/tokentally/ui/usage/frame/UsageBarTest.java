package io.tokentally.ui.usage.frame;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static io.tokentally.ui.fake.BrowserlessApplication.NOW;
import static io.tokentally.ui.fake.FakeAccess.ACME;
import static io.tokentally.ui.fake.FakeAccess.ADMIN;
import static io.tokentally.ui.fake.FakeAccess.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBoxBase;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TagDimension;
import io.tokentally.domain.summary.Period;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeReports;
import io.tokentally.ui.fake.FakeTagDimensions;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.key.KeysView;
import io.tokentally.ui.usage.ApiUsageView;
import io.tokentally.ui.usage.explorer.ExplorerView;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
class UsageBarTest extends SpringBrowserlessTest {

    @Autowired
    private FakeUsage usage;

    @Autowired
    private FakeReports reports;

    @Autowired
    private FakeTagDimensions tags;

    @BeforeEach
    void setUp() {
        usage.clear();
        reports.clear();
        tags.are();
        List<String> endpoints = List.of("chat", "chat_summary", "search");
        for (int place = 0; place < endpoints.size(); place++) {
            usage.add(aUsageRecord()
                    .of(ACME, place == 0 ? MEMBER : ADMIN)
                    .at(NOW.minus(Duration.ofHours(place + 1L)))
                    .withEndpoint(endpoints.get(place))
                    .withSeed(place)
                    .build());
        }
    }

    @Test
    @WithMockUser("admin@acme.example")
    void valuesComeWithTheirRequestsAndCost() {
        navigate(ApiUsageView.class);

        choose(Attribute.ENDPOINT);

        assertThat(box().getListDataView().getItems().toList())
                .extracting(FilterValue::name, value -> value.totals().requests())
                .containsExactlyInAnyOrder(tuple("chat", 1L), tuple("chat_summary", 1L), tuple("search", 1L));
    }

    @Test
    @WithMockUser("admin@acme.example")
    void enterTakesTheOnlyMatchOrTheWholeName() {
        navigate(ApiUsageView.class);

        choose(Attribute.ENDPOINT);
        type("SEA");
        assertThat(address()).containsEntry("endpoint", List.of("search"));

        remove("Endpoint: search");
        choose(Attribute.ENDPOINT);
        type("chat");
        assertThat(address()).containsEntry("endpoint", List.of("chat"));
    }

    @Test
    @WithMockUser("admin@acme.example")
    void enterSaysWhereSeveralMatchOrNone() {
        navigate(ApiUsageView.class);
        choose(Attribute.ENDPOINT);

        type("cha");
        assertThat(box().isInvalid()).isTrue();
        assertThat(box().getErrorMessage()).isEqualTo("2 match: type more, or choose one");

        type("nothing like it");
        assertThat(box().getErrorMessage()).isEqualTo("Nothing matches");
        assertThat(address()).doesNotContainKey("endpoint");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void filtersComeOffOneByOneAndAllAtOnce() {
        open("scope=organization&period=today&endpoint=chat&status=succeeded&cost_status=MEASURED");
        assertThat(matching()).isEqualTo("1 call · $0.002");

        remove("Endpoint: chat");

        assertThat(address()).doesNotContainKey("endpoint").containsKeys("status", "cost_status");
        assertThat(matching()).isEqualTo("3 calls · $0.006");
        test(find(Button.class, find(FilterChips.class).single())
                        .withText("Clear filters")
                        .single())
                .click();
        assertThat(address()).containsOnlyKeys("scope", "period");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aDeclaredTagIsAFilterAndAnotherIsTold() {
        tags.are(new TagDimension(new Tag("team"), 2, true, null));

        open("scope=organization&period=today&tag=team=&tag=city=Berlin");

        assertThat(find(Button.class).withText("Tag team: (none)").exists()).isTrue();
        assertThat(reports.asked()).extracting(ReportQuery::filters).contains(Map.of(new Tag("team"), ""));
        assertThat(dimensions()).doesNotContain(new Tag("team"));
    }

    @Test
    @WithMockUser("admin@acme.example")
    void aRangeIsTypedAndOneThatIsNoneIsRefusedWithoutLeaving() {
        navigate(ApiUsageView.class);
        test(periods()).selectItem("From … to …");

        day("First day", LocalDate.of(2026, 10, 2));
        assertThat(address())
                .containsEntry("from", List.of("2026-10-02"))
                .containsEntry("to", List.of("2026-10-15"))
                .doesNotContainKey("period");
        day("Last day", LocalDate.of(2026, 10, 1));

        assertThat(address()).containsEntry("to", List.of("2026-10-15"));
        DatePicker last = find(DatePicker.class).withAriaLabel("Last day").single();
        assertThat(last.isInvalid()).isTrue();
        assertThat(last.getErrorMessage()).isEqualTo("The last day lies before the first one.");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void ofAFewDaysTheHoursAreChosenToo() {
        open("scope=organization&from=2026-10-15&to=2026-10-15");

        test(times("From what time")).selectItem("10:00");
        test(times("Until what time")).selectItem("11:00");

        assertThat(address())
                .containsEntry("from", List.of("2026-10-15T10:00"))
                .containsEntry("to", List.of("2026-10-15T11:00"));
        assertThat(matching()).isEqualTo("1 call · $0.002");
        assertThat(find(Anchor.class).withClassName("tt-export").single().getHref())
                .contains("from=2026-10-15T10%3A00&to=2026-10-15T11%3A00&zone=UTC");

        test(times("Until what time")).selectItem("09:00");
        assertThat(find(DatePicker.class).withAriaLabel("Last day").single().getErrorMessage())
                .isEqualTo("It ends before it begins: choose a later time, or an earlier one to begin with.");
        assertThat(address()).containsEntry("to", List.of("2026-10-15T11:00"));
    }

    @Test
    @WithMockUser("admin@acme.example")
    void hoursThatWereChosenAreNotMeantOfManyDays() {
        open("scope=organization&from=2026-10-15T10:00&to=2026-10-15T11:15");
        assertThat(times("Until what time").getValue()).hasToString("11:15");

        day("First day", LocalDate.of(2026, 9, 1));

        assertThat(address()).containsEntry("from", List.of("2026-09-01")).containsEntry("to", List.of("2026-10-15"));
        assertThat(find(Select.class).withAriaLabel("Until what time").exists()).isFalse();
    }

    @Test
    @WithMockUser("admin@acme.example")
    void theLastDayOfHoursBeginsWithinOne() {
        open("scope=organization&period=last_24_hours");

        assertThat(reports.asked().getFirst().period().from()).isEqualTo(NOW.minus(Duration.ofDays(1)));
        assertThat(usage.lastQuery().period())
                .isEqualTo(reports.asked().getFirst().period());
        assertThat(find(Anchor.class).withClassName("tt-export").single().getHref())
                .contains("&hours=24&zone=UTC")
                .doesNotContain("from=");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void whatWasShownIsThereAgainAfterAnotherPage() {
        open("scope=own&period=this_month&endpoint=chat_summary&sort=tokens&by=model");
        navigate(KeysView.class);

        navigate(ApiUsageView.class);
        assertThat(address())
                .isEqualTo(Map.of(
                        "scope", List.of("own"),
                        "period", List.of("this_month"),
                        "endpoint", List.of("chat_summary"),
                        "sort", List.of("tokens"),
                        "by", List.of("model")));

        navigate(ExplorerView.class);
        assertThat(address())
                .isEqualTo(Map.of(
                        "scope", List.of("own"),
                        "period", List.of("this_month"),
                        "endpoint", List.of("chat_summary")));
    }

    @Test
    @WithMockUser("admin@acme.example")
    void anOpenPageAsksLittleUntilThereIsSomethingNew() {
        navigate(ApiUsageView.class);
        reports.clear();

        poll();
        assertThat(reports.asked()).hasSize(2).allMatch(query -> query.by().isEmpty());

        usage.add(aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOW.minusSeconds(1))
                .withSeed(9)
                .build());
        reports.clear();
        poll();
        assertThat(reports.asked()).hasSizeBetween(3, 8);
        assertThat(matching()).startsWith("4 calls");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void skippingToTheContentStaysOnThePage() {
        open("scope=own&period=today");

        assertThat(find(Anchor.class).withClassName("tt-skip-link").single().getHref())
                .startsWith("api-usage?")
                .contains("period=today")
                .endsWith("#content");
    }

    @Test
    @WithMockUser("admin@acme.example")
    void weeksBeginAsTheOrganizationsDo() {
        open("scope=organization&period=this_week");

        Period week = reports.asked().getFirst().period();
        assertThat(week.firstDay()).isEqualTo(LocalDate.of(2026, 10, 12));
        assertThat(week.lastDay()).isEqualTo(LocalDate.of(2026, 10, 15));
    }

    private static void open(String query) {
        UI.getCurrent().navigate(ApiUsageView.class, QueryParameters.fromString(query));
        roundTrip();
    }

    private void choose(Dimension dimension) {
        test(addFilter()).selectItem(ShownUsage.labelOf(dimension));
    }

    private void type(String typed) {
        // What is no item's whole label comes from the browser as a value of one's own.
        ComponentUtil.fireEvent(box(), new ComboBoxBase.CustomValueSetEvent<>(box(), true, typed));
        roundTrip();
    }

    private FilterValueBox box() {
        return find(FilterValueBox.class).single();
    }

    private void remove(String chip) {
        test(find(Button.class).withText(chip).single()).click();
    }

    private void day(String label, LocalDate chosen) {
        DatePicker picker = find(DatePicker.class).withAriaLabel(label).single();
        LocalDate before = picker.getValue();
        picker.setValue(chosen);
        ComponentUtil.fireEvent(picker, new AbstractField.ComponentValueChangeEvent<>(picker, picker, before, true));
        roundTrip();
    }

    private String matching() {
        return find(UsageBar.class)
                .single()
                .getChildren()
                .flatMap(row -> row.getChildren())
                .filter(part -> part.getElement().getClassList().contains("tt-matching"))
                .findFirst()
                .orElseThrow()
                .getElement()
                .getText();
    }

    @SuppressWarnings("unchecked") // The only select with this label holds dimensions.
    private Select<Dimension> addFilter() {
        return find(Select.class).withAriaLabel("Add filter").single();
    }

    private List<Dimension> dimensions() {
        return addFilter().getListDataView().getItems().toList();
    }

    private Select<?> times(String label) {
        return find(Select.class).withAriaLabel(label).single();
    }

    private Select<?> periods() {
        return find(Select.class).withAriaLabel("Period").single();
    }

    private static Map<String, List<String>> address() {
        return UI.getCurrent().getActiveViewLocation().getQueryParameters().getParameters();
    }

    private static void poll() {
        ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));
        roundTrip();
    }
}
