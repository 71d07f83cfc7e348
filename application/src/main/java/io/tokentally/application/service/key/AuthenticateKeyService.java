package io.tokentally.application.service.key;

import io.tokentally.application.port.in.key.AuthenticateKeyUseCase;
import io.tokentally.application.port.in.key.KeyCheck;
import io.tokentally.application.port.in.key.KeyCheck.Reason;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.KeyHashing;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.metering.Provider;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks keys from memory. It looks for a keyed hash, so that how long it takes tells nothing of how close a guess was.
 */
public class AuthenticateKeyService implements AuthenticateKeyUseCase {

    private final KeyHashing hashing;
    private final KeyDirectory directory;
    private final SecretVault vault;
    private final Clock clock;
    private final Map<Drawer, Opened> opened = new ConcurrentHashMap<>();

    public AuthenticateKeyService(KeyHashing hashing, KeyDirectory directory, SecretVault vault, Clock clock) {
        this.hashing = hashing;
        this.directory = directory;
        this.vault = vault;
        this.clock = clock;
    }

    private record Drawer(OrganizationId organizationId, Provider provider) {}

    private record Opened(SealedSecret sealed, ProviderSecret secret) {}

    @Override
    public KeyCheck check(String presented) {
        if (!VirtualKeySecret.isOne(presented)) {
            return new KeyCheck.Refused(Reason.UNKNOWN);
        }
        Optional<VirtualKey> known = directory.find(hashing.hash(new VirtualKeySecret(presented)));
        Instant now = clock.instant();
        if (known.isPresent() && known.get().statusAt(now) != VirtualKey.Status.ACTIVE) {
            return new KeyCheck.Refused(
                    known.get().statusAt(now) == VirtualKey.Status.REVOKED ? Reason.REVOKED : Reason.EXPIRED);
        }
        if (!directory.isCurrent()) {
            return new KeyCheck.Unknowable();
        }
        if (known.isEmpty()) {
            return new KeyCheck.Refused(Reason.UNKNOWN);
        }
        directory.noteUse(known.get(), now);
        return new KeyCheck.Accepted(known.get());
    }

    @Override
    public Optional<ProviderSecret> providerSecret(OrganizationId organizationId, Provider provider) {
        Drawer drawer = new Drawer(organizationId, provider);
        Optional<SealedSecret> sealed = directory.providerKey(organizationId, provider);
        if (sealed.isEmpty()) {
            opened.remove(drawer);
            return Optional.empty();
        }
        Opened known = opened.get(drawer);
        if (known == null || !known.sealed().equals(sealed.get())) {
            known = new Opened(sealed.get(), vault.open(organizationId, provider, sealed.get()));
            opened.put(drawer, known);
        }
        return Optional.of(known.secret());
    }
}
