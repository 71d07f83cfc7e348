package io.tokentally.demo.generate;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The models of one kind that features used one after the other. */
enum ModelLine {
    OPENAI_SMALL(Provider.OPENAI, """
            2024-07-18 | gpt-4o-mini  | -2024-07-18
            2025-05-05 | gpt-4.1-nano | -2025-04-14
            2026-10-05 | gpt-6-luna   |
            """),
    OPENAI_MEDIUM(Provider.OPENAI, """
            2024-07-18 | gpt-4o-mini  | -2024-07-18
            2025-05-12 | gpt-4.1-mini | -2025-04-14
            2025-09-15 | gpt-5-mini   | -2025-08-07
            2026-04-13 | gpt-5.4-mini |
            """),
    OPENAI_REASONING(Provider.OPENAI, """
            2025-04-16 | o4-mini   | -2025-04-16
            2025-08-25 | gpt-5     | -2025-08-07
            2026-01-12 | gpt-5.2   |
            2026-03-23 | gpt-5.4   |
            2026-10-05 | gpt-6-sol |
            """),
    OPENAI_EMBEDDING(Provider.OPENAI, """
            2024-01-25 | text-embedding-3-small |
            """),
    /** Run by the organization itself; no price book has it. */
    HOUSE(Provider.OPENAI, """
            2024-01-01 | house-ranker-1 |
            """),
    CLAUDE_SMALL(Provider.ANTHROPIC, """
            2024-10-22 | claude-3-5-haiku-20241022 |
            2025-10-20 | claude-haiku-4-5-20251001 |
            2026-10-12 | claude-haiku-5-5          |
            """),
    CLAUDE_MEDIUM(Provider.ANTHROPIC, """
            2024-10-22 | claude-3-5-sonnet-20241022 |
            2025-03-03 | claude-3-7-sonnet-20250219 |
            2025-06-02 | claude-sonnet-4-20250514   |
            2025-10-06 | claude-sonnet-4-5-20250929 |
            2026-03-16 | claude-sonnet-4-6          |
            2026-07-06 | claude-sonnet-5            |
            2026-10-12 | claude-sonnet-5-5          |
            """),
    CLAUDE_LARGE(Provider.ANTHROPIC, """
            2024-03-04 | claude-3-opus-20240229   |
            2025-05-22 | claude-opus-4-20250514   |
            2025-08-11 | claude-opus-4-1-20250805 |
            2025-11-24 | claude-opus-4-5-20251101 |
            2026-06-08 | claude-opus-4-8          |
            2026-07-27 | claude-opus-5            |
            2026-09-28 | claude-opus-5-5          |
            """);

    /**
     * A model while a feature uses it.
     *
     * @param requested as features ask for it
     * @param served as the provider names it in its answer
     */
    record Use(LocalDate from, Provider provider, ModelName requested, ModelName served) {

        private static Use parse(Provider provider, String line) {
            Iterator<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).iterator();
            LocalDate from = LocalDate.parse(cells.next());
            String name = cells.next();
            return new Use(from, provider, new ModelName(name), new ModelName(name + cells.next()));
        }
    }

    // A list that cannot be changed, of records that cannot be.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Use> uses;

    ModelLine(Provider provider, String uses) {
        this.uses = uses.lines().map(line -> Use.parse(provider, line)).toList();
    }

    /** The model that is used on a day; before all of them, the first. */
    Use on(LocalDate day) {
        return uses.reversed().stream()
                .filter(use -> !day.isBefore(use.from()))
                .findFirst()
                .orElse(uses.getFirst());
    }
}
