package io.tokentally.ui.pricing;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.repricing.RepricingRefusedException;
import io.tokentally.ui.form.DraftGuard;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.text.ServerText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A form in a dialog. What is wrong is said in it, beside what was typed. */
abstract class ActionDialog extends Dialog {

    private static final Logger LOG = LoggerFactory.getLogger(ActionDialog.class);

    private final InlineAlert message = new InlineAlert();
    private final Div form = new Div(message);
    private final Button cancel;
    private final Button submit;

    ActionDialog(String title, String submitText) {
        setHeaderTitle(title);
        addClassNames("tt-dialog", "tt-prices-dialog");
        form.addClassName("tt-form");
        add(form);
        cancel = new Button(getTranslation("people.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        submit = new Button(submitText, event -> attempt(this::submit));
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(cancel, submit);
        DraftGuard.guard(this);
    }

    /** Does what the dialog is for. May throw whatever the use case does, and {@link InvalidFieldException}. */
    abstract void submit();

    final void addToForm(Component... fields) {
        form.add(fields);
    }

    /** What it is for is done, and its outcome stands in it: there is nothing left but to close it. */
    final void setDone() {
        submit.setVisible(false);
        cancel.setText(getTranslation("prices.done"));
    }

    final void setReady(boolean ready) {
        submit.setEnabled(ready);
    }

    /** Runs an action and says what went wrong with it. */
    final void attempt(Runnable action) {
        message.clear();
        try {
            action.run();
        } catch (InvalidFieldException e) {
            LOG.debug("A field was misread", e);
            e.focus();
        } catch (RuntimeException e) {
            tell(e);
        }
    }

    final void tell(Exception problem) {
        message.show(explain(problem));
        message.scrollIntoView();
    }

    /** What may be said of an exception: all of what the core says to people, and nothing of what broke inside. */
    static String explain(Exception problem) {
        if (problem instanceof IllegalArgumentException
                || problem instanceof AccessRefusedException
                || problem instanceof KeyRefusedException
                || problem instanceof RepricingRefusedException) {
            return ServerText.of(problem);
        }
        LOG.error("The prices could not be changed", problem);
        return I18NProvider.translate("people.problem");
    }
}
