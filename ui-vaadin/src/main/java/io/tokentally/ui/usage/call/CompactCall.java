package io.tokentally.ui.usage.call;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.DurationFormat.formatDuration;
import static io.tokentally.ui.format.TimeFormat.formatInstant;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.UsageRecord;
import java.time.ZoneId;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What matters most of a call, for a narrow screen. */
class CompactCall extends Div {

    /** @param userName whose call it is, where that is worth saying */
    CompactCall(UsageRecord call, @Nullable String userName, ZoneId zone) {
        addClassName("tt-compact");
        Span endpoint = new Span(VisibleText.of(call.attribution().endpoint().value()));
        endpoint.addClassName("tt-compact-endpoint");
        Span facts = new Span(Stream.of(
                        userName,
                        VisibleText.of(call.billedModel().value()),
                        getTranslation(
                                "usage.compact.tokens",
                                formatCount(call.quantities().totalTokens()),
                                call.quantities().totalTokens()),
                        formatDuration(call.timing().responseTime()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" · ")));
        facts.addClassName("tt-compact-facts");
        Span time = new Span(formatInstant(call.createdAt(), zone));
        time.addClassName("tt-compact-time");
        Div figures = new Div(new CostText(call.cost()), new StatusText(call));
        figures.addClassName("tt-compact-figures");
        add(new Div(endpoint, facts, time), figures);
    }
}
