package io.tokentally.ui.usage.call;

import com.vaadin.flow.component.select.Select;
import io.tokentally.domain.usage.CallRanking;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether the newest calls are listed, or those that stand out. */
public final class RankingSelect extends Select<CallRanking> {

    RankingSelect(Consumer<@Nullable CallRanking> onChange) {
        setAriaLabel(getTranslation("usage.ranking"));
        setEmptySelectionAllowed(true);
        setEmptySelectionCaption(getTranslation("usage.ranking.newest"));
        setPlaceholder(getTranslation("usage.ranking.newest"));
        setItems(CallRanking.values());
        setItemLabelGenerator(this::label);
        addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChange.accept(event.getValue());
            }
        });
    }

    /** @param ranking none for the newest */
    void show(@Nullable CallRanking ranking) {
        setValue(ranking);
        setClassName("tt-unset", ranking == null);
    }

    private String label(@Nullable CallRanking item) {
        return getTranslation(item == null ? "usage.ranking.newest" : "usage.ranking." + item, CallRanking.MOST);
    }
}
