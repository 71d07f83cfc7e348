package io.tokentally.ui.shell;

import com.vaadin.flow.component.select.Select;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.text.VisibleText;
import java.util.List;

/** Lets a person of two or more organizations say which they look at. */
class OrganizationSwitcher extends Select<Membership> {

    OrganizationSwitcher(CurrentViewer currentViewer, List<Membership> memberships, OrganizationId shown) {
        addClassName("tt-organization-switcher");
        setAriaLabel(getTranslation("shell.organization"));
        setItems(memberships);
        setItemLabelGenerator(membership -> VisibleText.of(membership.organizationName()));
        memberships.stream()
                .filter(membership -> membership.organizationId().equals(shown))
                .findFirst()
                .ifPresent(this::setValue);
        addValueChangeListener(event -> {
            if (event.isFromClient()) {
                currentViewer.switchTo(event.getValue().organizationId());
                getUI().ifPresent(ui -> ui.getPage().reload());
            }
        });
    }
}
