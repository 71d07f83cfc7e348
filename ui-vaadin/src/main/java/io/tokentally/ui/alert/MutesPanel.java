package io.tokentally.ui.alert;

import static io.tokentally.ui.format.TimeFormat.formatInstant;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.alert.AlertMute;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.Panel;
import java.time.ZoneId;
import java.util.List;

/** What nobody is told of for now. Not there while nothing is muted. */
final class MutesPanel extends Panel {

    private final AlertServices services;
    private final InlineAlert message = new InlineAlert();
    private final StackingTable table = new StackingTable(
            getTranslation("alerts.mutes"),
            List.of(
                    getTranslation("alerts.column.what"),
                    getTranslation("alerts.mutes.of"),
                    getTranslation("alerts.mutes.until"),
                    getTranslation("keys.column.action")));

    MutesPanel(AlertServices services) {
        super(I18NProvider.translate("alerts.mutes"), "tt-alert-mutes");
        this.services = services;
        add(message, table);
    }

    void reload() {
        services.attempt(message, () -> {
            ZoneId zone = services.zone();
            List<AlertMute> mutes = services.alerts().mutes(services.viewer());
            setVisible(!mutes.isEmpty());
            table.show(mutes.stream().map(mute -> row(mute, zone)).toList());
        });
    }

    private List<Component> row(AlertMute mute, ZoneId zone) {
        String kind = mute.kind() == null ? getTranslation("alerts.filter.all") : AlertTexts.kind(mute.kind());
        return List.of(
                new Span(kind),
                new Span(
                        mute.subject().isEmpty()
                                ? getTranslation("alerts.filter.all")
                                : AlertTexts.about(mute.subject())),
                new Span(formatInstant(mute.until(), zone)),
                services.isOwners() ? button(mute, kind) : new Span());
    }

    private Button button(AlertMute mute, String kind) {
        Button end = new Button(getTranslation("alerts.unmute"), clicked -> {
            if (services.attempt(message, () -> services.management().unmute(services.viewer(), mute.id()))) {
                reload();
            }
        });
        end.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        end.setAriaLabel(getTranslation("alerts.unmute.of", kind));
        return end;
    }
}
