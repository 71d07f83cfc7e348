package io.tokentally.ui.usage;

import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the dashboard shows, as its address says it: {@code ?days=30&scope=organization&endpoint=…&model=…&status=…&user=…&calls=…}.
 *
 * @param days how many days up to today: one of {@link #DAYS}
 * @param ranking which of the calls stand out; nothing for the newest first
 */
public record DashboardQuery(
        int days,
        UsageScope scope,
        CallFilter filter,
        @Nullable CallRanking ranking) {

    public static final List<Integer> DAYS = List.of(7, 30, 90);

    public static final DashboardQuery DEFAULT = new DashboardQuery(30, UsageScope.OWN, CallFilter.ALL, null);

    public DashboardQuery withDays(int wanted) {
        return new DashboardQuery(wanted, scope, filter, ranking);
    }

    /** In another scope; one's own usage is not filtered by user. */
    public DashboardQuery withScope(UsageScope wanted) {
        return new DashboardQuery(days, wanted, wanted == UsageScope.OWN ? filter.withUserId(null) : filter, ranking);
    }

    public DashboardQuery withFilter(CallFilter wanted) {
        return new DashboardQuery(days, scope, wanted, ranking);
    }

    /** @param wanted none for the newest first */
    public DashboardQuery withRanking(@Nullable CallRanking wanted) {
        return new DashboardQuery(days, scope, filter, wanted);
    }

    public Period period(Instant now, ZoneId zone) {
        return Period.lastDays(days, now, zone);
    }

    /** For the address: what is the default is left out, but for the days. */
    public QueryParameters toQueryParameters() {
        Map<String, String> parameters = filterParameters();
        parameters.put("days", Integer.toString(days));
        if (scope == UsageScope.ORGANIZATION) {
            parameters.put("scope", nameOf(scope));
        }
        if (ranking != null) {
            parameters.put("calls", nameOf(ranking));
        }
        return QueryParameters.simple(parameters);
    }

    /** What the filter adds to an address. */
    Map<String, String> filterParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        putIfPresent(parameters, "endpoint", filter.endpoint());
        putIfPresent(parameters, "model", filter.model());
        putIfPresent(parameters, "status", filter.status() == null ? null : nameOf(filter.status()));
        putIfPresent(parameters, "user", filter.userId());
        return parameters;
    }

    static String nameOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void putIfPresent(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }
}
