package io.tokentally.ui.usage.call;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.DurationFormat.formatDuration;
import static io.tokentally.ui.format.TimeFormat.formatDayInFull;
import static io.tokentally.ui.format.TimeFormat.formatInstant;
import static io.tokentally.ui.format.TimeFormat.formatInstantInFull;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.InputBand;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.ui.chart.FigureTable;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.pricing.CostTable;
import io.tokentally.ui.pricing.PricesView;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that is known of a call. */
class CallDetails extends Div {

    /**
     * @param keyName what the key is called that the call was made with, if it was
     * @param shutdown that the call was answered after, if it was
     * @param attempts of the same call, this one among them; none where it is not told which these are
     */
    CallDetails(
            UsageRecord call,
            String userName,
            @Nullable String keyName,
            @Nullable ModelLifecycle shutdown,
            List<UsageRecord> attempts,
            ZoneId zone) {
        addClassName("tt-call");
        if (call.outcome() instanceof Failure failure) {
            add(failure(failure));
        }
        add(facts(call, userName, keyName, zone), billing(call, shutdown));
        if (attempts.size() > 1) {
            add(attempts(call, attempts, zone));
        }
    }

    private Component failure(Failure failure) {
        List<String> words = new ArrayList<>();
        words.add(getTranslation("usage.status." + failure.kind()));
        addIfPresent(
                words,
                "usage.detail.http",
                failure.httpStatus() == null ? null : failure.httpStatus().toString());
        addIfPresent(words, "usage.detail.error-type", failure.errorType());
        addIfPresent(words, "usage.detail.error-code", failure.errorCode());
        Paragraph facts = new Paragraph(String.join(" · ", words));
        facts.addClassName("tt-call-failure-facts");
        Div box = new Div(
                new H3(getTranslation("usage.detail.failed")),
                new Paragraph(getTranslation(FailureExplanation.keyOf(failure))),
                facts);
        box.addClassName("tt-call-failure");
        return box;
    }

    private Component facts(UsageRecord call, String userName, @Nullable String keyName, ZoneId zone) {
        DescriptionList list = new DescriptionList();
        list.addClassName("tt-call-facts");
        Duration firstToken = call.timing().timeToFirstToken();
        addFact(list, "time", formatInstantInFull(call.createdAt(), zone));
        addFact(list, "user", userName);
        addFact(list, "endpoint", call.attribution().endpoint().value());
        addFact(
                list,
                "operation",
                call.operation() == null ? null : call.operation().value());
        addFact(list, "provider", call.provider().value());
        addFact(list, "model", call.model().value());
        addFact(
                list,
                "served-model",
                call.servedModel() == null ? null : call.servedModel().value());
        addFact(list, "tier", call.serviceTier().value());
        addFact(list, "region", call.region() == null ? null : call.region().value());
        addFact(
                list,
                "ended",
                formatInstantInFull(call.createdAt().plus(call.timing().responseTime()), zone));
        addFact(list, "response-time", formatDuration(call.timing().responseTime()));
        addFact(list, "first-token", firstToken == null ? null : formatDuration(firstToken));
        addFact(
                list,
                "reading",
                getTranslation("usage.detail.reading." + call.reading().kind()));
        addFact(list, "tags", text(call.attribution().tags().values()));
        addFact(list, "key", keyName);
        addFact(list, "client-ids", text(call.trace().clientIds()));
        addFact(list, "provider-request-id", call.trace().providerRequestId());
        addFact(list, "attempt", attempt(call.trace().attempt()));
        addFact(list, "id", call.id().toString());
        if (call.attribution().source() != Attribution.Source.CONTEXT) {
            list.add(new DescriptionList.Term(getTranslation("usage.detail.attribution")));
            list.add(new DescriptionList.Description(doubtful(call.attribution().source())));
        }
        return list;
    }

    private static @Nullable String text(Map<String, String> texts) {
        return texts.isEmpty()
                ? null
                : texts.entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(", "));
    }

    private @Nullable String attempt(CallAttempt attempt) {
        Integer number = attempt.number();
        CallId call = attempt.call();
        if (call == null) {
            return number == null ? null : number.toString();
        }
        return number == null
                ? getTranslation("usage.detail.attempt.of-call", call)
                : getTranslation("usage.detail.attempt.numbered", number, call);
    }

    /** What went out for the call, the first first, each with the way to it. */
    private Component attempts(UsageRecord shown, List<UsageRecord> attempts, ZoneId zone) {
        StackingTable table = new StackingTable(
                getTranslation("usage.detail.attempts"),
                List.of(
                        getTranslation("usage.detail.attempt"),
                        getTranslation("usage.detail.time"),
                        getTranslation("usage.column.status"),
                        getTranslation("usage.detail.cost"),
                        getTranslation("usage.detail.id")));
        table.addClassName("tt-call-attempts");
        table.show(attempts.stream()
                .map(attempt -> List.of(
                        StackingTable.text(numberOf(attempt.trace().attempt())),
                        StackingTable.text(formatInstant(attempt.createdAt(), zone)),
                        new StatusBadge(attempt),
                        new CostText(attempt.cost()),
                        attempt.id().equals(shown.id())
                                ? StackingTable.text(getTranslation("usage.detail.attempt.this"))
                                : link(attempt)))
                .toList());
        return table;
    }

    private Component link(UsageRecord attempt) {
        RouterLink link = new RouterLink(getTranslation("usage.call.open"), CallsView.class);
        link.setQueryParameters(QueryParameters.of(CallsView.CALL, attempt.id().toString()));
        link.getElement()
                .setAttribute(
                        "aria-label",
                        getTranslation(
                                "usage.detail.attempt.open",
                                numberOf(attempt.trace().attempt())));
        return link;
    }

    private static String numberOf(CallAttempt attempt) {
        return attempt.number() == null ? "–" : attempt.number().toString();
    }

    private Component doubtful(Attribution.Source source) {
        Badge badge = new Badge(getTranslation("usage.detail.attribution." + source));
        badge.addThemeVariants(BadgeVariant.WARNING, BadgeVariant.SMALL);
        badge.getElement().setAttribute("title", getTranslation("usage.detail.attribution." + source + ".explained"));
        return badge;
    }

    private Component billing(UsageRecord call, @Nullable ModelLifecycle shutdown) {
        Div billing = new Div(new H3(getTranslation("usage.detail.cost")));
        billing.addClassName("tt-call-billing");
        Cost cost = call.cost();
        if (cost.status() == CostStatus.ESTIMATED) {
            billing.add(estimated());
        }
        billing.add(new Paragraph(explanationOf(cost)));
        if (shutdown != null) {
            billing.add(afterShutdown(shutdown));
        }
        if (!cost.lines().isEmpty()) {
            billing.add(new CostTable(cost));
        } else if (!call.quantities().isEmpty()) {
            billing.add(quantities(call));
        }
        if (cost.inputBand() != null) {
            billing.add(new Paragraph(rateLengths(cost.inputBand())));
        }
        if (cost.priceVersion() != null) {
            billing.add(priceLink(cost.priceVersion()));
        }
        return billing;
    }

    private String rateLengths(InputBand band) {
        Long to = band.to();
        String from = formatCount(band.from());
        if (to == null) {
            return getTranslation("usage.detail.band.from", from);
        }
        return band.from() == 0
                ? getTranslation("usage.detail.band.to", formatCount(to))
                : getTranslation("usage.detail.band", from, formatCount(to));
    }

    private Component afterShutdown(ModelLifecycle shutdown) {
        Badge badge = new Badge(getTranslation("usage.detail.after-shutdown"));
        badge.addThemeVariants(BadgeVariant.WARNING, BadgeVariant.SMALL);
        return new Paragraph(
                badge,
                new Text(" "
                        + getTranslation(
                                "usage.detail.after-shutdown.explained", formatDayInFull(shutdown.shutDown()))));
    }

    private Component estimated() {
        Badge badge = new Badge(getTranslation("usage.detail.estimated"));
        badge.addThemeVariants(BadgeVariant.WARNING, BadgeVariant.SMALL);
        return badge;
    }

    private Component priceLink(String version) {
        RouterLink link = new RouterLink(getTranslation("usage.detail.price", version), PricesView.class);
        link.setQueryParameters(PricesView.explaining(version));
        return link;
    }

    private String explanationOf(Cost cost) {
        String key = "usage.detail.cost." + (cost.unpricedReason() == null ? cost.status() : cost.unpricedReason());
        return getTranslation(key);
    }

    private Component quantities(UsageRecord call) {
        FigureTable table = new FigureTable(
                getTranslation("usage.detail.used"),
                List.of(getTranslation("usage.detail.unit"), getTranslation("usage.detail.quantity")));
        table.show(call.quantities().amounts().entrySet().stream()
                .map(entry -> List.of(unit(entry.getKey()), formatCount(entry.getValue())))
                .toList());
        return table;
    }

    private String unit(UsageUnit unit) {
        return getTranslation("unit." + unit);
    }

    private void addFact(DescriptionList list, String name, @Nullable String value) {
        if (value != null) {
            list.add(
                    new DescriptionList.Term(getTranslation("usage.detail." + name)),
                    new DescriptionList.Description(VisibleText.of(value)));
        }
    }

    private void addIfPresent(List<String> words, String key, @Nullable String value) {
        if (value != null) {
            words.add(getTranslation(key, VisibleText.of(value)));
        }
    }
}
