package io.tokentally.ui.usage.call;

import com.vaadin.flow.component.grid.GridSingleSelectionModel;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** A list of calls one of which is open beside it. What comes later is not in it until it is shown anew. */
final class CallList extends CallGrid {

    // Scrolls only where it has to, so that the list stands still beneath who reads it. Rows that come into sight are
    // drawn late.
    private static final String REVEAL = """
            const find = () => [...this.shadowRoot.querySelectorAll('#items > tr')]
                    .find(row => !row.hidden && row.index === $0);
            const isInSight = row => {
                const [inner, outer] = [row.getBoundingClientRect(), this.shadowRoot.querySelector('#items')
                        .getBoundingClientRect()];
                return inner.top >= outer.top && inner.bottom <= this.getBoundingClientRect().bottom;
            };
            const reveal = tries => {
                const row = find();
                if (!row || !isInSight(row)) {
                    if (tries === 0) {
                        return;
                    }
                    this.scrollToIndex($0);
                    setTimeout(() => reveal(tries - 1), 50);
                } else if ($1) {
                    row.querySelector('td').focus();
                    // Columns that come back take it away again.
                    setTimeout(() => tries > 0 && document.activeElement === document.body && reveal(tries - 1), 100);
                }
            };
            reveal(10);
            """;

    private final Consumer<UsageRecord> onOpen;

    /**
     * @param onClear shows the calls without a filter
     * @param onOpen of the call that somebody chose
     */
    CallList(ListCallsUseCase calls, Runnable onClear, Consumer<UsageRecord> onOpen) {
        super(calls, onClear);
        this.onOpen = onOpen;
        ((GridSingleSelectionModel<UsageRecord>) setSelectionMode(SelectionMode.SINGLE)).setDeselectAllowed(false);
        addSelectionListener(event -> {
            if (event.isFromClient()) {
                event.getFirstSelectedItem().ifPresent(onOpen);
            }
        });
    }

    /**
     * Shows the calls of the query, from the first.
     *
     * @param matching how many they are
     */
    void show(ShownUsage shown, long matching) {
        if (shown.query().ranking() == null && matching > CallPages.MOST_LISTED) {
            getLazyDataView().setItemCountEstimate(CallPages.MOST_LISTED);
            getLazyDataView().setItemCountEstimateIncrease(CallPages.MOST_LISTED);
        } else {
            getLazyDataView().setItemCountFromDataProvider();
        }
        show(shown);
        getElement().executeJs("this.scrollToIndex(0)");
    }

    /** How many are listed of so many that match. */
    static long listed(ShownUsage shown, long matching) {
        return shown.query().ranking() == null ? matching : Math.min(matching, CallRanking.MOST);
    }

    OptionalInt placeOf(UsageRecord call) {
        return pages().placeOf(call);
    }

    Optional<UsageRecord> at(int place) {
        return place < 0 ? Optional.empty() : pages().at(place);
    }

    /** Marks the call and scrolls to it, where it is in the list. */
    void mark(UsageRecord call, OptionalInt place) {
        select(call);
        place.ifPresent(row -> getElement().executeJs(REVEAL, row, false));
    }

    /** Marks none, and gives the focus to the row that was marked; to the list itself where that was not in it. */
    void unmark(OptionalInt place) {
        deselectAll();
        place.ifPresentOrElse(row -> getElement().executeJs(REVEAL, row, true), this::focus);
    }

    @Override
    boolean isOpen(UsageRecord call) {
        return getSelectionModel().isSelected(call);
    }

    @Override
    void toggle(UsageRecord call) {
        onOpen.accept(call);
    }
}
