package io.tokentally.adapter.rest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses bodies of more than {@value #MAX_BYTES} bytes before any of it is parsed. Jackson's own limit on a document counts
 * only what has been parsed, and would tell of the first fault in it instead.
 */
@ControllerAdvice
final class BodyLimit extends RequestBodyAdviceAdapter {

    private static final int MAX_BYTES = 65_536;

    private record WholeBody(HttpHeaders headers, InputStream body) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }

    @Override
    public boolean supports(
            MethodParameter parameter, Type targetType, Class<? extends HttpMessageConverter<?>> converterType) {
        return ApiBody.class.isAssignableFrom(parameter.getParameterType());
    }

    /** @throws UnreadableBodyException if the body is too large */
    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        byte[] bytes = message.getBody().readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new UnreadableBodyException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "The body has more than %d bytes. Send only the fields that /v3/api-docs describes."
                            .formatted(MAX_BYTES));
        }
        return new WholeBody(message.getHeaders(), new ByteArrayInputStream(bytes));
    }
}
