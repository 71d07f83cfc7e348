package io.tokentally.adapter.rest;

import static io.tokentally.adapter.rest.InvalidParameterException.quote;

import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.util.ObjectUtils;
import org.springframework.util.StringUtils;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;

/**
 * Names the parameter that does not fit, or the field of a body that is missing, and what would do, in the words of the API:
 * those of Spring and Bean Validation name Java's types.
 */
final class ParameterFaults {

    private ParameterFaults() {}

    /** A parameter that cannot be converted or lies out of its range, or a field of a body that is missing. */
    static InvalidParameterException of(MethodArgumentNotValidException invalid) {
        for (RecordComponent component :
                invalid.getParameter().getParameterType().getRecordComponents()) {
            FieldError error = invalid.getBindingResult().getFieldError(component.getName());
            if (error != null) {
                return new InvalidParameterException(component.getName(), detail(component, error));
            }
        }
        throw new IllegalStateException("Only fields are validated", invalid);
    }

    private static String detail(RecordComponent component, FieldError error) {
        Refusal refusal = component.getAnnotation(Refusal.class);
        if (refusal != null) {
            return refusal.value().formatted(quote(text(error.getRejectedValue())));
        }
        if (error.contains(TypeMismatchException.class)) {
            Throwable reason = error.unwrap(TypeMismatchException.class).getMostSpecificCause();
            return "%s: %s. %s".formatted(component.getName(), reason.getMessage(), Parameters.FILTER_REMEDY);
        }
        return component.getName() + " is missing. Give it as a string.";
    }

    /** A parameter that was given several times has all its values, with commas, as when it is bound. */
    private static String text(@Nullable Object value) {
        return ObjectUtils.isArray(value)
                ? StringUtils.arrayToCommaDelimitedString(ObjectUtils.toObjectArray(value))
                : String.valueOf(value);
    }
}
