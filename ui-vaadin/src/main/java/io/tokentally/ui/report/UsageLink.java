package io.tokentally.ui.report;

import static io.tokentally.ui.format.CostFormat.formatCost;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.shell.MainLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one of many used lately, in two lines: what it cost, which leads to the overview of that alone, and its calls, which leads to these. */
public final class UsageLink extends Div {

    /**
     * @param filter what the overview calls it, such as {@code key}
     * @param of the id, and the name for those who do not see what the figures stand beside
     * @param used absent if nothing was
     */
    public UsageLink(Viewer viewer, String filter, Named of, @Nullable UsageTotals used) {
        addClassName("tt-recent-usage");
        if (used == null) {
            add(new Span("–"));
            return;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(filter, of.id());
        parameters.put("days", Integer.toString(RecentUsage.DAYS));
        if (viewer.seesOrganization()) {
            parameters.put("scope", "organization");
        }
        String query = "?" + QueryParameters.simple(parameters).getQueryString();
        Anchor cost = new Anchor(MainLayout.USAGE + query, formatCost(used.cost()));
        cost.getElement().setAttribute("aria-label", getTranslation("recent.of", formatCost(used.cost()), of.name()));
        String count = used.failures() == 0
                ? getTranslation("recent.calls", used.requests())
                : getTranslation("recent.calls.failed", used.requests(), used.failures());
        Anchor calls = new Anchor(MainLayout.CALLS + query, count);
        calls.getElement().setAttribute("aria-label", getTranslation("recent.calls.of", count, of.name()));
        calls.addClassName("tt-version");
        add(cost, calls);
    }

    /** What a figure stands beside. */
    public record Named(String id, String name) {}
}
