package io.tokentally.ui.shell;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import io.tokentally.domain.access.OrganizationId;
import java.util.Optional;

/**
 * The organization that a page shows. What is done on the page is done for that one, whatever another page of the same session
 * has chosen since; a page that is loaded anew shows what was chosen last.
 */
public record ShownOrganization(OrganizationId organizationId) {

    static void bind(OrganizationId organizationId) {
        UI page = UI.getCurrent();
        if (page != null) {
            ComponentUtil.setData(page, ShownOrganization.class, new ShownOrganization(organizationId));
        }
    }

    /** Nothing where no page asks, or none that shows an organization. */
    public static Optional<OrganizationId> ofCurrentPage() {
        return Optional.ofNullable(UI.getCurrent())
                .map(page -> ComponentUtil.getData(page, ShownOrganization.class))
                .map(ShownOrganization::organizationId);
    }
}
