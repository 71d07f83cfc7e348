package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.access.ManageInvitationsUseCase.InvitationNotSentException;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.ApiTokenRefusedException;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.OrganizationNotNamedException;
import io.tokentally.domain.access.ScopeMissingException;
import io.tokentally.domain.access.UnknownOrganizationException;
import io.tokentally.domain.alert.AlertRefusedException;
import io.tokentally.domain.budget.BudgetRefusedException;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.usage.ExportStoppedException;
import io.tokentally.domain.usage.TooManyReadingsException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Turns whatever goes wrong below the API's path into a problem, and leaves all other paths alone. No {@code
 * RestControllerAdvice}: that answers for controllers, and neither a path nor a method that there is not has one; without a
 * controller to tell by, it would answer for the user interface as well.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemResolver implements HandlerExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);

    private final ProblemWriter problemWriter;

    ProblemResolver(ProblemWriter problemWriter) {
        this.problemWriter = problemWriter;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!isOfApi(request) || isForSecurity(exception)) {
            return null;
        }
        if (exception instanceof ClientDisconnectedException) {
            LOG.debug("A client left before the end of {}", request.getRequestURI());
            return new ModelAndView();
        }
        if (exception instanceof ReaderTooSlowException) {
            LOG.info("{}", exception.getMessage());
        }
        if (response.isCommitted()) {
            // The container learns of it and breaks the connection.
            return null;
        }
        if (exception instanceof ExportStoppedException) {
            return nothing(response);
        }
        if (exception instanceof TooManyReadingsException busy) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(busy.retryAfter().toSeconds()));
        } else if (exception instanceof CannotCreateTransactionException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, ProblemAuthenticationEntryPoint.RETRY_AFTER);
        }
        try {
            copyHeaders(exception, response);
            problemWriter.write(request, response, problemOf(exception));
            return new ModelAndView();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A page that was to save what comes stays where it is, and saves nothing. */
    private static ModelAndView nothing(HttpServletResponse response) {
        response.reset();
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return new ModelAndView();
    }

    private static boolean isOfApi(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith(RestConfiguration.API + "/");
    }

    /**
     * Whether the container could not decode the parameters. Tomcat says so by an exception of its own, which is known
     * by its name here: the adapter does not depend on the container.
     */
    private static boolean isUndecodable(Exception exception) {
        return exception instanceof IllegalStateException
                && exception.getClass().getName().equals("org.apache.tomcat.util.http.InvalidParameterException");
    }

    private static boolean isForSecurity(Exception exception) {
        return exception instanceof AccessDeniedException || exception instanceof AuthenticationException;
    }

    /** Such as {@code Allow}, which belongs to status 405. */
    private static void copyHeaders(Exception exception, HttpServletResponse response) {
        if (exception instanceof ErrorResponse known) {
            known.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
    }

    private static Problem problemOf(Exception exception) {
        return switch (exception) {
            case InvalidParameterException invalid -> Problem.invalidParameter(invalid);
            case MethodArgumentNotValidException invalid -> Problem.invalidParameter(ParameterFaults.of(invalid));
            case HttpMessageNotReadableException unreadable -> ofBody(unreadable);
            case AccessRefusedException denied -> Problem.forbidden(String.valueOf(denied.getMessage()));
            case PriceRefusedException refused ->
                Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "price-refused",
                        "Not taken",
                        String.valueOf(refused.getMessage()));
            case UnknownOrganizationException unknown ->
                Problem.of(
                        HttpStatus.NOT_FOUND,
                        "unknown-organization",
                        "No such organization",
                        unknown.getMessage() + " Check the id, or leave organization out.");
            case HttpRequestMethodNotSupportedException unsupported ->
                Problem.of(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method-not-allowed",
                        "Method not allowed",
                        "This path cannot be asked with %s. Use %s."
                                .formatted(unsupported.getMethod(), methodsOf(unsupported)));
            case HttpMediaTypeNotSupportedException unsupported ->
                Problem.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported-media-type",
                        "No such format",
                        "The body is in a format that this path does not read. Send it with the Content-Type %s."
                                .formatted(MediaType.toString(unsupported.getSupportedMediaTypes())));
            case FreshSignInRequiredException stale ->
                Problem.of(
                        HttpStatus.FORBIDDEN,
                        "fresh-sign-in-required",
                        "Sign in once more",
                        "This touches rights or secrets, and you signed in a while ago. Sign in once more, or send your"
                                + " name and password with the request.");
            case ScopeMissingException missing -> Problem.scopeMissing(missing);
            case ApiTokenRefusedException refused -> Problem.tokenRefused(refused);
            case MembershipRefusedException refused ->
                Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "membership-refused",
                        "Not possible with this membership",
                        String.valueOf(refused.getMessage()));
            case InvitationNotSentException unsent ->
                Problem.of(
                        HttpStatus.BAD_GATEWAY,
                        "mail-not-sent",
                        "The mail could not be sent",
                        String.valueOf(unsent.getMessage()));
            case OrganizationNotNamedException choice -> Problem.organizationNotNamed(choice);
            case UnreadableBodyException refused -> refused.problem();
            case UnknownModelException unknown ->
                Problem.of(
                        HttpStatus.NOT_FOUND, "unknown-model", "No such model", String.valueOf(unknown.getMessage()));
            case UnknownCallException unknown ->
                Problem.of(HttpStatus.NOT_FOUND, "unknown-call", "No such call", String.valueOf(unknown.getMessage()));
            case UnknownKeyException unknown ->
                Problem.of(HttpStatus.NOT_FOUND, "unknown-key", "No such key", String.valueOf(unknown.getMessage()));
            case BudgetRefusedException refused -> ofBudget(refused);
            case TooManyReadingsException busy -> Problem.busy(String.valueOf(busy.getMessage()));
            case CannotCreateTransactionException unreachable -> {
                LOG.warn("The database cannot be reached", unreachable);
                yield Problem.unavailable();
            }
            case AlertRefusedException refused ->
                Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "alert-refused",
                        "Not possible with these alerts",
                        String.valueOf(refused.getMessage()));
            case KeyRefusedException refused ->
                Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "key-refused",
                        "Not possible with this key",
                        String.valueOf(refused.getMessage()));
            case HttpMediaTypeNotAcceptableException unacceptable ->
                Problem.of(
                        HttpStatus.NOT_ACCEPTABLE,
                        "not-acceptable",
                        "No such format",
                        "The Accept header asks for a format that there is not. This path has: "
                                + MediaType.toString(unacceptable.getSupportedMediaTypes()) + ".");
            case IllegalStateException undecodable
            when isUndecodable(undecodable) -> unreadable(HttpStatus.BAD_REQUEST);
            case ErrorResponse known when known.getStatusCode().is4xxClientError() -> ofClient(known);
            default -> unexpected(exception);
        };
    }

    private static Problem ofBudget(BudgetRefusedException refused) {
        String detail = String.valueOf(refused.getMessage());
        return switch (refused.reason()) {
            case NO_SUCH_BUDGET -> Problem.of(HttpStatus.NOT_FOUND, "unknown-budget", "No such budget", detail);
            case BUDGET_NAMED_SO -> Problem.of(HttpStatus.CONFLICT, "budget-name-taken", "The name is taken", detail);
            case BUDGET_TAG_NOT_DECLARED, TOO_MANY_BUDGETS, ONLY_OWNERS_SET_BUDGETS ->
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "budget-refused", "Not possible with this budget", detail);
        };
    }

    private static Problem ofBody(HttpMessageNotReadableException unreadable) {
        RuntimeException fault = BodyFaults.of(unreadable);
        return fault instanceof HttpMessageNotReadableException ? unexpected(fault) : problemOf(fault);
    }

    private static String methodsOf(HttpRequestMethodNotSupportedException unsupported) {
        String[] methods = unsupported.getSupportedMethods();
        return methods == null ? "GET" : String.join(" or ", methods);
    }

    private static Problem ofClient(ErrorResponse known) {
        HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
        return status == HttpStatus.NOT_FOUND ? Problem.unknownPath() : unreadable(status);
    }

    private static Problem unreadable(HttpStatus status) {
        return Problem.of(
                status,
                "bad-request",
                status.getReasonPhrase(),
                "The request cannot be read. Compare it with /v3/api-docs.");
    }

    private static Problem unexpected(Exception exception) {
        String errorId = UUID.randomUUID().toString();
        LOG.error("A request to the API failed, error id {}", errorId, exception);
        return Problem.internal(errorId);
    }
}
