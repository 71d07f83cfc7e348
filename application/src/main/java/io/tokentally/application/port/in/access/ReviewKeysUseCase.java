package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.KeyToReview;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import java.util.List;

/**
 * An owner decides which keys stay whose holders' passwords were reset.
 *
 * <p>Every method throws {@link io.tokentally.domain.access.AccessRefusedException} if the viewer is no owner, and those that
 * change something {@link io.tokentally.domain.access.FreshSignInRequiredException} if the sign-in is too long ago.
 */
@ReadsOrganizationData
public interface ReviewKeysUseCase {

    /** Keys whose holders' passwords were reset, and which nobody has said yet whether to keep. */
    List<KeyToReview> keysToReview(Viewer viewer);

    /** @throws io.tokentally.domain.access.MembershipRefusedException if there is no such key to decide about */
    void keep(Viewer viewer, VirtualKeyId id);
}
