package io.tokentally.ui.shortlist;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;

/** Says what is waited for. */
class Progress extends Div {

    private final Span text = new Span();

    Progress() {
        addClassName("tt-progress");
        getElement().setAttribute("role", "status");
        ProgressBar bar = new ProgressBar();
        bar.setIndeterminate(true);
        bar.getElement().setAttribute("aria-hidden", "true");
        add(text, bar);
        setVisible(false);
    }

    void begin(String what) {
        text.setText(what);
        setVisible(true);
    }

    void end() {
        setVisible(false);
    }
}
