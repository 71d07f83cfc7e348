package io.tokentally.application.service.key;

import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.out.key.KeyHashing;
import io.tokentally.application.port.out.key.KeyPolicies;
import io.tokentally.application.port.out.key.VirtualKeys;
import io.tokentally.application.port.out.key.VirtualKeys.Successor;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.KeyRefusal;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.domain.key.ReplacedKeyEnd;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.text.ChosenName;
import io.tokentally.domain.text.PlainText;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** Makes virtual keys, lists them and revokes them. */
@Transactional
public class ManageKeysService implements ManageKeysUseCase {

    private final VirtualKeys virtualKeys;
    private final KeyPolicies policies;
    private final KeyHashing hashing;
    private final RandomGenerator random;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /**
     * @param random must be cryptographically strong
     * @param ids what keys are told apart by, another each time
     */
    public ManageKeysService(
            VirtualKeys virtualKeys,
            KeyPolicies policies,
            KeyHashing hashing,
            RandomGenerator random,
            Supplier<UUID> ids,
            Clock clock) {
        this.virtualKeys = virtualKeys;
        this.policies = policies;
        this.hashing = hashing;
        this.random = random;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<VirtualKey> keys(Viewer viewer) {
        return virtualKeys.all(viewer);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<VirtualKeyId, Instant> oldHashes(Viewer viewer) {
        return virtualKeys.oldHashes(viewer);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<VirtualKeyId, VirtualKeyId> replaced(Viewer viewer) {
        return virtualKeys.replaced(viewer);
    }

    @Override
    public IssuedKey issue(Viewer viewer, NewKey wanted) {
        if (!wanted.limits().equals(KeyLimits.OF_THE_INSTALLATION)) {
            viewer.requireOwner(OwnerAction.LIMIT_KEYS);
        }
        return issue(viewer, KeyHolder.user(viewer.userId()), wanted);
    }

    @Override
    public IssuedKey issueForService(Viewer viewer, UserId service, NewKey wanted) {
        viewer.requireOwner(OwnerAction.MAKE_SERVICE_KEYS);
        String name = chosen("service", service.value(), UserId.MAX_LENGTH);
        return issue(viewer, KeyHolder.service(new UserId(name)), wanted);
    }

    private IssuedKey issue(Viewer viewer, KeyHolder holder, NewKey wanted) {
        Instant now = now();
        boolean capped = holder.kind() == KeyHolder.Kind.USER && viewer.role() != Role.OWNER;
        Instant expiresAt = end(viewer, wanted, capped, now);
        String name = chosen("name", wanted.name(), VirtualKey.MAX_NAME_LENGTH);
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new KeyRefusedException("The key would have expired already. Choose a time to come.");
        }
        VirtualKeySecret secret = VirtualKeySecret.random(random);
        VirtualKeyId id = new VirtualKeyId(ids.get());
        VirtualKey key = new VirtualKey(
                id,
                viewer.organizationId(),
                name,
                secret.prefix(),
                holder,
                wanted.limits(),
                policyOf(viewer, wanted),
                capped,
                viewer.userId(),
                now,
                expiresAt,
                null,
                null,
                id);
        virtualKeys.add(viewer, key, hashing.hash(secret));
        return new IssuedKey(key, secret);
    }

    /** A member's own key that nobody says an end of ends when it has to. */
    private @Nullable Instant end(Viewer viewer, NewKey wanted, boolean capped, Instant now) {
        Instant asked = wanted.expiresAt() == null ? null : wanted.expiresAt().truncatedTo(ChronoUnit.MICROS);
        OrganizationKeyPolicy laidDown = capped ? policies.of(viewer) : OrganizationKeyPolicy.DEFAULT;
        Instant last = laidDown.lastEnd(now);
        if (last != null && asked != null && asked.isAfter(last)) {
            throw KeyRefusal.GOOD_FOR_TOO_LONG.about(String.valueOf(laidDown.mostDays()));
        }
        return asked == null ? last : asked;
    }

    private KeyPolicy policyOf(Viewer viewer, NewKey wanted) {
        return wanted.policy() == null ? policies.of(viewer).usualFor(viewer.role()) : wanted.policy();
    }

    private static String chosen(String field, String name, int maxLength) {
        if (!PlainText.isAcceptable(name, maxLength)) {
            throw new KeyRefusedException(
                    "A key needs a %s of at most %d characters, on one line.".formatted(field, maxLength));
        }
        try {
            return ChosenName.require("The " + field, name, maxLength);
        } catch (IllegalArgumentException e) {
            throw new KeyRefusedException("%s. Choose another.".formatted(e.getMessage()));
        }
    }

    @Override
    public void rename(Viewer viewer, VirtualKeyId id, String name) {
        virtualKeys.rename(viewer, id, chosen("name", name, VirtualKey.MAX_NAME_LENGTH));
    }

    @Override
    public IssuedKey rotate(Viewer viewer, VirtualKeyId id, ReplacedKeyEnd end) {
        Instant now = now();
        VirtualKeySecret secret = VirtualKeySecret.random(random);
        Successor successor = new Successor(new VirtualKeyId(ids.get()), secret.prefix(), hashing.hash(secret), now);
        virtualKeys.rotate(viewer, id, successor, end.after(now));
        VirtualKey made = virtualKeys.all(viewer).stream()
                .filter(key -> key.id().equals(successor.id()))
                .findAny()
                .orElseThrow();
        return new IssuedKey(made, secret);
    }

    @Override
    public void revoke(Viewer viewer, VirtualKeyId id) {
        virtualKeys.revoke(viewer, id, now());
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
