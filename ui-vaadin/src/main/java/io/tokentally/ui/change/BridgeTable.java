package io.tokentally.ui.change;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.change.ChangeCause;
import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.pricing.Money;
import io.tokentally.ui.format.CostFormat;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** A bridge from one cost to another, as a table whose bars float where the cause before ended. */
final class BridgeTable extends Div {

    private final NativeTable table = new NativeTable();
    private final Map<ChangeCause, Button> buttons = new EnumMap<>(ChangeCause.class);
    private final Consumer<ChangeCause> onOpen;

    /** @param onOpen of a cause, whose cells are asked for */
    BridgeTable(Consumer<ChangeCause> onOpen) {
        this.onOpen = onOpen;
        addClassNames("tt-figures", "tt-bridge");
        getElement()
                .setAttribute("role", "group")
                .setAttribute("tabindex", "0")
                .setAttribute("aria-label", getTranslation("change.bridge"));
        table.setCaptionText(getTranslation("change.bridge"));
        NativeTableRow head = table.getHead().addRow();
        head.add(
                heading(new Span(getTranslation("change.column.cause")), "col"),
                heading(new Span(getTranslation("change.column.bar")), "col"),
                heading(new Span(getTranslation("change.column.amount")), "col"));
        add(table);
    }

    /**
     * @param before what the earlier days are called
     * @param after what the days that are explained are called
     */
    void show(CostChange change, String before, String after) {
        table.getBody().removeAllRows();
        buttons.clear();
        BridgeBars bars = BridgeBars.of(change);
        addTotal(before, change.from().totals().cost(), bars);
        bars.steps().forEach(step -> addStep(step, bars));
        addTotal(after, change.to().totals().cost(), bars);
    }

    /** Marks the cause whose cells are shown. */
    void mark(ChangeCause cause) {
        buttons.forEach((of, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(of == cause)));
    }

    private void addTotal(String name, Money cost, BridgeBars bars) {
        Div bar = bar(bars, bars.low().min(BigDecimal.ZERO), cost.amount(), "tt-bridge-total");
        if (bars.isCut()) {
            bar.addClassName("tt-bridge-cut");
        }
        addRow(new Span(name), bar, CostFormat.formatCost(cost), CostFormat.formatExactly(cost));
    }

    private void addStep(BridgeBars.Step step, BridgeBars bars) {
        ChangeCause cause = step.part().cause();
        Money amount = step.part().amount();
        Button button = new Button(getTranslation("change.cause." + cause), event -> onOpen.accept(cause));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.addClassName("tt-row-filter");
        buttons.put(cause, button);
        Div bar = bar(
                bars,
                step.start().min(step.end()),
                step.start().max(step.end()),
                amount.isNegative() ? "tt-bridge-less" : "tt-bridge-more");
        bar.addClickListener(event -> onOpen.accept(cause));
        addRow(button, bar, ChangeText.signed(amount), ChangeText.exactly(amount));
    }

    private void addRow(Component name, Div bar, String amount, String exactly) {
        NativeTableRow row = table.getBody().addRow();
        Div track = new Div(bar);
        track.addClassName("tt-bridge-track");
        NativeTableCell text = new NativeTableCell(amount);
        text.setTitle(exactly);
        row.add(heading(name, "row"), new NativeTableCell(track), text);
    }

    private static Div bar(BridgeBars bars, BigDecimal from, BigDecimal to, String kind) {
        Div bar = new Div();
        bar.addClassNames("tt-bridge-bar", kind);
        BigDecimal start = bars.place(from);
        bar.getStyle()
                .set("--tt-start", start.toPlainString())
                .set("--tt-length", bars.place(to).subtract(start).toPlainString());
        return bar;
    }

    private static NativeTableHeaderCell heading(Component content, String scope) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(content);
        cell.getElement().setAttribute("scope", scope);
        return cell;
    }
}
