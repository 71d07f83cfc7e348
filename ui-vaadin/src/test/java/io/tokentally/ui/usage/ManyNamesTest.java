package io.tokentally.ui.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.MEMBER;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static io.tokentally.ui.fake.BrowserlessApplication.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeReports;
import io.tokentally.ui.fake.FakeTagDimensions;
import io.tokentally.ui.fake.FakeUsage;
import io.tokentally.ui.shell.ProblemPanel;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

/** Ten thousand endpoints, each with the longest name there can be, in many scripts. */
@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser("admin@acme.example")
class ManyNamesTest extends SpringBrowserlessTest {

    private static final int ENDPOINTS = 10_000;
    private static final int LONGEST = Endpoint.MAX_LENGTH;

    /** Far below one for each endpoint. */
    private static final int MOST_ELEMENTS = 6_000;

    private static final Outcome.Failure TIMEOUT = new Outcome.Failure(Outcome.Failure.Kind.TIMEOUT, null, null, null);

    private static final List<String> SCRIPTS = List.of(
            "endpoint ", "Überprüfung ", "проверка ", "审查", "レビュー", "مراجعة ", "סקירה ", "समीक्षा ", "<b>&\"'=;");

    @Autowired
    private FakeUsage usage;

    @Autowired
    private FakeReports reports;

    @Autowired
    private FakeTagDimensions tags;

    @BeforeEach
    void setUp() {
        tags.are();
        reports.clear();
        usage.clear();
        usage.addAll(IntStream.range(0, ENDPOINTS).mapToObj(ManyNamesTest::call).toList());
    }

    @AfterEach
    void forget() {
        usage.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-usage",
                "api-usage/explorer",
                "api-usage/calls",
                "api-usage/performance",
                "api-usage/errors",
                "api-usage/change",
                "api-usage/what-if",
                "api-usage/month"
            })
    void eachPageShowsTheFirstOfThemAndStaysSmall(String path) {
        String query = path.endsWith("month") ? "month=2026-10" : "scope=organization&period=this_month";
        UI.getCurrent().navigate(path, QueryParameters.fromString(query));
        roundTrip();

        assertThat(find(H1.class).single().getText()).isNotEmpty();
        assertThat(find(ProblemPanel.class).exists()).isFalse();
        assertThat(elementsIn(UI.getCurrent().getElement())).isBetween(1, MOST_ELEMENTS);
    }

    private static UsageRecord call(int number) {
        var call = aUsageRecord()
                .of(ACME, MEMBER)
                .at(NOW.minusSeconds(number))
                .withEndpoint(name(number))
                .withSeed(number);
        return number % 2 == 0 ? call.build() : call.failing(TIMEOUT).build();
    }

    private static String name(int number) {
        return (number + " " + SCRIPTS.get(number % SCRIPTS.size()).repeat(LONGEST))
                .substring(0, LONGEST)
                .strip();
    }

    private static int elementsIn(Element element) {
        return 1 + element.getChildren().mapToInt(ManyNamesTest::elementsIn).sum();
    }
}
