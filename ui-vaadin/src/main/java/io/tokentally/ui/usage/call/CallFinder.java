package io.tokentally.ui.usage.call;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.Consumer;

/** Takes a call's id, and says in words where there is no such call. */
final class CallFinder extends Div {

    private static final int MAX_LENGTH = 100;

    private final TextField id = new TextField();

    /** @param onFind of what was typed */
    CallFinder(Consumer<String> onFind) {
        addClassName("tt-call-finder");
        id.setAriaLabel(getTranslation("usage.call.id"));
        id.setPlaceholder(getTranslation("usage.call.id"));
        id.setMaxLength(MAX_LENGTH);
        id.setClearButtonVisible(true);
        // The Enter key comes before the change that it makes.
        id.setValueChangeMode(ValueChangeMode.EAGER);
        id.addValueChangeListener(event -> id.setInvalid(false));
        // What is found or not is told by the page alone, and not by what the field thinks of it.
        id.setManualValidation(true);
        Button open = new Button(getTranslation("usage.call.open"), event -> onFind.accept(id.getValue()));
        id.addKeyDownListener(Key.ENTER, event -> onFind.accept(id.getValue()));
        add(id, open);
    }

    void refuse(String why) {
        id.setErrorMessage(why);
        id.setInvalid(true);
        id.focus();
    }

    void clear() {
        id.clear();
        id.setInvalid(false);
    }
}
