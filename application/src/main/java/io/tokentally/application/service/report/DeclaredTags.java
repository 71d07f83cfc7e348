package io.tokentally.application.service.report;

import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TagDimension;
import io.tokentally.domain.report.UndeclaredTagException;
import java.util.List;

/** Refuses questions about tags that nobody declared, of which no sum tells. */
public final class DeclaredTags {

    private final TagDimensions tags;

    public DeclaredTags(TagDimensions tags) {
        this.tags = tags;
    }

    /** @throws UndeclaredTagException if one of them is not declared */
    public void require(Viewer viewer, List<Tag> asked) {
        if (asked.isEmpty()) {
            return;
        }
        List<Tag> declared = tags.find(viewer).stream().map(TagDimension::tag).toList();
        for (Tag tag : asked) {
            if (!declared.contains(tag)) {
                throw new UndeclaredTagException(tag, declared);
            }
        }
    }
}
