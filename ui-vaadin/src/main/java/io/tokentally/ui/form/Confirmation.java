package io.tokentally.ui.form;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;

/**
 * Asks before something is done that a slip of the hand must not do. The focus is on the button that leaves things as they are: whoever
 * presses Enter at once has not read the question.
 */
public final class Confirmation extends ConfirmDialog {

    private final Button confirm;
    private final Button cancel = new Button(getTranslation("people.cancel"));

    /** @param action is run once it is confirmed */
    public Confirmation(String title, String text, String confirmText, Runnable action) {
        setHeader(title);
        setText(text);
        confirm = new Button(confirmText);
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        setConfirmButton(confirm);
        setConfirmText(confirmText);
        setCancelButton(cancel);
        setCancelable(true);
        addConfirmListener(event -> action.run());
        // In the browser, where the dialog gives the focus to the other button as it opens; once that has marked
        // itself.
        confirm.getElement()
                .executeJs(
                        "this.addEventListener('focusin', () => queueMicrotask(() => $0.focus()), { once: true })",
                        cancel.getElement());
    }

    /** Marks what it asks about as something that cannot be undone. */
    public Confirmation ofLoss() {
        confirm.addThemeVariants(ButtonVariant.ERROR);
        return this;
    }

    /** Says otherwise what the button is called that leaves things as they are. */
    public Confirmation orElse(String cancelText) {
        cancel.setText(cancelText);
        return this;
    }
}
