package io.tokentally.ui.alert;

import static io.tokentally.ui.format.TimeFormat.formatInstant;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.alert.AlertDelivery;
import io.tokentally.domain.alert.AlertEvent;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.form.InlineAlert;
import java.time.Instant;
import java.util.List;

/** To whom an alert was sent, and whether it arrived. */
final class DeliveriesDialog extends Dialog {

    private final AlertServices services;
    private final AlertEvent event;
    private final InlineAlert message = new InlineAlert();
    private final Paragraph none = new Paragraph(getTranslation("alerts.sent.none"));
    private final StackingTable table = new StackingTable(
            getTranslation("alerts.sent"),
            List.of(
                    getTranslation("alerts.channel"),
                    getTranslation("alerts.sent.state"),
                    getTranslation("alerts.sent.when"),
                    getTranslation("keys.column.action")));

    DeliveriesDialog(AlertServices services, AlertEvent event) {
        this.services = services;
        this.event = event;
        setHeaderTitle(getTranslation("alerts.sent.title", AlertTexts.kind(event.kind())));
        addClassName("tt-dialog");
        add(new Div(message, none, table));
        Button close = new Button(getTranslation("alerts.close"), clicked -> close());
        getFooter().add(close);
        reload();
    }

    private void reload() {
        services.attempt(message, () -> {
            List<AlertDelivery> deliveries = services.alerts().deliveries(services.viewer(), event.id());
            none.setVisible(deliveries.isEmpty());
            table.setVisible(!deliveries.isEmpty());
            table.show(deliveries.stream().map(this::row).toList());
        });
    }

    private List<Component> row(AlertDelivery delivery) {
        Div channel = new Div(new Span(VisibleText.of(delivery.channelName())));
        channel.add(remark(VisibleText.of(delivery.address())));
        Div state = new Div(new Span(AlertTexts.delivery(delivery)));
        String failure = AlertTexts.failure(delivery.error(), delivery.status());
        if (!failure.isEmpty()) {
            state.add(remark(failure.strip()));
        }
        state.add(remark(getTranslation("alerts.sent.attempts", delivery.attempts())));
        return List.of(channel, state, new Span(when(delivery)), action(delivery));
    }

    private static Component remark(String text) {
        Div remark = new Div(text);
        remark.addClassName("tt-version");
        return remark;
    }

    private String when(AlertDelivery delivery) {
        Instant sent = delivery.sentAt();
        Instant next = delivery.nextAttemptAt();
        if (sent != null) {
            return formatInstant(sent, services.zone());
        }
        return next == null
                ? formatInstant(delivery.createdAt(), services.zone())
                : getTranslation("alerts.sent.next", formatInstant(next, services.zone()));
    }

    private Component action(AlertDelivery delivery) {
        boolean isOver = delivery.nextAttemptAt() == null;
        if (!services.isOwners() || !isOver) {
            return new Span();
        }
        Button replay = new Button(getTranslation("alerts.replay"), clicked -> replay(delivery));
        replay.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        replay.setAriaLabel(getTranslation("alerts.replay.by", delivery.channelName()));
        return replay;
    }

    private void replay(AlertDelivery delivery) {
        if (services.attempt(message, () -> services.management().replay(services.viewer(), delivery.id()))) {
            reload();
            message.confirm(getTranslation("alerts.replay.done"));
        }
    }
}
