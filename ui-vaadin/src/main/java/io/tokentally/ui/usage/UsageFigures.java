package io.tokentally.ui.usage;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.text.VisibleText;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All sums that the dashboard shows at a time.
 *
 * @param own what the viewer used
 * @param organization what the organization used; absent for members
 * @param names of the users that the viewer may know of
 * @param keys what the virtual keys that the viewer may know of are called
 */
public record UsageFigures(
        Viewer viewer,
        DashboardQuery query,
        UsageSummary own,
        @Nullable UsageSummary organization,
        Map<UserId, String> names,
        Map<VirtualKeyId, String> keys) {

    /** The summary of the scope that is looked at. */
    public UsageSummary shown() {
        return query.scope() == UsageScope.ORGANIZATION && organization != null ? organization : own;
    }

    public String nameOf(UserId userId) {
        return VisibleText.of(names.getOrDefault(userId, userId.value()));
    }

    String nameOf(VirtualKeyId keyId) {
        return VisibleText.of(keys.getOrDefault(keyId, keyId.toString()));
    }

    boolean showsOrganization() {
        return query.scope() == UsageScope.ORGANIZATION;
    }

    /** Whether the two show the same figures, whatever calls the tables below them are filtered for. */
    boolean hasSameSumsAs(@Nullable UsageFigures other) {
        return other != null
                && viewer.equals(other.viewer)
                && query.scope() == other.query.scope()
                && Objects.equals(sums(own), sums(other.own))
                && Objects.equals(sums(organization), sums(other.organization))
                && names.equals(other.names)
                && keys.equals(other.keys);
    }

    /** Whenever they were told. */
    private static @Nullable UsageSummary sums(@Nullable UsageSummary told) {
        return told == null ? null : told.withAsOf(null);
    }
}
