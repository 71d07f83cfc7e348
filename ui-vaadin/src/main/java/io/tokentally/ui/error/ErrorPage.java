package io.tokentally.ui.error;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.ui.usage.ApiUsageView;

/** What the pages for errors have in common: they say what happened and lead back. */
abstract class ErrorPage extends Main implements HasDynamicTitle {

    private final H1 heading = new H1();
    private final Paragraph text = new Paragraph();
    private final RouterLink home = new RouterLink(getTranslation("error.home"), ApiUsageView.class);

    ErrorPage(int status, String key) {
        addClassNames("tt-view", "tt-error-page");
        setId("content");
        Span code = new Span(Integer.toString(status));
        code.addClassName("tt-error-code");
        home.addClassName("tt-button-link");
        add(code, heading, text, home);
        explain(key);
    }

    /** Says what happened, by the texts of that key. */
    protected final void explain(String key) {
        heading.setText(getTranslation(key));
        text.setText(getTranslation(key + ".text"));
    }

    /** For those whom home would refuse as well. */
    protected final void hideWayHome() {
        home.setVisible(false);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("error.page-title", heading.getText());
    }
}
