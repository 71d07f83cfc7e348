package io.tokentally.application.port.out.key;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.VirtualKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The virtual keys of the viewer's organization. The database itself decides who sees and changes which, whoever asks, and
 * refuses with {@link io.tokentally.domain.key.KeyRefusedException}: members make keys for themselves, owners for services, too, and
 * only they set limits. Whoever leaves the organization loses their keys.
 */
@ReadsOrganizationData
public interface VirtualKeys {

    /** How many keys that still open something one holder has at most. */
    int MAX_PER_HOLDER = 100;

    /** Those that the viewer may know of, the newest first. */
    List<VirtualKey> all(Viewer viewer);

    /** Of those, the ones that are not revoked and hashed under an old hashing key, and until when each works so. */
    Map<VirtualKeyId, Instant> oldHashes(Viewer viewer);

    /** Adds a key of the viewer's, or of a service. */
    void add(Viewer viewer, VirtualKey key, KeyHash hash);

    /** A key that was revoked before stays as it is. */
    void revoke(Viewer viewer, VirtualKeyId id, Instant at);
}
