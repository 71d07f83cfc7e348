package io.tokentally.ui.shell;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.time.Duration;
import java.util.Comparator;
import java.util.IdentityHashMap;

/**
 * How often a page asks for news: as often as the most impatient of those who wait for some. Nothing else sets a page's poll
 * interval, so that nobody switches off what another waits for.
 */
public final class Polling {

    private static final int OFF = -1;

    private final UI ui;
    private final IdentityHashMap<Object, Duration> wanted = new IdentityHashMap<>();

    private Polling(UI ui) {
        this.ui = ui;
    }

    /** Has the page ask at least that often, until the registration is removed; that is to be done once. */
    public static Registration every(UI ui, Duration interval) {
        return of(ui).add(interval);
    }

    /** The same, and at each time that the page asks, for whomever, the action is run. */
    public static Registration every(UI ui, Duration interval, Runnable action) {
        return Registration.combine(ui.addPollListener(event -> action.run()), every(ui, interval));
    }

    private static Polling of(UI ui) {
        Polling known = ComponentUtil.getData(ui, Polling.class);
        if (known != null) {
            return known;
        }
        Polling polling = new Polling(ui);
        ComponentUtil.setData(ui, Polling.class, polling);
        return polling;
    }

    private Registration add(Duration interval) {
        Object wish = new Object();
        wanted.put(wish, interval);
        apply();
        return Registration.once(() -> {
            wanted.remove(wish);
            apply();
        });
    }

    private void apply() {
        ui.setPollInterval(wanted.values().stream()
                .min(Comparator.naturalOrder())
                .map(least -> Math.toIntExact(least.toMillis()))
                .orElse(OFF));
    }
}
