package io.tokentally.ui.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;

/** Tells which keys do what, and switches off those that are pressed alone, which speech input may press by chance. */
final class ShortcutsDialog extends Dialog {

    private final Checkbox singleKeys = new Checkbox();

    ShortcutsDialog(List<Shortcut> shortcuts) {
        addClassName("tt-shortcuts");
        setHeaderTitle(getTranslation("shell.shortcuts"));
        DescriptionList list = new DescriptionList();
        shortcuts.forEach(shortcut -> {
            list.add(new DescriptionList.Term(shortcut.keys()));
            list.add(new DescriptionList.Description(getTranslation(shortcut.textKey())));
        });
        singleKeys.setLabel(getTranslation("shell.shortcuts.single"));
        singleKeys.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                getElement().executeJs("window.tokentallyShortcuts.useSingleKeys($0)", event.getValue());
            }
        });
        add(list, singleKeys, new Paragraph(getTranslation("shell.shortcuts.single.help")));
        getFooter().add(new Button(getTranslation("shell.shortcuts.close"), event -> close()));
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        getElement()
                .executeJs("return window.tokentallyShortcuts.usesSingleKeys()")
                .then(Boolean.class, singleKeys::setValue);
    }
}
