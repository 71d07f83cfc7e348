package io.tokentally.adapter.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem, whatever the client would rather have. */
final class ProblemWriter {

    private final JsonMapper jsonMapper;

    ProblemWriter(JsonMapper jsonMapper) {
        this.jsonMapper = jsonMapper;
    }

    /** Takes the place of all that was written but not yet sent. */
    void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = jsonMapper.writeValueAsBytes(problem.at(request.getRequestURI()));
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader("Content-Disposition", null);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
