package io.tokentally.ui.error;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.HttpStatusCode;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.tokentally.ui.shell.ErrorLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something broke. The log learns what, the person what to do. */
@AnonymousAllowed
@ParentLayout(ErrorLayout.class)
public final class FailureView extends ErrorPage implements HasErrorParameter<Exception> {

    private static final Logger LOG = LoggerFactory.getLogger(FailureView.class);

    public FailureView() {
        super(HttpStatusCode.INTERNAL_SERVER_ERROR.getCode(), "error.failure");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        LOG.error("The view at '{}' failed", event.getLocation().getPath(), parameter.getException());
        return HttpStatusCode.INTERNAL_SERVER_ERROR.getCode();
    }
}
