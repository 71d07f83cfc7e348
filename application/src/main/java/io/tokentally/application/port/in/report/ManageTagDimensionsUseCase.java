package io.tokentally.application.port.in.report;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.TagDimension;
import java.util.Collection;
import java.util.List;

/** Owners declare which tags usage is told apart by; everybody in the organization sees and asks by what they said. */
@ReadsOrganizationData
public interface ManageTagDimensionsUseCase {

    /** By their names. */
    List<TagDimension> dimensions(Viewer viewer);

    /**
     * Names of tags that recent calls have, to be declared.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     */
    List<String> namesInUse(Viewer viewer);

    /**
     * Declares these and no others. Past calls are told apart by what is new little by little.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws IllegalArgumentException if they are more than {@value TagDimension#MOST}, or one is no name of a tag
     */
    void declare(Viewer viewer, Collection<String> names);
}
