package io.tokentally.ui.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import io.tokentally.ui.chart.UsageChart;
import io.tokentally.ui.fake.BrowserlessApplication;
import io.tokentally.ui.fake.FakeRefusedCalls;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
@WithMockUser(username = "admin@acme.example", roles = "ADMIN")
class RefusedCallsViewTest extends SpringBrowserlessTest {

    private static final RefusedKey KEY = new RefusedKey(
            new OrganizationId("acme"), new VirtualKeyId(UUID.fromString("01a13f6e-fa00-7000-8000-000000000001")));

    @Autowired
    private FakeRefusedCalls refused;

    @Autowired
    private Clock clock;

    @BeforeEach
    void setUp() {
        refused.reset();
    }

    @Test
    void whereNoneWasRefusedItSaysSo() {
        RefusedCallsView view = navigate(RefusedCallsView.class);

        assertThat(textOf(view)).contains("No call was refused in these days.", "No sample is kept.");
        assertThat(find(UsageChart.class).exists()).isFalse();
    }

    @Test
    void anAdminSeesHowManyWhenAndWhyWithTheNewestOfThem() {
        for (int i = 0; i < 25; i++) {
            add(RefusalReason.CALLS_PER_MINUTE, KEY, null, Duration.ofMinutes(i));
        }
        add(RefusalReason.KEY_EXPIRED, KEY, null, Duration.ofDays(20));
        add(RefusalReason.UNKNOWN_KEY, null, "tt_abcdefgh", Duration.ofMinutes(1));

        RefusedCallsView view = navigate(RefusedCallsView.class);

        assertThat(textOf(view))
                .contains("Too many calls per minute", KEY.id().toString(), "25", "openai · gpt-5")
                .doesNotContain("tt_abcdefgh");
        assertThat(textOf(find(RefusalCounts.class).single())).doesNotContain("The key has expired");
        assertThat(refused.scopes()).containsOnly(UsageScope.ORGANIZATION);
        UsageChart chart = find(UsageChart.class).single();
        assertThat(chart.shown())
                .isNotNull()
                .satisfies(shown -> assertThat(shown.bars()).hasSize(7));
    }

    @Test
    void moreSamplesAreShownWhenTheyAreAskedFor() {
        for (int i = 0; i < 25; i++) {
            add(RefusalReason.CALLS_PER_MINUTE, KEY, null, Duration.ofMinutes(i));
        }
        navigate(RefusedCallsView.class);

        assertThat(rows()).isEqualTo(20);
        test(find(Button.class).withText("Show 5 more").single()).click();

        assertThat(rows()).isEqualTo(25);
    }

    @Test
    @WithMockUser(username = "member@acme.example", roles = "MEMBER")
    void aMemberSeesThoseWithOwnKeys() {
        navigate(RefusedCallsView.class);

        assertThat(refused.scopes()).containsOnly(UsageScope.OWN);
    }

    @Test
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void whatNeedsNoKeySaysSo() {
        add(RefusalReason.BUDGET_EXCEEDED, RefusedKey.noneOf(KEY.organizationId()), null, Duration.ofMinutes(2));

        RefusedCallsView view = navigate(RefusedCallsView.class);

        assertThat(textOf(view))
                .contains("None needed: a program with the wrapped Java client")
                .doesNotContain(RefusedKey.NO_KEY.toString());
    }

    @Test
    @WithMockUser(username = "operator@demo.example", roles = "OPERATOR")
    void anOperatorSeesThoseOfNobody() {
        add(RefusalReason.CALLS_PER_MINUTE, KEY, null, Duration.ofMinutes(2));
        add(RefusalReason.UNKNOWN_KEY, null, "tt_abcdefgh", Duration.ofMinutes(1));

        UnknownKeysView view = navigate(UnknownKeysView.class);

        assertThat(textOf(view))
                .contains("Nobody knows the key", "tt_abcdefgh…")
                .doesNotContain("Too many calls per minute");
    }

    private static String textOf(Component component) {
        return component.getElement().getTextRecursively();
    }

    private int rows() {
        return textOf(find(RefusalSamples.class).single()).split("gpt-5", -1).length - 1;
    }

    private void add(RefusalReason reason, @Nullable RefusedKey key, @Nullable String unknown, Duration ago) {
        refused.add(new RefusedCall(
                clock.instant().minus(ago),
                reason,
                key,
                unknown,
                key == null ? null : new UserId("member@acme.example"),
                new Provider("openai"),
                null,
                null,
                new ModelName("gpt-5")));
    }
}
