package io.tokentally.domain.pricing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was found for a key, for as long as the key is asked for now and then. It holds two generations of half its size: when
 * the young one is full it becomes the old one, and what was old and not asked for since is let go. For many threads at once.
 */
final class RecentlyFound<K, V> {

    private final int maxInGeneration;
    private final AtomicReference<Generations<K, V>> generations =
            new AtomicReference<>(new Generations<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>()));

    private record Generations<K, V>(ConcurrentMap<K, V> young, ConcurrentMap<K, V> old) {}

    /** @param max how many it holds; threads that come at the same moment may bring one more each */
    RecentlyFound(int max) {
        this.maxInGeneration = max / 2;
    }

    V find(K key, Function<K, V> search) {
        Generations<K, V> now = generations.get();
        V known = now.young().get(key);
        if (known != null) {
            return known;
        }
        @Nullable V old = now.old().get(key);
        V found = old == null ? search.apply(key) : old;
        if (now.young().size() >= maxInGeneration) {
            now = agedFrom(now);
        }
        now.young().put(key, found);
        return found;
    }

    private Generations<K, V> agedFrom(Generations<K, V> seen) {
        generations.compareAndSet(seen, new Generations<>(new ConcurrentHashMap<>(), seen.young()));
        return generations.get();
    }

    int size() {
        Generations<K, V> now = generations.get();
        return now.young().size() + now.old().size();
    }
}
