package io.tokentally.domain.key;

import io.tokentally.domain.access.OwnerAction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why the database refuses a change to keys: it answers a code, which is the name in small letters, and here are the words. */
public enum KeyRefusal {
    ONLY_OWNERS_MAKE_SERVICE_KEYS(OwnerAction.MAKE_SERVICE_KEYS.refusal()),
    ONLY_OWNERS_MANAGE_PROVIDER_KEYS(OwnerAction.MANAGE_PROVIDER_KEYS.refusal()),
    ONLY_OWNERS_LAY_DOWN_KEY_POLICY(OwnerAction.LAY_DOWN_KEY_POLICY.refusal()),
    ONLY_OWN_KEYS("Members make keys for themselves only."),
    SERVICE_NAMED_AS_MEMBER("A member of the organization is called %s. Choose another name for the service."),
    ONLY_OWNERS_LIMIT(OwnerAction.LIMIT_KEYS.refusal()),
    TOO_MANY_KEYS("%s keys already. Revoke one that nobody needs any more."),
    TOO_MANY_KEYS_OF_MEMBER(
            "Owners let members have at most %s keys of their own. Revoke one that you do not need any more, or ask an"
                    + " owner."),
    GOOD_FOR_TOO_LONG(
            "Owners let members' keys be good for at most %s days. Choose an earlier end, or ask an owner for a key."),
    POLICY_BEYOND_CEILING("Owners let members' keys do less than that. Choose less, or ask an owner for a key."),
    POLICY_MALFORMED("What the key may do could not be understood. Load the page again."),
    NO_SUCH_KEY("There is no such key in the organization. Load the list again."),
    ONLY_OWNERS_REVOKE(OwnerAction.REVOKE_KEYS_OF_OTHERS.refusal()),
    ONLY_OWNERS_RENAME(OwnerAction.RENAME_KEYS_OF_OTHERS.refusal()),
    ONLY_HOLDERS_ROTATE(
            "Only whoever holds a key replaces it by another, since they are told the new one. Revoke it if it has to end."),
    REPLACED_BEFORE("The key was replaced before. Load the list again, and replace its successor."),
    PREDECESSOR_WORKS(
            "A key that this one replaced still works, and at most two of them work at the same time. Revoke that one, or"
                    + " have this one end at once."),
    KEY_HAS_ENDED("The key has expired or was revoked. Make a new one in its place."),
    NO_PROVIDER_KEY("The organization has stored no key for %s. Load the list again.");

    private static final List<KeyRefusal> ALL = List.of(values());

    private final String text;

    KeyRefusal(String text) {
        this.text = text;
    }

    /** The one of that code; absent if there is none. */
    public static Optional<KeyRefusal> of(String code) {
        return ALL.stream()
                .filter(refusal -> refusal.name().toLowerCase(Locale.ROOT).equals(code))
                .findFirst();
    }

    /** @param about what it is about, as far as the words name it */
    public KeyRefusedException about(String about) {
        return new KeyRefusedException(text.contains("%s") ? text.formatted(about) : text);
    }
}
