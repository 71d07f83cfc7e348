package io.tokentally.ui.usage.export;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.tokentally.application.port.in.usage.ExportProgress;
import java.util.OptionalLong;

/** Tells how many calls of an export were written, of how many, and how it ended. */
class ExportProgressBar extends Div {

    private final Span text = new Span();
    private final ProgressBar bar = new ProgressBar();
    private transient OptionalLong total = OptionalLong.empty();

    ExportProgressBar() {
        addClassName("tt-progress");
        getElement().setAttribute("role", "status");
        bar.getElement().setAttribute("aria-hidden", "true");
        add(text, bar);
        setVisible(false);
    }

    /** @param calls how many there are to write, if that is known */
    void begin(OptionalLong calls) {
        total = calls;
        text.setText(getTranslation("usage.export.begins"));
        bar.setIndeterminate(true);
        bar.setVisible(true);
        setVisible(true);
    }

    void show(ExportProgress progress) {
        text.setText(getTranslation(
                "usage.export.state." + progress.state() + (total.isEmpty() ? ".uncounted" : ""),
                progress.written(),
                total.orElse(0)));
        bar.setVisible(progress.state() == ExportProgress.State.RUNNING);
        total.ifPresent(calls -> {
            bar.setIndeterminate(false);
            // What comes meanwhile is in the count and not in the export, or the other way round.
            bar.setValue(Math.min(1, (double) progress.written() / Math.max(1, calls)));
        });
    }

    void hide() {
        setVisible(false);
    }
}
