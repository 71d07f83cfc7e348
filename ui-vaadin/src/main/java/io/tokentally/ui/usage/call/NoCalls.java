package io.tokentally.ui.usage.call;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.ui.text.ServerText;
import org.jspecify.annotations.Nullable;

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

    /** @param failure why they could not be read; nothing where there are none */
    void explain(@Nullable RuntimeException failure, boolean filtered) {
        reason.setText(
                switch (failure) {
                    case null -> getTranslation("usage.calls.none");
                    case TooManyCallsException tooMany -> getTranslation("usage.calls.too-many", tooMany.most());
                    case TooManyReadingsException busy -> ServerText.of(busy);
                    default -> getTranslation("usage.calls.problem");
                });
        clear.setVisible(filtered && failure == null);
    }
}
