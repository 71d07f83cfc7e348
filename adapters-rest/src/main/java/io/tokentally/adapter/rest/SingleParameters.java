package io.tokentally.adapter.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a parameter that a request names more than once: who checks a request ahead of this server may look at another of its
 * values than the one that is taken here.
 */
final class SingleParameters implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.getParameterMap().forEach((name, values) -> {
            if (values.length > 1 && !name.equals(TagFilters.PARAMETER)) {
                throw new InvalidParameterException(
                        name,
                        "%s is given %d times. Give it once."
                                .formatted(InvalidParameterException.quote(name), values.length));
            }
        });
        return true;
    }
}
