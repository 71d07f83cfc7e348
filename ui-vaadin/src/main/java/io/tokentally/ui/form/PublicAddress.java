package io.tokentally.ui.form;

import com.vaadin.flow.server.VaadinServletRequest;

/**
 * Where people reach the application.
 *
 * @param publicUrl as people outside know it; empty for the address that the browser came by
 */
public record PublicAddress(String publicUrl) {

    /** Without a slash at its end. */
    public String url() {
        if (!publicUrl.isBlank()) {
            return publicUrl.strip().replaceFirst("/+$", "");
        }
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        return request == null
                ? "http://localhost"
                : "%s://%s:%d%s"
                        .formatted(
                                request.getScheme(),
                                request.getServerName(),
                                request.getServerPort(),
                                request.getContextPath());
    }
}
