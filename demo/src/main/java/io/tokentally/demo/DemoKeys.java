package io.tokentally.demo;

import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase.NewKey;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.KeyRefusedException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys to look at, which nobody has the secrets of. */
final class DemoKeys {

    private static final UserId OWNER = new UserId("owner@acme.example");
    private static final UserId MEMBER = new UserId("member@acme.example");

    private static final Logger LOG = LoggerFactory.getLogger(DemoKeys.class);

    private final ManageKeysUseCase keys;
    private final DemoViewers viewers;
    private final Clock clock;

    DemoKeys(ManageKeysUseCase keys, DemoViewers viewers, Clock clock) {
        this.keys = keys;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** Makes them unless somebody has made others. */
    void install() {
        try {
            viewers.as(OWNER, Role.OWNER, owner -> {
                if (keys.keys(owner).isEmpty()) {
                    viewers.as(MEMBER, Role.MEMBER, member -> make(owner, member));
                }
            });
        } catch (KeyRefusedException e) {
            LOG.debug("Somebody has given the demo's owner another role; there are no keys of the demo", e);
        }
    }

    private void make(Viewer owner, Viewer member) {
        UserId matching = new UserId("candidate-matching");
        VirtualKeyId old = keys.issueForService(owner, matching, lasting("on the old server"))
                .key()
                .id();
        keys.revoke(owner, old);
        keys.issueForService(owner, matching, new NewKey("in production", null, new KeyLimits(600, 20)));
        keys.issue(member, lasting("laptop"));
    }

    private NewKey lasting(String name) {
        return new NewKey(name, clock.instant().plus(Duration.ofDays(90)), KeyLimits.OF_THE_INSTALLATION);
    }
}
