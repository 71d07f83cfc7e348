package io.tokentally.ui.fake;

import io.tokentally.application.port.in.report.ManageTagDimensionsUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TagDimension;
import java.util.Collection;
import java.util.List;

/** One organization's declared tags, in memory, as a test says that they are; recent calls are tagged with team and feature. */
public final class FakeTagDimensions implements ManageTagDimensionsUseCase {

    private List<TagDimension> declared = List.of();

    public void are(TagDimension... dimensions) {
        declared = List.of(dimensions);
    }

    public List<String> names() {
        return declared.stream().map(TagDimension::tag).map(Tag::name).toList();
    }

    @Override
    public List<TagDimension> dimensions(Viewer viewer) {
        return declared;
    }

    @Override
    public List<String> namesInUse(Viewer viewer) {
        viewer.requireOwner(OwnerAction.DECLARE_TAGS);
        return List.of("feature", "team");
    }

    @Override
    public void declare(Viewer viewer, Collection<String> names) {
        viewer.requireOwner(OwnerAction.DECLARE_TAGS);
        declared = TagDimension.declared(names).stream()
                .map(tag -> new TagDimension(tag, 0, false, null))
                .toList();
    }
}
