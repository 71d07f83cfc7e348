package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.report.ManageTagDimensionsUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.TagDimension;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** One organization's declared tags, in memory; past calls are told apart by none of them yet. */
final class FakeTagDimensions implements ManageTagDimensionsUseCase {

    private static final Instant COMPLETE_FROM = Instant.parse("2026-10-15T12:15:00Z");

    private List<TagDimension> declared = List.of();

    void reset() {
        declared = List.of();
    }

    @Override
    public List<TagDimension> dimensions(Viewer viewer) {
        return declared;
    }

    @Override
    public List<String> namesInUse(Viewer viewer) {
        viewer.requireOwner(OwnerAction.DECLARE_TAGS);
        return List.of();
    }

    @Override
    public void declare(Viewer viewer, Collection<String> names) {
        viewer.requireOwner(OwnerAction.DECLARE_TAGS);
        declared = TagDimension.declared(names).stream()
                .map(tag -> new TagDimension(tag, 3, false, COMPLETE_FROM))
                .toList();
    }
}
