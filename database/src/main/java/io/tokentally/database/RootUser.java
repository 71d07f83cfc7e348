package io.tokentally.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this process is the superuser of a Unix system. */
final class RootUser {

    private static final Logger LOG = LoggerFactory.getLogger(RootUser.class);
    private static final Path THIS_PROCESS = Path.of("/proc/self");

    private RootUser() {}

    static boolean isCurrent() {
        try {
            if (Files.exists(THIS_PROCESS)) {
                return Integer.valueOf(0).equals(Files.getAttribute(THIS_PROCESS, "unix:uid"));
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("The owner of this process cannot be read; its name decides", e);
        }
        return "root".equals(System.getProperty("user.name"));
    }

    static void warnOf() {
        if (isCurrent()) {
            LOG.warn("Tokentally runs as root, which it does not need: whoever takes it over has the machine."
                    + " Run it as a user of its own that owns TOKENTALLY_HOME.");
        }
    }
}
