package io.tokentally.ui.pricing;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.text.VisibleText;

/** Where a price was taken from; an address of a page on the web, whatever follows it, opens that page. */
class SourceLink extends Composite<Span> {

    SourceLink(String source) {
        // Owners type sources by hand, so that nothing but a web page may be opened by one.
        if (source.startsWith("https://") || source.startsWith("http://")) {
            Anchor link = new Anchor(source.split("\\s", 2)[0], VisibleText.of(source), AnchorTarget.BLANK);
            link.getElement().setAttribute("rel", "noopener noreferrer");
            getContent().add(link);
        } else {
            getContent().setText(VisibleText.of(source));
        }
        getContent().addClassName("tt-source");
    }
}
