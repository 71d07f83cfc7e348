package io.tokentally.adapter.persistence.key;

import io.tokentally.adapter.persistence.row.Identifiers;
import io.tokentally.domain.access.KeyToReview;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.VirtualKey;
import org.jspecify.annotations.Nullable;
import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.ReportingPolicy;

/** Makes keys and policies of their rows. */
@Mapper(unmappedTargetPolicy = ReportingPolicy.ERROR, uses = Identifiers.class)
interface StoredKeyMapper {

    @Mapping(target = "holder", source = ".")
    @Mapping(target = "limits", source = ".")
    VirtualKey toVirtualKey(StoredVirtualKey row);

    @Mapping(target = "kind", source = "holderKind")
    KeyHolder toHolder(StoredVirtualKey row);

    KeyLimits toLimits(StoredVirtualKey row);

    ProviderKey toProviderKey(StoredProviderKey row);

    default OrganizationKeyPolicy toPolicy(StoredKeyPolicy row) {
        return new OrganizationKeyPolicy(
                KeyPolicyJson.read(row.getUsual()), policy(row.getCeiling()), row.getMostKeys(), row.getMostDays());
    }

    KeyToReview toKeyToReview(StoredKeyToReview row);

    default @Nullable KeyPolicy policy(@Nullable String json) {
        return json == null ? null : KeyPolicyJson.read(json);
    }
}
