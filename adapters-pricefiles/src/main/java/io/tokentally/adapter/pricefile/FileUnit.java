package io.tokentally.adapter.pricefile;

import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Rate;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A unit as price files name it, and how many of it a price is for unless the file says otherwise. */
enum FileUnit {
    INPUT("input", UsageUnit.INPUT_TOKENS, FileUnit.MILLION),
    CACHED_INPUT("cachedInput", UsageUnit.CACHED_INPUT_TOKENS, FileUnit.MILLION),
    CACHE_WRITE("cacheWrite", UsageUnit.CACHE_WRITE_TOKENS, FileUnit.MILLION),
    CACHE_WRITE_1H("cacheWrite1h", UsageUnit.CACHE_WRITE_1H_TOKENS, FileUnit.MILLION),
    CACHE_WRITE_12H("cacheWrite12h", UsageUnit.CACHE_WRITE_12H_TOKENS, FileUnit.MILLION),
    EMBEDDING_INPUT("embeddingInput", UsageUnit.EMBEDDING_INPUT_TOKENS, FileUnit.MILLION),
    AUDIO_INPUT("audioInput", UsageUnit.AUDIO_INPUT_TOKENS, FileUnit.MILLION),
    CACHED_AUDIO_INPUT("cachedAudioInput", UsageUnit.CACHED_AUDIO_INPUT_TOKENS, FileUnit.MILLION),
    IMAGE_INPUT("imageInput", UsageUnit.IMAGE_INPUT_TOKENS, FileUnit.MILLION),
    CACHED_IMAGE_INPUT("cachedImageInput", UsageUnit.CACHED_IMAGE_INPUT_TOKENS, FileUnit.MILLION),
    VIDEO_INPUT("videoInput", UsageUnit.VIDEO_INPUT_TOKENS, FileUnit.MILLION),
    OUTPUT("output", UsageUnit.OUTPUT_TOKENS, FileUnit.MILLION),
    REASONING("reasoning", UsageUnit.REASONING_TOKENS, FileUnit.MILLION),
    AUDIO_OUTPUT("audioOutput", UsageUnit.AUDIO_OUTPUT_TOKENS, FileUnit.MILLION),
    IMAGE_OUTPUT("imageOutput", UsageUnit.IMAGE_OUTPUT_TOKENS, FileUnit.MILLION),
    VIDEO_OUTPUT("videoOutput", UsageUnit.VIDEO_OUTPUT_TOKENS, FileUnit.MILLION),
    AUDIO_MINUTES("audioMinutes", UsageUnit.AUDIO_SECONDS, 60),
    LIVE_MINUTES("liveMinutes", UsageUnit.LIVE_SECONDS, 60),
    LIVE_STANDBY_MINUTES("liveStandbyMinutes", UsageUnit.LIVE_STANDBY_SECONDS, 60),
    VIDEO_SECONDS_720("videoSeconds720", UsageUnit.VIDEO_SECONDS_720, 1),
    VIDEO_SECONDS_1024("videoSeconds1024", UsageUnit.VIDEO_SECONDS_1024, 1),
    VIDEO_SECONDS_1080("videoSeconds1080", UsageUnit.VIDEO_SECONDS_1080, 1),
    SPEECH_CHARACTERS("speechCharacters", UsageUnit.SPEECH_CHARACTERS, FileUnit.MILLION),
    IMAGES("images", UsageUnit.IMAGES, 1),
    IMAGES_256("images256", UsageUnit.IMAGES_256, 1),
    IMAGES_512("images512", UsageUnit.IMAGES_512, 1),
    IMAGES_1024("images1024", UsageUnit.IMAGES_1024, 1),
    IMAGES_1792("images1792", UsageUnit.IMAGES_1792, 1),
    HD_IMAGES_1024("hdImages1024", UsageUnit.HD_IMAGES_1024, 1),
    HD_IMAGES_1792("hdImages1792", UsageUnit.HD_IMAGES_1792, 1),
    WEB_SEARCHES("webSearches", UsageUnit.WEB_SEARCHES, 1_000),
    FILE_SEARCHES("fileSearches", UsageUnit.FILE_SEARCHES, 1_000),
    CODE_INTERPRETER_SESSIONS("codeInterpreterSessions", UsageUnit.CODE_INTERPRETER_SESSIONS, 1),
    CONTAINER_SESSIONS_4GB("containerSessions4gb", UsageUnit.CONTAINER_SESSIONS_4GB, 1),
    CONTAINER_SESSIONS_16GB("containerSessions16gb", UsageUnit.CONTAINER_SESSIONS_16GB, 1),
    CONTAINER_SESSIONS_64GB("containerSessions64gb", UsageUnit.CONTAINER_SESSIONS_64GB, 1),
    CONTAINER_MINUTES_1GB("containerMinutes1gb", UsageUnit.CONTAINER_MINUTES_1GB, 1),
    CONTAINER_MINUTES_4GB("containerMinutes4gb", UsageUnit.CONTAINER_MINUTES_4GB, 1),
    CONTAINER_MINUTES_16GB("containerMinutes16gb", UsageUnit.CONTAINER_MINUTES_16GB, 1),
    CONTAINER_MINUTES_64GB("containerMinutes64gb", UsageUnit.CONTAINER_MINUTES_64GB, 1);

    static final Map<String, FileUnit> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FileUnit::fileName, Function.identity()));

    private static final Set<String> PRICE_AND_PER = Set.of("price", "per");
    private static final long MILLION = 1_000_000;

    /** More than this for a million tokens is a figure in another unit: the dearest model yet takes USD 600. */
    private static final BigDecimal MAX_PER_MILLION_TOKENS = BigDecimal.valueOf(10_000);

    private static final BigDecimal MAX_PER_OTHER_UNIT = BigDecimal.valueOf(1_000);

    private final String fileName;
    private final UsageUnit unit;
    private final long per;

    FileUnit(String fileName, UsageUnit unit, long per) {
        this.fileName = fileName;
        this.unit = unit;
        this.per = per;
    }

    String fileName() {
        return fileName;
    }

    UsageUnit unit() {
        return unit;
    }

    long per() {
        return per;
    }

    /** The rate that a value of a file says: a decimal, or an object with {@code price} and {@code per}. */
    static Rate rate(String name, JsonLine value) {
        FileUnit unit = BY_NAME.get(name);
        if (unit == null) {
            throw value.flaw("there is no unit " + JsonFile.shown(name));
        }
        if (value.isObject()) {
            value.requireOnly(PRICE_AND_PER);
            return rate(
                    unit.unit,
                    value.require("price"),
                    value.require("price").decimal(),
                    value.require("per").wholeNumber());
        }
        return rate(unit.unit, value, value.decimal(), unit.per);
    }

    /** The rate, unless it is negative, absurd or cannot be told exactly. */
    static Rate rate(UsageUnit unit, JsonLine where, BigDecimal price, long per) {
        Rate rate;
        try {
            rate = new Rate(unit, Money.usd(price), per);
        } catch (IllegalArgumentException e) {
            throw where.flaw(String.valueOf(e.getMessage()));
        }
        boolean token = unit.isToken();
        BigDecimal most = token ? MAX_PER_MILLION_TOKENS : MAX_PER_OTHER_UNIT;
        if (rate.of(token ? MILLION : 1).amount().compareTo(most) > 0) {
            throw where.flaw("%s per %d %s is absurd: the most that is taken is USD %s per %s"
                    .formatted(rate.price(), per, unit, most, token ? "million" : "unit"));
        }
        return rate;
    }
}
