package io.tokentally.ui.budget;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.ui.shell.MainLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leads to the overview of the calls that a budget is for, as far as that can ask for them. */
final class SpentLink {

    private SpentLink() {}

    static Anchor of(Viewer viewer, BudgetSelector selector) {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "user", selector.user());
        put(parameters, "key", selector.key());
        put(parameters, "endpoint", selector.endpoint());
        put(parameters, "operation", selector.operation());
        put(parameters, "provider", selector.provider());
        if (selector.model() != null && selector.model().isExact()) {
            put(parameters, "model", selector.model());
        }
        if (selector.tag() != null) {
            parameters.put("tag", selector.tag().name() + "=" + selector.tag().value());
        }
        parameters.put("days", "30");
        if (viewer.seesOrganization()) {
            parameters.put("scope", "organization");
        }
        return new Anchor(
                MainLayout.USAGE + "?" + QueryParameters.simple(parameters).getQueryString(),
                I18NProvider.translate("budgets.who-spent"));
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }
}
