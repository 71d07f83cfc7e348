package io.tokentally.domain.refusal;

import java.util.Arrays;
import java.util.Locale;

/** Why a call was refused before it went to a provider. Its {@link #code()} is stored and told, and stays. */
public enum RefusalReason {
    /** A key came that this installation never gave out, or that has been void for too long to be remembered. */
    UNKNOWN_KEY,
    NO_KEY,
    /** A token of the API came in the place of a key. */
    API_TOKEN,
    KEY_EXPIRED,
    KEY_REVOKED,
    /** The key was not used between a rotation of the hashing key and its deadline. */
    KEY_NOT_RENEWED,
    /** The key's holder is no longer a member of the organization. */
    MEMBER_LEFT,
    /** The organization has stored no key of the provider, and the caller sent none. */
    NO_PROVIDER_KEY,
    /** A person's key named another user. */
    USER_NOT_ALLOWED,
    PROVIDER_NOT_ALLOWED,
    OPERATION_NOT_ALLOWED,
    MODEL_NOT_ALLOWED,
    /** What the request names in the provider's account is not the key's to use. */
    RESOURCE_NOT_ALLOWED,
    /** The key may not do everything, and what the body asks for cannot be told. */
    BODY_NOT_CHECKABLE,
    CALLS_AT_ONCE,
    CALLS_PER_MINUTE,
    /** The key, its organization or the client's address has its share of the gateway. */
    SHARE_USED_UP,
    /** A budget that blocks does not let the call out. */
    BUDGET_EXCEEDED,
    /** Whether a budget lets the call out could not be told, and it lets nothing out then. */
    BUDGET_UNAVAILABLE,
    MALFORMED_REQUEST,
    NO_SUCH_PATH,
    HEADERS_TOO_LARGE,
    BODY_TOO_LARGE,
    /** The body did not come in time. */
    BODY_TOO_LATE,
    /** Not the caller's doing: the gateway could take no call, or not tell whether it may. */
    UNAVAILABLE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no reason has that code */
    public static RefusalReason of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("No reason to refuse a call has the code " + code));
    }
}
