package io.tokentally.ui.shell;

import com.vaadin.flow.router.Location;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Something to go to, by its name.
 *
 * @param address as seen from the application's own
 */
public record Destination(Kind kind, String name, String address) {

    /** What it is, in the order in which it is offered. */
    public enum Kind {
        PAGE,
        VIEW,
        CALL,
        ENDPOINT,
        MODEL,
        PERSON,
        KEY
    }

    /** Whether each word that was typed is in its name, or in what it is called. */
    boolean matches(String typed, String kindName) {
        String text = (name + ' ' + kindName).toLowerCase(Locale.ROOT);
        return Stream.of(typed.strip().toLowerCase(Locale.ROOT).split("\\s+", -1))
                .allMatch(text::contains);
    }

    Location location() {
        return new Location(address);
    }
}
