package io.tokentally.ui.usage;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;

/** A part of a page with a heading, and room beside it. */
class Panel extends Section {

    private final Div header;

    Panel(String heading, String id) {
        addClassName("tt-panel");
        H2 title = new H2(heading);
        title.setId(id);
        getElement().setAttribute("aria-labelledby", id);
        header = new Div(title);
        header.addClassName("tt-panel-header");
        add(header);
    }

    void addBesideHeading(Component... components) {
        header.add(components);
    }
}
