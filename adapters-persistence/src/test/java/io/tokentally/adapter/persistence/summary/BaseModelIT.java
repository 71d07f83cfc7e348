package io.tokentally.adapter.persistence.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.domain.metering.ModelName;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database tells of which model a snapshot is as {@link ModelName#base()} does. */
class BaseModelIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final List<String> PIECES = List.of(
            "gpt",
            "-",
            "-",
            "@",
            "2025",
            "2024-",
            "-08",
            "-07",
            "-0613",
            "-20250805",
            "-v2",
            ":0",
            "preview",
            "1332",
            " ",
            "🦊",
            ".");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-5-2025-08-07",
                "gpt-4-0613",
                "gpt-5-chat-latest",
                "claude-sonnet-4@20250514",
                "anthropic.claude-3-5-sonnet-20241022-v2:0",
                "gemini-2.5-flash-preview-09-2025",
                "gemini-2.5-pro-preview-05-06",
                "model-2025-13-01",
                "-2025-08-07"
            })
    void eachNameHasTheSameBase(String name) {
        assertThat(baseOf(name)).isEqualTo(new ModelName(name).base().value());
    }

    @Test
    void namesThatNobodyThoughtOfHaveTheSameBase() {
        Random random = new Random(3);
        List<String> names = Stream.generate(() -> IntStream.range(0, 2 + random.nextInt(6))
                        .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
                        .collect(Collectors.joining()))
                .filter(name -> !name.isBlank())
                .map(String::strip)
                .limit(5_000)
                .toList();

        List<@Nullable String> bases = DATABASE.asOwner()
                .sql("SELECT base_model(name) FROM unnest(?) WITH ORDINALITY AS model (name, n) ORDER BY n")
                .param(names.toArray(String[]::new))
                .query(String.class)
                .list();

        assertThat(bases)
                .isEqualTo(names.stream()
                        .map(name -> new ModelName(name).base().value())
                        .toList());
        assertThat(bases).isNotEqualTo(names);
    }

    private static String baseOf(String name) {
        return DATABASE.asOwner()
                .sql("SELECT base_model(?)")
                .param(name)
                .query(String.class)
                .single();
    }
}
