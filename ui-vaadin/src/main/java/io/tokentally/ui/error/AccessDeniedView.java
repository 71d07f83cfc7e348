package io.tokentally.ui.error;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.HttpStatusCode;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.ui.shell.ErrorLayout;

/**
 * The person is signed in, but may not see this: their role is too small or they belong to no organization. The frame of these knows no
 * menu, so the page has a way out of its own.
 */
@AnonymousAllowed
@ParentLayout(ErrorLayout.class)
public final class AccessDeniedView extends ErrorPage implements HasErrorParameter<AccessRefusedException> {

    private final CurrentViewer currentViewer;
    private final AuthenticationContext authentication;
    private final Button signOut;

    public AccessDeniedView(CurrentViewer currentViewer, AuthenticationContext authentication) {
        super(HttpStatusCode.FORBIDDEN.getCode(), "error.denied");
        this.currentViewer = currentViewer;
        this.authentication = authentication;
        signOut = new Button(getTranslation("shell.sign-out"), click -> authentication.logout());
        signOut.addThemeVariants(ButtonVariant.TERTIARY);
        add(signOut);
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<AccessRefusedException> parameter) {
        boolean homeless = authentication.isAuthenticated()
                && currentViewer.memberships().isEmpty()
                && !currentViewer.session().operator();
        signOut.setVisible(homeless);
        if (homeless) {
            explain("error.homeless");
            hideWayHome();
        }
        return HttpStatusCode.FORBIDDEN.getCode();
    }
}
