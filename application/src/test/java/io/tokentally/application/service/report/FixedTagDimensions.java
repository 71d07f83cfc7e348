package io.tokentally.application.service.report;

import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TagDimension;
import java.util.List;
import java.util.Set;

/** Tags that were declared once and for all. */
public record FixedTagDimensions(List<TagDimension> declared) implements TagDimensions {

    @Override
    public List<TagDimension> find(Viewer viewer) {
        return declared;
    }

    @Override
    public List<String> namesInUse(Viewer viewer) {
        return List.of();
    }

    @Override
    public void declare(Viewer viewer, Set<Tag> tags) {
        throw new UnsupportedOperationException();
    }
}
