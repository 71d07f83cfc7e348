package io.tokentally.application.service.key;

import io.tokentally.application.port.in.key.AuthenticateKeyUseCase;
import io.tokentally.application.port.in.key.KeyCheck;
import io.tokentally.application.port.in.key.KeyCheck.Reason;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.KeyHashing;
import io.tokentally.application.port.out.key.KeyHashing.DatedHash;
import io.tokentally.application.port.out.key.MemberDirectory;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.metering.Provider;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks keys from memory. It looks for a keyed hash, so that how long it takes tells nothing of how close a guess was.
 */
public class AuthenticateKeyService implements AuthenticateKeyUseCase {

    private final KeyHashing hashing;
    private final KeyDirectory directory;
    private final MemberDirectory members;
    private final SecretVault vault;
    private final Clock clock;
    private final Map<ProviderOfOrganization, Opened> opened = new ConcurrentHashMap<>();

    public AuthenticateKeyService(
            KeyHashing hashing, KeyDirectory directory, MemberDirectory members, SecretVault vault, Clock clock) {
        this.hashing = hashing;
        this.directory = directory;
        this.members = members;
        this.vault = vault;
        this.clock = clock;
    }

    private record ProviderOfOrganization(OrganizationId organizationId, Provider provider) {}

    private record Found(VirtualKey key, DatedHash by) {}

    private record Opened(SealedSecret sealed, ProviderSecret secret) {}

    @Override
    public KeyCheck check(String presented) {
        if (!VirtualKeySecret.isOne(presented)) {
            return new KeyCheck.Refused(Reason.UNKNOWN, null);
        }
        List<DatedHash> hashes = hashing.hashes(new VirtualKeySecret(presented));
        Found found = find(hashes);
        Instant now = clock.instant();
        Reason refused = found == null ? null : refusal(found, now);
        if (found != null && refused != null) {
            return new KeyCheck.Refused(refused, found.key());
        }
        if (!directory.isCurrent() || hashes.isEmpty()) {
            return new KeyCheck.Undetermined();
        }
        if (found == null) {
            return new KeyCheck.Refused(Reason.UNKNOWN, null);
        }
        directory.noteUse(found.key(), now);
        renew(found, hashes);
        return new KeyCheck.Accepted(found.key());
    }

    private @Nullable Found find(List<DatedHash> hashes) {
        for (DatedHash hash : hashes) {
            Optional<VirtualKey> known = directory.find(hash.hash());
            if (known.isPresent()) {
                return new Found(known.get(), hash);
            }
        }
        return null;
    }

    private @Nullable Reason refusal(Found found, Instant now) {
        Instant validUntil = found.by().validUntil();
        return switch (found.key().statusAt(now)) {
            case REVOKED -> holderIsGone(found.key()) ? Reason.MEMBER_LEFT : Reason.REVOKED;
            case EXPIRED -> Reason.EXPIRED;
            case ACTIVE -> validUntil == null || now.isBefore(validUntil) ? null : Reason.NOT_RENEWED;
        };
    }

    /** Whether it belongs to a person who is no member. */
    private boolean holderIsGone(VirtualKey key) {
        return !key.holder().mayNameOthers()
                && members.find(key.organizationId(), key.holder().userId()).isEmpty();
    }

    /** Has a key that is known by an old hash known by the current one from now on. */
    private void renew(Found found, List<DatedHash> hashes) {
        DatedHash current = hashes.getFirst();
        if (found.by().validUntil() != null && current.validUntil() == null) {
            directory.noteRenewal(found.key(), found.by().hash(), current.hash());
        }
    }

    @Override
    public Optional<ProviderSecret> providerSecret(OrganizationId organizationId, Provider provider) {
        ProviderOfOrganization place = new ProviderOfOrganization(organizationId, provider);
        Optional<SealedSecret> sealed = directory.providerKey(organizationId, provider);
        if (sealed.isEmpty()) {
            opened.remove(place);
            return Optional.empty();
        }
        Opened known = opened.get(place);
        if (known == null || !known.sealed().equals(sealed.get())) {
            known = new Opened(sealed.get(), vault.open(organizationId, provider, sealed.get()));
            opened.put(place, known);
        }
        return Optional.of(known.secret());
    }

    @Override
    public Optional<UserId> member(OrganizationId organizationId, UserId name) {
        return members.find(organizationId, name);
    }
}
