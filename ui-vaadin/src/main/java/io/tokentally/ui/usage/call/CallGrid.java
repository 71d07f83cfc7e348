package io.tokentally.ui.usage.call;

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
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The calls, page by page as they scroll into sight. */
public abstract class CallGrid extends Grid<UsageRecord> {

    private static final int PAGE_SIZE = 50;

    private final NoCalls nothing;
    private final CallPages pages;
    private final Column<UsageRecord> compactColumn;
    private @Nullable ShownUsage usage;
    private ZoneId zone = ZoneId.of("UTC");
    private Room room = Room.ALL;

    /** @param onClear shows the calls without a filter */
    CallGrid(ListCallsUseCase calls, Runnable onClear) {
        addClassName("tt-calls");
        setPageSize(PAGE_SIZE);
        addThemeVariants(GridVariant.NO_BORDER);
        getElement().setAttribute("aria-label", getTranslation("usage.calls"));
        wide(text(call -> formatInstant(call.createdAt(), zone)), "time", "9em", 0);
        wide(new ComponentRenderer<>(StatusText::new), "status", "8em", 0);
        wide(text(this::userOf), "user", "7em", 0);
        wide(text(call -> VisibleText.of(call.attribution().endpoint().value())), "endpoint", "8em", 3);
        wide(text(call -> VisibleText.of(call.billedModel().value())), "model", "8em", 2)
                .setTooltipGenerator(call -> getTranslation(
                        "usage.model.tooltip",
                        VisibleText.of(call.billedModel().value()),
                        VisibleText.of(call.model().value())));
        numbers(wide(text(call -> formatCount(call.quantities().totalTokens())), "tokens", "5.25em", 0));
        numbers(wide(new ComponentRenderer<>(call -> new CostText(call.cost())), "cost", "7.5em", 0));
        numbers(wide(text(call -> formatDuration(call.timing().responseTime())), "response-time", "8.25em", 0));
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
        setDataProvider(pages.provider());
        getLazyDataView()
                .addItemCountChangeListener(event -> setClassName("tt-calls-empty", event.getItemCount() == 0));
    }

    /** Shows the calls of the query. */
    void show(ShownUsage shown) {
        usage = shown;
        zone = shown.zone();
        arrange();
        pages.forget();
        getDataProvider().refreshAll();
    }

    /** Shows as much of each call as there is room for. */
    final void fit(Room wanted) {
        if (room != wanted) {
            room = wanted;
            arrange();
        }
    }

    /** Whether it shows what the button of its row opens. */
    abstract boolean isOpen(UsageRecord call);

    /** What the button of its row does. */
    abstract void toggle(UsageRecord call);

    final CallPages pages() {
        return pages;
    }

    private void explainEmptiness(@Nullable RuntimeException failure) {
        boolean filtered = usage != null && !usage.query().filter().equals(CallFilter.ALL);
        nothing.explain(failure, filtered);
    }

    private void arrange() {
        boolean isCompact = room == Room.COMPACT;
        getColumns().stream()
                .filter(column -> column.getKey() != null)
                .forEach(column -> column.setVisible(isCompact ? isOpener(column) : hasRoomFor(column)));
        compactColumn.setVisible(isCompact);
    }

    private boolean hasRoomFor(Column<UsageRecord> column) {
        return room.shows(column.getKey()) && (showsUsers() || !"user".equals(column.getKey()));
    }

    private static boolean isOpener(Column<UsageRecord> column) {
        return "details".equals(column.getKey());
    }

    private boolean showsUsers() {
        return usage != null && usage.showsOrganization();
    }

    private Column<UsageRecord> wide(Renderer<UsageRecord> renderer, String name, String width, int grow) {
        return addColumn(renderer)
                .setHeader(getTranslation("usage.column." + name))
                .setWidth(width)
                .setFlexGrow(grow)
                .setResizable(true)
                .setKey(name);
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
                          <vaadin-icon src=${item.icons} symbol="chevron"></vaadin-icon>
                        </vaadin-button>""")
                .withProperty("open", call -> Boolean.toString(isOpen(call)))
                .withProperty(
                        "label",
                        call -> getTranslation(
                                "usage.details.of",
                                VisibleText.of(call.attribution().endpoint().value())))
                .withProperty("icons", call -> Assets.address(Assets.ICONS))
                .withFunction("toggle", this::toggle);
    }

    final String userOf(UsageRecord call) {
        return usage == null
                ? VisibleText.of(call.attribution().userId().value())
                : usage.nameOf(call.attribution().userId());
    }

    final @Nullable String keyOf(UsageRecord call) {
        VirtualKeyId keyId = call.attribution().keyId();
        return keyId == null || usage == null ? null : usage.nameOf(keyId);
    }

    final ZoneId zone() {
        return zone;
    }

    final @Nullable ShownUsage usage() {
        return usage;
    }

    private static Component onlySpoken(String text) {
        Span span = new Span(text);
        span.addClassName("tt-only-spoken");
        return span;
    }
}
