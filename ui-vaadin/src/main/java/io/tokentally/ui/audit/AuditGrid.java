package io.tokentally.ui.audit;

import static io.tokentally.ui.format.TimeFormat.formatInstant;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.page.WindowSize;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import com.vaadin.flow.function.ValueProvider;
import com.vaadin.flow.shared.Registration;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.asset.Assets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The entries of the audit log, page by page as they scroll into sight. */
public final class AuditGrid extends Grid<AuditEntry> {

    private static final Logger LOG = LoggerFactory.getLogger(AuditGrid.class);
    private static final int PAGE_SIZE = 50;

    private static final int NARROW = 760;

    private final transient Reader reader;
    private final Paragraph reason = new Paragraph();
    private final Button clear;
    private final List<Column<AuditEntry>> wideColumns = new ArrayList<>();
    private final Column<AuditEntry> compactColumn;
    private Map<String, String> names = Map.of();
    private ZoneId zone = ZoneId.of("UTC");
    private @Nullable Registration countListener;

    /** Reads a page of entries, the newest first. */
    @FunctionalInterface
    public interface Reader {

        /** @param before only entries with lower numbers, or null for the newest */
        List<AuditEntry> read(AuditFilter filter, @Nullable Long before, int limit);
    }

    /** @param onClear shows the entries without a filter */
    public AuditGrid(Reader reader, Runnable onClear) {
        this.reader = reader;
        addClassNames("tt-calls", "tt-audit");
        setPageSize(PAGE_SIZE);
        setSelectionMode(SelectionMode.NONE);
        addThemeVariants(GridVariant.NO_BORDER);
        getElement().setAttribute("aria-label", getTranslation("audit.entries"));
        wide("number", "4.5em", 0, entry -> Long.toString(entry.number()));
        wide("time", "10em", 0, entry -> formatInstant(entry.at(), zone));
        wide("action", "15em", 1, entry -> ActionText.of(entry.action()));
        wide("actor", "11em", 1, entry -> nameOf(entry.actor(), "audit.nobody"));
        wide("subject", "12em", 1, entry -> nameOf(entry.subject(), "audit.none"));
        wide("address", "9em", 0, entry -> nameOf(entry.address(), "audit.none"));
        compactColumn = addColumn(new ComponentRenderer<>(this::compact))
                .setHeader(getTranslation("audit.column.entry"))
                .setFlexGrow(1);
        compactColumn.setVisible(false);
        Span heading = new Span(getTranslation("audit.column.details"));
        heading.addClassName("tt-only-spoken");
        addColumn(detailsButton())
                .setKey("details")
                .setHeader(heading)
                .setWidth("4.25em")
                .setFlexGrow(0);
        clear = new Button(getTranslation("audit.clear"), event -> onClear.run());
        Div nothing = new Div(reason, clear);
        nothing.addClassName("tt-calls-none");
        setEmptyStateComponent(nothing);
        addItemDoubleClickListener(event -> open(event.getItem()));
    }

    /** Whose names stand in place of what they are known by. */
    public void setPeople(List<Person> people, ZoneId inZone) {
        zone = inZone;
        names = people.stream()
                .collect(Collectors.toMap(
                        person -> person.userId().value(), Person::displayName, (first, second) -> first));
    }

    /** Reads anew what the filter finds. */
    public void show(AuditFilter filter) {
        boolean filtered = !filter.equals(AuditFilter.ALL);
        explain(filtered ? "audit.empty.filtered" : "audit.empty", filtered);
        AuditPages pages =
                new AuditPages((before, limit) -> reader.read(filter, before == Long.MAX_VALUE ? null : before, limit));
        setItems(query -> fetch(pages, query.getOffset(), query.getLimit()));
        if (countListener != null) {
            countListener.remove();
        }
        countListener = getLazyDataView()
                .addItemCountChangeListener(event -> setClassName("tt-calls-empty", event.getItemCount() == 0));
    }

    /** Puts all of an entry into one column, for narrow screens. */
    public void setCompact(boolean compact) {
        wideColumns.forEach(column -> column.setVisible(!compact));
        compactColumn.setVisible(compact);
    }

    /** Whether a window of that size is for {@link #setCompact}. */
    public static boolean isNarrow(WindowSize size) {
        return size.width() > 0 && size.width() < NARROW;
    }

    private Stream<AuditEntry> fetch(AuditPages pages, int offset, int limit) {
        try {
            return pages.page(offset, limit).stream();
        } catch (RuntimeException e) {
            LOG.error("The audit log could not be read", e);
            explain("audit.problem", false);
            return Stream.of();
        }
    }

    private void explain(String key, boolean clearable) {
        reason.setText(getTranslation(key));
        clear.setVisible(clearable);
    }

    private void open(AuditEntry entry) {
        new AuditDetails(entry, this::nameOf, zone).open();
    }

    /** As it was recorded, some of it by strangers: who guesses passwords says whose, and nobody is to read another name there. */
    private String nameOf(@Nullable AuditText text, String ifAbsent) {
        if (text == null) {
            return getTranslation(ifAbsent);
        }
        String value = text.value();
        return value == null ? getTranslation("audit.erased") : VisibleText.of(names.getOrDefault(value, value));
    }

    private void wide(String name, String width, int grow, ValueProvider<AuditEntry, String> text) {
        wideColumns.add(addColumn(text)
                .setHeader(getTranslation("audit.column." + name))
                .setKey(name)
                .setTooltipGenerator(text::apply)
                .setWidth(width)
                .setFlexGrow(grow)
                .setResizable(true));
    }

    private Div compact(AuditEntry entry) {
        Span action = new Span(ActionText.of(entry.action()));
        action.addClassName("tt-compact-endpoint");
        Span facts = new Span(Stream.of(
                        nameOf(entry.actor(), "audit.nobody"),
                        entry.subject() == null ? null : nameOf(entry.subject(), "audit.none"),
                        entry.address() == null ? null : nameOf(entry.address(), "audit.none"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" · ")));
        facts.addClassName("tt-compact-facts");
        Span time = new Span(formatInstant(entry.at(), zone) + " · " + entry.number());
        time.addClassName("tt-compact-time");
        Div all = new Div(new Div(action, facts, time));
        all.addClassName("tt-compact");
        return all;
    }

    private Renderer<AuditEntry> detailsButton() {
        return LitRenderer.<AuditEntry>of("""
                        <vaadin-button theme="icon tertiary" class="tt-details-button" aria-haspopup="dialog"
                            aria-label=${item.label} @click=${open}>
                          <vaadin-icon class="tt-audit-open" src=${item.icons} symbol="chevron"></vaadin-icon>
                        </vaadin-button>""")
                .withProperty("label", entry -> getTranslation("audit.details.of", entry.number()))
                .withProperty("icons", entry -> Assets.address(Assets.ICONS))
                .withFunction("open", this::open);
    }
}
