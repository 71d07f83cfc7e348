package io.tokentally.adapter.rest;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keys in memory, as everybody may have them, with owners in charge of what is theirs. */
final class FakeKeys
        implements ManageKeysUseCase, ManageProviderKeysUseCase, ManageKeyPolicyUseCase, TestProviderKeyUseCase {

    private static final List<ReachableUpstream> UPSTREAMS = List.of(
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

    static final String SECRET = "tt_abcdefghijABCDEFGHIJ0123456789abcdefghij";
    static final UUID FIRST = new UUID(0, 1);

    private final List<VirtualKey> made = new ArrayList<>();
    private final Map<VirtualKeyId, Instant> oldHashes = new HashMap<>();
    private final List<VirtualKeyId> revoked = new ArrayList<>();
    private final Map<VirtualKeyId, VirtualKeyId> replaced = new HashMap<>();
    private final Map<VirtualKeyId, String> renamed = new HashMap<>();
    private final List<ReplacedKeyEnd> ends = new ArrayList<>();
    private final Map<Provider, ProviderSecret> secrets = new LinkedHashMap<>();

    private @Nullable ProviderKeyTest lastTest;

    void reset() {
        lastTest = null;
        made.clear();
        oldHashes.clear();
        revoked.clear();
        replaced.clear();
        renamed.clear();
        ends.clear();
        secrets.clear();
        policy = OrganizationKeyPolicy.DEFAULT;
    }

    Map<VirtualKeyId, Instant> aged() {
        return oldHashes;
    }

    List<VirtualKeyId> revoked() {
        return revoked;
    }

    Map<VirtualKeyId, String> renamed() {
        return renamed;
    }

    List<ReplacedKeyEnd> ends() {
        return ends;
    }

    Map<Provider, ProviderSecret> secrets() {
        return secrets;
    }

    @Override
    public List<VirtualKey> keys(Viewer viewer) {
        return made;
    }

    @Override
    public IssuedKey issue(Viewer viewer, NewKey wanted) {
        return issue(viewer, KeyHolder.user(viewer.userId()), wanted);
    }

    @Override
    public IssuedKey issueForService(Viewer viewer, UserId service, NewKey wanted) {
        viewer.requireOwner(OwnerAction.MAKE_SERVICE_KEYS);
        return issue(viewer, KeyHolder.service(service), wanted);
    }

    @Override
    public Map<VirtualKeyId, Instant> oldHashes(Viewer viewer) {
        return Map.copyOf(oldHashes);
    }

    @Override
    public Map<VirtualKeyId, VirtualKeyId> replaced(Viewer viewer) {
        return Map.copyOf(replaced);
    }

    @Override
    public void rename(Viewer viewer, VirtualKeyId id, String name) {
        renamed.put(id, name);
    }

    @Override
    public IssuedKey rotate(Viewer viewer, VirtualKeyId id, ReplacedKeyEnd end) {
        if (replaced.containsValue(id)) {
            throw new KeyRefusedException("The key was replaced before.");
        }
        VirtualKey old =
                made.stream().filter(key -> key.id().equals(id)).findAny().orElseThrow();
        ends.add(end);
        IssuedKey issued = issue(viewer, old.holder(), new NewKey(old.name(), null, old.limits(), old.policy()));
        replaced.put(issued.key().id(), id);
        return issued;
    }

    private IssuedKey issue(Viewer viewer, KeyHolder holder, NewKey wanted) {
        if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(RestTestApplication.NOW)) {
            throw new KeyRefusedException("The key would have expired already.");
        }
        VirtualKeyId id = new VirtualKeyId(new UUID(0, made.size() + 1L));
        VirtualKey key = new VirtualKey(
                id,
                viewer.organizationId(),
                wanted.name(),
                "tt_abcdefgh",
                holder,
                wanted.limits(),
                wanted.policy() == null ? policy.usualFor(viewer.role()) : wanted.policy(),
                holder.kind() == KeyHolder.Kind.USER && viewer.role() != Role.OWNER,
                viewer.userId(),
                RestTestApplication.NOW,
                wanted.expiresAt(),
                null,
                null,
                id);
        made.add(key);
        return new IssuedKey(key, new VirtualKeySecret(SECRET));
    }

    @Override
    public void revoke(Viewer viewer, VirtualKeyId id) {
        revoked.add(id);
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
        return secrets.entrySet().stream()
                .map(entry -> new ProviderKey(
                        viewer.organizationId(),
                        entry.getKey(),
                        entry.getValue().hint(),
                        viewer.userId(),
                        RestTestApplication.NOW,
                        lastTest))
                .toList();
    }

    @Override
    public void store(Viewer viewer, Provider provider, ProviderSecret secret) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        secrets.put(provider, secret);
    }

    @Override
    public ProviderKeyTest test(Viewer viewer, Provider provider) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        lastTest = ProviderKeyTest.answered(401, RestTestApplication.NOW);
        return lastTest;
    }

    @Override
    public void remove(Viewer viewer, Provider provider) {
        viewer.requireOwner(OwnerAction.MANAGE_PROVIDER_KEYS);
        secrets.remove(provider);
    }
}
