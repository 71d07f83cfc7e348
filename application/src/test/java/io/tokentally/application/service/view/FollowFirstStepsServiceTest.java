package io.tokentally.application.service.view;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.access.OrganizationName;
import io.tokentally.application.port.out.budget.Budgets;
import io.tokentally.application.port.out.calendar.CalendarChoice;
import io.tokentally.application.port.out.key.ProviderKeys;
import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.port.out.view.UsageViews;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.key.KeyFixtures;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.view.FirstStep;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FollowFirstStepsServiceTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Viewer OSCAR = new Viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final Instant NOW = Instant.parse("2026-10-15T12:00:00Z");

    private String name = "acme";
    private ReportingCalendar calendar = ReportingCalendar.PRESET;
    private final List<ProviderKey> providerKeys = new ArrayList<>();
    private final List<VirtualKey> keys = new ArrayList<>();
    private final List<UsageRecord> calls = new ArrayList<>();
    private final List<Object> budgets = new ArrayList<>();
    private boolean hidden;

    private final FollowFirstStepsService service = new FollowFirstStepsService(
            port(OrganizationName.class, Map.of("find", arguments -> name)),
            port(CalendarChoice.class, Map.of("find", arguments -> calendar)),
            port(ProviderKeys.class, Map.of("all", arguments -> providerKeys)),
            port(VirtualKeys.class, Map.of("all", arguments -> keys)),
            port(CallHistory.class, Map.of("findOlder", this::findOlder)),
            port(Budgets.class, Map.of("find", arguments -> budgets)),
            port(UsageViews.class, Map.of("areFirstStepsHidden", arguments -> hidden, "hideFirstSteps", this::hide)),
            Clock.fixed(NOW, ZoneOffset.UTC));

    /** Of a port only these methods are called. */
    private static <T> T port(Class<T> type, Map<String, Function<Object[], Object>> methods) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer(methods, method.getName(), arguments)));
    }

    private static Object answer(
            Map<String, Function<Object[], Object>> methods, String method, Object @Nullable [] arguments) {
        Function<Object[], Object> answer = methods.get(method);
        if (answer == null) {
            throw new AssertionError(method + " is called");
        }
        return answer.apply(arguments == null ? new Object[0] : arguments);
    }

    private Object findOlder(Object[] arguments) {
        TimeRange range = (TimeRange) arguments[2];
        return calls.stream()
                .filter(call -> !call.createdAt().isBefore(range.from())
                        && call.createdAt().isBefore(range.until()))
                .limit(1)
                .toList();
    }

    private Object hide(Object[] arguments) {
        hidden = true;
        return List.of();
    }

    @Test
    void eachStepIsDoneOnceWhatItMakesIsThere() {
        assertThat(service.done(OSCAR)).contains(Set.of());

        name = "Acme";
        assertThat(service.done(OSCAR)).contains(Set.of(FirstStep.NAME));

        calendar = ReportingCalendar.confirmed("Europe/Berlin", DayOfWeek.MONDAY, LocalDate.of(2026, 10, 15));
        assertThat(service.done(OSCAR)).contains(Set.of(FirstStep.NAME, FirstStep.TIME_ZONE));

        keys.add(KeyFixtures.keyOf(OSCAR, "laptop"));
        assertThat(service.done(OSCAR)).contains(Set.of(FirstStep.NAME, FirstStep.TIME_ZONE, FirstStep.KEY));
    }

    @Test
    void aProvidersKeyCountsOnceTheProviderKnowsIt() {
        providerKeys.add(providerKey(null));
        providerKeys.add(providerKey(ProviderKeyTest.answered(401, NOW)));
        assertThat(service.done(OSCAR)).contains(Set.of());

        providerKeys.add(providerKey(ProviderKeyTest.answered(200, NOW)));
        assertThat(service.done(OSCAR)).contains(Set.of(FirstStep.PROVIDER_KEY));
    }

    private static ProviderKey providerKey(@Nullable ProviderKeyTest test) {
        return new ProviderKey(ACME, Provider.OPENAI, "4711", OSCAR.userId(), NOW, test);
    }

    @Test
    void aCallWithoutAPriceIsACallAllTheSame() {
        calls.add(aUsageRecord().at(NOW.minusSeconds(5)).unpriced().build());
        assertThat(service.done(OSCAR)).contains(Set.of(FirstStep.FIRST_CALL));

        calls.set(0, aUsageRecord().at(NOW.minusSeconds(5)).build());
        assertThat(service.done(OSCAR)).contains(Set.of(FirstStep.FIRST_CALL, FirstStep.PRICE));
    }

    @Test
    void whereThereWereCallsForLongerThanAWeekNothingIsNew() {
        calls.add(aUsageRecord().at(NOW.minus(Duration.ofDays(8))).build());

        assertThat(service.done(OSCAR)).isEmpty();
    }

    @Test
    void aBudgetCountsOnceThereIsOne() {
        budgets.add("any");

        assertThat(service.done(OSCAR)).contains(Set.of(FirstStep.BUDGET));
    }

    @Test
    void whenAllIsDoneThereIsNothingToTell() {
        budgets.add("any");
        name = "Acme";
        calendar = ReportingCalendar.confirmed("Europe/Berlin", DayOfWeek.MONDAY, LocalDate.of(2026, 10, 15));
        keys.add(KeyFixtures.keyOf(OSCAR, "laptop"));
        providerKeys.add(providerKey(ProviderKeyTest.answered(200, NOW)));
        calls.add(aUsageRecord().at(NOW.minusSeconds(5)).build());

        assertThat(service.done(OSCAR)).isEmpty();
    }

    @Test
    void isForOwnersWhoDidNotHideIt() {
        assertThat(service.done(new Viewer(new UserId("alice"), ACME, Role.ADMIN)))
                .isEmpty();
        assertThat(service.done(new Viewer(new UserId("ada"), ACME, Role.MEMBER)))
                .isEmpty();

        service.hide(OSCAR);

        assertThat(service.done(OSCAR)).isEmpty();
    }
}
