package io.tokentally.bootstrap.demo;

import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase.NewKey;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.KeyRefused;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys to look at, which nobody has the secrets of. */
final class DemoKeys {

    private static final Viewer OWNER = new Viewer(new UserId("owner@acme.example"), DemoPeople.ACME, Role.OWNER);
    private static final Viewer MEMBER = new Viewer(new UserId("member@acme.example"), DemoPeople.ACME, Role.MEMBER);

    private static final Logger LOG = LoggerFactory.getLogger(DemoKeys.class);

    private final ManageKeysUseCase keys;
    private final Clock clock;

    DemoKeys(ManageKeysUseCase keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Makes them unless somebody has made others. */
    void install() {
        try {
            if (keys.keys(OWNER).isEmpty()) {
                make();
            }
        } catch (KeyRefused e) {
            LOG.debug("Somebody has given the demo's owner another role; there are no keys of the demo", e);
        }
    }

    private void make() {
        UserId matching = new UserId("candidate-matching");
        VirtualKeyId old = keys.issueForService(OWNER, matching, lasting("on the old server"))
                .key()
                .id();
        keys.revoke(OWNER, old);
        keys.issueForService(OWNER, matching, new NewKey("in production", null, new KeyLimits(600, 20)));
        keys.issue(MEMBER, lasting("laptop"));
    }

    private NewKey lasting(String name) {
        return new NewKey(name, clock.instant().plus(Duration.ofDays(90)), KeyLimits.OF_THE_INSTALLATION);
    }
}
