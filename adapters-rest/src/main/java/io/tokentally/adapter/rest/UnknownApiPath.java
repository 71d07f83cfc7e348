package io.tokentally.adapter.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.HttpRequestHandler;

/** Answers for all paths of the API that there are not, before a user interface takes them for its own. */
final class UnknownApiPath implements HttpRequestHandler {

    private final ProblemWriter problemWriter;

    UnknownApiPath(ProblemWriter problemWriter) {
        this.problemWriter = problemWriter;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problemWriter.write(request, response, Problem.unknownPath());
    }
}
