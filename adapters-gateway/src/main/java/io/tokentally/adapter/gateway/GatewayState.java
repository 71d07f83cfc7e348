package io.tokentally.adapter.gateway;

/** The state of the gateway: whether it takes calls. */
public interface GatewayState {

    /** Whether it listens, and each of its threads has shown a sign of life of late. */
    boolean isUp();
}
