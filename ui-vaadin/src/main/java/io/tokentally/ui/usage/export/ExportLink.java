package io.tokentally.ui.usage.export;

import com.vaadin.flow.component.html.Anchor;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.util.Map;

/**
 * Downloads the calls that the filter shows, as CSV. That it is a download the answer says: a refusal, which is none, is
 * then shown and not saved under the name of one.
 */
class ExportLink extends Anchor {

    private final Map<String, String> options;

    /** @param options parameters that say how the file is written */
    ExportLink(Map<String, String> options) {
        this.options = options;
        setRouterIgnore(true);
    }

    void show(ShownUsage usage) {
        setHref(ExportAddress.of("export.csv", usage, options));
    }
}
