package io.tokentally.adapter.persistence.usage;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallOrder;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Nulls;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which calls are looked for and in which order, as the database is asked. */
record CallCriteria(CriteriaBuilder builder, Root<UsageRecordEntity> call) {

    /** The range of time comes with every query, so that only the partitions in it are read. */
    List<Predicate> matching(Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter) {
        List<Predicate> wanted = new ArrayList<>();
        wanted.add(is("organizationId", viewer.organizationId().value()));
        wanted.add(builder.greaterThanOrEqualTo(createdAt(), range.from()));
        wanted.add(builder.lessThan(createdAt(), range.until()));
        if (scope == UsageScope.OWN) {
            wanted.add(is("userId", viewer.userId().value()));
        }
        if (filter.userId() != null) {
            wanted.add(is("userId", filter.userId().value()));
        }
        if (filter.endpoint() != null) {
            wanted.add(is("endpoint", filter.endpoint().value()));
        }
        if (filter.model() != null) {
            wanted.add(builder.or(
                    builder.equal(servedModel(), filter.model().value()),
                    builder.equal(
                            builder.function("public.base_model", String.class, servedModel()),
                            filter.model().value())));
        }
        if (filter.status() != null) {
            wanted.add(is("success", filter.status() == CallFilter.Status.SUCCEEDED));
        }
        return wanted;
    }

    /** Calls that are equal in it follow with the newest first; of one instant, by their id. */
    List<Order> by(CallOrder order) {
        boolean ascending = order.ascending();
        return switch (order.by()) {
            case CREATED_AT -> List.of(by("createdAt", ascending), by("id", ascending));
            case TOTAL_COST -> thenTheNewest(byCost(ascending));
            case MODEL -> thenTheNewest(ascending ? builder.asc(servedModel()) : builder.desc(servedModel()));
            default -> thenTheNewest(by(attribute(order.by()), ascending));
        };
    }

    private List<Order> thenTheNewest(Order first) {
        return List.of(first, by("createdAt", false), by("id", false));
    }

    private static String attribute(CallOrder.By by) {
        return switch (by) {
            case CREATED_AT -> "createdAt";
            case ENDPOINT -> "endpoint";
            case MODEL -> "servedModel";
            case USER -> "userId";
            case TOTAL_TOKENS -> "totalTokens";
            case TOTAL_COST -> "totalCost";
            case RESPONSE_TIME -> "responseTimeMs";
            case STATUS -> "success";
        };
    }

    /** Calls without a known cost come before those that cost nothing. */
    private Order byCost(boolean ascending) {
        Expression<?> cost = call.get("totalCost");
        return ascending ? builder.asc(cost, Nulls.FIRST) : builder.desc(cost, Nulls.LAST);
    }

    private Order by(String attribute, boolean ascending) {
        Expression<?> value = call.get(attribute);
        return ascending ? builder.asc(value) : builder.desc(value);
    }

    private Predicate is(String attribute, Object value) {
        return builder.equal(call.get(attribute), value);
    }

    /** The one that the answer named, or else the one that was asked for. */
    private Expression<String> servedModel() {
        return builder.coalesce(call.<String>get("servedModel"), call.<String>get("model"));
    }

    private Expression<Instant> createdAt() {
        return call.get("createdAt");
    }
}
