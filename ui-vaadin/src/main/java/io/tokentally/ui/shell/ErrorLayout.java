package io.tokentally.ui.shell;

import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.alert.ReadAlertsUseCase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frame around the pages for errors. What cannot be told of whoever looks is left out: they may belong nowhere, and what failed may be
 * what tells it.
 */
@AnonymousAllowed
public final class ErrorLayout extends MainLayout {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorLayout.class);

    public ErrorLayout(
            CurrentViewer currentViewer,
            AuthenticationContext authentication,
            Destinations destinations,
            ReadAlertsUseCase alerts) {
        try {
            addNavigation(currentViewer, authentication, destinations, alerts);
        } catch (RuntimeException e) {
            LOG.debug("A page for an error has no navigation", e);
        }
    }
}
