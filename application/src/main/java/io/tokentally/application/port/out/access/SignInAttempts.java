package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.UserId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Attempts to sign in, counted durably and before the password is looked at: many at once count as many. */
@SystemPort("counts, and hands back a time to wait")
public interface SignInAttempts {

    /**
     * Counts an attempt, unless it comes too soon after others that failed.
     *
     * @param block the client's address, of IPv6 its /64
     * @param device the hash of what the browser's cookie holds, if it has one
     * @return how long to wait; zero to look at the password
     */
    Duration begin(UserId userId, String block, byte @Nullable [] device);

    /** The attempt was good: those that failed from there are forgotten, and the device is known from now on. */
    void succeeded(UserId userId, String block, byte @Nullable [] device);
}
