package io.tokentally.adapter.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Answers with status 403 and a problem where security refuses a request. */
public final class ProblemAccessDeniedHandler implements AccessDeniedHandler {

    private final ProblemWriter problemWriter;

    ProblemAccessDeniedHandler(ProblemWriter problemWriter) {
        this.problemWriter = problemWriter;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        problemWriter.write(
                request,
                response,
                Problem.forbidden(
                        denied instanceof CsrfException
                                ? "A page of another site asked for this. Ask for it from Tokentally or from a program."
                                : "You are signed in, but may not do this. Ask an owner of the organization."));
    }
}
