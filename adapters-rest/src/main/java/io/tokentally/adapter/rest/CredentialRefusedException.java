package io.tokentally.adapter.rest;

import org.springframework.security.core.AuthenticationException;

/** What a request brought to show who asks opens nothing. The message says why, fit for the client, and never repeats it. */
public final class CredentialRefusedException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What was brought. */
    public enum Kind {
        /** An API token, or something in its place. */
        BEARER("Bearer realm=\"Tokentally\", error=\"invalid_token\""),
        /** A password, though passwords are switched off. */
        BASIC("Bearer realm=\"Tokentally\"");

        private final String challenge;

        Kind(String challenge) {
            this.challenge = challenge;
        }
    }

    public CredentialRefusedException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** The value of {@code WWW-Authenticate}. */
    String challenge() {
        return kind.challenge;
    }
}
