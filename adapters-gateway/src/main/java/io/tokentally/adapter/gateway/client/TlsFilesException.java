package io.tokentally.adapter.gateway.client;

import io.tokentally.adapter.gateway.options.GatewayOptions.ServerTls;

/** Thrown if the gateway cannot show who it is: its certificate or its key cannot be used. */
public final class TlsFilesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TlsFilesException(ServerTls files, Exception cause) {
        super(
                "The gateway cannot use the certificate in %s with the key in %s (%s: %s)"
                        .formatted(
                                files.certificate(),
                                files.key(),
                                cause.getClass().getSimpleName(),
                                cause.getMessage()),
                cause);
    }
}
