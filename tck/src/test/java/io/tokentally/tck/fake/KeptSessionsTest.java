package io.tokentally.tck.fake;

import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.service.access.KeptSessions;
import io.tokentally.tck.access.SessionsContract;

/** The fake of {@link Sessions}. */
class KeptSessionsTest extends SessionsContract {

    private final KeptSessions fake = new KeptSessions();

    @Override
    protected Sessions sessions() {
        return fake;
    }
}
