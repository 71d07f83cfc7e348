package io.tokentally.ui.usage.export;

import com.vaadin.flow.component.ClickNotifier;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.shared.Registration;
import io.tokentally.application.port.in.usage.ExportId;
import io.tokentally.application.port.in.usage.ExportProgress;
import io.tokentally.application.port.in.usage.FollowExportUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.ui.shell.Polling;
import io.tokentally.ui.usage.frame.PeriodText;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the kinds of file that the calls can be taken along as, and tells how far the one under way has come. The browser
 * downloads it whatever becomes of the dialog.
 */
class ExportDialog extends Dialog {

    private static final Logger LOG = LoggerFactory.getLogger(ExportDialog.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final transient ListCallsUseCase calls;
    private final transient FollowExportUseCase exports;
    private final transient ShownUsage usage;
    private final RadioButtonGroup<ExportChoice> choice = new RadioButtonGroup<>(getTranslation("usage.export.format"));
    private final DownloadLink download = new DownloadLink();
    private final Button stop = new Button(getTranslation("usage.export.stop"), event -> stop());
    private final ExportProgressBar progress = new ExportProgressBar();
    private transient ExportId id = newId();
    private @Nullable Registration polling;

    ExportDialog(ListCallsUseCase calls, FollowExportUseCase exports, ShownUsage usage) {
        this.calls = calls;
        this.exports = exports;
        this.usage = usage;
        setHeaderTitle(getTranslation("usage.export.title"));
        addClassName("tt-dialog");
        choice.setItems(ExportChoice.values());
        choice.setRenderer(new ComponentRenderer<>(ExportDialog::describe));
        choice.setValue(ExportChoice.CSV);
        choice.addValueChangeListener(event -> offer());
        download.setText(getTranslation("usage.export.download"));
        download.addClassName("tt-button-link");
        download.setRouterIgnore(true);
        download.addClickListener(event -> follow());
        stop.setVisible(false);
        Paragraph which = new Paragraph(getTranslation("usage.export.which", PeriodText.of(usage.period())));
        which.addClassName("tt-times");
        Div form = new Div(which, choice, progress);
        form.addClassName("tt-form");
        add(form);
        Button close = new Button(getTranslation("usage.export.close"), event -> close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        getFooter().add(close, stop, download);
        offer();
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        unfollow();
        super.onDetach(detachEvent);
    }

    private void offer() {
        Map<String, String> options = choice.getValue().parameters();
        options.put("id", id.toString());
        download.setHref(ExportAddress.of("export", usage, options));
    }

    /** The browser has begun to download what the link leads to. */
    private void follow() {
        choice.setEnabled(false);
        download.setVisible(false);
        stop.setVisible(true);
        progress.begin(total());
        getUI().ifPresent(ui -> polling = Polling.every(ui, BETWEEN_LOOKS, this::look));
    }

    private void look() {
        Optional<ExportProgress> known = exports.progress(usage.viewer(), id);
        known.ifPresent(progress::show);
        if (known.isPresent() && known.get().state() != ExportProgress.State.RUNNING) {
            offerAnother();
        }
    }

    private void stop() {
        exports.stop(usage.viewer(), id);
        look();
        if (exports.progress(usage.viewer(), id).isEmpty()) {
            // It has not begun, be it that it was refused.
            progress.hide();
            offerAnother();
        }
    }

    private void offerAnother() {
        unfollow();
        id = newId();
        choice.setEnabled(true);
        stop.setVisible(false);
        download.setVisible(true);
        offer();
    }

    private void unfollow() {
        if (polling != null) {
            polling.remove();
            polling = null;
        }
    }

    /** How many calls there are to write; absent if that cannot be told now. */
    private OptionalLong total() {
        try {
            return OptionalLong.of(calls.count(usage.viewer(), usage.callQuery()));
        } catch (RuntimeException e) {
            LOG.info("The calls of an export could not be counted", e);
            return OptionalLong.empty();
        }
    }

    private static Div describe(ExportChoice item) {
        Span help = new Span(I18NProvider.translate("usage.export.format.help." + item));
        help.addClassName("tt-times");
        return new Div(new Div(I18NProvider.translate("usage.export.format." + item)), help);
    }

    private static ExportId newId() {
        return new ExportId(UUID.randomUUID());
    }

    /** A link that tells when it is followed. */
    private static final class DownloadLink extends Anchor implements ClickNotifier<DownloadLink> {}
}
