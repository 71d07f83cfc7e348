package io.tokentally.adapter.persistence.key;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Members by what they may be named by. An id goes before what another member signs in with. */
final class KnownMembers {

    static final KnownMembers NONE = new KnownMembers(0);

    private final long change;
    private final Map<Name, UserId> byId = new HashMap<>();
    private final Map<Name, UserId> byLogin = new HashMap<>();

    private record Name(OrganizationId organizationId, String folded) {

        static Name of(OrganizationId organizationId, String name) {
            return new Name(organizationId, name.toLowerCase(Locale.ROOT));
        }
    }

    /** @param change the last change to members that these hold */
    KnownMembers(long change) {
        this.change = change;
    }

    long change() {
        return change;
    }

    void put(OrganizationId organizationId, UserId userId, String login) {
        byId.put(Name.of(organizationId, userId.value()), userId);
        byLogin.put(Name.of(organizationId, login), userId);
    }

    Optional<UserId> find(OrganizationId organizationId, UserId name) {
        Name wanted = Name.of(organizationId, name.value());
        UserId known = byId.get(wanted);
        return Optional.ofNullable(known == null ? byLogin.get(wanted) : known);
    }
}
