package io.tokentally.ui.usage;

import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what the address asks for. What makes no sense, or is not for this viewer, gives way to the default. */
final class DashboardQueryReader {

    /**
     * What was read.
     *
     * @param notices keys of the texts that say what gave way
     */
    record Reading(DashboardQuery query, List<String> notices) {}

    private final QueryParameters parameters;
    private final Viewer viewer;
    private final List<String> notices = new ArrayList<>();

    private DashboardQueryReader(QueryParameters parameters, Viewer viewer) {
        this.parameters = parameters;
        this.viewer = viewer;
    }

    static Reading read(QueryParameters parameters, Viewer viewer) {
        return new DashboardQueryReader(parameters, viewer).read();
    }

    private Reading read() {
        int days = value("days", DashboardQueryReader::daysOf, DashboardQuery.DEFAULT.days());
        UsageScope scope = allowed(value("scope", text -> constant(UsageScope.class, text), UsageScope.OWN));
        CallFilter filter = CallFilter.ALL
                .withEndpoint(optional("endpoint", Endpoint::new))
                .withModel(optional("model", ModelName::new))
                .withStatus(optional("status", text -> constant(CallFilter.Status.class, text)))
                .withUserId(scope == UsageScope.ORGANIZATION ? optional("user", UserId::new) : null);
        CallRanking ranking = optional("calls", text -> constant(CallRanking.class, text));
        return new Reading(new DashboardQuery(days, scope, filter, ranking), List.copyOf(notices));
    }

    private UsageScope allowed(UsageScope asked) {
        if (asked == UsageScope.ORGANIZATION && !viewer.seesOrganization()) {
            notices.add("usage.notice.organization");
            return UsageScope.OWN;
        }
        return asked;
    }

    private <T> T value(String name, Function<String, T> reader, T fallback) {
        T read = optional(name, reader);
        return read == null ? fallback : read;
    }

    private <T> @Nullable T optional(String name, Function<String, T> reader) {
        Optional<String> text = parameters.getSingleParameter(name).filter(given -> !given.isBlank());
        if (text.isEmpty()) {
            return null;
        }
        try {
            return reader.apply(text.get());
        } catch (IllegalArgumentException e) {
            notices.add("usage.notice." + name);
            return null;
        }
    }

    private static Integer daysOf(String text) {
        Integer days = Integer.valueOf(text);
        if (!DashboardQuery.DAYS.contains(days)) {
            throw new IllegalArgumentException("Not one of " + DashboardQuery.DAYS);
        }
        return days;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (DashboardQuery.nameOf(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("Not one of " + type.getSimpleName());
    }
}
