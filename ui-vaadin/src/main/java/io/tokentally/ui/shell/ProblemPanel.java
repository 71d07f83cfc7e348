package io.tokentally.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.SvgIcon;
import io.tokentally.ui.asset.Assets;

/** Says that something did not work, and offers what to do. */
public final class ProblemPanel extends Div {

    private final H2 heading = new H2();
    private final Paragraph text = new Paragraph();

    public ProblemPanel(Component... remedies) {
        addClassName("tt-problem");
        getElement().setAttribute("role", "alert");
        SvgIcon icon = Assets.icon("warning");
        add(icon, heading, text);
        add(remedies);
    }

    public void show(String title, String explanation) {
        heading.setText(title);
        text.setText(explanation);
        setVisible(true);
    }
}
