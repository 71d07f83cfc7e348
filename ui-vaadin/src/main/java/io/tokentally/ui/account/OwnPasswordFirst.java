package io.tokentally.ui.account;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.tokentally.application.port.in.access.CurrentViewer;

/**
 * Leads whoever signed in with a one-time password to a password of their own, whichever page they ask for. Somebody
 * else has seen the one-time password: until it is replaced it opens nothing but that page.
 */
public final class OwnPasswordFirst implements VaadinServiceInitListener {

    private static final long serialVersionUID = 1L;

    private final transient CurrentViewer currentViewer;
    private final transient AuthenticationContext authentication;

    public OwnPasswordFirst(CurrentViewer currentViewer, AuthenticationContext authentication) {
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
        if (elsewhere && authentication.isAuthenticated() && currentViewer.mustChangePassword()) {
            event.forwardTo(AccountView.class);
        }
    }
}
