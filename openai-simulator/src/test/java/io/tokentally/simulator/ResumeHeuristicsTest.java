package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ResumeHeuristicsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);

    private static final String RESUME = """
        JANE DOE
        Senior Software Engineer
        Berlin, Germany | jane.doe@example.com | +49 30 1234 5678 | linkedin.com/in/janedoe

        SUMMARY
        Backend engineer who likes simple systems.
        Eight years with Java.

        SKILLS
        Languages: Java, Kotlin, SQL
        • Spring Boot
        • PostgreSQL

        EXPERIENCE
        Senior Software Engineer, Acme GmbH, Berlin    Jan 2020 – Present
        - Built the billing platform
        - Led a team of four

        Globex Corporation — Software Developer (2016 - 2019)
        - Maintained the shop

        Initech
        Junior Developer
        2014 to 2016
        Wrote reports.

        EDUCATION
        M.Sc. in Computer Science, Technical University of Berlin, 2014
        BSc Mathematics
        University of Leipzig, 2009 - 2012

        LANGUAGES
        English, German
        """;

    @Test
    void readsWhoItIs() {
        ObjectNode draft = draft(RESUME);

        assertThat(draft.path("name").asString()).isEqualTo("Jane Doe");
        assertThat(draft.path("firstName").asString()).isEqualTo("Jane");
        assertThat(draft.path("lastName").asString()).isEqualTo("Doe");
        assertThat(draft.path("title").asString()).isEqualTo("Senior Software Engineer");
        assertThat(draft.path("email").asString()).isEqualTo("jane.doe@example.com");
        assertThat(draft.path("phone").asString()).isEqualTo("+49 30 1234 5678");
        assertThat(draft.path("location").asString()).isEqualTo("Berlin, Germany");
        assertThat(draft.path("linkedin").asString()).isEqualTo("linkedin.com/in/janedoe");
        assertThat(draft.path("summary").asString())
                .isEqualTo("Backend engineer who likes simple systems. Eight years with Java.");
    }

    @Test
    void readsLists() {
        ObjectNode draft = draft(RESUME);

        assertThat(texts(draft.path("skills"))).containsExactly("Java", "Kotlin", "SQL", "Spring Boot", "PostgreSQL");
        assertThat(texts(draft.path("languages"))).containsExactly("English", "German");
    }

    @Test
    void readsJobsInTheirUsualLayouts() {
        JsonNode jobs = draft(RESUME).path("experience");

        assertThat(jobs.valueStream().map(job -> job.path("title").asString()))
                .containsExactly("Senior Software Engineer", "Software Developer", "Junior Developer");
        assertThat(jobs.valueStream().map(job -> job.path("company").asString()))
                .containsExactly("Acme GmbH", "Globex Corporation", "Initech");
        assertThat(jobs.valueStream().map(job -> job.path("period").asString()))
                .containsExactly("Jan 2020 – Present", "2016 - 2019", "2014 to 2016");
        assertThat(jobs.path(0).path("start").asString()).isEqualTo("Jan 2020");
        assertThat(jobs.path(0).path("end").asString()).isEqualTo("Present");
        assertThat(jobs.path(0).path("current").asBoolean()).isTrue();
        assertThat(jobs.path(0).path("location").asString()).isEqualTo("Berlin");
        assertThat(jobs.path(0).path("description").asString())
                .isEqualTo("Built the billing platform\nLed a team of four");
        assertThat(jobs.path(2).path("description").asString()).isEqualTo("Wrote reports.");
    }

    @Test
    void readsStudies() {
        JsonNode studies = draft(RESUME).path("education");

        assertThat(studies.valueStream().map(study -> study.path("degree").asString()))
                .containsExactly("M.Sc. in Computer Science", "BSc Mathematics");
        assertThat(studies.valueStream().map(study -> study.path("institution").asString()))
                .containsExactly("Technical University of Berlin", "University of Leipzig");
        assertThat(studies.valueStream().map(study -> study.path("year").asString()))
                .containsExactly("2014", "2012");
        assertThat(studies.path(0).path("field").asString()).isEqualTo("Computer Science");
    }

    @Test
    void institutionsHaveNamesInOtherLanguages() {
        JsonNode study = draft("Education\nBachelor of Economics — Universidad de Madrid (2014–2018)")
                .path("education")
                .path(0);

        assertThat(study.path("institution").asString()).isEqualTo("Universidad de Madrid");
        assertThat(study.path("period").asString()).isEqualTo("2014 – 2018");
    }

    @Test
    void experienceLastsFromTheFirstJobUntilNow() {
        assertThat(draft(RESUME).path("yearsOfExperience").asInt()).isEqualTo(12);
        assertThat(draft("I have 5+ years of experience")
                        .path("yearsOfExperience")
                        .asInt())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Extract the candidate's data as JSON.\n\nResume:\nMaria da Silva\nmaria@example.com",
                "Please read this:\n<resume>\nMaria da Silva\nmaria@example.com\n</resume>\nAnswer in JSON.",
                "Please read this:\n\"\"\"\nMaria da Silva\n\"\"\"",
                "Name: Maria da Silva\nEmail: maria@example.com",
                "# Maria da Silva\n**Product Manager**",
                "Curriculum Vitae\n\nMaria da Silva, PMP\nProduct Manager"
            })
    void findsTheNameWhereverTheResumeBegins(String prompt) {
        assertThat(draft(prompt).path("name").asString()).isEqualTo("Maria da Silva");
    }

    @Test
    void whatIsNotThereIsNotInTheDraft() {
        assertThat(draft("nothing to see here").propertyNames()).isEmpty();
    }

    @Test
    void periodsAreNoPhoneNumbers() {
        assertThat(draft("Acme 2019 - 2023 and 2016-2019").has("phone")).isFalse();
    }

    private static ObjectNode draft(String prompt) {
        return ResumeHeuristics.draft(prompt, CLOCK);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
