package io.tokentally.ui.refusal;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.ui.form.InlineAlert;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both pages of refused calls have: controls, counters and samples. */
abstract class RefusalPage extends Main {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalPage.class);

    private final InlineAlert message = new InlineAlert();
    private final RefusalControls controls;
    private final RefusalCounts counts;
    private final RefusalSamples samples = new RefusalSamples();

    // What it calls is Vaadin's, and no page overrides it.
    @SuppressWarnings("this-escape")
    RefusalPage(String title, String subtitle, boolean withScope, boolean withKeys) {
        this.controls = new RefusalControls(withScope, this::reload);
        this.counts = new RefusalCounts(withKeys);
        addClassName("tt-view");
        setId("content");
        Paragraph explanation = new Paragraph(subtitle);
        explanation.addClassName("tt-times");
        Header header = new Header(new Div(new H1(title), explanation), controls);
        header.addClassName("tt-view-header");
        add(header, message, counts, samples);
    }

    /** By whose clocks times are told. */
    abstract ZoneId zone();

    abstract RefusalFigures read(UsageScope scope, int days, ZoneId zone);

    final void reload() {
        message.clear();
        try {
            ZoneId zone = zone();
            RefusalFigures figures = read(controls.scope(), controls.days(), zone);
            counts.show(figures);
            samples.show(figures, zone);
        } catch (RuntimeException e) {
            LOG.error("Refused calls could not be read", e);
            message.show(getTranslation("refused.problem"));
        }
    }
}
