package io.tokentally.application.service.report;

import io.tokentally.application.port.in.report.ManageTagDimensionsUseCase;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.TagDimension;
import java.util.Collection;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what owners say about tags. */
@Transactional
public class ManageTagDimensionsService implements ManageTagDimensionsUseCase {

    private final TagDimensions dimensions;

    public ManageTagDimensionsService(TagDimensions dimensions) {
        this.dimensions = dimensions;
    }

    @Override
    @Transactional(readOnly = true)
    public List<TagDimension> dimensions(Viewer viewer) {
        return dimensions.find(viewer);
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> namesInUse(Viewer viewer) {
        viewer.requireOwner(OwnerAction.DECLARE_TAGS);
        return dimensions.namesInUse(viewer);
    }

    @Override
    public void declare(Viewer viewer, Collection<String> names) {
        viewer.requireOwner(OwnerAction.DECLARE_TAGS);
        dimensions.declare(viewer, TagDimension.declared(names));
    }
}
