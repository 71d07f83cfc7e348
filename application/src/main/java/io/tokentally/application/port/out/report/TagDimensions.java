package io.tokentally.application.port.out.report;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TagDimension;
import java.util.List;
import java.util.Set;

/** Which tags an organization's usage is told apart by. The database lets owners alone change it, and writes it into the audit log. */
@ReadsOrganizationData
public interface TagDimensions {

    /** By their names. */
    List<TagDimension> find(Viewer viewer);

    /** The names of tags of recent calls that the viewer sees, whether declared or not. */
    List<String> namesInUse(Viewer viewer);

    /**
     * Declares these and no others.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     */
    void declare(Viewer viewer, Set<Tag> tags);
}
