package io.tokentally.ui.shell;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;

/**
 * Marks every script of the page that all views share with the nonce that the answer's Content-Security-Policy names; a
 * script that got into the page by another way has none and does not run.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/#framework-directive-source-list">Content Security Policy Level 3: nonces</a>
 */
public final class ScriptNonces implements VaadinServiceInitListener {

    /** The request's attribute with the nonce, a text in Base64; whoever sets the header sets it. */
    public static final String ATTRIBUTE = ScriptNonces.class.getName() + ".nonce";

    private static final long serialVersionUID = 1L;

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(ScriptNonces::mark);
    }

    private static void mark(IndexHtmlResponse response) {
        if (response.getVaadinRequest().getAttribute(ATTRIBUTE) instanceof String nonce) {
            response.getDocument()
                    .select("script, link[rel=modulepreload], link[rel=preload][as=script]")
                    .attr("nonce", nonce);
        }
    }
}
