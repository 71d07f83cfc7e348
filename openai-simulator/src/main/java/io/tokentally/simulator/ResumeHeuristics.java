package io.tokentally.simulator;

import io.tokentally.simulator.ResumeExperience.Job;
import io.tokentally.simulator.ResumeText.Section;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the facts of a résumé by its patterns and headings, into a draft that has only what was found. */
final class ResumeHeuristics {

    private static final int LONGEST_ITEM = 40;
    private static final int LONGEST_CERTIFICATE = 100;
    private static final int MAX_ITEMS = 40;
    private static final Pattern YEARS = Pattern.compile("(?i)\\b(\\d{1,2})\\+?\\s+years?\\b");
    private static final Pattern LINKEDIN = Pattern.compile("(?i)(?:https?://)?(?:www\\.)?linkedin\\.com/[\\w/%.-]+");
    private static final Pattern GITHUB = Pattern.compile("(?i)(?:https?://)?(?:www\\.)?github\\.com/[\\w/.-]+");
    private static final Pattern LINK = Pattern.compile("(?i)https?://[^\\s|,)]+");

    private ResumeHeuristics() {}

    static ObjectNode draft(String prompt, Clock clock) {
        ResumeText resume = ResumeText.in(prompt);
        ResumeHead head = ResumeHead.of(resume);
        List<Job> jobs = ResumeExperience.jobs(resume.section(Section.EXPERIENCE));
        ObjectNode draft = Json.object();
        putIfFound(draft, "name", head.name());
        int lastSpace = head.name().lastIndexOf(' ');
        if (lastSpace > 0) {
            draft.put("firstName", head.name().substring(0, lastSpace));
            draft.put("lastName", head.name().substring(lastSpace + 1));
        }
        putIfFound(draft, "email", head.email());
        putIfFound(draft, "phone", head.phone());
        putIfFound(draft, "location", head.location());
        putIfFound(
                draft,
                "title",
                head.headline().isEmpty() && !jobs.isEmpty() ? jobs.getFirst().title() : head.headline());
        putIfFound(draft, "company", jobs.isEmpty() ? "" : jobs.getFirst().company());
        putIfFound(draft, "summary", String.join(" ", withoutBlanks(resume.section(Section.SUMMARY))));
        putItems(draft, "skills", resume.section(Section.SKILLS), LONGEST_ITEM);
        putItems(draft, "languages", resume.section(Section.LANGUAGES), LONGEST_ITEM);
        putItems(draft, "certifications", resume.section(Section.CERTIFICATIONS), LONGEST_CERTIFICATE);
        putArray(draft, "experience", experience(jobs));
        putArray(draft, "education", education(resume.section(Section.EDUCATION)));
        putYears(
                draft,
                resume.all(),
                jobs,
                clock.instant().atZone(ZoneOffset.UTC).getYear());
        putLinks(draft, resume.all());
        return draft;
    }

    private static List<String> withoutBlanks(List<String> lines) {
        return lines.stream().filter(line -> !line.isBlank()).toList();
    }

    private static ArrayNode experience(List<Job> jobs) {
        ArrayNode array = Json.array();
        for (Job job : jobs) {
            ObjectNode json = Json.object();
            putIfFound(json, "title", job.title());
            putIfFound(json, "company", job.company());
            putIfFound(json, "location", job.location());
            json.put("period", job.period().bare());
            json.put("start", job.period().start());
            json.put("end", job.period().end());
            json.put("current", !job.period().end().matches(".*\\d.*"));
            putIfFound(json, "description", String.join("\n", job.done()));
            array.add(json);
        }
        return array;
    }

    private static ArrayNode education(List<String> lines) {
        ArrayNode array = Json.array();
        for (ResumeEducation.Study study : ResumeEducation.studies(lines)) {
            ObjectNode json = Json.object();
            putIfFound(json, "degree", study.degree());
            putIfFound(json, "field", study.field());
            putIfFound(json, "institution", study.institution());
            putIfFound(json, "start", study.start());
            putIfFound(json, "year", study.year());
            putIfFound(json, "period", study.start().isEmpty() ? study.year() : study.start() + " – " + study.year());
            array.add(json);
        }
        return array;
    }

    /** As the résumé says, else from the first job to the last. */
    private static void putYears(ObjectNode draft, String text, List<Job> jobs, int thisYear) {
        Matcher said = YEARS.matcher(text);
        if (said.find()) {
            draft.put("yearsOfExperience", Integer.parseInt(said.group(1)));
        } else if (!jobs.isEmpty()) {
            int first = jobs.stream()
                    .mapToInt(job -> job.period().startYear())
                    .min()
                    .orElse(thisYear);
            int last = jobs.stream()
                    .mapToInt(job -> job.period().endYear(thisYear))
                    .max()
                    .orElse(thisYear);
            draft.put("yearsOfExperience", Math.max(0, last - first));
        }
    }

    private static void putLinks(ObjectNode draft, String text) {
        putFirst(draft, "linkedin", LINKEDIN, text);
        putFirst(draft, "github", GITHUB, text);
        putFirst(
                draft,
                "website",
                LINK,
                LINKEDIN.matcher(GITHUB.matcher(text).replaceAll("")).replaceAll(""));
    }

    private static void putFirst(ObjectNode json, String name, Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        putIfFound(json, name, matcher.find() ? matcher.group() : "");
    }

    private static void putItems(ObjectNode json, String name, List<String> lines, int longest) {
        List<String> items = ResumeLines.items(lines, longest);
        putArray(json, name, Json.strings(items.subList(0, Math.min(MAX_ITEMS, items.size()))));
    }

    private static void putArray(ObjectNode json, String name, ArrayNode array) {
        if (!array.isEmpty()) {
            json.set(name, array);
        }
    }

    private static void putIfFound(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
