package io.tokentally.ui.account;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.access.SessionLimit;

/**
 * Leads whoever has something to do about their account before anything else to the page of the account, whichever page they
 * ask for: to replace a one-time password, which somebody else has seen, or to set up a second factor that they must have.
 */
public final class AccountFirst implements VaadinServiceInitListener {

    private static final long serialVersionUID = 1L;

    private final transient CurrentViewer currentViewer;
    private final transient AuthenticationContext authentication;

    public AccountFirst(CurrentViewer currentViewer, AuthenticationContext authentication) {
        this.currentViewer = currentViewer;
        this.authentication = authentication;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource()
                .addUIInitListener(initialization -> initialization.getUI().addBeforeEnterListener(this::beforeEnter));
    }

    private void beforeEnter(BeforeEnterEvent event) {
        boolean elsewhere = !event.isErrorEvent() && event.getNavigationTarget() != AccountView.class;
        if (elsewhere
                && authentication.isAuthenticated()
                && currentViewer.session().limit() != SessionLimit.NONE) {
            event.forwardTo(AccountView.class);
        }
    }
}
