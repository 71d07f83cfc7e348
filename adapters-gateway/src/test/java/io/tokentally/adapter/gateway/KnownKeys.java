package io.tokentally.adapter.gateway;

import io.tokentally.application.port.in.key.AuthenticateKeyUseCase;
import io.tokentally.application.port.in.key.KeyCheck;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Provider;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Keys that a test gave out. */
public final class KnownKeys implements AuthenticateKeyUseCase {

    public static final String USER_KEY = "tt_" + "u".repeat(40);
    public static final String SERVICE_KEY = "tt_" + "s".repeat(40);
    public static final String REVOKED_KEY = "tt_" + "r".repeat(40);
    static final String EXPIRED_KEY = "tt_" + "e".repeat(40);
    static final String NARROW_KEY = "tt_" + "n".repeat(40);
    static final String OTHERS_KEY = "tt_" + "o".repeat(40);
    public static final String STORED = "sk-stored-by-the-organization";
    private static final Set<String> MEMBERS = Set.of("ada", "grace", "fábian");
    public static final VirtualKeyId USER_KEY_ID = new VirtualKeyId(new UUID(1, 1));

    /** Of all keys that open nothing. */
    static final VirtualKeyId VOID_KEY_ID = new VirtualKeyId(new UUID(1, 9));

    private final Map<String, KeyCheck> checks = new ConcurrentHashMap<>(Map.of(
            USER_KEY, accepted(USER_KEY_ID, KeyHolder.user(new UserId("ada")), KeyLimits.OF_THE_INSTALLATION),
            SERVICE_KEY,
                    accepted(
                            new VirtualKeyId(new UUID(1, 2)),
                            KeyHolder.service(new UserId("nightly")),
                            KeyLimits.OF_THE_INSTALLATION),
            NARROW_KEY,
                    accepted(
                            new VirtualKeyId(new UUID(1, 3)),
                            KeyHolder.service(new UserId("narrow")),
                            new KeyLimits(2, 1)),
            OTHERS_KEY,
                    accepted(
                            new VirtualKeyId(new UUID(2, 1)),
                            "globex",
                            KeyHolder.service(new UserId("other")),
                            KeyLimits.OF_THE_INSTALLATION),
            REVOKED_KEY, refused(KeyCheck.Reason.REVOKED),
            EXPIRED_KEY, refused(KeyCheck.Reason.EXPIRED)));
    private final Map<Provider, ProviderSecret> secrets = new ConcurrentHashMap<>();
    private volatile boolean secretsStored = true;
    private volatile boolean secretsOpen = true;
    private volatile boolean known = true;

    private static KeyCheck refused(KeyCheck.Reason reason) {
        return new KeyCheck.Refused(
                reason, key(VOID_KEY_ID, "acme", KeyHolder.user(new UserId("grace")), KeyLimits.OF_THE_INSTALLATION));
    }

    private static KeyCheck accepted(VirtualKeyId id, KeyHolder holder, KeyLimits limits) {
        return accepted(id, "acme", holder, limits);
    }

    private static KeyCheck accepted(VirtualKeyId id, String organization, KeyHolder holder, KeyLimits limits) {
        return new KeyCheck.Accepted(key(id, organization, holder, limits));
    }

    /** From now on that key opens nothing. */
    void refuse(String secret, KeyCheck.Reason reason) {
        checks.put(secret, refused(reason));
    }

    /** A key may do what the test says, and another thing a moment later if the test says so then. */
    void give(String secret, VirtualKeyId id, KeyHolder holder, KeyPolicy policy) {
        checks.put(secret, new KeyCheck.Accepted(key(id, "acme", holder, KeyLimits.OF_THE_INSTALLATION, policy)));
    }

    public static VirtualKey key(VirtualKeyId id, String organization, KeyHolder holder, KeyLimits limits) {
        return key(id, organization, holder, limits, KeyPolicy.UNRESTRICTED);
    }

    private static VirtualKey key(
            VirtualKeyId id, String organization, KeyHolder holder, KeyLimits limits, KeyPolicy policy) {
        return new VirtualKey(
                id,
                new OrganizationId(organization),
                "test",
                "tt_12345678",
                holder,
                limits,
                policy,
                holder.kind() == KeyHolder.Kind.USER,
                new UserId("owner"),
                Instant.EPOCH,
                null,
                null,
                null,
                id);
    }

    /** From now on that one has a key of its own. */
    void store(Provider provider, String secret) {
        secrets.put(provider, new ProviderSecret(secret));
    }

    void forgetSecrets() {
        secretsStored = false;
    }

    void lockSecrets() {
        secretsOpen = false;
    }

    void forgetAll() {
        known = false;
    }

    @Override
    public KeyCheck check(String presented) {
        return known
                ? checks.getOrDefault(presented, new KeyCheck.Refused(KeyCheck.Reason.UNKNOWN, null))
                : new KeyCheck.Undetermined();
    }

    @Override
    public Optional<ProviderSecret> providerSecret(OrganizationId organizationId, Provider provider) {
        if (!secretsOpen) {
            throw new IllegalStateException("It was sealed under another master key");
        }
        return secretsStored
                ? Optional.of(secrets.getOrDefault(provider, new ProviderSecret(STORED)))
                : Optional.empty();
    }

    @Override
    public Optional<UserId> member(OrganizationId organizationId, UserId name) {
        String folded = name.value().toLowerCase(Locale.ROOT);
        return MEMBERS.contains(folded) ? Optional.of(new UserId(folded)) : Optional.empty();
    }
}
