package io.tokentally.application.port.out.key;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.VirtualKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** Of those, the ones that were made to replace another, and which. */
    Map<VirtualKeyId, VirtualKeyId> replaced(Viewer viewer);

    /** Adds a key of the viewer's, or of a service. */
    void add(Viewer viewer, VirtualKey key, KeyHash hash);

    void rename(Viewer viewer, VirtualKeyId id, String name);

    /**
     * Makes a key that may do what another may, for the same holder and under the same name, good for as long as that one was. Whoever
     * holds it does so, owners where it is a service.
     *
     * @param replaced ends at that time, if it would not end before
     * @param replacedEndsAt absent if it goes on until it is revoked: then the new one needs room of its own
     */
    void rotate(Viewer viewer, VirtualKeyId replaced, Successor successor, @Nullable Instant replacedEndsAt);

    /** What of a key is new that replaces another. */
    record Successor(VirtualKeyId id, String prefix, KeyHash hash, Instant createdAt) {}

    /** A key that was revoked before stays as it is. */
    void revoke(Viewer viewer, VirtualKeyId id, Instant at);
}
