package io.tokentally.ui.usage;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.DurationFormat.formatDuration;
import static io.tokentally.ui.format.TimeFormat.formatInstant;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import com.vaadin.flow.data.renderer.TextRenderer;
import com.vaadin.flow.function.ValueProvider;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls, page by page as they scroll into sight. */
class CallGrid extends Grid<UsageRecord> {

    private static final int PAGE_SIZE = 50;

    private final NoCalls nothing;
    private final CallPages pages;
    private final List<Column<UsageRecord>> wideColumns = new ArrayList<>();
    private final Column<UsageRecord> userColumn;
    private final Column<UsageRecord> compactColumn;
    private @Nullable ShownUsage usage;
    private ZoneId zone = ZoneId.of("UTC");
    private boolean compact;

    /** @param onClear shows the calls without a filter */
    CallGrid(ListCallsUseCase calls, TellShutdownUseCase shutdowns, Runnable onClear) {
        addClassName("tt-calls");
        setPageSize(PAGE_SIZE);
        addThemeVariants(GridVariant.NO_BORDER);
        getElement().setAttribute("aria-label", getTranslation("usage.calls"));
        wide(text(call -> formatInstant(call.createdAt(), zone)), "time", "9.25em", 0);
        userColumn = wide(text(this::userOf), "user", "7em", 0);
        wide(text(call -> VisibleText.of(call.attribution().endpoint().value())), "endpoint", "8em", 1);

        wide(text(call -> VisibleText.of(call.billedModel().value())), "model", "8em", 1)
                .setTooltipGenerator(call -> getTranslation(
                        "usage.model.tooltip",
                        VisibleText.of(call.billedModel().value()),
                        VisibleText.of(call.model().value())));
        numbers(wide(text(call -> formatCount(call.quantities().totalTokens())), "tokens", "5.25em", 0));

        numbers(wide(new ComponentRenderer<>(call -> new CostText(call.cost())), "cost", "7.5em", 0));

        numbers(wide(text(call -> formatDuration(call.timing().responseTime())), "response-time", "8.25em", 0));

        wide(new ComponentRenderer<>(StatusBadge::new), "status", "7.25em", 0);
        compactColumn = addColumn(new ComponentRenderer<>(
                        call -> new CompactCall(call, showsUsers() ? userOf(call) : null, zone)))
                .setHeader(getTranslation("usage.column.call"))
                .setFlexGrow(1);
        compactColumn.setVisible(false);
        addColumn(detailsButton())
                .setKey("details")
                .setHeader(onlySpoken(getTranslation("usage.column.details")))
                .setAutoWidth(false)
                .setWidth("3.25em")
                .setFrozenToEnd(true)
                .setFlexGrow(0);
        nothing = new NoCalls(() -> {
            onClear.run();
            focus();
        });
        setEmptyStateComponent(nothing);
        pages = new CallPages(calls, () -> usage, this::explainEmptiness);
        setItemDetailsRenderer(new ComponentRenderer<>(call -> new CallDetails(
                call, userOf(call), keyOf(call), shutdowns.before(call).orElse(null), pages.attempts(call), zone)));
        setDataProvider(pages.provider());
        getLazyDataView()
                .addItemCountChangeListener(event -> setClassName("tt-calls-empty", event.getItemCount() == 0));
    }

    /** Shows the calls of the query; what is open stays open. */
    void show(ShownUsage shown) {
        usage = shown;
        zone = shown.zone();
        arrange();
        pages.forget();
        getDataProvider().refreshAll();
    }

    /** Puts all of a call into one column, for narrow screens. */
    void setCompact(boolean wanted) {
        compact = wanted;
        arrange();
    }

    private void explainEmptiness(@Nullable RuntimeException failure) {
        boolean filtered = usage != null && !usage.query().filter().equals(CallFilter.ALL);
        nothing.explain(failure, filtered);
    }

    private void arrange() {
        wideColumns.forEach(column -> column.setVisible(!compact));
        userColumn.setVisible(!compact && showsUsers());
        compactColumn.setVisible(compact);
    }

    private boolean showsUsers() {
        return usage != null && usage.showsOrganization();
    }

    private Column<UsageRecord> wide(Renderer<UsageRecord> renderer, String name, String width, int grow) {
        Column<UsageRecord> column = addColumn(renderer)
                .setHeader(getTranslation("usage.column." + name))
                .setWidth(width)
                .setFlexGrow(grow)
                .setResizable(true)
                .setKey(name);
        wideColumns.add(column);
        return column;
    }

    private static Renderer<UsageRecord> text(ValueProvider<UsageRecord, String> text) {
        return new TextRenderer<>(text::apply);
    }

    private static void numbers(Column<UsageRecord> column) {
        column.setTextAlign(ColumnTextAlign.END);
    }

    /** Drawn in the browser, so that a row that is drawn anew keeps its button and the focus on it. */
    private Renderer<UsageRecord> detailsButton() {
        return LitRenderer.<UsageRecord>of("""
                        <vaadin-button theme="icon tertiary" class="tt-details-button"
                            aria-expanded=${item.open} aria-label=${item.label} @click=${toggle}>
                          <vaadin-icon src=${item.icon}></vaadin-icon>
                        </vaadin-button>""")
                .withProperty("open", call -> Boolean.toString(isDetailsVisible(call)))
                .withProperty(
                        "label",
                        call -> getTranslation(
                                "usage.details.of",
                                VisibleText.of(call.attribution().endpoint().value())))
                .withProperty("icon", call -> Assets.address("icons/chevron.svg"))
                .withFunction("toggle", call -> setDetailsVisible(call, !isDetailsVisible(call)));
    }

    private String userOf(UsageRecord call) {
        return usage == null
                ? VisibleText.of(call.attribution().userId().value())
                : usage.nameOf(call.attribution().userId());
    }

    private @Nullable String keyOf(UsageRecord call) {
        VirtualKeyId keyId = call.attribution().keyId();
        return keyId == null || usage == null ? null : usage.nameOf(keyId);
    }

    private static Component onlySpoken(String text) {
        Span span = new Span(text);
        span.addClassName("tt-only-spoken");
        return span;
    }
}
