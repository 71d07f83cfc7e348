package io.tokentally.application.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tokentally.application.port.out.access.AuthenticationAudit.Event;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkGuardTest {

    private Instant now = Instant.parse("2026-10-15T12:00:00Z");
    private Optional<String> from = Optional.of("203.0.113.7");
    private final List<String> audited = new ArrayList<>();
    private final LinkGuard guard = new LinkGuard(
            () -> from,
            (event, organization, user, login, address) -> audited.add(event.action() + " " + login + " " + address),
            new MovedClock());

    private final class MovedClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private void tryTimes(int times) {
        for (int i = 0; i < times; i++) {
            guard.require();
            guard.count();
        }
    }

    private void assertRefused() {
        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(guard::require)
                .extracting(MembershipRefusedException::reason)
                .isEqualTo(Reason.TOO_MANY_TRIES);
    }

    @Test
    void whoeverTriesTooManyIsTurnedAwayForAWhileAndNobodyElse() {
        tryTimes(LinkGuard.MAX_TRIES);
        assertRefused();

        from = Optional.of("203.0.113.8");
        assertThatNoException().isThrownBy(guard::require);

        from = Optional.of("203.0.113.7");
        now = now.plus(LinkGuard.COUNTED_FOR);
        assertRefused();
        now = now.plus(Duration.ofSeconds(1));
        assertThatNoException().isThrownBy(guard::require);
    }

    @Test
    void aLinkThatOpensNothingIsCountedAndWrittenDown() {
        for (int i = 0; i < LinkGuard.MAX_TRIES; i++) {
            guard.refused(Event.INVITATION_REFUSED);
        }

        assertRefused();
        assertThat(audited).hasSize(LinkGuard.MAX_TRIES).containsOnly("invitation.refused ? 203.0.113.7");
    }

    @Test
    void aClockThatIsSetBackMakesNobodyWaitUntilItIsAsLateAgain() {
        tryTimes(LinkGuard.MAX_TRIES);
        now = now.minus(Duration.ofDays(365));
        assertRefused();

        now = now.plus(LinkGuard.COUNTED_FOR).plusSeconds(1);

        assertThatNoException().isThrownBy(guard::require);
    }

    @Test
    void anotherAddressOfTheSameIpv6SubscriberIsTheSame() {
        for (int i = 0; i < LinkGuard.MAX_TRIES; i++) {
            from = Optional.of("2001:db8:1:2:%x::1".formatted(i));
            tryTimes(1);
        }
        assertRefused();

        from = Optional.of("2001:db8:1:3::1");
        assertThatNoException().isThrownBy(guard::require);
    }

    @Test
    void whoseAddressIsNotKnownIsOneToo() {
        from = Optional.empty();
        tryTimes(LinkGuard.MAX_TRIES);

        assertRefused();
    }
}
