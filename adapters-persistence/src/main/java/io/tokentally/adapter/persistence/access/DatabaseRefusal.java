package io.tokentally.adapter.persistence.access;

import java.util.function.Function;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;

/** How the owner's functions refuse what the viewer may not do, with a message for that person. */
public final class DatabaseRefusal {

    private static final String REFUSED = "TT001";

    private DatabaseRefusal() {}

    /** Makes a refusal of the failure if it is one, and returns it as it is if not. */
    public static RuntimeException of(DataAccessException failure, Function<String, RuntimeException> refusal) {
        if (failure.getMostSpecificCause() instanceof PSQLException cause && REFUSED.equals(cause.getSQLState())) {
            ServerErrorMessage message = cause.getServerErrorMessage();
            if (message != null && message.getMessage() != null) {
                return refusal.apply(message.getMessage());
            }
        }
        return failure;
    }
}
