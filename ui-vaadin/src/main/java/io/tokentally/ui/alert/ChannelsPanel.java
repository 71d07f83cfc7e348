package io.tokentally.ui.alert;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.Panel;
import java.util.List;
import java.util.stream.Collectors;

/** Where alerts are told. */
final class ChannelsPanel extends Panel {

    private final AlertServices services;
    private final InlineAlert message = new InlineAlert();
    private final Paragraph none = new Paragraph(getTranslation("alerts.channels.none"));
    private final Button add = new Button(getTranslation("alerts.channels.add"));
    private final StackingTable table = new StackingTable(
            getTranslation("alerts.channels"),
            List.of(
                    getTranslation("alerts.channel"),
                    getTranslation("alerts.channel.type"),
                    getTranslation("alerts.channel.address"),
                    getTranslation("alerts.channel.of"),
                    getTranslation("keys.column.action")));

    ChannelsPanel(AlertServices services) {
        super(I18NProvider.translate("alerts.channels"), "tt-alert-channels");
        this.services = services;
        add.addThemeVariants(ButtonVariant.SMALL);
        add.addClickListener(clicked -> new ChannelDialog(services, null, this::reload).open());
        addBesideHeading(add);
        add(new Paragraph(getTranslation("alerts.channels.text")), message, none, table);
    }

    void reload() {
        services.attempt(message, () -> {
            List<AlertChannel> channels = services.management().channels(services.viewer());
            add.setVisible(services.isOwners());
            none.setVisible(channels.isEmpty());
            table.setVisible(!channels.isEmpty());
            table.show(channels.stream().map(this::row).toList());
        });
    }

    private List<Component> row(AlertChannel channel) {
        String kinds = channel.kinds().isEmpty()
                ? getTranslation("alerts.channel.all-kinds")
                : channel.kinds().stream().map(AlertTexts::kind).sorted().collect(Collectors.joining(", "));
        Div of = new Div(new Span(getTranslation("alerts.channel.from", AlertTexts.state(channel.minimum()), kinds)));
        if (!channel.enabled()) {
            Div off = new Div(getTranslation("alerts.channel.off"));
            off.addClassName("tt-version");
            of.add(off);
        }
        return List.of(
                new Span(VisibleText.of(channel.name())),
                new Span(getTranslation("alerts.type." + channel.type().code())),
                new Span(VisibleText.of(channel.address())),
                of,
                buttons(channel));
    }

    private Component buttons(AlertChannel channel) {
        Div buttons = new Div();
        buttons.addClassName("tt-key-buttons");
        if (services.isOwners()) {
            Button change = button("alerts.channel.change", channel);
            change.addClickListener(clicked -> new ChannelDialog(services, channel, this::reload).open());
            Button remove = button("alerts.channel.remove", channel);
            remove.addThemeVariants(ButtonVariant.ERROR);
            remove.addClickListener(clicked -> askToRemove(channel));
            buttons.add(change, remove);
        }
        return buttons;
    }

    private Button button(String key, AlertChannel channel) {
        Button button = new Button(getTranslation(key));
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.setAriaLabel(getTranslation(key + ".of", channel.name()));
        return button;
    }

    private void askToRemove(AlertChannel channel) {
        new Confirmation(
                        getTranslation("alerts.channel.remove.of", VisibleText.of(channel.name())),
                        getTranslation("alerts.channel.remove.text"),
                        getTranslation("alerts.channel.remove"),
                        () -> remove(channel))
                .ofLoss()
                .open();
    }

    private void remove(AlertChannel channel) {
        if (services.attempt(message, () -> services.management().remove(services.viewer(), channel.id()))) {
            reload();
        }
    }
}
