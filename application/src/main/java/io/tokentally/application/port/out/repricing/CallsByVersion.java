package io.tokentally.application.port.out.repricing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.ReplacedPrice;
import io.tokentally.domain.repricing.CallsOfVersion;
import java.util.Collection;
import java.util.List;

/** Knows which calls of an organization a version of a price was applied to. */
@ReadsOrganizationData
public interface CallsByVersion {

    /** Of each version the calls from when on it is wrong, by model, the most calls first. */
    List<CallsOfVersion> find(Viewer viewer, Collection<ReplacedPrice> replaced);
}
