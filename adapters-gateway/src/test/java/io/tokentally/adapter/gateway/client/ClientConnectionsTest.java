package io.tokentally.adapter.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.admission.FairBudgetTest;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.adapter.gateway.options.GatewayShares;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.net.ClientAddress;
import io.tokentally.domain.net.IpRange;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientConnectionsTest {

    private static final int LIMIT = 8;
    private static final VirtualKey KEY = FairBudgetTest.key(1, "acme");
    private static final VirtualKey SECOND = FairBudgetTest.key(2, "acme");
    private static final VirtualKey THIRD = FairBudgetTest.key(3, "acme");
    private static final VirtualKey OTHERS = FairBudgetTest.key(4, "globex");

    private final AtomicLong clock = new AtomicLong();
    private final List<HeldConnection> closed = new ArrayList<>();
    private ClientConnections connections = connections(50);

    private ClientConnections connections(int addressPercent) {
        Limits usual = Limits.DEFAULT;
        Limits few = new Limits(
                LIMIT,
                usual.upstreamConnections(),
                usual.initialLineBytes(),
                usual.headerBytes(),
                usual.meteredBodyBytes(),
                usual.bufferedBytes(),
                usual.otherBodyBytes(),
                usual.concurrentCalls(),
                0,
                usual.drains(),
                usual.drainBytes());
        GatewayOptions options = GatewayUnderTest.options(URI.create("http://127.0.0.1:1/v1"), few, Timeouts.DEFAULT)
                .withShares(new GatewayShares(25, 50, addressPercent, 0, Duration.ofSeconds(1)))
                .withTrustedProxies(List.of(IpRange.parse("10.0.0.0/8")));
        return new ClientConnections(options, clock::getAndIncrement);
    }

    private @Nullable HeldConnection tryFrom(String address) {
        HeldConnection held =
                connections.admit(ClientAddress.parse(address).orElseThrow().address());
        if (held != null) {
            held.onClosing(() -> closed.add(held));
        }
        return held;
    }

    private HeldConnection from(String address) {
        return Objects.requireNonNull(tryFrom(address), address);
    }

    private HeldConnection busy(String address) {
        HeldConnection held = from(address);
        held.busy();
        return held;
    }

    @Test
    void anAddressHasItsShareAndLeavesTheRestToOthers() {
        for (int i = 0; i < 4; i++) {
            busy("192.0.2.1");
        }
        assertThat(tryFrom("192.0.2.1")).isNull();
        assertThat(tryFrom("192.0.2.2")).isNotNull();
    }

    @Test
    void aSlash64IsOneAddress() {
        for (int i = 1; i <= 4; i++) {
            busy("2001:db9:1:1::" + i);
        }
        assertThat(tryFrom("2001:db9:1:1:ffff::1")).isNull();
        assertThat(tryFrom("2001:db9:1:2::1")).isNotNull();
    }

    @Test
    void idleConnectionsOfTheSameAddressMakeRoomForItsNext() {
        HeldConnection oldest = from("192.0.2.1");
        for (int i = 0; i < 3; i++) {
            from("192.0.2.1");
        }
        assertThat(tryFrom("192.0.2.1")).isNotNull();
        assertThat(closed).containsExactly(oldest);
    }

    @Test
    void whereAllIsTakenTheLargestHolderGivesWayByItsLongestIdle() {
        from("192.0.2.9");
        HeldConnection first = from("192.0.2.1");
        HeldConnection second = from("192.0.2.1");
        from("192.0.2.1");
        from("192.0.2.1");
        busy("192.0.2.2");
        busy("192.0.2.2");
        busy("192.0.2.2");

        assertThat(tryFrom("192.0.2.3")).isNotNull();
        assertThat(closed).containsExactly(first);
        assertThat(tryFrom("192.0.2.4")).isNotNull();
        assertThat(closed).containsExactly(first, second);
    }

    @Test
    void nobodyGivesWayWhoIsBeingServed() {
        for (int i = 0; i < LIMIT; i++) {
            busy("192.0.2." + i / 2);
        }
        assertThat(tryFrom("192.0.2.200")).isNull();
        assertThat(closed).isEmpty();
    }

    @Test
    void aTrustedProxyHasNoShareOfItsOwn() {
        for (int i = 0; i < LIMIT; i++) {
            busy("10.0.0.1");
        }
        assertThat(tryFrom("10.0.0.1")).isNull();
    }

    @Test
    void behindATrustedProxyEachClientHasItsOwnShare() {
        ClientAddress client = ClientAddress.parse("192.0.2.1").orElseThrow();
        for (int i = 0; i < 4; i++) {
            connections.calledFrom(busy("10.0.0.1"), client);
        }
        HeldConnection next = busy("10.0.0.1");
        assertThatThrownBy(() -> connections.calledFrom(next, client))
                .isInstanceOf(RequestRejectedException.class)
                .hasMessageContaining("one client address");
        connections.calledFrom(next, ClientAddress.parse("192.0.2.2").orElseThrow());
        assertThat(next.block()).hasToString("192.0.2.2");
        connections.calledFrom(next, null);
        assertThat(next.block()).hasToString("10.0.0.1");
    }

    @Test
    void keysAndOrganizationsHaveTheirShares() {
        connections = connections(100);
        connections.claim(busy("192.0.2.1"), KEY);
        connections.claim(busy("192.0.2.2"), KEY);
        HeldConnection third = busy("192.0.2.3");
        assertThatThrownBy(() -> connections.claim(third, KEY)).hasMessageContaining("This key has all");
        connections.claim(third, SECOND);
        connections.claim(third, SECOND);
        connections.claim(busy("192.0.2.4"), THIRD);
        HeldConnection fifth = busy("192.0.2.5");
        assertThatThrownBy(() -> connections.claim(fifth, SECOND)).hasMessageContaining("This organization has all");
        connections.claim(fifth, OTHERS);
    }

    @Test
    void anIdleConnectionOfTheSameKeyMakesRoomForItsNextCall() {
        connections = connections(100);
        HeldConnection idle = busy("192.0.2.1");
        connections.claim(idle, KEY);
        connections.claim(busy("192.0.2.1"), KEY);
        idle.idle(clock.get());

        connections.claim(busy("192.0.2.1"), KEY);
        assertThat(closed).containsExactly(idle);
    }

    @Test
    void whatLeavesCountsForNobody() {
        List<HeldConnection> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(from("192.0.2.1"));
            if (i < 2) {
                connections.claim(all.get(i), KEY);
            }
        }
        HeldConnection spared = all.get(0);
        HeldConnection next = from("192.0.2.1");
        assertThat(closed).containsExactly(spared);
        connections.stays(spared);
        connections.claim(spared, OTHERS);
        connections.left(next);
        all.forEach(connections::left);
        all.forEach(connections::left);

        assertThat(connections.addresses()).isZero();
        for (int i = 0; i < LIMIT; i++) {
            busy("192.0.2." + i);
        }
        assertThat(tryFrom("192.0.2.200")).isNull();
    }
}
