package io.tokentally.application.port.out.key;

import io.tokentally.domain.key.KeyHash;
import io.tokentally.domain.key.VirtualKeySecret;

/** Hashes virtual keys under a key of the installation's, so that who reads the hashes cannot try keys against them. */
public interface KeyHashing {

    KeyHash hash(VirtualKeySecret secret);
}
