package io.tokentally.ui.shell;

import com.vaadin.flow.component.Component;

/**
 * The keys that act by themselves, with no other held down: all that a page has are bound here, where they can be switched off together.
 * They do nothing while somebody types, nor behind what is open in front of the page.
 *
 * @see <a href="https://www.w3.org/TR/WCAG22/#character-key-shortcuts">WCAG 2.2: Character Key Shortcuts</a>
 */
public final class SingleKeys {

    public static final String NEXT = "j";
    public static final String PREVIOUS = "k";

    // In the browser alone: a key that is held down would flood the server.
    private static final String SCRIPT = """
            const [part, next, previous, close, nextKey, previousKey] = [this, $0, $1, $2, $3, $4];
            if (part.tokentallyKeys) {
                return;
            }
            part.tokentallyKeys = true;
            const busy = 'input, textarea, select, [contenteditable], vaadin-select, vaadin-menu-bar, vaadin-dialog,'
                    + ' [role=dialog], [role=listbox], [role=menu]';
            const listen = event => {
                if (!part.isConnected) {
                    part.tokentallyKeys = false;
                    document.removeEventListener('keydown', listen);
                    return;
                }
                const path = event.composedPath().filter(node => node instanceof Element);
                if (part.hidden || event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey
                        || event.metaKey || path.some(node => node.matches(busy))) {
                    return;
                }
                const inside = path.includes(part) && !path.some(node => node.matches('[role=group][tabindex]'));
                const alone = window.tokentallyShortcuts.usesSingleKeys();
                const pressed = event.key === 'Escape' ? close
                        : alone && event.key === nextKey || inside && event.key === 'ArrowRight' ? next
                        : alone && event.key === previousKey || inside && event.key === 'ArrowLeft' ? previous : null;
                if (pressed) {
                    event.preventDefault();
                    if (!pressed.disabled) {
                        pressed.click();
                    }
                }
            };
            document.addEventListener('keydown', listen);
            """;

    private SingleKeys() {}

    /**
     * Presses buttons of a part of the page by keys, for as long as it is there and in sight: {@value #NEXT}, {@value #PREVIOUS} and
     * Escape wherever the focus is, and the arrow keys to the right and to the left where it is inside.
     */
    public static void bind(Component part, Component next, Component previous, Component close) {
        part.addAttachListener(event -> part.getElement().executeJs(SCRIPT, next, previous, close, NEXT, PREVIOUS));
    }
}
