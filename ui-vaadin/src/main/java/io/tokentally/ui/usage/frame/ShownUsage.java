package io.tokentally.ui.usage.frame;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.usage.query.UsageQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a page shows at a time.
 *
 * @param period the days that the query was about then
 * @param names of the users that the viewer may know of, by their ids
 * @param keys what the virtual keys that the viewer may know of are called, by their ids
 */
public record ShownUsage(
        Viewer viewer,
        UsageQuery query,
        Period period,
        Instant now,
        Map<String, String> names,
        Map<String, String> keys) {

    public ShownUsage {
        names = Map.copyOf(names);
        keys = Map.copyOf(keys);
    }

    public boolean showsOrganization() {
        return query.scope() == UsageScope.ORGANIZATION;
    }

    public ZoneId zone() {
        return period.zone();
    }

    public CallQuery callQuery() {
        return query.calls(period);
    }

    public String nameOf(UserId userId) {
        return nameOf(Attribute.USER, userId.value());
    }

    public String nameOf(VirtualKeyId keyId) {
        return nameOf(Attribute.KEY, keyId.toString());
    }

    /** What a value of a dimension is called; where calls have none, that they have none. */
    public String nameOf(Dimension dimension, String value) {
        if (value.isEmpty()) {
            return I18NProvider.translate("usage.value.none");
        }
        return switch (dimension) {
            case Attribute.USER -> VisibleText.of(names.getOrDefault(value, value));
            case Attribute.KEY ->
                Stream.of(value.split(",", -1))
                        .map(id -> VisibleText.of(keys.getOrDefault(id, id)))
                        .distinct()
                        .collect(Collectors.joining(", "));
            case Attribute.STATUS, Attribute.FAILURE_KIND -> I18NProvider.translate("usage.status." + value);
            case Attribute.COST_STATUS -> I18NProvider.translate("usage.cost-status." + value);
            default -> VisibleText.of(value);
        };
    }

    /** What a dimension is called. */
    public static String labelOf(Dimension dimension) {
        return switch (dimension) {
            case Attribute attribute -> I18NProvider.translate("usage.dimension." + attribute);
            case Tag tag -> I18NProvider.translate("usage.dimension.tag", VisibleText.of(tag.name()));
        };
    }
}
