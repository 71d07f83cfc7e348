package io.tokentally.domain.person;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a person is not erased, each with what to do about it. */
public enum ErasureRefusal {
    NO_SUCH_PERSON("Nothing is known of '%s'.", "Give the id of their account, or an address that they had."),
    SEVERAL_PEOPLE("Several people have or had the address '%s'.", "Say which of them by the id of their account."),
    ACCOUNT_NOT_CLOSED(
            "The account of '%s' is not closed, or they still belong to an organization.",
            "Have an owner remove them and close the account, or close it by the same command: --close."),
    LAST_OWNER(
            "'%s' is the last owner of an organization.",
            "Have another member made an owner first, or give the organization up."),
    LAST_OPERATOR("'%s' is the last operator of the installation.", "Make another one first: ./tokentally operator."),
    NAMED_AS_SERVICE(
            "A service has the name '%s', too, and its calls cannot be told from the person's.",
            "Erase what tells of the person by hand: docs/privacy.md says where it stands."),
    USAGE_NOT_MOVED(
            "Usage of '%s' that an earlier version recorded has not been moved yet.",
            "Start the application and wait until its log says that it is done.");

    private final String message;
    private final String remedy;

    ErasureRefusal(String message, String remedy) {
        this.message = message;
        this.remedy = remedy;
    }

    /** The reason with that code, which is its name in lower case. */
    public static Optional<ErasureRefusal> withCode(String code) {
        return Stream.of(values())
                .filter(reason -> reason.name().toLowerCase(Locale.ROOT).equals(code))
                .findFirst();
    }

    /** @param person as whoever asked named them */
    public ErasureRefusedException about(String person) {
        return new ErasureRefusedException(this, message.formatted(person), remedy);
    }
}
