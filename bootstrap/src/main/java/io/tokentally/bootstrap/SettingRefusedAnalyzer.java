package io.tokentally.bootstrap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells which setting one of our own types has refused, in place of a stack trace. Their messages name the field and the
 * value.
 */
class SettingRefusedAnalyzer extends AbstractFailureAnalyzer<IllegalArgumentException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IllegalArgumentException cause) {
        return isOurs(cause)
                ? new FailureAnalysis(
                        String.valueOf(cause.getMessage()),
                        "Correct the setting; docs/configuration.md lists them all with their defaults.",
                        cause)
                : null;
    }

    private static boolean isOurs(IllegalArgumentException refusal) {
        StackTraceElement[] trace = refusal.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("io.tokentally.");
    }
}
