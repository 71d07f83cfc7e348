package io.tokentally.adapter.gateway;

/** Thrown at the start if the gateway cannot listen where it should. */
public final class GatewayStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String address;
    private final int port;

    GatewayStartException(String address, int port, Throwable cause) {
        super("The gateway cannot listen on port " + port + " of " + address, cause);
        this.address = address;
        this.port = port;
    }

    public String address() {
        return address;
    }

    public int port() {
        return port;
    }
}
