package io.tokentally.adapter.rest;

import org.springframework.http.HttpStatus;

/** A request's body that cannot be read at all. */
final class UnreadableBodyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    /** @param detail what is wrong and what to do */
    UnreadableBodyException(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    Problem problem() {
        return Problem.of(status, "unreadable-body", status.getReasonPhrase(), String.valueOf(getMessage()));
    }
}
