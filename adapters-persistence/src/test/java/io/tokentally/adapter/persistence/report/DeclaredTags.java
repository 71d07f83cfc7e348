package io.tokentally.adapter.persistence.report;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.TagDimension;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Declares tags, and compares what is told of them with the calls. */
public final class DeclaredTags {

    private DeclaredTags() {}

    public static void declare(TestDatabase database, Viewer owner, Collection<String> names) {
        database.inTransaction(() -> {
            database.bean(TagDimensions.class).declare(owner, TagDimension.declared(names));
            return owner;
        });
    }

    public static List<TagDimension> of(TestDatabase database, Viewer viewer) {
        return database.inTransaction(() -> database.bean(TagDimensions.class).find(viewer));
    }

    /** Calls whose series do not tell exactly what these are tagged with under the names that are declared. */
    public static List<@Nullable String> mistold(TestDatabase database) {
        return database.asOwner().sql("""
                        SELECT concat_ws(' ', call.organization_id, call.id, call.tags, 'told as', series.tags)
                        FROM usage_calls call
                        JOIN usage_series series
                            ON series.organization_id = call.organization_id AND series.number = call.series
                        WHERE series.tags IS DISTINCT FROM (
                            SELECT jsonb_object_agg(tag.key, tag.value) FROM jsonb_each(call.tags) AS tag
                            JOIN tag_dimensions declared
                                ON declared.organization_id = call.organization_id AND declared.name = tag.key)""").query(String.class).list();
    }
}
