package io.tokentally.adapter.gateway;

/** Whether the gateway takes calls. */
public interface GatewayState {

    /** Whether it listens, and each of its threads has shown a sign of life of late. */
    boolean isUp();
}
