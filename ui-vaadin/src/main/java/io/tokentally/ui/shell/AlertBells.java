package io.tokentally.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bells of a frame: one for wide screens, and one for narrow ones, which hide the drawer. Both say the same, and it is counted once. */
final class AlertBells {

    private static final Logger LOG = LoggerFactory.getLogger(AlertBells.class);

    /** A page that polls more often does not have them counted more often. */
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(10);

    private final AlertBell ofDrawer = new AlertBell();
    private final AlertBell ofBar = new AlertBell();
    private final LongSupplier unseen;
    private long countedAt;

    /** @param unseen counts the alerts that whoever looks has not seen */
    AlertBells(LongSupplier unseen) {
        this.unseen = unseen;
    }

    AlertBell ofDrawer() {
        return ofDrawer;
    }

    AlertBell ofBar() {
        return ofBar;
    }

    /** Counts anew while the page polls, until that is removed. */
    Registration follow(UI ui) {
        return ui.addPollListener(polled -> {
            if (System.nanoTime() - countedAt >= BETWEEN_COUNTS.toNanos()) {
                refresh();
            }
        });
    }

    /** Counts now. Where that cannot be done, the bells stay as they are. */
    void refresh() {
        countedAt = System.nanoTime();
        try {
            long number = unseen.getAsLong();
            List.of(ofDrawer, ofBar).forEach(bell -> bell.show(number));
        } catch (RuntimeException e) {
            LOG.debug("How many alerts there are could not be read", e);
        }
    }
}
