package io.tokentally.demo;

import io.tokentally.domain.start.StartRefusedException;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Whether demo mode is on.
 *
 * @param byName whether somebody asked for that, who is then taken to know that the accounts have published passwords
 */
public record DemoMode(boolean on, boolean byName) {

    /**
     * What was asked for; where nothing was, on with the embedded database.
     *
     * @param asked absent where nobody asked
     * @param address where the web server listens
     * @param settings all of the application's, which may say that others come in
     * @throws StartRefusedException if it would be on, unasked, where people at other machines come in
     */
    public static DemoMode decide(
            @Nullable Boolean asked, InetAddress address, boolean embeddedDatabase, Environment settings) {
        if (asked != null) {
            return new DemoMode(asked, true);
        }
        List<String> exposure = new Exposure(settings).reasons(address);
        if (embeddedDatabase && !exposure.isEmpty()) {
            throw new StartRefusedException(
                    "Demo mode has accounts with a published password, and %s."
                            .formatted(String.join(", and ", exposure)),
                    "Set TOKENTALLY_DEMO=false to start without demo accounts, or TOKENTALLY_DEMO=true to have them"
                            + " all the same.");
        }
        return new DemoMode(embeddedDatabase, false);
    }

    /** Whether nobody but people at this machine may see it. */
    public boolean isForThisMachineOnly() {
        return on && !byName;
    }
}
