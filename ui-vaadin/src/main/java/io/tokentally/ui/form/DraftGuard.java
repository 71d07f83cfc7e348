package io.tokentally.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.dom.DebouncePhase;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was entered into a dialog from being thrown away by the Escape key or a click beside it: it asks first, where anything was.
 * The dialog's own Cancel means what it says. Where nothing is asked for but a password or a code, nothing is lost, and no guard needed.
 */
public final class DraftGuard {

    private static final int QUIET_MILLIS = 1_000;

    private final Dialog dialog;
    private final IdentityHashMap<HasValue<?, ?>, @Nullable Object> asOpened = new IdentityHashMap<>();
    private boolean typed;

    private DraftGuard(Dialog dialog) {
        this.dialog = dialog;
    }

    public static void guard(Dialog dialog) {
        DraftGuard guard = new DraftGuard(dialog);
        dialog.addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                guard.begin();
            }
        });
        // A field tells its value when it is left, which Escape does not wait for.
        var unused = dialog.getElement()
                .addEventListener("input", event -> guard.typed = true)
                .debounce(QUIET_MILLIS, DebouncePhase.LEADING);
        dialog.addDialogCloseActionListener(event -> guard.askToClose());
    }

    private void begin() {
        typed = false;
        asOpened.clear();
        fields(dialog).forEach(field -> asOpened.put(field, field.getValue()));
    }

    private void askToClose() {
        if (!hasDraft()) {
            dialog.close();
            return;
        }
        new Confirmation(
                        dialog.getTranslation("draft.title"),
                        dialog.getTranslation("draft.text"),
                        dialog.getTranslation("draft.discard"),
                        dialog::close)
                .ofLoss()
                .orElse(dialog.getTranslation("draft.keep"))
                .open();
    }

    private boolean hasDraft() {
        IdentityHashMap<HasValue<?, ?>, @Nullable Object> now = new IdentityHashMap<>();
        fields(dialog).forEach(field -> now.put(field, field.getValue()));
        return typed
                || !now.keySet().equals(asOpened.keySet())
                || now.entrySet().stream()
                        .anyMatch(field -> !Objects.equals(field.getValue(), asOpened.get(field.getKey())));
    }

    private static Stream<HasValue<?, ?>> fields(Component component) {
        Stream<HasValue<?, ?>> below = component.getChildren().flatMap(DraftGuard::fields);
        return component instanceof HasValue<?, ?> field ? Stream.concat(Stream.of(field), below) : below;
    }
}
