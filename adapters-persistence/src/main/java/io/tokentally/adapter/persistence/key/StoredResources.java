package io.tokentally.adapter.persistence.key;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.ResourceOwner;
import io.tokentally.domain.metering.Provider;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who made what, as the metering role may ask: by name, and nothing that it cannot name. */
class StoredResources {

    private final JdbcClient metering;

    StoredResources(JdbcClient metering) {
        this.metering = metering;
    }

    Map<String, ResourceOwner> owners(OrganizationId organizationId, Provider provider, Set<String> ids) {
        Map<String, ResourceOwner> owners = new HashMap<>();
        metering.sql("SELECT resource_id, virtual_key_id, holder_kind, user_id FROM owners_of_resources(?, ?, ?)")
                .params(organizationId.value(), provider.value(), ids.toArray(String[]::new))
                .query(row -> {
                    owners.put(
                            row.getString("resource_id"),
                            new ResourceOwner(
                                    new VirtualKeyId(row.getObject("virtual_key_id", UUID.class)),
                                    new KeyHolder(
                                            KeyHolder.Kind.valueOf(row.getString("holder_kind")),
                                            new UserId(row.getString("user_id")))));
                });
        return owners;
    }
}
