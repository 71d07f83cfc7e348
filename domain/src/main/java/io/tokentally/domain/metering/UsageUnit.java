package io.tokentally.domain.metering;

import org.jspecify.annotations.Nullable;

/**
 * What a provider bills by. A thing counted in one unit is counted in no other.
 *
 * <p>Where a provider has no price of its own for a unit, it bills it as what it is a kind of: reasoning as output, cached
 * input as input. {@link #billedAs()} says as which; a unit without one has a price or none.
 */
public enum UsageUnit {
    INPUT_TOKENS(Kind.INPUT_TOKEN),
    CACHED_INPUT_TOKENS(Kind.INPUT_TOKEN, INPUT_TOKENS),
    /** Written to a prompt cache for as long as the provider keeps it unasked: 5 minutes at Anthropic, 30 at OpenAI. */
    CACHE_WRITE_TOKENS(Kind.INPUT_TOKEN, INPUT_TOKENS),
    CACHE_WRITE_1H_TOKENS(Kind.INPUT_TOKEN),
    CACHE_WRITE_12H_TOKENS(Kind.INPUT_TOKEN),
    EMBEDDING_INPUT_TOKENS(Kind.INPUT_TOKEN, INPUT_TOKENS),
    AUDIO_INPUT_TOKENS(Kind.INPUT_TOKEN),
    CACHED_AUDIO_INPUT_TOKENS(Kind.INPUT_TOKEN, AUDIO_INPUT_TOKENS),
    IMAGE_INPUT_TOKENS(Kind.INPUT_TOKEN, INPUT_TOKENS),
    CACHED_IMAGE_INPUT_TOKENS(Kind.INPUT_TOKEN, IMAGE_INPUT_TOKENS),
    VIDEO_INPUT_TOKENS(Kind.INPUT_TOKEN, INPUT_TOKENS),
    OUTPUT_TOKENS(Kind.OUTPUT_TOKEN),
    REASONING_TOKENS(Kind.OUTPUT_TOKEN, OUTPUT_TOKENS),
    AUDIO_OUTPUT_TOKENS(Kind.OUTPUT_TOKEN),
    IMAGE_OUTPUT_TOKENS(Kind.OUTPUT_TOKEN),
    VIDEO_OUTPUT_TOKENS(Kind.OUTPUT_TOKEN),
    /** Of audio that was listened to, in whole seconds. */
    AUDIO_SECONDS(Kind.SECOND),
    /** Of a live session while the model listens or speaks, in whole seconds. */
    LIVE_SECONDS(Kind.SECOND),
    /** Of a live session whose inference is paused, in whole seconds. */
    LIVE_STANDBY_SECONDS(Kind.SECOND),
    /** Of video that was made, 720 × 1280 or 1280 × 720. */
    VIDEO_SECONDS_720(Kind.SECOND),
    /** Of video that was made, 1024 × 1792 or 1792 × 1024. */
    VIDEO_SECONDS_1024(Kind.SECOND),
    /** Of video that was made, 1080 × 1920 or 1920 × 1080. */
    VIDEO_SECONDS_1080(Kind.SECOND),
    /** Of text that was spoken, in Unicode code points. */
    SPEECH_CHARACTERS(Kind.OTHER),
    /** Of the size and the quality that the model makes where it makes but one. */
    IMAGES(Kind.OTHER),
    IMAGES_256(Kind.OTHER),
    IMAGES_512(Kind.OTHER),
    IMAGES_1024(Kind.OTHER),
    /** 1024 × 1792 or 1792 × 1024. */
    IMAGES_1792(Kind.OTHER),
    HD_IMAGES_1024(Kind.OTHER),
    /** 1024 × 1792 or 1792 × 1024. */
    HD_IMAGES_1792(Kind.OTHER),
    WEB_SEARCHES(Kind.OTHER),
    FILE_SEARCHES(Kind.OTHER),
    /** Containers of 1 GB for 20 minutes, be it of the code interpreter or of the hosted shell. */
    CODE_INTERPRETER_SESSIONS(Kind.OTHER),
    /** Containers of 4 GB for 20 minutes; so are those that follow, of 16 and 64 GB. */
    CONTAINER_SESSIONS_4GB(Kind.OTHER),
    CONTAINER_SESSIONS_16GB(Kind.OTHER),
    CONTAINER_SESSIONS_64GB(Kind.OTHER),
    /** Of a container of 1 GB that is billed by the minute, at least five; so are those that follow. */
    CONTAINER_MINUTES_1GB(Kind.OTHER),
    CONTAINER_MINUTES_4GB(Kind.OTHER),
    CONTAINER_MINUTES_16GB(Kind.OTHER),
    CONTAINER_MINUTES_64GB(Kind.OTHER);

    private enum Kind {
        INPUT_TOKEN,
        OUTPUT_TOKEN,
        SECOND,
        OTHER
    }

    private final Kind kind;
    private final @Nullable UsageUnit billedAs;

    UsageUnit(Kind kind) {
        this(kind, null);
    }

    UsageUnit(Kind kind, @Nullable UsageUnit billedAs) {
        this.kind = kind;
        this.billedAs = billedAs;
    }

    public boolean isInputToken() {
        return kind == Kind.INPUT_TOKEN;
    }

    public boolean isOutputToken() {
        return kind == Kind.OUTPUT_TOKEN;
    }

    public boolean isToken() {
        return isInputToken() || isOutputToken();
    }

    /** Whether it is counted in seconds, though its price may be for a minute. */
    public boolean isSecond() {
        return kind == Kind.SECOND;
    }

    /** The unit that the same input is counted in where no cache keeps it: what was read from one or written to one is input. */
    public UsageUnit withoutCache() {
        return switch (this) {
            case CACHED_INPUT_TOKENS, CACHE_WRITE_TOKENS, CACHE_WRITE_1H_TOKENS, CACHE_WRITE_12H_TOKENS -> INPUT_TOKENS;
            case CACHED_AUDIO_INPUT_TOKENS -> AUDIO_INPUT_TOKENS;
            case CACHED_IMAGE_INPUT_TOKENS -> IMAGE_INPUT_TOKENS;
            default -> this;
        };
    }

    /** The unit that this one is a kind of, and whose price holds where it has none of its own. */
    public @Nullable UsageUnit billedAs() {
        return billedAs;
    }
}
