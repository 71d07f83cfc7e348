package io.tokentally.domain.metering;

/** What a provider bills by. A thing counted in one unit is counted in no other. */
public enum UsageUnit {
    INPUT_TOKENS(Kind.INPUT_TOKEN),
    CACHED_INPUT_TOKENS(Kind.INPUT_TOKEN),
    CACHE_WRITE_TOKENS(Kind.INPUT_TOKEN),
    AUDIO_INPUT_TOKENS(Kind.INPUT_TOKEN),
    CACHED_AUDIO_INPUT_TOKENS(Kind.INPUT_TOKEN),
    IMAGE_INPUT_TOKENS(Kind.INPUT_TOKEN),
    OUTPUT_TOKENS(Kind.OUTPUT_TOKEN),
    REASONING_TOKENS(Kind.OUTPUT_TOKEN),
    AUDIO_OUTPUT_TOKENS(Kind.OUTPUT_TOKEN),
    IMAGE_OUTPUT_TOKENS(Kind.OUTPUT_TOKEN),
    WEB_SEARCHES(Kind.OTHER),
    FILE_SEARCHES(Kind.OTHER),
    CODE_INTERPRETER_CALLS(Kind.OTHER);

    private enum Kind {
        INPUT_TOKEN,
        OUTPUT_TOKEN,
        OTHER
    }

    private final Kind kind;

    UsageUnit(Kind kind) {
        this.kind = kind;
    }

    public boolean isInputToken() {
        return kind == Kind.INPUT_TOKEN;
    }

    public boolean isOutputToken() {
        return kind == Kind.OUTPUT_TOKEN;
    }
}
