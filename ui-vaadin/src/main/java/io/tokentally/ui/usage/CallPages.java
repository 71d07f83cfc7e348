package io.tokentally.ui.usage;

import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.SortDirection;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.usage.CallOrder;
import io.tokentally.domain.usage.PageRequest;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.domain.usage.UsageRecord;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the calls that belong to the figures on show, in the order that is asked for. */
final class CallPages {

    private static final Logger LOG = LoggerFactory.getLogger(CallPages.class);

    private final ListCallsUseCase calls;
    private final Supplier<@Nullable UsageFigures> figures;
    private final Consumer<Boolean> onOutcome;

    /** @param onOutcome learns of each answer whether it failed */
    CallPages(ListCallsUseCase calls, Supplier<@Nullable UsageFigures> figures, Consumer<Boolean> onOutcome) {
        this.calls = calls;
        this.figures = figures;
        this.onOutcome = onOutcome;
    }

    DataProvider<UsageRecord, Void> provider() {
        return new CallbackDataProvider<>(this::fetch, this::count, UsageRecord::id);
    }

    private Stream<UsageRecord> fetch(Query<UsageRecord, Void> asked) {
        PageRequest page = new PageRequest(asked.getOffset(), Math.min(asked.getLimit(), PageRequest.MAX_LIMIT));
        return ask(shown -> calls.list(shown.viewer(), query(shown, orderOf(asked)), page), List.<UsageRecord>of())
                .stream();
    }

    private int count(Query<UsageRecord, Void> asked) {
        long count = ask(shown -> calls.count(shown.viewer(), query(shown, orderOf(asked))), 0L);
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    /** Answers with the substitute where there is nothing to ask for yet, or the answer fails. */
    private <T> T ask(Function<UsageFigures, T> question, T substitute) {
        UsageFigures shown = figures.get();
        if (shown == null) {
            return substitute;
        }
        try {
            T answer = question.apply(shown);
            onOutcome.accept(false);
            return answer;
        } catch (TooManyReadingsException e) {
            onOutcome.accept(true);
            return substitute;
        } catch (RuntimeException e) {
            LOG.error("The calls could not be read", e);
            onOutcome.accept(true);
            return substitute;
        }
    }

    private static CallQuery query(UsageFigures figures, CallOrder order) {
        return new CallQuery(
                figures.query().scope(),
                figures.shown().period(),
                figures.query().filter(),
                order);
    }

    private static CallOrder orderOf(Query<UsageRecord, Void> asked) {
        return asked.getSortOrders().stream()
                .findFirst()
                .map(sort -> new CallOrder(
                        CallOrder.By.valueOf(sort.getSorted()), sort.getDirection() == SortDirection.ASCENDING))
                .orElse(CallOrder.NEWEST_FIRST);
    }
}
