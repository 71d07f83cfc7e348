package io.tokentally.adapter.persistence.key;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.access.KeyReviews;
import io.tokentally.domain.access.KeyToReview;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import java.util.List;

/** Finds the keys that an owner is to look at, and keeps them through the owner's function. */
final class JpaKeyReviews implements KeyReviews {

    private final StoredVirtualKeys keys;
    private final ViewerIdentity identity;
    private final StoredKeyMapper mapper;

    JpaKeyReviews(StoredVirtualKeys keys, ViewerIdentity identity, StoredKeyMapper mapper) {
        this.keys = keys;
        this.identity = identity;
        this.mapper = mapper;
    }

    @Override
    public List<KeyToReview> all(Viewer viewer) {
        identity.assume(viewer);
        return keys.toReview().stream().map(mapper::toKeyToReview).toList();
    }

    @Override
    public void keep(Viewer viewer, VirtualKeyId id) {
        identity.assume(viewer);
        DatabaseRefusal.ofMembership(() -> keys.keep(id.value()));
    }
}
