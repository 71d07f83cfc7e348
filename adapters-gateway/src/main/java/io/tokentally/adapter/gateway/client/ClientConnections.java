package io.tokentally.adapter.gateway.client;

import io.tokentally.adapter.gateway.admission.FairBudget;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.options.GatewayShares;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.net.ClientAddress;
import io.tokentally.domain.net.IpRange;
import io.tokentally.domain.refusal.RefusalReason;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of clients, shared out among addresses, keys and organizations. Where there are too many, those that are idle
 * are closed to make room, of the largest holder first: nobody is refused because others sit idle.
 */
public final class ClientConnections {

    private static final Logger LOG = LoggerFactory.getLogger(ClientConnections.class);
    private static final long WARNING_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_AT_ONCE = 64;
    private static final int HUNDREDTH = 100;

    private final int limit;
    private final int addressShare;
    private final List<IpRange> trustedProxies;
    private final FairBudget byKey;
    private final LongSupplier ticker;
    private final Set<HeldConnection> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<IpRange, Integer> byBlock = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong nextWarning;

    public ClientConnections(GatewayOptions options, LongSupplier ticker) {
        this.limit = options.limits().connections();
        this.addressShare = Math.toIntExact(GatewayShares.of(options.shares().addressPercent(), limit));
        this.trustedProxies = options.trustedProxies();
        this.byKey = new FairBudget(
                Long.MAX_VALUE / 2,
                GatewayShares.of(options.shares().organizationPercent(), limit),
                GatewayShares.of(options.shares().keyPercent(), limit));
        this.ticker = ticker;
        this.nextWarning = new AtomicLong(ticker.getAsLong());
    }

    /** A client connects; whoever gets the connection must tell that it {@linkplain #left left}. Nothing if there is no room for it. */
    @Nullable
    public synchronized HeldConnection admit(InetAddress remote) {
        IpRange block = ClientAddress.of(remote).block();
        boolean ofProxy = isTrusted(remote);
        if (!ofProxy && !hasRoom(block)) {
            return null;
        }
        if (count.get() >= limit && makeRoom(held -> true, limit) == 0) {
            return null;
        }
        HeldConnection held = new HeldConnection(remote, block, ofProxy, ticker.getAsLong());
        count(held);
        open.add(held);
        return held;
    }

    private boolean isTrusted(InetAddress address) {
        return trustedProxies.stream().anyMatch(range -> range.contains(address));
    }

    private boolean hasRoom(IpRange block) {
        if (byBlock.getOrDefault(block, 0) < addressShare) {
            return true;
        }
        warn(block);
        return makeRoom(held -> held.block().equals(block), addressShare) > 0;
    }

    private void warn(IpRange block) {
        long now = ticker.getAsLong();
        long due = nextWarning.get();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + WARNING_NANOS)) {
            LOG.warn(
                    "{} has {} connections to the gateway, which is all that one client address may have. If it is a proxy,"
                            + " name it in TOKENTALLY_TRUSTEDPROXIES",
                    block,
                    addressShare);
        }
    }

    /** Says who calls on it, where a trusted proxy tells. */
    synchronized void calledFrom(HeldConnection held, @Nullable ClientAddress client) {
        IpRange block = (client == null ? ClientAddress.of(held.remote()) : client).block();
        if (block.equals(held.block())) {
            return;
        }
        if (client != null && !hasRoom(block)) {
            throw new RequestRejectedException(
                    RefusalReason.SHARE_USED_UP, "Too many calls from one client address are under way. Try again.", 1);
        }
        if (held.counted().get()) {
            release(held.block());
            byBlock.merge(block, 1, Integer::sum);
        }
        held.block(block);
    }

    /** @throws RequestRejectedException if the key, or its organization, has all the connections that it may have, and uses them */
    void claim(HeldConnection held, VirtualKey key) {
        VirtualKey before = held.key();
        if (before == null || !before.id().equals(key.id())) {
            change(held, before, key);
        }
    }

    private synchronized void change(HeldConnection held, @Nullable VirtualKey before, VirtualKey key) {
        if (!held.counted().get()) {
            // It counts again, and with it the key, once it is seen not to be idle.
            held.key(key);
            return;
        }
        if (before != null) {
            held.key(null);
            byKey.giveBack(before, 1);
        }
        FairBudget.Outcome outcome = byKey.take(key, 1);
        if (outcome != FairBudget.Outcome.TAKEN && makeRoom(others(outcome, key), limit) > 0) {
            byKey.takeAnyway(key, 1);
        } else if (outcome != FairBudget.Outcome.TAKEN) {
            throw new RequestRejectedException(
                    RefusalReason.SHARE_USED_UP,
                    outcome == FairBudget.Outcome.KEY_HAS_ITS_SHARE
                            ? "This key has all the connections that one key may have. Use fewer, and use them again."
                            : "This organization has all the connections that one may have. Use fewer, and use them again.",
                    1);
        }
        held.key(key);
    }

    private static Predicate<HeldConnection> others(FairBudget.Outcome outcome, VirtualKey key) {
        return held -> {
            VirtualKey other = held.key();
            return other != null
                    && (outcome == FairBudget.Outcome.KEY_HAS_ITS_SHARE
                            ? other.id().equals(key.id())
                            : other.organizationId().equals(key.organizationId()));
        };
    }

    /** It is closed. */
    public synchronized void left(HeldConnection held) {
        open.remove(held);
        if (held.counted().compareAndSet(true, false)) {
            discount(held);
        }
    }

    /** It was to be closed for being idle, and is not idle any more. */
    synchronized void stays(HeldConnection held) {
        if (held.counted().compareAndSet(false, true)) {
            count(held);
            VirtualKey key = held.key();
            if (key != null) {
                byKey.takeAnyway(key, 1);
            }
        }
    }

    private void count(HeldConnection held) {
        count.incrementAndGet();
        byBlock.merge(held.block(), 1, Integer::sum);
    }

    private void discount(HeldConnection held) {
        count.decrementAndGet();
        release(held.block());
        VirtualKey key = held.key();
        if (key != null) {
            byKey.giveBack(key, 1);
        }
    }

    private void release(IpRange block) {
        byBlock.computeIfPresent(block, (same, connections) -> connections == 1 ? null : connections - 1);
    }

    /** How many addresses have connections. */
    int addresses() {
        return byBlock.size();
    }

    /**
     * Has idle connections closed: of the largest holder that longest idle, and so on, a hundredth of so many at once, so
     * that looking for them is rare.
     *
     * @return how many
     */
    private int makeRoom(Predicate<HeldConnection> among, int ofSoMany) {
        Map<IpRange, ArrayDeque<HeldConnection>> idle = new HashMap<>();
        open.stream()
                .filter(held -> held.counted().get() && held.isIdle() && among.test(held))
                .sorted(Comparator.comparingLong(HeldConnection::since))
                .forEach(held -> idle.computeIfAbsent(held.block(), block -> new ArrayDeque<>())
                        .add(held));
        PriorityQueue<Holder> holders = new PriorityQueue<>();
        idle.forEach((block, connections) -> holders.add(new Holder(byBlock.getOrDefault(block, 0), connections)));
        int most = Math.clamp(ofSoMany / HUNDREDTH, 1, MAX_AT_ONCE);
        int closed = 0;
        for (Holder largest = holders.poll(); largest != null && closed < most; largest = holders.poll()) {
            HeldConnection held = largest.idle().remove();
            if (held.counted().compareAndSet(true, false)) {
                discount(held);
                held.close();
                closed++;
            }
            if (!largest.idle().isEmpty()) {
                holders.add(new Holder(largest.size() - 1, largest.idle()));
            }
        }
        return closed;
    }

    private record Holder(int size, ArrayDeque<HeldConnection> idle) implements Comparable<Holder> {

        @Override
        public int compareTo(Holder other) {
            return Integer.compare(other.size, size);
        }
    }
}
