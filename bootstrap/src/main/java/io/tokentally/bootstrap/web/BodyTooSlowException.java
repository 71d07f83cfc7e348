package io.tokentally.bootstrap.web;

import org.apache.coyote.BadRequestException;

/**
 * A request's body does not come at the rate that it must. Of Tomcat's kind for requests that are at fault themselves: after any other
 * failure to read a form it ends the connection without a word.
 */
final class BodyTooSlowException extends BadRequestException {

    private static final long serialVersionUID = 1L;

    BodyTooSlowException() {
        super("The request's body comes too slowly");
    }
}
