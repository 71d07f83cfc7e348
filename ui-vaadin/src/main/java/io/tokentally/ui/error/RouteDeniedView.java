package io.tokentally.ui.error;

import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.HttpStatusCode;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.tokentally.ui.shell.ErrorLayout;

/** The person is signed in, but has nowhere the role that the page asks for. */
@AnonymousAllowed
@ParentLayout(ErrorLayout.class)
public final class RouteDeniedView extends ErrorPage implements HasErrorParameter<AccessDeniedException> {

    public RouteDeniedView() {
        super(HttpStatusCode.FORBIDDEN.getCode(), "error.denied");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
        return HttpStatusCode.FORBIDDEN.getCode();
    }
}
