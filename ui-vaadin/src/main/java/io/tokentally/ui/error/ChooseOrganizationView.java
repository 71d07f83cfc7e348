package io.tokentally.ui.error;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.HttpStatusCode;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationNotNamedException;
import io.tokentally.domain.text.VisibleText;

/** Where people choose the organization that they act for, once they have left the one chosen before: nothing chooses for them. */
@AnonymousAllowed
public final class ChooseOrganizationView extends ErrorPage
        implements HasErrorParameter<OrganizationNotNamedException> {

    private final CurrentViewer currentViewer;
    private final Div choices = new Div();

    public ChooseOrganizationView(CurrentViewer currentViewer) {
        super(HttpStatusCode.CONFLICT.getCode(), "error.choose");
        this.currentViewer = currentViewer;
        hideWayHome();
        choices.addClassName("tt-choices");
        add(choices);
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<OrganizationNotNamedException> parameter) {
        choices.removeAll();
        parameter.getException().choices().forEach(choice -> choices.add(button(choice)));
        return HttpStatusCode.CONFLICT.getCode();
    }

    private Button button(Membership choice) {
        Button button = new Button(VisibleText.of(choice.organizationName()), click -> {
            currentViewer.switchTo(choice.organizationId());
            UI.getCurrent().getPage().reload();
        });
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }
}
