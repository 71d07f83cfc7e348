package io.tokentally.domain.key;

import io.tokentally.domain.access.VirtualKeyId;

/**
 * The virtual key that something in a provider's account was made with, and whose key that is. Of keys that replaced each other it is the
 * first, so that each uses what the others made.
 */
public record ResourceOwner(VirtualKeyId keyId, KeyHolder holder) {

    public static ResourceOwner of(VirtualKey key) {
        return new ResourceOwner(key.original(), key.holder());
    }
}
