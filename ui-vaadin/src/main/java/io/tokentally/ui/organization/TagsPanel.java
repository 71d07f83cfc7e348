package io.tokentally.ui.organization;

import static io.tokentally.ui.format.TimeFormat.formatInstant;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.report.TagDimension;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.text.ServerText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which tags usage is told apart by, how many values each has, and how far past calls are; tags of recent calls are proposed. */
class TagsPanel extends Panel {

    private final transient OrganizationServices services;
    private final InlineAlert message = new InlineAlert();
    private final MultiSelectComboBox<String> names = new MultiSelectComboBox<>();
    private final Button save = new Button(getTranslation("people.tags.save"), event -> save());
    private final UnorderedList states = new UnorderedList();
    private final Set<String> known = new TreeSet<>();

    TagsPanel(OrganizationServices services) {
        super(I18NProvider.translate("people.tags"), "tt-tags");
        this.services = services;
        Paragraph explanation =
                new Paragraph(getTranslation("people.tags.explanation", TagDimension.MOST, TagDimension.MOST_VALUES));
        explanation.addClassName("tt-times");
        names.setWidth("22em");
        names.setMaxWidth("100%");
        names.setAriaLabel(getTranslation("people.tags"));
        names.setPlaceholder(getTranslation("people.tags.none"));
        names.setAllowCustomValue(true);
        names.addCustomValueSetListener(event -> choose(event.getDetail()));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Div form = new Div(message, explanation, names, save, states);
        form.addClassName("tt-form");
        add(form);
    }

    void reload() {
        boolean owner = services.isOwners();
        names.setReadOnly(!owner);
        save.setVisible(owner);
        services.attempt(message, () -> {
            List<TagDimension> declared = services.tags().dimensions(services.viewer());
            List<String> chosen =
                    declared.stream().map(dimension -> dimension.tag().name()).toList();
            known.clear();
            if (owner) {
                known.addAll(services.tags().namesInUse(services.viewer()));
            }
            known.addAll(chosen);
            show(chosen);
            states.removeAll();
            states.setVisible(!declared.isEmpty());
            declared.forEach(dimension -> states.add(new ListItem(state(dimension))));
        });
    }

    private void choose(String name) {
        known.add(name);
        Collection<String> chosen = new ArrayList<>(names.getValue());
        chosen.add(name);
        show(chosen);
    }

    private void show(Collection<String> chosen) {
        names.setItems(known);
        names.setValue(chosen);
    }

    private String state(TagDimension dimension) {
        String values = getTranslation(
                dimension.isFull() ? "people.tags.full" : "people.tags.values",
                dimension.tag().name(),
                dimension.values());
        return dimension.isComplete() ? values : values + " " + progress(dimension.completeFrom());
    }

    private String progress(@Nullable Instant completeFrom) {
        return completeFrom == null
                ? getTranslation("people.tags.begun")
                : getTranslation("people.tags.complete-from", formatInstant(completeFrom, BrowserZone.current()));
    }

    private void save() {
        Set<String> wanted = names.getValue();
        try {
            TagDimension.declared(wanted);
        } catch (IllegalArgumentException e) {
            message.show(getTranslation("people.tags.refused", ServerText.of(e)));
            return;
        }
        if (services.attempt(message, () -> services.tags().declare(services.viewer(), wanted))) {
            reload();
            Notification.show(getTranslation("people.tags.saved"));
        }
    }
}
