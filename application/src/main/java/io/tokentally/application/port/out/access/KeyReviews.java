package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.KeyToReview;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import java.util.List;

/** Keys of the viewer's organization whose holders' passwords were reset: an owner says whether they stay. */
@ReadsOrganizationData
public interface KeyReviews {

    /** By the holder's name; none for whoever is no owner. */
    List<KeyToReview> all(Viewer viewer);

    /** @throws io.tokentally.domain.access.MembershipRefusedException if there is no such key to decide about */
    void keep(Viewer viewer, VirtualKeyId id);
}
