package io.tokentally.ui.alert;

import static io.tokentally.ui.format.TimeFormat.formatInstant;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.alert.AlertEvent;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertFilter;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.NotedAlert;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.Panel;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was raised, the newest first, with what was sent of it. What is shown counts as seen. */
final class EventsPanel extends Panel {

    private static final int PAGE = 50;

    private final AlertServices services;
    private final Runnable onMuted;
    private final InlineAlert message = new InlineAlert();
    private final Paragraph none = new Paragraph(getTranslation("alerts.none"));
    private final StackingTable table = new StackingTable(
            getTranslation("alerts.events"),
            List.of(
                    getTranslation("alerts.column.time"),
                    getTranslation("alerts.column.state"),
                    getTranslation("alerts.column.what"),
                    getTranslation("alerts.column.figures"),
                    getTranslation("keys.column.action")));
    private final Button more = new Button(getTranslation("alerts.more"), event -> showMore());
    private final Select<AlertState> state = new Select<>();
    private final Select<AlertKind> kind = new Select<>();
    private final List<NotedAlert> shown = new ArrayList<>();

    EventsPanel(AlertServices services, Runnable onMuted) {
        super(I18NProvider.translate("alerts.events"), "tt-alert-events");
        this.services = services;
        this.onMuted = onMuted;
        fill(state, "alerts.filter.state", List.of(AlertState.values()));
        state.setItemLabelGenerator(
                value -> value == null ? getTranslation("alerts.filter.all") : AlertTexts.state(value));
        fill(kind, "alerts.filter.kind", AlertKind.KNOWN);
        kind.setItemLabelGenerator(
                value -> value == null ? getTranslation("alerts.filter.all") : AlertTexts.kind(value));
        add(message, none, table, more);
    }

    private <T> void fill(Select<T> field, String label, List<T> items) {
        field.setLabel(getTranslation(label));
        field.setItems(items);
        field.setEmptySelectionAllowed(true);
        field.setEmptySelectionCaption(getTranslation("alerts.filter.all"));
        field.addValueChangeListener(event -> reload());
    }

    Component controls() {
        Div controls = new Div(state, kind);
        controls.addClassName("tt-alert-filters");
        return controls;
    }

    void reload() {
        shown.clear();
        read(null);
    }

    private void showMore() {
        read(shown.getLast().event().id());
    }

    private void read(@Nullable AlertEventId before) {
        services.attempt(message, () -> {
            List<NotedAlert> found = services.alerts()
                    .find(services.viewer(), new AlertFilter(state.getValue(), kind.getValue(), null, before, PAGE));
            shown.addAll(found);
            show(found.size() == PAGE);
            services.alerts()
                    .markSeen(
                            services.viewer(),
                            found.stream()
                                    .filter(alert -> !alert.seen())
                                    .map(alert -> alert.event().id())
                                    .toList());
        });
    }

    private void show(boolean hasMore) {
        ZoneId zone = services.zone();
        none.setVisible(shown.isEmpty());
        table.setVisible(!shown.isEmpty());
        more.setVisible(hasMore);
        RuleText names = new RuleText(services.budgets());
        FigureText figures = new FigureText(names, zone);
        table.show(shown.stream().map(alert -> row(alert, zone, names, figures)).toList());
    }

    private List<Component> row(NotedAlert alert, ZoneId zone, RuleText names, FigureText figures) {
        AlertEvent event = alert.event();
        Div what = new Div(new Span(AlertTexts.kind(event.kind())));
        if (!event.subject().isEmpty()) {
            what.add(remark(names.about(event.subject())));
        }
        Div state = new Div(AlertTexts.badge(event.state()));
        if (!alert.seen()) {
            state.add(remark(getTranslation("alerts.new")));
        }
        if (alert.muted()) {
            state.add(remark(getTranslation("alerts.muted")));
        }
        if (alert.quiet()) {
            state.add(remark(getTranslation("alerts.quiet")));
        }
        return List.of(
                new Span(formatInstant(event.raisedAt(), zone)),
                state,
                what,
                new Span(figures.of(event.figures())),
                buttons(event));
    }

    private static Component remark(String text) {
        Div remark = new Div(text);
        remark.addClassName("tt-version");
        return remark;
    }

    private Component buttons(AlertEvent event) {
        Div buttons = new Div();
        buttons.addClassName("tt-key-buttons");
        if (services.viewer().seesOrganization()) {
            buttons.add(button("alerts.sent", event, () -> new DeliveriesDialog(services, event).open()));
        }
        if (services.isOwners()) {
            buttons.add(button("alerts.mute", event, () -> new MuteDialog(services, event, onMuted).open()));
        }
        return buttons;
    }

    private Button button(String key, AlertEvent event, Runnable action) {
        Button button = new Button(getTranslation(key), clicked -> action.run());
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.setAriaLabel(getTranslation(
                "alerts.button.of",
                getTranslation(key),
                AlertTexts.kind(event.kind()),
                formatInstant(event.raisedAt(), services.zone())));
        return button;
    }
}
