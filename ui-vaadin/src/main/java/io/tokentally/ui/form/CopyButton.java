package io.tokentally.ui.form;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;

/** Copies what stands in another component, or where a link leads to. */
public final class CopyButton extends Button {

    private final Component text;
    private final Component outcome;
    private final String byHand;

    /** @param outcome says how it went */
    public CopyButton(Component text, Component outcome) {
        this("people.password", text, outcome);
    }

    /**
     * @param texts prefix of the keys of what it is called, and of what is said where it has to be copied by hand
     * @param outcome says how it went
     */
    public CopyButton(String texts, Component text, Component outcome) {
        this.text = text;
        this.outcome = outcome;
        byHand = texts + ".by-hand";
        setText(getTranslation(texts + ".copy"));
        outcome.getElement().setAttribute("role", "status");
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        // In the browser alone: it lets a page write to the clipboard only while it handles the click. Without a
        // secure connection it does not let it at all; then the text stands selected, ready to be copied by hand.
        getElement().executeJs("""
                        const [copied, byHand, text, outcome] = [$0, $1, $2, $3];
                        this.addEventListener('click', async () => {
                            try {
                                await navigator.clipboard.writeText(text.href || text.textContent);
                                outcome.textContent = copied;
                            } catch {
                                getSelection().selectAllChildren(text);
                                outcome.textContent = byHand;
                            }
                        });
                        """, getTranslation("people.password.copied"), getTranslation(byHand), text, outcome);
    }
}
