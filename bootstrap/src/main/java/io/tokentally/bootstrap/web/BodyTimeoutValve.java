package io.tokentally.bootstrap.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/** Answers 408 where a body did not come in time. Tomcat and what reads bodies would say that the request was malformed. */
final class BodyTimeoutValve extends ValveBase {

    BodyTimeoutValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        Exception failure = request.getCoyoteRequest().getErrorException();
        if (isLate(failure) && !response.isCommitted()) {
            // As an error that pages are made for, and not as a client that has gone, whom nobody answers.
            request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, failure);
            response.setStatus(HttpServletResponse.SC_REQUEST_TIMEOUT);
            response.setError();
        }
    }

    private static boolean isLate(@Nullable Exception failure) {
        return failure instanceof BodyTooSlowException || failure instanceof SocketTimeoutException;
    }
}
