package io.tokentally.bootstrap.web;

/** What an answer may be to a browser, by the path that was asked for; each kind has a Content-Security-Policy of its own. */
enum PageKind {

    /** A view, drawn by Vaadin's client. It builds a function of each expression that the server sends, and sets styles inline. */
    VIEW("default-src 'none'; script-src 'self' 'nonce-%s' 'strict-dynamic' 'unsafe-eval';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self';"
            + " manifest-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"),

    /** The pages of private links, which are plain HTML and ask this server. */
    LINK("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"),

    /** The pages before somebody is signed in, which are plain HTML. */
    SIGN_IN("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"),

    /** Swagger UI, which draws with inline styles. */
    API_PAGE("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src"
            + " 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),

    /** A file that belongs to the application and changes with its version alone. */
    STATIC_FILE("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),

    /** Anything that a program reads: documents, exports, metrics. It is no page, whatever a browser takes it for. */
    DATA("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    private final String policy;

    PageKind(String policy) {
        this.policy = policy;
    }

    /** @param path decoded and normalized, without the application's own */
    static PageKind of(String path) {
        if (path.equals("/login") || path.equals("/login/code") || path.equals("/forgotten")) {
            return SIGN_IN;
        }
        if (isBelow(path, "/invitation") || isBelow(path, "/reset") || isBelow(path, "/confirmation")) {
            return LINK;
        }
        if (path.startsWith("/swagger-ui/")) {
            return API_PAGE;
        }
        if (isBelow(path, "/api") || isBelow(path, "/actuator") || isBelow(path, "/v3/api-docs")) {
            return DATA;
        }
        if (path.startsWith("/assets/")
                || path.startsWith("/aura/")
                || path.startsWith("/VAADIN/build/")
                || path.startsWith("/VAADIN/static/")) {
            return STATIC_FILE;
        }
        return path.startsWith("/VAADIN/") ? DATA : VIEW;
    }

    /** Whether its policy names the scripts that it lets run. */
    boolean needsNonce() {
        return this == VIEW;
    }

    /** Whether anything in it may ask for what a browser grants: in a file opened by itself nothing runs. */
    boolean runsScripts() {
        return this != STATIC_FILE;
    }

    /** @param nonce of this answer; empty where the kind needs none */
    String contentSecurityPolicy(String nonce) {
        return policy.formatted(nonce);
    }

    private static boolean isBelow(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }
}
