package io.tokentally.ui.shell;

import com.vaadin.flow.component.UI;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time zone that whoever looks lives by. */
public final class BrowserZone {

    private static final Logger LOG = LoggerFactory.getLogger(BrowserZone.class);
    private static final ZoneId UTC = ZoneId.of("UTC");

    private BrowserZone() {}

    /** The browser's zone; UTC where it names none, or one that nobody knows. */
    public static ZoneId current() {
        String id = UI.getCurrentOrThrow().getPage().getExtendedClientDetails().getTimeZoneId();
        try {
            return id == null ? UTC : ZoneId.of(id);
        } catch (DateTimeException e) {
            LOG.debug("The browser names a time zone that nobody knows", e);
            return UTC;
        }
    }
}
