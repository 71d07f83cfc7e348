package io.tokentally.domain.key;

import io.tokentally.domain.access.VirtualKeyId;

/** The virtual key that something in a provider's account was made with, and whose key that is. */
public record ResourceOwner(VirtualKeyId keyId, KeyHolder holder) {

    public static ResourceOwner of(VirtualKey key) {
        return new ResourceOwner(key.id(), key.holder());
    }
}
