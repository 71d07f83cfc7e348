package io.tokentally.ui.usage.frame;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.ui.asset.Assets;
import io.tokentally.ui.key.KeysView;
import io.tokentally.ui.shortlist.AiShortlistView;

/** Stands where figures would be, and says how to get some; or that the filters leave none, and takes them off. */
public final class EmptyUsage extends Section {

    private final H2 heading = new H2();
    private final Paragraph text = new Paragraph();

    private final Button clear;
    private final RouterLink shortlist;
    private final Div next;

    public EmptyUsage(Runnable onClear) {
        clear = new Button(getTranslation("usage.filters.clear"), event -> onClear.run());
        addClassName("tt-empty");
        heading.setId("tt-empty-heading");
        getElement().setAttribute("aria-labelledby", "tt-empty-heading");
        SvgIcon icon = Assets.icon("empty");
        shortlist = new RouterLink(getTranslation("usage.empty.shortlist"), AiShortlistView.class);
        shortlist.addClassName("tt-button-link");
        Paragraph gateway = new Paragraph(getTranslation("usage.empty.gateway") + " ");
        gateway.add(new RouterLink(getTranslation("usage.empty.gateway.keys"), KeysView.class));
        Paragraph ownClient = new Paragraph(getTranslation("usage.empty.own-client"));
        Pre code = new Pre(getTranslation("usage.empty.code"));
        code.getElement().setAttribute("tabindex", "0");
        code.getElement().setAttribute("role", "group");
        code.getElement().setAttribute("aria-label", getTranslation("usage.empty.code.label"));
        next = new Div(gateway, ownClient, code);
        next.addClassName("tt-empty-next");
        add(icon, heading, text, clear, shortlist, next);
    }

    public void show(ShownUsage usage) {
        boolean isFiltered = !usage.query().filter().equals(CallFilter.ALL);
        String days = PeriodText.of(usage.period());
        if (isFiltered) {
            heading.setText(getTranslation("usage.empty.filtered"));
            text.setText(getTranslation("usage.empty.filtered.text", days));
        } else {
            heading.setText(
                    getTranslation(usage.showsOrganization() ? "usage.empty.organization" : "usage.empty.own", days));
            text.setText(getTranslation("usage.empty.text"));
        }
        clear.setVisible(isFiltered);
        shortlist.setVisible(!isFiltered);
        next.setVisible(!isFiltered);
    }
}
