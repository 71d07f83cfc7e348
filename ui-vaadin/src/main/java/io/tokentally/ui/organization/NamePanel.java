package io.tokentally.ui.organization;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.Panel;

/** What the organization is called. */
class NamePanel extends Panel {

    private static final int MAX_LENGTH = 255;

    private final transient OrganizationServices services;
    private final InlineAlert message = new InlineAlert();
    private final TextField name = new TextField(getTranslation("organization.name.field"));
    private final Button save = new Button(getTranslation("organization.name.save"), event -> save());

    NamePanel(OrganizationServices services) {
        super(I18NProvider.translate("organization.name"), "tt-organization-name-panel");
        this.services = services;
        name.setMaxLength(MAX_LENGTH);
        name.setWidth("22em");
        name.setMaxWidth("100%");
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Div form = new Div(message, name, save);
        form.addClassName("tt-form");
        add(form);
    }

    void reload() {
        services.attempt(message, () -> name.setValue(services.name().name(services.viewer())));
        name.setReadOnly(!services.isOwners());
        save.setVisible(services.isOwners());
    }

    private void save() {
        services.freshSignIn().run(() -> {
            if (services.attempt(message, () -> services.name().rename(services.viewer(), name.getValue()))) {
                // The frame around this view says it, too.
                getUI().ifPresent(ui -> ui.getPage().reload());
            }
        });
    }
}
