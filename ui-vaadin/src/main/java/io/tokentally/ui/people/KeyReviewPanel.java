package io.tokentally.ui.people;

import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.access.KeyToReview;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.Panel;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Keys of people whose passwords were reset: whoever had the old one may have made them, so that an owner decides. */
class KeyReviewPanel extends Panel {

    private final transient PeopleServices services;
    private final InlineAlert message = new InlineAlert();
    private final UnorderedList rows = new UnorderedList();

    KeyReviewPanel(PeopleServices services) {
        super(I18NProvider.translate("people.review"), "tt-key-review");
        this.services = services;
        rows.addClassName("tt-members");
        Paragraph explanation = new Paragraph(getTranslation("people.review.text"));
        explanation.addClassName("tt-times");
        add(explanation, message, rows);
    }

    /** Reads the keys anew; without any the panel is not there. */
    void reload() {
        rows.removeAll();
        List<KeyToReview> keys = new ArrayList<>();
        services.attempt(message, () -> keys.addAll(services.keyReview().keysToReview(services.viewer())));
        keys.stream().map(this::row).forEach(rows::add);
        setVisible(!keys.isEmpty() || message.isVisible());
    }

    private ListItem row(KeyToReview key) {
        String called = VisibleText.of(key.name());
        Span name = new Span(called);
        name.addClassName("tt-member-name");
        Span facts = new Span(getTranslation(
                "people.review.facts",
                key.prefix(),
                VisibleText.of(key.holder()),
                formatDate(key.resetAt().truncatedTo(ChronoUnit.MINUTES), BrowserZone.current())));
        facts.addClassName("tt-member-login");
        Div names = new Div(name, facts);
        names.addClassName("tt-member-names");
        Button keep =
                button("people.review.keep", called, () -> services.keyReview().keep(services.viewer(), key.id()));
        Button revoke =
                button("people.review.revoke", called, () -> services.keys().revoke(services.viewer(), key.id()));
        revoke.addThemeVariants(ButtonVariant.ERROR);
        Div buttons = new Div(keep, revoke);
        buttons.addClassName("tt-member-buttons");
        ListItem row = new ListItem(names, buttons);
        row.addClassName("tt-own-organization");
        return row;
    }

    private Button button(String key, String called, Runnable decision) {
        Button button = new Button(
                getTranslation(key), event -> services.freshSignIn().run(() -> decide(key, called, decision)));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation(key + ".of", called));
        return button;
    }

    private void decide(String key, String called, Runnable decision) {
        if (services.attempt(message, decision)) {
            reload();
            Notification.show(getTranslation(key + ".done", called));
        }
    }
}
