package io.tokentally.adapter.persistence.access;

import io.tokentally.domain.access.ApiTokenRefusedException;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.ScopeMissingException;
import io.tokentally.domain.access.Session;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;

/**
 * How the owner's functions refuse what the viewer may not do: SQLSTATE {@code TT002} comes with a code, which the application
 * has the words for, and what it is about as the detail. Whatever the business was: where the viewer has to show anew who they
 * are, the refusal is {@link FreshSignInRequiredException}; where an API token may not do it, it is {@link ScopeMissingException} or {@link
 * ApiTokenRefusedException}.
 */
public final class DatabaseRefusal {

    private static final String REFUSED = "TT002";
    private static final String FRESH_SIGN_IN_REQUIRED = "fresh_sign_in_required";
    private static final String SCOPE_MISSING = "scope_missing";
    private static final String NOT_BY_TOKEN = "not_by_token";
    private static final String USAGE_SEALED = "usage_sealed";

    private DatabaseRefusal() {}

    /**
     * Makes a refusal of the failure if it is one, and returns it as it is if not.
     *
     * @param refusal takes the code, and what it is about, empty if there is nothing to tell
     */
    public static RuntimeException byCode(
            DataAccessException failure, BiFunction<String, String, RuntimeException> refusal) {
        ServerErrorMessage message = message(failure);
        if (message == null || message.getMessage() == null) {
            return failure;
        }
        if (FRESH_SIGN_IN_REQUIRED.equals(message.getMessage())) {
            return new FreshSignInRequiredException();
        }
        if (SCOPE_MISSING.equals(message.getMessage()) && message.getDetail() != null) {
            return new ScopeMissingException(List.of(Session.Scope.valueOf(message.getDetail())));
        }
        if (NOT_BY_TOKEN.equals(message.getMessage())) {
            return new ApiTokenRefusedException(ApiTokenRefusedException.Reason.NOT_BY_TOKEN, "");
        }
        return refusal.apply(message.getMessage(), message.getDetail() == null ? "" : message.getDetail());
    }

    /** Does something about people or organizations, and refuses with {@link MembershipRefusedException} what the database refuses. */
    public static <T> T ofMembership(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException e) {
            throw byCode(e, (code, about) -> MembershipRefusedException.ofCode(code));
        }
    }

    /** Whether it was about usage that is sealed. */
    public static boolean isSealed(DataAccessException failure) {
        ServerErrorMessage message = message(failure);
        return message != null && USAGE_SEALED.equals(message.getMessage());
    }

    private static @Nullable ServerErrorMessage message(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof PSQLException cause && REFUSED.equals(cause.getSQLState())
                ? cause.getServerErrorMessage()
                : null;
    }
}
