package io.tokentally.adapter.rest;

import static io.tokentally.adapter.rest.InvalidParameterException.quote;
import static io.tokentally.adapter.rest.Parameters.BODY_REMEDY;

import io.tokentally.domain.budget.BudgetWindow;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Says what is wrong with a body that Jackson does not read, in the words of the API: Jackson's name Java's types, and tell
 * nobody what would do.
 */
final class BodyFaults {

    private static final int LONGEST_NAME = 40;
    private static final Set<Class<?>> IN_BRACES = Set.of(
            KeyPolicyRequest.class,
            BudgetSelectorRequest.class,
            BudgetBlockingRequest.class,
            BudgetTermsJson.SelectedTagJson.class);

    private BodyFaults() {}

    /**
     * What is wrong: the body is no JSON object, or has a field that is not known or of another type, or the domain refuses
     * one. The same exception where the body could not be received.
     */
    static RuntimeException of(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case null -> noObject();
            case UnrecognizedPropertyException unknown -> unknown(unknown);
            case MismatchedInputException misfit when !misfit.getPath().isEmpty() -> misfit(misfit);
            // Jackson says so in its message alone.
            case MismatchedInputException trailing
            when trailing.getOriginalMessage().startsWith("Trailing token") -> noJson(trailing);
            case MismatchedInputException misfit -> noObject();
            case DatabindException refused
            when refused.getCause() instanceof IllegalArgumentException reason -> refused(refused, reason);
            case DatabindException refused when refused.getCause() instanceof RuntimeException reason -> reason;
            case InputCoercionException number ->
                refused(number, where(number.getPath()) + " " + expectation(number.getTargetType()));
            case JacksonException syntax -> noJson(syntax);
            default -> unreadable;
        };
    }

    private static UnreadableBodyException noObject() {
        return new UnreadableBodyException(HttpStatus.BAD_REQUEST, "The body is no JSON object. Send one, in braces.");
    }

    private static UnreadableBodyException noJson(JacksonException syntax) {
        TokenStreamLocation location = Objects.requireNonNullElse(syntax.getLocation(), TokenStreamLocation.NA);
        return new UnreadableBodyException(
                HttpStatus.BAD_REQUEST,
                "The body is no JSON from line %d, column %d on. Send a JSON object."
                        .formatted(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr())));
    }

    private static InvalidParameterException unknown(UnrecognizedPropertyException unknown) {
        List<Reference> path = unknown.getPath();
        String known =
                unknown.getKnownPropertyIds().stream().map(Object::toString).collect(Collectors.joining(", "));
        String outermost = path.getFirst().getPropertyName();
        if (path.size() > 1) {
            return new InvalidParameterException(
                    outermost,
                    "%s has fields besides %s. %s"
                            .formatted(where(path.subList(0, path.size() - 1)), known, BODY_REMEDY));
        }
        return new InvalidParameterException(
                outermost.length() > LONGEST_NAME ? "body" : outermost,
                "%s is no field of this body. The fields are %s.".formatted(quote(outermost), known));
    }

    private static InvalidParameterException misfit(MismatchedInputException misfit) {
        boolean inList = misfit.getPath().getLast().getPropertyName() == null;
        String expectation = inList ? "must hold strings. " + BODY_REMEDY : expectation(misfit.getTargetType());
        return refused(misfit, where(misfit.getPath()) + " " + expectation);
    }

    private static InvalidParameterException refused(DatabindException refused, IllegalArgumentException reason) {
        return refused(refused, "%s: %s %s".formatted(where(refused.getPath()), sentence(reason), BODY_REMEDY));
    }

    private static InvalidParameterException refused(JacksonException refused, String otherwise) {
        Reference outermost = refused.getPath().getFirst();
        return Stream.of(bodyOf(outermost).getRecordComponents())
                .filter(component -> component.getName().equals(outermost.getPropertyName()))
                .map(component -> component.getAnnotation(Refusal.class))
                .filter(Objects::nonNull)
                .findAny()
                .map(refusal -> new InvalidParameterException(outermost.getPropertyName(), refusal.value()))
                .orElseGet(() -> new InvalidParameterException(outermost.getPropertyName(), otherwise));
    }

    private static Class<?> bodyOf(Reference reference) {
        return reference.from() instanceof Class<?> type
                ? type
                : reference.from().getClass();
    }

    private static String sentence(IllegalArgumentException reason) {
        String message = String.valueOf(reason.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    /** Such as {@code policy operations}, with or without an index behind. */
    private static String where(List<Reference> path) {
        return path.stream()
                .map(Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private static String expectation(Class<?> type) {
        if (type == Integer.class || type == int.class) {
            return "must be a whole number, not in quotation marks. Leave it out for none.";
        }
        if (type == boolean.class) {
            return "must be true or false. " + BODY_REMEDY;
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "must be a list. " + BODY_REMEDY;
        }
        if (type == BudgetWindow.class) {
            return "must be a string or an object. " + BudgetWindowJson.REMEDY;
        }
        if (IN_BRACES.contains(type)) {
            return "must be an object, in braces. " + BODY_REMEDY;
        }
        return "must be a string. Put it in quotation marks.";
    }
}
