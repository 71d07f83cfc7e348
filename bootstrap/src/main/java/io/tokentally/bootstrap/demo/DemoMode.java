package io.tokentally.bootstrap.demo;

/**
 * Whether demo mode is on.
 *
 * @param byName whether somebody asked for that, who is then taken to know that the accounts have published passwords
 */
public record DemoMode(boolean on, boolean byName) {

    /** Whether nobody but people at this machine may see it. */
    boolean isForThisMachineOnly() {
        return on && !byName;
    }
}
