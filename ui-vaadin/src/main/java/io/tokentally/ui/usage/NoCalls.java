package io.tokentally.ui.usage;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;

/** Stands where calls would be: says why there are none, and shows all of them again where a filter is the reason. */
class NoCalls extends Div {

    private final Paragraph reason = new Paragraph();
    private final Button clear = new Button();

    NoCalls(Runnable onClear) {
        addClassName("tt-calls-none");
        clear.setText(getTranslation("usage.calls.clear"));
        clear.addClickListener(event -> onClear.run());
        add(reason, clear);
    }

    void explain(boolean failed, boolean filtered) {
        reason.setText(getTranslation(failed ? "usage.calls.problem" : "usage.calls.none"));
        clear.setVisible(filtered && !failed);
    }
}
