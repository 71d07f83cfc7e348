package io.tokentally.ui.usage;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.key.KeysView;
import io.tokentally.ui.shortlist.AiShortlistView;

/** Stands where figures would be, and says how to get some. */
class EmptyUsage extends Section {

    private final H2 heading = new H2();
    private final Paragraph text = new Paragraph();

    EmptyUsage() {
        addClassName("tt-empty");
        heading.setId("tt-empty-heading");
        getElement().setAttribute("aria-labelledby", "tt-empty-heading");
        SvgIcon icon = new SvgIcon(Assets.address("icons/empty.svg"));
        icon.getElement().setAttribute("aria-hidden", "true");
        RouterLink shortlist = new RouterLink(getTranslation("usage.empty.shortlist"), AiShortlistView.class);
        shortlist.addClassName("tt-button-link");
        Paragraph gateway = new Paragraph(getTranslation("usage.empty.gateway") + " ");
        gateway.add(new RouterLink(getTranslation("usage.empty.gateway.keys"), KeysView.class));
        Paragraph ownClient = new Paragraph(getTranslation("usage.empty.own-client"));
        Pre code = new Pre(getTranslation("usage.empty.code"));
        code.getElement().setAttribute("tabindex", "0");
        code.getElement().setAttribute("role", "region");
        code.getElement().setAttribute("aria-label", getTranslation("usage.empty.code.label"));
        Div next = new Div(gateway, ownClient, code);
        next.addClassName("tt-empty-next");
        add(icon, heading, text, shortlist, next);
    }

    void show(DashboardQuery query) {
        boolean own = query.scope() == UsageScope.OWN;
        heading.setText(getTranslation(own ? "usage.empty.own" : "usage.empty.organization", query.days()));
        text.setText(getTranslation("usage.empty.text"));
    }
}
