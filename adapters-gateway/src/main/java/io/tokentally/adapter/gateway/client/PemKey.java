package io.tokentally.adapter.gateway.client;

import io.netty.handler.ssl.SslContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * A reader of private keys from PEM as Netty does, which lends that to subclasses only. There is never an object of this one.
 */
abstract class PemKey extends SslContext {

    static PrivateKey read(byte[] pem, @Nullable String password) throws IOException, GeneralSecurityException {
        return toPrivateKey(new ByteArrayInputStream(pem), password);
    }
}
