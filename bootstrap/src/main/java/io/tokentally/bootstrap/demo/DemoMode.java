package io.tokentally.bootstrap.demo;

/** Whether demo mode is on. */
public record DemoMode(boolean on) {}
