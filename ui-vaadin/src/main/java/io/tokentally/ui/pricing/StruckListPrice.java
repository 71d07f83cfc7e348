package io.tokentally.ui.pricing;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;

/** A list price that another stands in for: struck through, and said to be the list's where nobody sees the line. */
class StruckListPrice extends Span {

    StruckListPrice(String price) {
        addClassName("tt-list-price");
        Span spoken = new Span(getTranslation("prices.list-price"));
        spoken.addClassName("tt-only-spoken");
        Element struck = new Element("s");
        struck.setText(price);
        add(spoken);
        getElement().appendChild(struck);
    }
}
