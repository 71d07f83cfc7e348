package io.tokentally.ui.usage.call;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;

/** Tells of calls that came since the list was read, and lists them when asked to. */
final class NewCalls extends Div {

    private final Button show = new Button();

    NewCalls(Runnable onShow) {
        addClassName("tt-new-calls");
        getElement().setAttribute("role", "status");
        show.addThemeVariants(ButtonVariant.TERTIARY);
        show.addClickListener(event -> onShow.run());
        show.setVisible(false);
        add(show);
    }

    void tell(long count) {
        show.setText(getTranslation("usage.calls.new", count));
        show.setVisible(count > 0);
    }
}
