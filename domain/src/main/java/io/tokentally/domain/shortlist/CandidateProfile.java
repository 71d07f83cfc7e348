package io.tokentally.domain.shortlist;

import io.tokentally.domain.text.PlainText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a résumé says of a candidate. What it does not say is absent. A model has read it, so every text is
 * {@linkplain PlainText#clean cleaned} on entry.
 */
public record CandidateProfile(
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String location,
        @Nullable String summary,
        List<String> skills,
        List<Position> experience,
        List<Degree> education) {

    /** The most characters of a name that somebody types. */
    public static final int MAX_NAME_LENGTH = 200;

    /** A blank name is none. */
    public CandidateProfile {
        name = name == null || PlainText.clean(name).isEmpty() ? null : PlainText.clean(name);
        email = cleanOrNull(email);
        phone = cleanOrNull(phone);
        location = cleanOrNull(location);
        summary = cleanOrNull(summary);
        skills = skills.stream().map(PlainText::clean).toList();
        experience = List.copyOf(experience);
        education = List.copyOf(education);
    }

    /**
     * The same of somebody with this name.
     *
     * @throws IllegalArgumentException if the name is blank, longer than {@link #MAX_NAME_LENGTH} or holds control
     *     characters
     */
    public CandidateProfile withName(String typed) {
        String required = PlainText.require("name", typed, MAX_NAME_LENGTH);
        return new CandidateProfile(required, email, phone, location, summary, skills, experience, education);
    }

    private static @Nullable String cleanOrNull(@Nullable String text) {
        return text == null ? null : PlainText.clean(text);
    }

    /** Names no person: profiles do not belong in logs. */
    @Override
    public String toString() {
        return "CandidateProfile[%d skills, %d positions, %d degrees]"
                .formatted(skills.size(), experience.size(), education.size());
    }

    /**
     * A job that the candidate held.
     *
     * @param period as written, for instance {@code 2019 – 2023}
     */
    public record Position(
            String title,
            @Nullable String company,
            @Nullable String period,
            @Nullable String description) {

        public Position {
            title = PlainText.clean(title);
            company = cleanOrNull(company);
            period = cleanOrNull(period);
            description = cleanOrNull(description);
        }
    }

    /**
     * A degree that the candidate earned.
     *
     * @param year as written
     */
    public record Degree(
            String degree,
            @Nullable String institution,
            @Nullable String year) {

        public Degree {
            degree = PlainText.clean(degree);
            institution = cleanOrNull(institution);
            year = cleanOrNull(year);
        }
    }
}
