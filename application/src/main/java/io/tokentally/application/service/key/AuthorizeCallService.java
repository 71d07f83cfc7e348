package io.tokentally.application.service.key;

import io.tokentally.application.port.in.key.AuthorizeCallUseCase;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.ResourceDirectory;
import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.AccountOperation.Answers;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.KeyVerdict;
import io.tokentally.domain.key.KeyVerdict.Reason;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.key.ResourceOwner;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.text.PlainText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds each call to its key's policy and, where the key is a member's own, to the most that owners let such keys do, as they
 * are in memory at that moment. What nobody is known to have made is looked for once more a moment later: another instance may
 * have had it made, and its record may be on its way.
 */
public class AuthorizeCallService implements AuthorizeCallUseCase {

    private final KeyDirectory directory;
    private final ResourceDirectory resources;
    private final Executor later;

    /** @param later runs what it is given after the time that a record may take from another instance to the ledger */
    public AuthorizeCallService(KeyDirectory directory, ResourceDirectory resources, Executor later) {
        this.directory = directory;
        this.resources = resources;
        this.later = later;
    }

    @Override
    public boolean isRestricted(VirtualKey key) {
        return policies(key).anyMatch(policy -> !policy.unrestricted());
    }

    private Stream<KeyPolicy> policies(VirtualKey key) {
        KeyPolicy ceiling =
                key.capped() ? directory.policy(key.organizationId()).ceiling() : null;
        return ceiling == null ? Stream.of(key.policy()) : Stream.of(key.policy(), ceiling);
    }

    private KeyVerdict strictest(VirtualKey key, Function<KeyPolicy, KeyVerdict> judging) {
        return policies(key)
                .map(judging)
                .filter(verdict -> !(verdict instanceof KeyVerdict.Allowed))
                .findFirst()
                .orElse(KeyVerdict.ALLOWED);
    }

    @Override
    public KeyVerdict judge(VirtualKey key, Provider provider, String method, String path, AccountOperation operation) {
        return strictest(key, policy -> policy.judge(provider, method, path, operation));
    }

    @Override
    public KeyVerdict judgeCall(VirtualKey key, Operation called) {
        return strictest(key, policy -> policy.judgeCall(called));
    }

    @Override
    public KeyVerdict judgeAccountHeader(VirtualKey key) {
        return strictest(
                key, policy -> policy.unknownIds() ? KeyVerdict.ALLOWED : KeyVerdict.forbidden(Reason.ACCOUNT));
    }

    @Override
    public KeyVerdict judgeBody(VirtualKey key, AccountOperation operation, NamedInBody body) {
        return strictest(key, policy -> policy.judgeBody(operation, body));
    }

    @Override
    public CompletableFuture<KeyVerdict> judgeResources(
            VirtualKey key, Provider provider, Set<String> ids, Set<String> within) {
        if (ids.isEmpty() || !isRestricted(key)) {
            return CompletableFuture.completedFuture(KeyVerdict.ALLOWED);
        }
        Map<String, ResourceOwner> owners = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        for (String id : ids) {
            Optional<ResourceOwner> owner = resources.known(key.organizationId(), provider, id);
            owner.ifPresent(known -> owners.put(id, known));
            if (owner.isEmpty()) {
                unknown.add(id);
            }
        }
        KeyVerdict known = verdict(key, owners, owners.keySet(), within);
        if (unknown.isEmpty() || !(known instanceof KeyVerdict.Allowed)) {
            return CompletableFuture.completedFuture(known);
        }
        return find(key, provider, unknown, within)
                .thenApply(found -> verdict(key, found, unknown, within))
                .exceptionally(failure -> new KeyVerdict.Undetermined());
    }

    private CompletableFuture<Map<String, ResourceOwner>> find(
            VirtualKey key, Provider provider, Set<String> unknown, Set<String> within) {
        return resources.find(key.organizationId(), provider, unknown).thenCompose(found -> {
            boolean mayComeYet = unknown.stream().anyMatch(id -> !found.containsKey(id) && !within.contains(id));
            return mayComeYet && verdict(key, found, found.keySet(), within) instanceof KeyVerdict.Allowed
                    ? CompletableFuture.supplyAsync(() -> unknown, later)
                            .thenCompose(ids -> resources.find(key.organizationId(), provider, ids))
                    : CompletableFuture.completedFuture(found);
        });
    }

    private KeyVerdict verdict(VirtualKey key, Map<String, ResourceOwner> owners, Set<String> ids, Set<String> within) {
        ResourceOwner caller = ResourceOwner.of(key);
        return ids.stream()
                .map(id -> strictest(key, policy -> policy.judgeResource(caller, owners.get(id), within.contains(id))))
                .filter(verdict -> !(verdict instanceof KeyVerdict.Allowed))
                .findFirst()
                .orElse(KeyVerdict.ALLOWED);
    }

    @Override
    public List<MadeResource> remember(
            VirtualKey key, Provider provider, AccountOperation answered, Collection<String> ids) {
        ResourceOwner owner = ownerOf(key, provider, answered);
        if (owner == null) {
            return List.of();
        }
        List<MadeResource> made = new ArrayList<>();
        for (String id : Set.copyOf(ids)) {
            if (PlainText.isAcceptable(id, MadeResource.MAX_LENGTH)
                    && !answered.ids().contains(id)) {
                resources.remember(key.organizationId(), provider, id, owner);
                made.add(new MadeResource(id, owner.keyId()));
            }
        }
        return made;
    }

    private @Nullable ResourceOwner ownerOf(VirtualKey key, Provider provider, AccountOperation answered) {
        if (answered.answers() == Answers.OF_THE_OWNER) {
            return answered.ids().stream()
                    .filter(id -> !answered.withinIds().contains(id))
                    .flatMap(id -> resources.known(key.organizationId(), provider, id).stream())
                    .findFirst()
                    .orElse(null);
        }
        return answered.answers() == Answers.OF_THE_CALLER ? ResourceOwner.of(key) : null;
    }
}
