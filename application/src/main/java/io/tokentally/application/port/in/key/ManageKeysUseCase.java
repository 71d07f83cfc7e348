package io.tokentally.application.port.in.key;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.ReplacedKeyEnd;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.key.VirtualKeySecret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members make and revoke the keys that their programs call with, and owners those of the organization's services. */
@ReadsOrganizationData
public interface ManageKeysUseCase {

    /** The keys that the viewer may know of, the newest first: the organization's for admins and owners, else their own. */
    List<VirtualKey> keys(Viewer viewer);

    /**
     * Those of the viewer's keys that are still known by an old hash, and until when each works so. Used before, it is
     * renewed.
     */
    Map<VirtualKeyId, Instant> oldHashes(Viewer viewer);

    /** Those of the viewer's keys that were made to replace another, and which: the new one's id comes first. */
    Map<VirtualKeyId, VirtualKeyId> replaced(Viewer viewer);

    /**
     * Makes a key for the viewer.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if it has limits of its own and the viewer is no owner
     * @throws io.tokentally.domain.key.KeyRefusedException if it has no proper name, expires in the past, is one too many, or may do
     *     more than owners let members' keys do
     */
    IssuedKey issue(Viewer viewer, NewKey wanted);

    /**
     * Makes a key for a service of the organization.
     *
     * @param service its name, which its calls are counted under where they name nobody else
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws io.tokentally.domain.key.KeyRefusedException as above, or if a member is called so
     */
    IssuedKey issueForService(Viewer viewer, UserId service, NewKey wanted);

    /**
     * Calls a key otherwise. Its calls keep being counted under it.
     *
     * @throws io.tokentally.domain.key.KeyRefusedException if the name is none, there is no such key, or it is neither the viewer's own nor
     *     the viewer an owner
     */
    void rename(Viewer viewer, VirtualKeyId id, String name);

    /**
     * Makes a key that replaces another: with the same rules, for the same holder, and good for as long from now on as that one was.
     *
     * @param end how long the old one goes on working, if it does not expire before
     * @throws io.tokentally.domain.key.KeyRefusedException if there is no such key, it has ended or was replaced before, it is neither the
     *     viewer's own nor a service's and the viewer an owner, or a third key would work beside the two
     */
    IssuedKey rotate(Viewer viewer, VirtualKeyId id, ReplacedKeyEnd end);

    /**
     * Refuses a key from now on, and for good. Revoking it again changes nothing.
     *
     * @throws io.tokentally.domain.key.KeyRefusedException if there is no such key, or it is neither the viewer's own nor the viewer
     *     an owner
     */
    void revoke(Viewer viewer, VirtualKeyId id);

    /**
     * A key that somebody wants.
     *
     * @param expiresAt in the future; absent if it does not expire
     * @param policy what it may do; absent for what the organization's keys may do as a rule
     */
    record NewKey(
            String name,
            @Nullable Instant expiresAt,
            KeyLimits limits,
            @Nullable KeyPolicy policy) {

        /** A key that may do what the organization's keys may do as a rule. */
        public NewKey(String name, @Nullable Instant expiresAt, KeyLimits limits) {
            this(name, expiresAt, limits, null);
        }
    }

    /** A key with its secret, which is told this once. */
    record IssuedKey(VirtualKey key, VirtualKeySecret secret) {}
}
