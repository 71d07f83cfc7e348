package io.tokentally.ui.fake;

import io.tokentally.application.port.in.key.ManageKeyPolicyUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.in.key.ManageProviderKeysUseCase;
import io.tokentally.application.port.in.key.TestProviderKeyUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.ReachableUpstream;
import io.tokentally.domain.key.ReplacedKeyEnd;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.metering.Provider;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keys by the rules of the core, in memory. The secrets are the same each time. */
public final class FakeKeys
        implements ManageKeysUseCase, ManageProviderKeysUseCase, ManageKeyPolicyUseCase, TestProviderKeyUseCase {

    public static final List<ReachableUpstream> UPSTREAMS = List.of(
            new ReachableUpstream(
                    Provider.OPENAI,
                    Provider.OPENAI,
                    "/openai/v1",
                    URI.create("https://api.openai.com/v1"),
                    Provider.OPENAI),
            new ReachableUpstream(
                    Provider.ANTHROPIC,
                    Provider.ANTHROPIC,
                    "/anthropic",
                    URI.create("https://api.anthropic.com"),
                    Provider.ANTHROPIC),
            new ReachableUpstream(
                    new Provider("vllm"), Provider.OPENAI, "/gpu/v1", URI.create("http://10.0.0.7:8000/v1"), null));

    private OrganizationKeyPolicy policy = OrganizationKeyPolicy.DEFAULT;

    private final Clock clock;
    private final List<VirtualKey> kept = new ArrayList<>();
    private final Map<VirtualKeyId, Instant> oldHashes = new HashMap<>();
    private final Map<VirtualKeyId, VirtualKeyId> replaced = new HashMap<>();
    private final Map<Provider, ProviderSecret> secrets = new LinkedHashMap<>();
    private final Map<Provider, ProviderKeyTest> tests = new HashMap<>();
    private ProviderKeyTest answer;
    private @Nullable RuntimeException testFailure;
    private final List<VirtualKeySecret> told = new ArrayList<>();
    private Random random = new Random(1);
    private @Nullable RuntimeException failure;

    public FakeKeys(Clock clock) {
        this.clock = clock;
        this.answer = ProviderKeyTest.answered(200, clock.instant());
    }

    public void reset() {
        kept.clear();
        oldHashes.clear();
        replaced.clear();
        secrets.clear();
        tests.clear();
        testFailure = null;
        answer = ProviderKeyTest.answered(200, clock.instant());
        policy = OrganizationKeyPolicy.DEFAULT;
        told.clear();
        random = new Random(1);
        failure = null;
    }

    /** Fails from now on. */
    public void failWith(RuntimeException exception) {
        failure = exception;
    }

    public List<VirtualKeySecret> told() {
        return told;
    }

    public Map<Provider, ProviderSecret> secrets() {
        return secrets;
    }

    /** A key that was made some time ago. */
    public VirtualKey add(
            Viewer maker, KeyHolder holder, String name, @Nullable Instant expiresAt, @Nullable Instant lastUsedAt) {
        VirtualKeyId id = new VirtualKeyId(new UUID(0, kept.size() + 1L));
        VirtualKey key = new VirtualKey(
                id,
                maker.organizationId(),
                name,
                VirtualKeySecret.random(random).prefix(),
                holder,
                KeyLimits.OF_THE_INSTALLATION,
                KeyPolicy.UNRESTRICTED,
                maker.role() != Role.OWNER,
                maker.userId(),
                clock.instant().minusSeconds(86_400L * 30),
                expiresAt,
                null,
                lastUsedAt,
                id);
        kept.addFirst(key);
        return key;
    }

    @Override
    public List<VirtualKey> keys(Viewer viewer) {
        throwIfBroken();
        return kept.stream()
                .filter(key -> key.organizationId().equals(viewer.organizationId()))
                .filter(key -> viewer.seesOrganization() || key.holder().equals(KeyHolder.user(viewer.userId())))
                .toList();
    }

    /** The key is known by an old hash. */
    public void age(VirtualKey key, Instant worksUntil) {
        oldHashes.put(key.id(), worksUntil);
    }

    @Override
    public Map<VirtualKeyId, Instant> oldHashes(Viewer viewer) {
        return Map.copyOf(oldHashes);
    }

    @Override
    public IssuedKey issue(Viewer viewer, NewKey wanted) {
        return issue(viewer, KeyHolder.user(viewer.userId()), wanted);
    }

    @Override
    public IssuedKey issueForService(Viewer viewer, UserId service, NewKey wanted) {
        viewer.requireOwner(OwnerAction.MAKE_SERVICE_KEYS);
        if (service.value().contains("@")) {
            throw new KeyRefusedException("A member of the organization is called %s.".formatted(service));
        }
        return issue(viewer, KeyHolder.service(service), wanted);
    }

    private IssuedKey issue(Viewer viewer, KeyHolder holder, NewKey wanted) {
        throwIfBroken();
        VirtualKeySecret secret = VirtualKeySecret.random(random);
        VirtualKeyId id = new VirtualKeyId(new UUID(0, kept.size() + 1L));
        VirtualKey key = new VirtualKey(
                id,
                viewer.organizationId(),
                wanted.name(),
                secret.prefix(),
                holder,
                wanted.limits(),
                wanted.policy() == null ? policy.usualFor(viewer.role()) : wanted.policy(),
                holder.kind() == KeyHolder.Kind.USER && viewer.role() != Role.OWNER,
                viewer.userId(),
                clock.instant(),
                wanted.expiresAt(),
                null,
                null,
                id);
        kept.addFirst(key);
        told.add(secret);
        return new IssuedKey(key, secret);
    }

    @Override
    public Map<VirtualKeyId, VirtualKeyId> replaced(Viewer viewer) {
        return Map.copyOf(replaced);
    }

    @Override
    public void rename(Viewer viewer, VirtualKeyId id, String name) {
        throwIfBroken();
        kept.replaceAll(key -> key.id().equals(id) ? with(key, name, key.expiresAt(), key.revokedAt()) : key);
    }

    @Override
    public IssuedKey rotate(Viewer viewer, VirtualKeyId id, ReplacedKeyEnd end) {
        throwIfBroken();
        VirtualKey old =
                kept.stream().filter(key -> key.id().equals(id)).findAny().orElseThrow();
        Instant endsAt = end.after(clock.instant());
        kept.replaceAll(key -> key.id().equals(id)
                ? with(key, key.name(), endsAt == null ? key.expiresAt() : endsAt, key.revokedAt())
                : key);
        IssuedKey issued =
                issue(viewer, old.holder(), new NewKey(old.name(), old.expiresAt(), old.limits(), old.policy()));
        replaced.put(issued.key().id(), id);
        return issued;
    }

    @Override
    public void revoke(Viewer viewer, VirtualKeyId id) {
        throwIfBroken();
        kept.replaceAll(key -> key.id().equals(id) ? revoked(key) : key);
    }

    private VirtualKey revoked(VirtualKey key) {
        return with(key, key.name(), key.expiresAt(), clock.instant());
    }

    private static VirtualKey with(
            VirtualKey key, String name, @Nullable Instant expiresAt, @Nullable Instant revokedAt) {
        return new VirtualKey(
                key.id(),
                key.organizationId(),
                name,
                key.prefix(),
                key.holder(),
                key.limits(),
                key.policy(),
                key.capped(),
                key.createdBy(),
                key.createdAt(),
                expiresAt,
                revokedAt,
                key.lastUsedAt(),
                key.original());
    }

    @Override
    public OrganizationKeyPolicy policy(Viewer viewer) {
        return policy;
    }

    @Override
    public void layDown(Viewer viewer, OrganizationKeyPolicy laidDown) {
        viewer.requireOwner(OwnerAction.LAY_DOWN_KEY_POLICY);
        policy = laidDown;
    }

    @Override
    public List<ReachableUpstream> upstreams(Viewer viewer) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        return UPSTREAMS;
    }

    @Override
    public List<ProviderKey> stored(Viewer viewer) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        throwIfBroken();
        return secrets.entrySet().stream()
                .map(entry -> new ProviderKey(
                        viewer.organizationId(),
                        entry.getKey(),
                        entry.getValue().hint(),
                        viewer.userId(),
                        clock.instant(),
                        tests.get(entry.getKey())))
                .toList();
    }

    @Override
    public void store(Viewer viewer, Provider provider, ProviderSecret secret) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        throwIfBroken();
        secrets.put(provider, secret);
        tests.remove(provider);
    }

    public void failTestsWith(RuntimeException exception) {
        testFailure = exception;
    }

    /** What the next test finds. */
    public void answerTestsWith(ProviderKeyTest.Outcome found, @Nullable Integer status) {
        answer = new ProviderKeyTest(found, status, clock.instant());
    }

    @Override
    public ProviderKeyTest test(Viewer viewer, Provider provider) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        throwIfBroken();
        if (testFailure != null) {
            throw testFailure;
        }
        tests.put(provider, answer);
        return answer;
    }

    @Override
    public void remove(Viewer viewer, Provider provider) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        throwIfBroken();
        secrets.remove(provider);
    }

    private void throwIfBroken() {
        if (failure != null) {
            throw failure;
        }
    }
}
