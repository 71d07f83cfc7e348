package io.tokentally.adapter.persistence.row;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Provider;
import java.util.UUID;

/** Between identifiers and their columns, for the mappers. */
public final class Identifiers {

    private Identifiers() {}

    public static OrganizationId organizationId(String value) {
        return new OrganizationId(value);
    }

    public static String text(OrganizationId id) {
        return id.value();
    }

    public static UserId userId(String value) {
        return new UserId(value);
    }

    public static String text(UserId id) {
        return id.value();
    }

    public static VirtualKeyId virtualKeyId(UUID value) {
        return new VirtualKeyId(value);
    }

    public static Provider provider(String value) {
        return new Provider(value);
    }
}
