package io.tokentally.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;

/** A part of a page with a heading, and room beside it. */
public class Panel extends Section {

    private final Div header;
    private final H2 title;

    // What it calls is Vaadin's, and no panel overrides it.
    @SuppressWarnings("this-escape")
    public Panel(String heading, String id) {
        addClassName("tt-panel");
        title = new H2(heading);
        title.setId(id);
        getElement().setAttribute("aria-labelledby", id);
        header = new Div(title);
        header.addClassName("tt-panel-header");
        add(header);
    }

    public final void setHeading(String heading) {
        title.setText(heading);
    }

    public final void addBesideHeading(Component... components) {
        header.add(components);
    }
}
